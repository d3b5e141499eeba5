//! Azure on the page: the roles that are assigned there, and who can act as the identity.

use leptos::prelude::*;

use super::azure::{AzureRegions, Controllers, HeldInAzure};
use crate::web::change::selection::Selection;
use crate::web::components::{AzureRoles, FetchedHead, ListingGap, Notice, OutLink, TextTable, Tone};
use crate::web::fetched::signal::FetchStatus;
use crate::web::navigation::identity_view::Part;
use crate::web::pages::azure_status::AzureStatus;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::dynamic;
use crate::web::text::azure as text;
use domain::azure_resource::AzureResource;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::tiers::host_control;

/// Where Microsoft describes its built-in roles.
const ROLES_SOURCE: &str = "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles";
/// Where Microsoft says who can act as a managed identity.
const CONTROL_SOURCE: &str = "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations";

/// The roles that are assigned in Azure.
#[component]
pub fn InAzure(
    /// Whose.
    id: ServicePrincipalId,
    /// What is read.
    azure: AzureRegions,
    /// What is ticked for removal.
    selection: Selection,
) -> impl IntoView {
    let contents = move || azure.roles.value().map(|held| listed(held, id, selection));
    view! {
        <section class="region" id=Part::AzureRoles.element() aria-label=text::ROLES>
            <FetchedHead heading=move || text::ROLES what=text::ROLES_REGION of=azure.roles />
            <AzureStatus
                of=azure.roles
                reading=text::READING_ROLES
                instead=text::ROLES_INSTEAD
            />
            {dynamic(contents)}
        </section>
    }
    .into_any()
}

fn listed(held: HeldInAzure, id: ServicePrincipalId, selection: Selection) -> AnyView {
    let rated = held.rated().into_iter().map(|it| (held.leads_to(&it), it)).collect::<Vec<_>>();
    let HeldInAzure { roles, groups, groups_gap, .. } = held;
    let Listing { items, unreadable, gap } = roles;
    let gap = (unreadable > 0 || gap.is_some()).then(|| view! { <ListingGap shown=items.len() unreadable gap /> });
    let groups_gap = groups_gap.map(|_| view! { <Notice tone=Tone::Warn what=text::GROUPS_MISSING /> });
    let table = match items.is_empty() {
        true => view! { <p class="soft">{text::NO_ROLES}</p> }.into_any(),
        false => view! { <AzureRoles roles=rated id groups selection /> }.into_any(),
    };
    view! {
        {gap}
        {groups_gap}
        {table}
        <p class="faint">
            {text::AS_FAR_AS}
            " "
            <OutLink href=ROLES_SOURCE.to_owned() text=text::ROLES_SOURCE />
        </p>
    }
    .into_any()
}

/// Who can act as the identity, because they may run code where it lives.
#[component]
pub fn Control(
    /// Whose.
    identity: ManagedIdentity,
    /// What is read.
    azure: AzureRegions,
) -> impl IntoView {
    let control = host_control(identity.resource.as_ref());
    let roles = control.azure_roles;
    let enough: Vec<&str> = roles.iter().map(|role| role.name).collect();
    let has_host = identity.resource.is_some();
    let all = FetchStatus { read: azure.roles.reader(), ..azure.controllers.status() };
    let who = move || {
        azure.controllers.value().map(|(listing, names): Controllers| {
            if !has_host {
                return view! { <p class="soft">{text::NO_HOST}</p> }.into_any();
            }
            let rows = listing.map(|it| text::controller(&it, &names, roles));
            table(rows, text::CONTROL_CAPTION, text::CONTROL_COLUMNS, text::NO_CONTROLLERS)
        })
    };
    let own = StoredValue::new(identity.resource);
    let hosts = move || azure.hosts.value().map(|listing| used_by(listing, own.get_value().as_ref()));
    view! {
        <section class="region" id=Part::Control.element() aria-label=text::CONTROL>
            <FetchedHead heading=move || text::CONTROL what=text::CONTROL_REGION of=all />
            <div class="prose">
                <p>{control.sentence}</p>
                <p class="soft">{text::ENOUGH} ": " {enough.join(", ")} ". " {text::ENOUGH_NEXT}</p>
            </div>
            <AzureStatus
                of=azure.controllers
                reading=text::READING_CONTROL
                instead=text::CONTROL_INSTEAD
            />
            {dynamic(who)}
            {dynamic(move || azure.controllers.is_shown().then(|| view! {
                <FetchedStatus
                    of=azure.hosts
                    reading=text::READING_HOSTS
                    azure=true
                />
            }))}
            {dynamic(hosts)}
            <p class="faint">
                {text::AS_FAR_AS} " "
                <OutLink href=CONTROL_SOURCE.to_owned() text=text::CONTROL_SOURCE />
            </p>
        </section>
    }
    .into_any()
}

/// The resources that use it, where those are others than its own.
fn used_by(listing: Listing<AzureResource>, own: Option<&AzureResource>) -> AnyView {
    let is_own = |it: &AzureResource| Some(it) == own;
    if listing.is_complete()
        && listing.items.iter().all(is_own)
        && !own.is_none_or(AzureResource::is_user_assigned_identity)
    {
        return ().into_any();
    }
    let rows = listing.map(|it| text::host(&it, host_control(Some(&it)).sentence));
    view! {
        <h3>{text::HOSTS}</h3>
        {table(rows, text::HOSTS, text::HOST_COLUMNS, text::NO_HOSTS)}
    }
    .into_any()
}

fn table(
    listing: Listing<Vec<String>>,
    caption: &'static str,
    columns: &'static [&'static str],
    none: &'static str,
) -> AnyView {
    let Listing { items: rows, unreadable, gap } = listing;
    let gap = (unreadable > 0 || gap.is_some()).then(|| view! { <ListingGap shown=rows.len() unreadable gap /> });
    let table = match rows.is_empty() {
        true => view! { <p class="soft">{none}</p> }.into_any(),
        false => view! { <TextTable caption columns rows /> }.into_any(),
    };
    view! {
        {gap}
        {table}
    }
    .into_any()
}
