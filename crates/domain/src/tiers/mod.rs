//! How dangerous a role is, and why: this project's tier and reason, and beside them what others say.
//!
//! The tiers and sentences are this project's own judgement. Ratings of others are kept apart, each with its scale:
//! Microsoft's privilege levels (August 2026), AzurePrivilegedIAM for EntraOps (August 2026), BloodHound's list of
//! abusable roles and EntraFalcon's lists (June 2025). Where they contradict each other, [`Rating::is_disputed`] says
//! so. Two further lists, azure-tiering and CIPP's, are not contained, as their licenses do not allow it.
//!
//! Besides the ratings: alternatives with fewer privileges ([`narrower`]), and who can act as the identity by running
//! code on its resource ([`host_control`]).
//!
//! Absent on purpose: what a tenant's own roles can do. A custom role or the role of a company's own API has no rating.

mod azure_roles;
mod host;
mod identity_tier;
mod narrower;
mod opinion;
mod recognised;
mod table;
mod tier;

pub use azure_roles::{AzurePower, AzureRating, AzureRole, azure_power, azure_role_name, rate_azure};
pub use host::{HostControl, host_control};
pub use identity_tier::{IdentityTier, TierGap, TierGaps, TierInputs};
pub use narrower::{Advice, Narrower, narrower};
pub use opinion::{Opinion, Severity, Source};
pub use recognised::{Recognized, apis_with_value, is_catalogued, recognize};
pub use tier::Tier;

use super::directory_role::DirectoryScope;
use super::guid::Guid;
use super::ids::{AppId, AppRoleId, RoleDefinitionId};
use table::{Alphabets, Row, Section};

/// What is known about the danger of a role. Where nothing is, no one has rated it, which does not make it harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// This project's judgement, for the roles that matter.
    pub verdict: Option<Verdict>,
    /// What others say.
    pub opinions: Vec<Opinion>,
}

/// A tier with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The tier.
    pub tier: Tier,
    /// One sentence that says how the role is abused.
    pub reason: &'static str,
}

impl Rating {
    /// The tier, where there is one.
    pub fn tier(&self) -> Option<Tier> {
        self.verdict.map(|verdict| verdict.tier)
    }

    /// Whether one source counts the role among the most dangerous and another that rates it does not.
    pub fn is_disputed(&self) -> bool {
        self.opinions.iter().any(|opinion| opinion.is_top()) && !self.opinions.iter().all(|opinion| opinion.is_top())
    }
}

const REASONS: &str = include_str!("reasons.txt");
const REASON_STARTS: [usize; table::count(REASONS.as_bytes(), false)] = table::starts(REASONS.as_bytes());
const APP_ROLE_TABLE: &[u8] = include_bytes!("app-role-ratings.txt");
const DIRECTORY_ROLE_TABLE: &[u8] = include_bytes!("directory-role-ratings.txt");
const APP_ROLE_MARKS: Alphabets = &[b"-12345", b"-012", b"-b", b"-MHD"];
const DIRECTORY_ROLE_MARKS: Alphabets = &[b"np", b"-012", b"-012"];

static APP_ROLES: [Row; table::count(APP_ROLE_TABLE, false)] =
    table::rows(APP_ROLE_TABLE, APP_ROLE_MARKS, REASONS.as_bytes(), &REASON_STARTS);
static APIS: [Section; table::count(APP_ROLE_TABLE, true)] = table::sections(APP_ROLE_TABLE);
static DIRECTORY_ROLES: [Row; table::count(DIRECTORY_ROLE_TABLE, false)] =
    table::rows(DIRECTORY_ROLE_TABLE, DIRECTORY_ROLE_MARKS, REASONS.as_bytes(), &REASON_STARTS);

/// How dangerous an app role is. The API belongs to the question, because APIs share ids of roles.
pub fn rate_app_role(api: AppId, role: AppRoleId) -> Rating {
    rate(app_roles_of(api), &role.0, |row| {
        let marks = row.marks(APP_ROLE_MARKS);
        [
            digit(marks[0]).map(Opinion::PrivilegeLevel),
            digit(marks[1]).map(Opinion::EntraOps),
            (marks[2] == b'b').then_some(Opinion::KnownAttack),
            severity(marks[3]).map(Opinion::Severity),
        ]
    })
}

/// The rows of an API; none, where the table does not have it.
fn app_roles_of(api: AppId) -> &'static [Row] {
    let Some(at) = APIS.iter().position(|section| section.app_id == api) else { return &[] };
    let end = APIS.get(at + 1).map_or(APP_ROLES.len(), |next| next.first);
    &APP_ROLES[APIS[at].first..end]
}

