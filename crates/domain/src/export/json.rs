//! Evidence for programs. The form is described by `docs/export.schema.json`, against which the tests check it.

use serde::Serialize;

use super::evidence::{IdentityEvidence, VERSION};
use super::gap::Gap;
use super::section::{EvidenceSection, SectionLine, SectionReading};
use crate::json::{FileIdentity, FileUser, Named, indented};

/// Writes the evidence, indented, with names exactly as the tenant has them.
pub(super) fn write(evidence: &IdentityEvidence) -> String {
    indented(&ExportDocument::of(evidence))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExportDocument<'a> {
    format: &'static str,
    version: u32,
    source: &'static str,
    tenant: Named<'a>,
    read_at: String,
    read_by: FileUser<'a>,
    identity: FileIdentity<'a>,
    sections: Vec<ExportDocumentSection<'a>>,
}

#[derive(Serialize)]
struct ExportDocumentSection<'a> {
    section: &'static str,
    reading: &'static str,
    gap: Option<ExportGap<'a>>,
    limits: Vec<String>,
    entries: Vec<ExportDocumentLine<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExportGap<'a> {
    reason: &'static str,
    detail: &'a str,
    request_id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExportDocumentLine<'a> {
    what: &'a str,
    what_id: &'a str,
    of: Option<&'a str>,
    of_id: Option<&'a str>,
    assignment_id: Option<&'a str>,
    scope: Option<&'a str>,
    way: Option<&'a str>,
    since: Option<String>,
    until: Option<String>,
    tier: Option<&'a str>,
    remark: Option<&'a str>,
}

impl<'a> ExportDocument<'a> {
    fn of(evidence: &'a IdentityEvidence) -> Self {
        Self {
            format: "bestow.evidence",
            version: VERSION,
            source: evidence.source.word(),
            tenant: Named::from(&evidence.tenant),
            read_at: evidence.read_at.to_string(),
            read_by: FileUser::from(&evidence.read_by),
            identity: FileIdentity::from(&evidence.identity),
            sections: evidence.sections.iter().map(ExportDocumentSection::of).collect(),
        }
    }
}

impl<'a> ExportDocumentSection<'a> {
    fn of(section: &'a EvidenceSection) -> Self {
        let (reading, gap) = match &section.reading {
            SectionReading::Complete => ("complete", None),
            SectionReading::Partial(gap) => ("partial", Some(gap)),
            SectionReading::NotRead(gap) => ("not-read", Some(gap)),
            SectionReading::NotAsked => ("not-asked", None),
        };
        let entries = section.entries.iter().map(ExportDocumentLine::of).collect();
        let limits = section.limits.iter().map(|limit| limit.word()).collect();
        Self { section: section.kind.word(), reading, gap: gap.map(ExportGap::of), limits, entries }
    }
}

impl<'a> ExportGap<'a> {
    fn of(gap: &'a Gap) -> Self {
        Self { reason: gap.reason, detail: &gap.detail, request_id: gap.request_id.as_deref() }
    }
}

impl<'a> ExportDocumentLine<'a> {
    fn of(entry: &'a SectionLine) -> Self {
        Self {
            what: &entry.what,
            what_id: &entry.what_id,
            of: entry.of.as_deref(),
            of_id: entry.of_id.as_deref(),
            assignment_id: entry.assignment_id.as_deref(),
            scope: entry.scope.as_deref(),
            way: entry.way.as_deref(),
            since: entry.since.map(|time| time.to_string()),
            until: entry.until.map(|time| time.to_string()),
            tier: entry.tier.as_deref(),
            remark: entry.remark.as_deref(),
        }
    }
}
