//! New identities: the job, the resource, the identity, and the review.

use super::{identity_undo, tier};
use crate::web::navigation::new_identity_query::IdentityJob;
use domain::azure_role::AzureScope;
use domain::host_change::{AttachRisk, HostObstacle, HostWarning, IdentityNameError, PortalReason};

/// The heading, and the link to it.
pub const HEADING: &str = "New identity";
/// Below the heading.
pub const LEAD: &str = "Give an Azure resource a managed identity. Nothing is sent before you review the change. \
    Identities that are already attached stay attached.";
/// The question that comes first.
pub const JOB: &str = "What do you want to do?";
/// The heading of the resource.
pub const RESOURCE: &str = "Resource";
/// The heading of the resource group.
pub const GROUP: &str = "Resource group";
/// The heading of the identities to be attached.
pub const IDENTITIES: &str = "User-assigned identities to attach";
/// The heading of the choice of one more.
pub const ANOTHER: &str = "Add a user-assigned identity";
/// The button that takes an identity out.
pub const REMOVE: &str = "Remove";
/// The heading of name and region.
pub const NAME_AND_REGION: &str = "Name and region";
/// The label of the name.
pub const NAME: &str = "Name";
/// What a name looks like.
pub const NAME_HINT: &str = "3 to 120 letters, digits, hyphens and underscores. The name can't be changed later.";
/// The label of the region.
pub const REGION: &str = "Region";
/// Before a region is chosen.
pub const NO_REGION: &str = "Select a region";
/// Said while the regions are read.
pub const READING_REGIONS: &str = "Loading regions";
/// The button that reads what is needed and shows what would happen.
pub const TO_REVIEW: &str = "Review";
/// What is still missing.
pub const TO_PICK: &str = "Complete the choices above, then select Review.";
/// The heading of the review.
pub const REVIEW: &str = "Review";
/// Said while the resource is read.
pub const READING: &str = "Loading the resource, your access and locks";
/// The button that reads everything again.
pub const CHECK_AGAIN: &str = "Check again";
/// The property of the subscription.
pub const SUBSCRIPTION: &str = "Subscription";
/// The property of what is done.
pub const CHANGE: &str = "Change";
/// The property of what is attached.
pub const ATTACHED: &str = "Attached by this change";
/// The property of what stays.
pub const STAYS: &str = "Stays attached";
/// The property of the system-assigned identity.
pub const SYSTEM: &str = "System-assigned identity";
/// Where no identity is attached.
pub const NONE: &str = "None";
/// What the system-assigned identity becomes or is.
pub const ENABLED_NOW: &str = "Off. This change enables it.";
/// It stays on.
pub const STAYS_ON: &str = "On. It stays on.";
/// It stays off.
pub const STAYS_OFF: &str = "Off. It stays off.";
/// The property of what follows from a change.
pub const EFFECT: &str = "Effect";
/// The property of the user's rights.
pub const RIGHTS: &str = "Your access";
/// What the user's roles allow.
pub const RIGHTS_YES: &str =
    "Your Azure roles allow this change. A condition, a deny assignment or a policy can still prevent it.";
/// What the roles don't allow, or what isn't known.
pub const RIGHTS_SEE_BELOW: &str = "See below.";
/// What attaching means for others.
pub const WHO_CAN_USE: &str =
    "Everyone who can run code on the resource can then use the identity with all its permissions.";
/// The link to the resource in the portal.
pub const PORTAL: &str = "Open the resource in the Azure portal";
/// What to do there.
pub const PORTAL_NEXT: &str = "In the Azure portal, open the resource and select Identity.";
/// Where the deployment doesn't connect Azure.
pub const INSTEAD: &str = "In the Azure portal, open the resource and select Identity.";
/// On the page of a search for a resource without an identity.
pub const ENABLE_HERE: &str = "Enable an identity on this resource";

/// What a job is called.
pub fn job(job: IdentityJob) -> &'static str {
    match job {
        IdentityJob::Enable => "Enable the system-assigned identity of a resource",
        IdentityJob::Create => "Create a user-assigned identity",
        IdentityJob::Attach => "Attach a user-assigned identity to a resource",
    }
}

