//! Names for the steps of a plan, which contains IDs only.

use super::places::PlaceNames;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{add_group, places as text, role_name};
use domain::apis::KnownApis;
use domain::app_role_assignment::AppRoleGrant;
use domain::azure_assignment::AzureRoleGrant;
use domain::change::approval::id_ending;
use domain::change::plan::{Addition, Removal, Step};
use domain::change::wish::Lasting;
use domain::directory_role::{DirectoryScope, RoleDefinition};
use domain::group::GroupMembership;
use domain::identity::ManagedIdentity;
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::script::Names;

/// What is known of names. Where none is, an id takes its place.
#[derive(Clone, Copy)]
pub struct NameSources<'a> {
    /// The APIs of the tenant.
    pub apis: &'a KnownApis,
    /// The directory roles of the tenant.
    pub roles: &'a [RoleDefinition],
    /// The identities that are changed.
    pub identities: &'a [ManagedIdentity],
    /// The names of places.
    pub places: PlaceNames,
}

impl NameSources<'_> {
    /// How people call what a step is about.
    pub fn names(&self, step: &Step) -> Names {
        let (role, api) = match step {
            Step::Add(Addition::AppRole(missing)) => self.app_role(missing.grant()),
            Step::Remove(Removal::AppRole(held)) => self.app_role(held.grant()),
            Step::Add(Addition::EntraRole(missing)) => (self.directory_role(missing.grant().role), None),
            Step::Remove(Removal::EntraRole(held)) => (self.directory_role(held.grant().role), None),
            Step::Add(Addition::AzureRole(missing)) => (self.places.azure().role(&missing.role()), None),
            Step::Remove(Removal::AzureRole(held)) => (self.places.azure().role(&held.role()), None),
            Step::Add(Addition::GroupMembership(missing)) => (self.group(missing.membership()), None),
            Step::Remove(Removal::GroupMembership(held)) => (self.group(held.membership()), None),
        };
        let identity = self.identities.iter().find(|it| it.id == step.principal());
        let identity = identity.map_or_else(|| step.principal().to_string(), |it| it.display_name.clone());
        Names { identity, role, api }
    }

    /// The name of an identity that is changed, with the end of its object ID.
    pub fn identity_and_ending(&self, id: ServicePrincipalId) -> String {
        let identity = self.identities.iter().find(|it| it.id == id).filter(|it| !it.display_name.trim().is_empty());
        match identity {
            Some(identity) => format!("{} (…{})", visible(&identity.display_name), id_ending(id)),
            None => id.to_string(),
        }
    }

    /// The scope of a role, and for how long it is assigned.
    pub fn place(&self, step: &Step) -> String {
        let (scope, lasting) = match step {
            Step::Add(Addition::EntraRole(missing)) => (&missing.grant().scope, missing.lasting()),
            Step::Remove(Removal::EntraRole(held)) => (&held.grant().scope, Lasting::Permanent),
            Step::Add(Addition::AzureRole(missing)) => return self.azure_role(missing.grant()),
            Step::Remove(Removal::AzureRole(held)) => return self.azure_role(held.grant()),
            Step::Add(Addition::GroupMembership(missing)) => return add_group::group_of(missing.membership().group),
            Step::Remove(Removal::GroupMembership(held)) => return add_group::group_of(held.membership().group),
            Step::Add(Addition::AppRole(_)) | Step::Remove(Removal::AppRole(_)) => {
                (&DirectoryScope::Tenant, Lasting::Permanent)
            }
        };
        text::directory_role(scope, self.places.name(scope).as_deref(), lasting)
    }

    fn group(&self, membership: GroupMembership) -> String {
        self.places.groups().name(membership.group)
    }

    fn azure_role(&self, grant: &AzureRoleGrant) -> String {
        self.places.azure().role_scope(&grant.scope, grant.condition.is_some())
    }

    fn app_role(&self, grant: AppRoleGrant) -> (String, Option<String>) {
        let api = self.apis.by_id(grant.resource);
        let role = api.and_then(|api| api.role(grant.app_role));
        let label = role.map_or_else(|| grant.app_role.to_string(), |role| role.label().to_owned());
        (label, Some(api.map_or_else(|| grant.resource.to_string(), |api| api.display_name.clone())))
    }

    fn directory_role(&self, id: RoleDefinitionId) -> String {
        let definition = self.roles.iter().find(|role| role.id == id);
        definition.map_or_else(|| role_name::role(id), |role| role.display_name.clone())
    }
}
