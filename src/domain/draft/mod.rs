//! Drafts: a change that one person composes and another reviews and applies.
//!
//! A draft holds ids and the composer's own words about where it comes from. It can do nothing: whoever opens it sees
//! it computed anew against the live tenant. Deliberately absent are names of identities and roles, which are read
//! from the tenant and never believed from a draft, and any signature, for a draft claims nothing that would need one.

mod danger;
mod wire;

pub use danger::{dangerous_rows, is_dangerous};

use std::fmt;

use crate::domain::change::wish::{Wanted, Wish};
use crate::domain::file_text::NoText;
use crate::domain::ids::{ServicePrincipalId, TenantId};
use crate::domain::time::Timestamp;

/// The most wishes that one draft holds.
pub const MOST_WISHES: usize = 500;

/// The largest draft that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The longest name or value of a permission, in characters.
pub const LONGEST_NAME: usize = 200;

/// The longest claim about where a draft comes from, in characters.
pub const LONGEST_CLAIM: usize = 200;

/// How long a draft can be used after it was made.
pub const LIFETIME: std::time::Duration = std::time::Duration::from_secs(7 * 24 * 3600);

/// How far a clock may be ahead of another before a draft counts as coming from the future.
const CLOCK_DIFFERENCE: std::time::Duration = std::time::Duration::from_secs(600);

/// A change that was composed and not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// When it was made, by the clock of whoever made it.
    pub created: Timestamp,
    /// Who made it and why, in their own words. A claim: shown as one, never used.
    pub claim: String,
    /// What is wished for, none of it looked up.
    pub wishes: Vec<Wanted>,
}

/// Why a draft is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// It is not a draft, or it was damaged on the way. Ask for it again.
    Damaged,
    /// It was made by a newer version of the page. Reload, or ask the host to update.
    NewerVersion,
    /// It is larger than any draft that the page makes.
    TooLarge,
    /// It is for another tenant. Sign in there.
    OtherTenant(TenantId),
    /// It is too old. Ask for a new one.
    Expired(Timestamp),
    /// It says that it was made later than now: one of the two clocks is wrong.
    FromTheFuture(Timestamp),
    /// It wishes for nothing.
    Empty,
}

/// For tests; the sentences that people read stand with the page.
impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for DraftError {}

impl From<NoText> for DraftError {
    fn from(none: NoText) -> Self {
        match none {
            NoText::TooLarge => Self::TooLarge,
            NoText::NotText => Self::Damaged,
        }
    }
}

impl Draft {
    /// A draft of these wishes. The claim is cut to its longest length.
    pub fn new(tenant: TenantId, created: Timestamp, claim: &str, wishes: Vec<Wanted>) -> Self {
        Self { tenant, created, claim: claim.chars().take(LONGEST_CLAIM).collect(), wishes }
    }

    /// The draft as the text of a file.
    pub fn to_json(&self) -> String {
        wire::write(self)
    }

    /// The draft for the fragment of a link.
    pub fn to_link_part(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.to_json())
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// [`DraftError::Damaged`], [`DraftError::NewerVersion`], [`DraftError::TooLarge`] or [`DraftError::Empty`].
    pub fn from_json(text: &str) -> Result<Self, DraftError> {
        if text.len() > LARGEST {
            return Err(DraftError::TooLarge);
        }
        let draft = wire::read(text)?;
        match draft.wishes.len() {
            0 => Err(DraftError::Empty),
            1..=MOST_WISHES => Ok(draft),
            _ => Err(DraftError::TooLarge),
        }
    }

