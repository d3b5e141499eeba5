//! Changes that were interrupted: the tab was closed or reloaded, or the session ended in the middle.

/// The name of the notice.
pub const HEADING: &str = "Interrupted change";
/// The button that shows it.
pub const SHOW: &str = "Show";
/// The button that throws the record of it away.
pub const FORGET: &str = "Forget it";
/// Said while the identity is read again.
pub const READING: &str = "Reading the identity again";
/// Where another tab has it.
pub const ELSEWHERE: &str =
    "Another tab carries this change out, or has ended it. Go on there, or reload this page to look again.";
/// Where the identity is not what it was.
pub const IDENTITY_GONE: &str = "The identity of this change is gone, or another one has its id now. The change cannot go on; what was done before stays as it is.";
/// Where the identity has another change on the desk.
pub const BUSY: &str = "There is a selection for the same identity on this tab already, perhaps the one that this change was made of. Discard or apply that one, then show this change.";
/// What the reopened change says.
pub const REOPENED: &str = "This change was interrupted. Nothing is being sent.";
/// What happens next.
pub const REOPENED_NEXT: &str =
    "When you resume, what the identity holds is read again first, so nothing is done twice.";
/// The button that goes on.
pub const RESUME: &str = "Resume";

/// Where it was interrupted too long ago.
pub const EXPIRED: &str = "This change began more than seven days ago and can no longer be resumed. What was done before stays as it is: look at the identity, and choose what is missing.";

/// Says which change it is, how far it came and how long it can be gone on with.
pub fn offer(started: &str, ended: usize, all: usize, until: &str) -> String {
    format!(
        "A change that began at {started} was interrupted: {ended} of {all} done. You can resume it for seven days, until {until}."
    )
}
