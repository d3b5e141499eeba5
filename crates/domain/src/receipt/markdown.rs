//! The receipt for a ticket.

use super::contents::Receipt;
use super::entry::{Outcome, ReceiptAction, ReceiptEntry};
use crate::change::execution::WhyNot;
use crate::export::EvidenceSource;
use crate::markdown::{code, table, text};

/// Writes the whole receipt.
pub(super) fn write(receipt: &Receipt) -> String {
    let tally = receipt.counts();
    let mut page = String::from("# Change receipt\n\n");
    if receipt.source == EvidenceSource::Sample {
        page.push_str("**Sample tenant. No real tenant was changed.**\n\n");
    }
    let person = format!("{} {}", text(&receipt.user_principal_name), code(&receipt.person.to_string()));
    let tenant = format!("{} {}", text(&receipt.tenant_name), code(&receipt.tenant.to_string()));
    let result = format!(
        "{} done, {} already in place, {} assigned again by someone else, {} refused, {} unknown, {} not sent",
        tally.done, tally.was_so, tally.assigned_again, tally.refused, tally.unknown, tally.not_sent
    );
    let mut facts = vec![
        vec!["Tenant".to_owned(), tenant],
        vec!["By".to_owned(), person],
        vec!["Started".to_owned(), receipt.started.minute()],
        vec!["Ended".to_owned(), receipt.ended.minute()],
        vec!["Result".to_owned(), result],
    ];
    if let Some(reason) = &receipt.reason {
        facts.push(vec!["Justification".to_owned(), text(reason)]);
    }
    if let Some(by) = receipt.effective_by() {
        facts.push(vec!["Takes effect by".to_owned(), by.minute()]);
    }
    page.push_str(&table(&["Fact", "Value"], &facts));
    page.push_str("\n## Changes\n\n");
    let rows: Vec<Vec<String>> = receipt.changes.iter().map(cells).collect();
    page.push_str(&table(&["Change", "Role", "Of", "Scope", "Identity", "Outcome", "At", "Request ID"], &rows));
    if receipt.shows_in_tokens() {
        page.push_str(
            "\nAzure caches managed identity tokens for up to 24 hours. Until then, a new permission can seem to \
             be missing, and a removed one can still work.\n",
        );
    }
    page
}

fn cells(change: &ReceiptEntry) -> Vec<String> {
    let deed = match change.deed {
        ReceiptAction::Grant => "Grant",
        ReceiptAction::Revoke => "Revoke",
        ReceiptAction::Assign => "Assign",
        ReceiptAction::Remove => "Remove",
        ReceiptAction::AddMember => "Add to group",
        ReceiptAction::RemoveMember => "Remove from group",
    };
    let (outcome, at) = match &change.outcome {
        Outcome::Done(at) => (change.outcome.word().to_owned(), at.to_string()),
        Outcome::AssignedAgain(at) => {
            (change.outcome.word().to_owned(), at.map(|at| at.to_string()).unwrap_or_default())
        }
        Outcome::Refused(said) => {
            (format!("refused: {} {}: {}", said.status, text(&said.code), text(&said.message)), String::new())
        }
        Outcome::WasSo => ("already in place".to_owned(), String::new()),
        Outcome::NotSent(why) => (format!("not sent: {}", words(*why)), String::new()),
        other => (other.word().to_owned(), String::new()),
    };
    vec![
        deed.to_owned(),
        format!("{} {}", text(&change.role), code(&change.role_id)),
        change.api.as_deref().map(text).unwrap_or_default(),
        change.scope.as_deref().map(text).unwrap_or_default(),
        format!("{} {}", text(&change.identity_name), code(&change.identity.to_string())),
        outcome,
        at,
        change.request_id.as_deref().map(text).unwrap_or_default(),
    ]
}

const fn words(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Stopped => "the change was stopped",
        WhyNot::OtherIdentity => "the identity was deleted, or another object has its ID",
        WhyNot::ReplacementMissing => "its replacement wasn't added",
        WhyNot::OtherCondition => "the role was assigned at this scope under another condition",
    }
}