/// The button that sends, with the number of identities that are attached.
pub fn apply(job: IdentityJob, attached: usize) -> &'static str {
    match (job, attached) {
        (IdentityJob::Enable, _) => "Enable the identity",
        (IdentityJob::Create, _) => "Create the identity",
        (IdentityJob::Attach, 0 | 1) => "Attach the identity",
        (IdentityJob::Attach, _) => "Attach the identities",
    }
}

/// When to do it.
pub fn job_hint(job: IdentityJob) -> &'static str {
    match job {
        IdentityJob::Enable => "The identity belongs to this resource only, and is deleted with it.",
        IdentityJob::Create => "A standalone identity that you can attach to several resources.",
        IdentityJob::Attach => "Lets a resource use an identity that already exists.",
    }
}

/// What is wrong with a name.
pub fn name_error(error: IdentityNameError) -> &'static str {
    match error {
        IdentityNameError::Length => "Enter 3 to 120 characters.",
        IdentityNameError::Start => "Start the name with a letter or a digit.",
        IdentityNameError::Characters => "Use only the letters A to Z, digits, hyphens and underscores.",
    }
}

/// What is in the way, and what to do about it. `scope` names a scope.
pub fn obstacle(obstacle: &HostObstacle, scope: impl Fn(&AzureScope) -> String) -> (String, String) {
    let (what, next) = match obstacle {
        HostObstacle::InPortal(reason) => return (portal_reason(*reason).to_owned(), PORTAL_NEXT.to_owned()),
        HostObstacle::AlreadyEnabled(_) => {
            ("The system-assigned identity is already enabled.".to_owned(), "No changes needed.".to_owned())
        }
        HostObstacle::AlreadyAttached => {
            ("All selected identities are already attached.".to_owned(), "No changes needed.".to_owned())
        }
        HostObstacle::NothingChosen => {
            ("No identity is selected.".to_owned(), "Select a user-assigned identity.".to_owned())
        }
        HostObstacle::Busy(word) => (
            format!("Another operation on this resource is in progress ({word})."),
            "Wait until it ends, then check again.".to_owned(),
        ),
        HostObstacle::NoRight { action, scope: at } => (
            format!("None of your Azure roles allows {action} at {}.", scope(at)),
            "Ask for Contributor or Owner at this scope, or for another role with this action. If you're eligible for one, activate it, \
             then check again."
                .to_owned(),
        ),
        HostObstacle::ReadOnly(scopes) => (
            format!("A read-only lock prevents every change: {}.", list(scopes.iter().map(&scope))),
            "Ask an owner to remove the lock, then check again.".to_owned(),
        ),
        HostObstacle::IdentityNotFound(identity) => (
            format!("The identity {} doesn't exist, or you can't read it.", identity.name()),
            "Select another identity, or create this one first.".to_owned(),
        ),
        HostObstacle::IdentityUnreadable(identity, _) => (
            format!("Couldn't load the identity {}.", identity.name()),
            "Select Check again. Until the identity is loaded, it's unknown whether it can be attached.".to_owned(),
        ),
        HostObstacle::OtherRegion(identity) => (
            format!("The identity {} can be attached only to resources in its own region.", identity.name()),
            "Select an identity in the region of the resource, or one without this restriction.".to_owned(),
        ),
        HostObstacle::SeveralRisky(identities) => (
            format!("Each of these identities is, or may be, tier 0: {}.", list(identities.iter().map(|it| it.name().to_owned()))),
            "Remove all but one, then attach the others one at a time.".to_owned(),
        ),
        HostObstacle::Exists(identity) => (
            format!("This resource group already has an identity named {}.", identity.resource.name()),
            "Bestow doesn't change an existing identity. Open that identity, or enter another name.".to_owned(),
        ),
        HostObstacle::RegionNotOffered(region) => (
            format!("Identities can't be created in the region {region}."),
            "Select another region.".to_owned(),
        ),
        HostObstacle::NothingToUndo => (
            "The result of this change no longer exists.".to_owned(),
            "Nothing needs to be undone.".to_owned(),
        ),
        HostObstacle::OtherIdentity => (
            "Another identity has replaced the identity of this change.".to_owned(),
            "Bestow undoes only what this change did. Review the other identity before you remove it in the Azure portal."
                .to_owned(),
        ),
        HostObstacle::NeedsIdentity => (
            "A resource of this type can't be left without an identity.".to_owned(),
            "Attach another identity first, or remove the resource.".to_owned(),
        ),
        HostObstacle::CannotDelete(scopes) => (
            format!("A lock prevents deleting: {}.", list(scopes.iter().map(&scope))),
            "Ask an owner to remove the lock, then check again.".to_owned(),
        ),
        HostObstacle::InUse(_) => (identity_undo::IN_USE.to_owned(), identity_undo::IN_USE_NEXT.to_owned()),
        HostObstacle::UseUnreadable(kind, _) => return identity_undo::unreadable(*kind),
        HostObstacle::GroupUnreadable => {
            ("Azure returned a resource group without a valid name.".to_owned(), "Select another resource group.".to_owned())
        }
    };
    (what, next)
}

