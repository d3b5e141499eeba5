//! What tells one receipt from another: when its change began, and the first identity that it changed. One user does
//! not begin two changes to one identity in the same millisecond.

use std::fmt;
use std::str::FromStr;

use crate::change::execution::Execution;
use crate::guid::Guid;
use crate::ids::ServicePrincipalId;
use crate::time::Timestamp;

/// How many digits the time has: enough until the year 2286, so that IDs as texts are in the order of their times.
const DIGITS: usize = 13;

/// The ID of a receipt, as it is in addresses: `1790000000000-22222222-0000-4000-8000-0000000000b1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptId {
    started: Timestamp,
    identity: ServicePrincipalId,
}

/// The text is not the ID of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReceiptId;

impl ReceiptId {
    /// The ID of the receipt of a change that began then, to this identity and maybe others.
    pub const fn new(started: Timestamp, identity: ServicePrincipalId) -> Self {
        Self { started, identity }
    }

    /// The ID of the receipt of an execution.
    pub fn of(execution: &Execution) -> Self {
        let first = execution.plan().identities().first().map(|identity| identity.id);
        Self::new(execution.started(), first.unwrap_or(ServicePrincipalId(Guid::ZERO)))
    }

    /// When the change began.
    pub const fn started(self) -> Timestamp {
        self.started
    }
}

impl fmt::Display for ReceiptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$}-{}", self.started.millis(), self.identity)
    }
}

impl FromStr for ReceiptId {
    type Err = NotAReceiptId;

    fn from_str(text: &str) -> Result<Self, NotAReceiptId> {
        let (millis, identity) = text.split_once('-').ok_or(NotAReceiptId)?;
        if millis.len() != DIGITS || !millis.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(NotAReceiptId);
        }
        let millis = millis.parse().map_err(|_| NotAReceiptId)?;
        Ok(Self::new(Timestamp::from_millis(millis), identity.parse().map_err(|_| NotAReceiptId)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_was_written_and_nothing_else_is_one() {
        let identity: ServicePrincipalId = "22222222-0000-4000-8000-0000000000b1".parse().unwrap();
        let id = ReceiptId::new(Timestamp::from_millis(1_790_000_000_000), identity);
        assert_eq!(id.to_string(), "1790000000000-22222222-0000-4000-8000-0000000000b1");
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in
            ["", "1-2", "1790000000000", "1790000000000-x", "-790000000000-22222222-0000-4000-8000-0000000000b1"]
        {
            assert_eq!(text.parse::<ReceiptId>(), Err(NotAReceiptId), "{text}");
        }
    }
}
