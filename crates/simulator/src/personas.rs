//! Who a user can be in the sample tenant.

use domain::ids::{AppId, UserId};

use super::caller::Caller;
use super::sample;

/// The id under which the page would be registered, if the sample tenant were a real one.
const PAGE: AppId = AppId::known("5b1d1a3e-7c4f-4d0a-9b8e-0f6a2d3c4e51");

const READ: &str = "openid profile User.Read Application.Read.All RoleManagement.Read.Directory Directory.Read.All \
                    GroupMember.Read.All RoleEligibilitySchedule.Read.Directory RoleAssignmentSchedule.Read.Directory \
                    AuditLog.Read.All Reports.Read.All user_impersonation";
const WRITE: &str = "AppRoleAssignment.ReadWrite.All RoleManagement.ReadWrite.Directory Application.ReadWrite.All \
                     RoleAssignmentSchedule.ReadWrite.Directory";

/// A user of the sample tenant, seen by what they may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persona {
    /// May do everything.
    #[default]
    Administrator,
    /// May grant what is not guarded: everything but the app roles of Microsoft Graph, and no directory roles.
    ApplicationAdministrator,
    /// Looks, and changes nothing.
    Helpdesk,
    /// Has no role, and may activate one with which everything can be granted.
    EligibleAdministrator,
}

impl Persona {
    /// Reads the name that [`Self::name`] writes.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Administrator, Self::ApplicationAdministrator, Self::Helpdesk, Self::EligibleAdministrator]
            .into_iter()
            .find(|it| it.name() == name)
    }

    /// A name for configuration and tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::ApplicationAdministrator => "application-administrator",
            Self::Helpdesk => "helpdesk",
            Self::EligibleAdministrator => "eligible-administrator",
        }
    }

    /// The token of this user.
    pub fn caller(self) -> Caller {
        let (user, scopes): (UserId, String) = match self {
            Self::Administrator => (sample::ADMINISTRATOR, format!("{READ} {WRITE}")),
            Self::ApplicationAdministrator => (sample::APPLICATION_ADMINISTRATOR, format!("{READ} {WRITE}")),
            Self::Helpdesk => (sample::HELPDESK, READ.to_owned()),
            Self::EligibleAdministrator => (sample::ELIGIBLE_ADMINISTRATOR, format!("{READ} {WRITE}")),
        };
        Caller::new(user, PAGE, &scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Simulator;
    use domain::time::Timestamp;

    #[test]
    fn every_persona_is_a_person_of_the_sample_and_sees_its_identities() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        let mut simulator = Simulator::new(sample::tenant(now));
        for name in ["administrator", "application-administrator", "helpdesk"] {
            let caller = Persona::named(name).unwrap().caller();
            let get = |target: &str| http::Request::get(target).body(Vec::new()).unwrap();
            let me = simulator.answer(Some(&caller), now, &get("/v1.0/me"));
            assert_eq!(me.status(), 200, "{name}");
            let list = simulator.answer(Some(&caller), now, &get("/v1.0/servicePrincipals?$top=999"));
            assert_eq!(list.status(), 200, "{name}");
        }
        assert_eq!(Persona::named("nobody"), None);
    }
}
