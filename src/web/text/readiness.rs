//! Does it work yet?

use std::time::Duration;

use super::{elsewhere, role_name};
use domain::readiness::{Readiness, UnknownReadiness};

/// The heading.
pub const HEADING: &str = "Does it work yet?";
/// The name of the choice of an API.
pub const API: &str = "API";
/// The choice of all APIs.
pub const ALL_APIS: &str = "All APIs";

/// What is the case, and what to do. `api` names an API as this tenant does.
pub fn explain(readiness: &Readiness, api: impl Fn(domain::ids::AppId) -> Option<String>) -> (String, String) {
    let name = |id| api(id).unwrap_or_else(|| role_name::api(id));
    let (what, next) = match readiness {
        Readiness::Disabled => (
            "No: this identity is disabled and gets no tokens.".to_owned(),
            "Enable the identity in Microsoft Entra, in the properties of the enterprise application.".to_owned(),
        ),
        Readiness::AssignmentRequired(id) => (
            format!("No: {} requires assignment, and this identity isn't assigned.", name(*id)),
            "Grant this identity one of the API's permissions.".to_owned(),
        ),
        Readiness::NoPermission { api: Some(id), .. } => (
            format!("No: this identity has no permission for {}.", name(*id)),
            "Add the permission that the code needs. Permissions of another API don't count, even if they have the \
             same name."
                .to_owned(),
        ),
        Readiness::NoPermission { api: None, azure_unread: false } => (
            "No: this identity has no permissions or roles that you can see.".to_owned(),
            "Add the permissions that the code needs.".to_owned(),
        ),
        Readiness::NoPermission { api: None, azure_unread: true } => (
            "No permissions or Entra roles. Azure roles: unknown.".to_owned(),
            "Add the permissions that the code needs, or connect Azure to see Azure roles.".to_owned(),
        ),
        Readiness::SetupMissing(task) => {
            ("Not for Exchange Online: additional setup is missing.".to_owned(), elsewhere::task(*task).to_owned())
        }
        Readiness::NotYet { ago, by, .. } => (
            format!("Maybe not yet: granted {} ago, takes effect by {} at the latest.", span(*ago), by.minute()),
            "Azure caches tokens, and the cache can't be cleared. To see which permissions are in effect, check the \
             roles in the token."
                .to_owned(),
        ),
        Readiness::Unknown(why) => unknown(*why),
        Readiness::Ready { role_time_unknown } => (
            "Yes, as far as Bestow can tell: the permissions are in effect.".to_owned(),
            if *role_time_unknown {
                "Unknown when Entra roles were assigned: a new role can take up to 24 hours. If calls are still refused, check \
                 the roles in the token."
            } else {
                "If calls are still refused, check the roles in the token, and that the code requests a token for \
                 the right API."
            }
            .to_owned(),
        ),
    };
    (what, next)
}

fn unknown(why: UnknownReadiness) -> (String, String) {
    let (what, next) = match why {
        UnknownReadiness::Loading => ("Loading permissions and roles", ""),
        UnknownReadiness::PermissionsUnread => {
            ("Unknown: some permissions couldn't be loaded.", "See Application permissions for the reason.")
        }
        UnknownReadiness::RolesUnread => {
            ("Unknown: some Entra roles couldn't be loaded.", "See Entra roles for the reason.")
        }
        UnknownReadiness::GrantTimeUnknown => (
            "Unknown: the time of a grant is missing.",
            "Permissions can take up to 24 hours. Check the roles in the token.",
        ),
        UnknownReadiness::SiteAccess => (
            "Unknown for SharePoint sites: access to each site is granted in SharePoint.",
            "With Sites.Selected, no site is accessible until you grant access to it. Check the sites that the code uses.",
        ),
    };
    (what.to_owned(), next.to_owned())
}

/// A span in the unit that fits.
fn span(span: Duration) -> String {
    let minutes = span.as_secs() / 60;
    match minutes {
        0 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        2..=119 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    #[test]
    fn spans_are_in_the_unit_that_fits() {
        for (seconds, said) in
            [(0, "less than a minute"), (60, "1 minute"), (119 * 60, "119 minutes"), (120 * 60, "2 hours")]
        {
            assert_eq!(span(Duration::from_secs(seconds)), said);
        }
    }

    #[test]
    fn a_wait_says_since_when_and_until_when() {
        let granted = Timestamp::from_millis(0);
        let (minute, day) = (Duration::from_secs(60), Duration::from_secs(24 * 3600));
        let waiting = Readiness::NotYet { granted, ago: 12 * minute, by: granted + day };
        let (what, next) = explain(&waiting, |_| None);
        assert_eq!(what, "Maybe not yet: granted 12 minutes ago, takes effect by 1970-01-02 00:00 UTC at the latest.");
        assert!(next.contains("check the roles in the token"), "{next}");
    }

    #[test]
    fn api_has_the_name_of_the_tenant_where_there_is_one() {
        let graph = domain::well_known::MICROSOFT_GRAPH;
        let none = Readiness::NoPermission { api: Some(graph), azure_unread: false };
        assert!(explain(&none, |_| None).0.contains("Microsoft Graph"));
        assert!(explain(&none, |_| Some("Our graph".to_owned())).0.contains("Our graph"));
    }
}
