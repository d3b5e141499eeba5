//! The lines with which code connects as this identity, for what it has.

use leptos::prelude::*;

use super::regions::Regions;
use crate::web::components::UseInCode;
use crate::web::reactive::memo;
use crate::web::text::connect_lines as text;
use domain::cloud::Cloud;
use domain::connect_lines::CodeSubject;
use domain::identity::ManagedIdentity;
use domain::person::Organization;

/// The code by host.
#[component]
pub fn UseInCodeOf(
    /// The identity.
    identity: ManagedIdentity,
    /// What is read of it.
    regions: Regions,
    /// The tenant, once it is known.
    tenant: Signal<Option<Organization>>,
) -> impl IntoView {
    let subject = memo(move || {
        let mut subject = CodeSubject::new(&identity, Cloud::OF_THIS_BUILD, regions.held.code_permissions());
        if let Some(tenant) = tenant.get() {
            subject.tenant = Some(tenant.id);
            subject.initial_domain = tenant.initial_domain;
        }
        subject.has_azure_role = regions.azure.roles.map(|held| !held.roles.items.is_empty()).unwrap_or_default();
        subject
    });
    view! {
        <section class="card region" id="use-in-code" aria-label=text::HEADING>
            <h2 tabindex="-1">{text::HEADING}</h2>
            <p class="soft">{text::WHAT}</p>
            <UseInCode subject=subject.into() />
        </section>
    }
    .into_any()
}