/// How dangerous a directory role is when assigned tenant-wide.
pub fn rate_directory_role(role: RoleDefinitionId) -> Rating {
    rate(&DIRECTORY_ROLES, &role.0, |row| {
        let marks = row.marks(DIRECTORY_ROLE_MARKS);
        [
            Some(Opinion::Privileged(marks[0] == b'p')),
            digit(marks[1]).map(Opinion::EntraOps),
            digit(marks[2]).map(Opinion::EntraFalcon),
            None,
        ]
    })
}

/// How dangerous a directory role is at a scope. At an administrative unit or an application the tier is that of the
/// tenant-wide role, which the page says; within an application, such as a catalog of access packages, the role's
/// tenant-wide tier says nothing, and there is none.
pub fn rate_directory_role_at(role: RoleDefinitionId, scope: &DirectoryScope) -> Rating {
    match scope {
        DirectoryScope::Other(_) => Rating::default(),
        DirectoryScope::Tenant | DirectoryScope::AdministrativeUnit(_) | DirectoryScope::Application(_) => {
            rate_directory_role(role)
        }
    }
}

fn rate(rows: &[Row], role: &Guid, opinions: impl Fn(&Row) -> [Option<Opinion>; 4]) -> Rating {
    let Some(row) = rows.iter().find(|row| row.is_of(role)) else { return Rating::default() };
    Rating { verdict: row.reason().and_then(verdict), opinions: opinions(row).into_iter().flatten().collect() }
}

fn verdict(line: usize) -> Option<Verdict> {
    let mut fields = REASONS.get(*REASON_STARTS.get(line)?..)?.lines().next()?.split('|').skip(1);
    let tier = match fields.next()? {
        "0" => Tier::Zero,
        "1" => Tier::One,
        _ => Tier::Two,
    };
    Some(Verdict { tier, reason: fields.next()? })
}

fn digit(mark: u8) -> Option<u8> {
    mark.is_ascii_digit().then(|| mark - b'0')
}

