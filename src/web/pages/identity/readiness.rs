//! Does it work yet? One line, by what was read of this identity.

use std::time::Duration;

use leptos::prelude::*;

use super::regions::Regions;
use crate::web::browser::clock;
use crate::web::components::ReadinessLine;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{readiness as text, role_name};
use domain::identity::ManagedIdentity;
use domain::ids::AppId;
use domain::readiness::{CalledApi, ReadinessInputs, readiness};
use domain::time::Timestamp;
use domain::well_known::COMMON_APIS;

/// How often the time is looked at.
const TICK: Duration = Duration::from_secs(30);
/// The list of APIs.
const API: &str = "readiness-api";

/// The line, for all APIs or one of them.
#[component]
pub fn ReadinessOf(
    /// The identity.
    identity: ManagedIdentity,
    /// What is read of it.
    regions: Regions,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let now = RwSignal::new(clock::now());
    let tick = move || {
        now.try_set(clock::now());
    };
    if let Ok(ticking) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || ticking.clear());
    }
    let api = RwSignal::new(None::<AppId>);
    let apis = memo(move || named_apis(regions));
    let found = memo(move || {
        let azure_roles: Option<Vec<Option<Timestamp>>> =
            regions.azure.roles.map(|held| held.roles.items.iter().map(|role| role.created).collect());
        let setup = regions.held.checklists(&identity);
        let loading = !regions.held.is_settled();
        let known = tenant.directory().apis();
        let called =
            |id| CalledApi { id, assignment_required: known.by_app_id(id).is_some_and(|api| api.assignment_required) };
        regions.held.with_held(|held| {
            readiness(ReadinessInputs {
                enabled: identity.enabled,
                api: api.get().map(called),
                held,
                loading,
                azure_roles: azure_roles.as_deref(),
                setup: &setup,
                now: now.get(),
            })
        })
    });
    let option = |(id, name): (AppId, String)| view! { <option value=id.to_string()>{name}</option> };
    view! {
        <section class="region readiness" aria-label=text::HEADING>
            <div class="region-head">
                <h2 tabindex="-1">{text::HEADING}</h2>
                <div class="row">
                    <label for=API>{text::API}</label>
                    <select id=API on:change:target=move |event| api.set(event.target().value().parse().ok())>
                        <option value="">{text::ALL_APIS}</option>
                        {dynamic(move || apis.get().into_iter().map(option).collect_view())}
                    </select>
                </div>
            </div>
            {dynamic(move || view! { <ReadinessLine readiness=found.get() names=apis.get() /> })}
        </section>
    }
    .into_any()
}

/// The APIs that nearly everyone calls, and those that the identity has permissions of, with their names.
fn named_apis(regions: Regions) -> Vec<(AppId, String)> {
    let mut apis: Vec<(AppId, String)> = COMMON_APIS.iter().map(|&id| (id, role_name::api(id))).collect();
    for held in regions.held.holdings().iter().flat_map(|all| all.iter()) {
        if let Some(api) = &held.api
            && !apis.iter().any(|(id, _)| *id == api.app_id)
        {
            apis.push((api.app_id, visible(&held.name)));
        }
    }
    apis
}
