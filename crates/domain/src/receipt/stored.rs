//! What the browser keeps of a receipt: IDs, permission values, states, times and request IDs, and nothing else. Names
//! are looked up when it is shown; the reason and the service's words stay with the files that are saved on the day.
//!
//! The form has a version, and every later version of this program reads it: `stored_version_1.json` is one that must
//! always be read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::ReceiptId;
use super::stored_host::StoredHostChange;
use crate::azure_assignment::AzureAssignmentId;
use crate::change::execution::{Execution, StepState, WhyNot};
use crate::change::journal::{RecordedStep, State};
use crate::change::plan::{Addition, Removal, Step};
use crate::cloud::Cloud;
use crate::guid::Guid;
use crate::host_change::{HostExecution, HostUndo, IdentityUse, KnownUses};
use crate::identity::{IdentityKind, ManagedIdentity};
use crate::ids::{AppId, AppRoleId, ServicePrincipalId, TenantId, UserId};
use crate::json::{compact, indented};
use crate::time::Timestamp;

const FORMAT: &str = "bestow.stored-receipt";
/// The version of a receipt without Azure roles.
const VERSION: u32 = 1;
/// The version of one with Azure roles, which earlier versions of this program can't show.
const WITH_AZURE: u32 = 2;
/// The version of one of a resource's identity, which earlier versions of this program can't show.
const OF_HOST: u32 = 3;
/// The version of one with memberships of groups, which earlier versions of this program can't show.
const WITH_GROUPS: u32 = 4;
/// The largest stored receipt that is read, in bytes.
const LARGEST: usize = 1 << 20;
/// The longest permission value that is stored, in characters: Microsoft Entra allows 120.
const LONGEST_VALUE: usize = 200;

/// A receipt as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StoredReceipt {
    format: String,
    version: u32,
    cloud: String,
    tenant: TenantId,
    user: UserId,
    started: i64,
    ended: i64,
    /// Whether the change came to its end. One that did not was interrupted, or continues in a tab.
    finished: bool,
    identities: Vec<StoredIdentity>,
    changes: Vec<StoredChange>,
    /// The change of a resource's identity, in version 3, which has no other changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<StoredHostChange>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredIdentity {
    id: ServicePrincipalId,
    app_id: AppId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredChange {
    what: RecordedStep,
    /// The value of an app role, such as `Mail.Send`, for when its API is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    outcome: State,
}

/// Why a text is not a stored receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredReceiptError {
    /// It is damaged, or something else.
    Damaged,
    /// A later version of this program wrote it.
    Newer,
}

/// For tests; the sentences on screen are with the page.
impl fmt::Display for StoredReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for StoredReceiptError {}

impl StoredReceipt {
    /// What is kept of an execution as it is now; `value_of` gives the value of an app role where it is known.
    pub fn of(execution: &Execution, value_of: impl Fn(ServicePrincipalId, AppRoleId) -> Option<String>) -> Self {
        let plan = execution.plan();
        let value = |step: &Step| {
            let (resource, role) = match step {
                Step::Add(Addition::AppRole(missing)) => (missing.grant().resource, missing.grant().app_role),
                Step::Remove(Removal::AppRole(held)) => (held.grant().resource, held.grant().app_role),
                _ => return None,
            };
            value_of(resource, role).filter(|value| !value.is_empty() && value.chars().count() <= LONGEST_VALUE)
        };
        let steps = execution.steps().zip(execution.maybe_applied());
        Self {
            format: FORMAT.to_owned(),
            version: execution.steps().map(|(step, _)| version_of(step)).max().unwrap_or(VERSION),
            cloud: Cloud::OF_THIS_BUILD.name().to_owned(),
            tenant: plan.tenant(),
            user: plan.person(),
            started: execution.started().millis(),
            ended: execution.last_change().millis(),
            finished: execution.is_finished(),
            identities: plan.identities().iter().map(|it| StoredIdentity { id: it.id, app_id: it.app_id }).collect(),
            changes: steps
                .map(|((step, state), maybe_applied)| StoredChange {
                    what: RecordedStep::of(step),
                    value: value(step),
                    outcome: State::of(&settled(state, maybe_applied)),
                })
                .collect(),
            host: None,
        }
    }

    /// What is kept of a change of a resource's identity that ended then; nothing where there is nothing to keep.
    pub fn of_host(execution: &HostExecution, ended: Timestamp) -> Option<Self> {
        let plan = execution.plan();
        Some(Self {
            format: FORMAT.to_owned(),
            version: OF_HOST,
            cloud: Cloud::OF_THIS_BUILD.name().to_owned(),
            tenant: plan.tenant(),
            user: plan.person(),
            started: execution.started().millis(),
            ended: ended.millis(),
            finished: true,
            identities: Vec::new(),
            changes: Vec::new(),
            host: Some(StoredHostChange::of(execution)?),
        })
    }

