//! The record of a change: a receipt to be kept with the ticket that asked for it.

use leptos::prelude::*;

use super::naming::NameSources;
use super::outcomes::{directory_roles, known_roles};
use super::places::PlaceNames;
use crate::web::browser::download::download;
use crate::web::components::CopyButton;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::dynamic;
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::record as text;
use domain::change::execution::Execution;
use domain::clipboard::ClipboardText;
use domain::cloud::Cloud;
use domain::export::EvidenceSource;
use domain::person::Person;
use domain::receipt::{Receipt, ReceiptEntry, ReceiptFormat};

/// Buttons that save the receipt, and one that copies it.
#[component]
pub fn Record(
    /// The change.
    execution: Execution,
    /// Who made it.
    person: FetchedSignal<Person>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let places = expect_context::<PlaceNames>();
    let roles = directory_roles(tenant);
    let written = move || {
        let is_sample = control.session().with(|session| matches!(session, Session::Sample { .. }));
        let source = if is_sample { EvidenceSource::Sample } else { EvidenceSource::Tenant };
        let roles = known_roles(roles);
        let apis = tenant.directory().apis();
        person.with(|fetched| {
            let person = fetched.value()?;
            let naming = NameSources { apis: &apis, roles: &roles, identities: execution.plan().identities(), places };
            Some(receipt(&execution, person, source, naming))
        })
    };
    let buttons = move || written().map(|receipt| view! { <Buttons receipt /> });
    view! {
        <section class="card region export" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <p class="soft">{text::WHAT}</p>
            <FetchedStatus of=person reading=text::READING />
            {dynamic(buttons)}
        </section>
    }
    .into_any()
}

#[component]
fn Buttons(receipt: Receipt) -> impl IntoView {
    let markdown = receipt.markdown();
    let receipt = StoredValue::new(receipt);
    let button = |form: ReceiptFormat| {
        let save = move |_| {
            receipt.with_value(|receipt| {
                download(&receipt.file_name(form), form.media_type(), &receipt.write(form));
            });
        };
        view! {
            <button type="button" class="button" on:click=save>
                {text::save(form)}
            </button>
        }
    };
    view! {
        <div class="actions">
            {ReceiptFormat::ALL.iter().copied().map(button).collect_view()}
            <CopyButton value=ClipboardText::document(markdown) what=text::MARKDOWN />
        </div>
    }
}

fn receipt(execution: &Execution, person: &Person, source: EvidenceSource, naming: NameSources<'_>) -> Receipt {
    let plan = execution.plan();
    Receipt {
        source,
        cloud: Cloud::OF_THIS_BUILD,
        tenant: plan.tenant(),
        tenant_name: person.tenant.display_name.clone(),
        person: plan.person(),
        user_principal_name: person.user_principal_name.clone(),
        reason: plan.reason().map(|reason| reason.as_str().to_owned()),
        started: execution.started(),
        ended: execution.last_change(),
        changes: execution.steps().map(|(step, state)| ReceiptEntry::of(step, state, naming.names(step))).collect(),
    }
}
