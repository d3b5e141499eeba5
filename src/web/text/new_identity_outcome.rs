//! New identities: how far a change is, what the user has to do, and how it ended.

use super::problem::Explanation;
use domain::host_change::{HostOutcome, HostPause, HostRefusal, HostResult, HostStage, HostUndo, NotSentReason};

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
pub const ATTACH: &str = "Attach to a resource";
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
pub const APPEARED: &str = "Attached by someone else during the change";
/// The page can be left.
pub const CAN_LEAVE: &str = "Meanwhile, you can open other pages of Bestow and come back here.";
/// Where nothing could be written down.
pub const NOT_KEPT: &str =
    "Progress can't be saved in this browser. If you close the tab, Bestow can't check the result later.";
/// The heading of a change of an earlier visit.
pub const PENDING: &str = "Unknown result";
/// The button that looks for its result.
pub const LOOK: &str = "Check the result";
/// The button that removes the note of it.
pub const FORGET: &str = "Discard";

/// A change of an earlier visit.
pub fn pending(what: &str, started: &str) -> String {
    format!(
        "{what}: sent at {started}, and the tab was closed before the result was known. Check the result: Bestow \
         reads the resource and changes nothing."
    )
}

/// How far a change is.
pub fn stage(stage: HostStage) -> &'static str {
    match stage {
        HostStage::Checking => "Checking that the resource hasn't changed since the review",
        HostStage::Sending => "Sending the request",
        HostStage::Settling => "Azure is processing the request",
        HostStage::Finding => {
            "The identity exists. Waiting until it appears in the directory. This can take some minutes"
        }
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
            "After ten minutes, Azure is still processing the change.",
            "Check again now, or come back to this page later. The activity log of the resource in the Azure portal \
             shows the status.",
        ),
        HostPause::NotInDirectory(_) => Explanation::new(
            "The identity exists, but it isn't in the directory after ten minutes.",
            "Check again now, or come back to this page later.",
        ),
    }
}

/// How an undo ended.
pub fn undo_outcome(undo: &HostUndo, outcome: &HostOutcome) -> Explanation {
    match (outcome, undo) {
        (HostOutcome::Done(_), HostUndo::Disable { .. }) => Explanation::new(
            "The system-assigned identity is disabled.",
            "The directory can list it for some more minutes. Tokens that the identity got before can work for up to 24 \
             hours.",
        ),
        (HostOutcome::Done(_), HostUndo::Detach { .. }) => Explanation::new(
            "The identity is detached.",
            "Tokens that code on the resource got before can work for up to 24 hours.",
        ),
        (HostOutcome::Done(_), HostUndo::Delete { .. }) => Explanation::new(
            "The identity is deleted.",
            "The directory can list it for some more minutes. Tokens that the identity got before can work for up to 24 \
             hours.",
        ),
        (HostOutcome::AlreadyThere(_), _) => {
            Explanation::new("The result of the change no longer exists.", "Nothing was sent.")
        }
        (HostOutcome::NotSent(NotSentReason::ChangedSinceReview), _) => Explanation::new(
            "Nothing was sent: something changed after you reviewed the undo.",
            "Review the undo again.",
        ),
        _ => self::outcome(outcome),
    }
}

/// How a change ended.
pub fn outcome(outcome: &HostOutcome) -> Explanation {
    match outcome {
        HostOutcome::Done(result) if result.created == Some(false) => Explanation::new(
            "The identity exists, but someone else created it at the same time.",
            "Ask that person before you use the identity. Azure may have removed tags that they set.",
        ),
        HostOutcome::Done(_) => Explanation::new("The identity is ready.", "Next, add permissions."),
        HostOutcome::AlreadyThere(_) => {
            Explanation::new("The identity was already in place.", "Nothing was sent. Next, add permissions.")
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
            "The request was sent once, and the resource doesn't show the change. Go back to the review to see the \
             current state. Bestow doesn't send the request again by itself.",
        ),
    }
}

fn not_sent(reason: NotSentReason) -> Explanation {
    match reason {
        NotSentReason::Busy => Explanation::new(
            "Nothing was sent: another operation on the resource is in progress.",
            "Wait until it ends, then review the change again.",
        ),
        NotSentReason::ChangedSinceReview => Explanation::new(
            "Nothing was sent: the identities of the resource changed after you reviewed them.",
            "Review the change again.",
        ),
        NotSentReason::Exists => Explanation::new(
            "Nothing was sent: someone created an identity with this name after you reviewed the change.",
            "Open that identity in the list of identities, or enter another name.",
        ),
        NotSentReason::OtherTab => Explanation::new(
            "Nothing was sent: another tab of this browser is changing the resource.",
            "Wait until that change ends, then review the change again.",
        ),
        NotSentReason::Stopped => {
            Explanation::new("Nothing was sent: you stopped the change.", "Review the change again to continue.")
        }
    }
}

/// Why the service refused, and what to do next.
pub fn refusal(refusal: &HostRefusal) -> Explanation {
    match refusal {
        HostRefusal::Busy(_) => Explanation::new(
            "Another operation on this resource is in progress.",
            "Wait until it ends, then review the change again.",
        ),
        HostRefusal::Locked { .. } => Explanation::new(
            "A lock prevents the change.",
            "Ask an owner to remove the lock, then review the change again.",
        ),
        HostRefusal::Policy { policy, .. } => {
            let named = policy.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            Explanation::new(
                format!("Azure Policy disallows the change{named}."),
                "Check which regions, tags or names the policy allows, or ask the person who assigned the policy.",
            )
        }
        HostRefusal::Forbidden(_) => Explanation::new(
            "You're not allowed to make this change.",
            "Ask for a role with the action that the message names. A role that was assigned within the last ten minutes \
             may not work yet.",
        ),
        HostRefusal::ForbiddenIdentity(_) => Explanation::new(
            "You're not allowed to assign an identity that the request names.",
            "Ask for Managed Identity Operator on the identity that the message names. It can be an identity that \
             was already attached.",
        ),
        HostRefusal::IdentityService(_) => Explanation::new(
            "The identity service refused the change.",
            "An attached identity may have been deleted, may be in the process of deletion, or may be restricted to \
             other resources. Read the message, then try again in some minutes.",
        ),
        HostRefusal::NotRegistered(_) => Explanation::new(
            "The subscription isn't registered for managed identities.",
            "In the Azure portal, open Resource providers of the subscription, and register Microsoft.ManagedIdentity.",
        ),
        HostRefusal::NotFound(_) => Explanation::new(
            "Azure couldn't find the resource, its resource group or the subscription.",
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

/// Identities that are no longer attached, although the change did not request that.
pub fn lost(result: &HostResult) -> Option<Explanation> {
    let of = &result.comparison;
    let names: Vec<&str> = of.lost.iter().map(domain::azure_resource::AzureResource::name).collect();
    of.lost_anything().then(|| match (names.is_empty(), of.system_lost) {
        (false, _) => Explanation::new(
            format!("No longer attached: {}.", names.join(", ")),
            "Bestow didn't request this. Attach the identities again: a user-assigned identity keeps its permissions.",
        ),
        (true, _) => Explanation::new(
            "The system-assigned identity was disabled or replaced.",
            "Bestow didn't request this. A new identity has none of the old identity's permissions.",
        ),
    })
}
