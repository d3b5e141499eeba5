//! The receipt of a change: what happened, when it takes effect, what else is needed, and how to undo it.
//!
//! A receipt has an address of its own, and is the same whether its change just ended in this tab or the browser kept
//! it. What the browser kept has no names: they are looked up.

use futures_util::future::{join, join_all};
use leptos::prelude::*;

use super::effect::TakesEffectWhen;
use super::next_steps::NextSteps;
use super::outcomes::{directory_roles, outcomes, wish, with_names};
use super::places::PlaceNames;
use super::record::Record;
use super::same_change::SameChange;
use super::undo::{RemoveNewButton, UndoButton, UndoStarter};
use super::use_in_code::UseInCodeAfter;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Crumbs, Notice, Outcome, OutcomeTable, PageHeading, StepLine, Tone, Waiting};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::pages::account::read_person;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::pages::print_head::PrintHead;
use crate::web::parts::later::{DeferredView, PartView};
use crate::web::parts::part::PageSection;
use crate::web::reactive::{dynamic, follow, handler, memo};
use crate::web::receipts::{Origin, ReceiptKeeping, Receipts, ShelfState, TabChange};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change as text, outcome, receipts as words};
use domain::change::execution::{Execution, StepState};
use domain::change::plan::{Addition, Removal, Step};
use domain::change::wish::Wanted;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::receipt::retention::kept_until;
use domain::receipt::{ReceiptId, StoredReceipt};
use graph::operations::lookup::FoundObject;

/// The step of the receipt, the last of four.
const RECEIPT_STEP: usize = 3;

/// Leads from a change that has ended to the address of its receipt. The change is closed then.
#[component]
pub fn ToReceipt(id: ServicePrincipalId) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    on_cleanup(move || {
        desk.send(id, ChangeEvent::ReceiptShown);
    });
    follow(move || {
        if let Some(receipt) = desk.with_untracked(id, |open| open.execution().map(ReceiptId::of)) {
            navigation.replace(&Route::Receipt(receipt));
        }
    });
}

/// The receipt that another part of the program draws.
#[derive(Clone, Copy)]
pub struct ReceiptSubject(pub ReceiptId);

/// The page of a receipt.
#[component]
pub fn ReceiptPage(id: ReceiptId) -> impl IntoView {
    let receipts = expect_context::<Receipts>();
    provide_context(ReceiptSubject(id));
    let is_of_host = memo(move || receipts.get(id).is_some_and(|entry| entry.receipt.host().is_some()));
    dynamic(move || match is_of_host.get() {
        true => view! { <PartView what=DeferredView::Section(PageSection::IdentityReceipt) /> }.into_any(),
        false => view! { <PermissionReceipt id /> }.into_any(),
    })
}

/// The receipt of a change of permissions and roles.
#[component]
fn PermissionReceipt(id: ReceiptId) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let receipts = expect_context::<Receipts>();
    provide_context(PlaceNames::new(tenant));
    let entry = memo(move || receipts.get(id));
    // Another tab may have written it since this one read what the browser keeps.
    if untrack(move || entry.read().is_none()) {
        receipts.read();
    }
    let stored = memo(move || match entry.get() {
        Some(entry) if !matches!(entry.origin, Origin::ThisTab { .. }) => Some(entry.receipt),
        _ => None,
    });
    let identities = FetchedSignal::<Vec<ManagedIdentity>>::in_steps(move |identities| {
        if let Some(receipt) = stored.get_untracked() {
            identities.take(names_of(tenant, receipt));
        }
    });
    follow(move || {
        stored.track();
        identities.read();
    });
    let is_fresh = memo(move || matches!(entry.read().as_ref(), Some(it) if it.is_of_this_tab()));
    let execution = memo(move || {
        let entry = entry.get()?;
        match entry.origin {
            Origin::ThisTab { change: TabChange::Permissions { execution, .. }, .. } => Some(*execution),
            _ => identities.with(|fetched| {
                let found = fetched.value().map(Vec::as_slice);
                // Before names were looked up nothing is shown; where they can't be, IDs are.
                let found = found.or(fetched.problem().map(|_| &[][..]))?;
                entry.receipt.execution(found)
            }),
        }
    });
    let heading = Signal::derive(move || match &*execution.read() {
        Some(execution) => {
            let identities = execution.plan().identities();
            let first = identities.first().map(|it| visible(&it.display_name)).unwrap_or_default();
            words::heading(&first, identities.len().saturating_sub(1))
        }
        None => words::RECEIPT.to_owned(),
    });
    let crumbs = move || {
        let first = execution.read().as_ref()?.plan().identities().first().cloned()?;
        Some(view! { <Crumbs identity=(first.id, visible(&first.display_name)) /> })
    };
    let looking_up = move || {
        stored.read().is_some().then(|| {
            view! { <FetchedStatus of=identities reading=words::LOOKING_UP /> }
        })
    };
    let body = move || match execution.get() {
        Some(execution) if execution.is_finished() => view! { <Receipt id execution /> }.into_any(),
        Some(_) => view! { <GoesOn id /> }.into_any(),
        None if entry.read().is_some() => ().into_any(),
        None => match receipts.shelf() {
            ShelfState::Reading => view! { <Waiting text=words::READING /> }.into_any(),
            ShelfState::Read { .. } | ShelfState::Unavailable => view! {
                <Notice tone=Tone::Warn what=words::NOT_FOUND next=words::NOT_FOUND_NEXT>
                    <a class="button" href=Route::Activity.to_string()>{words::TO_ACTIVITY}</a>
                </Notice>
            }
            .into_any(),
        },
    };
    view! {
        {dynamic(crumbs)}
        <PageHeading text=heading />
        <Show when=move || is_fresh.get()>
            <StepLine at=Signal::stored(RECEIPT_STEP) />
        </Show>
        {dynamic(looking_up)}
        {dynamic(body)}
    }
    .into_any()
}

