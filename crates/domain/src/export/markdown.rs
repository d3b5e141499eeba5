//! Evidence for tickets and documents.

use super::evidence::{EvidenceSource, IdentityEvidence};
use super::gap::Gap;
use super::section::{EvidenceSection, SectionKind, SectionLine, SectionReading};
use crate::markdown::{code, table, text};

/// Writes the whole page.
pub(super) fn write(evidence: &IdentityEvidence) -> String {
    let name = match evidence.identity.display_name.trim() {
        "" => text(&evidence.identity.id.to_string()),
        _ => text(&evidence.identity.display_name),
    };
    let mut page = format!("# Permissions of {name}\n\n");
    if evidence.source == EvidenceSource::Sample {
        page.push_str("**Sample tenant. This isn't evidence about a real tenant.**\n\n");
    }
    page.push_str(&facts(evidence));
    for section in &evidence.sections {
        page.push_str(&part(section));
    }
    page
}

fn facts(evidence: &IdentityEvidence) -> String {
    let identity = &evidence.identity;
    let mut rows = vec![
        vec!["Tenant".to_owned(), format!("{} {}", text(&evidence.tenant.name), code(&evidence.tenant.id.to_string()))],
        vec!["Updated".to_owned(), evidence.read_at.minute()],
        vec!["Exported by".to_owned(), text(&evidence.read_by.user_principal_name)],
        vec!["Object ID".to_owned(), code(&identity.id.to_string())],
        vec!["Application ID".to_owned(), code(&identity.app_id.to_string())],
        vec!["Managed identity".to_owned(), identity.kind.word().to_owned()],
        vec!["Sign-in".to_owned(), if identity.enabled { "yes" } else { "no" }.to_owned()],
    ];
    if let Some(resource) = &identity.resource {
        rows.push(vec!["Azure resource".to_owned(), text(resource.id())]);
    }
    table(&["Fact", "Value"], &rows)
}

fn part(section: &EvidenceSection) -> String {
    let mut page = format!("\n## {}\n\n", section.kind.heading());
    match &section.reading {
        SectionReading::Complete => {}
        SectionReading::Partial(gap) => page.push_str(&format!("**Incomplete:** {}\n\n", why(gap))),
        SectionReading::NotRead(gap) => page.push_str(&format!("**Couldn't load:** {}\n\n", why(gap))),
        SectionReading::NotAsked => page.push_str("Not loaded.\n"),
    }
    if !section.limits.is_empty() {
        let sentences: Vec<String> = section.limits.iter().map(|limit| limit.sentence()).collect();
        page.push_str(&format!("{}\n\n", text(&sentences.join(" "))));
    }
    if !section.entries.is_empty() {
        let rows: Vec<Vec<String>> = section.entries.iter().map(|entry| cells(section.kind, entry)).collect();
        page.push_str(&table(
            &["Name", "API or type", "Scope", "Assignment path", "Since", "Until", "Tier", "Remarks", "ID"],
            &rows,
        ));
    } else if section.reading == SectionReading::Complete {
        page.push_str("None.\n");
    }
    page
}

fn why(gap: &Gap) -> String {
    let request = gap.request_id.as_ref().map_or_else(String::new, |id| format!(" Request ID {}.", text(id)));
    format!("{} {}{request}", gap.reason, text(&gap.detail))
}

fn cells(kind: SectionKind, entry: &SectionLine) -> Vec<String> {
    let words = |words: &Option<String>| words.as_deref().map(text).unwrap_or_default();
    vec![
        text(&entry.what),
        words(&entry.of),
        match entry.scope.as_deref() {
            Some("/") if kind == SectionKind::DirectoryRoles => "directory (tenant-wide)".to_owned(),
            _ => words(&entry.scope),
        },
        words(&entry.way),
        entry.since.map(|time| time.date()).unwrap_or_default(),
        entry.until.map(|time| time.minute()).unwrap_or_default(),
        words(&entry.tier),
        words(&entry.remark),
        code(&entry.what_id),
    ]
}
