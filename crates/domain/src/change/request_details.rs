//! What a request to Privileged Identity Management says besides who gets what: why, and under which ticket.

/// The justification that is sent where the user gave none.
pub const JUSTIFICATION: &str = "Reviewed and applied with Bestow";

/// The longest text of one field that is sent, in characters.
pub const LONGEST_FIELD: usize = 500;

/// Justification and ticket of time-bound role assignments. They are kept in memory for as long as the change is
/// applied, and written nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestDetails {
    justification: String,
    ticket_number: String,
    ticket_system: String,
}

impl RequestDetails {
    /// Details as a user typed them: trimmed, and cut at the longest.
    pub fn new(justification: &str, ticket_number: &str, ticket_system: &str) -> Self {
        let field = |text: &str| text.trim().chars().take(LONGEST_FIELD).collect();
        Self {
            justification: field(justification),
            ticket_number: field(ticket_number),
            ticket_system: field(ticket_system),
        }
    }

    /// The justification to send: the user's, or the built-in one.
    pub fn justification(&self) -> &str {
        if self.justification.is_empty() { JUSTIFICATION } else { &self.justification }
    }

    /// The ticket's number and the system that it is in, where the user gave a number.
    pub fn ticket(&self) -> Option<(&str, &str)> {
        (!self.ticket_number.is_empty()).then_some((&self.ticket_number, &self.ticket_system))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_give_the_built_in_justification_and_no_ticket() {
        let details = RequestDetails::new("  ", " ", "ServiceNow");
        assert_eq!((details.justification(), details.ticket()), (JUSTIFICATION, None));
    }

    #[test]
    fn fields_are_trimmed_and_cut() {
        let details = RequestDetails::new(" because ", " INC42 ", &"x".repeat(LONGEST_FIELD + 9));
        assert_eq!(details.justification(), "because");
        assert_eq!(details.ticket(), Some(("INC42", "x".repeat(LONGEST_FIELD).as_str())));
    }
}
