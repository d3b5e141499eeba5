//! Which identities an Azure resource uses, where none of them belongs to it: a virtual machine or an app to which
//! user-assigned identities were given. Only Azure knows.

use std::sync::Arc;

use leptos::prelude::*;

use super::azure_status::AzureStatus;
use crate::web::components::{Notice, TenantName, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::identity_list::IdentityList;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{identities as text, new_identity};
use domain::azure_resource::{AssignedIdentities, AzureResource};

/// Says that no identity belongs to the resource, and asks Azure which ones it uses.
#[component]
pub fn ResourceAnswer(
    /// The resource.
    resource: AzureResource,
    /// All identities of the tenant.
    list: Memo<Arc<IdentityList>>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    // A user-assigned identity is no resource that gets one.
    let may_enable = !resource.is_user_assigned_identity() && !control.session().with_untracked(Session::is_read_only);
    let enable = may_enable.then(|| Route::NewIdentity(NewIdentityQuery::enable(resource.clone())).to_string());
    let found = FetchedSignal::<Option<AssignedIdentities>>::now(move || {
        let (directory, resource) = (tenant.directory(), resource.clone());
        async move { directory.assigned_identities_of(&resource).await }
    });
    let uses = move || {
        let assigned = found.value()?;
        Some(match assigned {
            Some(assigned) => listed(&assigned, &list.read()),
            None => view! { <p class="soft">{text::USES_NONE}</p> }.into_any(),
        })
    };
    view! {
        <Notice tone=Tone::Info what=text::NO_RESOURCE_MATCH next=text::NO_RESOURCE_MATCH_NEXT />
        <AzureStatus of=found reading=text::READING_USES instead=text::USES_INSTEAD />
        {dynamic(uses)}
        {enable
            .map(|href| {
                view! {
                    <div class="actions">
                        <a class="button" href=href>
                            {new_identity::ENABLE_HERE}
                        </a>
                    </div>
                }
            })}
    }
    .into_any()
}

/// The identities, each with a link where the tenant's list has it.
fn listed(assigned: &AssignedIdentities, list: &IdentityList) -> AnyView {
    let own = assigned.system_assigned.map(|id| (list.position(|it| it.id == id), id.to_string()));
    let of_others = assigned
        .user_assigned
        .iter()
        .map(|resource| (list.position(|it| it.resource.as_ref() == Some(resource)), resource.name().to_owned()));
    let line = |(row, otherwise): (Option<usize>, String)| match row.and_then(|row| list.get(row)) {
        Some(identity) => view! {
            <li>
                <a class="strong" href=Route::Identity(identity.id).to_string()>
                    <TenantName name=identity.display_name.clone() />
                </a>
                " "
                <span class="faint">{text::kind(identity.kind)}</span>
            </li>
        }
        .into_any(),
        None => view! {
            <li>
                <TenantName name=otherwise />
                " "
                <span class="faint">{text::NOT_LISTED}</span>
            </li>
        }
        .into_any(),
    };
    let lines = own.into_iter().chain(of_others).map(line).collect_view();
    view! {
        <section class="card region" aria-label=text::USES>
            <h2>{text::USES}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
    .into_any()
}
