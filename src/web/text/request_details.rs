//! The fields of a request to Privileged Identity Management: justification and ticket.

/// The name of the form.
pub const FORM: &str = "Details for Privileged Identity Management";
/// The field for the justification.
pub const JUSTIFICATION: &str = "Justification";
/// Below it.
pub const JUSTIFICATION_HINT: &str = "Approvers and auditors see this text. Don't enter secrets.";
/// The field for the ticket.
pub const TICKET_NUMBER: &str = "Ticket number";
/// Below it.
pub const TICKET_NUMBER_HINT: &str =
    "Required by the role's settings. The ticket number isn't verified and isn't kept in this browser.";
/// The field for the system of the ticket.
pub const TICKET_SYSTEM: &str = "Ticket system";
/// Below it.
pub const TICKET_SYSTEM_HINT: &str = "For example ServiceNow.";
