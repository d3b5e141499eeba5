//! What is left to do elsewhere after a change, by what the change tells.
//!
//! Nothing is read for it: the identity's other permissions are not known here, and a step that depends on that says
//! that it cannot tell. What the change was to give and did not is known, and which permission it took. Of a directory
//! role that it took that says little, for another one may count in Exchange as well.

use super::checklist::{Checklist, SetupIdentity, SetupState, UnassignedPermissions};
use super::services::checklists_of;
use crate::apis::KnownApis;
use crate::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use crate::change::execution::{Execution, StepState};
use crate::change::plan::{Addition, Removal, Step};
use crate::directory_role::DirectoryRoleGrant;
use crate::held_role::{AssignedDirectoryRole, AssignmentPath, Term};
use crate::holdings::{ApiAppRoles, by_api};
use crate::identity::ManagedIdentity;
use crate::traps::IdentityPermissions;

/// What of a change is in one way, as if it were assigned.
#[derive(Default)]
struct PlannedPart {
    app_roles: Vec<AppRoleAssignment>,
    roles: Vec<AssignedDirectoryRole>,
}

/// The checklists for what a change gave to one identity, or found there.
pub fn checklists_after(execution: &Execution, identity: &ManagedIdentity, apis: &KnownApis) -> Vec<Checklist> {
    let [mut held, mut refused, mut not_sent, mut taken] = [(); 4].map(|()| PlannedPart::default());
    for (step, state) in execution.steps().filter(|(step, _)| step.principal() == identity.id) {
        let given = match state {
            StepState::Done { .. } | StepState::AlreadySo => &mut held,
            StepState::Refused(_) => &mut refused,
            StepState::NotSent(_) => &mut not_sent,
            StepState::AssignedAgain { .. }
            | StepState::Unknown(_)
            | StepState::Unread
            | StepState::Ready
            | StepState::Sending => continue,
        };
        match (step, state) {
            (Step::Add(Addition::AppRole(missing)), _) => given.app_roles.extend(assignment(missing.grant())),
            (Step::Add(Addition::EntraRole(missing)), _) => given.roles.push(role(missing.grant())),
            (Step::Remove(Removal::AppRole(held)), StepState::Done { .. } | StepState::AlreadySo) => {
                taken.app_roles.extend(assignment(held.grant()));
            }
            (Step::Add(Addition::AzureRole(_) | Addition::GroupMembership(_)) | Step::Remove(_), _) => {}
        }
    }
    let subject = SetupIdentity { id: identity.id, app_id: identity.app_id, kind: identity.kind };
    let [held_apis, refused_apis, not_sent_apis, taken_apis] =
        [&held, &refused, &not_sent, &taken].map(|part| by_api(&part.app_roles, apis));
    let not_held = [
        UnassignedPermissions { state: SetupState::Refused, what: planned_permissions(&refused_apis, &refused) },
        UnassignedPermissions { state: SetupState::NotSent, what: planned_permissions(&not_sent_apis, &not_sent) },
        UnassignedPermissions { state: SetupState::Open, what: planned_permissions(&taken_apis, &taken) },
    ];
    checklists_of(subject, planned_permissions(&held_apis, &held), &not_held)
}

/// Only what the change tells, which may not be all.
fn planned_permissions<'a>(app_roles: &'a [ApiAppRoles], part: &'a PlannedPart) -> IdentityPermissions<'a> {
    IdentityPermissions { app_roles, all_app_roles: false, directory_roles: &part.roles, all_directory_roles: false }
}

/// What was granted, as an assignment. Its own ID is not known here and not needed; another one is used.
fn assignment(grant: AppRoleGrant) -> Option<AppRoleAssignment> {
    let id = format!("{}-{}", grant.resource, grant.app_role).parse().ok()?;
    let name = String::new;
    Some(AppRoleAssignment { id, grant, created: None, resource_name: name(), principal_name: name() })
}

