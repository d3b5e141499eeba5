//! A change to one identity: choose, review, apply, receipt.
//!
//! What is chosen is in the address as well, so that a link, a reload or Back finds it again. Which of the four steps
//! is shown follows from the change itself.

mod activation_offer;
mod add_group;
mod apply;
mod applying;
mod approval;
mod azure_look_ups;
mod azure_names;
mod azure_role;
mod azure_scope;
mod catalog;
mod choose;
mod chosen;
mod cmdlet;
mod copy_from;
mod effect;
mod group_names;
mod job_actions;
mod job_contents;
mod jobs;
mod keeping;
mod naming;
mod narrower;
mod next_steps;
mod outcomes;
mod permission_names;
mod places;
mod receipt;
mod recipients;
mod record;
mod request_details;
mod review;
mod role_terms;
mod same_change;
mod selection_bar;
mod send_button;
mod set_job;
mod share;
mod standstill;
mod typed_name;
mod undo;
mod use_in_code;

use leptos::prelude::*;

use apply::ApplyStep;
pub(super) use approval::{lead_to, refusal_notice};
use azure_look_ups::LOOK_UPS;
pub(super) use azure_names::AzureNames;
pub(super) use azure_scope::{PickableScope, ScopePicker};
use choose::ChooseStep;
pub use chosen::selection_section;
pub use job_contents::job_section;
pub(super) use keeping::{CannotSaveProgress, SavedProgress};
use permission_names::PermissionNames;
pub(super) use places::PlaceNames;
use receipt::ToReceipt;
pub use receipt::{ReceiptPage, ReceiptSubject, kept, provenance};
use review::ReviewStep;
pub(super) use send_button::{PauseButtons, SendButton, TooSoon};
pub(super) use typed_name::{NAME_FIELD, TypedName};

use super::fetched_status::FetchedStatus;
use super::id_answer::FoundNotice;
use crate::web::change::OpenChange;
use crate::web::change::deliberate::ClickGuard;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Crumbs, IdentityLine, Notice, PageHeading, StepLine, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::parts::later::{DeferredView, PartForPage};
use crate::web::parts::part::PageSection;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::identity_name;
use crate::web::text::change as text;
use crate::web::text::identity;
use domain::change::lifecycle::Change;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use graph::operations::lookup::FoundObject;

/// Where a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Choose,
    Review,
    Apply,
    Receipt,
}

/// The page of a change.
#[component]
pub fn ChangePage(
    /// The identity's object id.
    id: ServicePrincipalId,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let found = FetchedSignal::<FoundObject>::now(move || {
        let directory = tenant.directory();
        async move { directory.find(id.0).await }
    });
    let identities = ChangedIdentities::new(tenant);
    provide_context(PlaceNames::without_azure(tenant));
    provide_context(PermissionNames::new(tenant));
    provide_context(identities);
    provide_context(ClickGuard::watch());
    follow_address(id);
    let name = memo(move || managed_identity(found).map(|it| identity_name(&it.display_name, id)));
    follow(move || {
        if let Some(identity) = managed_identity(found) {
            desk.send(id, ChangeEvent::Named(identity_name(&identity.display_name, id)));
            identities.note(identity);
        }
    });
    let changed = memo(move || desk.with(id, OpenChange::changed));
    // Only the identities that would be changed are in the heading, whatever address led here.
    let heading = Signal::derive(move || {
        let name = |&it: &ServicePrincipalId| match it == id {
            true => name.get().unwrap_or_else(|| identity::HEADING.to_owned()),
            false => identities.name(it),
        };
        text::heading(&changed.read().iter().map(name).collect::<Vec<_>>())
    });
    let stage = memo(move || {
        let step = address_step(id);
        desk.with(id, |open| if open.is_incomplete() { Stage::Choose } else { stage(open.change(), step) })
    });
    // Does not wait for the identity: what the step reads then travels with it.
    let may_be_one = memo(move || may_be_an_identity(found));
    let subject = StepSubject { id, takes_focus: StoredValue::new(false) };
    provide_context(subject);
    // What the steps after the choice need loads while the user chooses.
    let applying = PartForPage::load(DeferredView::Section(PageSection::ReviewStep));
    // A step that follows another one takes the focus; the first one leaves it to the page's heading.
    let shown_before = StoredValue::new(false);
    let body = move || {
        if !may_be_one.get() {
            return None;
        }
        let takes_focus = shown_before.get_value();
        shown_before.set_value(true);
        subject.takes_focus.set_value(takes_focus);
        let section = match stage.get() {
            Stage::Choose => return Some(view! { <ChooseStep id takes_focus /> }.into_any()),
            Stage::Review => PageSection::ReviewStep,
            Stage::Apply => PageSection::ApplyStep,
            Stage::Receipt => PageSection::ReceiptStep,
        };
        let step = view! {
            {applying.status()}
            {applying.draw(DeferredView::Section(section))}
        };
        Some(step.into_any())
    };
    view! {
        {dynamic(move || view! { <Crumbs identity=(id, name.get().unwrap_or_else(|| identity::HEADING.to_owned())) /> })}
        <PageHeading text=heading />
        <ChangedIdentityList id changed identities />
        <StepLine at=Signal::derive(move || stage.get() as usize) />
        <FetchedStatus of=found reading=identity::READING />
        {dynamic(move || other_object_notice(found))}
        {dynamic(body)}
    }
}

