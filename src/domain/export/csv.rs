//! Evidence for spreadsheets.
//!
//! Every field is quoted, records end with CRLF, and a byte order mark says that it is UTF-8, without which a common
//! spreadsheet reads names wrongly. A field that a spreadsheet would take for a formula gets an apostrophe in front.
//!
//! <https://www.rfc-editor.org/rfc/rfc4180>
//! <https://owasp.org/www-community/attacks/CSV_Injection>

use super::{Entry, Evidence, Gap, Reading, Section};
use crate::domain::visible_text::{is_hidden, visible};

const BYTE_ORDER_MARK: &str = "\u{feff}";

const COLUMNS: [&str; 20] = [
    "source",
    "tenant id",
    "tenant",
    "read at",
    "read by",
    "identity id",
    "identity",
    "section",
    "reading",
    "reason",
    "what",
    "what id",
    "of",
    "of id",
    "assignment id",
    "scope",
    "way",
    "since",
    "until",
    "remark",
];

/// Writes one record for each entry, and one for each part that has none or about which something is not known.
pub(super) fn write(evidence: &Evidence) -> String {
    let mut text = BYTE_ORDER_MARK.to_owned();
    push_record(&mut text, &COLUMNS.map(str::to_owned));
    for section in &evidence.sections {
        let limited = !section.limits.is_empty() || !matches!(section.reading, Reading::Complete);
        if section.entries.is_empty() || limited {
            push_record(&mut text, &record(evidence, section, &Entry::default()));
        }
        for entry in &section.entries {
            push_record(&mut text, &record(evidence, section, entry));
        }
    }
    text
}

fn record(evidence: &Evidence, section: &Section, entry: &Entry) -> [String; 20] {
    let (reading, reason) = reading(&section.reading);
    let reason = [&[reason], section.limits.as_slice()].concat().join(" ").trim().to_owned();
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    // The tier stands with the remark, for both are words about the entry and not facts of the tenant.
    let remark: Vec<&str> = [&entry.tier, &entry.remark].into_iter().flatten().map(String::as_str).collect();
    [
        evidence.source.word().to_owned(),
        evidence.tenant.id.to_string(),
        evidence.tenant.name.clone(),
        evidence.read_at.to_string(),
        evidence.read_by.user_principal_name.clone(),
        evidence.identity.id.to_string(),
        evidence.identity.display_name.clone(),
        section.kind.word().to_owned(),
        reading.to_owned(),
        reason,
        entry.what.clone(),
        entry.what_id.clone(),
        or_empty(&entry.of),
        or_empty(&entry.of_id),
        or_empty(&entry.assignment_id),
        or_empty(&entry.scope),
        or_empty(&entry.way),
        entry.since.map(|time| time.to_string()).unwrap_or_default(),
        entry.until.map(|time| time.to_string()).unwrap_or_default(),
        remark.join("; "),
    ]
}

fn reading(reading: &Reading) -> (&'static str, String) {
    let why = |gap: &Gap| format!("{} {}", gap.reason, gap.detail).trim_end().to_owned();
    match reading {
        Reading::Complete => ("complete", String::new()),
        Reading::Partial(gap) => ("partial", why(gap)),
        Reading::NotRead(gap) => ("not read", why(gap)),
        Reading::NotAsked => ("not asked", String::new()),
    }
}

fn push_record(text: &mut String, fields: &[String]) {
    for (at, field) in fields.iter().enumerate() {
        text.push_str(if at == 0 { "\"" } else { ",\"" });
        text.push_str(&guarded(field).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// The field as a spreadsheet may see it: hidden characters spelled out, and an apostrophe in front of whatever it
/// would calculate. What only blanks stand in front of counts too, for some programs drop them.
pub(super) fn guarded(field: &str) -> String {
    let first = field.chars().find(|&c| !(c.is_whitespace() || is_hidden(c)));
    let begins_hidden = field.starts_with(|c: char| c.is_control() || is_hidden(c));
    let calculated = first.is_some_and(|c| "=+-@＝＋－＠﹢﹣﹦﹫".contains(c));
    let shown = visible(field);
    if begins_hidden || calculated { format!("'{shown}") } else { shown }
}
