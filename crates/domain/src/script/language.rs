//! The languages that a change can be written in, and what they cannot say.

/// A language that a change can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// PowerShell with the Microsoft Graph modules.
    PowerShell,
    /// A POSIX shell with the Azure CLI.
    AzureCli,
    /// Terraform with the azuread provider.
    Terraform,
    /// Bicep with the Microsoft Graph extension.
    Bicep,
}

/// Why a language cannot say a step. Another language can, except where the scope is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepSkipReason {
    /// It knows no directory roles.
    NoDirectoryRoles,
    /// It can only add.
    CannotTakeAway,
    /// It knows no Azure roles.
    NoAzureRoles,
    /// It knows the members of a group only as a whole.
    NoGroupMembers,
    /// It knows no assignment that ends by itself.
    NoTimeLimit,
    /// The scope of the role has a form that is not known, and could be anything.
    ScopeNotKnown,
}

impl Language {
    /// Every language, the most used first.
    pub const ALL: &'static [Self] = &[Self::PowerShell, Self::AzureCli, Self::Terraform, Self::Bicep];

    /// The ending of a file in this language, without a dot.
    pub const fn file_ending(self) -> &'static str {
        match self {
            Self::PowerShell => "ps1",
            Self::AzureCli => "sh",
            Self::Terraform => "tf",
            Self::Bicep => "bicep",
        }
    }

    /// What begins a comment to the end of the line.
    pub(super) const fn comment(self) -> &'static str {
        match self {
            Self::PowerShell | Self::AzureCli | Self::Terraform => "#",
            Self::Bicep => "//",
        }
    }
}

impl StepSkipReason {
    /// The reason in the words of the file.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::NoDirectoryRoles => "this language doesn't support Entra roles",
            Self::CannotTakeAway => "this language can only add assignments",
            Self::NoAzureRoles => "this file doesn't support Azure roles",
            Self::NoGroupMembers => "this language can't change individual members of a group",
            Self::NoTimeLimit => "this language doesn't support time-bound assignments",
            Self::ScopeNotKnown => "the scope isn't supported",
        }
    }
}
