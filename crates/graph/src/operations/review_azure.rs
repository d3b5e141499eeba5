//! What a review has to know of Azure: the roles, who has them, and what the user may do, at the scopes of its wishes.

use futures_util::future::{join, join_all, join4};

use super::directory::Directory;
use crate::transport::{Surroundings, Transport};
use domain::access::AzureReadings;
use domain::azure_assignment::{AzureAssignmentId, AzureRoleAssignment};
use domain::azure_rights::AzureRoleDefinition;
use domain::azure_role::{AzureRole, AzureScope};
use domain::azure_scope_tree::NamedAzureScope;
use domain::change::approval::MOST_CHANGES;
use domain::change::permission::{AzureRoleAt, Permission};
use domain::change::review::AzureSituation;
use domain::change::wish::Wish;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::tiers::ReachedTier;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The Azure roles that can be assigned at a scope. They are kept, because they rarely change.
    ///
    /// # Errors
    ///
    /// As [`Self::list_azure_roles`].
    pub async fn azure_roles_at(&self, scope: &AzureScope) -> Result<Listing<AzureRoleDefinition>, Problem> {
        let key = scope.to_string().to_lowercase();
        if let Some(kept) = self.azure_roles.borrow().get(&key) {
            return Ok(kept.clone());
        }
        let listing = self.list_azure_roles(scope).await?;
        if listing.is_complete() {
            self.azure_roles.borrow_mut().insert(key, listing.clone());
        }
        Ok(listing)
    }

    /// The scope whose roles are offered before the user picks one: a subscription that they can see, because listing
    /// roles takes a role at the scope; the root, where none is known.
    pub async fn azure_scope_for_search(&self) -> AzureScope {
        let scopes = self.azure_scopes().await.map(|listing| listing.items).unwrap_or_default();
        let is_subscription = |it: &NamedAzureScope| matches!(it.scope, AzureScope::Subscription(_));
        scopes.into_iter().find(is_subscription).map_or(AzureScope::Root, |it| it.scope)
    }

    /// The management groups and subscriptions that the signed-in user can see, kept once they were read completely.
    ///
    /// # Errors
    ///
    /// As [`Self::list_azure_scopes`].
    pub async fn azure_scopes(&self) -> Result<Listing<NamedAzureScope>, Problem> {
        if let Some(kept) = &*self.azure_scopes.borrow() {
            return Ok(kept.clone());
        }
        let listing = self.list_azure_scopes().await?;
        if listing.is_complete() {
            self.azure_scopes.replace(Some(listing.clone()));
        }
        Ok(listing)
    }

    /// The name of a subscription, if management groups and subscriptions were read before and no other subscription has the
    /// same name. Sends nothing.
    pub fn known_subscription_name(&self, id: Guid) -> Option<String> {
        let scopes = self.azure_scopes.borrow();
        let mut subscriptions =
            scopes.as_ref()?.items.iter().filter(|it| matches!(it.scope, AzureScope::Subscription(_)));
        let named = subscriptions.clone().find(|it| it.scope == AzureScope::Subscription(id))?;
        let is_same = |other: &NamedAzureScope| other.name.trim().eq_ignore_ascii_case(named.name.trim());
        let is_shared = subscriptions.any(|other| other.scope != named.scope && is_same(other));
        (!is_shared).then(|| named.name.clone())
    }

    /// Reads what the wishes for Azure roles of an identity take, and the assignments that they are about by their IDs.
    /// Nothing is read where no wish is for one.
    pub(super) async fn azure_situation(
        &self,
        identity: ServicePrincipalId,
        wishes: &[Wish],
    ) -> (AzureSituation, AzureReadings) {
        let mut wanted: Vec<&AzureRoleAt> = wishes.iter().filter_map(Wish::azure_role).collect();
        let scopes = wanted.iter().filter(|at| at.has_known_scope()).map(|at| (at.scope.to_string(), &at.scope));
        let scopes: SortedMap<String, &AzureScope> = scopes.map(|(text, scope)| (text.to_lowercase(), scope)).collect();
        // A link can name hundreds of scopes. What a change has no room for is not asked for, and can't be reviewed.
        let scopes: SortedMap<String, &AzureScope> = scopes.into_iter().take(MOST_CHANGES).collect();
        wanted.retain(|at| scopes.contains_key(&at.scope.to_string().to_lowercase()));
        // When something ends matters where it is removed: an undo must not make it permanent.
        let removes = wishes.iter().any(|wish| wish.takes() && wish.is_azure());
        let of_scopes = join_all(scopes.values().map(async |&scope| {
            let ends = async { if removes { Some(self.list_azure_ends(scope, identity.0).await) } else { None } };
            let (definitions, rights, reaching, ends) = join4(
                self.azure_roles_at(scope),
                self.check_azure_rights(scope),
                self.list_azure_assignments(scope, identity.0),
                ends,
            )
            .await;
            (scope.clone(), definitions, rights, reaching, ends)
        }));
        let mut azure = AzureSituation::default();
        for (scope, definitions, rights, reaching, ends) in of_scopes.await {
            let of_wishes = |it: &AzureRoleDefinition| wanted.iter().any(|at| at.role == it.role);
            let definitions = definitions.map(|mut listing| {
                listing.items.retain(of_wishes);
                listing
            });
            azure.definitions.push((scope.clone(), definitions));
            azure.rights.push((scope.clone(), rights));
            azure.ends.extend(ends.map(|ends| (scope.clone(), ends)));
            azure.reaching.push((scope, reaching));
        }
        let ids = assignments_of(identity, &wanted, &azure);
        let reading = join_all(ids.iter().map(|id| self.read_azure_assignment(id)));
        let (read, leads) = join(reading, self.leads_of_wishes(identity, wishes)).await;
        azure.leads = leads;
        let mut readings = AzureReadings::default();
        for (id, reading) in ids.into_iter().zip(read) {
            readings.note(id, reading);
        }
        (azure, readings)
    }

    /// Where each Azure role that is to be added would lead.
    async fn leads_of_wishes(&self, identity: ServicePrincipalId, wishes: &[Wish]) -> Vec<(AzureRoleAt, ReachedTier)> {
        let added: Vec<AzureRoleAt> = wishes
            .iter()
            .filter_map(|wish| match wish {
                Wish::Add(Permission::AzureRole(at), _) => Some((**at).clone()),
                _ => None,
            })
            .collect();
        let roles: Vec<AzureRole> = added
            .iter()
            .map(|at| AzureRole {
                id: String::new(),
                principal: identity.0,
                role: at.role,
                role_name: None,
                custom: false,
                scope: at.scope.clone(),
                subscription_name: None,
                created: None,
                conditional: at.condition.is_some(),
                standing: None,
            })
            .collect();
        let leads = self.reached_tiers(identity, &roles, |_| None).await;
        added.into_iter().zip(leads).collect()
    }
}

/// The IDs of the assignments that the wishes are about: those that they would make or name, and those that the service
/// lists of the same role at the same scope, under whatever name and condition.
fn assignments_of(
    identity: ServicePrincipalId,
    wanted: &[&AzureRoleAt],
    azure: &AzureSituation,
) -> Vec<AzureAssignmentId> {
    let is_own = |at: &AzureRoleAt, it: &AzureRoleAssignment| {
        let same_scope = it.grant.scope.to_string().eq_ignore_ascii_case(&at.scope.to_string());
        it.grant.principal == identity.0 && it.grant.role == at.role && same_scope
    };
    let listed = azure.reaching.iter().filter_map(|(_, listing)| listing.as_ref().ok()).flat_map(|it| &it.items);
    let mut ids: SortedSet<AzureAssignmentId> =
        listed.filter(|it| wanted.iter().any(|at| is_own(at, it))).map(|it| it.id.clone()).collect();
    for at in wanted {
        ids.extend(at.assignment_of(identity));
        ids.extend((*at).clone().without_name().assignment_of(identity));
    }
    ids.into_iter().collect()
}
