//! The fields that a role's settings in Privileged Identity Management require, shown when a request without them was
//! refused.

use leptos::prelude::*;

use crate::web::text::request_details as text;
use domain::change::request_details::{LONGEST_FIELD, RequestDetails};
use domain::policy_rule::PolicyRule;
use domain::problem::ServiceMessage;

/// What the user has typed so far.
#[derive(Clone, Copy)]
pub struct Fields {
    justification: RwSignal<String>,
    ticket_number: RwSignal<String>,
    ticket_system: RwSignal<String>,
    needs_ticket: bool,
}

impl Fields {
    /// Fields for what this refusal asks for, with what was sent before.
    pub fn new(said: &ServiceMessage, sent: &RequestDetails) -> Self {
        let (number, system) = sent.ticket().unwrap_or_default();
        Self {
            justification: RwSignal::new(sent.justification().to_owned()),
            ticket_number: RwSignal::new(number.to_owned()),
            ticket_system: RwSignal::new(system.to_owned()),
            needs_ticket: PolicyRule::failed(said).contains(&PolicyRule::Ticketing),
        }
    }

    /// Whether something that is required is missing.
    pub fn is_incomplete(self) -> bool {
        let is_empty = |field: RwSignal<String>| field.with(|text| text.trim().is_empty());
        is_empty(self.justification) || (self.needs_ticket && is_empty(self.ticket_number))
    }

    /// What the user typed.
    pub fn details(self) -> RequestDetails {
        RequestDetails::new(
            &self.justification.get_untracked(),
            &self.ticket_number.get_untracked(),
            &self.ticket_system.get_untracked(),
        )
    }
}

/// The fields.
#[component]
pub fn RequestDetailsForm(
    /// What is typed.
    fields: Fields,
) -> impl IntoView {
    let ticket = fields.needs_ticket.then(|| {
        view! {
            <Field id="ticket-number" label=text::TICKET_NUMBER hint=text::TICKET_NUMBER_HINT value=fields.ticket_number />
            <Field id="ticket-system" label=text::TICKET_SYSTEM hint=text::TICKET_SYSTEM_HINT value=fields.ticket_system />
        }
    });
    view! {
        <fieldset class="stack">
            <legend>{text::FORM}</legend>
            {ticket}
            <Field id="justification" label=text::JUSTIFICATION hint=text::JUSTIFICATION_HINT value=fields.justification />
        </fieldset>
    }
    .into_any()
}

#[component]
fn Field(id: &'static str, label: &'static str, hint: &'static str, value: RwSignal<String>) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                maxlength=LONGEST_FIELD.to_string()
                aria-describedby=hint_id.clone()
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="hint" id=hint_id>
                {hint}
            </p>
        </div>
    }
}