/// Looks up the identities of a stored receipt, and what its permissions are called.
async fn names_of(tenant: OpenTenant, receipt: StoredReceipt) -> Result<Vec<ManagedIdentity>, Problem> {
    let directory = tenant.directory();
    let found = join_all(receipt.identities().map(|id| directory.find(id.0)));
    // An API that can't be read is shown by its ID.
    let (found, _) = join(found, directory.load_resources(receipt.resources())).await;
    let found = found.into_iter().collect::<Result<Vec<FoundObject>, Problem>>()?;
    Ok(found
        .into_iter()
        .filter_map(|found| match found {
            FoundObject::ManagedIdentity(identity) => Some(identity),
            _ => None,
        })
        .collect())
}

/// A change that is still being applied in this tab.
#[component]
fn GoesOn(id: ReceiptId) -> impl IntoView {
    let page = expect_context::<Receipts>().page_of(id);
    let progress = page.map(|page| Route::Change(page, ChangeStep::Choose, Vec::new()).to_string());
    view! {
        <Notice tone=Tone::Info what=words::APPLYING>
            <a class="button" href=progress>
                {words::TO_PROGRESS}
            </a>
        </Notice>
    }
    .into_any()
}

/// A receipt whose names are known.
#[component]
fn Receipt(id: ReceiptId, execution: Execution) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let receipts = expect_context::<Receipts>();
    let Some(entry) = untrack(move || receipts.get(id)) else { return ().into_any() };
    let Some(first) = execution.plan().identities().first().map(|identity| identity.id) else { return ().into_any() };
    // The change is under the identity whose page it was made on, which may be none of those that it changed.
    let page = receipts.page_of(id).unwrap_or(first);
    let desk = expect_context::<ChangeDesk>();
    follow(move || {
        desk.send(page, ChangeEvent::ReceiptShown);
    });
    let taking = UndoStarter::new(page, execution.plan().tenant(), entry.origin != Origin::Unproven);
    let left = not_added(&execution);
    let again = (!left.is_empty()).then(|| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || taking.is_busy()
                on:click=handler(move || taking.open_change(ChangeStep::Choose, left.clone()))
            >
                {text::AGAIN}
            </button>
        }
    });
    let person = read_person(tenant);
    let places = expect_context::<PlaceNames>();
    let roles = directory_roles(tenant);
    let plan = execution.plan().clone();
    let same_change = move || {
        let steps = with_names(tenant, places, roles, plan.identities(), plan.steps());
        view! { <SameChange tenant=plan.tenant() steps /> }
    };
    let reason = execution.plan().reason().map(|reason| text::reason_given(&visible(reason.as_str())));
    let table = rows(&execution, &entry.receipt, entry.is_of_this_tab());
    let navigation = expect_context::<Navigation>();
    let another = move |_| navigation.go(&Route::Change(page, ChangeStep::Choose, Vec::new()));
    view! {
        <section class="region" aria-label=text::RECEIPT>
            <PrintHead person control at=Signal::stored(Some(execution.last_change())) />
            {dynamic(move || receipts.get(id).map(|entry| provenance(&entry.receipt, &entry.origin)))}
            <Summary execution=execution.clone() />
            {reason.map(|reason| view! { <p><bdi>{reason}</bdi></p> })}
            <OutcomeTable outcomes=table caption=text::RECEIPT />
            <div class="actions">
                <a class="button primary" href=Route::Identity(first).to_string()>{text::TO_IDENTITY}</a>
                <UndoButton taking execution=execution.clone() />
                <RemoveNewButton taking wishes=execution.removal_of_new_assignments() />
                {again}
                <button type="button" class="button" on:click=another>
                    {text::ANOTHER}
                </button>
            </div>
            <Show when=move || taking.is_busy()>
                <p class="soft">{words::FINISH_FIRST}</p>
            </Show>
            <p class="soft">{dynamic(move || receipts.get(id).map(|entry| kept(id, &entry.origin)))}</p>
            <TakesEffectWhen execution=execution.clone() />
            <NextSteps execution=execution.clone() />
            <UseInCodeAfter execution=execution.clone() person />
            <Record execution person />
            {dynamic(same_change)}
        </section>
    }
    .into_any()
}

