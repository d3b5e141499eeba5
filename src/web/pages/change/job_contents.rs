//! The contents of the cards of jobs, except permission sets. They are in a part of their own.

use leptos::prelude::*;

use super::add_group::AddGroup;
use super::azure_look_ups::LOOK_UPS;
use super::azure_role::AddAzureRole;
use super::copy_from::CopyFrom;
use super::job_actions::JobActions;
use super::places::PlaceNames;
use crate::web::components::{CodeBox, PasteBox};
use crate::web::navigation::route::Job;
use domain::change::origin::Origin;
use domain::change::wish::Wish;
use domain::ids::ServicePrincipalId;

/// What a card opens. The card provides it.
#[derive(Clone, Copy)]
pub struct JobSubject {
    /// The job.
    pub job: Job,
    /// The identity of the page.
    pub id: ServicePrincipalId,
    /// The service principal from which the address asks to copy.
    pub source: Signal<Option<ServicePrincipalId>>,
    /// How a job adds to the selection.
    pub actions: JobActions,
}

/// The contents of the card around it.
pub fn job_section() -> AnyView {
    let JobSubject { job, id, source, actions: JobActions { add, add_from, copy } } = expect_context();
    let from_text = Callback::new(move |wishes: Vec<Wish>| add_from.run((Origin::PastedText, wishes)));
    match job {
        Job::Code => view! { <CodeBox add=from_text /> }.into_any(),
        Job::Paste => view! { <PasteBox add=from_text /> }.into_any(),
        Job::Copy(_) => {
            expect_context::<PlaceNames>().azure().attach(LOOK_UPS);
            view! { <CopyFrom id source add=copy /> }.into_any()
        }
        Job::AzureRole => {
            expect_context::<PlaceNames>().azure().attach(LOOK_UPS);
            view! { <AddAzureRole id add /> }.into_any()
        }
        Job::Group => view! { <AddGroup id add /> }.into_any(),
        Job::Set(_) => ().into_any(),
    }
}
