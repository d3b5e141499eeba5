//! What an identity has that blocks an undo, each with the receipt of this browser that added it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::web::components::{Notice, Tone};
use crate::web::navigation::route::Route;
use crate::web::pages::change::AzureNames;
use crate::web::receipts::{Origin, Receipts};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identity_undo as text, places, role_name};
use domain::change::permission::AzureRoleAt;
use domain::host_change::{HostObstacle, HostReview, HostUndo, IdentityUse};
use domain::ids::{AppRoleId, RoleDefinitionId, ServicePrincipalId};
use domain::receipt::ReceiptId;

/// The names of the Entra roles that are in the way. Those of APIs are with the directory.
pub(super) type EntraRoleNames = Vec<(RoleDefinitionId, String)>;

/// Looks up what the names of what is in the way need. What can't be looked up is shown by its ID.
pub(super) async fn look_up_names(tenant: OpenTenant, review: &HostReview) -> EntraRoleNames {
    let directory = tenant.directory();
    let apis = uses(review).filter_map(|it| match it {
        IdentityUse::AppRole(grant) => Some(grant.resource),
        IdentityUse::DelegatedGrant(resource) => Some(*resource),
        _ => None,
    });
    let _ = directory.load_resources(apis.collect::<Vec<_>>()).await;
    if !uses(review).any(|it| matches!(it, IdentityUse::EntraRole(_))) {
        return Vec::new();
    }
    let roles = directory.directory_roles().await.map(|listing| listing.items).unwrap_or_default();
    roles.into_iter().map(|role| (role.id, role.display_name)).collect()
}

fn uses(review: &HostReview) -> impl Iterator<Item = &IdentityUse> {
    review.obstacles().iter().filter_map(|it| match it {
        HostObstacle::InUse(found) => Some(found),
        _ => None,
    })
}

/// One notice about everything that has to go before an undo; nothing, where nothing has to.
#[component]
pub(super) fn UsesThatBlock(review: Arc<HostReview>, roles: Arc<EntraRoleNames>, names: AzureNames) -> impl IntoView {
    let receipts = expect_context::<Receipts>();
    let of = review.wish().undo().and_then(HostUndo::principal)?;
    let uses: Vec<IdentityUse> = uses(&review).cloned().collect();
    if uses.is_empty() {
        return None;
    }
    let line = move |found: IdentityUse| {
        let receipt = added_by(receipts, of, &found);
        let (href, label) = match receipt {
            Some(id) => (Route::Receipt(id), format!("{} ({})", text::UNDO_THERE, id.started().minute())),
            None => (Route::Identity(of), text::REMOVE_THERE.to_owned()),
        };
        view! {
            <li>
                <bdi>{described(found, Arc::clone(&roles), names)}</bdi>
                " "
                <a href=href.to_string()>{label}</a>
            </li>
        }
        .into_any()
    };
    let lines = uses.into_iter().map(line).collect_view();
    Some(view! {
        <Notice tone=Tone::Bad what=text::IN_USE next=text::IN_USE_NEXT>
            <ul>{lines}</ul>
        </Notice>
    })
}

/// The latest receipt of this browser that added something to an identity.
fn added_by(receipts: Receipts, of: ServicePrincipalId, found: &IdentityUse) -> Option<ReceiptId> {
    receipts.read_once();
    let entries = receipts.of_identity(of);
    let entry = entries.iter().find(|it| it.origin != Origin::Unproven && it.receipt.has_added(of, found))?;
    Some(entry.receipt.id())
}

fn described(found: IdentityUse, roles: Arc<EntraRoleNames>, names: AzureNames) -> Signal<String> {
    Signal::derive(move || visible(&text_of(&found, &roles, names)))
}

fn text_of(found: &IdentityUse, roles: &EntraRoleNames, names: AzureNames) -> String {
    let tenant = names.tenant();
    match found {
        IdentityUse::AppRole(grant) => {
            let (value, api) = app_role(tenant, grant.resource, grant.app_role);
            text::app_role(&value, &api)
        }
        IdentityUse::EntraRole(grant) => {
            let known = roles.iter().find(|(id, _)| *id == grant.role).map(|(_, name)| name.clone());
            let name = known.unwrap_or_else(|| role_name::role(grant.role));
            text::entra_role(&name, &places::place(&grant.scope, None))
        }
        IdentityUse::AzureRole { role, name, scope } => {
            let name = name.clone().unwrap_or_else(|| names.role(&AzureRoleAt::new(*role, scope.clone())));
            text::azure_role(&name, &names.scope(scope))
        }
        IdentityUse::DelegatedGrant(resource) => text::delegated(&api_name(tenant, *resource)),
        IdentityUse::FederatedCredential(name) => text::credential(name),
        IdentityUse::Owner(entry) => text::owner(entry),
        IdentityUse::Owned(entry) => text::owned(entry),
        IdentityUse::Membership(entry) => text::membership(entry),
        IdentityUse::Attached(resource) => {
            text::attached(resource.name(), resource.resource_group().unwrap_or_default())
        }
    }
}

fn app_role(tenant: OpenTenant, resource: ServicePrincipalId, role: AppRoleId) -> (String, String) {
    let apis = tenant.directory().apis();
    let api = apis.by_id(resource);
    let value = api.and_then(|api| api.role(role)?.value.clone()).unwrap_or_else(|| role.to_string());
    (value, api.map_or_else(|| resource.to_string(), |api| api.display_name.clone()))
}

fn api_name(tenant: OpenTenant, resource: ServicePrincipalId) -> String {
    tenant.directory().apis().by_id(resource).map_or_else(|| resource.to_string(), |api| api.display_name.clone())
}
