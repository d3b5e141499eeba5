//! What an id belongs to, where it is not in the list: a user, a group, an app registration, or no one.

use leptos::prelude::*;

use super::fetched_status::FetchedStatus;
use crate::web::components::{Notice, TenantName, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::identity::OtherObject;
use crate::web::text::{identities as text, service_principal};
use domain::guid::Guid;
use domain::identity::{ServicePrincipal, ServicePrincipalKind};
use graph::operations::lookup::FoundObject;

/// Looks an id up and says what it is.
#[component]
pub fn IdAnswer(
    /// The id.
    id: Guid,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let found = FetchedSignal::<FoundObject>::now(move || {
        let directory = tenant.directory();
        async move { directory.find(id).await }
    });
    view! {
        <FetchedStatus of=found reading=text::LOOKING_UP />
        {dynamic(move || found.map(|found| view! { <FoundNotice found=found.clone() /> }))}
    }
}

/// Says what was found under an id. A managed identity becomes a link.
#[component]
pub fn FoundNotice(
    /// What was found.
    found: FoundObject,
) -> impl IntoView {
    let page = match &found {
        FoundObject::Application(principal) => Some(view! { <PageLink principal=principal.clone() /> }),
        _ => None,
    };
    let unnamed = |name: Option<String>| name.unwrap_or_default();
    let (thing, name) = match found {
        FoundObject::ManagedIdentity(identity) => {
            return view! {
                <p>
                    <a href=Route::Identity(identity.id).to_string()>
                        <TenantName name=identity.display_name />
                    </a>
                </p>
            }
            .into_any();
        }
        FoundObject::Application(principal) => (other_object(&principal), principal.display_name),
        FoundObject::AppRegistration { display_name } => (OtherObject::AppRegistration, display_name),
        FoundObject::Deleted(principal) => (OtherObject::Deleted, principal.display_name),
        FoundObject::User { display_name } => (OtherObject::User, unnamed(display_name)),
        FoundObject::Group { display_name } => (OtherObject::Group, unnamed(display_name)),
        FoundObject::Other { kind, display_name } => (OtherObject::Object, display_name.unwrap_or(kind)),
        FoundObject::Nothing { would_tell_more: Some(_) } => (OtherObject::NothingReadable, String::new()),
        FoundObject::Nothing { would_tell_more: None } => (OtherObject::Nothing, String::new()),
    };
    view! {
        <Notice tone=Tone::Info what=thing.description(&visible(&name)) next=thing.next()>
            {page}
        </Notice>
    }
    .into_any()
}

/// The link to the page of a service principal of another kind.
#[component]
fn PageLink(principal: ServicePrincipal) -> impl IntoView {
    let kind = visible(service_principal::kind(&principal.kind));
    view! {
        <p>
            <a href=Route::Identity(principal.id).to_string()>
                <bdi>{identity_name(&principal.display_name, principal.id)}</bdi>
            </a>
            " "
            <span class="faint">{kind}</span>
        </p>
    }
}

/// What a service principal is that is no managed identity.
fn other_object(principal: &ServicePrincipal) -> OtherObject {
    match principal.kind {
        ServicePrincipalKind::AgentIdentity => OtherObject::AgentIdentity,
        ServicePrincipalKind::AgentBlueprint => OtherObject::AgentBlueprint,
        ServicePrincipalKind::ManagedIdentity
        | ServicePrincipalKind::Application
        | ServicePrincipalKind::Legacy
        | ServicePrincipalKind::Other(_) => OtherObject::ServicePrincipal,
    }
}
