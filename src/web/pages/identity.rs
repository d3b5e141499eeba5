//! One identity: what it is, and everything it holds.

use leptos::prelude::*;

use super::export::Export;
use super::facets::Facets;
use super::held_view::{AppRolesRegion, DirectoryRolesRegion, HeldRegions};
use super::id_answer::FoundNotice;
use super::region_status::RegionStatus;
use crate::domain::azure_resource::AzureResource;
use crate::domain::change::wish::Wish;
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::time::Timestamp;
use crate::operations::lookup::Found;
use crate::web::change_desk::{ChangeDesk, with_more};
use crate::web::cloud::Cloud;
use crate::web::components::{
    Badge, CopyButton, Copyable, Crumbs, DangerSummary, Fact, Notice, OutLink, PageHeading, RemoveBar, TenantName, Tone,
};
use crate::web::navigation::Navigation;
use crate::web::open_tenant::OpenTenant;
use crate::web::portal;
use crate::web::reading::{RegionSignal, new_region, read_into, state};
use crate::web::route::{ChangeStep, Route};
use crate::web::tenant_text::visible;
use crate::web::text::identity as text;

/// The page of one identity.
#[component]
pub fn IdentityPage(
    /// Its object id, or whatever else stood in the address.
    id: ServicePrincipalId,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let found = new_region::<Found>();
    let look_up = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(found, async move { directory.find(id.0).await });
    });
    let held = HeldRegions::new(tenant, id);
    look_up.run(());
    held.read();
    let identity = Memo::new(move |_| managed_identity(found));
    // An application id may have led here; what is held stands under the object id.
    let navigation = expect_context::<Navigation>();
    Effect::new(move |_| {
        if let Some(real) = identity.read().as_ref().map(|it| it.id).filter(|real| *real != id) {
            navigation.replace(&Route::Identity(real));
        }
    });
    let heading = Signal::derive(move || match &*identity.read() {
        Some(identity) => visible(&identity.display_name),
        None => text::HEADING.to_owned(),
    });
    let desk = expect_context::<ChangeDesk>();
    // What waits on the desk for this identity is kept, and is reviewed together with the removal.
    let removal = Callback::new(move |ticked: Vec<Wish>| {
        Route::Change(id, ChangeStep::Review, with_more(&desk.change(id), id, ticked)).to_string()
    });
    let contents = move || {
        identity.get().map(|identity| {
            view! {
                {move || held.danger().map(|(danger, complete)| view! { <DangerSummary danger complete traps=held.traps() /> })}
                <Facts identity=identity.clone() />
                <AppRolesRegion held />
                <DirectoryRolesRegion held />
                <Facets identity=identity.clone() />
                <Export identity held />
                <RemoveBar selection=held.selection() review=removal />
            }
        })
    };
    view! {
        <Crumbs />
        <div class="page-head">
            <PageHeading text=heading />
            {move || identity.get().map(|identity| view! { <AddLink id=identity.id /> })}
        </div>
        <RegionStatus state=state(found) reading=text::READING retry=look_up />
        {move || other_thing(found)}
        {contents}
    }
}

#[component]
fn AddLink(id: ServicePrincipalId) -> impl IntoView {
    let route = Route::Change(id, ChangeStep::Choose, Vec::new());
    view! {
        <div class="actions">
            <a class="button" href=Route::Compare(id, None).to_string()>
                {text::COMPARE}
            </a>
            <a class="button primary" href=route.to_string()>
                {text::ADD}
            </a>
        </div>
    }
}

/// What the identity is.
#[component]
fn Facts(identity: ManagedIdentity) -> impl IntoView {
    let disabled = (!identity.enabled).then(|| view! { <Notice tone=Tone::Warn what=text::DISABLED_NOTICE /> });
    let created = identity.created.map_or(text::NOT_NOTED.to_owned(), Timestamp::date);
    let entra = portal::in_entra(Cloud::OF_THIS_BUILD, &identity);
    let azure = identity.resource.as_ref().map(|it| portal::in_azure(Cloud::OF_THIS_BUILD, it));
    let (state_tone, state_text) =
        if identity.enabled { (Tone::Good, text::ENABLED) } else { (Tone::Warn, text::DISABLED) };
    view! {
        {disabled}
        <section class="card region" aria-label=text::FACTS>
            <dl class="facts">
                <Fact name=text::OBJECT_ID>
                    <Copyable value=identity.id.to_string() what=text::OBJECT_ID />
                </Fact>
                <Fact name=text::APP_ID>
                    <Copyable value=identity.app_id.to_string() what=text::APP_ID />
                </Fact>
                <Fact name=text::KIND>{text::kind(identity.kind)}</Fact>
                <Fact name=text::STATE>
                    <Badge tone=state_tone text=state_text />
                </Fact>
                {identity.resource.map(|resource| view! { <ResourceFacts resource /> })}
                <Fact name=text::CREATED>{created}</Fact>
            </dl>
            <div class="actions">
                <OutLink href=entra text=text::IN_ENTRA />
                {azure.map(|href| view! { <OutLink href text=text::IN_AZURE /> })}
            </div>
        </section>
    }
    .into_any()
}

/// Where the identity is at home in Azure.
#[component]
fn ResourceFacts(resource: AzureResource) -> impl IntoView {
    let name = resource.name().to_owned();
    let kind = visible(resource.resource_type());
    let group = resource.resource_group().unwrap_or(text::NOT_NOTED).to_owned();
    let subscription = resource.subscription().to_string();
    let id = resource.id().to_owned();
    view! {
        <Fact name=text::RESOURCE>
            <span>
                <TenantName name />
                " "
                <span class="faint">{kind}</span>
            </span>
            <CopyButton value=id what=text::RESOURCE />
        </Fact>
        <Fact name=text::GROUP>
            <TenantName name=group />
        </Fact>
        <Fact name=text::SUBSCRIPTION>
            <Copyable value=subscription what=text::SUBSCRIPTION />
        </Fact>
    }
}

fn managed_identity(found: RegionSignal<Found>) -> Option<ManagedIdentity> {
    found.with(|region| match region.shown().map(|read| &read.value) {
        Some(Found::ManagedIdentity(identity)) => Some(identity.clone()),
        _ => None,
    })
}

/// What the id belongs to, where it is not a managed identity.
fn other_thing(found: RegionSignal<Found>) -> Option<AnyView> {
    found.with(|region| match region.shown().map(|read| &read.value) {
        None | Some(Found::ManagedIdentity(_)) => None,
        Some(found) => Some(view! { <FoundNotice found=found.clone() /> }.into_any()),
    })
}
