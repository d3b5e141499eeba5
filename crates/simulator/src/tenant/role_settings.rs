//! What the settings of directory roles require of a request, the same for every role.
//!
//! <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings>

use std::time::Duration;

/// The longest activation, where the settings don't say otherwise.
const LONGEST_ACTIVATION: Duration = Duration::from_secs(8 * 3_600);

/// The settings. At first they require a justification and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleSettings {
    /// The longest activation by a user; eight hours, where it is none.
    pub longest_activation: Option<Duration>,
    /// A ticket number.
    pub ticket: bool,
    /// A sign-in with multi-factor authentication.
    pub multi_factor: bool,
    /// A token with this authentication context.
    pub context: Option<String>,
    /// An approver's approval.
    pub approval: bool,
}

impl RoleSettings {
    /// The longest activation by a user.
    pub fn longest_activation(&self) -> Duration {
        self.longest_activation.unwrap_or(LONGEST_ACTIVATION)
    }
}
