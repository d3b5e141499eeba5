//! The fields that a role's settings in Privileged Identity Management require, shown when a request without them was
//! refused.

use leptos::prelude::*;

use crate::web::components::TextField;
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
            <TextField id="ticket-number" label=text::TICKET_NUMBER value=fields.ticket_number longest=LONGEST_FIELD>
                {text::TICKET_NUMBER_HINT}
            </TextField>
            <TextField id="ticket-system" label=text::TICKET_SYSTEM value=fields.ticket_system longest=LONGEST_FIELD>
                {text::TICKET_SYSTEM_HINT}
            </TextField>
        }
    });
    view! {
        <fieldset class="stack">
            <legend>{text::FORM}</legend>
            {ticket}
            <TextField id="justification" label=text::JUSTIFICATION value=fields.justification longest=LONGEST_FIELD>
                {text::JUSTIFICATION_HINT}
            </TextField>
        </fieldset>
    }
    .into_any()
}
