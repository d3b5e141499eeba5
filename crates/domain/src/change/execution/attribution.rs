//! Whether an assignment was created by this change.
//!
//! An answer can hide that: a browser sends a POST again by itself when a connection that it kept is cut, and the
//! second delivery is told that the assignment "already exists". So every step that was read as missing, sent, and read
//! as assigned afterwards is judged by when the service created the assignment: between sending the request and
//! learning how it ended, on the service's clock.
//!
//! Where that can't be compared, a step that was read as missing, sent, and then read as assigned counts as done by
//! this change. That is so for directory roles, whose assignments have no creation time, for what was removed, and
//! where the service has not said what time it is. Another administrator who makes the same change within the same
//! seconds can't be distinguished; the audit log of the tenant can.
//!
//! A request that was answered with 429 was not carried out. Should the service have applied it all the same, a creation
//! time can show that; where none can be compared, the request is not counted.

use std::time::Duration;

use crate::time::Timestamp;

/// By how much the clocks of the service's own servers may differ.
const SLACK: i64 = 1000;

/// How long a request may have been under way. Its end is later or not known where the device was suspended or the tab
/// was closed meanwhile.
const LONGEST_REQUEST: Duration = Duration::from_secs(100);

/// By how many milliseconds the service's clock is ahead of the device's: at least and at most, as far as it was
/// measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockOffset {
    /// At least so much.
    pub least: i64,
    /// At most so much.
    pub most: i64,
}

/// When a request was under way, on the device's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SendWindow {
    from: Timestamp,
    to: Option<Timestamp>,
    /// It was answered with 429, or was behind one that was.
    throttled: bool,
}

impl SendWindow {
    /// A request that is sent now.
    pub(super) fn opened(from: Timestamp) -> Self {
        Self { from, to: None, throttled: false }
    }

    /// Notes when it was answered, or failed.
    pub(super) fn close(&mut self, at: Timestamp) {
        self.to = Some(at);
    }

    /// Notes that it was answered with 429, or was behind one that was.
    pub(super) fn mark_throttled(&mut self) {
        self.throttled = true;
    }

    fn contains(&self, created: Timestamp, clock: ClockOffset) -> bool {
        let latest = self.from + LONGEST_REQUEST;
        let to = self.to.map_or(latest, |to| to.min(latest));
        let earliest = self.from.millis() + clock.least - SLACK;
        let latest = to.millis() + clock.most + SLACK;
        (earliest..=latest).contains(&created.millis())
    }
}

/// Whether what is there now was made by one of these requests, before the first of which it was read as missing.
pub(super) fn was_made_by(windows: &[SendWindow], created: Option<Timestamp>, clock: Option<ClockOffset>) -> bool {
    match (created, clock) {
        (Some(created), Some(clock)) => windows.iter().any(|window| window.contains(created, clock)),
        _ => windows.iter().any(|window| !window.throttled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: i64 = 100_000;
    const ANSWERED: i64 = 103_000;

    fn window(to: Option<i64>) -> SendWindow {
        let mut window = SendWindow::opened(Timestamp::from_millis(SENT));
        if let Some(to) = to {
            window.close(Timestamp::from_millis(to));
        }
        window
    }

    fn judge(windows: &[SendWindow], created: i64, clock: ClockOffset) -> bool {
        was_made_by(windows, Some(Timestamp::from_millis(created)), Some(clock))
    }

    #[test]
    fn an_assignment_is_ours_when_it_was_created_while_a_request_was_under_way() {
        let right = ClockOffset { least: 0, most: 0 };
        let one = [window(Some(ANSWERED))];
        for (created, ours) in [
            (SENT - 1001, false),
            (SENT - 1000, true),
            (SENT, true),
            (ANSWERED, true),
            (ANSWERED + 1000, true),
            (ANSWERED + 1001, false),
        ] {
            assert_eq!(judge(&one, created, right), ours, "{created}");
        }
        assert!(judge(&[window(None)], SENT + 100_000, right), "the tab was closed while it was under way");
        assert!(!judge(&[window(None)], SENT + 102_000, right));
        assert!(!judge(&[], SENT, right), "nothing was sent");
    }

    #[test]
    fn answer_that_comes_an_hour_later_on_a_suspended_device_does_not_lengthen_the_request() {
        let right = ClockOffset { least: 0, most: 0 };
        let one = [window(Some(SENT + 3_600_000))];
        assert!(judge(&one, SENT + 100_000, right));
        for created in [SENT + 102_000, SENT + 1_800_000, SENT + 3_600_000] {
            assert!(!judge(&one, created, right), "{created}");
        }
    }

    #[test]
    fn the_clock_of_the_device_may_be_wrong() {
        let hour = 3_600_000;
        let ahead = ClockOffset { least: hour - 500, most: hour + 500 };
        let one = [window(Some(ANSWERED))];
        assert!(judge(&one, SENT + hour, ahead));
        assert!(!judge(&one, SENT, ahead));
        assert!(!judge(&one, SENT + hour - 1501, ahead));
        assert!(judge(&one, ANSWERED + hour + 1500, ahead));
    }

    #[test]
    fn without_a_time_to_compare_what_was_missing_and_sent_is_ours() {
        let created = Some(Timestamp::from_millis(0));
        let clock = Some(ClockOffset { least: 0, most: 0 });
        assert!(was_made_by(&[window(None)], None, clock));
        assert!(was_made_by(&[window(None)], created, None));
        assert!(!was_made_by(&[], None, clock) && !was_made_by(&[], created, None));
        let mut throttled = window(Some(ANSWERED));
        throttled.mark_throttled();
        assert!(!was_made_by(&[throttled], None, clock) && !was_made_by(&[throttled], created, None));
        assert!(was_made_by(&[throttled, window(None)], None, clock));
        assert!(was_made_by(&[throttled], Some(Timestamp::from_millis(SENT)), clock), "the creation time shows it");
    }
}
