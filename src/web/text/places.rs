//! Where a directory role counts, and for how long.

use super::count;
use super::review::DIRECTORY_ROLE;
use crate::domain::change::wish::Lasting;
use crate::domain::directory_role::DirectoryScope;

/// Said while administrative units are read.
pub const READING_UNITS: &str = "Reading the administrative units of your tenant";
/// Where there are none.
pub const NO_UNITS: &str = "Your tenant has no administrative unit. One can be made in the Entra admin center.";
/// The label of the search.
pub const APPLICATION: &str = "Beginning of the application's name";
/// The button that searches.
pub const SEARCH: &str = "Search";
/// Said while applications are read.
pub const READING_APPLICATIONS: &str = "Reading the app registrations of that name";
/// Where there is none.
pub const NO_APPLICATION: &str = "No app registration of your tenant begins with this.";
/// Where there are more than are shown.
pub const MORE: &str = "There are more. A longer name finds fewer.";

/// The heading of the part about chosen directory roles.
pub const TERMS: &str = "Where and for how long";
/// The label of the choice of a kind of place.
pub const WHERE: &str = "Counts";
/// The label of the choice of a time.
pub const HOW_LONG: &str = "Is held";
/// The label of a number of hours.
pub const HOURS: &str = "Hours";
/// In the whole tenant.
pub const TENANT: &str = "in the whole tenant";
/// In one unit.
pub const UNIT: &str = "in an administrative unit";
/// For one application.
pub const FOR_APPLICATION: &str = "for one application";
/// Until someone removes it.
pub const PERMANENT: &str = "until it is removed";
/// For a number of hours of one's own.
pub const OWN_TIME: &str = "for a time of your own";
/// What a limited time needs.
pub const TIME_NEEDS: &str =
    "A limited time takes Entra ID P2 or Entra ID Governance, and cannot be ended in its first five minutes.";
/// What a scope means for the role.
pub const PLACE_NEEDS: &str = "Not every role can be limited to a place; Microsoft says so when it is applied. A unit takes Entra ID P1 for whoever administers it.";
/// The button that chooses the same role once more.
pub const ALSO: &str = "Also in another place";
/// The times that are offered, in hours.
pub const TIMES: &[(u16, &str)] =
    &[(1, "for 1 hour"), (8, "for 8 hours"), (24, "for a day"), (168, "for a week"), (720, "for 30 days")];
/// The longest time that can be asked for, in hours: what the service allows where the tenant has no other rule.
pub const LONGEST_HOURS: u16 = 4320;

/// A place, by its name where it is known.
pub fn place(scope: &DirectoryScope, name: Option<&str>) -> String {
    match (scope, name) {
        (DirectoryScope::Tenant, _) => TENANT.to_owned(),
        (DirectoryScope::AdministrativeUnit(_), Some(name)) => format!("in the administrative unit {name}"),
        (DirectoryScope::Application(_), Some(name)) => format!("for the application {name}"),
        (scope, _) => format!("in {scope}"),
    }
}

/// A directory role with the place where it counts, and for how long, where that is said.
pub fn directory_role(scope: &DirectoryScope, name: Option<&str>, lasting: Lasting) -> String {
    let mut said = match scope {
        DirectoryScope::Tenant => DIRECTORY_ROLE.to_owned(),
        scope => format!("{DIRECTORY_ROLE} {}", place(scope, name)),
    };
    if let Lasting::Hours(hours) = lasting {
        said.push_str(&format!(", for {}", count::of(usize::from(hours.get()), "hour", "hours")));
    }
    said
}

/// The name of a choice, for those who listen.
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
        assert_eq!(directory_role(&DirectoryScope::Tenant, None, Lasting::Permanent), "Directory role");
        assert_eq!(
            directory_role(&unit, Some("Oslo depot"), hours(1)),
            "Directory role in the administrative unit Oslo depot, for 1 hour"
        );
        assert!(directory_role(&unit, None, hours(8)).ends_with("f2ef992c-3afb-46b9-b7cf-a126ee74c451, for 8 hours"));
    }
}
