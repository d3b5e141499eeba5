//! The sections of the page that other parts of the program draw, and what they need to know of the identity.

use leptos::prelude::*;

use super::activity_tab::ActivityTab;
use super::azure_reading;
use super::azure_view::{Control, InAzure};
use super::export::Export;
use super::map::AccessMapSection;
use super::readiness::ReadinessOf;
use super::regions::Regions;
use super::service_principal::ServicePrincipalParts;
use super::use_in_code::UseInCodeOf;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::identity_view::Tab;
use crate::web::parts::part::PageSection;
use crate::web::session::SessionControl;
use domain::identity::{ManagedIdentity, ServicePrincipal};
use domain::person::{Organization, Person};

/// What the sections are about. The page provides it.
#[derive(Clone, Copy)]
pub struct SectionSubject {
    identity: StoredValue<ManagedIdentity>,
    regions: Regions,
    person: FetchedSignal<Person>,
    tenant: Signal<Option<Organization>>,
    control: SessionControl,
    open: Memo<Tab>,
}

impl SectionSubject {
    /// What the sections of this identity's page are about.
    pub fn new(
        identity: &ManagedIdentity,
        regions: Regions,
        person: FetchedSignal<Person>,
        tenant: Signal<Option<Organization>>,
        control: SessionControl,
        open: Memo<Tab>,
    ) -> Self {
        Self { identity: StoredValue::new(identity.clone()), regions, person, tenant, control, open }
    }
}

/// What the page of a service principal that isn't a managed identity is about. The page provides it.
#[derive(Clone, Copy)]
pub struct PrincipalSubject {
    principal: StoredValue<ServicePrincipal>,
    regions: Regions,
    person: FetchedSignal<Person>,
    control: SessionControl,
    open: Memo<Tab>,
}

impl PrincipalSubject {
    /// What the page of this service principal is about.
    pub fn new(
        principal: ServicePrincipal,
        regions: Regions,
        person: FetchedSignal<Person>,
        control: SessionControl,
        open: Memo<Tab>,
    ) -> Self {
        Self { principal: StoredValue::new(principal), regions, person, control, open }
    }
}

/// A section of the page. The first one about Azure that is drawn has Azure read.
pub fn identity_section(section: PageSection) -> AnyView {
    if section == PageSection::ServicePrincipal {
        let PrincipalSubject { principal, regions, person, control, open } = expect_context();
        let principal = principal.get_value();
        untrack(|| regions.azure.attach(azure_reading::read));
        return view! { <ServicePrincipalParts principal regions person control open /> }.into_any();
    }
    let SectionSubject { identity, regions, person, tenant, control, open } = expect_context();
    let (identity, azure) = (identity.get_value(), regions.azure);
    if matches!(section, PageSection::AzureRoles | PageSection::AzureControl) {
        untrack(|| azure.attach(azure_reading::read));
    }
    match section {
        PageSection::AccessMap => view! { <AccessMapSection identity regions person control /> }.into_any(),
        PageSection::Readiness => view! { <ReadinessOf identity regions /> }.into_any(),
        PageSection::UseInCode => view! { <UseInCodeOf identity regions tenant /> }.into_any(),
        PageSection::Export => view! { <Export identity regions /> }.into_any(),
        PageSection::Activity => view! { <ActivityTab identity regions open /> }.into_any(),
        PageSection::AzureRoles => {
            view! { <InAzure id=identity.id azure selection=regions.held.selection() /> }.into_any()
        }
        PageSection::AzureControl => view! { <Control identity azure /> }.into_any(),
        _ => ().into_any(),
    }
}
