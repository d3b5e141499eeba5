//! Whose receipts are stored, and under which keys.

use domain::cloud::Cloud;
use domain::ids::{TenantId, UserId};
use domain::receipt::{ReceiptId, StoredReceipt, StoredReceiptError};

/// Whose receipts they are. The cloud is the build's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptOwner {
    /// The tenant that was changed.
    pub tenant: TenantId,
    /// The user who changed it.
    pub user: UserId,
}

impl ReceiptOwner {
    /// What the keys of their receipts begin with.
    pub fn beginning(self) -> String {
        format!("{}/{}/{}/", Cloud::OF_THIS_BUILD.name(), self.tenant, self.user)
    }

    /// The key of one of their receipts.
    pub fn key(self, id: ReceiptId) -> String {
        format!("{}{id}", self.beginning())
    }

    /// The receipt that a key of theirs is for.
    pub fn id_of(self, key: &str) -> Option<ReceiptId> {
        key.strip_prefix(&self.beginning())?.parse().ok()
    }

    /// Reads a receipt stored under the user's key. It is shown only if it names the same user.
    ///
    /// # Errors
    ///
    /// [`StoredReceiptError`], where it is not.
    pub fn read(self, text: &str) -> Result<StoredReceipt, StoredReceiptError> {
        let receipt = StoredReceipt::from_json(text)?;
        let is_theirs =
            (receipt.cloud(), receipt.tenant(), receipt.user()) == (Some(Cloud::OF_THIS_BUILD), self.tenant, self.user);
        if is_theirs { Ok(receipt) } else { Err(StoredReceiptError::Damaged) }
    }
}

/// The text that the proof of a receipt is about. The receipt says cloud, tenant and user itself.
pub fn proven_text(receipt: &str) -> String {
    format!("bestow.receipt\n{receipt}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION_1: &str = include_str!("../../../crates/domain/src/receipt/stored_version_1.json");

    #[test]
    fn a_receipt_is_shown_to_the_user_who_made_the_change_and_to_nobody_else() {
        let text = VERSION_1.trim();
        let receipt = StoredReceipt::from_json(text).unwrap();
        let whose = ReceiptOwner { tenant: receipt.tenant(), user: receipt.user() };
        assert_eq!(whose.read(text), Ok(receipt.clone()));
        assert_eq!(whose.id_of(&whose.key(receipt.id())), Some(receipt.id()));
        let other = "00000000-0000-4000-8000-000000000001";
        let of_other_user = ReceiptOwner { user: other.parse().unwrap(), ..whose };
        let of_other_tenant = ReceiptOwner { tenant: other.parse().unwrap(), ..whose };
        for other in [of_other_user, of_other_tenant] {
            assert_eq!(other.read(text), Err(StoredReceiptError::Damaged));
            assert_eq!(other.id_of(&whose.key(receipt.id())), None);
        }
        let elsewhere = text.replacen("\"cloud\":\"public\"", "\"cloud\":\"china\"", 1);
        assert_ne!(elsewhere, text);
        assert_eq!(whose.read(&elsewhere), Err(StoredReceiptError::Damaged));
        assert!(whose.key(receipt.id()).starts_with("public/"));
    }

    #[test]
    fn a_proof_of_a_journal_proves_no_receipt() {
        assert!(!proven_text("{}").starts_with('{'), "the text of a journal's proof is JSON");
    }
}
