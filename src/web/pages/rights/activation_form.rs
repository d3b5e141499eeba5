//! The form with which a role is activated: duration, justification and ticket, what the settings require, the review
//! sentence, and the button that sends.

use leptos::prelude::*;

use super::super::account::{UserAccount, name_of_role};
use super::super::sign_in_notice::{AskingNotice, SignInNotice};
use super::own_roles::local_time;
use crate::web::activation_desk::ActivationDesk;
use crate::web::activation_wish::ActivationWish;
use crate::web::browser::clock;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{StepHeading, TextField, Waiting};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::change::{PlaceNames, SendButton, TooSoon};
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{activation as text, places};
use domain::activation::{
    ActivationForm, ActivationRules, EligibleRole, FailedRequest, FormGap, RequiredFields, ReviewedRequest,
    RoleDuration, RoleOutcome, RolePerson, review_activation,
};
use domain::change::request_details::LONGEST_FIELD;
use domain::problem::Problem;

/// What the user has typed. It outlives the form, so that a refused request can be completed.
#[derive(Clone, Copy)]
pub(super) struct TypedFields {
    duration: RwSignal<Option<RoleDuration>>,
    justification: RwSignal<String>,
    ticket: RwSignal<String>,
    system: RwSignal<String>,
    shows_ticket: RwSignal<bool>,
}

impl TypedFields {
    /// Empty fields.
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            duration: RwSignal::new(None),
            justification: text(),
            ticket: text(),
            system: text(),
            shows_ticket: RwSignal::new(false),
        }
    }

    /// Empties the fields, for another role.
    pub(super) fn clear(self) {
        self.duration.set(None);
        for text in [self.justification, self.ticket, self.system] {
            text.set(String::new());
        }
        self.shows_ticket.set(false);
    }
}

