//! Points in time and spans, as values. Nothing here reads a clock: callers pass the time.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::Duration;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The text is not a time as RFC 3339 writes it, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UTC time as RFC 3339 writes it")
    }
}

impl std::error::Error for NotATime {}

const MILLIS_PER_DAY: i64 = 86_400_000;

/// The end of the year 9999.
const LAST: Timestamp = Timestamp(253_402_300_799_999);

impl Timestamp {
    /// A time from milliseconds since 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// How long after `earlier` this is; zero where it is before.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0).max(0).unsigned_abs())
    }

    /// The day alone, as `2026-11-23`.
    pub fn date(self) -> String {
        let (year, month, day) = civil_from_days(self.0.div_euclid(MILLIS_PER_DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Day and minute in UTC, as `2026-11-23 14:05 UTC`.
    pub fn minute(self) -> String {
        let of_day = self.0.rem_euclid(MILLIS_PER_DAY) / 60_000;
        format!("{} {:02}:{:02} UTC", self.date(), of_day / 60, of_day % 60)
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// RFC 3339 in UTC with milliseconds only where there are some, as Microsoft Graph writes it.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(MILLIS_PER_DAY);
        let (seconds, millis) = (of_day / 1000, of_day % 1000);
        write!(f, "{}T{:02}:{:02}:{:02}", self.date(), seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        if millis != 0 {
            write!(f, ".{millis:03}")?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        read_rfc3339(text).ok_or(NotATime)
    }
}

/// Digits after the third decimal place of a second are dropped, as Graph writes seven.
fn read_rfc3339(text: &str) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let digits = text.get(range)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !separators.iter().all(|&(at, byte)| text.as_bytes().get(at) == Some(&byte)) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let in_range = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    if !in_range {
        return None;
    }
    let fraction = text.get(19..)?.strip_suffix('Z')?;
    let millis = match fraction.strip_prefix('.') {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{digits:0<3}").get(..3)?.parse().ok()?
        }
        None if fraction.is_empty() => 0,
        _ => return None,
    };
    let seconds = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    // A leap second may lead beyond the last year that can be written.
    Some(Timestamp(seconds * 1000 + millis)).filter(|at| *at <= LAST)
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
///
/// <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month (1 to 12) and day (1 to 31) of a number of days since 1970-01-01, in the proleptic Gregorian calendar.
/// The inverse of [`days_from_civil`].
///
/// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_were_read() {
        for text in ["1970-01-01T00:00:00Z", "2021-02-15T16:39:38.297Z", "2024-02-29T23:59:59Z", "1969-12-31T00:00:00Z"]
        {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        let seven: Timestamp = "2021-02-15T16:39:38.2975029Z".parse().unwrap();
        assert_eq!(seven.to_string(), "2021-02-15T16:39:38.297Z");
        assert_eq!(seven.minute(), "2021-02-15 16:39 UTC");
        assert_eq!("9999-12-31T23:59:59.999Z".parse(), Ok(LAST));
        assert_eq!("9999-12-31T23:59:60Z".parse::<Timestamp>(), Err(NotATime));
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in ["", "2021-02-15", "2021-13-15T00:00:00Z", "2021-02-15T16:39:38", "2021-02-15T16:39:38.Z", "٢021"]
        {
            assert_eq!(text.parse::<Timestamp>(), Err(NotATime), "{text:?}");
        }
    }

    #[test]
    fn a_span_is_never_negative() {
        let (early, late) = (Timestamp::from_millis(5), Timestamp::from_millis(1005));
        assert_eq!(late.since(early), Duration::from_secs(1));
        assert_eq!(early.since(late), Duration::ZERO);
        assert_eq!(early + Duration::from_secs(1), late);
    }
}
