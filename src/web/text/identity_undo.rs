//! Receipts of new identities, and undoing what they say.

use domain::directory_entry::DirectoryEntry;
use domain::host_change::{HostUndo, UseKind};
use domain::receipt::{StoredHostOutcome, StoredHostWork};

/// The button that leads to the review of an undo, and the button that sends it.
pub const UNDO: &str = "Undo";
/// The heading of the review of an undo.
pub const REVIEW: &str = "Review of the undo";
/// The link to a receipt.
pub const RECEIPT: &str = "Receipt";
/// The label of the typed name.
pub const NAME: &str = "Name";
/// The property of the identity that is disabled or deleted.
pub const DELETED: &str = "Deleted by this change";
/// What that means.
pub const DELETED_FOR_GOOD: &str = "The identity is deleted from the directory and can't be restored. An identity that is \
                                    enabled or created later has another object ID and none of the permissions.";
/// The property of what is detached.
pub const DETACHED: &str = "Detached by this change";
/// What detaching means.
pub const DETACHED_MEANS: &str =
    "The identity and its permissions stay. Code on the resource can't use the identity anymore.";
/// Why the identity cannot be deleted.
pub const IN_USE: &str = "This identity has permissions or is used, so it can't be deleted.";
/// What to do about it.
pub const IN_USE_NEXT: &str = "Remove everything in this list first, then check again.";
/// The link to the receipt of the change that added something.
pub const UNDO_THERE: &str = "Undo in its receipt";
/// The link to the identity, where no receipt of this browser added something.
pub const REMOVE_THERE: &str = "Open the identity";
/// Why the receipt offers no undo.
pub const NOT_OWN: &str = "Undo isn't offered, because it's unknown whether the result comes from this change or from \
    someone else's.";
/// Why an unproven receipt offers no undo.
pub const UNPROVEN: &str = "Undo isn't offered, because this browser can't prove that it wrote the receipt.";
/// Where the deployment doesn't change anything.
pub const READ_ONLY: &str = "This deployment is read-only, so the change can't be undone here.";
/// The property of a resource.
pub const RESOURCE: &str = "Resource";
/// The property of a user-assigned identity.
pub const IDENTITY: &str = "User-assigned identity";
/// The property of the identities of a change.
pub const IDENTITIES: &str = "User-assigned identities";
/// The property of the service's code.
pub const CODE: &str = "Code";

/// Another change of an identity is open.
pub const FINISH_FIRST: &str = "Another change of an identity is in progress. Finish that change first.";

/// What has to be typed.
pub fn type_name(name: &str) -> String {
    format!("Enter {name} to approve.")
}

/// What an undo does.
pub fn undo(undo: &HostUndo) -> &'static str {
    match undo {
        HostUndo::Disable { .. } => "Disable the system-assigned identity of a resource",
        HostUndo::Detach { .. } => "Detach a user-assigned identity from a resource",
        HostUndo::Delete { .. } => "Delete a user-assigned identity",
    }
}

/// What a change of a receipt was, with the name of the resource.
pub fn work(work: &StoredHostWork) -> String {
    let (what, resource) = match work {
        StoredHostWork::Enable(host) => ("Enable the system-assigned identity", host),
        StoredHostWork::Create(identity) => ("Create a user-assigned identity", identity),
        StoredHostWork::Attach(host, _) => ("Attach user-assigned identities", host),
        StoredHostWork::Disable(host) => ("Disable the system-assigned identity", host),
        StoredHostWork::Delete(identity) => ("Delete a user-assigned identity", identity),
        StoredHostWork::Detach(host, _) => ("Detach user-assigned identities", host),
    };
    format!("{what}: {}", resource.name())
}

/// How it ended.
pub fn outcome(work: &StoredHostWork, outcome: &StoredHostOutcome) -> &'static str {
    match outcome {
        StoredHostOutcome::Done { .. } => match work {
            StoredHostWork::Enable(_) => "Enabled",
            StoredHostWork::Create(_) => "Created",
            StoredHostWork::Attach(..) => "Attached",
            StoredHostWork::Disable(_) => "Disabled",
            StoredHostWork::Delete(_) => "Deleted",
            StoredHostWork::Detach(..) => "Detached",
        },
        StoredHostOutcome::AlreadySo => "Already done",
        StoredHostOutcome::Failed(_) => "Failed",
        StoredHostOutcome::Refused(_) => "Refused",
        StoredHostOutcome::NotSent => "Not sent",
        StoredHostOutcome::Unknown => "Unknown",
    }
}

/// A receipt in a list.
pub fn summary(work: &StoredHostWork, outcome: &StoredHostOutcome) -> String {
    format!("{}. {}.", self::work(work), self::outcome(work, outcome))
}

/// The heading of a receipt.
pub fn heading(work: &StoredHostWork) -> String {
    format!("Receipt: {}", self::work(work))
}

/// A kind of what an identity has.
pub fn kind(kind: UseKind) -> &'static str {
    match kind {
        UseKind::AppRoles => "application permissions",
        UseKind::EntraRoles => "Entra roles",
        UseKind::AzureRoles => "Azure roles",
        UseKind::DelegatedGrants => "delegated permissions",
        UseKind::FederatedCredentials => "federated credentials",
        UseKind::Owners => "owners",
        UseKind::Owned => "owned objects",
        UseKind::Memberships => "groups and administrative units",
        UseKind::Resources => "Azure resources",
    }
}

/// What couldn't be read, and what to do about it.
pub fn unreadable(kind: UseKind) -> (String, String) {
    (
        format!("Couldn't load the {} of this identity.", self::kind(kind)),
        "Check again. Bestow deletes the identity only if everything was loaded.".to_owned(),
    )
}

/// An application permission.
pub fn app_role(value: &str, api: &str) -> String {
    format!("Application permission {value} of {api}")
}

/// An Entra role.
pub fn entra_role(role: &str, scope: &str) -> String {
    format!("Entra role {role}: {scope}")
}

/// An Azure role.
pub fn azure_role(role: &str, scope: &str) -> String {
    format!("Azure role {role}: {scope}")
}

/// Delegated permissions.
pub fn delegated(api: &str) -> String {
    format!("Delegated permissions of {api}")
}

/// A federated credential.
pub fn credential(name: &str) -> String {
    format!("Federated credential {name}")
}

/// An owner.
pub fn owner(entry: &DirectoryEntry) -> String {
    format!("Owner {}", name(entry))
}

/// Something that the identity owns.
pub fn owned(entry: &DirectoryEntry) -> String {
    format!("Owned object {}", name(entry))
}

/// A group or an administrative unit.
pub fn membership(entry: &DirectoryEntry) -> String {
    format!("Member of {}", name(entry))
}

/// A resource that uses the identity.
pub fn attached(resource: &str, group: &str) -> String {
    format!("Attached to {resource} ({group})")
}

fn name(entry: &DirectoryEntry) -> String {
    entry.name.clone().unwrap_or_else(|| entry.id.to_string())
}
