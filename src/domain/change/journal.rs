//! The journal of an execution: enough to go on after the tab was closed, and nothing else.
//!
//! It is written before each send. It holds ids, states and times, and the reason that the person gave, which the
//! receipt has to say; deliberately absent are names, messages and tokens, for it lies in the browser's storage until
//! the execution has ended.

use serde::{Deserialize, Serialize};

use super::approval::{Reason, is_justified};
use super::execution::{Execution, StepState, WhyNot};
use super::plan::{HeldAppRole, HeldDirectoryRole, MissingAppRole, MissingDirectoryRole, ReviewedPlan, Step};
use super::wish::Lasting;
use crate::domain::app_role_assignment::AppRoleGrant;
use crate::domain::directory_role::{DirectoryRoleGrant, DirectoryScope};
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{
    AppId, AppRoleAssignmentId, AppRoleId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId,
};
use crate::domain::json::compact;
use crate::domain::problem::ServiceMessage;
use crate::domain::time::Timestamp;

/// The largest journal that is read, in bytes; a plan of five hundred steps needs a quarter of it.
const LARGEST: usize = 1 << 20;

const VERSION: u8 = 1;

/// An execution on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Journal {
    version: u8,
    tenant: TenantId,
    person: UserId,
    started: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    identities: Vec<JournalIdentity>,
    steps: Vec<JournalStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalIdentity {
    id: ServicePrincipalId,
    app_id: AppId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalStep {
    what: What,
    state: State,
    sends: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum What {
    Grant {
        principal: ServicePrincipalId,
        resource: ServicePrincipalId,
        app_role: AppRoleId,
        api: AppId,
    },
    Assign {
        principal: ServicePrincipalId,
        role: RoleDefinitionId,
        scope: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<std::num::NonZeroU16>,
    },
    Revoke {
        assignment: AppRoleAssignmentId,
        principal: ServicePrincipalId,
        resource: ServicePrincipalId,
        app_role: AppRoleId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        api: Option<AppId>,
    },
    Remove {
        assignment: RoleAssignmentId,
        principal: ServicePrincipalId,
        role: RoleDefinitionId,
        scope: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum State {
    Open,
    Done {
        at: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
    },
    AlreadySo,
    Refused {
        status: u16,
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
    },
    Unknown,
    Stopped,
    OtherIdentity,
    ReplacementMissing,
}

impl Journal {
    /// What is known of an execution now.
    pub fn of(execution: &Execution) -> Self {
        let plan = execution.plan();
        let steps = execution.steps().zip(execution.sends());
        Self {
            version: VERSION,
            tenant: plan.tenant(),
            person: plan.person(),
            started: execution.started().millis(),
            reason: plan.reason().map(|reason| reason.as_str().to_owned()),
            identities: plan.identities().iter().map(|it| JournalIdentity { id: it.id, app_id: it.app_id }).collect(),
            steps: steps
                .map(|((step, state), sends)| JournalStep { what: What::of(step), state: State::of(state), sends })
                .collect(),
        }
    }

    /// The journal as text, for the browser's storage.
    pub fn to_json(&self) -> String {
        compact(self)
    }

    /// Reads a journal. One that is damaged, too large or of another version is none.
    pub fn from_json(text: &str) -> Option<Self> {
        let journal: Self = (text.len() <= LARGEST).then(|| serde_json::from_str(text).ok())??;
        let known = |step: &JournalStep| journal.identities.iter().any(|it| it.id == step.what.principal());
        (journal.version == VERSION && journal.steps.iter().all(known)).then_some(journal)
    }

    /// The tenant that it belongs to.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The person who was carrying it out.
    pub fn person(&self) -> UserId {
        self.person
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        Timestamp::from_millis(self.started)
    }

    /// The identities that it changes. They have to be read again before it can go on, for their names are not here.
    pub fn identities(&self) -> impl Iterator<Item = ServicePrincipalId> {
        self.identities.iter().map(|identity| identity.id)
    }

    /// How many steps have come to an end, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.steps.iter().filter(|step| step.state != State::Open).count(), self.steps.len())
    }

    /// The execution as it stood, everything open to be read first; nothing, where one of the identities is missing
    /// or is another one now, or where the journal cannot have come from an approved plan.
    pub fn resume(&self, read: &[ManagedIdentity]) -> Option<Execution> {
        let identities: Vec<ManagedIdentity> = self
            .identities
            .iter()
            .map(|wanted| read.iter().find(|it| it.id == wanted.id && it.app_id == wanted.app_id).cloned())
            .collect::<Option<_>>()?;
        let steps = self.steps.iter().map(|step| step.what.step()).collect::<Option<Vec<Step>>>()?;
        // The order was fixed when the plan was made, and making it again does not change it.
        let reason = self.reason.as_deref().and_then(Reason::new);
        if !is_justified(&steps, reason.as_ref()) {
            return None;
        }
        let plan = ReviewedPlan::new(self.tenant, self.person, identities, steps, reason);
        let states = self.steps.iter().map(|step| (step.state.state(), step.sends)).collect();
        Some(Execution::resumed(plan, self.started(), states))
    }
}

impl What {
    fn of(step: &Step) -> Self {
        match step {
            Step::Grant(missing) => {
                let AppRoleGrant { principal, resource, app_role } = missing.grant();
                Self::Grant { principal, resource, app_role, api: missing.api() }
            }
            Step::Assign(missing) => {
                let hours = match missing.lasting() {
                    Lasting::Permanent => None,
                    Lasting::Hours(hours) => Some(hours),
                };
                let DirectoryRoleGrant { principal, role, scope } = missing.grant();
                Self::Assign { principal: *principal, role: *role, scope: scope.to_string(), hours }
            }
            Step::Revoke(held) => {
                let AppRoleGrant { principal, resource, app_role } = held.grant();
                let assignment = held.assignment().clone();
                Self::Revoke { assignment, principal, resource, app_role, api: held.api() }
            }
            Step::Remove(held) => {
                let DirectoryRoleGrant { principal, role, scope } = held.grant();
                let assignment = held.assignment().clone();
                let until = held.until().map(Timestamp::millis);
                Self::Remove { assignment, principal: *principal, role: *role, scope: scope.to_string(), until }
            }
        }
    }

    fn principal(&self) -> ServicePrincipalId {
        match self {
            Self::Grant { principal, .. }
            | Self::Assign { principal, .. }
            | Self::Revoke { principal, .. }
            | Self::Remove { principal, .. } => *principal,
        }
    }

    fn step(&self) -> Option<Step> {
        Some(match self.clone() {
            Self::Grant { principal, resource, app_role, api } => {
                Step::Grant(MissingAppRole::new(AppRoleGrant { principal, resource, app_role }, api))
            }
            Self::Assign { principal, role, scope, hours } => {
                let grant = DirectoryRoleGrant { principal, role, scope: known_scope(&scope)? };
                Step::Assign(MissingDirectoryRole::new(grant, hours.map_or(Lasting::Permanent, Lasting::Hours)))
            }
            Self::Revoke { assignment, principal, resource, app_role, api } => {
                Step::Revoke(HeldAppRole::new(assignment, AppRoleGrant { principal, resource, app_role }, api))
            }
            Self::Remove { assignment, principal, role, scope, until } => {
                let grant = DirectoryRoleGrant { principal, role, scope: DirectoryScope::parse(&scope) };
                Step::Remove(HeldDirectoryRole::new(assignment, grant, until.map(Timestamp::from_millis)))
            }
        })
    }
}

/// A scope that can be sent.
fn known_scope(text: &str) -> Option<DirectoryScope> {
    Some(DirectoryScope::parse(text)).filter(|scope| !matches!(scope, DirectoryScope::Other(_)))
}

impl State {
    fn of(state: &StepState) -> Self {
        match state {
            StepState::Unread | StepState::Ready | StepState::Sending => Self::Open,
            StepState::Done { at, request_id } => Self::Done { at: at.millis(), request_id: request_id.clone() },
            StepState::AlreadySo => Self::AlreadySo,
            StepState::Refused(said) => {
                Self::Refused { status: said.status, code: said.code.clone(), request_id: said.request_id.clone() }
            }
            StepState::Unknown(_) => Self::Unknown,
            StepState::NotSent(WhyNot::Stopped) => Self::Stopped,
            StepState::NotSent(WhyNot::OtherIdentity) => Self::OtherIdentity,
            StepState::NotSent(WhyNot::ReplacementMissing) => Self::ReplacementMissing,
        }
    }

    fn state(&self) -> StepState {
        match self.clone() {
            Self::Open => StepState::Unread,
            Self::Done { at, request_id } => StepState::Done { at: Timestamp::from_millis(at), request_id },
            Self::AlreadySo => StepState::AlreadySo,
            Self::Refused { status, code, request_id } => {
                StepState::Refused(ServiceMessage { status, code, message: String::new(), request_id })
            }
            Self::Unknown => StepState::Unknown(None),
            Self::Stopped => StepState::NotSent(WhyNot::Stopped),
            Self::OtherIdentity => StepState::NotSent(WhyNot::OtherIdentity),
            Self::ReplacementMissing => StepState::NotSent(WhyNot::ReplacementMissing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, ORDERS, directory_role, wish};
    use crate::domain::change::execution::{Action, Answer, ChainAnswer, Observation, Presence};
    use crate::domain::change::wish::Wish;
    use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    /// One step of each kind; the first has been sent.
    fn under_way() -> (Example, Execution) {
        let mut example = Example::new();
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        let scope = DirectoryScope::Tenant;
        let role = EXCHANGE_ADMINISTRATOR;
        example.hold_directory_role(role);
        let hours = Lasting::Hours(std::num::NonZeroU16::new(8).unwrap());
        let custom = crate::domain::well_known::PRIVILEGED_ROLE_ADMINISTRATOR;
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            wish(ORDERS, "Orders.Read"),
            Wish::DirectoryRole { role: custom, scope: scope.clone(), lasting: hours },
            Wish::NoAppRole { resource: held.resource, role: held.app_role },
            Wish::NoDirectoryRole { role, scope },
            directory_role(custom),
        ];
        let plan = example.plan(&wishes);
        let now = Timestamp::from_millis(1000);
        let mut execution = Execution::new(plan, now);
        let seen =
            Observation { identity: example.identity.id, presence: Ok(Presence::Same), held: example.held.clone() };
        execution.observed(now, &[seen]);
        let Action::Write(steps) = execution.action(now) else { panic!() };
        execution.sending(&steps);
        let chain = ChainAnswer {
            answers: vec![Answer::Done(Some("r1".to_owned())), Answer::Unclear(None)],
            obstacle: None,
            wait: None,
        };
        execution.answered(now, &steps, chain);
        (example, execution)
    }

    #[test]
    fn a_journal_is_read_as_it_was_written_and_goes_on_with_reading() {
        let (example, execution) = under_way();
        let journal = Journal::of(&execution);
        let read = Journal::from_json(&journal.to_json()).unwrap();
        assert_eq!(read, journal);
        let mut resumed = read.resume(std::slice::from_ref(&example.identity)).unwrap();
        assert_eq!(resumed.plan(), execution.plan());
        assert!(matches!(resumed.action(Timestamp::from_millis(0)), Action::Read(_)));
        assert_eq!(Journal::of(&resumed), journal);
        resumed.stop();
        let unknown = resumed.steps().filter(|(_, state)| matches!(state, StepState::Unknown(_))).count();
        assert!(unknown >= 1, "what was sent before the tab closed is not said to be undone");
    }

    #[test]
    fn a_journal_holds_no_name_and_no_message() {
        let (example, execution) = under_way();
        let text = Journal::of(&execution).to_json();
        for name in [&example.identity.display_name, &example.person.display_name, &example.person.user_principal_name]
        {
            assert!(!text.contains(&format!("\"{name}")), "{name} is in {text}");
        }
        assert!(!text.contains("message"));
    }

    #[test]
    fn a_damaged_journal_is_none() {
        let text = Journal::of(&under_way().1).to_json();
        for (from, to) in [
            ("\"version\":1", "\"version\":2"),
            ("\"kind\":\"grant\"", "\"kind\":\"give\""),
            ("\"kind\":\"grant\"", "\"kind\":\"grant\",\"extra\":1"),
            ("\"tenant\":\"6", "\"tenant\":\"x"),
            ("\"steps\":[", "\"steps\":[{}, "),
            ("\"identities\":[{", "\"identities\":[],\"x\":[{"),
        ] {
            let damaged = text.replacen(from, to, 1);
            assert_ne!(damaged, text, "{from} is not in the journal");
            assert_eq!(Journal::from_json(&damaged), None, "{to}");
        }
        assert_eq!(Journal::from_json(""), None);
        assert_eq!(Journal::from_json(&" ".repeat(LARGEST + 1)), None);
    }

    #[test]
    fn a_journal_that_gives_tier_0_without_a_reason_does_not_go_on() {
        let (example, execution) = under_way();
        let mut journal = Journal::of(&execution);
        assert_eq!(journal.reason.take().as_deref(), Some("INC1"));
        assert!(journal.resume(&[example.identity]).is_none());
    }

    #[test]
    fn another_identity_under_the_id_does_not_go_on() {
        let (mut example, execution) = under_way();
        let journal = Journal::of(&execution);
        assert!(journal.resume(&[]).is_none());
        example.identity.app_id = ORDERS;
        assert!(journal.resume(&[example.identity]).is_none());
    }
}
