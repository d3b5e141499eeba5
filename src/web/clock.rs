//! The time, as the screens use and show it.

use super::surroundings::BrowserSurroundings;
use domain::time::Timestamp;
use graph::transport::Surroundings;

/// The time now.
pub fn now() -> Timestamp {
    BrowserSurroundings.now()
}

/// Hour, minute and second as the clock on the wall shows them.
pub fn local_second(time: Timestamp) -> String {
    let seconds = time.millis().div_euclid(1000).rem_euclid(60);
    format!("{}:{seconds:02}", local_minute(time))
}

/// Hour and minute as the clock on the wall shows them.
pub fn local_minute(time: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a date are far below the limit")]
    let date = js_sys::Date::new(&(time.millis() as f64).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}