    /// The receipt as text, for the browser's database. The same receipt gives the same text, of which a proof can be
    /// made.
    pub fn to_json(&self) -> String {
        compact(self)
    }

    /// Reads a receipt.
    ///
    /// # Errors
    ///
    /// [`StoredReceiptError`], where it is none that this program wrote.
    pub fn from_json(text: &str) -> Result<Self, StoredReceiptError> {
        #[derive(Deserialize)]
        struct StoredHeader {
            format: String,
            version: u32,
        }
        if text.len() > LARGEST {
            return Err(StoredReceiptError::Damaged);
        }
        let heading: StoredHeader = serde_json::from_str(text).map_err(|_| StoredReceiptError::Damaged)?;
        match (heading.format.as_str(), heading.version) {
            (FORMAT, VERSION..=WITH_GROUPS) => {}
            (FORMAT, later) if later > WITH_GROUPS => return Err(StoredReceiptError::Newer),
            _ => return Err(StoredReceiptError::Damaged),
        }
        let receipt: Self = serde_json::from_str(text).map_err(|_| StoredReceiptError::Damaged)?;
        let is_known = |change: &StoredChange| receipt.identities.iter().any(|it| it.id == change.what.principal());
        let fits = receipt.changes.iter().all(|change| is_known(change) && change.outcome != State::Open);
        let can_be_shown = match &receipt.host {
            Some(host) => receipt.version == OF_HOST && receipt.is_only_host() && host.work().is_some(),
            None => receipt.version != OF_HOST && receipt.execution(&[]).is_some(),
        };
        if fits && receipt.cloud().is_some() && can_be_shown { Ok(receipt) } else { Err(StoredReceiptError::Damaged) }
    }

    /// What tells it from other receipts.
    pub fn id(&self) -> ReceiptId {
        let first = self.identities().next().unwrap_or(ServicePrincipalId(Guid::ZERO));
        ReceiptId::new(Timestamp::from_millis(self.started), first)
    }

    /// The cloud that the tenant is in.
    pub fn cloud(&self) -> Option<Cloud> {
        Cloud::ALL.iter().copied().find(|cloud| cloud.name() == self.cloud)
    }

    /// The tenant that was changed.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who changed it.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// When the change began.
    pub fn started(&self) -> Timestamp {
        Timestamp::from_millis(self.started)
    }

    /// Whether the change came to its end.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// The identities that were to be changed.
    pub fn identities(&self) -> impl Iterator<Item = ServicePrincipalId> {
        let of_host = self.host.iter().flat_map(StoredHostChange::principals);
        self.identities.iter().map(|identity| identity.id).chain(of_host)
    }

    /// When the change ended, or something last happened.
    pub fn ended(&self) -> Timestamp {
        Timestamp::from_millis(self.ended)
    }

    /// The change of a resource's identity, where it is one.
    pub fn host(&self) -> Option<&StoredHostChange> {
        self.host.as_ref()
    }

    /// Whether this change gave an identity something, so that undoing it takes it away again.
    pub fn has_added(&self, of: ServicePrincipalId, what: &IdentityUse) -> bool {
        let mut done = self.changes.iter().filter(|it| matches!(it.outcome, State::Done { .. }));
        done.any(|change| match (change.what.step(), what) {
            (Some(Step::Add(Addition::AppRole(added))), IdentityUse::AppRole(grant)) => added.grant() == *grant,
            (Some(Step::Add(Addition::EntraRole(added))), IdentityUse::EntraRole(grant)) => added.grant() == grant,
            (Some(Step::Add(Addition::AzureRole(added))), IdentityUse::AzureRole { role, scope, .. }) => {
                let grant = added.grant();
                (grant.principal, grant.role, &grant.scope) == (of.0, *role, scope)
            }
            _ => false,
        }) || matches!(what, IdentityUse::Attached(host) if self.attached_to(of).as_ref() == Some(host))
    }

