//! Undoing a new identity by its receipt: exactly what the change did is taken back, nothing that has come since is lost,
//! and what can't be read blocks.

use std::time::Duration;

use domain::azure_resource::AzureResource;
use domain::host_change::{
    HostExecution, HostObstacle, HostOutcome, HostReview, HostUndo, HostWish, IdentityUse, NotSentReason, UseKind,
};
use domain::ids::{ServicePrincipalId, UserId};
use domain::receipt::StoredReceipt;
use domain::sorted_set::SortedSet;
use domain::well_known::MICROSOFT_GRAPH;
use graph::operations::directory::Directory;
use graph::transport::{Surroundings, Transport};
use simulator::Lag;
use simulator::ledger::Change;
use simulator::tenant::{AzureLock, LockLevel};

use crate::office::{ACCOUNT, ATTACHED, CONTAINER, EMPTY_ACCOUNT, FUNCTION, MACHINE, Office, typed};

/// Everything that a change and the receipts of this browser tell.
struct Receipts(Vec<StoredReceipt>);

impl Receipts {
    /// The receipt of a change that has ended, as the browser keeps it.
    fn keep(&mut self, office: &Office, execution: &HostExecution) -> StoredReceipt {
        let receipt = StoredReceipt::of_host(execution, office.time.now()).unwrap();
        let read = StoredReceipt::from_json(&receipt.to_json()).unwrap();
        self.0.push(read.clone());
        read
    }

    fn undo(&self, receipt: &StoredReceipt) -> HostUndo {
        receipt.host_undo(self.0.iter()).unwrap_or_else(|| panic!("{receipt:?}"))
    }
}

fn undo_with(office: &Office, undo: &HostUndo) -> HostExecution {
    apply(office, office.review(HostWish::Undo(undo.clone())), &office.transport())
}

fn apply<T: Transport + Clone>(office: &Office, review: HostReview, over: &T) -> HostExecution {
    let person = office.run(office.directory().signed_in_user()).unwrap();
    let obstacles = review.obstacles().to_vec();
    let typed = typed(&review);
    let plan = review.approve(person.tenant.id, person.id, &typed).unwrap_or_else(|| panic!("{obstacles:?}"));
    let mut execution = HostExecution::new(plan, office.time.now());
    office.apply(&office.over(over.clone()), &mut execution);
    execution
}

fn is_done(execution: &HostExecution) -> bool {
    matches!(execution.outcome(), Some(HostOutcome::Done(result)) if !result.comparison.lost_anything())
}

/// What was disabled, detached and deleted so far.
fn lost(office: &Office) -> Vec<String> {
    office.changes().1
}

fn new_principal(office: &Office, resource: &AzureResource) -> ServicePrincipalId {
    office.simulator.borrow().tenant.system_assigned_identity(resource.id()).unwrap().id
}

/// Something that someone else gives the identity.
type Gift = fn(&mut simulator::Tenant, ServicePrincipalId);

#[test]
fn every_type_of_the_sample_gets_back_what_it_was_whether_its_service_merges_or_replaces() {
    for undocumented_is_merge in [false, true] {
        for name in [ACCOUNT, EMPTY_ACCOUNT, MACHINE, FUNCTION, CONTAINER] {
            let office = Office::open_with_rights();
            office.simulator.borrow_mut().tenant.azure.undocumented_is_merge = undocumented_is_merge;
            let mut receipts = Receipts(Vec::new());
            let resource = office.resource(name);
            if ![ACCOUNT, EMPTY_ACCOUNT].contains(&name) {
                office.give(&resource, &[ATTACHED]);
            }
            let before = office.identities_of(&resource);
            let enabled = receipts.keep(&office, &office.carry_out(HostWish::Enable(resource.clone())));
            receipts.keep(&office, &office.carry_out(HostWish::Create(office.new_identity("id-second"))));
            let identities = vec![office.identity("id-second"), office.identity(ATTACHED)];
            let attach = HostWish::Attach { host: resource.clone(), identities };
            let attached = receipts.keep(&office, &office.carry_out(attach));
            // What was attached before this change stays.
            let undo = receipts.undo(&attached);
            assert!(undo.detached().iter().any(|it| it.resource.name() == "id-second"));
            assert_eq!(undo.detached().iter().any(|it| it.resource.name() == ATTACHED), before.1.is_empty());
            assert!(is_done(&undo_with(&office, &undo)), "{name}");
            assert_eq!(office.identities_of(&resource), (true, before.1.clone()), "{name}");
            assert!(is_done(&undo_with(&office, &receipts.undo(&enabled))), "{name}");
            assert_eq!(office.identities_of(&resource), before, "{name}");
        }
    }
}

#[test]
fn created_identity_is_deleted_only_once_it_is_attached_to_nothing() {
    let office = Office::open_with_rights();
    let mut receipts = Receipts(Vec::new());
    let created = receipts.keep(&office, &office.carry_out(HostWish::Create(office.new_identity("id-second"))));
    let identity = office.identity("id-second");
    let host = office.resource(EMPTY_ACCOUNT);
    let attach = HostWish::Attach { host: host.clone(), identities: vec![identity.clone()] };
    let attached = receipts.keep(&office, &office.carry_out(attach));
    let delete = receipts.undo(&created);
    let review = office.review(HostWish::Undo(delete.clone()));
    assert_eq!(review.obstacles(), [HostObstacle::InUse(IdentityUse::Attached(host.clone()))]);
    assert!(attached.has_added(delete.principal().unwrap(), &IdentityUse::Attached(host.clone())));
    assert!(is_done(&undo_with(&office, &receipts.undo(&attached))));
    assert_eq!(office.identities_of(&host), (false, Vec::new()));
    assert!(is_done(&undo_with(&office, &delete)));
    assert!(office.simulator.borrow().tenant.user_assigned_identity(identity.id()).is_none());
    let again = undo_review(&office, &delete);
    assert_eq!(again, [HostObstacle::NothingToUndo]);
    assert_eq!(lost(&office).len(), 2, "the attachment and the identity");
}

