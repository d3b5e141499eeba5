//! What the settings of directory roles require of a request, the same for every role.
//!
//! <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings>

/// The settings. At first they require nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleSettings {
    /// A ticket number.
    pub ticket: bool,
    /// A sign-in with multi-factor authentication.
    pub multi_factor: bool,
    /// A token with this authentication context.
    pub context: Option<String>,
    /// An approver's approval.
    pub approval: bool,
}
