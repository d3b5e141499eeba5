//! The directory as one signed-in user sees it.

use std::cell::RefCell;

use crate::client::Client;
use crate::transport::{Surroundings, Transport};
use domain::apis::KnownApis;
use domain::azure_rights::AzureRoleDefinition;
use domain::azure_role::GroupsAbove;
use domain::azure_scope_tree::NamedAzureScope;
use domain::directory_role::RoleDefinition;
use domain::guid::Guid;
use domain::listing::Listing;
use domain::person::Person;
use domain::scope::Scope;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// The directory as one signed-in user sees it, with what changes rarely kept: who is signed in, the APIs, the
/// directory roles, and the role definitions, scopes and management groups of Azure. The permissions of identities are never cached here.
///
/// One of these belongs to one session. Another account, tenant or connection gets a new one, so that nothing of one
/// can be shown in another.
#[derive(Debug)]
pub struct Directory<T, S> {
    pub(super) client: Client<T, S>,
    pub(super) apis: RefCell<KnownApis>,
    pub(super) person: RefCell<Option<Person>>,
    pub(super) directory_roles: RefCell<Option<Listing<RoleDefinition>>>,
    /// By scope, in lower case.
    pub(super) azure_roles: RefCell<SortedMap<String, Listing<AzureRoleDefinition>>>,
    pub(super) azure_scopes: RefCell<Option<Listing<NamedAzureScope>>>,
    /// By subscription.
    pub(super) management_groups: RefCell<SortedMap<Guid, GroupsAbove>>,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// A directory of which nothing has been read yet. `host` is the service's host name, `granted` what the token has.
    pub fn new(transport: T, surroundings: S, host: &'static str, granted: SortedSet<Scope>) -> Self {
        Self {
            client: Client::new(transport, surroundings, host, granted),
            apis: RefCell::default(),
            person: RefCell::default(),
            directory_roles: RefCell::default(),
            azure_roles: RefCell::default(),
            azure_scopes: RefCell::default(),
            management_groups: RefCell::default(),
        }
    }

    /// The time, waiting and chance that the operations use.
    pub fn surroundings(&self) -> &S {
        self.client.surroundings()
    }

    /// Notes what the token has now, after the user consented to more.
    pub fn set_granted(&self, granted: SortedSet<Scope>) {
        self.client.set_granted(granted);
    }

    /// Until when the service has asked to be left alone, where it still does. Readings continue by themselves then.
    pub fn throttled_until(&self) -> Option<Timestamp> {
        self.client.throttled_until()
    }

    /// Whether the token has this scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.client.has(scope)
    }
}