/// The rows of the receipt. If an API was deleted, the stored value is shown as the name of its app role.
fn rows(execution: &Execution, receipt: &StoredReceipt, is_fresh: bool) -> Signal<Vec<Outcome>> {
    let named = outcomes(Signal::stored(Some(execution.clone())), is_fresh);
    let values: Vec<Option<(String, String)>> = execution
        .steps()
        .map(|(step, _)| {
            let (resource, role) = match step {
                Step::Add(Addition::AppRole(missing)) => (missing.grant().resource, missing.grant().app_role),
                Step::Remove(Removal::AppRole(held)) => (held.grant().resource, held.grant().app_role),
                _ => return None,
            };
            Some((role.to_string(), receipt.value_of(resource, role)?.to_owned()))
        })
        .collect();
    Signal::derive(move || {
        let named = named.get().into_iter().zip(&values);
        let with_value = |(mut outcome, value): (Outcome, &Option<(String, String)>)| {
            if let Some((id, value)) = value
                && outcome.label == *id
            {
                outcome.label.clone_from(value);
            }
            outcome
        };
        named.map(with_value).collect()
    })
}

/// What has to be known of where a receipt comes from.
pub fn provenance(receipt: &StoredReceipt, origin: &Origin) -> AnyView {
    let unproven = matches!(origin, Origin::Unproven)
        .then(|| view! { <Notice tone=Tone::Warn what=words::UNPROVEN next=words::UNPROVEN_NEXT /> });
    let unfinished = (!receipt.is_finished())
        .then(|| view! { <Notice tone=Tone::Warn what=words::UNFINISHED next=words::UNFINISHED_NEXT /> });
    let failed = matches!(origin, Origin::ThisTab { kept: ReceiptKeeping::Failed, .. })
        .then(|| view! { <Notice tone=Tone::Warn what=words::KEEP_FAILED next=words::KEEP_FAILED_NEXT /> });
    view! {
        {unproven}
        {unfinished}
        {failed}
    }
    .into_any()
}

/// How long the receipt is kept.
pub fn kept(id: ReceiptId, origin: &Origin) -> Option<String> {
    let until = || words::kept_until(&kept_until(id).date());
    match origin {
        Origin::Proven | Origin::Unproven | Origin::ThisTab { kept: ReceiptKeeping::Yes, .. } => Some(until()),
        Origin::ThisTab { kept: ReceiptKeeping::NotYet, .. } => Some(words::KEEPING.to_owned()),
        Origin::ThisTab { kept: ReceiptKeeping::Off, .. } => Some(words::NOT_KEPT_BY_SETTING.to_owned()),
        Origin::ThisTab { kept: ReceiptKeeping::Sample, .. } => Some(words::KEPT_SAMPLE.to_owned()),
        Origin::ThisTab { kept: ReceiptKeeping::Failed, .. } => None,
    }
}

/// What happened, in one sentence.
#[component]
fn Summary(execution: Execution) -> impl IntoView {
    let tally = outcome::Tally::of(&execution);
    let tone = if tally.is_complete() { Tone::Good } else { Tone::Warn };
    let from_to = outcome::from_to(&execution.started().minute(), &execution.last_change().minute());
    view! { <Notice tone what=outcome::summary(&tally) next=from_to /> }
}

/// What can be chosen again, because it was not added.
fn not_added(execution: &Execution) -> Vec<Wanted> {
    let open = |state: &StepState| !matches!(state, StepState::Done { .. } | StepState::AlreadySo);
    execution
        .steps()
        .filter(|(_, state)| open(state))
        .map(|(step, _)| Wanted { identity: step.principal(), wish: wish(step) })
        .collect()
}
