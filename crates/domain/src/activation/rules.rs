//! What the settings of a role require of an activation.
//!
//! <https://learn.microsoft.com/graph/identity-governance-pim-rules-overview>

use super::duration::RoleDuration;

/// The rules for an activation by the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivationRules {
    /// The longest activation; `None` where the settings name none that can be read.
    pub longest: Option<RoleDuration>,
    /// A justification is required.
    pub justification: bool,
    /// A ticket is required.
    pub ticket: bool,
    /// A sign-in with multifactor authentication is required.
    pub multi_factor: bool,
    /// A sign-in with an authentication context is required.
    pub context: bool,
    /// An approver has to approve.
    pub approval: bool,
}

impl ActivationRules {
    /// Whether the user may be asked to sign in again before the request is accepted.
    pub fn may_ask_for_sign_in(&self) -> bool {
        self.multi_factor || self.context
    }
}
