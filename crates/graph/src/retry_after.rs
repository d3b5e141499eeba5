//! How long a service wants to be left alone.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>

use std::time::Duration;

use http::{HeaderMap, header};

use domain::time::{Timestamp, days_from_civil};

/// The shortest wait: a date in the past or a zero must not become an immediate repetition.
const SHORTEST: Duration = Duration::from_secs(1);

/// The longest wait that is believed. What is longer is more likely a mistake than a wish.
const LONGEST_BELIEVED: Duration = Duration::from_secs(3600);

/// The wait that the headers ask for, at least a second; nothing, where they ask for none or for nonsense.
pub fn wait(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let span = seconds(text).or_else(|| http_date(text).map(|at| at.since(now)))?;
    (span <= LONGEST_BELIEVED).then(|| span.max(SHORTEST))
}

/// Seconds, whole or with decimal places, as batches have them. Rounded up, for a wait may be longer, never shorter.
///
/// Read digit by digit: the standard library's reader of decimal numbers brings a table of 10 kB that compresses to
/// nothing less.
fn seconds(text: &str) -> Option<Duration> {
    // A proxy may join two headers into one; the first is meant.
    let first = text.split(", ").next()?;
    let (whole, decimals) = first.split_once('.').unwrap_or((first, ""));
    let are_digits = [whole, decimals].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !are_digits || whole.len() + decimals.len() == 0 {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let thousandths = decimals.bytes().chain(std::iter::repeat(b'0')).take(3);
    let thousandths = thousandths.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let rest = decimals.bytes().skip(3).any(|digit| digit != b'0');
    let span = Duration::from_millis(whole.checked_mul(1000)? + thousandths + u64::from(rest));
    (span <= LONGEST_BELIEVED).then_some(span)
}

/// A date in one of the three forms of HTTP.
///
/// <https://www.rfc-editor.org/rfc/rfc9110#http.date>
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    let cleaned = text.replace([',', '-'], " ");
    let parts: Vec<&str> = cleaned.split_ascii_whitespace().collect();
    let (day, month, year, time) = match parts[..] {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)? as i64 + 1;
    let year = match (year.len(), number(year)?) {
        (4, year) => year,
        (2, year) if year < 70 => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let mut clock = time.splitn(3, ':').map(number);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let day = number(day)?;
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    Some(Timestamp::from_millis(seconds * 1000))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn number(text: &str) -> Option<i64> {
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_is_understood_and_nonsense_is_none() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let check = |text: &str, wanted: Option<f64>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, text.parse().unwrap());
            assert_eq!(wait(&headers, now).map(|span| span.as_secs_f64()), wanted, "{text:?}");
        };
        check("5", Some(5.0));
        check("0", Some(1.0));
        check("0.249", Some(1.0));
        check("2.0001", Some(2.001));
        check("2.0000", Some(2.0));
        check("1.5", Some(1.5));
        check("12.", Some(12.0));
        check(".5", Some(1.0));
        check("3600.000", Some(3600.0));
        check("3600.0001", None);
        check("18446744073709551", None);
        check(".", None);
        check("1.2.3", None);
        check("5, 5", Some(5.0));
        check("-5", None);
        check("abc", None);
        check("", None);
        check("NaN", None);
        check("inf", None);
        check("9e99", None);
        check("99999999999999999999", None);
        check("Mon, 23 Nov 2026 10:01:30 GMT", Some(90.0));
        check("Monday, 23-Nov-26 10:01:30 GMT", Some(90.0));
        check("Mon Nov 23 10:01:30 2026", Some(90.0));
        check("Mon, 23 Nov 2026 09:00:00 GMT", Some(1.0));
        check("Mon, 23 Nov 2036 09:00:00 GMT", None);
        check("Mon, 23 Foo 2026 10:01:30 GMT", None);
        assert_eq!(wait(&HeaderMap::new(), now), None);
    }
}
