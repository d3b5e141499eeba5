//! The approval at the end of a review: what applying asks for, the reason, the guard of tier 0, and the button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::apply::Applying;
use super::keeping::{CannotSaveProgress, SavedProgress};
use super::outcomes::{directory_roles, with_names};
use super::places::PlaceNames;
use super::same_change::SameChange;
use super::send_button::{SendButton, TooSoon};
use crate::domain::change::approval::{Assurance, NotApproved, Proposal};
use crate::domain::ids::ServicePrincipalId;
// A letter that passes for another is typed as it is.
use crate::domain::visible_text::visible;
use crate::web::change_desk::{ChangeDesk, wishes};
use crate::web::components::{Notice, Tone};
use crate::web::deliberate::Attention;
use crate::web::navigation::Navigation;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::sign_in_notice::AskingNotice;
use crate::web::route::{ChangeStep, Route};
use crate::web::text::{approval as text, change, review};

/// What applying asks for, what it takes, the button that does it, and the way back.
#[component]
pub fn Approval(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let applying = Applying::new(id);
    let attention = Attention::here();
    let proposal = Memo::new(move |_| desk.change(id).proposal());
    let (name, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None::<NotApproved>);
    let to_type = Memo::new(move |_| proposal.read().as_ref().and_then(Proposal::guard).map(|guard| guard.to_type()));
    let too_much = Memo::new(move |_| proposal.read().as_ref().and_then(|proposal| proposal.fits().err()));
    let steps = move || proposal.read().as_ref().map_or(0, |proposal| proposal.steps().len());
    let progress = SavedProgress::of(Signal::derive(steps));
    let apply = Callback::new(move |()| {
        if !progress.may_begin() {
            return;
        }
        let assurance = Assurance { name: name.get_untracked(), reason: reason.get_untracked() };
        let checked = proposal.get_untracked().map(|proposal| proposal.approve(&assurance));
        refused.set(checked.and_then(Result::err));
        match refused.get_untracked() {
            Some(why) => lead_to(why),
            None => applying.begin(proposal.get_untracked(), assurance),
        }
    });
    let back = move |_| navigation.go(&Route::Change(id, ChangeStep::Choose, wishes(&desk.snapshot(id))));
    let form = move || {
        view! {
            {move || to_type.get().map(|to_type| view! { <Guard to_type name /> })}
            <ReasonField reason is_needed=Signal::derive(move || to_type.read().is_some()) />
            <p class="soft">{move || needs(proposal)}</p>
        }
    };
    let tenant = expect_context::<OpenTenant>();
    let places = expect_context::<PlaceNames>();
    let roles = directory_roles(tenant);
    let same_change = move || {
        let proposal = proposal.get()?;
        let steps = with_names(tenant, places, roles, proposal.identities(), proposal.steps());
        Some(view! { <SameChange tenant=proposal.tenant() steps /> })
    };
    view! {
        {same_change}
        <Show when=move || { steps() > 0 }>
            <section class="card region only-on-screen" aria-label=text::HEADING>
                {form}
            </section>
        </Show>
        {move || too_much.get().map(refusal_notice)}
        <AskingNotice />
        {move || applying.error_notice()}
        {move || refused.get().map(refusal_notice)}
        <CannotSaveProgress progress />
        <TooSoon attention />
        <div class="actions">
            <Show when=move || { steps() > 0 }>
                <SendButton
                    label=Signal::derive(move || change::apply(steps()))
                    disabled=Signal::derive(move || {
                        applying.is_waiting() || too_much.read().is_some() || progress.is_undecided()
                    })
                    attention
                    press=apply
                />
            </Show>
            <button type="button" class="button" on:click=back>
                {change::BACK}
            </button>
        </div>
    }
    .into_any()
}

const NAME_FIELD: &str = "approve-name";
const REASON_FIELD: &str = "approve-reason";

/// Puts the person where something is missing: the notice that says so pushes the button down, perhaps off the screen.
fn lead_to(why: NotApproved) {
    let field = match why {
        NotApproved::NameMissing => NAME_FIELD,
        NotApproved::ReasonMissing => REASON_FIELD,
        NotApproved::TooManyChanges(_) | NotApproved::TierZeroOfSeveral(_) => return,
    };
    let field = document().get_element_by_id(field).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        // A field that is gone takes no focus, and there is nothing to be done about it.
        let _ = field.focus();
    }
}

/// What is at stake, and the name that has to be typed.
#[component]
fn Guard(to_type: String, name: RwSignal<String>) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn what=text::GUARD next=text::GUARD_MEANS />
        <TextField id=NAME_FIELD label=text::NAME value=name spellcheck="false">
            <bdi>{visible(&text::type_name(&to_type))}</bdi>
        </TextField>
    }
    .into_any()
}

/// Why the change is made.
#[component]
fn ReasonField(reason: RwSignal<String>, is_needed: Signal<bool>) -> impl IntoView {
    view! {
        <TextField id=REASON_FIELD label=text::REASON value=reason>
            {move || if is_needed.get() { text::REASON_NEEDED } else { text::REASON_HINT }}
        </TextField>
    }
    .into_any()
}

/// A field for a text, with a hint below.
#[component]
fn TextField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] spellcheck: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let hint = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck=spellcheck
                aria-describedby=hint.clone()
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="hint" id=hint>
                {children()}
            </p>
        </div>
    }
}

/// What applying asks of the sign-in.
fn needs(proposal: Memo<Option<Proposal>>) -> Option<String> {
    let proposal = proposal.read();
    let scopes: Vec<&str> = proposal.as_ref()?.scopes().iter().map(|scope| scope.value()).collect();
    Some(format!("{} {}", review::needs(&scopes.join(", ")), change::TAKES_EFFECT_AT_ONCE))
}

fn refusal_notice(why: NotApproved) -> AnyView {
    let (what, next) = text::not_approved(why);
    view! { <Notice tone=Tone::Warn what next /> }.into_any()
}
