//! The time, as the screens use and show it.

use crate::web::tenant::surroundings::BrowserSurroundings;
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
    let date = local(time);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The date as the calendar on the wall shows it: `2026-11-23`.
pub fn local_date(time: Timestamp) -> String {
    let date = local(time);
    format!("{}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

fn local(time: Timestamp) -> js_sys::Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a date are far below the limit")]
    js_sys::Date::new(&(time.millis() as f64).into())
}
