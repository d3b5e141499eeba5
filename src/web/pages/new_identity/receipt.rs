//! The receipt of a change of a resource's identity, and the undo of what the change did.

use leptos::prelude::*;

use super::outcome::ChangeInProgress;
use super::review::{Review, name_list};
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Fact, Notice, PageHeading, TenantName, Tone};
use crate::web::host_desk::HostDesk;
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::route::Route;
use crate::web::pages::change::{PlaceNames, ReceiptSubject, kept, provenance};
use crate::web::reactive::{dynamic, memo};
use crate::web::receipts::{Entry, Origin, Receipts};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identity_undo as text, new_identity_outcome, outcome, receipts as words};
use domain::azure_resource::AzureResource;
use domain::host_change::{AttachedIdentity, HostUndo, HostWish};
use domain::receipt::{StoredHostOutcome, StoredHostWork};

/// The receipt that the page is about.
#[component]
pub fn IdentityReceipt() -> impl IntoView {
    let ReceiptSubject(id) = expect_context();
    let tenant = expect_context::<OpenTenant>();
    let receipts = expect_context::<Receipts>();
    let desk = HostDesk::here();
    desk.clear_seen();
    provide_context(PlaceNames::new(tenant));
    provide_context(ClickGuard::watch());
    provide_context(desk);
    let Some(entry) = untrack(|| receipts.get(id)) else { return ().into_any() };
    let Some(host) = entry.receipt.host().cloned() else { return ().into_any() };
    let Some(work) = host.work() else { return ().into_any() };
    let principal = host.principals().into_iter().next();
    let is_open = memo(move || desk.execution().read().is_some());
    let is_own = memo(move || {
        let execution = desk.execution().read();
        let undo = execution.as_ref().and_then(|it| it.plan().wish().undo());
        undo.is_some_and(|undo| undo.principal() == principal)
    });
    let reviewed = RwSignal::new(None::<HostUndo>);
    let undo = move || match (is_open.get(), reviewed.get()) {
        (true, _) if is_own.get() => view! { <ChangeInProgress /> }.into_any(),
        (true, _) => view! {
            <Notice tone=Tone::Info what=text::FINISH_FIRST>
                <p>
                    <a href=Route::NewIdentity(NewIdentityQuery::default()).to_string()>{words::TO_PROGRESS}</a>
                </p>
            </Notice>
        }
        .into_any(),
        (false, Some(undo)) => view! { <Review wish=HostWish::Undo(undo) /> }.into_any(),
        (false, None) => ().into_any(),
    };
    let begin = move |_| {
        let entries = receipts.all();
        let others = entries.iter().filter(|it| it.origin != Origin::Unproven).map(|it| &it.receipt);
        reviewed.set(receipts.get(id).and_then(|entry| entry.receipt.host_undo(others)));
    };
    let offer = offer(&entry);
    let button = matches!(offer, UndoOffer::Offered).then(|| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || is_open.get() || reviewed.read().is_some()
                on:click=begin
            >
                {text::UNDO}
            </button>
        }
    });
    let why_not = match offer {
        UndoOffer::Not(why) => Some(view! { <p class="soft">{why}</p> }),
        UndoOffer::Offered | UndoOffer::Nothing => None,
    };
    let open = principal.map(|id| {
        view! {
            <a class="button primary" href=Route::Identity(id).to_string()>
                {new_identity_outcome::OPEN}
            </a>
        }
    });
    let result = host.outcome();
    let times = outcome::from_to(&entry.receipt.started().minute(), &entry.receipt.ended().minute());
    view! {
        <PageHeading text=visible(&text::heading(&work)) />
        <section class="region" aria-label=words::RECEIPT>
            {dynamic(move || receipts.get(id).map(|entry| provenance(&entry.receipt, &entry.origin)))}
            <Notice tone=tone(&result) what=text::outcome(&work, &result) next=times />
            {facts(&work, &result, principal.map(|id| id.to_string()))}
            <div class="actions">
                {open}
                {button}
                <a class="button" href=Route::Activity.to_string()>{words::TO_ACTIVITY}</a>
            </div>
            {why_not}
            <p class="soft">{dynamic(move || receipts.get(id).map(|entry| kept(id, &entry.origin)))}</p>
        </section>
        {dynamic(undo)}
    }
    .into_any()
}

/// Whether a receipt offers an undo.
enum UndoOffer {
    Offered,
    /// The change did something, and why it isn't undone here.
    Not(&'static str),
    /// There is nothing to undo.
    Nothing,
}

fn offer(entry: &Entry) -> UndoOffer {
    let control = expect_context::<SessionControl>();
    let is_read_only = control.session().with_untracked(Session::is_read_only);
    let outcome = entry.receipt.host().map(|host| host.outcome());
    match (entry.receipt.host_undo(std::iter::empty()), outcome) {
        (Some(_), _) if entry.origin == Origin::Unproven => UndoOffer::Not(text::UNPROVEN),
        (Some(_), _) if is_read_only => UndoOffer::Not(text::READ_ONLY),
        (Some(_), _) => UndoOffer::Offered,
        (None, Some(StoredHostOutcome::Done { own: false })) => UndoOffer::Not(text::NOT_OWN),
        (None, _) => UndoOffer::Nothing,
    }
}

fn tone(outcome: &StoredHostOutcome) -> Tone {
    match outcome {
        StoredHostOutcome::Done { .. } => Tone::Good,
        StoredHostOutcome::AlreadySo => Tone::Info,
        StoredHostOutcome::NotSent | StoredHostOutcome::Unknown => Tone::Warn,
        StoredHostOutcome::Failed(_) | StoredHostOutcome::Refused(_) => Tone::Bad,
    }
}

/// What the receipt has, in IDs. Names of resources are parts of their IDs.
fn facts(work: &StoredHostWork, outcome: &StoredHostOutcome, principal: Option<String>) -> AnyView {
    let (name, resource, identities): (&'static str, &AzureResource, &[AttachedIdentity]) = match work {
        StoredHostWork::Enable(host) | StoredHostWork::Disable(host) => (text::RESOURCE, host, &[]),
        StoredHostWork::Create(identity) | StoredHostWork::Delete(identity) => (text::IDENTITY, identity, &[]),
        StoredHostWork::Attach(host, all) | StoredHostWork::Detach(host, all) => (text::RESOURCE, host, all),
    };
    let id = resource.id().to_owned();
    let identities = (!identities.is_empty()).then(|| name_list(identities.iter().map(|it| &it.resource)));
    let code = match outcome {
        StoredHostOutcome::Failed(code) => code.clone(),
        StoredHostOutcome::Refused(code) => Some(code.clone()),
        _ => None,
    };
    view! {
        <dl class="facts">
            <Fact name>
                <TenantName name=id />
            </Fact>
            {principal.map(|id| view! { <Fact name=new_identity_outcome::OBJECT_ID>{id}</Fact> })}
            {identities.map(|list| view! { <Fact name=text::IDENTITIES>{list}</Fact> })}
            {code.map(|code| view! { <Fact name=text::CODE>{visible(&code)}</Fact> })}
        </dl>
    }
    .into_any()
}
