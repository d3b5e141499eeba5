//! What Azure roles and scopes are called, as far as that is known. What is not is looked up, once.

use leptos::prelude::*;

use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{azure as text, role_name};
use domain::azure_role::AzureScope;
use domain::azure_scope_tree::NamedAzureScope;
use domain::change::permission::AzureRoleAt;
use domain::guid::Guid;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// The names of Azure roles and of subscriptions and management groups.
#[derive(Clone, Copy)]
pub struct AzureNames {
    tenant: OpenTenant,
    roles: RwSignal<SortedMap<Guid, String>>,
    /// By scope, in lower case.
    scopes: RwSignal<SortedMap<String, String>>,
    /// The scopes at which roles were looked up.
    asked: StoredValue<SortedSet<String>>,
    scopes_asked: StoredValue<bool>,
    look_ups: RwSignal<Option<AzureLookUps>>,
}

/// What reads names from Azure. It comes with other parts of the program than the page of a change.
#[derive(Clone, Copy)]
pub struct AzureLookUps {
    /// Reads the roles at a scope.
    pub roles: fn(AzureNames, AzureScope),
    /// Reads the scopes.
    pub scopes: fn(AzureNames),
}

impl AzureNames {
    /// Nothing is known yet, and nothing is looked up before something is attached for that.
    pub fn new(tenant: OpenTenant) -> Self {
        Self {
            tenant,
            roles: RwSignal::new(SortedMap::new()),
            scopes: RwSignal::new(SortedMap::new()),
            asked: StoredValue::new(SortedSet::new()),
            scopes_asked: StoredValue::new(false),
            look_ups: RwSignal::new(None),
        }
    }

    /// Notes the name of a role that was read.
    pub fn note_role(self, role: Guid, name: String) {
        self.roles.update(|roles| drop(roles.insert(role, name)));
    }

    /// Notes the names of scopes that were read.
    pub fn note_scopes(self, named: &[NamedAzureScope]) {
        self.scopes.update(|scopes| {
            scopes.extend(named.iter().map(|it| (it.scope.to_string().to_lowercase(), it.name.clone())));
        });
    }

    /// The name of a role, by now; follows what is read. Without a name, that of a well-known role or the ID.
    pub fn role(self, at: &AzureRoleAt) -> String {
        let known = self.roles.with(|roles| roles.get(&at.role).cloned());
        known.unwrap_or_else(|| {
            self.look_up_roles(&at.scope);
            role_name::azure_role(at.role)
        })
    }

    /// A scope in words, by now; follows what is read.
    pub fn scope(self, scope: &AzureScope) -> String {
        self.look_up_scopes();
        let named = match scope {
            AzureScope::ManagementGroup(_) => Some(scope.clone()),
            AzureScope::Subscription(id) | AzureScope::ResourceGroup { subscription: id, .. } => {
                Some(AzureScope::Subscription(*id))
            }
            AzureScope::Resource(resource) => resource.subscription().map(AzureScope::Subscription),
            AzureScope::Root | AzureScope::Other(_) => None,
        };
        let name = named.and_then(|scope| self.scopes.with(|scopes| text::scope_name(scopes, &scope)));
        text::scope(scope, name.as_deref())
    }

    /// That something is an Azure role, with its scope in words and whether a condition limits it.
    pub fn role_scope(self, scope: &AzureScope, is_conditional: bool) -> String {
        text::role_scope(&self.scope(scope), is_conditional)
    }

    /// Notes what the roles are called that were read at a scope. Nothing where they couldn't be read: the review says why,
    /// and they are looked up again when they are drawn again, which is after Azure was connected.
    pub fn note_roles_at(self, scope: &AzureScope, named: Option<Vec<(Guid, String)>>) {
        match named {
            Some(named) => {
                self.roles.try_update(|roles| roles.extend(named));
            }
            None => {
                self.asked.try_update_value(|asked| asked.remove(&scope.to_string().to_lowercase()));
            }
        }
    }

    /// The scopes couldn't be read. They are looked up again when they are drawn again.
    pub fn scopes_failed(self) {
        self.scopes_asked.try_set_value(false);
    }

    /// Takes what looks names up, now that its part of the program is there.
    pub fn attach(self, look_ups: AzureLookUps) {
        if self.look_ups.with_untracked(Option::is_none) {
            self.look_ups.set(Some(look_ups));
        }
    }

    /// The tenant that is read.
    pub fn tenant(self) -> OpenTenant {
        self.tenant
    }

    fn look_up_roles(self, scope: &AzureScope) {
        let Some(look_ups) = self.look_ups.get() else { return };
        let key = scope.to_string().to_lowercase();
        if self.asked.try_update_value(|asked| asked.insert(key)) == Some(true) {
            (look_ups.roles)(self, scope.clone());
        }
    }

    fn look_up_scopes(self) {
        let Some(look_ups) = self.look_ups.get() else { return };
        if self.scopes_asked.try_update_value(|asked| std::mem::replace(asked, true)) == Some(false) {
            (look_ups.scopes)(self);
        }
    }
}
