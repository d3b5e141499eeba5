//! How much is lost when a role falls into the wrong hands.

/// A tier of the enterprise access model, the most dangerous first.
///
/// <https://learn.microsoft.com/security/privileged-access-workstations/privileged-access-access-model>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Its holder can take over the tenant, directly or through another permission.
    Zero,
    /// It reads or changes data of everyone, or weakens what protects the tenant; no way to the top is known.
    One,
    /// What it reads or changes is limited, though an attacker may still find use in it.
    Two,
}

impl Tier {
    /// The number by which people call it.
    pub fn number(self) -> u8 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
            Self::Two => 2,
        }
    }
}