fn role(grant: &DirectoryRoleGrant) -> AssignedDirectoryRole {
    AssignedDirectoryRole {
        role: grant.role,
        definition: None,
        scope: grant.scope.clone(),
        way: AssignmentPath::Direct,
        term: Term::NotKnown,
        assignment: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, directory_role, wish};
    use crate::change::execution::{Action, Answer, ChainAnswer, Observation, Presence};
    use crate::change::permission::{AppRoleIds, Permission};
    use crate::change::wish::Wish;
    use crate::directory_role::DirectoryScope;
    use crate::problem::ServiceMessage;
    use crate::time::Timestamp;
    use crate::traps::example::ExampleIdentity;
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, PRIVILEGED_ROLE_ADMINISTRATOR};

    const START: Timestamp = Timestamp::from_millis(0);

    fn example() -> Example {
        let mut example = Example::new();
        example.apis = ExampleIdentity::with_app_roles(&[]).apis;
        example
    }

    fn manage() -> Wish {
        wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp")
    }

    /// Applies the change with these answers, then returns the state of each step of Exchange Online PowerShell.
    fn after(example: &Example, wishes: &[Wish], answers: &[Answer]) -> Vec<SetupState> {
        let mut execution = Execution::new(example.plan(wishes), START);
        let (identity, held) = (example.identity.id, example.held.clone());
        execution.observed(START, &[Observation { identity, presence: Ok(Presence::Same), held }]);
        let mut answers = answers.to_vec();
        while let Action::Write(steps) = execution.action(START) {
            execution.sending(START, &steps);
            let answers = answers.drain(..steps.len()).collect();
            execution.answered(START, &steps, ChainAnswer { answers, obstacle: None, wait: None });
        }
        assert_eq!((answers.as_slice(), execution.action(START)), (&[][..], Action::Finish));
        let lists = checklists_after(&execution, &example.identity, &example.apis);
        lists.iter().flat_map(|list| &list.steps).map(|step| step.state).collect()
    }

    fn refused() -> Answer {
        Answer::Refused(ServiceMessage { status: 403, code: String::new(), message: String::new(), request_id: None })
    }

    #[test]
    fn what_a_change_gave_is_done_and_what_was_refused_says_so() {
        let both = [manage(), directory_role(EXCHANGE_ADMINISTRATOR)];
        let (done, unseen) = (SetupState::Done, SetupState::CannotTell);
        assert_eq!(after(&example(), &both, &[Answer::Done(None), Answer::Done(None)]), [done, done, unseen]);
        assert_eq!(after(&example(), &both, &[Answer::Done(None), refused()]), [done, SetupState::Refused, unseen]);
        assert_eq!(after(&example(), &both, &[refused(), refused()]), [], "nothing was given that needs it");
        assert_eq!(after(&example(), &both[..1], &[Answer::Done(None)]), [done, unseen, unseen], "it may hold a role");
    }

    #[test]
    fn of_what_a_change_took_only_a_permission_is_certainly_not_held() {
        let mut example = example();
        example.hold(EXCHANGE_ONLINE, "Exchange.ManageAsApp");
        example.hold_directory_role(PRIVILEGED_ROLE_ADMINISTRATOR);
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        let revoke = Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role }));
        let wishes = [directory_role(EXCHANGE_ADMINISTRATOR), revoke];
        let done = [Answer::Done(None), Answer::Done(None)];
        assert_eq!(after(&example, &wishes, &done), [SetupState::Open, SetupState::Done, SetupState::CannotTell]);
        let mut refuses = done.clone();
        refuses[1] = refused();
        assert_eq!(
            after(&example, &wishes, &refuses),
            [SetupState::CannotTell, SetupState::Done, SetupState::CannotTell]
        );

        example.held.app_roles.as_mut().unwrap().items.clear();
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        let remove =
            Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
        let got = after(&example, &[manage(), remove], &done);
        assert_eq!(
            got,
            [SetupState::Done, SetupState::CannotTell, SetupState::CannotTell],
            "another role may count as well"
        );
    }
}