fn undo_review(office: &Office, undo: &HostUndo) -> Vec<HostObstacle> {
    office.review(HostWish::Undo(undo.clone())).obstacles().to_vec()
}

/// Enables the identity of the account without one, and gives the undo.
fn enabled(office: &Office) -> (AzureResource, HostUndo) {
    let account = office.resource(EMPTY_ACCOUNT);
    let receipt = Receipts(Vec::new()).keep(office, &office.carry_out(HostWish::Enable(account.clone())));
    (account, receipt.host_undo(std::iter::empty()).unwrap())
}

#[test]
fn what_others_gave_the_identity_blocks_before_the_review_and_before_the_request() {
    let gifts: [(&str, Gift); 4] = [
        ("an app role", |tenant, id| {
            let graph = tenant.service_principal_of(MICROSOFT_GRAPH).unwrap();
            let (resource, role) = (graph.id, graph.app_roles[0].id);
            tenant.grant(id.0, resource, role, "2026-11-23T09:10:00Z".parse().unwrap());
        }),
        ("an Entra role", |tenant, id| {
            tenant.assign(id.0, domain::well_known::REPORTS_READER, simulator::tenant::RoleScope::Tenant);
        }),
        ("an Azure role", |tenant, id| {
            let scope = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-runbooks".to_owned();
            let mut role = tenant.azure_roles[0].clone();
            (role.principal, role.scope, role.condition) = (id.0, scope, String::new());
            tenant.azure_roles.push(role);
        }),
        ("a lock", |tenant, _| {
            let scope = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b".to_owned();
            tenant.azure.locks.push(AzureLock { scope, name: "keep".to_owned(), level: LockLevel::ReadOnly });
        }),
    ];
    for (what, give) in gifts {
        let office = Office::open_with_rights();
        let (account, undo) = enabled(&office);
        let id = new_principal(&office, &account);
        let review = office.review(HostWish::Undo(undo.clone()));
        assert!(review.is_ready(), "{what}: {review:?}");
        give(&mut office.simulator.borrow_mut().tenant, id);
        let [_] = undo_review(&office, &undo)[..] else { panic!("{what}: {:?}", undo_review(&office, &undo)) };
        // The review was approved before.
        let late = apply(&office, review, &office.transport());
        assert_eq!(late.outcome(), Some(&HostOutcome::NotSent(NotSentReason::ChangedSinceReview)), "{what}");
        assert!(lost(&office).is_empty() && office.identities_of(&account).0, "{what}");
    }
}

#[test]
fn list_that_cannot_be_read_blocks() {
    let office = Office::open_with_rights();
    let (account, undo) = enabled(&office);
    // A sign-in that may read nothing of the directory.
    let directory =
        Directory::new(office.transport(), office.time.clone(), "graph.microsoft.com", SortedSet::default());
    let review = office.run(directory.review_host_change(HostWish::Undo(undo.clone()))).unwrap();
    for kind in undo.blocking_kinds().iter().filter(|kind| **kind != UseKind::AzureRoles) {
        let blocks = |it: &HostObstacle| matches!(it, HostObstacle::UseUnreadable(of, _) if of == kind);
        assert!(review.obstacles().iter().any(blocks), "{kind:?}: {review:?}");
    }
    assert!(office.identities_of(&account).0);
}

#[test]
fn what_this_browser_attached_blocks_although_lists_of_azure_are_behind() {
    let office = Office::open_with_rights();
    let mut receipts = Receipts(Vec::new());
    let created = receipts.keep(&office, &office.carry_out(HostWish::Create(office.new_identity("id-second"))));
    office.time.advance(Duration::from_secs(60));
    let lag = Lag { span: Duration::from_secs(600), flapping: false };
    office.simulator.borrow_mut().set_lag(Some(lag));
    let host = office.resource(EMPTY_ACCOUNT);
    let attach = HostWish::Attach { host: host.clone(), identities: vec![office.identity("id-second")] };
    receipts.keep(&office, &office.carry_out(attach));
    let obstacles = undo_review(&office, &receipts.undo(&created));
    assert!(obstacles.contains(&HostObstacle::InUse(IdentityUse::Attached(host))), "{obstacles:?}");
}

#[test]
fn undo_of_another_user_is_not_sent() {
    let office = Office::open_with_rights();
    let (account, undo) = enabled(&office);
    let review = office.review(HostWish::Undo(undo.clone()));
    let person = office.run(office.directory().signed_in_user()).unwrap();
    let other = UserId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b641");
    let typed = typed(&review);
    let plan = review.approve(person.tenant.id, other, &typed).unwrap();
    let mut execution = HostExecution::new(plan, office.time.now());
    office.apply(&office.directory(), &mut execution);
    assert_eq!(execution.outcome(), Some(&HostOutcome::NotSent(NotSentReason::Stopped)));
    assert!(office.identities_of(&account).0);
    let disabled = |entry: &simulator::ledger::LedgerEntry| matches!(&entry.change, Change::ResourceIdentities(it) if it.disabled.is_some());
    assert!(!office.simulator.borrow().ledger().iter().any(disabled));
}
