//! What the simulator remembers of Azure resources, and the operations that change them.

use domain::guid::Guid;
use domain::ids::{AppId, ServicePrincipalId, UserId};
use domain::sorted_map::SortedMap;
use domain::time::Timestamp;
use serde_json::{Map, Value};

/// What is known of a resource besides its identities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AzureResourceState {
    /// Its region; the default one where nothing was said.
    pub location: Option<String>,
    /// Its tags.
    pub tags: SortedMap<String, String>,
    /// Its properties as they were last sent as a whole; those of its type where they never were.
    pub properties: Option<Map<String, Value>>,
    /// Whether the last operation on it failed.
    pub has_failed: bool,
    /// How often it was changed, which is in its ETag.
    pub revision: u32,
}

/// The identities that a resource is to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedIdentities {
    /// Whether it has a system-assigned one.
    pub is_system_assigned: bool,
    /// The resource IDs of the user-assigned ones, as they were sent.
    pub user_assigned: Vec<String>,
}

/// An operation that continues after its request was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct AzureOperation {
    /// Its name in the address of its status.
    pub id: Guid,
    /// The resource that it changes.
    pub resource: String,
    /// The identities that the resource has once it is done.
    pub wanted: WantedIdentities,
    /// When it began.
    pub started: Timestamp,
    /// When it ends.
    pub due: Timestamp,
    /// What it ends with instead of success: code and message.
    pub failure: Option<(String, String)>,
    /// Whether it has ended.
    pub is_done: bool,
    /// Who began it.
    pub by: UserId,
    /// The program that began it.
    pub app: AppId,
}

/// How long operations take, and how the next ones end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationSettings {
    /// Seconds until an operation ends.
    pub seconds: u64,
    /// The seconds that an answer asks to wait before the operation is asked for again.
    pub retry_after: u64,
    /// Code and message with which every change of a resource's identities fails.
    pub failure: Option<(String, String)>,
}

impl Default for OperationSettings {
    /// The shortest wait that the contract of resource providers allows is ten seconds:
    /// <https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/async-api-reference.md>.
    fn default() -> Self {
        Self { seconds: 5, retry_after: 10, failure: None }
    }
}

/// A user-assigned identity that was deleted while resources still name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedIdentity {
    /// Its resource ID.
    pub resource: String,
    /// The service principal that it had.
    pub id: ServicePrincipalId,
    /// The application ID that it had.
    pub app_id: AppId,
}
