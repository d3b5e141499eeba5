//! Adding an Azure role: a search over the roles by name and by what they allow, a scope, and what the signed-in user may
//! do at the scope.

use leptos::prelude::*;

use super::azure_scope::ScopePicker;
use super::places::PlaceNames;
use crate::web::change::OpenAzureRole;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::TierBadge;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::azure_status::AzureStatus;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::add_azure as text;
use domain::azure_rights::{AzureRights, AzureRoleDefinition, AzureTask};
use domain::azure_role::AzureScope;
use domain::azure_role_search::AzureRoleSearch;
use domain::change::permission::{AzureRoleAt, Permission};
use domain::change::wish::{Lasting, Wish};
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::tiers::ReachedTier;
use domain::tiers::rate_azure;

/// How many roles are offered at once.
const AT_ONCE: usize = 10;

/// Adds an Azure role. Azure is read as soon as this is drawn.
#[component]
pub fn AddAzureRole(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// Adds wishes for all identities of the change, as the user's own choice.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let names = expect_context::<PlaceNames>().azure();
    let identities = expect_context::<ChangedIdentities>();
    let suggested =
        Signal::derive(move || identities.find(id).and_then(|it| own_group(&it)).into_iter().collect::<Vec<_>>());
    let open = memo(move || desk.with(id, |open| open.open_azure_role().cloned()));
    let scope = memo(move || open.get().and_then(|open| open.scope));
    let roles = FetchedSignal::<AzureRoleSearch>::now(move || {
        let directory = tenant.directory();
        // A custom role is defined for some scopes only: those of a scope are known once it is picked.
        let at = scope.get_untracked();
        async move {
            let at = match at {
                Some(at) => at,
                None => directory.azure_scope_for_search().await,
            };
            let listing = directory.azure_roles_at(&at).await?;
            Ok(AzureRoleSearch::new(listing.items))
        }
    });
    let pick_role = Callback::new(move |role: AzureRoleDefinition| {
        names.note_role(role.role, role.name.clone());
        desk.send(id, ChangeEvent::AzureRolePicked(Some((role.role, role.name))));
    });
    let drop_role = move |_| {
        desk.send(id, ChangeEvent::AzureRolePicked(None));
    };
    let pick_scope = Callback::new(move |scope: Option<AzureScope>| {
        desk.send(id, ChangeEvent::AzureScopePicked(scope));
        roles.read();
    });
    let added = RwSignal::new(None::<usize>);
    let wish = memo(move || open.get().and_then(|open| open.wish()));
    let take = move |_| {
        let Some(wish) = wish.get_untracked() else { return };
        desk.send(id, ChangeEvent::AzureRoleClosed);
        added.set(Some(add.run(vec![wish])));
    };
    let role_name = move || open.get().and_then(|open| open.role).map(|(_, name)| name);
    let chosen_role = move || {
        role_name().map(|name| {
            view! {
                <p class="row">
                    <bdi class="strong">{visible(&name)}</bdi>
                    <button type="button" class="button quiet" on:click=drop_role>
                        {text::OTHER_ROLE}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div class="region">
            <AzureStatus of=roles reading=text::READING_ROLES instead=text::INSTEAD />
            <Show when=move || roles.is_shown()>
                <h3>{text::ROLE}</h3>
                <div role="status">{dynamic(chosen_role)}</div>
                <Show when=move || role_name().is_none()>
                    <RoleSearch roles pick=pick_role />
                </Show>
                <h3>{text::SCOPE}</h3>
                <ScopePicker picked=scope pick=pick_scope suggested />
                {dynamic(move || scope.get().map(|scope| view! { <Rights scope /> }))}
                <div class="actions">
                    <button type="button" class="button" disabled=move || wish.read().is_none() on:click=take>
                        {text::ADD}
                    </button>
                    <span class="soft" role="status">
                        {dynamic(move || match (open.get(), added.get()) {
                            (Some(open), _) => open.missing().map(str::to_owned),
                            (None, added) => added.map(text::added),
                        })}
                    </span>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// The resource group that an identity's own resource is in. Most runbooks and apps work on what is beside them.
fn own_group(identity: &ManagedIdentity) -> Option<AzureScope> {
    let resource = identity.resource.as_ref()?;
    let (subscription, name) = (resource.subscription()?, resource.resource_group()?.to_owned());
    Some(AzureScope::ResourceGroup { subscription, name })
}

/// The field that roles are searched by, and what it finds.
#[component]
fn RoleSearch(roles: FetchedSignal<AzureRoleSearch>, pick: Callback<AzureRoleDefinition>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = memo(move || {
        let of = |roles: &AzureRoleSearch| roles.find(&typed.read()).into_iter().cloned().collect::<Vec<_>>();
        roles.map(of).unwrap_or_default()
    });
    let number = move || (!typed.read().trim().is_empty()).then(|| text::found(found.read().len()));
    let line = move |role: AzureRoleDefinition| {
        let rating = rate_azure(role.role, &AzureScope::Root, ReachedTier::NOWHERE).rating();
        let (name, description) = (visible(&role.name), visible(&role.description));
        let custom = role.custom.then_some(text::CUSTOM);
        view! {
            <li>
                <div class="stack">
                    <div class="row">
                        <button type="button" class="button" on:click=handler(move || pick.run(role.clone()))>
                            <bdi>{name}</bdi>
                        </button>
                        <TierBadge rating />
                        {custom.map(|custom| view! { <span class="faint">{custom}</span> })}
                    </div>
                    <p class="soft"><bdi>{description}</bdi></p>
                </div>
            </li>
        }
    };
    view! {
        <search class="field">
            <label for="azure-role-search">{text::SEARCH}</label>
            <input
                id="azure-role-search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=text::SEARCH_HINT
                on:input:target=move |event| typed.set(event.target().value())
            />
        </search>
        <p class="soft" role="status">{dynamic(number)}</p>
        <ul class="recipients">
            <For
                each=move || found.get().into_iter().take(AT_ONCE)
                key=|role| role.role
                children=line
            />
        </ul>
        <Show when=move || { found.read().len() > AT_ONCE }>
            <p class="soft">{text::MORE}</p>
        </Show>
    }
    .into_any()
}

/// What the signed-in user may do at a scope, said before anything is sent.
#[component]
fn Rights(scope: AzureScope) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let scope = StoredValue::new(scope);
    let rights = FetchedSignal::<AzureRights>::now(move || {
        let directory = tenant.directory();
        async move { directory.check_azure_rights(&scope.get_value()).await }
    });
    let said = move || rights.map(|rights| text::right(rights.may(AzureTask::Assign)));
    view! {
        <FetchedStatus of=rights reading=text::READING_RIGHTS azure=true />
        <p role="status">{dynamic(said)}</p>
    }
    .into_any()
}

impl OpenAzureRole {
    /// The wish, once role and scope are chosen.
    fn wish(&self) -> Option<Wish> {
        let ((role, _), scope) = (self.role.as_ref()?, self.scope.clone()?);
        Some(Wish::Add(Permission::AzureRole(Box::new(AzureRoleAt::new(*role, scope))), Lasting::Permanent))
    }

    /// What is still to be picked.
    fn missing(&self) -> Option<&'static str> {
        match (&self.role, &self.scope) {
            (None, _) => Some(text::PICK_ROLE),
            (Some(_), None) => Some(text::PICK_SCOPE),
            (Some(_), Some(_)) => None,
        }
    }
}
