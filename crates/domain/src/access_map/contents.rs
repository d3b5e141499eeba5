//! What an access map says: branches of the identity, with what was read of each.

use crate::sort;
use crate::tiers::Tier;

/// Everything that the map of one identity shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessMap {
    /// The tier of the identity, as far as it is known. Everyone who can use the identity has this tier through it.
    pub tier: Option<Tier>,
    /// The branches, in the order in which they are drawn.
    pub branches: Vec<BranchContents>,
}

/// On which side of the identity something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapSide {
    /// It can use the identity.
    Users,
    /// The identity reaches it.
    Reach,
}

/// One list of the page, as a branch of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Azure resources that use the identity.
    Hosts,
    /// Principals with an Azure role that lets them run code on the resource of the identity.
    Controllers,
    /// Federated credentials.
    Credentials,
    /// Owners.
    Owners,
    /// Agent identities and their blueprints among the owners.
    Agents,
    /// APIs with application permissions.
    Apis,
    /// Entra roles.
    EntraRoles,
    /// Azure scopes with roles.
    AzureScopes,
    /// Groups and administrative units.
    Groups,
    /// Owned objects.
    Owned,
    /// APIs with delegated permissions.
    Delegated,
}

/// What is known of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchContents {
    /// Which.
    pub branch: Branch,
    /// What was read, the highest tier first.
    pub things: Vec<MapEntry>,
    /// Whether that is all.
    pub knowledge: Knowledge,
}

/// Something at the end of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapEntry {
    /// What it is.
    pub kind: MapEntryKind,
    /// Its name.
    pub name: String,
    /// What else to say in a few words, such as the roles at a scope.
    pub detail: String,
    /// How many permissions or roles it stands for.
    pub size: usize,
    /// The highest tier among them.
    pub tier: Option<Tier>,
}

/// What something on the map is. Each kind has an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapEntryKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// An application, or another identity.
    Application,
    /// The identity of an AI agent, or its blueprint.
    Agent,
    /// A federated credential.
    Credential,
    /// An Azure resource.
    Resource,
    /// An API.
    Api,
    /// An Entra role.
    EntraRole,
    /// A scope in Azure.
    AzureScope,
    /// Something else in the directory.
    Other,
}

/// Whether everything of a branch is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Everything is.
    Complete,
    /// Everything that the signed-in user can read in Azure, which leaves out the rest without an error.
    Visible,
    /// More may exist than what was read.
    Incomplete(MapGap),
    /// Nothing is known.
    Unknown(MapGap),
}

/// Why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapGap {
    /// It is being read.
    Loading,
    /// The sign-in has no consent for it.
    ConsentRequired,
    /// There is no token for it: the user is signed out, or Azure is not connected.
    SignInRequired,
    /// The user lacks a role.
    AccessDenied,
    /// The tenant lacks a license.
    LicenseRequired,
    /// The directory does not name the Azure resource.
    ResourceUnknown,
    /// It could not be loaded, or not all of it, for another reason.
    NotLoaded,
}

impl Branch {
    /// On which side of the identity it is.
    pub const fn side(self) -> MapSide {
        match self {
            Self::Hosts | Self::Controllers | Self::Credentials | Self::Owners | Self::Agents => MapSide::Users,
            Self::Apis | Self::EntraRoles | Self::AzureScopes | Self::Groups | Self::Owned | Self::Delegated => {
                MapSide::Reach
            }
        }
    }
}

impl BranchContents {
    /// A branch with these things, which are put in order: the highest tier first, then the largest, then by name.
    pub fn new(branch: Branch, mut things: Vec<MapEntry>, knowledge: Knowledge) -> Self {
        sort::sort_by_cached_key(&mut things, |it| {
            (tier_order(it.tier), std::cmp::Reverse(it.size), it.name.to_lowercase())
        });
        Self { branch, things, knowledge }
    }
}

/// The place of a tier among tiers, the highest first. What has none comes last.
pub(super) const fn tier_order(tier: Option<Tier>) -> u8 {
    match tier {
        Some(Tier::Zero) => 0,
        Some(Tier::One) => 1,
        Some(Tier::Two) => 2,
        None => 3,
    }
}
