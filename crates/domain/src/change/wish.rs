//! A permission that an identity should have or no longer have, as a user or a permission set names it.

use std::num::NonZeroU16;

use super::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission};
use crate::ids::{AppId, ObjectId, ServicePrincipalId};
use crate::time::Timestamp;

/// A wish, and the identity that it is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The identity.
    pub identity: ServicePrincipalId,
    /// The permission that it should have, or no longer have.
    pub wish: Wish,
}

/// A permission that an identity should have, or no longer have. Nothing has been looked up yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Grant or assign a permission, for this long.
    Add(Permission<AppRoleName>, Lasting),
    /// Revoke or remove a permission.
    Remove(Permission<AppRoleIds>),
    /// Assign what a pasted name means: an app role of any API, or a directory role.
    Named {
        /// The API, where the text names it.
        api: Option<AppId>,
        /// The name as it was pasted.
        name: String,
    },
}

impl Wish {
    /// Whether it asks for something to be assigned no more.
    pub fn takes(&self) -> bool {
        matches!(self, Self::Remove(_))
    }

    /// The group that it is about; nothing, where it is about something else.
    pub fn group(&self) -> Option<ObjectId> {
        match self {
            Self::Add(Permission::GroupMembership(group), _) | Self::Remove(Permission::GroupMembership(group)) => {
                Some(*group)
            }
            Self::Add(..) | Self::Remove(_) | Self::Named { .. } => None,
        }
    }

    /// Whether it is about an Azure role.
    pub fn is_azure(&self) -> bool {
        self.azure_role().is_some()
    }

    /// The Azure role that it is about; nothing, where it is about something else.
    pub fn azure_role(&self) -> Option<&AzureRoleAt> {
        match self {
            Self::Add(Permission::AzureRole(role), _) | Self::Remove(Permission::AzureRole(role)) => Some(role),
            Self::Add(..) | Self::Remove(_) | Self::Named { .. } => None,
        }
    }
}

/// How long a directory role is assigned for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lasting {
    /// Until someone removes it.
    #[default]
    Permanent,
    /// For this many hours. Takes a license.
    Hours(NonZeroU16),
}

impl Lasting {
    /// For how many hours, where it ends by itself: as files say it.
    pub fn hours(self) -> Option<NonZeroU16> {
        match self {
            Self::Permanent => None,
            Self::Hours(hours) => Some(hours),
        }
    }
}

/// What a file says: where it names no hours, nothing ends by itself.
impl From<Option<NonZeroU16>> for Lasting {
    fn from(hours: Option<NonZeroU16>) -> Self {
        hours.map_or(Self::Permanent, Self::Hours)
    }
}

impl Lasting {
    /// For the whole hours that are left until a time, so that nothing lasts longer than it; nothing, where there are
    /// none.
    pub fn until(end: Timestamp, now: Timestamp) -> Option<Self> {
        u16::try_from(end.since(now).as_secs() / 3600).ok().and_then(NonZeroU16::new).map(Self::Hours)
    }
}
