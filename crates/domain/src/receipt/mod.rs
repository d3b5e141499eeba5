//! A receipt: who changed what, when, and what came of it, for the ticket that asked for it.
//!
//! It is made of what an execution tells when it has ended, and is the same whether all went well or not. Names are
//! beside ids, as they were when the change was reviewed.
//!
//! Deliberately absent: tokens, and any claim that a change is in effect. When that is, [`effect`](super::effect) says.

mod contents;
mod entry;
mod id;
mod json;
mod markdown;
pub mod retention;
mod stored;
mod stored_host;

pub use contents::{Receipt, ReceiptCounts, VERSION};
pub use entry::{Outcome, ReceiptAction, ReceiptEntry};
pub use id::ReceiptId;
pub use stored::{StoredReceipt, StoredReceiptError, activity_file};
pub use stored_host::{StoredHostChange, StoredHostOutcome, StoredHostWork};

/// A form that a receipt can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceiptFormat {
    /// For a ticket.
    Markdown,
    /// For a program: described by `docs/receipt.schema.json`.
    Json,
}

impl ReceiptFormat {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Markdown, Self::Json];

    /// The media type of a file in this form.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

impl Receipt {
    /// The receipt in this form.
    pub fn write(&self, form: ReceiptFormat) -> String {
        match form {
            ReceiptFormat::Markdown => self.markdown(),
            ReceiptFormat::Json => self.json(),
        }
    }

    /// A name for the file, made of the time at which the change began.
    pub fn file_name(&self, form: ReceiptFormat) -> String {
        let time: String = self.started.to_string().chars().take(19).filter(|c| *c != ':').collect();
        let ending = match form {
            ReceiptFormat::Markdown => "md",
            ReceiptFormat::Json => "json",
        };
        format!("bestow-receipt-{time}Z.{ending}")
    }

    /// The receipt as Markdown, for a ticket.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// The receipt as JSON, for a program.
    pub fn json(&self) -> String {
        json::write(self)
    }
}

#[cfg(test)]
mod tests;
