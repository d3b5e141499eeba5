//! The changes that were made in this browser: a list of receipts, each with its address.

use futures_util::future::join_all;
use leptos::prelude::*;

use crate::web::browser::clock;
use crate::web::browser::download::download;
use crate::web::components::{Badge, FetchedHead, Notice, PageHeading, StackedTable, Tone, Waiting};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::receipts::{Entry, Origin, Receipts, ShelfState, TabChange, is_enabled};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identity_undo, outcome, receipts as text};
use domain::change::execution::Execution;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::receipt::retention::{Retention, kept_until};
use domain::receipt::{ReceiptId, StoredReceipt, activity_file};
use domain::sort;
use domain::sorted_map::SortedMap;
use graph::operations::lookup::FoundObject;

/// What identities are called, as far as that is known.
type IdentityNames = SortedMap<Guid, String>;

/// Reads the receipts that the browser keeps, and removes those that are kept no longer. Nothing is drawn.
pub fn read_kept_receipts() -> AnyView {
    expect_context::<Receipts>().read_once();
    ().into_any()
}

/// The list.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let receipts = expect_context::<Receipts>();
    let control = expect_context::<SessionControl>();
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    receipts.read();
    let entries = memo(move || receipts.all());
    let wanted = memo(move || identities(&entries.read()));
    let names = FetchedSignal::<IdentityNames>::in_steps(move |names| {
        let (directory, wanted) = (tenant.directory(), wanted.get_untracked());
        if !wanted.is_empty() {
            names.take(async move {
                let found = join_all(wanted.iter().map(|&id| directory.find(id))).await;
                // If one can't be looked up, its ID is shown instead of its name. If none can, the reason is shown.
                let failed = found.iter().all(Result::is_err).then(|| found.first().cloned()).flatten();
                match failed {
                    Some(Err(problem)) => Err(problem),
                    _ => Ok(wanted
                        .into_iter()
                        .zip(found)
                        .filter_map(|(id, found)| Some((id, name(found.ok()?)?)))
                        .collect()),
                }
            });
        }
    });
    follow(move || {
        wanted.track();
        names.read();
    });
    let is_empty = move || entries.read().is_empty();
    let list = move || {
        let known = names.value().unwrap_or_default();
        let retention = receipts.retention();
        let rows = entries.get().into_iter().map(|entry| row(&entry, &known, &retention)).collect_view();
        view! {
            <StackedTable class="receipts" caption=text::ACTIVITY columns=&text::COLUMNS>
                {rows}
            </StackedTable>
        }
    };
    view! {
        <PageHeading text=text::ACTIVITY.to_owned() />
        <p class="lead">{if is_sample { text::LEAD_SAMPLE } else { text::LEAD }}</p>
        {(!is_sample).then(|| view! { <Shelved receipts /> })}
        <section class="region" aria-label=text::ACTIVITY>
            <Show
                when=move || !is_empty()
                fallback=move || view! { <p class="soft">{dynamic(move || (receipts.shelf() != ShelfState::Reading).then_some(text::NONE))}</p> }
            >
                <FetchedHead heading=move || text::RECEIPTS what=text::NAMES of=names />
                <Show when=move || !wanted.read().is_empty()>
                    <FetchedStatus of=names reading=text::LOOKING_UP />
                </Show>
                {dynamic(list)}
                <SaveAll entries />
            </Show>
        </section>
    }
    .into_any()
}

/// What has to be known of what this browser keeps and removes.
#[component]
fn Shelved(receipts: Receipts) -> impl IntoView {
    let shelf = move || match receipts.shelf() {
        ShelfState::Reading => view! { <Waiting text=text::READING /> }.into_any(),
        ShelfState::Unavailable => {
            view! { <Notice tone=Tone::Warn what=text::UNAVAILABLE next=text::UNAVAILABLE_NEXT /> }.into_any()
        }
        ShelfState::Read { newer: 0 } => ().into_any(),
        ShelfState::Read { newer } => view! { <Notice tone=Tone::Warn what=text::newer(newer) /> }.into_any(),
    };
    let off = (!is_enabled()).then(|| {
        view! {
            <Notice tone=Tone::Info what=text::OFF next=text::OFF_NEXT>
                <a class="button" href=Route::Settings.to_string()>{text::TO_SETTING}</a>
            </Notice>
        }
    });
    let soon = move || {
        let soon = receipts.retention().soon;
        let next = text::soon_next(&soon.first()?.started().date());
        Some(view! { <Notice tone=Tone::Warn what=text::soon(soon.len()) next /> })
    };
    view! {
        {dynamic(shelf)}
        {off}
        {dynamic(soon)}
    }
    .into_any()
}