    /// What undoes this change of a resource's identity; nothing where that isn't offered. The others are the user's
    /// receipts, which know of an identity what lists of Azure may not show yet.
    pub fn host_undo<'a>(&self, others: impl Iterator<Item = &'a Self>) -> Option<HostUndo> {
        let host = self.host.as_ref()?;
        let known = host.principals().first().map(|id| Self::known_uses(others, *id)).unwrap_or_default();
        host.undo(known)
    }

    fn known_uses<'a>(receipts: impl Iterator<Item = &'a Self>, of: ServicePrincipalId) -> KnownUses {
        let mut known = KnownUses::default();
        for receipt in receipts {
            known.hosts.extend(receipt.attached_to(of));
            known.azure_roles.extend(receipt.azure_roles_added(of));
        }
        known
    }

    fn attached_to(&self, principal: ServicePrincipalId) -> Option<crate::azure_resource::AzureResource> {
        self.host.as_ref()?.attached_to(principal)
    }

    fn azure_roles_added(&self, principal: ServicePrincipalId) -> impl Iterator<Item = AzureAssignmentId> {
        let done = self.changes.iter().filter(|it| matches!(it.outcome, State::Done { .. } | State::Unknown));
        done.filter_map(move |change| match change.what.step()? {
            Step::Add(Addition::AzureRole(added)) if added.grant().principal == principal.0 => {
                Some(added.assignment().clone())
            }
            _ => None,
        })
    }

    /// Whether there is nothing but the change of a resource's identity.
    fn is_only_host(&self) -> bool {
        self.identities.is_empty() && self.changes.is_empty() && self.finished
    }

    /// The service principals of the APIs whose app roles it is about.
    pub fn resources(&self) -> impl Iterator<Item = ServicePrincipalId> {
        self.changes.iter().filter_map(|change| match &change.what {
            RecordedStep::Grant { resource, .. } | RecordedStep::Revoke { resource, .. } => Some(*resource),
            _ => None,
        })
    }

    /// The value of an app role, as it was when the change was made.
    pub fn value_of(&self, resource: ServicePrincipalId, role: AppRoleId) -> Option<&str> {
        let about = |change: &&StoredChange| match &change.what {
            RecordedStep::Grant { resource: of, app_role, .. }
            | RecordedStep::Revoke { resource: of, app_role, .. } => (*of, *app_role) == (resource, role),
            _ => false,
        };
        self.changes.iter().find(about)?.value.as_deref()
    }

    /// The execution that it tells of, which has ended and sends nothing. If an identity wasn't found, its ID is shown
    /// instead of its name. `None` if a change in it can't be shown, and for a change of a resource's identity.
    pub fn execution(&self, found: &[ManagedIdentity]) -> Option<Execution> {
        if self.host.is_some() {
            return None;
        }
        let identity = |stored: &StoredIdentity| {
            let is_same = |it: &&ManagedIdentity| (it.id, it.app_id) == (stored.id, stored.app_id);
            found.iter().find(is_same).cloned().unwrap_or_else(|| unknown(stored))
        };
        let identities = self.identities.iter().map(identity).collect();
        let step = |change: &StoredChange| Some((change.what.step()?, change.outcome.state()));
        let steps = self.changes.iter().map(step).collect::<Option<Vec<_>>>()?;
        let times = (self.started(), Timestamp::from_millis(self.ended));
        Execution::past((self.tenant, self.user), identities, steps, times)
    }
}

/// The version of this program's receipts that first had such a change.
fn version_of(step: &Step) -> u32 {
    if step.group().is_some() {
        WITH_GROUPS
    } else if step.is_azure() {
        WITH_AZURE
    } else {
        VERSION
    }
}

/// Several receipts as one file.
pub fn activity_file(receipts: &[StoredReceipt]) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        format: &'static str,
        version: u32,
        receipts: &'a [StoredReceipt],
    }
    indented(&File { format: "bestow.activity", version: VERSION, receipts })
}

/// What is true of a step if no later state is saved.
fn settled(state: &StepState, maybe_applied: bool) -> StepState {
    match state {
        state if state.is_settled() => state.clone(),
        _ if maybe_applied => StepState::Unknown(None),
        _ => StepState::NotSent(WhyNot::Stopped),
    }
}

