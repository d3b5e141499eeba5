//! What time it is for the service, compared with the device's clock.
//!
//! A creation time is the service's, and the time of a request is the device's, which may be wrong by hours. Each answer
//! that says when it was written tells how far they are apart. Browsers hide the `Date` header of another origin, so the
//! date inside an error's body is read as well; both are in whole seconds, rounded down.
//!
//! <https://learn.microsoft.com/graph/errors>

use std::cell::Cell;

use http::header;
use serde_json::Value;

use super::retry_after::http_date;
use super::transport::Response;
use domain::change::execution::ClockOffset;
use domain::time::Timestamp;

/// How much later than its date an answer may have been written.
const RESOLUTION: i64 = 999;

/// By how much the service's clock is ahead, as far as its answers have said.
#[derive(Debug, Default)]
pub(super) struct ServiceClock(Cell<Option<ClockOffset>>);

impl ServiceClock {
    /// By how much the service's clock is ahead of the device's; nothing, where no answer has said.
    pub(super) fn offset(&self) -> Option<ClockOffset> {
        self.0.get()
    }

    /// Takes what an answer says, which was asked for and came at these times of the device. A measurement that can't
    /// be true together with those before replaces them: the device's clock was set meanwhile.
    pub(super) fn note(&self, response: &Response, asked: Timestamp, came: Timestamp) {
        let Some(date) = date(response) else { return };
        let new =
            ClockOffset { least: date.millis() - came.millis(), most: date.millis() + RESOLUTION - asked.millis() };
        let both =
            self.0.get().map(|old| ClockOffset { least: old.least.max(new.least), most: old.most.min(new.most) });
        self.0.set(Some(both.filter(|both| both.least <= both.most).unwrap_or(new)));
    }
}

/// When an answer was written, where it says so.
fn date(response: &Response) -> Option<Timestamp> {
    let in_header = response.headers().get(header::DATE).and_then(|value| http_date(value.to_str().ok()?.trim()));
    in_header.or_else(|| {
        if response.status().is_success() {
            return None;
        }
        let body: Value = serde_json::from_slice(response.body()).ok()?;
        // "2026-11-23T10:00:00", without a zone, and meant in UTC.
        let text = body["error"]["innerError"]["date"].as_str()?;
        format!("{}Z", text.trim_end_matches('Z')).parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn later(millis: i64) -> Timestamp {
        Timestamp::from_millis(AT.millis() + millis)
    }

    fn refusal(date: &str) -> Response {
        let body = format!(r#"{{"error":{{"code":"c","innerError":{{"date":"{date}"}}}}}}"#);
        http::Response::builder().status(400).body(body.into_bytes()).unwrap()
    }

    #[test]
    fn the_date_is_read_from_the_header_and_from_an_error() {
        let (clock, hour) = (ServiceClock::default(), 3_600_000);
        clock.note(&Response::new(Vec::new()), AT, AT);
        clock.note(&refusal("yesterday"), AT, AT);
        assert_eq!(clock.offset(), None);
        clock.note(&refusal(&later(hour).to_string()[..19]), AT, later(400));
        assert_eq!(clock.offset(), Some(ClockOffset { least: hour - 400, most: hour + RESOLUTION }));

        let clock = ServiceClock::default();
        let mut answer = Response::new(Vec::new());
        answer.headers_mut().insert(header::DATE, "Wed, 18 Nov 2026 11:06:40 GMT".parse().unwrap());
        clock.note(&answer, AT, later(400));
        assert_eq!(clock.offset(), Some(ClockOffset { least: -400, most: RESOLUTION }));
    }

    #[test]
    fn measurements_are_combined_and_a_clock_that_was_set_is_measured_anew() {
        let clock = ServiceClock::default();
        let now = AT.to_string()[..19].to_owned();
        clock.note(&refusal(&now), AT, later(5000));
        clock.note(&refusal(&now), later(300), later(600));
        assert_eq!(clock.offset(), Some(ClockOffset { least: -600, most: RESOLUTION - 300 }));
        clock.note(&refusal(&later(60_000).to_string()[..19]), AT, later(100));
        assert_eq!(clock.offset(), Some(ClockOffset { least: 59_900, most: 60_000 + RESOLUTION }));
    }
}