/// A button that saves all receipts as one file, without names, as they are kept.
#[component]
fn SaveAll(entries: Memo<Vec<Entry>>) -> impl IntoView {
    let save = move |_| {
        let receipts: Vec<_> = entries.get_untracked().into_iter().map(|entry| entry.receipt).collect();
        let name = format!("bestow-activity-{}.json", clock::now().date());
        download(&name, "application/json", &activity_file(&receipts));
    };
    view! {
        <div class="actions">
            <button type="button" class="button" on:click=save>
                {text::SAVE_ALL}
            </button>
        </div>
    }
}

/// One receipt: when, for which identities, what came of it, and until when it is kept.
fn row(entry: &Entry, names: &IdentityNames, retention: &Retention) -> AnyView {
    let id = entry.receipt.id();
    let execution = entry.execution();
    let result = execution.as_ref().map(|it| outcome::summary(&outcome::Tally::of(it)));
    let result = result.or_else(|| host_summary(&entry.receipt)).unwrap_or_default();
    let badge = badge(entry, execution.as_ref());
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Receipt(id).to_string()>{id.started().minute()}</a>
            </th>
            <td>{identity_links(entry, names)}</td>
            <td>
                <div class="stack">
                    <span>{result}</span>
                    {badge}
                </div>
            </td>
            <td>{until(id, entry, retention)}</td>
        </tr>
    }
    .into_any()
}

/// What became of a change of a resource's identity.
fn host_summary(receipt: &StoredReceipt) -> Option<String> {
    let host = receipt.host()?;
    Some(visible(&identity_undo::summary(&host.work()?, &host.outcome())))
}

/// The identities of a receipt by their names, which this tab knows or which were looked up. The rest are shown by ID.
fn identity_links(entry: &Entry, names: &IdentityNames) -> Vec<AnyView> {
    let known: IdentityNames = match &entry.origin {
        Origin::ThisTab { change: TabChange::Permissions { execution, .. }, .. } => {
            execution.plan().identities().iter().map(|it| (it.id.0, it.display_name.clone())).collect()
        }
        _ => IdentityNames::new(),
    };
    let link = |id: ServicePrincipalId| {
        let name = known.get(&id.0).or_else(|| names.get(&id.0)).cloned().unwrap_or_else(|| id.to_string());
        view! {
            <div>
                <a href=Route::Identity(id).to_string()>
                    <bdi>{visible(&name)}</bdi>
                </a>
            </div>
        }
        .into_any()
    };
    entry.receipt.identities().map(link).collect()
}

/// What is special about a receipt.
fn badge(entry: &Entry, execution: Option<&Execution>) -> Option<AnyView> {
    let is_open = execution.is_some_and(|execution| !execution.is_finished());
    let (tone, text) = match entry.origin {
        Origin::Unproven => (Tone::Warn, text::UNPROVEN_BADGE),
        Origin::ThisTab { .. } if is_open => (Tone::Info, text::APPLYING_BADGE),
        _ if !entry.receipt.is_finished() => (Tone::Warn, text::UNFINISHED_BADGE),
        _ => return None,
    };
    Some(view! { <Badge tone text /> }.into_any())
}

/// Until when it is kept, and whether that is soon.
fn until(id: ReceiptId, entry: &Entry, retention: &Retention) -> String {
    if !entry.is_kept() {
        return text::NOT_KEPT.to_owned();
    }
    let until = kept_until(id).date();
    if retention.soon.contains(&id) { text::removed_soon(&until) } else { until }
}

/// What an identity is called, whatever it is by now.
fn name(found: FoundObject) -> Option<String> {
    match found {
        FoundObject::ManagedIdentity(identity) => Some(identity.display_name),
        FoundObject::Application(principal) | FoundObject::Deleted(principal) => Some(principal.display_name),
        _ => None,
    }
}

/// The identities that receipts are about and whose names this tab does not know.
fn identities(entries: &[Entry]) -> Vec<Guid> {
    let stored = entries.iter().filter(|entry| !entry.is_of_this_tab() || entry.receipt.host().is_some());
    let mut ids: Vec<Guid> = stored.flat_map(|entry| entry.receipt.identities().map(|id| id.0)).collect();
    sort::sort(&mut ids);
    ids.dedup();
    ids
}