/// The form of one role.
#[component]
pub(super) fn ActivationFormCard(
    account: FetchedSignal<UserAccount>,
    eligible: EligibleRole,
    fields: TypedFields,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let names = expect_context::<PlaceNames>();
    let (desk, wish) = (ActivationDesk::here(), ActivationWish::here());
    let role = eligible.own.role;
    let rules = FetchedSignal::<ActivationRules>::now(move || {
        let directory = tenant.directory();
        async move { directory.activation_rules(role).await }
    });
    let read_rules = memo(move || rules.result());
    let name = move || account.with(|fetched| name_of_role(fetched.value().map_or(&[][..], |(_, roles)| roles), role));
    let form_of = eligible.clone();
    let form = move || match read_rules.get() {
        None => view! { <Waiting text=text::READING_RULES /> }.into_any(),
        Some(rules) => view! { <RequestForm account eligible=form_of.clone() rules fields names /> }.into_any(),
    };
    view! {
        <section class="card region" aria-label=text::FORM>
            <StepHeading text=text::FORM takes_focus=true />
            <p class="strong">
                <bdi>{dynamic(name)}</bdi>
            </p>
            {dynamic(form)}
            <AskingNotice />
            {dynamic(move || desk.error().map(|error| view! { <SignInNotice error /> }))}
            <div class="actions">
                <button type="button" class="button quiet" on:click=handler(move || wish.role.set(None))>
                    {text::CANCEL}
                </button>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn RequestForm(
    account: FetchedSignal<UserAccount>,
    eligible: EligibleRole,
    rules: Result<ActivationRules, Problem>,
    fields: TypedFields,
    names: PlaceNames,
) -> impl IntoView {
    let desk = ActivationDesk::here();
    let refused = move || match desk.execution().read().as_ref()?.outcome()? {
        RoleOutcome::Failed(failed) => Some(failed.clone()),
        _ => None,
    };
    let (of_role, of_rules) = (eligible.clone(), rules.clone());
    let required = memo(move || {
        let refused: Option<FailedRequest> = refused();
        RequiredFields::of(&of_role, &of_rules, refused.as_ref(), clock::now())
    });
    let chosen = memo(move || {
        let longest = required.read().longest;
        fields.duration.get().unwrap_or_else(|| RoleDuration::first_choice(longest))
    });
    let own = eligible.own.clone();
    let reviewed = memo(move || {
        let person = account.map(|(person, _)| RolePerson { user: person.id, tenant: person.tenant.id })?;
        let form = ActivationForm {
            duration: chosen.get(),
            justification: fields.justification.get(),
            ticket_number: fields.ticket.get(),
            ticket_system: fields.system.get(),
        };
        Some(review_activation(person, &own, &required.read(), &form))
    });
    let gaps = move || match reviewed.get() {
        Some(Err(gaps)) => gaps,
        _ => Vec::new(),
    };
    let sentence = {
        let eligible = eligible.clone();
        move || {
            let (person, role) = account.with(|fetched| {
                let (person, definitions) = fetched.value()?;
                Some((person.display_name.clone(), name_of_role(definitions, eligible.own.role)))
            })?;
            let scope = places::place(&eligible.own.scope, names.name(&eligible.own.scope).as_deref());
            let until = local_time(clock::now() + chosen.get().span());
            Some(visible(&text::review(&person, &role, &scope, chosen.get(), &until)))
        }
    };
    let may_ask = rules.as_ref().is_ok_and(ActivationRules::may_ask_for_sign_in);
    let needs_approval = rules.as_ref().is_ok_and(|rules| rules.approval);
    let notes = [
        (rules.is_err(), text::RULES_UNREAD),
        (needs_approval, text::NEEDS_APPROVAL),
        (may_ask, text::NEEDS_SIGN_IN),
        (true, text::PERMISSION),
    ];
    let notes = notes.into_iter().filter(|(applies, _)| *applies);
    let attention = ClickGuard::here();
    let on_screen = Signal::derive(move || reviewed.get().and_then(Result::ok));
    let press = Callback::new(move |()| {
        // What an earlier request was refused for is forgotten first: it is part of what the form requires.
        desk.clear();
        let request: Option<ReviewedRequest> = on_screen.get_untracked();
        if let Some(request) = request {
            desk.begin(request, on_screen);
        }
    });
    let label = move || match required.read().justification {
        true => text::JUSTIFICATION,
        false => text::JUSTIFICATION_OPTIONAL,
    };
    let shows_ticket = move || required.read().ticket || fields.shows_ticket.get();
    view! {
        <DurationField required chosen fields />
        <TextField
            id="activation-justification"
            label=Signal::derive(label)
            value=fields.justification
            longest=LONGEST_FIELD
        >
            {text::JUSTIFICATION_HINT}
        </TextField>
        <Show when=shows_ticket>
            <TextField id="activation-ticket" label=text::TICKET value=fields.ticket longest=LONGEST_FIELD>
                {text::TICKET_HINT}
            </TextField>
            <TextField
                id="activation-ticket-system"
                label=text::TICKET_SYSTEM
                value=fields.system
                longest=LONGEST_FIELD
            >
                {text::TICKET_SYSTEM_HINT}
            </TextField>
        </Show>
        <Show when=move || !shows_ticket()>
            <div class="actions">
                <button type="button" class="button quiet" on:click=handler(move || fields.shows_ticket.set(true))>
                    {text::ADD_TICKET}
                </button>
            </div>
        </Show>
        <h3>{text::REVIEW}</h3>
        <p class="strong">{sentence}</p>
        {notes.map(|(_, note)| view! { <p class="soft">{note}</p> }).collect_view()}
        <p class="caution" role="status">
            {dynamic(move || gaps().into_iter().map(|gap: FormGap| text::gap(gap)).collect::<Vec<_>>().join(" "))}
        </p>
        <TooSoon attention />
        <div class="actions">
            <SendButton
                label=text::ACTIVATE
                disabled=Signal::derive(move || {
                    !matches!(reviewed.get(), Some(Ok(_))) || desk.is_waiting() || desk.is_busy()
                })
                attention
                press
            />
        </div>
    }
    .into_any()
}

#[component]
fn DurationField(required: Memo<RequiredFields>, chosen: Memo<RoleDuration>, fields: TypedFields) -> impl IntoView {
    let options = move || {
        let choices = RoleDuration::choices(required.read().longest);
        let option = |duration: RoleDuration| {
            let is_chosen = move || chosen.get() == duration;
            view! {
                <option value=duration.minutes().to_string() prop:selected=is_chosen>
                    {text::duration(duration)}
                </option>
            }
        };
        choices.into_iter().map(option).collect_view()
    };
    let choose = move |minutes: String| fields.duration.set(minutes.parse().ok().and_then(RoleDuration::of_minutes));
    view! {
        <div class="field">
            <label for="activation-duration">{text::DURATION}</label>
            <select
                id="activation-duration"
                aria-describedby="activation-duration-hint"
                on:change:target=move |event| choose(event.target().value())
            >
                {dynamic(options)}
            </select>
            <p class="hint" id="activation-duration-hint">
                {text::DURATION_HINT}
            </p>
        </div>
    }
    .into_any()
}
