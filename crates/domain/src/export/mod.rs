//! Evidence: what one user saw of one identity at one time, to be kept or handed on.
//!
//! The same evidence is written as CSV, JSON and Markdown. Every part says whether it could be read in full, in part or
//! not at all, and why, so that an absent line proves nothing by accident.
//!
//! Deliberately absent: anything that was not on the page. Evidence is made of what was read and carries no token.

mod bound;
mod csv;
mod evidence;
mod facets;
mod gap;
mod json;
mod markdown;
mod section;

pub use bound::CoverageLimit;
pub use evidence::{EvidenceReader, EvidenceSource, EvidenceTenant, IdentityEvidence, VERSION};
pub use gap::Gap;
pub use section::{EvidenceSection, SectionKind, SectionLine, SectionReading};

/// A form that evidence can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceFormat {
    /// For spreadsheets: RFC 4180, and no cell that a spreadsheet would calculate.
    Csv,
    /// For programs: described by `docs/export.schema.json`.
    Json,
    /// For tickets and documents.
    Markdown,
}

impl EvidenceFormat {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Csv, Self::Json, Self::Markdown];

    /// The ending of a file in this form, without a dot.
    pub const fn file_ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }

    /// The media type of a file in this form.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }
}

impl IdentityEvidence {
    /// Writes the evidence down.
    pub fn write(&self, form: EvidenceFormat) -> String {
        match form {
            EvidenceFormat::Csv => csv::write(self),
            EvidenceFormat::Json => json::write(self),
            EvidenceFormat::Markdown => markdown::write(self),
        }
    }

    /// A name for the file, made of the identity's object id and the day.
    pub fn file_name(&self, form: EvidenceFormat) -> String {
        format!("{}-{}.{}", self.identity.id, self.read_at.date(), form.file_ending())
    }
}

#[cfg(test)]
mod tests;
