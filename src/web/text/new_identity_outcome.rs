//! New identities: how far a change is, what the user has to do, and how it ended.

use super::problem::Explanation;
use domain::host_change::{HostOutcome, HostPause, HostRefusal, HostResult, HostStage, NotSentReason};

/// The heading while a change is carried out.
pub const PROGRESS: &str = "Progress";
/// The heading of its end.
pub const RESULT: &str = "Result";
/// The button that looks again.
pub const LOOK_AGAIN: &str = "Check again";
/// The button that ends a change that pauses.
pub const STOP: &str = "Stop";
/// The link to the permissions.
pub const ADD_PERMISSIONS: &str = "Add permissions";
/// The link to the identity.
pub const OPEN: &str = "Open the identity";
/// The button that attaches the new identity.
pub const ATTACH: &str = "Attach it to a resource";
/// The button that attaches again what is gone.
pub const ATTACH_AGAIN: &str = "Attach again";
/// The button that leads back to the choices, of a change that wasn't done.
pub const REVIEW_AGAIN: &str = "Back to the review";
/// The button that begins another one.
pub const ANOTHER: &str = "New identity";
/// The property of the service principal.
pub const OBJECT_ID: &str = "Object ID";
/// The property of what is attached now.
pub const ATTACHED_NOW: &str = "Still attached";
/// The property of what others attached.
pub const APPEARED: &str = "Attached by someone else meanwhile";
/// The page can be left.
pub const CAN_LEAVE: &str = "You can open other pages of Bestow meanwhile and come back here.";
/// Where nothing could be written down.
pub const NOT_KEPT: &str =
    "This browser doesn't save the progress. If you close the tab, Bestow can't look for the result.";
/// The heading of a change of an earlier visit.
pub const PENDING: &str = "Unknown result";
/// The button that looks for its result.
pub const LOOK: &str = "Check the result";
/// The button that removes the note of it.
pub const FORGET: &str = "Discard";

/// A change of an earlier visit.
pub fn pending(what: &str, started: &str) -> String {
    format!(
        "{what}: sent at {started}, and the tab was closed before the result was known. Checking the result reads the \
         resource and sends nothing."
    )
}

/// How far a change is.
pub fn stage(stage: HostStage) -> &'static str {
    match stage {
        HostStage::Checking => "Checking that the resource is as you reviewed it",
        HostStage::Sending => "Sending the request",
        HostStage::Settling => "Azure is working on it",
        HostStage::Finding => "The identity exists. Waiting until the directory has it, which can take some minutes",
        HostStage::Paused => "Paused",
        HostStage::Ended => "Done",
    }
}

/// When it is looked at again.
pub fn next_check(at: &str) -> String {
    format!("Next check at {at}.")
}

/// What a pause says that isn't a problem.
pub fn pause(pause: &HostPause) -> Explanation {
    match pause {
        HostPause::Problem(problem) => super::problem::explain(problem),
        HostPause::StillRunning => Explanation::new(
            "Azure is still working on the change after ten minutes.",
            "Check again now, or come back later: the change is remembered. The activity log of the resource in the Azure \
             portal shows how far it is.",
        ),
        HostPause::NotInDirectory(_) => Explanation::new(
            "The identity exists, and the directory doesn't have it after ten minutes.",
            "Check again now, or come back later: the change is remembered.",
        ),
    }
}

/// How a change ended.
pub fn outcome(outcome: &HostOutcome) -> Explanation {
    match outcome {
        HostOutcome::Done(result) if result.created == Some(false) => Explanation::new(
            "The identity exists, and someone else created it at the same moment.",
            "Agree with them before you use it: Azure may have removed tags that they set.",
        ),
        HostOutcome::Done(_) => Explanation::new("The identity is ready.", "Next, add permissions."),
        HostOutcome::AlreadyThere(_) => {
            Explanation::new("The identity was there already.", "Nothing was sent. Next, add permissions.")
        }
        HostOutcome::Failed { refusal: Some(refusal), .. } => self::refusal(refusal),
        HostOutcome::Failed { refusal: None, .. } => Explanation::new(
            "Azure didn't carry out the change.",
            "The reason is in the activity log of the resource in the Azure portal.",
        ),
        HostOutcome::Refused(refusal) => self::refusal(refusal),
        HostOutcome::NotSent(reason) => not_sent(*reason),
        HostOutcome::Unclear(_) => Explanation::new(
            "It's unknown whether Azure carried out the change.",
            "The request was sent once, and the resource doesn't show a result. Review the change again to see what is \
             there: Bestow sends nothing again by itself.",
        ),
    }
}

