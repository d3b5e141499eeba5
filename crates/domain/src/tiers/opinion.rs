//! What others say about a role. Their scales are not comparable, so each keeps its own words.

/// Who rates roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RatingSource {
    /// Microsoft, in the permissions that its Graph Explorer reads and in the list of privileged directory roles.
    Microsoft,
    /// AzurePrivilegedIAM, the classification that EntraOps uses.
    EntraOps,
    /// BloodHound, which draws attack paths.
    BloodHound,
    /// EntraFalcon, which assesses tenants.
    EntraFalcon,
}

/// What one source says about one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opinion {
    /// Microsoft's privilege level of an app role, from 1 to 5, the most privileged.
    PrivilegeLevel(u8),
    /// Whether Microsoft calls a directory role privileged.
    Privileged(bool),
    /// EntraOps' tier, from 0, the control plane, to 2.
    EntraOps(u8),
    /// BloodHound knows an attack that begins with the role.
    KnownAttack,
    /// EntraFalcon's rating of an app role.
    Severity(Severity),
    /// EntraFalcon's tier of a directory role, from 0 to 2.
    EntraFalcon(u8),
}

/// EntraFalcon's words for app roles, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It can take over the tenant.
    Dangerous,
    /// It can do great harm.
    High,
    /// It can do some harm.
    Medium,
}

impl Opinion {
    /// Whose opinion it is.
    pub fn source(self) -> RatingSource {
        match self {
            Self::PrivilegeLevel(_) | Self::Privileged(_) => RatingSource::Microsoft,
            Self::EntraOps(_) => RatingSource::EntraOps,
            Self::KnownAttack => RatingSource::BloodHound,
            Self::Severity(_) | Self::EntraFalcon(_) => RatingSource::EntraFalcon,
        }
    }

    /// Whether the source puts the role where it puts the most dangerous ones. Microsoft gives no app role its level 5.
    pub fn is_top(self) -> bool {
        match self {
            Self::PrivilegeLevel(level) => level >= 4,
            Self::Privileged(privileged) => privileged,
            Self::EntraOps(tier) | Self::EntraFalcon(tier) => tier == 0,
            Self::KnownAttack => true,
            Self::Severity(severity) => severity == Severity::Dangerous,
        }
    }

    /// Where the source says it.
    pub fn link(self) -> &'static str {
        match self {
            Self::PrivilegeLevel(_) => "https://github.com/microsoftgraph/microsoft-graph-devx-content",
            Self::Privileged(_) => {
                "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions"
            }
            Self::EntraOps(_) => "https://github.com/Cloud-Architekt/AzurePrivilegedIAM",
            Self::KnownAttack => "https://github.com/SpecterOps/BloodHound",
            Self::Severity(_) | Self::EntraFalcon(_) => "https://github.com/CompassSecurity/EntraFalcon",
        }
    }
}