/// What the steps after the choice are about. The page provides it.
#[derive(Clone, Copy)]
struct StepSubject {
    id: ServicePrincipalId,
    takes_focus: StoredValue<bool>,
}

/// A step after the choice.
pub fn change_step(section: PageSection) -> AnyView {
    let StepSubject { id, takes_focus } = expect_context();
    expect_context::<PlaceNames>().azure().attach(LOOK_UPS);
    match section {
        PageSection::ReviewStep => view! { <ReviewStep id takes_focus=takes_focus.get_value() /> }.into_any(),
        PageSection::ApplyStep => view! { <ApplyStep id /> }.into_any(),
        PageSection::ReceiptStep => view! { <ToReceipt id /> }.into_any(),
        _ => ().into_any(),
    }
}

/// How many identities of a change are listed below the heading.
const LISTED: usize = 5;

/// The identities that would be changed, with what tells each from others of the same name. Where they are not, or not
/// only, the one whose page this is, that is said.
#[component]
fn ChangedIdentityList(
    id: ServicePrincipalId,
    changed: Memo<Vec<ServicePrincipalId>>,
    identities: ChangedIdentities,
) -> impl IntoView {
    let line = move |it: ServicePrincipalId| {
        let line = move || {
            let identity = identities.find(it);
            let uniqueness = identity.as_ref().map_or(Uniqueness::Unknown, |identity| identities.check(identity));
            let named = changed.read().len() > 1;
            view! { <IdentityLine id=it identity uniqueness named /> }
        };
        view! { <li>{dynamic(line)}</li> }
    };
    let elsewhere = move || {
        let changed = changed.read();
        let page = identities.name(id);
        (**changed != [id]).then(|| {
            view! { <Notice tone=Tone::Warn what=text::other_identities(&page, changed.len()) next=text::ELSEWHERE_NEXT /> }
        })
    };
    let more = move || {
        let more = changed.read().len().saturating_sub(LISTED);
        (more > 0).then(|| view! { <p class="soft">{text::more_changed(more)}</p> })
    };
    view! {
        {dynamic(elsewhere)}
        <ul class="whose-list" aria-label=text::CHANGED>
            <For each=move || changed.get().into_iter().take(LISTED) key=|it| *it children=line />
        </ul>
        {dynamic(more)}
    }
    .into_any()
}

/// Tells the change what its address asks for, now and whenever Back or a link changes it, and keeps the address to what
/// is chosen.
fn follow_address(id: ServicePrincipalId) {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    Effect::new(move |before: Option<()>| {
        let Route::Change(of, step, wishes) = navigation.route().get() else { return };
        if of != id {
            return;
        }
        let event = if before.is_none() { ChangeEvent::Opened } else { ChangeEvent::Followed };
        desk.send(id, event(step, wishes));
    });
    follow(move || {
        let here = navigation.route().get_untracked();
        let step = match here {
            Route::Change(of, step, _) if of == id => Some(step),
            _ => None,
        };
        let address = desk.with(id, |open| step.map(|step| open.address(step)));
        if let Some(address) = address.filter(|address| *address != here) {
            navigation.replace(&address);
        }
    });
}

fn stage(change: &Change, step: ChangeStep) -> Stage {
    match (change, step) {
        (Change::Choosing(wishes), ChangeStep::Review) if !wishes.is_empty() => Stage::Review,
        (Change::Choosing(_), _) => Stage::Choose,
        (Change::Reviewing { .. }, _) => Stage::Review,
        (Change::Applying(_), _) => Stage::Apply,
        (Change::Done(_), _) => Stage::Receipt,
    }
}

fn address_step(id: ServicePrincipalId) -> ChangeStep {
    match expect_context::<Navigation>().route().get() {
        Route::Change(of, step, _) if of == id => step,
        _ => ChangeStep::Choose,
    }
}

fn managed_identity(found: FetchedSignal<FoundObject>) -> Option<ManagedIdentity> {
    found.with(|fetched| match fetched.value() {
        Some(FoundObject::ManagedIdentity(identity)) => Some(identity.clone()),
        _ => None,
    })
}

fn may_be_an_identity(found: FetchedSignal<FoundObject>) -> bool {
    found.with(|fetched| match fetched.value() {
        Some(found) => matches!(found, FoundObject::ManagedIdentity(_)),
        None => fetched.problem().is_none(),
    })
}

fn other_object_notice(found: FetchedSignal<FoundObject>) -> Option<AnyView> {
    found.with(|fetched| match fetched.value() {
        None | Some(FoundObject::ManagedIdentity(_)) => None,
        Some(found) => Some(view! { <FoundNotice found=found.clone() /> }.into_any()),
    })
}
