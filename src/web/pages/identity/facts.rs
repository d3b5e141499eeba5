//! What the identity is.

use leptos::prelude::*;

use crate::web::components::{Badge, CopyButton, Copyable, Fact, Notice, OutLink, TenantName, Tone};
use crate::web::reactive::dynamic;
use crate::web::tenant::portal;
use crate::web::text::identity as text;
use domain::azure_resource::AzureResource;
use domain::clipboard::ClipboardText;
use domain::cloud::Cloud;
use domain::identity::ManagedIdentity;
use domain::person::Organization;
use domain::time::Timestamp;

/// The facts.
#[component]
pub fn Facts(
    /// The identity.
    identity: ManagedIdentity,
    /// The tenant, once it is known.
    tenant: Signal<Option<Organization>>,
) -> impl IntoView {
    let disabled = (!identity.enabled).then(|| view! { <Notice tone=Tone::Warn what=text::DISABLED_NOTICE /> });
    let created = identity.created.map_or(text::NOT_NOTED.to_owned(), Timestamp::date);
    let entra = portal::in_entra(Cloud::OF_THIS_BUILD, &identity);
    let permissions = portal::permissions(Cloud::OF_THIS_BUILD, &identity);
    let resource = StoredValue::new(identity.resource.clone());
    let azure = move || {
        let tenant = tenant.get().map(|tenant| tenant.id);
        resource.get_value().map(|it| {
            view! { <OutLink href=portal::in_azure(Cloud::OF_THIS_BUILD, tenant, &it) text=text::IN_AZURE /> }
        })
    };
    let (state_tone, state_text) =
        if identity.enabled { (Tone::Good, text::ENABLED) } else { (Tone::Warn, text::DISABLED) };
    let in_tenant = move || {
        tenant.get().map(|tenant| {
            view! {
                <Fact name=text::TENANT>
                    <span>
                        <TenantName name=tenant.display_name />
                        " "
                        <span class="faint id">{tenant.id.to_string()}</span>
                    </span>
                </Fact>
            }
        })
    };
    view! {
        {disabled}
        <section class="card region" aria-label=text::FACTS>
            <h2 tabindex="-1">{text::FACTS}</h2>
            <dl class="facts">
                <Fact name=text::OBJECT_ID>
                    <Copyable value=identity.id.to_string() what=text::OBJECT_ID />
                </Fact>
                <Fact name=text::APP_ID>
                    <Copyable value=identity.app_id.to_string() what=text::APP_ID />
                </Fact>
                <Fact name=text::KIND>{text::kind(identity.kind)}</Fact>
                {identity.resource.map(|resource| view! { <ResourceFacts resource /> })}
                {dynamic(in_tenant)}
                <Fact name=text::STATE>
                    <Badge tone=state_tone text=state_text />
                    <span class="soft">{text::created(&created)}</span>
                </Fact>
            </dl>
            <div class="actions out">
                <OutLink href=entra text=text::IN_ENTRA />
                <OutLink href=permissions text=text::PERMISSIONS_IN_ENTRA />
                {dynamic(azure)}
            </div>
        </section>
    }
    .into_any()
}

/// Where the identity is at home in Azure.
#[component]
fn ResourceFacts(resource: AzureResource) -> impl IntoView {
    let name = resource.name().to_owned();
    let kind = resource.resource_type().to_owned();
    let in_group = resource.resource_group().map(str::to_owned).map(|name| {
        view! {
            <Fact name=text::GROUP>
                <TenantName name />
            </Fact>
        }
    });
    let in_subscription = resource.subscription().map(|id| {
        view! {
            <Fact name=text::SUBSCRIPTION>
                <Copyable value=id.to_string() what=text::SUBSCRIPTION />
            </Fact>
        }
    });
    let in_management_group = resource.management_group().map(str::to_owned).map(|name| {
        view! {
            <Fact name=text::MANAGEMENT_GROUP>
                <TenantName name />
            </Fact>
        }
    });
    let id = resource.id().to_owned();
    view! {
        <Fact name=text::RESOURCE>
            <span>
                <TenantName name />
                " "
                <span class="faint">
                    <TenantName name=kind />
                </span>
            </span>
            <CopyButton value=ClipboardText::value(&id) what=text::RESOURCE />
        </Fact>
        {in_management_group}
        {in_group}
        {in_subscription}
    }
}
