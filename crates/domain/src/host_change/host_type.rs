//! The types of resources that can have a managed identity, and what a request has to name so that none of the
//! identities that are attached already is detached.
//!
//! No rule counts for all providers: the same PATCH attaches an identity on one and detaches the others on another.
//! Where a provider is known to merge, only what is new is named; for every other one the whole map, which is right
//! whether it merges or replaces.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-status>

use crate::azure_resource::AzureResource;

/// How the identity of a type of resource is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostType {
    /// Provider and type, such as `Microsoft.Automation/automationAccounts`.
    pub resource_type: &'static str,
    /// The version with which the resource is read and changed.
    pub api_version: &'static str,
    /// What becomes of attached identities that a PATCH doesn't name.
    pub map: MapRule,
    /// What a change of the identity does to what runs on the resource.
    pub effect: HostEffect,
    /// What separates the two kinds in the type's own spelling.
    both: &'static str,
    /// Whether a resource of this type can be without any identity once it had one.
    can_have_none: bool,
}

/// What becomes of attached identities that a PATCH doesn't name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapRule {
    /// They stay attached. Only new ones are named.
    Merge,
    /// They may be detached, or it isn't documented. All of them are named.
    Whole,
}

/// What a change of the identity does to what runs on the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostEffect {
    /// Nothing has to restart. A user-assigned identity of an Automation account serves Azure jobs only, and not hybrid
    /// workers.
    AzureJobsOnly,
    /// The app may restart.
    MayRestart,
    /// The instances of a scale set have the identity once they are upgraded, which is done by hand in its upgrade mode
    /// Manual.
    InstanceUpgrade,
    /// Microsoft doesn't say.
    NotDocumented,
}

/// Whether the identity of a resource can be changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostSupport {
    /// It can.
    Here(&'static HostType),
    /// It can't; the Azure portal does it.
    InPortal(PortalReason),
}

/// Why the identity of a resource is changed in the Azure portal only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortalReason {
    /// How this type takes an identity isn't known.
    UnknownType,
    /// The service changes the identity only together with the whole resource, of which it doesn't return everything.
    NeedsWholeResource,
    /// Other settings of the resource depend on its identities, such as encryption or a primary identity.
    TiedToSettings,
    /// The resource has one identity at most, and another one would replace it.
    OneIdentityOnly,
    /// The identity was made when the machine or cluster was connected.
    SetWhenConnected,
    /// The resource is a user-assigned identity itself.
    IsIdentity,
}

const SPACED: &str = "SystemAssigned, UserAssigned";
const CLOSE: &str = "SystemAssigned,UserAssigned";

/// The types whose identity is changed here, those that administrators use most first.
const HERE: [HostType; 13] = [
    host("Microsoft.Automation/automationAccounts", "2023-11-01", MapRule::Merge, HostEffect::AzureJobsOnly, SPACED),
    host("Microsoft.Compute/virtualMachines", "2024-07-01", MapRule::Merge, HostEffect::NotDocumented, SPACED),
    host(
        "Microsoft.Compute/virtualMachineScaleSets",
        "2024-07-01",
        MapRule::Merge,
        HostEffect::InstanceUpgrade,
        SPACED,
    ),
    host("Microsoft.Web/sites", "2024-04-01", MapRule::Whole, HostEffect::MayRestart, SPACED),
    host("Microsoft.Web/sites/slots", "2024-04-01", MapRule::Whole, HostEffect::MayRestart, SPACED),
    host("Microsoft.App/containerApps", "2024-03-01", MapRule::Whole, HostEffect::NotDocumented, CLOSE),
    host(
        "Microsoft.AppConfiguration/configurationStores",
        "2024-05-01",
        MapRule::Whole,
        HostEffect::NotDocumented,
        SPACED,
    ),
    host("Microsoft.EventGrid/topics", "2022-06-15", MapRule::Whole, HostEffect::NotDocumented, SPACED),
    host("Microsoft.EventGrid/domains", "2022-06-15", MapRule::Whole, HostEffect::NotDocumented, SPACED),
    host("Microsoft.EventGrid/systemTopics", "2022-06-15", MapRule::Whole, HostEffect::NotDocumented, SPACED),
    HostType {
        can_have_none: false,
        ..host("Microsoft.DataFactory/factories", "2018-06-01", MapRule::Whole, HostEffect::NotDocumented, CLOSE)
    },
    host("Microsoft.ContainerRegistry/registries", "2023-07-01", MapRule::Whole, HostEffect::NotDocumented, SPACED),
    host("Microsoft.CognitiveServices/accounts", "2024-10-01", MapRule::Whole, HostEffect::NotDocumented, SPACED),
];

