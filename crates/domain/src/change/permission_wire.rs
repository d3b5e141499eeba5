//! An Azure role as files and the browser's storage contain it: one form for change requests, journals and receipts.

use serde::{Deserialize, Serialize};

use super::permission::AzureRoleAt;
use crate::azure_assignment::{AzureAssignmentName, AzureCondition};
use crate::azure_role::AzureScope;
use crate::guid::Guid;
use crate::visible_text::is_hidden;

/// The longest condition that the service takes, in bytes.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits>
pub const LONGEST_CONDITION: usize = 8 * 1024;

/// An Azure role at a scope. What was noted with the assignment is not in it: that is text of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct WireAzureRole {
    role: Guid,
    scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<AzureAssignmentName>,
}

impl WireAzureRole {
    pub(crate) fn of(at: &AzureRoleAt) -> Self {
        let (condition, condition_version) = match at.condition.clone() {
            Some(AzureCondition { text, version }) => (Some(text), Some(version)),
            None => (None, None),
        };
        Self { role: at.role, scope: at.scope.to_string(), condition, condition_version, name: at.name }
    }

    /// The role; nothing, where its scope can't be sent, or its condition is none that the service could have.
    pub(crate) fn role_at(&self) -> Option<AzureRoleAt> {
        let condition = match (&self.condition, &self.condition_version) {
            (Some(text), Some(version)) => Some(condition(text, version)?),
            (None, None) => None,
            _ => return None,
        };
        let mut at = AzureRoleAt::new(self.role, AzureScope::parse(&self.scope));
        (at.condition, at.name) = (condition, self.name);
        at.fits_into_files().then_some(at)
    }
}

impl AzureRoleAt {
    /// Whether its scope is one that can be sent, and that journals and receipts can be read with.
    pub fn fits_into_files(&self) -> bool {
        let scope = self.scope.to_string();
        self.has_known_scope() && scope.len() <= LONGEST_SCOPE && !scope.chars().any(is_hidden)
    }
}

/// The longest scope that is read, in bytes.
const LONGEST_SCOPE: usize = 1_500;

/// The longest version of a condition that is read, in bytes: `2.0` is the only one today.
const LONGEST_VERSION: usize = 10;

/// A condition of another program's text; nothing, where it is none that the service could have.
pub fn condition(text: &str, version: &str) -> Option<AzureCondition> {
    let fits = !text.is_empty() && text.len() <= LONGEST_CONDITION && (1..=LONGEST_VERSION).contains(&version.len());
    fits.then(|| AzureCondition { text: text.to_owned(), version: version.to_owned() })
}
