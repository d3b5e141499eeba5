//! The tier of one identity: one function and one kind of input for every page, so that one identity has one tier.

use super::{Tier, TierRating};

/// Something that is missing in what a tier was computed from, so that the tier may be higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TierGap {
    /// The application permissions, or some of them.
    AppRoles,
    /// The roles of an API that an application permission belongs to.
    ApiRoles,
    /// The directory roles, those that come through groups included, or some of them.
    DirectoryRoles,
    /// Azure roles, because Azure isn't connected.
    AzureNotConnected,
    /// Azure roles, or some of them, though Azure is connected.
    AzureRoles,
    /// What an Azure role leads to: the identities on the resources in its scope, or their tiers.
    AzureReach,
}

/// What is missing in what a tier was computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TierGaps(u8);

/// Everything that the tier of an identity is computed from. Each page that shows a tier fills in all of it: what is
/// granted and assigned, in the directory and in Azure, and what of that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierInputs<L> {
    /// Application permissions, directory roles and Azure roles, each with a label and its verdict where it has one.
    pub rated: Vec<(L, Option<TierRating>)>,
    /// What is missing.
    pub gaps: TierGaps,
}

/// The tier of an identity, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityTier<L> {
    /// The permission or role with the highest tier.
    pub worst: Option<(L, TierRating)>,
    /// What is missing, so that the tier may be higher; empty where the tier cannot be higher.
    pub gaps: TierGaps,
    /// How many permissions and roles have no tier.
    pub unrated: usize,
    counts: [usize; 3],
}

impl TierGap {
    /// Every gap, in the order in which they are named.
    pub const ALL: [Self; 6] = [
        Self::AppRoles,
        Self::ApiRoles,
        Self::DirectoryRoles,
        Self::AzureNotConnected,
        Self::AzureRoles,
        Self::AzureReach,
    ];

    /// The word for it in files, which does not change.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AppRoles => "app-roles",
            Self::ApiRoles => "api-roles",
            Self::DirectoryRoles => "directory-roles",
            Self::AzureNotConnected => "azure-not-connected",
            Self::AzureRoles => "azure-roles",
            Self::AzureReach => "azure-reach",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl TierGaps {
    /// Nothing is missing.
    pub const NONE: Self = Self(0);

    /// Whether nothing is missing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this is missing.
    pub fn has(self, gap: TierGap) -> bool {
        self.0 & gap.bit() != 0
    }

    /// The same, with this missing where `is_missing` says so.
    #[must_use]
    pub fn with(self, gap: TierGap, is_missing: bool) -> Self {
        if is_missing { Self(self.0 | gap.bit()) } else { self }
    }

    /// What either lacks.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = TierGap> {
        TierGap::ALL.into_iter().filter(move |gap| self.has(*gap))
    }
}

impl<L> IdentityTier<L> {
    /// The tier. Of several permissions and roles with the highest tier the first is named. Tier 0 is known whatever else
    /// is missing, for nothing is higher.
    pub fn of(inputs: TierInputs<L>) -> Self {
        let mut tier = Self { worst: None, gaps: inputs.gaps, unrated: 0, counts: [0; 3] };
        for (label, verdict) in inputs.rated {
            let Some(verdict) = verdict else {
                tier.unrated += 1;
                continue;
            };
            tier.counts[usize::from(verdict.tier.number())] += 1;
            if tier.worst.as_ref().is_none_or(|(_, worst)| verdict.tier < worst.tier) {
                tier.worst = Some((label, verdict));
            }
        }
        if tier.tier() == Some(Tier::Zero) {
            tier.gaps = TierGaps::NONE;
        }
        tier
    }

    /// The tier itself, as far as it is known.
    pub fn tier(&self) -> Option<Tier> {
        self.worst.as_ref().map(|(_, verdict)| verdict.tier)
    }

    /// How many permissions and roles have this tier.
    pub fn count(&self, tier: Tier) -> usize {
        self.counts[usize::from(tier.number())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(rated: &[(&'static str, Option<Tier>)], gaps: TierGaps) -> IdentityTier<&'static str> {
        let verdict = |tier: Tier| TierRating { tier, reason: "It can." };
        let rated = rated.iter().map(|(label, tier)| (*label, tier.map(verdict))).collect();
        IdentityTier::of(TierInputs { rated, gaps })
    }

    #[test]
    fn the_first_of_the_highest_tier_is_named_and_all_are_counted() {
        let (zero, one, two) = (Some(Tier::Zero), Some(Tier::One), Some(Tier::Two));
        let found = tier(&[("a", two), ("b", None), ("c", one), ("d", zero), ("e", zero)], TierGaps::NONE);
        assert_eq!(found.worst.map(|(label, _)| label), Some("d"));
        let found = tier(&[("a", two), ("b", None), ("c", one), ("d", zero), ("e", zero)], TierGaps::NONE);
        assert_eq!([Tier::Zero, Tier::One, Tier::Two].map(|tier| found.count(tier)), [2, 1, 1]);
        assert_eq!(found.unrated, 1);
        assert_eq!(tier(&[("b", None)], TierGaps::NONE).worst, None);
    }

    #[test]
    fn what_is_missing_stays_with_every_tier_but_the_highest() {
        let gaps = TierGaps::NONE.with(TierGap::AzureNotConnected, true).with(TierGap::AppRoles, false);
        assert_eq!(tier(&[("a", Some(Tier::One))], gaps).gaps, gaps);
        assert_eq!(tier(&[], gaps).gaps.iter().collect::<Vec<_>>(), [TierGap::AzureNotConnected]);
        assert!(tier(&[("a", Some(Tier::Zero))], gaps).gaps.is_empty());
    }

    #[test]
    fn each_gap_has_a_word_and_a_place_of_its_own() {
        let words: std::collections::BTreeSet<&str> = TierGap::ALL.into_iter().map(TierGap::word).collect();
        assert_eq!(words.len(), TierGap::ALL.len());
        let all = TierGap::ALL.into_iter().fold(TierGaps::NONE, |gaps, gap| gaps.with(gap, true));
        assert_eq!(all.iter().collect::<Vec<_>>(), TierGap::ALL);
        assert_eq!(TierGaps::NONE.and(all), all);
    }
}
