//! The identity's permissions, compared with a log that a user opens.

use code_permissions::usage::IdentityIds;
use leptos::prelude::*;

use super::held::HeldRegions;
use crate::web::components::UsageBox;
use crate::web::parts::usage_reading::ComparedPermission;
use domain::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use domain::identity::ManagedIdentity;
use domain::well_known::MICROSOFT_GRAPH;

/// The card.
#[component]
pub fn UsageOf(
    /// Whose permissions.
    identity: ManagedIdentity,
    /// The permissions.
    held: HeldRegions,
) -> impl IntoView {
    let ids = IdentityIds { app_id: Some(identity.app_id.to_string()), object_id: Some(identity.id.to_string()) };
    let is_ready = Signal::derive(move || held.is_settled());
    let permissions = Callback::new(move |()| {
        untrack(|| {
            (held.holdings().iter().flat_map(|all| all.iter()).flat_map(of_api).collect(), held.completeness().0)
        })
    });
    view! { <UsageBox ids is_ready permissions /> }
}

fn of_api(api: &ApiAppRoles) -> Vec<ComparedPermission> {
    let is_graph = api.api.as_ref().is_some_and(|api| api.app_id == MICROSOFT_GRAPH);
    let permission = |role: &AssignedAppRole| ComparedPermission {
        api: api.name.clone(),
        is_graph,
        value: match &role.standing {
            AppRoleStatus::Offered(role) | AppRoleStatus::Disabled(role) => role.value.clone(),
            _ => None,
        },
        label: role.label(),
    };
    api.roles.iter().map(permission).collect()
}