/// Why the identity of a resource is changed in the portal.
pub fn portal_reason(reason: PortalReason) -> &'static str {
    match reason {
        PortalReason::UnknownType => "Bestow doesn't know how to change the identity of a resource of this type.",
        PortalReason::NeedsWholeResource => {
            "To change the identity of this resource type, all properties of the resource must be sent again, and \
             Azure doesn't return all of them. Bestow doesn't change such a resource, because properties could be lost."
        }
        PortalReason::TiedToSettings => {
            "Other settings of this resource, such as encryption or the primary identity, can depend on its \
             identities. Bestow doesn't change these settings."
        }
        PortalReason::OneIdentityOnly => {
            "A resource of this type can have only one identity, and a new one would replace it."
        }
        PortalReason::SetWhenConnected => "A machine or cluster gets its identity when it's connected to Azure Arc.",
        PortalReason::IsIdentity => "This is a user-assigned identity. Select the resource that will use it.",
    }
}

/// Why the name of an identity has to be typed before it is attached: what is known, and what it means.
pub fn risk(risk: AttachRisk) -> (String, String) {
    let (what, next) = match risk {
        AttachRisk::TierZero => (
            "This identity can lead to full control of your tenant (tier 0)",
            "Everyone who can run code on the resource could then take over the tenant.".to_owned(),
        ),
        AttachRisk::NotRead(gaps) => (
            "Unknown whether this identity is tier 0",
            format!("{} Until that is known, the identity is treated as tier 0.", tier::gaps_in_full(gaps)),
        ),
        AttachRisk::Unrated => (
            "This identity has a permission without a rating",
            "An unrated permission is treated as tier 0 until you know what it allows.".to_owned(),
        ),
    };
    (what.to_owned(), next)
}

/// What the user has to know.
pub fn warning(warning: &HostWarning) -> String {
    match warning {
        HostWarning::RightUnknown(action) => {
            return format!("Couldn't check whether your Azure roles allow {action}. Azure decides when you apply.");
        }
        HostWarning::NamesAttached(identities) => {
            let names = list(identities.iter().map(|it| it.name().to_owned()));
            return format!(
                "To keep attached identities, the request must include them, and you may not be allowed to assign \
                 these: {names}. Azure may refuse the change."
            );
        }
        HostWarning::LocksUnknown => {
            "Couldn't load all locks. A read-only lock prevents the change; Azure decides when you apply."
        }
        HostWarning::RegionsUnknown => "Couldn't load the regions. Azure decides when you apply.",
        HostWarning::MayRestart => "The app may restart.",
        HostWarning::RestartNotDocumented => "Microsoft doesn't document whether this change restarts anything.",
        HostWarning::InstanceUpgrade => {
            "The upgrade policy mode of this scale set is Manual: instances get the identity when you upgrade them."
        }
        HostWarning::AzureJobsOnly => {
            "In an Automation account, a user-assigned identity works only for jobs that run in Azure, not on Hybrid \
             Runbook Workers."
        }
        HostWarning::LastChangeFailed => {
            "The last change to this resource failed. This change may fail for the same reason."
        }
    }
    .to_owned()
}

fn list(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn button_names_what_it_does() {
        assert_eq!(apply(IdentityJob::Enable, 0), "Enable the identity");
        assert_eq!(apply(IdentityJob::Create, 0), "Create the identity");
        assert_eq!(apply(IdentityJob::Attach, 1), "Attach the identity");
        assert_eq!(apply(IdentityJob::Attach, 2), "Attach the identities");
    }
}