fn not_sent(reason: NotSentReason) -> Explanation {
    match reason {
        NotSentReason::Busy => {
            Explanation::new("Nothing was sent: Azure is working on the resource.", "Review again when that has ended.")
        }
        NotSentReason::ChangedSinceReview => Explanation::new(
            "Nothing was sent: the identities of the resource changed after you reviewed them.",
            "Review the change again.",
        ),
        NotSentReason::Exists => Explanation::new(
            "Nothing was sent: an identity of this name was created meanwhile.",
            "Open it in the list of identities, or choose another name.",
        ),
        NotSentReason::Stopped => {
            Explanation::new("Nothing was sent: you stopped the change.", "Review again to continue.")
        }
    }
}

/// Why the service refused, and what to do next.
pub fn refusal(refusal: &HostRefusal) -> Explanation {
    match refusal {
        HostRefusal::Busy(_) => Explanation::new(
            "Azure is working on this resource.",
            "Wait until that has ended, then review the change again.",
        ),
        HostRefusal::Locked { .. } => {
            Explanation::new("A lock prevents the change.", "Ask an owner to remove the lock, then review again.")
        }
        HostRefusal::Policy { policy, .. } => {
            let named = policy.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            Explanation::new(
                format!("Azure Policy disallows the change{named}."),
                "See which regions, tags or names the policy allows, or ask the person who assigned it.",
            )
        }
        HostRefusal::Forbidden(_) => Explanation::new(
            "You're not allowed to change this.",
            "Ask for a role with the action that the message names. A role that was assigned within the last ten minutes \
             may not work yet.",
        ),
        HostRefusal::ForbiddenIdentity(_) => Explanation::new(
            "You're not allowed to assign an identity that the request names.",
            "Ask for Managed Identity Operator on the identity that the message names. It can be one that was attached \
             before.",
        ),
        HostRefusal::IdentityService(_) => Explanation::new(
            "The identity service refused the change.",
            "An identity that is attached may be deleted or be restricted to other resources, or one is being deleted. See \
             the message, and try again in some minutes.",
        ),
        HostRefusal::NotRegistered(_) => Explanation::new(
            "The subscription isn't registered for managed identities.",
            "In the Azure portal, open Resource providers of the subscription, and register Microsoft.ManagedIdentity.",
        ),
        HostRefusal::NotFound(_) => Explanation::new(
            "Azure doesn't find the resource, its resource group or the subscription.",
            "It may have been deleted or moved. Select the resource again.",
        ),
        HostRefusal::SubscriptionReadOnly(_) => {
            Explanation::new("The subscription is disabled and can't be changed.", "Enable the subscription first.")
        }
        HostRefusal::Other(_) => Explanation::new(
            "Azure didn't accept the request.",
            "Give the code, the message and the request ID to support.",
        ),
    }
}

/// What is gone that was not to go.
pub fn lost(result: &HostResult) -> Option<Explanation> {
    let of = &result.comparison;
    let names: Vec<&str> = of.lost.iter().map(domain::azure_resource::AzureResource::name).collect();
    of.lost_anything().then(|| match (names.is_empty(), of.system_lost) {
        (false, _) => Explanation::new(
            format!("No longer attached: {}.", names.join(", ")),
            "Bestow didn't ask for that. Attach them again: a user-assigned identity keeps its permissions.",
        ),
        (true, _) => Explanation::new(
            "The system-assigned identity is gone, or another one.",
            "Bestow didn't ask for that. A new one has none of the permissions of the old one.",
        ),
    })
}
