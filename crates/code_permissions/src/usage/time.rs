//! Times in logs: ISO 8601, and dates as the portals write them in the language of the browser.

use domain::time::{civil_from_days, days_from_civil};
use std::fmt;

/// A time in seconds since 1970-01-01 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogTime(pub i64);

impl fmt::Display for LogTime {
    /// As `2026-10-29T02:01:20Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(86_400));
        let second = self.0.rem_euclid(86_400);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }
}

/// The first and the last time of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The earliest row.
    pub from: LogTime,
    /// The latest row.
    pub to: LogTime,
}

impl Window {
    /// Whole days between the first and the last row.
    pub fn days(&self) -> i64 {
        (self.to.0 - self.from.0) / 86_400
    }
}

/// The order of day and month in the dates of a file. Decided once for a file, by a value over 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The year is first: nothing to decide.
    YearFirst,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// No value is over 12, or values in both places are: the dates aren't used.
    Ambiguous,
}

/// A time as it is written, before the order of day and month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenTime {
    /// Year, month, day, or the first two in the order of the file and the year.
    numbers: [i32; 3],
    /// Whether the year is first.
    is_year_first: bool,
    /// Seconds of the day, with the offset from UTC taken off.
    seconds: i64,
}

impl WrittenTime {
    /// Reads `2026-10-18T15:45:07.9862755Z`, `2/25/2025, 9:19:25.391 AM`, `25.02.2025 09:19:25` and the like.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut numbers = [0i32; 3];
        let mut rest = text;
        let mut digits = 0;
        for (index, number) in numbers.iter_mut().enumerate() {
            let (value, length, after) = number_at(rest)?;
            *number = value;
            if index == 0 {
                digits = length;
            }
            rest = if index < 2 { after.strip_prefix(['-', '/', '.'])?.trim_start() } else { after };
        }
        let is_year_first = digits == 4;
        if !is_year_first && numbers[2] < 1000 {
            return None;
        }
        let seconds = seconds_of_day(rest)?;
        Some(Self { numbers, is_year_first, seconds })
    }

    /// The time, if the date exists in this order.
    pub fn resolve(self, order: DateOrder) -> Option<LogTime> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match (self.is_year_first, order) {
            (true, _) => (first, second, third),
            (false, DateOrder::DayFirst) => (third, second, first),
            (false, DateOrder::MonthFirst) => (third, first, second),
            (false, _) => return None,
        };
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        Some(LogTime(days_from_civil(i64::from(year), i64::from(month), i64::from(day)) * 86_400 + self.seconds))
    }
}

/// Collects what decides the order of day and month in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OrderFinder {
    has_undecided: bool,
    is_day_first: bool,
    is_month_first: bool,
}

impl OrderFinder {
    /// Takes one time of the file into account.
    pub fn add(&mut self, time: &WrittenTime) {
        if !time.is_year_first {
            self.has_undecided = true;
            self.is_day_first |= time.numbers[0] > 12;
            self.is_month_first |= time.numbers[1] > 12;
        }
    }

    /// The order in the file.
    pub fn order(self) -> DateOrder {
        match (self.has_undecided, self.is_day_first, self.is_month_first) {
            (false, ..) => DateOrder::YearFirst,
            (true, true, false) => DateOrder::DayFirst,
            (true, false, true) => DateOrder::MonthFirst,
            (true, ..) => DateOrder::Ambiguous,
        }
    }
}

/// A number at the start of a text: its value, how many digits, what follows. At most nine digits are read.
fn number_at(text: &str) -> Option<(i32, usize, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..length)?;
    if length == 0 || length > 9 {
        return None;
    }
    Some((value.parse().ok()?, length, text.get(length..)?))
}

