//! The form of a new user-assigned identity: resource group, name and region.

use leptos::prelude::*;

use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::change::{PickableScope, ScopePicker};
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::new_identity as text;
use domain::azure_role::AzureScope;
use domain::host_change::{AzureRegion, HostWish, IdentityName, NewIdentity};

/// The form of a new identity.
#[component]
pub(super) fn CreateForm(wish: RwSignal<Option<HostWish>>) -> impl IntoView {
    let group = RwSignal::new(None::<AzureScope>);
    let name = RwSignal::new(String::new());
    let region = RwSignal::new(None::<AzureRegion>);
    follow(move || wish.set(new_identity(group, name, region).map(HostWish::Create)));
    let pick = Callback::new(move |scope| {
        region.set(None);
        group.set(scope);
    });
    view! {
        <section class="card region" aria-labelledby="group-heading">
            <h2 id="group-heading">{text::GROUP}</h2>
            <ScopePicker picked=memo(move || group.get()) pick wanted=PickableScope::ResourceGroup />
        </section>
        <section class="card region" aria-labelledby="name-heading">
            <h2 id="name-heading">{text::NAME_AND_REGION}</h2>
            <NameField name />
            {dynamic(move || group.get().map(|group| view! { <RegionField group region /> }))}
        </section>
    }
    .into_any()
}

fn new_identity(
    group: RwSignal<Option<AzureScope>>,
    name: RwSignal<String>,
    region: RwSignal<Option<AzureRegion>>,
) -> Option<NewIdentity> {
    let AzureScope::ResourceGroup { subscription, name: group } = group.get()? else { return None };
    let name = IdentityName::parse(name.read().trim()).ok()?;
    Some(NewIdentity { subscription, group, region: region.get()?, name })
}

#[component]
fn NameField(name: RwSignal<String>) -> impl IntoView {
    let error = memo(move || match name.read().trim() {
        "" => None,
        text => IdentityName::parse(text).err(),
    });
    view! {
        <div class="field">
            <label for="identity-name">{text::NAME}</label>
            <input
                id="identity-name"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="identity-name-hint"
                aria-invalid=move || error.get().is_some().then_some("true")
                prop:value=move || name.get()
                on:input:target=move |event| name.set(event.target().value())
            />
            <p id="identity-name-hint" class="soft">
                {text::NAME_HINT}
            </p>
            <p class="caution" role="status">
                {dynamic(move || error.get().map(text::name_error))}
            </p>
        </div>
    }
    .into_any()
}

/// The region, of those in which the subscription can have identities.
#[component]
fn RegionField(group: AzureScope, region: RwSignal<Option<AzureRegion>>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let regions = FetchedSignal::<Vec<String>>::in_steps(move |regions| {
        let AzureScope::ResourceGroup { subscription, .. } = group else { return };
        let directory = tenant.directory();
        regions.take(async move { directory.list_identity_regions(subscription).await });
    });
    regions.read();
    let field = move || {
        let names = regions.value()?;
        let options = names.into_iter().map(|name| view! { <option value=name.clone()>{visible(&name)}</option> });
        Some(view! {
            <div class="field">
                <label for="identity-region">{text::REGION}</label>
                <select
                    id="identity-region"
                    on:change:target=move |event| region.set(AzureRegion::named(&event.target().value()))
                >
                    <option value="">{text::NO_REGION}</option>
                    {options.collect_view()}
                </select>
            </div>
        })
    };
    view! {
        <FetchedStatus of=regions reading=text::READING_REGIONS azure=true />
        {dynamic(field)}
    }
    .into_any()
}
