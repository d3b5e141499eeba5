//! Evidence for spreadsheets.

use super::evidence::IdentityEvidence;
use super::gap::Gap;
use super::section::{EvidenceSection, SectionLine, SectionReading};
use crate::csv::{BYTE_ORDER_MARK, push_record};

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
pub(super) fn write(evidence: &IdentityEvidence) -> String {
    let mut text = BYTE_ORDER_MARK.to_owned();
    push_record(&mut text, &COLUMNS.map(str::to_owned));
    for section in &evidence.sections {
        let limited = !section.limits.is_empty() || !matches!(section.reading, SectionReading::Complete);
        if section.entries.is_empty() || limited {
            push_record(&mut text, &record(evidence, section, &SectionLine::default()));
        }
        for entry in &section.entries {
            push_record(&mut text, &record(evidence, section, entry));
        }
    }
    text
}

fn record(evidence: &IdentityEvidence, section: &EvidenceSection, entry: &SectionLine) -> [String; 20] {
    let (reading, reason) = reading(&section.reading);
    let limits = section.limits.iter().map(|limit| limit.word());
    let reason: Vec<String> = std::iter::once(reason).chain(limits).filter(|word| !word.is_empty()).collect();
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    // The tier is with the remark, for both are words about the entry and not facts of the tenant.
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
        reason.join(" "),
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

fn reading(reading: &SectionReading) -> (&'static str, String) {
    let why = |gap: &Gap| format!("{} {}", gap.reason, gap.detail).trim_end().to_owned();
    match reading {
        SectionReading::Complete => ("complete", String::new()),
        SectionReading::Partial(gap) => ("partial", why(gap)),
        SectionReading::NotRead(gap) => ("not read", why(gap)),
        SectionReading::NotAsked => ("not asked", String::new()),
    }
}
