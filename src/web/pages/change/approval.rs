//! The approval at the end of a review: what applying asks for, the reason, the guard of tier 0, and the button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::applying::Applying;
use super::keeping::{CannotSaveProgress, SavedProgress};
use super::outcomes::{directory_roles, with_names};
use super::places::PlaceNames;
use super::same_change::SameChange;
use super::send_button::{SendButton, TooSoon};
use super::typed_name::{ENDING_FIELD, NAME_FIELD, TypedName};
use crate::web::change::OpenChange;
use crate::web::change::deliberate::ClickGuard;
use crate::web::change::desk::ChangeDesk;
use crate::web::components::{IdentityLine, Notice, TextField, Tone};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::ChangeStep;
use crate::web::pages::sign_in_notice::AskingNotice;
use crate::web::reactive::{dynamic, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{approval as text, change, review};
use domain::change::approval::{Assurance, NotApproved, Proposal};
use domain::change::lifecycle::Change;
use domain::change::origin::Origin;
use domain::change::plan::{Addition, Step};
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use domain::sorted_set::SortedSet;

/// What applying asks for, what it takes, the button that does it, and the way back.
#[component]
pub fn Approval(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let control = expect_context::<SessionControl>();
    let identities = expect_context::<ChangedIdentities>();
    let applying = Applying::new(id);
    let attention = ClickGuard::here();
    let proposal = memo(move || {
        let proposal = desk.with(id, OpenChange::proposal)?;
        let is_unique = |identity: &&ManagedIdentity| identities.check(identity) == Uniqueness::Unique;
        let guarded = proposal.guard().map(|guard| guard.identity().clone());
        let unique = guarded.iter().filter(is_unique).map(|identity| identity.id).collect();
        Some(proposal.with_unique(unique))
    });
    let given = ApprovalInput::default();
    let refused = RwSignal::new(None::<NotApproved>);
    let needed = memo(move || guarded(proposal.read().as_ref(), identities));
    let too_much = memo(move || proposal.read().as_ref().and_then(|proposal| proposal.fits().err()));
    let steps = move || proposal.read().as_ref().map_or(0, |proposal| proposal.steps().len());
    let is_read_only = memo(move || control.session().with(Session::is_read_only));
    let progress = SavedProgress::of(Signal::derive(steps));
    let apply = Callback::new(move |()| {
        if !progress.may_begin() {
            return;
        }
        let Some(proposal) = proposal.get_untracked() else { return };
        let why = applying.approve(proposal.unique().clone(), given.assurance(&proposal));
        refused.set(why);
        if let Some(why) = why {
            lead_to(why);
        }
    });
    let back = move |_| navigation.go(&desk.address(id, ChangeStep::Choose));
    let form = move || {
        view! {
            <FilledIn id />
            <Confirmation id proposal confirmed=given.confirmed />
            {dynamic(move || needed.get().map(|guarded| view! { <Guard guarded given /> }))}
            <ReasonField reason=given.reason is_needed=Signal::derive(move || needed.read().is_some()) />
            <p class="soft">{dynamic(move || needs(proposal))}</p>
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
    let can_apply = move || steps() > 0 && !is_read_only.get();
    view! {
        <Show when=move || is_read_only.get()>
            <Notice tone=Tone::Info what=text::READ_ONLY next=text::READ_ONLY_NEXT />
        </Show>
        {dynamic(same_change)}
        <Show when=can_apply>
            <section class="card region only-on-screen" aria-label=text::HEADING>
                {dynamic(form)}
            </section>
        </Show>
        {dynamic(move || too_much.get().map(refusal_notice))}
        <AskingNotice />
        {dynamic(move || applying.error_notice())}
        {dynamic(move || applying.changed_notice())}
        {dynamic(move || refused.get().map(refusal_notice))}
        <CannotSaveProgress progress />
        <TooSoon attention />
        <div class="actions">
            <Show when=can_apply>
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

/// What the user gives along with the approval.
#[derive(Clone, Copy)]
struct ApprovalInput {
    name: RwSignal<String>,
    id_ending: RwSignal<String>,
    reason: RwSignal<String>,
    /// The identities that were listed when the user confirmed them. Others are not confirmed by the same tick.
    confirmed: RwSignal<SortedSet<ServicePrincipalId>>,
}

impl Default for ApprovalInput {
    fn default() -> Self {
        let text = || RwSignal::new(String::new());
        Self { name: text(), id_ending: text(), reason: text(), confirmed: RwSignal::new(SortedSet::new()) }
    }
}

impl ApprovalInput {
    fn assurance(self, proposal: &Proposal) -> Assurance {
        // What was typed for one identity is nothing for another.
        let is_guarded = proposal.guard().is_some();
        let typed = |text: RwSignal<String>| if is_guarded { text.get_untracked() } else { String::new() };
        Assurance {
            name: typed(self.name),
            id_ending: typed(self.id_ending),
            reason: self.reason.get_untracked(),
            confirmed: self.confirmed.get_untracked(),
        }
    }
}

/// How many of the changes something else than the user filled in.
#[component]
fn FilledIn(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let notice = move || {
        let origins: Vec<Origin> = desk.with(id, |open| {
            let Change::Reviewing { review, left_out, .. } = open.change() else { return Vec::new() };
            let rows = review.rows().iter().enumerate();
            let sent = rows.filter(|(at, row)| row.verdict.step().is_some() && !left_out.contains(at));
            sent.filter_map(|(_, row)| row.preselected.filter(|it| !it.ticked)).map(|it| it.origin).collect()
        });
        let by: SortedSet<Origin> = origins.iter().copied().collect();
        let by: Vec<&str> = by.into_iter().map(review::filled_in).collect();
        (!origins.is_empty()).then(|| {
            view! { <Notice tone=Tone::Info what=text::FILLED_IN next=text::filled_in(origins.len(), &by) /> }
        })
    };
    view! { {dynamic(notice)} }
}

/// The box with which the user confirms the identities, where they are not only that of the page.
#[component]
fn Confirmation(
    id: ServicePrincipalId,
    proposal: Memo<Option<Proposal>>,
    confirmed: RwSignal<SortedSet<ServicePrincipalId>>,
) -> impl IntoView {
    let identities = expect_context::<ChangedIdentities>();
    let to_confirm = memo(move || proposal.read().as_ref().map(Proposal::to_confirm).unwrap_or_default());
    let shown = move || {
        let wanted = to_confirm.get();
        if wanted.is_empty() {
            return None;
        }
        let lines = wanted.iter().map(|&it| {
            let identity = identities.find(it);
            let uniqueness = identity.as_ref().map_or(Uniqueness::Unknown, |identity| identities.check(identity));
            view! { <li><IdentityLine id=it identity uniqueness /></li> }
        });
        let lines = lines.collect_view();
        let names: Vec<String> = wanted.iter().map(|&it| identities.name(it)).collect();
        let label = text::confirm(&names, &identities.name(id));
        let is_confirmed = {
            let wanted = wanted.clone();
            move || wanted.is_subset(&confirmed.read())
        };
        Some(view! {
            <fieldset class="stack">
                <legend class="strong">{text::AFFECTED_IDENTITIES}</legend>
                <ul class="whose-list">{lines}</ul>
                <label class="row">
                    <input
                        id=CONFIRM_FIELD
                        type="checkbox"
                        prop:checked=is_confirmed
                        on:change:target=move |event| {
                            confirmed.set(if event.target().checked() { wanted.clone() } else { SortedSet::new() });
                        }
                    />
                    <bdi>{label}</bdi>
                </label>
            </fieldset>
        })
    };
    view! { {dynamic(shown)} }
}

const CONFIRM_FIELD: &str = "approve-identities";
const REASON_FIELD: &str = "approve-reason";

/// Puts the user where something is missing: the notice that says so pushes the button down, perhaps off the screen.
pub fn lead_to(why: NotApproved) {
    let field = match why {
        NotApproved::IdentitiesNotConfirmed(_) => CONFIRM_FIELD,
        NotApproved::NameMissing => NAME_FIELD,
        NotApproved::IdEndingMissing => ENDING_FIELD,
        NotApproved::ReasonMissing => REASON_FIELD,
        NotApproved::TooManyChanges(_) | NotApproved::TierZeroOfSeveral(_) | NotApproved::Unsettled(_) => return,
    };
    let field = document().get_element_by_id(field).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        // A field that is gone takes no focus, and there is nothing to be done about it.
        let _ = field.focus();
    }
}

/// What is guarded: the identity, what has to be typed, and whether the name tells it from others.
#[derive(Clone, PartialEq, Eq)]
struct GuardedApproval {
    identity: ManagedIdentity,
    to_type: String,
    takes_ending: bool,
    is_tier_zero: bool,
    uniqueness: Uniqueness,
}

fn guarded(proposal: Option<&Proposal>, identities: ChangedIdentities) -> Option<GuardedApproval> {
    let guard = proposal?.guard()?;
    let identity = guard.identity().clone();
    let uniqueness = identities.check(&identity);
    let (takes_ending, is_tier_zero) = (guard.id_ending().is_some(), guard.is_tier_zero());
    Some(GuardedApproval { to_type: guard.to_type(), takes_ending, is_tier_zero, uniqueness, identity })
}

/// What is at stake, and what has to be typed.
#[component]
fn Guard(guarded: GuardedApproval, given: ApprovalInput) -> impl IntoView {
    let GuardedApproval { identity, to_type, takes_ending, is_tier_zero, uniqueness } = guarded;
    let (what, next) = match is_tier_zero {
        true => (text::GUARD, text::GUARD_MEANS),
        false => (text::GUARD_UNRATED, text::GUARD_UNRATED_MEANS),
    };
    let (name, id_ending) = (given.name, given.id_ending);
    view! {
        <Notice tone=Tone::Warn what next />
        <TypedName identity to_type takes_ending uniqueness name id_ending />
    }
    .into_any()
}

/// Why the change is made.
#[component]
fn ReasonField(reason: RwSignal<String>, is_needed: Signal<bool>) -> impl IntoView {
    view! {
        <TextField id=REASON_FIELD label=text::REASON value=reason>
            {dynamic(move || if is_needed.get() { text::REASON_NEEDED } else { text::REASON_HINT })}
        </TextField>
    }
    .into_any()
}

/// What applying asks of the sign-in.
fn needs(proposal: Memo<Option<Proposal>>) -> Option<String> {
    let proposal = proposal.read();
    let proposal = proposal.as_ref()?;
    let scopes: Vec<&str> = proposal.scopes().iter().map(|scope| scope.value()).collect();
    let is_granted = |step: &Step| matches!(step, Step::Add(Addition::AppRole(_)));
    let said = [
        (!scopes.is_empty()).then(|| review::needs(&scopes.join(", "))),
        proposal.steps().iter().any(is_granted).then(|| change::NO_ADMIN_CONSENT.to_owned()),
        (!scopes.is_empty()).then(|| change::TAKES_EFFECT.to_owned()),
        proposal.changes_azure().then(|| review::NEEDS_AZURE.to_owned()),
    ];
    Some(said.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Says what is missing.
pub fn refusal_notice(why: NotApproved) -> AnyView {
    let (what, next) = text::not_approved(why);
    view! { <Notice tone=Tone::Warn what next /> }.into_any()
}
