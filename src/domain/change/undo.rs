//! The reverse of what an execution has done, as wishes for a change of its own.

use super::execution::{Execution, StepState};
use super::plan::Step;
use super::wish::{Lasting, RoleKey, Wanted, Wish};

impl Execution {
    /// What would undo this, in reverse order: only what this execution itself has done, never what was so before.
    /// A role of an API that is gone cannot be given back and is left out; [`Self::cannot_be_undone`] counts those.
    pub fn reverse(&self) -> Vec<Wanted> {
        let mut wishes: Vec<Wanted> = self.done().filter_map(reverse_of).collect();
        wishes.reverse();
        wishes
    }

    /// How many of the things that were done have no reverse.
    pub fn cannot_be_undone(&self) -> usize {
        self.done().filter(|step| reverse_of(step).is_none()).count()
    }

    fn done(&self) -> impl Iterator<Item = &Step> {
        self.steps().filter(|(_, state)| matches!(state, StepState::Done(_))).map(|(step, _)| step)
    }
}

fn reverse_of(step: &Step) -> Option<Wanted> {
    let wish = match step {
        Step::Grant(missing) => Wish::NoAppRole { resource: missing.grant().resource, role: missing.grant().app_role },
        Step::Assign(missing) => {
            Wish::NoDirectoryRole { role: missing.grant().role, scope: missing.grant().scope.clone() }
        }
        Step::Revoke(held) => Wish::AppRole { api: held.api()?, role: RoleKey::Id(held.grant().app_role) },
        Step::Remove(held) => {
            let grant = held.grant();
            Wish::DirectoryRole { role: grant.role, scope: grant.scope.clone(), lasting: Lasting::Permanent }
        }
    };
    Some(Wanted { identity: step.principal(), wish })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, directory_role, wish};
    use crate::domain::change::execution::{Action, Answer, ChainAnswer, Observation};
    use crate::domain::time::Timestamp;
    use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    #[test]
    fn only_what_was_done_is_undone_and_the_last_thing_first() {
        let mut example = Example::new();
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        let now = Timestamp::from_millis(0);
        let mut execution = Execution::new(example.review(&wishes).approve(|_| true).unwrap(), now);
        assert_eq!(execution.reverse(), []);
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let seen = Observation { identity: example.identity.id, same_identity: Ok(true), held: example.held.clone() };
        execution.observed(now, &[seen]);
        let Action::Write(steps) = execution.action(now) else { panic!() };
        execution.sending(&steps);
        let done = ChainAnswer { answers: vec![Answer::Done, Answer::Done], obstacle: None, wait: None };
        execution.answered(now, &steps, done);

        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        let reverse: Vec<Wish> = execution.reverse().into_iter().map(|wanted| wanted.wish).collect();
        let plan = example.review(&reverse).approve(|_| true).unwrap();
        let [Step::Remove(role), Step::Revoke(app_role)] = plan.steps() else { panic!("{:?}", plan.steps()) };
        assert_eq!(role.grant().role, EXCHANGE_ADMINISTRATOR);
        assert_eq!(app_role.api(), Some(MICROSOFT_GRAPH), "SharePoint's was there before and stays");
        assert_eq!(execution.cannot_be_undone(), 0);
    }
}