/// The types that are changed in the portal only, with the reason.
const IN_PORTAL: [(&str, PortalReason); 18] = [
    ("Microsoft.Logic/workflows", PortalReason::NeedsWholeResource),
    ("Microsoft.ContainerInstance/containerGroups", PortalReason::NeedsWholeResource),
    ("Microsoft.ContainerService/managedClusters", PortalReason::NeedsWholeResource),
    ("Microsoft.Web/staticSites", PortalReason::NeedsWholeResource),
    ("Microsoft.App/jobs", PortalReason::TiedToSettings),
    ("Microsoft.Storage/storageAccounts", PortalReason::TiedToSettings),
    ("Microsoft.Sql/servers", PortalReason::TiedToSettings),
    ("Microsoft.Sql/managedInstances", PortalReason::TiedToSettings),
    ("Microsoft.ApiManagement/service", PortalReason::TiedToSettings),
    ("Microsoft.MachineLearningServices/workspaces", PortalReason::TiedToSettings),
    ("Microsoft.Synapse/workspaces", PortalReason::TiedToSettings),
    ("Microsoft.Search/searchServices", PortalReason::TiedToSettings),
    ("Microsoft.DocumentDB/databaseAccounts", PortalReason::TiedToSettings),
    ("Microsoft.RecoveryServices/vaults", PortalReason::TiedToSettings),
    ("Microsoft.Cache/redis", PortalReason::TiedToSettings),
    ("Microsoft.Batch/batchAccounts", PortalReason::OneIdentityOnly),
    ("Microsoft.HybridCompute/machines", PortalReason::SetWhenConnected),
    ("Microsoft.Kubernetes/connectedClusters", PortalReason::SetWhenConnected),
];

const fn host(
    resource_type: &'static str,
    api_version: &'static str,
    map: MapRule,
    effect: HostEffect,
    both: &'static str,
) -> HostType {
    HostType { resource_type, api_version, map, effect, both, can_have_none: true }
}

impl HostType {
    /// The types whose identity is changed here.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        HERE.iter()
    }

    /// How the identity of a resource can be changed, by its type.
    pub fn of(resource: &AzureResource) -> HostSupport {
        let is = |name: &str| resource.resource_type().eq_ignore_ascii_case(name);
        if resource.is_user_assigned_identity() {
            return HostSupport::InPortal(PortalReason::IsIdentity);
        }
        if let Some(found) = Self::all().find(|it| is(it.resource_type)) {
            return HostSupport::Here(found);
        }
        let reason = IN_PORTAL.iter().find(|(name, _)| is(name)).map(|(_, reason)| *reason);
        HostSupport::InPortal(reason.unwrap_or(PortalReason::UnknownType))
    }

    /// The action that the service checks on the resource.
    pub fn write_action(&self) -> String {
        format!("{}/write", self.resource_type)
    }

    /// The value of `identity.type` for these kinds, in the type's own spelling; nothing for none of them, which is
    /// never sent.
    pub fn type_text(&self, system: bool, user: bool) -> Option<&'static str> {
        match (system, user) {
            (true, true) => Some(self.both),
            (true, false) => Some("SystemAssigned"),
            (false, true) => Some("UserAssigned"),
            (false, false) => None,
        }
    }

    /// The same for what is left after an undo, where a resource may be left without identities.
    pub fn type_text_after_undo(&self, system: bool, user: bool) -> Option<&'static str> {
        self.type_text(system, user).or(self.can_have_none.then_some("None"))
    }
}