fn severity(mark: u8) -> Option<Severity> {
    match mark {
        b'D' => Some(Severity::Dangerous),
        b'H' => Some(Severity::High),
        b'M' => Some(Severity::Medium),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;
    use crate::catalog::apis::{WellKnownAppRole, well_known_apis};
    use crate::catalog::directory_roles::built_in_roles;
    use crate::well_known::{EXCHANGE_ONLINE, GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    fn every_app_role() -> impl Iterator<Item = (AppId, WellKnownAppRole)> {
        well_known_apis().into_iter().flat_map(|api| api.app_roles.into_iter().map(move |role| (api.app_id, role)))
    }

    fn by_value(api: AppId, value: &str) -> Rating {
        let (api, role) = every_app_role().find(|(of, role)| *of == api && role.value == value).unwrap();
        rate_app_role(api, role.id)
    }

    #[test]
    fn ratings_are_those_of_the_sources() {
        let check = |value: &str, tier, opinions: &[Opinion]| {
            let rating = by_value(MICROSOFT_GRAPH, value);
            assert_eq!((rating.tier(), rating.opinions.as_slice()), (tier, opinions), "{value}");
        };
        let (level, ops, severity) = (Opinion::PrivilegeLevel, Opinion::EntraOps, Opinion::Severity);
        let worst = [level(4), ops(0), Opinion::KnownAttack, severity(Severity::Dangerous)];
        check("AppRoleAssignment.ReadWrite.All", Some(Tier::Zero), &worst);
        check("RoleManagement.ReadWrite.Directory", Some(Tier::Zero), &worst);
        check("Sites.FullControl.All", Some(Tier::One), &[level(4), ops(1), severity(Severity::High)]);
        check("Sites.Selected", Some(Tier::Two), &[level(3), ops(1)]);
        check("Acronym.Read.All", None, &[ops(1)]);
    }

    #[test]
    fn every_role_that_a_source_puts_at_the_top_has_a_tier_and_a_reason() {
        for (api, role) in every_app_role() {
            let rating = rate_app_role(api, role.id);
            let high = rating.opinions.contains(&Opinion::Severity(Severity::High));
            let top = high || rating.opinions.iter().any(|opinion| opinion.is_top());
            assert!(!top || rating.verdict.is_some(), "{} of {api}", role.value);
        }
        for role in built_in_roles() {
            let rating = rate_directory_role(role.id);
            let top = rating.opinions.iter().any(|opinion| opinion.is_top());
            assert!(!top || rating.verdict.is_some(), "{}", role.display_name);
        }
    }

    #[test]
    fn the_tables_name_roles_that_exist_by_ids_that_differ_early() {
        let text = |table: &'static [u8]| std::str::from_utf8(table).unwrap().lines().filter(|l| !l.starts_with('#'));
        let mut api = String::new();
        let mut seen = SortedSet::new();
        let known: SortedSet<String> =
            every_app_role().map(|(api, role)| format!("{api} {} {}", role.id, role.value)).collect();
        for line in text(APP_ROLE_TABLE) {
            if let Some(section) = line.strip_prefix('[') {
                api = section[..36].to_owned();
                continue;
            }
            let words: Vec<&str> = line.split(' ').collect();
            assert!(known.contains(&format!("{api} {} {}", words[0], words[3])), "{line}");
            assert!(seen.insert(format!("{api} {}", &line[..18])), "{line}");
        }
        let roles: SortedSet<String> =
            built_in_roles().map(|role| format!("{} {}", role.id, role.display_name)).collect();
        for line in text(DIRECTORY_ROLE_TABLE) {
            let words: Vec<&str> = line.splitn(4, ' ').collect();
            assert!(roles.contains(&format!("{} {}", words[0], words[3])), "{line}");
            assert!(seen.insert(line[..18].to_owned()), "{line}");
        }
        assert_eq!((APP_ROLES.len(), DIRECTORY_ROLES.len()), (883, 145));
    }

    #[test]
    fn the_same_id_is_rated_for_each_api_by_itself() {
        let calendars = AppRoleId::known("ef54d2bf-783f-4e0f-bca1-3210c0444d99");
        assert_eq!(rate_app_role(MICROSOFT_GRAPH, calendars).opinions.len(), 3);
        assert_eq!(rate_app_role(EXCHANGE_ONLINE, calendars).opinions, [Opinion::EntraOps(2)]);
        let users = AppRoleId::known("741f803b-c850-494e-b5df-cde7c675a1ca");
        assert_eq!(rate_app_role(MICROSOFT_GRAPH, users).tier(), Some(Tier::Zero));
        assert_eq!(rate_app_role(SHAREPOINT_ONLINE, users).tier(), Some(Tier::Two));
    }

    #[test]
    fn contradiction_is_said_and_agreement_is_not() {
        assert!(!by_value(MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory").is_disputed());
        assert!(by_value(MICROSOFT_GRAPH, "User.ReadWrite.All").is_disputed());
        assert!(!rate_directory_role(GLOBAL_ADMINISTRATOR).is_disputed());
        assert!(!by_value(MICROSOFT_GRAPH, "Acronym.Read.All").is_disputed(), "nobody puts it at the top");
    }

    #[test]
    fn unrated_permission_has_no_rating() {
        let unknown = AppRoleId::known("00000000-0000-4000-8000-000000000001");
        assert_eq!(rate_app_role(MICROSOFT_GRAPH, unknown), Rating::default());
        assert_eq!(
            rate_app_role(AppId(unknown.0), AppRoleId::known("9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8")),
            Rating::default()
        );
        assert_eq!(rate_app_role(MICROSOFT_GRAPH, AppRoleId(Guid::ZERO)), Rating::default(), "default access");
        assert_eq!(rate_directory_role(RoleDefinitionId(unknown.0)), Rating::default());
    }

    #[test]
    fn a_role_within_an_access_package_catalog_has_no_tenant_wide_tier() {
        let catalog = DirectoryScope::of_app_scope("/AccessPackageCatalog/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
        assert_eq!(rate_directory_role_at(GLOBAL_ADMINISTRATOR, &catalog), Rating::default());
        assert_eq!(
            rate_directory_role_at(GLOBAL_ADMINISTRATOR, &DirectoryScope::Other(String::new())),
            Rating::default()
        );
        assert_eq!(rate_directory_role_at(GLOBAL_ADMINISTRATOR, &DirectoryScope::Tenant).tier(), Some(Tier::Zero));
    }

    #[test]
    fn every_reason_is_a_sentence_that_some_role_has() {
        let app_roles = every_app_role().filter_map(|(api, role)| rate_app_role(api, role.id).verdict);
        let roles = built_in_roles().filter_map(|role| rate_directory_role(role.id).verdict);
        let used: SortedSet<&str> = app_roles.chain(roles).map(|verdict| verdict.reason).collect();
        for (number, line) in REASONS.lines().filter(|line| !line.starts_with('#')).enumerate() {
            let fields: Vec<&str> = line.split('|').collect();
            assert!(fields.len() == 3 && ["0", "1", "2"].contains(&fields[1]), "{line}");
            assert!(fields[2].ends_with('.') && fields[2].len() < 180, "{line}");
            assert!(used.contains(fields[2]), "{line}");
            assert!(number < 255, "reasons are counted in a byte");
        }
    }
}
