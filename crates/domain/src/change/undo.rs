//! The reverse of what an execution has done, as wishes for a change of its own.

use super::execution::{Execution, StepState};
use super::plan::{Addition, AssignmentEnd, Removal, Step};
use super::wish::{Lasting, Wanted, Wish};
use crate::app_role_assignment::AppRoleGrant;
use crate::change::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission, RoleKey};
use crate::time::Timestamp;

impl Execution {
    /// What would undo this, in reverse order: only what this execution itself has done, never what was so before. A
    /// role of a deleted API can't be assigned again, and neither can one that has ended or whose end is unknown; they
    /// are left out, and [`Self::cannot_be_undone`] counts them.
    pub fn reverse(&self, now: Timestamp) -> Vec<Wanted> {
        let mut wishes: Vec<Wanted> = self.done().filter_map(|step| reverse_of(step, now)).collect();
        wishes.reverse();
        wishes
    }

    /// How many of the applied steps can't be undone.
    pub fn cannot_be_undone(&self, now: Timestamp) -> usize {
        self.done().filter(|step| reverse_of(step, now).is_none()).count()
    }

    /// What would remove the assignments that another user made of what this was to remove.
    pub fn removal_of_new_assignments(&self) -> Vec<Wanted> {
        let again = self.steps().filter(|(_, state)| matches!(state, StepState::AssignedAgain { .. }));
        again
            .filter_map(|(step, _)| {
                let wish = match step {
                    Step::Remove(held) => removal_of(held),
                    Step::Add(_) => return None,
                };
                Some(Wanted { identity: step.principal(), wish })
            })
            .collect()
    }

    fn done(&self) -> impl Iterator<Item = &Step> {
        self.steps().filter(|(_, state)| matches!(state, StepState::Done { .. })).map(|(step, _)| step)
    }
}

fn reverse_of(step: &Step, now: Timestamp) -> Option<Wanted> {
    let wish = match step {
        Step::Add(Addition::AppRole(missing)) => {
            let AppRoleGrant { resource, app_role: role, .. } = missing.grant();
            Wish::Remove(Permission::AppRole(AppRoleIds { resource, role }))
        }
        Step::Add(Addition::EntraRole(missing)) => {
            let grant = missing.grant();
            Wish::Remove(Permission::EntraRole { role: grant.role, scope: grant.scope.clone() })
        }
        Step::Add(Addition::AzureRole(missing)) => Wish::Remove(Permission::AzureRole(Box::new(missing.role()))),
        Step::Remove(Removal::AppRole(held)) => {
            let name = AppRoleName { api: held.api()?, role: RoleKey::Id(held.grant().app_role) };
            Wish::Add(Permission::AppRole(name), Lasting::Permanent)
        }
        Step::Remove(Removal::EntraRole(held)) => {
            let grant = held.grant();
            let lasting = match held.end() {
                AssignmentEnd::Permanent => Lasting::Permanent,
                AssignmentEnd::At(end) => Lasting::until(end, now)?,
                AssignmentEnd::Unknown => return None,
            };
            Wish::Add(Permission::EntraRole { role: grant.role, scope: grant.scope.clone() }, lasting)
        }
        Step::Add(Addition::GroupMembership(missing)) => {
            Wish::Remove(Permission::GroupMembership(missing.membership().group))
        }
        Step::Remove(Removal::GroupMembership(held)) => {
            Wish::Add(Permission::GroupMembership(held.membership().group), Lasting::Permanent)
        }
        // The same assignment again: its name, its condition and what was noted with it. One that ends, or may, would be
        // assigned for longer than it was.
        Step::Remove(Removal::AzureRole(held)) if held.end() == AssignmentEnd::Permanent => {
            Wish::Add(Permission::AzureRole(Box::new(held.role())), Lasting::Permanent)
        }
        Step::Remove(Removal::AzureRole(_)) => return None,
    };
    Some(Wanted { identity: step.principal(), wish })
}