fn unknown(identity: &StoredIdentity) -> ManagedIdentity {
    ManagedIdentity {
        id: identity.id,
        app_id: identity.app_id,
        display_name: identity.id.to_string(),
        kind: IdentityKind::Unknown,
        resource: None,
        enabled: true,
        created: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure_assignment::AzureCondition;
    use crate::change::example::{Example, SECRETS_USER, azure_role, directory_role, no_azure_role, wish};
    use crate::change::execution::{Answer, ChainAnswer, Observation, Presence};
    use crate::change::permission::AzureRoleAt;
    use crate::change::permission::{AppRoleIds, Permission};
    use crate::change::wish::{Wanted, Wish};
    use crate::problem::ServiceMessage;
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    /// A receipt of version 1, as it was written on the day on which that version was new.
    const VERSION_1: &str = include_str!("stored_version_1.json");

    const STARTED: Timestamp = Timestamp::from_millis(1_790_000_000_000);
    const ENDED: Timestamp = Timestamp::from_millis(1_790_000_060_000);

    /// One step of each kind, each with another outcome.
    fn ended() -> (Example, Execution) {
        let mut example = Example::new();
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            directory_role(crate::well_known::PRIVILEGED_ROLE_ADMINISTRATOR),
            Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role })),
            Wish::Remove(Permission::EntraRole {
                role: EXCHANGE_ADMINISTRATOR,
                scope: crate::directory_role::DirectoryScope::Tenant,
            }),
        ];
        let plan = example.plan(&wishes);
        let said = ServiceMessage {
            status: 403,
            code: "Authorization_RequestDenied".to_owned(),
            message: "lazy may not".to_owned(),
            request_id: Some("r2".to_owned()),
        };
        let states = [
            StepState::Done { at: ENDED, request_id: Some("r1".to_owned()) },
            StepState::Refused(said),
            StepState::AlreadySo,
            StepState::NotSent(WhyNot::ReplacementMissing),
        ];
        let steps = plan.steps().iter().cloned().zip(states).collect();
        let whose = (plan.tenant(), plan.person());
        let execution = Execution::past(whose, vec![example.identity.clone()], steps, (STARTED, ENDED)).unwrap();
        (example, execution)
    }

    fn stored() -> (Example, Execution, StoredReceipt) {
        let (example, execution) = ended();
        let receipt =
            StoredReceipt::of(&execution, |resource, role| example.apis.by_id(resource)?.role(role)?.value.clone());
        (example, execution, receipt)
    }

    #[test]
    fn a_stored_receipt_tells_what_the_execution_told() {
        let (example, execution, receipt) = stored();
        let read = StoredReceipt::from_json(&receipt.to_json()).unwrap();
        assert_eq!(read, receipt);
        assert_eq!(read.id(), ReceiptId::of(&execution));
        let again = read.execution(std::slice::from_ref(&example.identity)).unwrap();
        assert_eq!(again.plan(), execution.plan());
        assert_eq!((again.started(), again.last_change()), (STARTED, ENDED));
        assert_eq!(again.reverse(ENDED), execution.reverse(ENDED), "it can be undone");
        let states = |execution: &Execution| -> Vec<String> {
            let bare = |state: &StepState| match state.clone() {
                StepState::Refused(said) => StepState::Refused(ServiceMessage { message: String::new(), ..said }),
                state => state,
            };
            execution.steps().map(|(_, state)| format!("{:?}", bare(state))).collect()
        };
        assert_eq!(states(&again), states(&execution));
    }

    #[test]
    fn a_stored_receipt_holds_values_of_permissions_and_no_name_reason_or_message() {
        let (example, _, receipt) = stored();
        let text = receipt.to_json();
        assert!(text.contains("\"value\":\"User.ReadWrite.All\"") && text.contains("\"requestId\":\"r1\""), "{text}");
        for name in [
            example.identity.display_name.as_str(),
            &example.person.display_name,
            &example.person.user_principal_name,
            "Microsoft Graph",
            "Exchange Administrator",
            "may not",
            "INC1",
        ] {
            assert!(!text.contains(name), "{name} is in {text}");
        }
    }

    #[test]
    fn what_was_sent_without_an_answer_is_stored_as_unknown_and_the_rest_as_not_sent() {
        let example = Example::new();
        let plan =
            example.plan(&[wish(MICROSOFT_GRAPH, "User.Read.All"), wish(SHAREPOINT_ONLINE, "User.ReadWrite.All")]);
        let mut execution = Execution::new(plan, STARTED);
        execution.sending(STARTED, &[0]);
        let receipt = StoredReceipt::of(&execution, |_, _| None);
        assert!(!receipt.is_finished());
        let told = receipt.execution(&[]).unwrap();
        let states: Vec<&StepState> = told.steps().map(|(_, state)| state).collect();
        assert_eq!(states, [&StepState::Unknown(None), &StepState::NotSent(WhyNot::Stopped)]);
        assert!(told.is_finished(), "nothing of it can be sent");
    }

    #[test]
    fn steps_that_another_delivery_may_have_applied_are_stored_as_unknown() {
        let example = Example::new();
        let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(SHAREPOINT_ONLINE, "User.ReadWrite.All")];
        let mut execution = Execution::new(example.plan(&wishes), STARTED);
        let held = example.held.clone();
        let seen = |held| Observation { identity: example.identity.id, presence: Ok(Presence::Same), held };
        execution.observed(STARTED, &[seen(held)]);
        execution.sending(STARTED, &[0, 1]);
        let already = ServiceMessage { status: 400, code: String::new(), message: String::new(), request_id: None };
        let answers = vec![Answer::SaidAlready(already), Answer::NotSent];
        execution.answered(STARTED, &[0, 1], ChainAnswer { answers, obstacle: None, wait: None });
        let told = StoredReceipt::of(&execution, |_, _| None).execution(&[]).unwrap();
        assert!(told.steps().all(|(_, state)| *state == StepState::Unknown(None)), "{told:?}");
    }

    #[test]
    fn receipt_of_azure_roles_is_stored_as_version_2_and_undone_from_it() {
        let mut example = Example::new();
        let group = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1";
        let at = example.offer_azure_role(SECRETS_USER, group);
        let removed = AzureRoleAt {
            condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")),
            name: Some("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap()),
            ..example.offer_azure_role(SECRETS_USER, &format!("{group}b"))
        };
        example.hold_azure_role(&removed);
        let plan = example.plan(&[azure_role(&at), no_azure_role(&removed)]);
        let done = || StepState::Done { at: ENDED, request_id: None };
        let steps = plan.steps().iter().cloned().map(|step| (step, done())).collect();
        let whose = (plan.tenant(), plan.person());
        let execution = Execution::past(whose, vec![example.identity.clone()], steps, (STARTED, ENDED)).unwrap();
        let receipt = StoredReceipt::of(&execution, |_, _| None);
        let text = receipt.to_json();
        assert!(text.contains("\"version\":2"), "{text}");
        assert_eq!(StoredReceipt::from_json(&text), Ok(receipt.clone()));
        let told = receipt.execution(&[]).unwrap();
        let reverse = |execution: &Execution| execution.reverse(ENDED);
        assert_eq!(reverse(&told), reverse(&execution));
        let first = reverse(&told).into_iter().next();
        let Some(Wanted { wish: Wish::Add(Permission::AzureRole(again), _), .. }) = first else { panic!("{told:?}") };
        assert_eq!((again.name, &again.condition), (removed.name, &removed.condition));
    }

    #[test]
    fn a_receipt_of_version_1_is_read_for_ever() {
        let receipt = StoredReceipt::from_json(VERSION_1.trim()).unwrap();
        assert_eq!(receipt.id().to_string(), "1790000000000-22222222-0000-4000-8000-0000000000b1");
        let states: Vec<String> =
            receipt.execution(&[]).unwrap().steps().map(|(_, state)| format!("{state:?}")).collect();
        assert_eq!(states.len(), 4);
        assert_eq!(receipt.to_json(), VERSION_1.trim(), "it is written as it was, so that its proof still holds");
    }

    #[test]
    fn a_damaged_receipt_is_refused_and_a_newer_one_is_said_to_be_newer() {
        let text = stored().2.to_json();
        assert_eq!(
            StoredReceipt::from_json(&text.replacen("\"version\":1", "\"version\":5", 1)),
            Err(StoredReceiptError::Newer)
        );
        for (from, to) in [
            ("\"format\":\"bestow", "\"format\":\"x"),
            ("\"cloud\":\"public\"", "\"cloud\":\"x\""),
            ("\"is\":\"done\"", "\"is\":\"open\""),
            ("\"finished\":true", "\"finished\":true,\"name\":\"lazy\""),
            ("\"identities\":[{", "\"identities\":[{\"id\":1,"),
        ] {
            let damaged = text.replacen(from, to, 1);
            assert_ne!(damaged, text, "{from} is not in {text}");
            assert_eq!(StoredReceipt::from_json(&damaged), Err(StoredReceiptError::Damaged), "{to}");
        }
        assert_eq!(StoredReceipt::from_json(&" ".repeat(LARGEST + 1)), Err(StoredReceiptError::Damaged));
    }

    #[test]
    fn an_identity_that_is_gone_or_another_one_is_shown_by_its_id() {
        let (mut example, execution, receipt) = stored();
        example.identity.app_id = MICROSOFT_GRAPH;
        for found in [&[][..], std::slice::from_ref(&example.identity)] {
            let told = receipt.execution(found).unwrap();
            let [identity] = told.plan().identities() else { panic!() };
            assert_eq!(identity.display_name, execution.plan().identities()[0].id.to_string());
        }
    }

    #[test]
    fn several_receipts_are_one_file() {
        let receipt = stored().2;
        let file: serde_json::Value = serde_json::from_str(&activity_file(&[receipt.clone(), receipt])).unwrap();
        assert_eq!(file["receipts"].as_array().unwrap().len(), 2);
    }
}
