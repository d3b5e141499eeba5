//! The scope of an Entra role, and when its assignment ends.

use super::count;
use super::review::DIRECTORY_ROLE;
use domain::change::role_terms::{LONGEST_HOURS, Missing};
use domain::change::wish::Lasting;
use domain::directory_role::DirectoryScope;
use domain::narrower::AlternativeScope;

/// Said while administrative units are read.
pub const READING_UNITS: &str = "Loading administrative units";
/// Where there are none.
pub const NO_UNITS: &str = "Your tenant has no administrative units. Create one in the Entra admin center.";
/// The label of the search.
pub const APPLICATION: &str = "Start of the application's name";
/// The button that searches.
pub const SEARCH: &str = "Search";
/// Said while applications are read.
pub const READING_APPLICATIONS: &str = "Loading app registrations with this name";
/// Where there is none.
pub const NO_APPLICATION: &str = "No app registrations start with this name.";
/// Where there are more than are shown.
pub const MORE: &str = "More results exist. Enter more of the name.";

/// The heading of the part about chosen directory roles.
pub const TERMS: &str = "Scope and duration";
/// The label of the choice of a kind of place.
pub const WHERE: &str = "Scope";
/// The label of the choice of a time.
pub const HOW_LONG: &str = "Duration";
/// The label of a number of hours.
pub const HOURS: &str = "Hours";
/// Tenant-wide.
pub const TENANT: &str = "Directory (tenant-wide)";
/// In one unit.
pub const UNIT: &str = "Administrative unit";
/// For one application.
pub const FOR_APPLICATION: &str = "Application";
/// Until someone removes it.
pub const PERMANENT: &str = "Permanent";
/// For a number of hours of one's own.
pub const OWN_TIME: &str = "Other number of hours";
/// What a limited time needs.
pub const TIME_NEEDS: &str = "Time-bound assignments require Microsoft Entra ID P2 or ID Governance (PIM). They can't be removed within \
     the first 5 minutes.";
/// What a scope means for the role.
pub const PLACE_NEEDS: &str =
    "Not every role supports this scope. Administrators of an administrative unit require Microsoft Entra ID P1.";
/// The button that chooses the same role once more.
pub const ALSO: &str = "Add another scope";
/// The times that are offered, in hours.
pub const TIMES: &[(u16, &str)] = &[(1, "1 hour"), (8, "8 hours"), (24, "1 day"), (168, "1 week"), (720, "30 days")];
/// Before what is still to be picked.
pub const OPEN: &str = "Not complete";

/// The scope, by the name of the unit or the application where it is known.
pub fn place(scope: &DirectoryScope, name: Option<&str>) -> String {
    match (scope, name) {
        (DirectoryScope::Tenant, _) => TENANT.to_owned(),
        (DirectoryScope::AdministrativeUnit(_), Some(name)) => format!("{UNIT} {name}"),
        (DirectoryScope::Application(_), Some(name)) => format!("{FOR_APPLICATION} {name}"),
        (DirectoryScope::AdministrativeUnit(id), None) => format!("{UNIT} {id}"),
        (DirectoryScope::Application(id), None) => format!("{FOR_APPLICATION} {id}"),
        (DirectoryScope::Other(scope), _) => scope.clone(),
    }
}

/// An Entra role's scope, and for how long it is assigned, where that is limited.
pub fn directory_role(scope: &DirectoryScope, name: Option<&str>, lasting: Lasting) -> String {
    let mut said = format!("{DIRECTORY_ROLE} · {}", place(scope, name));
    if let Lasting::Hours(hours) = lasting {
        said.push_str(&format!(", {}", count::of(usize::from(hours.get()), "hour", "hours")));
    }
    said
}

/// What is still to be picked for an Entra role, at its choice.
pub fn to_pick(missing: Missing) -> String {
    match missing {
        Missing::Scope(AlternativeScope::AdministrativeUnit) => "Select an administrative unit.".to_owned(),
        Missing::Scope(AlternativeScope::Application) => "Select an application.".to_owned(),
        Missing::Hours => {
            format!("Enter a number of hours from 1 to {}.", count::grouped(usize::from(LONGEST_HOURS.get())))
        }
    }
}

/// What is still to be picked, beside the button that continues.
pub fn to_pick_for(role: &str, missing: &[Missing]) -> String {
    let all: Vec<String> = missing.iter().map(|it| to_pick(*it)).collect();
    format!("{role}: {}", all.join(" "))
}

/// The name of a choice, for screen readers.
pub fn of_role(what: &str, role: &str) -> String {
    format!("{what}: {role}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_says_where_it_counts_and_for_how_long() {
        let unit = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
        let hours = |hours| Lasting::Hours(std::num::NonZeroU16::new(hours).unwrap());
        let tenant_wide = directory_role(&DirectoryScope::Tenant, None, Lasting::Permanent);
        assert_eq!(tenant_wide, "Entra role · Directory (tenant-wide)");
        let of_unit = directory_role(&unit, Some("Oslo depot"), hours(1));
        assert_eq!(of_unit, "Entra role · Administrative unit Oslo depot, 1 hour");
        assert!(directory_role(&unit, None, hours(8)).ends_with("f2ef992c-3afb-46b9-b7cf-a126ee74c451, 8 hours"));
    }
}
