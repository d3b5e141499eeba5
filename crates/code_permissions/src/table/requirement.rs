//! What a request to Microsoft Graph needs.

/// A permission and Microsoft's privilege level of it, from 1 to 5; 0 where unknown.
pub(crate) type PermissionLevel = (Box<str>, u8);

/// Permissions that several requests have in common, as indexes.
#[derive(Debug, Default)]
pub struct Profile {
    pub(crate) least: Vec<Vec<u16>>,
    pub(crate) others: Vec<u16>,
    pub(crate) resource_specific: Vec<u16>,
}

/// What a request needs.
#[derive(Clone, Copy, Debug)]
pub struct Requirement<'a> {
    /// All permissions of the table.
    pub(super) permissions: &'a [PermissionLevel],
    pub(super) profile: &'a Profile,
    pub(super) flags: &'a str,
}

impl<'a> Requirement<'a> {
    /// The least permissions: alternatives, each a list of permissions needed together.
    pub fn least(&self) -> Vec<Vec<&'a str>> {
        let names = |set: &Vec<u16>| set.iter().map(|index| self.name(*index)).collect();
        self.profile.least.iter().map(names).collect()
    }

    /// Further permissions that Microsoft accepts, most of them broader.
    pub fn others(&self) -> Vec<&'a str> {
        self.profile.others.iter().map(|index| self.name(*index)).collect()
    }

    /// Permissions for one resource, consented to there (resource-specific consent).
    pub fn resource_specific(&self) -> Vec<&'a str> {
        self.profile.resource_specific.iter().map(|index| self.name(*index)).collect()
    }

    /// How the fact was found: `o` by hand, `c` two permissions together, `d` derived, `z` by the order of an older page,
    /// `w` corrected, `m` for migration only, `b` beta only, `u` in neither SDK.
    pub fn flags(&self) -> &'a str {
        self.flags
    }

    /// Whether only a signed-in user can send the request.
    pub fn is_delegated_only(&self) -> bool {
        self.flags.contains('D')
    }

    fn name(&self, index: u16) -> &'a str {
        self.permissions.get(index as usize).map_or("", |(name, _)| name)
    }
}
