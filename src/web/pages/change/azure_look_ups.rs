//! Looks up what Azure roles and scopes are called.

use leptos::task::spawn_local;

use super::azure_names::{AzureLookUps, AzureNames};
use domain::azure_role::AzureScope;

/// What is attached to the names.
pub const LOOK_UPS: AzureLookUps = AzureLookUps { roles: look_up_roles, scopes: look_up_scopes };

fn look_up_roles(names: AzureNames, scope: AzureScope) {
    let directory = names.tenant().directory();
    spawn_local(async move {
        let read = directory.azure_roles_at(&scope).await.ok();
        let named = read.map(|listing| listing.items.into_iter().map(|it| (it.role, it.name)).collect());
        names.note_roles_at(&scope, named);
    });
}

fn look_up_scopes(names: AzureNames) {
    let directory = names.tenant().directory();
    spawn_local(async move {
        match directory.azure_scopes().await {
            Ok(listing) => names.note_scopes(&listing.items),
            Err(_) => names.scopes_failed(),
        }
    });
}
