//! What bounds the evidence: why the absence of an entry proves nothing although all was read.

use crate::activity::ActivityLimit;

/// Why the absence of an entry proves nothing although all was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageLimit {
    /// Azure answers with what the reader may see, and says nothing of the rest.
    AsFarAsTheReaderSees,
    /// The service keeps entries for 7 days, or for 30 with a premium license.
    SevenOrThirtyDays,
    /// The service keeps entries for 30 days.
    ThirtyDays,
    /// Only so many of the newest entries were asked for.
    NewestOnly(u16),
    /// The answer comes from an interface that Microsoft may change at any time.
    BetaInterface,
}

impl CoverageLimit {
    /// What a limit of a log means here; nothing where the reading itself says it.
    pub(super) const fn of(limit: &ActivityLimit) -> Option<Self> {
        match limit {
            ActivityLimit::SevenOrThirtyDays => Some(Self::SevenOrThirtyDays),
            ActivityLimit::ThirtyDays => Some(Self::ThirtyDays),
            ActivityLimit::NewestOnly(number) => Some(Self::NewestOnly(*number)),
            ActivityLimit::BetaInterface => Some(Self::BetaInterface),
            ActivityLimit::LicenseMissing
            | ActivityLimit::ScopeMissing(_)
            | ActivityLimit::RoleMissing
            | ActivityLimit::Incomplete => None,
        }
    }

    /// The word for it in CSV and JSON, which does not change.
    pub(super) fn word(self) -> String {
        match self {
            Self::AsFarAsTheReaderSees => "as-far-as-the-reader-sees".to_owned(),
            Self::SevenOrThirtyDays => "7-or-30-days".to_owned(),
            Self::ThirtyDays => "30-days".to_owned(),
            Self::NewestOnly(number) => format!("newest-{number}-only"),
            Self::BetaInterface => "beta-interface".to_owned(),
        }
    }

    /// The sentence for it in Markdown.
    pub(super) fn sentence(self) -> String {
        let sentence = match self {
            Self::AsFarAsTheReaderSees => "Only scopes that the signed-in user can read are included.",
            Self::SevenOrThirtyDays => "Logs are kept for 7 days, or for 30 days with Microsoft Entra ID P1 or P2.",
            Self::ThirtyDays => "Logs are kept for 30 days.",
            Self::NewestOnly(number) => return format!("Only the newest {number} entries were loaded."),
            Self::BetaInterface => "Uses a Microsoft Graph beta API that can change without notice.",
        };
        sentence.to_owned()
    }
}