/// What removes the same permission from the same identity, under whatever assignment.
fn removal_of(held: &Removal) -> Wish {
    Wish::Remove(match held {
        Removal::AppRole(held) => {
            let AppRoleGrant { resource, app_role: role, .. } = held.grant();
            Permission::AppRole(AppRoleIds { resource, role })
        }
        Removal::EntraRole(held) => {
            Permission::EntraRole { role: held.grant().role, scope: held.grant().scope.clone() }
        }
        Removal::AzureRole(held) => Permission::AzureRole(Box::new(AzureRoleAt::of(held.grant(), None))),
        Removal::GroupMembership(held) => Permission::GroupMembership(held.membership().group),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, directory_role, wish};
    use crate::change::execution::{Action, Answer, ChainAnswer, Observation, Presence};
    use crate::directory_role::DirectoryScope;
    use crate::held_role::RoleSource;
    use crate::listing::Listing;
    use crate::problem::{Problem, ServiceMessage};
    use crate::receipt::StoredReceipt;
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    #[test]
    fn only_what_was_done_is_undone_and_the_last_thing_first() {
        let mut example = Example::new();
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        let now = Timestamp::from_millis(0);
        let mut execution = Execution::new(example.plan(&wishes), now);
        assert_eq!(execution.reverse(now), []);
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let seen =
            Observation { identity: example.identity.id, presence: Ok(Presence::Same), held: example.held.clone() };
        execution.observed(now, &[seen]);
        let Action::Write(steps) = execution.action(now) else { panic!() };
        execution.sending(now, &steps);
        let done = ChainAnswer { answers: vec![Answer::Done(None), Answer::Done(None)], obstacle: None, wait: None };
        execution.answered(now, &steps, done);

        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        let reverse: Vec<Wish> = execution.reverse(now).into_iter().map(|wanted| wanted.wish).collect();
        let plan = example.plan(&reverse);
        let [Step::Remove(Removal::EntraRole(role)), Step::Remove(Removal::AppRole(app_role))] = plan.steps() else {
            panic!("{:?}", plan.steps())
        };
        assert_eq!(role.grant().role, EXCHANGE_ADMINISTRATOR);
        assert_eq!(app_role.api(), Some(MICROSOFT_GRAPH), "SharePoint's was there before and stays");
        assert_eq!(execution.cannot_be_undone(now), 0);
    }

    #[test]
    fn membership_of_a_group_is_undone_by_its_opposite_also_from_a_stored_receipt_and_a_journal() {
        use crate::change::example::{membership, no_membership};
        let now = Timestamp::from_millis(0);
        let mut example = Example::new();
        let (joined, left) =
            (example.offer_group(1, &[], None), example.offer_group(2, &[EXCHANGE_ADMINISTRATOR], None));
        example.hold_membership(left);
        let plan = example.plan(&[membership(joined), no_membership(left)]);
        let done = || StepState::Done { at: now, request_id: None };
        let journal = crate::change::journal::Journal::of(&Execution::new(plan.clone(), now));
        let left_of: Vec<Wish> = journal.left().into_iter().map(|wanted| wanted.wish).collect();
        assert_eq!(left_of, [membership(joined), no_membership(left)]);
        assert_eq!(crate::change::journal::Journal::from_json(&journal.to_json()), Some(journal));
        let execution = Execution::ended(plan, now, now, vec![done(), done()]);
        let receipt = StoredReceipt::of(&execution, |_, _| None).to_json();
        assert!(receipt.contains("\"version\":4"), "{receipt}");
        let stored = StoredReceipt::from_json(&receipt).unwrap();
        let stored = stored.execution(std::slice::from_ref(&example.identity)).unwrap();
        for execution in [execution, stored] {
            let reverse: Vec<Wish> = execution.reverse(now).into_iter().map(|wanted| wanted.wish).collect();
            assert_eq!(reverse, [membership(left), no_membership(joined)]);
        }
    }

    #[test]
    fn a_role_for_a_limited_time_comes_back_for_what_is_left_of_it() {
        let mut example = Example::new();
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        let now = Timestamp::from_millis(0);
        let hour = std::time::Duration::from_secs(3600);
        example.end_directory_roles(now + 8 * hour);
        let taking =
            Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
        let plan = example.plan(&[taking]);
        let done = StepState::Done { at: now, request_id: None };
        let execution = Execution::ended(plan, now, now, vec![done]);
        let lasting = |later: Timestamp| match &execution.reverse(later)[..] {
            [Wanted { wish: Wish::Add(Permission::EntraRole { .. }, Lasting::Hours(hours)), .. }] => hours.get(),
            [] => 0,
            other => panic!("{other:?}"),
        };
        assert_eq!([lasting(now), lasting(now + hour / 2), lasting(now + 8 * hour)], [8, 7, 0]);
        assert_eq!(execution.cannot_be_undone(now + 8 * hour), 1);
    }

    #[test]
    fn removed_role_whose_end_could_not_be_read_is_not_assigned_again() {
        let now = Timestamp::from_millis(0);
        let said = |code: &str| ServiceMessage {
            status: 400,
            code: code.to_owned(),
            message: String::new(),
            request_id: None,
        };
        let partly = Listing { gap: Some(Problem::Unreachable), ..Listing::complete(Vec::new()) };
        let unreadable = Listing { unreadable: 1, ..Listing::complete(Vec::new()) };
        for (scheduled, is_permanent) in [
            (RoleSource::Read(Listing::complete(Vec::new())), true),
            (RoleSource::Failed(Problem::LicenseMissing(said("AadPremiumLicenseRequired"))), true),
            (RoleSource::Failed(Problem::Offline), false),
            (RoleSource::Read(partly), false),
            (RoleSource::Read(unreadable), false),
            (RoleSource::Pending, false),
        ] {
            let mut example = Example::new();
            example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
            example.scheduled = scheduled;
            let taking =
                Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
            let done = StepState::Done { at: now, request_id: None };
            let execution = Execution::ended(example.plan(&[taking]), now, now, vec![done]);
            let receipt = StoredReceipt::of(&execution, |_, _| None).to_json();
            let stored = StoredReceipt::from_json(&receipt).unwrap();
            let stored = stored.execution(std::slice::from_ref(&example.identity)).unwrap();
            for execution in [execution, stored] {
                let reverse: Vec<Wish> = execution.reverse(now).into_iter().map(|wanted| wanted.wish).collect();
                let wanted = if is_permanent { vec![directory_role(EXCHANGE_ADMINISTRATOR)] } else { Vec::new() };
                assert_eq!(reverse, wanted, "{:?}", example.scheduled);
                assert_eq!(execution.cannot_be_undone(now), usize::from(!is_permanent));
            }
        }
    }
}
