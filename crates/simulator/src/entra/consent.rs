//! What people consented to. It only grows until it is withdrawn, and every token carries all of it.
//!
//! <https://learn.microsoft.com/entra/identity-platform/scopes-oidc>

use super::resource::Resource;
use domain::ids::{AppId, UserId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// The scopes consented for each client and resource.
#[derive(Debug, Default)]
pub(super) struct Consents {
    for_all: SortedMap<(AppId, Resource), SortedSet<String>>,
    for_one: SortedMap<(AppId, Resource, UserId), SortedSet<String>>,
    withheld: SortedSet<(AppId, String)>,
}

impl Consents {
    pub fn add_for_all(&mut self, client: AppId, resource: Resource, scopes: impl IntoIterator<Item = String>) {
        self.for_all.entry((client, resource)).or_default().extend(scopes);
    }

    pub fn add(&mut self, client: AppId, resource: Resource, user: UserId, scopes: impl IntoIterator<Item = String>) {
        self.for_one.entry((client, resource, user)).or_default().extend(scopes);
    }

    pub fn withdraw(&mut self, client: AppId) {
        self.for_all.retain(|(of, _), _| *of != client);
        self.for_one.retain(|(of, _, _), _| *of != client);
    }

    /// From now on no token of this client carries these scopes, whatever was consented to.
    pub fn withhold(&mut self, client: AppId, scopes: impl IntoIterator<Item = String>) {
        self.withheld.extend(scopes.into_iter().map(|scope| (client, scope)));
    }

    /// Everything that a token of this client for this resource and user carries, in alphabetical order.
    pub fn carried(&self, client: AppId, resource: Resource, user: UserId) -> SortedSet<String> {
        let mut scopes = self.granted(client, resource, user);
        scopes.retain(|scope| !self.withheld.contains(&(client, scope.clone())));
        scopes
    }

    /// Everything that was consented for this client, resource and user.
    fn granted(&self, client: AppId, resource: Resource, user: UserId) -> SortedSet<String> {
        let for_all = self.for_all.get(&(client, resource)).into_iter().flatten();
        let for_one = self.for_one.get(&(client, resource, user)).into_iter().flatten();
        for_all.chain(for_one).cloned().collect()
    }

    /// Those of the asked scopes that are not consented.
    pub fn missing(&self, client: AppId, user: UserId, asked: &[(Resource, String)]) -> Vec<(Resource, String)> {
        let held = |resource, name: &String| self.granted(client, resource, user).contains(name);
        asked.iter().filter(|(resource, name)| !held(*resource, name)).cloned().collect()
    }
}
