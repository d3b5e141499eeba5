//! The choices of a job: the resource, and the identities to attach.

use leptos::prelude::*;

use super::create::CreateForm;
use crate::web::components::{Notice, OutLink, TenantName, Tone};
use crate::web::host_desk::HostDesk;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::new_identity_query::{IdentityJob, NewIdentityQuery};
use crate::web::navigation::route::Route;
use crate::web::pages::change::{PickableScope, ScopePicker};
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::TenantKey;
use crate::web::tenant::portal;
use crate::web::text::new_identity as text;
use domain::azure_resource::AzureResource;
use domain::azure_role::AzureScope;
use domain::cloud::Cloud;
use domain::host_change::{HostSupport, HostType, HostWish};

/// The choices of a job. What they amount to is in `wish`, nothing while something is missing.
#[component]
pub(super) fn Form(job: IdentityJob, query: Memo<NewIdentityQuery>, wish: RwSignal<Option<HostWish>>) -> impl IntoView {
    wish.set(None);
    match job {
        IdentityJob::Create => view! { <CreateForm wish /> }.into_any(),
        IdentityJob::Enable => {
            follow(move || wish.set(supported(query).map(HostWish::Enable)));
            view! { <HostChoice query /> }.into_any()
        }
        IdentityJob::Attach => {
            let desk = expect_context::<HostDesk>();
            follow(move || {
                let identities = desk.to_attach().get();
                let host = supported(query).filter(|_| !identities.is_empty());
                wish.set(host.map(|host| HostWish::Attach { host, identities }));
            });
            view! {
                <HostChoice query />
                <IdentityChoice />
            }
            .into_any()
        }
    }
}

/// The resource, where its identity can be changed here.
fn supported(query: Memo<NewIdentityQuery>) -> Option<AzureResource> {
    let host = query.read().host.clone()?;
    matches!(HostType::of(&host), HostSupport::Here(_)).then_some(host)
}

/// Chooses the resource. It is in the address.
#[component]
fn HostChoice(query: Memo<NewIdentityQuery>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let picked = memo(move || query.read().host.clone().map(AzureScope::Resource));
    let pick = Callback::new(move |scope: Option<AzureScope>| {
        let host = match scope {
            Some(AzureScope::Resource(resource)) => Some(resource),
            _ => None,
        };
        let job = query.with_untracked(|query| query.job);
        navigation.replace(&Route::NewIdentity(NewIdentityQuery { job, host }));
    });
    let in_portal = move || {
        let host = query.read().host.clone()?;
        match HostType::of(&host) {
            HostSupport::Here(_) => None,
            HostSupport::InPortal(reason) => Some(view! {
                <Notice tone=Tone::Info what=text::portal_reason(reason) next=text::PORTAL_NEXT>
                    <PortalLink resource=host />
                </Notice>
            }),
        }
    };
    view! {
        <section class="card region" aria-labelledby="host-heading">
            <h2 id="host-heading">{text::RESOURCE}</h2>
            <ScopePicker picked pick wanted=PickableScope::Resource />
            {dynamic(in_portal)}
        </section>
    }
    .into_any()
}

/// The resource in the Azure portal.
#[component]
pub(super) fn PortalLink(resource: AzureResource) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let tenant = match untrack(|| TenantKey::of(control)) {
        TenantKey::Live(tenant, _) => Some(tenant),
        TenantKey::Sample(_) | TenantKey::Nothing => None,
    };
    let href = portal::in_azure(Cloud::OF_THIS_BUILD, tenant, &resource);
    view! {
        <p>
            <OutLink href text=text::PORTAL />
        </p>
    }
}

/// Chooses the identities that are to be attached. They are never in the address.
#[component]
fn IdentityChoice() -> impl IntoView {
    let chosen = expect_context::<HostDesk>().to_attach();
    let nothing = Memo::new(|_| None);
    let pick = Callback::new(move |scope: Option<AzureScope>| {
        if let Some(AzureScope::Resource(identity)) = scope {
            chosen.update(|all| {
                if !all.contains(&identity) {
                    all.push(identity);
                }
            });
        }
    });
    let line = move |identity: AzureResource| {
        let (name, group) = (identity.name().to_owned(), identity.resource_group().unwrap_or_default().to_owned());
        let label = format!("{}: {name}", text::REMOVE);
        let remove = move |_| chosen.update(|all| all.retain(|it| *it != identity));
        view! {
            <li>
                <span class="strong">
                    <TenantName name />
                </span>
                <span class="faint">
                    <TenantName name=group />
                </span>
                <button type="button" class="button quiet" aria-label=label on:click=remove>
                    {text::REMOVE}
                </button>
            </li>
        }
    };
    let lines = move || {
        let all = chosen.get();
        (!all.is_empty()).then(|| view! { <ul class="recipients">{all.into_iter().map(line).collect_view()}</ul> })
    };
    view! {
        <section class="card region" aria-labelledby="identities-heading">
            <h2 id="identities-heading">{text::IDENTITIES}</h2>
            <div role="status">{dynamic(lines)}</div>
            <h3>{text::ANOTHER}</h3>
            <ScopePicker picked=nothing pick wanted=PickableScope::Identity />
        </section>
    }
    .into_any()
}