    /// Reads the part of a link.
    ///
    /// # Errors
    ///
    /// As [`Self::from_json`].
    pub fn from_link_part(part: &str) -> Result<Self, DraftError> {
        use base64::Engine;
        if part.len() > LARGEST {
            return Err(DraftError::TooLarge);
        }
        let decoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part);
        let text = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(DraftError::Damaged)?;
        Self::from_json(&text)
    }

    /// Until when it can be used.
    pub fn expires(&self) -> Timestamp {
        self.created + LIFETIME
    }

    /// Whether it can be used here and now.
    ///
    /// # Errors
    ///
    /// [`DraftError::OtherTenant`], [`DraftError::Expired`] or [`DraftError::FromTheFuture`].
    pub fn check(&self, tenant: TenantId, now: Timestamp) -> Result<(), DraftError> {
        if self.tenant != tenant {
            return Err(DraftError::OtherTenant(self.tenant));
        }
        if self.created > now + CLOCK_DIFFERENCE {
            return Err(DraftError::FromTheFuture(self.created));
        }
        let expires = self.expires();
        if expires < now { Err(DraftError::Expired(expires)) } else { Ok(()) }
    }

    /// The wishes of one identity after the other, each identity once, in the order in which they first appear.
    pub fn by_identity(&self) -> Vec<(ServicePrincipalId, Vec<Wish>)> {
        let mut groups: Vec<(ServicePrincipalId, Vec<Wish>)> = Vec::new();
        for Wanted { identity, wish } in &self.wishes {
            match groups.iter_mut().find(|(id, _)| id == identity) {
                Some((_, wishes)) => wishes.push(wish.clone()),
                None => groups.push((*identity, vec![wish.clone()])),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::permission_set::PermissionSet;
    use crate::domain::change::wish::Lasting;
    use crate::domain::directory_role::DirectoryScope;
    use crate::domain::well_known::EXCHANGE_ADMINISTRATOR;

    const TENANT: TenantId = TenantId::known("66666666-0000-4000-8000-0000000000f1");
    const IDENTITY: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");
    const OTHER: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b2");

    fn made() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    /// A draft with a wish of every kind.
    fn draft() -> Draft {
        let mut wishes: Vec<Wanted> = PermissionSet::Microsoft365Automation
            .wishes()
            .into_iter()
            .map(|wish| Wanted { identity: IDENTITY, wish })
            .collect();
        let role = EXCHANGE_ADMINISTRATOR;
        let unit = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
        let hours = Lasting::Hours(std::num::NonZeroU16::new(8).unwrap());
        for wish in [
            Wish::DirectoryRole { role, scope: unit.clone(), lasting: hours },
            Wish::NoDirectoryRole { role, scope: unit },
            Wish::NoAppRole { resource: IDENTITY, role: "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap() },
            Wish::Named { api: None, name: "User.Read.All".to_owned() },
            Wish::AppRole {
                api: crate::domain::well_known::MICROSOFT_GRAPH,
                role: crate::domain::change::wish::RoleKey::Id("741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap()),
            },
        ] {
            wishes.push(Wanted { identity: OTHER, wish });
        }
        Draft::new(TENANT, made(), "Jonas of the helpdesk, ticket 4711", wishes)
    }

    #[test]
    fn a_draft_is_read_as_it_was_written_from_a_file_and_from_a_link() {
        let draft = draft();
        assert_eq!(Draft::from_json(&draft.to_json()), Ok(draft.clone()));
        let short = Draft { wishes: draft.wishes[..3].to_vec(), ..draft.clone() };
        assert_eq!(Draft::from_link_part(&short.to_link_part()), Ok(short));
        let groups: Vec<usize> = draft.by_identity().iter().map(|(_, wishes)| wishes.len()).collect();
        assert_eq!(groups, [9, 5]);
    }

    #[test]
    fn a_draft_is_for_one_tenant_and_for_some_days() {
        let draft = draft();
        let day = std::time::Duration::from_secs(86_400);
        assert_eq!(draft.check(TENANT, made() + day), Ok(()));
        assert_eq!(draft.check(TENANT, made() + LIFETIME + day), Err(DraftError::Expired(made() + LIFETIME)));
        assert_eq!(draft.check(TENANT, made() - day), Err(DraftError::FromTheFuture(made())));
        let other = TenantId::known("66666666-0000-4000-8000-0000000000f2");
        assert_eq!(draft.check(other, made()), Err(DraftError::OtherTenant(TENANT)));
    }

    /// Each pair replaces the first occurrence of a text. Every one of these is refused, or differs visibly: it names
    /// another tenant, another time, another identity or another wish.
    const MUTATIONS: &[(&str, &str)] = &[
        ("{", ""),
        ("{", "["),
        ("\"bestowDraft\":1", "\"bestowDraft\":2"),
        ("\"bestowDraft\":1", "\"bestowDraft\":0"),
        ("\"bestowDraft\":1", "\"bestowDraft\":1e999"),
        ("\"bestowDraft\":1,", ""),
        ("\"bestowDraft\":1", "\"bestowDraft\":1,\"bestowDraft\":1"),
        ("\"bestowDraft\"", "\"bestowDraf\u{442}\""),
        ("\"tenant\"", "\"Tenant\""),
        ("\"tenant\":\"6", "\"tenant\":\"7"),
        ("\"tenant\":\"6", "\"tenant\":\"66"),
        ("\"tenant\":\"6", "\"tenant\":\" 6"),
        ("\"tenant\":", "\"__proto__\":{},\"tenant\":"),
        ("2026-11-23", "2026-11-24"),
        ("2026-11-23T09:00:00Z", "soon"),
        ("\"from\":\"Jonas", "\"from\":\"Ingrid"),
        ("\"from\":\"Jonas", "\"from\":\"\\u0000"),
        ("\"from\":\"Jonas of", "\"from\":[\"Jonas of"),
        ("\"from\":\"Jonas", "\"from\":\"Jonas\u{202e}"),
        ("\"created\":\"2026-11-23", "\"created\":\"+2026-11-23"),
        ("\"created\":", "\"expires\":\"2099-01-01T00:00:00Z\",\"created\":"),
        ("22222222-0000-4000-8000-0000000000b1", "22222222-0000-4000-8000-0000000000b3"),
        ("22222222-0000-4000-8000-0000000000b1", "../users"),
        ("\"kind\":\"appRole\"", "\"kind\":\"write\""),
        ("\"kind\":\"appRole\"", "\"kind\":\"appRole\",\"apply\":true"),
        ("\"kind\":\"appRole\"", "\"kind\":\"noAppRole\""),
        ("\"kind\":\"appRole\"", "\"kind\":\"appRole\",\"kind\":\"directoryRole\""),
        ("\"value\":\"UserAuth", "\"value\":\"Mail.Send\",\"value\":\"UserAuth"),
        ("\"value\":\"UserAuth", "\"value\":\"User\u{200b}Auth"),
        ("\"value\":\"UserAuth", "\"value\":\"\\u202eUserAuth"),
        ("\"value\":\"UserAuthenticationMethod.Read.All\"", "\"value\":\"\""),
        ("\"value\":\"UserAuth", "\"role\":\"741f803b-c850-494e-b5df-cde7c675a1ca\",\"value\":\"UserAuth"),
        ("\"hours\":8", "\"hours\":8,\"hours\":8760"),
        ("\"hours\":8", "\"hours\":1e999"),
        ("\"hours\":8", "\"hours\":8.0"),
        ("00000003-0000-0000-c000-000000000000", "00000003-0000-0ff1-ce00-000000000000"),
        ("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"),
        ("\"hours\":8", "\"hours\":0"),
        ("\"hours\":8", "\"hours\":-1"),
        ("\"hours\":8", "\"hours\":9"),
        ("\"scope\":\"/\"", "\"scope\":\"/x/../\""),
        ("\"scope\":\"/\"", "\"scope\":\"/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451\""),
        ("29232cdf-9323-42fd-ade2-1d097af3e4de", "62e90394-69f5-4237-9190-012177145e10"),
        ("\"changes\":[", "\"changes\":[],\"changes\":["),
        ("\"changes\":[", "\"changes\":[null,"),
        ("\"wishes\":[", "\"wishes\":[[],"),
        ("}]}", "}]"),
        ("}]}", "}]}x"),
    ];

    #[test]
    fn a_draft_that_was_changed_is_refused_or_visibly_another() {
        let draft = draft();
        let text = draft.to_json();
        for (from, to) in MUTATIONS {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from} is not in the draft");
            match Draft::from_json(&changed) {
                Err(_) => {}
                Ok(read) => assert_ne!(read, draft, "{to} went unnoticed"),
            }
        }
        for text in ["\u{feff}{}", "", "null", "[]", "\0", "{}"] {
            assert!(Draft::from_json(text).is_err(), "{text:?}");
        }
        assert_eq!(Draft::from_json(&" ".repeat(LARGEST + 1)), Err(DraftError::TooLarge));
        assert_eq!(
            Draft::from_json(&text.replace("\"bestowDraft\":1", "\"bestowDraft\":2")),
            Err(DraftError::NewerVersion)
        );
        for part in ["", "%", "e30=", "e30", "\u{442}"] {
            assert!(Draft::from_link_part(part).is_err(), "{part:?}");
        }
    }

    #[test]
    fn a_link_in_which_one_character_was_changed_is_refused_or_visibly_another() {
        let draft = Draft { wishes: draft().wishes[..2].to_vec(), ..draft() };
        let part = draft.to_link_part();
        let mut equal = 0;
        for at in 0..part.len() {
            for other in ["A", "a", "0", "_", "=", "%", " "] {
                let mut changed = part.clone();
                changed.replace_range(at..=at, other);
                let read = Draft::from_link_part(&changed);
                equal += usize::from(changed != part && read == Ok(draft.clone()));
            }
            assert!(Draft::from_link_part(&part[..at]).is_err(), "cut off at {at}");
        }
        // One hexadecimal digit of an id may change between small and capital, which is the same id.
        assert!(equal < 20, "{equal} changes went unnoticed");
    }

    #[test]
    fn a_draft_with_too_many_wishes_is_refused() {
        let mut draft = draft();
        draft.wishes = vec![draft.wishes[0].clone(); MOST_WISHES + 1];
        assert_eq!(Draft::from_json(&draft.to_json()), Err(DraftError::TooLarge));
        draft.wishes.clear();
        assert_eq!(Draft::from_json(&draft.to_json()), Err(DraftError::Empty));
    }
}