/// The time of day, `T15:45:07.98Z`, `, 9:19:25.391 AM`, `15:45+02:00` or nothing, as seconds in UTC.
fn seconds_of_day(text: &str) -> Option<i64> {
    let text =
        text.trim_start_matches(|character: char| matches!(character, 'T' | 't' | ',') || character.is_whitespace());
    if text.is_empty() {
        return Some(0);
    }
    let (hour, _, rest) = number_at(text)?;
    let (minute, _, mut rest) = number_at(rest.strip_prefix([':', '.'])?)?;
    let mut second = 0;
    if let Some((value, _, after)) = rest.strip_prefix([':', '.']).and_then(number_at) {
        (second, rest) = (value, after);
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
        }
    }
    let rest = rest.trim();
    let half = rest.get(..2).unwrap_or_default();
    let hour = match half {
        half if half.eq_ignore_ascii_case("am") => hour % 12,
        half if half.eq_ignore_ascii_case("pm") => hour % 12 + 12,
        _ => hour,
    };
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
        return None;
    }
    Some(i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second) - offset(rest))
}

/// `+02:00` in seconds; 0 for anything else.
fn offset(text: &str) -> i64 {
    let sign = match text.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return 0,
    };
    let (hours, minutes) = text.get(1..).unwrap_or_default().split_once(':').unwrap_or_default();
    let number = |text: &str| text.get(..2).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0);
    sign * (number(hours) * 3600 + number(minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> String {
        let time = WrittenTime::read(text).and_then(|time| time.resolve(order));
        time.map_or_else(|| "none".to_owned(), |time| time.to_string())
    }

    #[test]
    fn iso_times_are_read_with_fractions_and_offsets() {
        assert_eq!(read("2026-10-18T15:45:07.9862755Z", DateOrder::YearFirst), "2026-10-18T15:45:07Z");
        assert_eq!(read("2026-10-18 15:45", DateOrder::YearFirst), "2026-10-18T15:45:00Z");
        assert_eq!(read("2026-03-01T00:30:00+02:00", DateOrder::Ambiguous), "2026-02-28T22:30:00Z");
        assert_eq!(read("2024-02-29", DateOrder::YearFirst), "2024-02-29T00:00:00Z");
    }

    #[test]
    fn portal_times_are_read_in_the_order_of_the_file() {
        assert_eq!(read("2/25/2025, 9:19:25.391 AM", DateOrder::MonthFirst), "2025-02-25T09:19:25Z");
        assert_eq!(read("2/3/2025, 12:05:00\u{202f}PM", DateOrder::DayFirst), "2025-03-02T12:05:00Z");
        assert_eq!(read("25.02.2025, 09:19:25,391", DateOrder::DayFirst), "2025-02-25T09:19:25Z");
        assert_eq!(read("2/3/2025, 12:05:00 AM", DateOrder::Ambiguous), "none");
    }

    #[test]
    fn order_is_decided_by_one_value_over_twelve() {
        let order = |texts: &[&str]| {
            let mut finder = OrderFinder::default();
            texts.iter().filter_map(|text| WrittenTime::read(text)).for_each(|time| finder.add(&time));
            finder.order()
        };
        assert_eq!(order(&["1/2/2025 10:00", "1/13/2025 10:00"]), DateOrder::MonthFirst);
        assert_eq!(order(&["1/2/2025 10:00", "13/1/2025 10:00"]), DateOrder::DayFirst);
        assert_eq!(order(&["1/2/2025 10:00", "12/1/2025 10:00"]), DateOrder::Ambiguous);
        assert_eq!(order(&["13/1/2025 10:00", "1/13/2025 10:00"]), DateOrder::Ambiguous);
        assert_eq!(order(&["2025-01-02"]), DateOrder::YearFirst);
    }

    #[test]
    fn text_that_is_no_time_is_not_read() {
        for text in ["", "soon", "2025", "99999999999-01-01", "1/2/3", "2025-01-01T99:00"] {
            assert_eq!(read(text, DateOrder::DayFirst), "none", "{text}");
        }
    }
}
