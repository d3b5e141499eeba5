//! The review of an undo: whether what the change made is still there and the same, and what blocks removing it.

use super::host::{AzureLock, HostIdentity, HostResource, HostState, LockLevel, UserAssignedIdentity};
use super::host_type::{HostSupport, HostType};
use super::obstacle::HostObstacle;
use super::review::{HostReview, note_effect, note_locks, note_right};
use super::undo::{HostUndo, IdentityUses};
use super::wish::HostWish;
use crate::azure_resource::AzureResource;
use crate::azure_rights::{AzureRight, AzureTask};
use crate::azure_role::AzureScope;
use crate::problem::Problem;

/// What was read for an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoFacts {
    /// What is in Azure now.
    pub subject: UndoSubject,
    /// Whether the user may change the resource, or delete the identity.
    pub right: AzureRight,
    /// The locks at the resource or the identity, and above.
    pub locks: Result<Vec<AzureLock>, Problem>,
    /// Whether the user may assign each of the identities that are attached.
    pub attached: Vec<(AzureResource, AzureRight)>,
    /// What the identity has and where it is used, of each kind that blocks this undo.
    pub uses: IdentityUses,
}

/// What is in Azure now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoSubject {
    /// The resource whose identity changes.
    Host(HostResource),
    /// The identity that is deleted; nothing where there is none.
    Identity(Option<UserAssignedIdentity>),
}

/// Reviews an undo.
pub fn review_undo(undo: HostUndo, facts: &UndoFacts) -> HostReview {
    let mut obstacles = Vec::new();
    let mut warnings = Vec::new();
    let wish = HostWish::Undo(undo.clone());
    let (mut before, mut request) = (HostIdentity::NONE, None);
    match (&facts.subject, &undo) {
        (UndoSubject::Host(host), HostUndo::Disable { .. } | HostUndo::Detach { .. }) => {
            before = host.identity.clone();
            match HostType::of(&host.resource) {
                HostSupport::InPortal(reason) => obstacles.push(HostObstacle::InPortal(reason)),
                HostSupport::Here(host_type) => {
                    let may_assign = |id: &AzureResource| {
                        facts.attached.iter().any(|it| it.0 == *id && it.1 == AzureRight::Probably)
                    };
                    request = wish.request(host_type, &host.identity, may_assign);
                    let scope = AzureScope::Resource(host.resource.clone());
                    note_right(facts.right, host_type.write_action(), scope, &mut obstacles, &mut warnings);
                    note_effect(host_type, host, &wish, &mut warnings);
                    if request.is_none() {
                        obstacles.push(HostObstacle::NeedsIdentity);
                    }
                }
            }
            if let HostState::Busy(word) = &host.state {
                obstacles.push(HostObstacle::Busy(word.clone()));
            }
            note_locks(&facts.locks, &mut obstacles, &mut warnings);
        }
        (UndoSubject::Identity(_), HostUndo::Delete { identity, .. }) => {
            let (action, scope) = (AzureTask::DeleteIdentity.action(), AzureScope::Resource(identity.clone()));
            note_right(facts.right, action.to_owned(), scope, &mut obstacles, &mut warnings);
            note_locks(&facts.locks, &mut obstacles, &mut warnings);
            note_delete_locks(&facts.locks, &mut obstacles);
        }
        // What was read isn't what the undo is about.
        (UndoSubject::Host(_), HostUndo::Delete { .. }) | (UndoSubject::Identity(_), _) => {
            obstacles.push(HostObstacle::NothingToUndo);
        }
    }
    match state(&undo, &facts.subject) {
        SubjectState::Same => note_uses(&undo, &facts.uses, &mut obstacles),
        // There is nothing else to say of what isn't there.
        SubjectState::Gone => obstacles = vec![HostObstacle::NothingToUndo],
        SubjectState::Other => obstacles = vec![HostObstacle::OtherIdentity],
    }
    HostReview::new(wish, before, request, obstacles, warnings)
}

/// Whether what the change made is there.
enum SubjectState {
    Same,
    Gone,
    /// Another identity is in its place, or it isn't known which one.
    Other,
}

fn state(undo: &HostUndo, subject: &UndoSubject) -> SubjectState {
    match (undo, subject) {
        (HostUndo::Disable { principal, .. }, UndoSubject::Host(host)) => match host.identity.system {
            it if !it.is_on() => SubjectState::Gone,
            it if it.principal() == Some(*principal) => SubjectState::Same,
            _ => SubjectState::Other,
        },
        (HostUndo::Detach { identities, .. }, UndoSubject::Host(host)) => {
            let mut found = identities.iter().filter_map(|id| {
                let now = host.identity.attached.iter().find(|it| it.resource == id.resource)?;
                Some(now.principal.is_some() && id.principal.is_some() && now.principal != id.principal)
            });
            match found.next() {
                None => SubjectState::Gone,
                Some(is_other) if is_other || found.any(|is_other| is_other) => SubjectState::Other,
                Some(_) => SubjectState::Same,
            }
        }
        (HostUndo::Delete { principal, .. }, UndoSubject::Identity(found)) => match found {
            None => SubjectState::Gone,
            Some(it) if it.principal == *principal => SubjectState::Same,
            Some(_) => SubjectState::Other,
        },
        _ => SubjectState::Gone,
    }
}

fn note_uses(undo: &HostUndo, uses: &IdentityUses, obstacles: &mut Vec<HostObstacle>) {
    for kind in undo.blocking_kinds() {
        match uses.of(*kind) {
            Ok(uses) => obstacles.extend(uses.iter().cloned().map(HostObstacle::InUse)),
            Err(problem) => obstacles.push(HostObstacle::UseUnreadable(*kind, problem)),
        }
    }
}

fn note_delete_locks(locks: &Result<Vec<AzureLock>, Problem>, obstacles: &mut Vec<HostObstacle>) {
    let locks = locks.iter().flatten().filter(|lock| lock.level == LockLevel::CannotDelete);
    let scopes: Vec<AzureScope> = locks.map(|lock| lock.scope.clone()).collect();
    if !scopes.is_empty() {
        obstacles.push(HostObstacle::CannotDelete(scopes));
    }
}
