//! Compares one identity with a permission set or another identity. Missing permissions can be added to a change.

mod choice;
mod hand_on;
mod reading;

use leptos::prelude::*;

use choice::Choice;
use hand_on::HandOn;
use reading::{Compared, ComparisonOutcome, compare};

use super::account::read_person;
use super::fetched_status::FetchedStatus;
use super::id_answer::FoundNotice;
use super::print_head::PrintHead;
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Crumbs, FetchedHead, Notice, PageHeading, Tone, VerificationTable};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::reactive::{dynamic, memo};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::compare::{self as text, ComparisonKind};
use crate::web::text::{change, identity, sets, standing};
use domain::change::origin::Origin;
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use domain::verify::{ComparisonResult, ComparisonRow, Verification};
use graph::operations::lookup::FoundObject;

/// The page of a comparison.
#[component]
pub fn ComparePage(
    /// The identity's object id.
    id: ServicePrincipalId,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let found = FetchedSignal::now(move || {
        let directory = tenant.directory();
        async move { directory.find(id.0).await }
    });
    let name = memo(move || {
        found.with(|fetched| match fetched.value() {
            Some(FoundObject::ManagedIdentity(identity)) => visible(&identity.display_name),
            Some(FoundObject::Application(principal)) => visible(&principal.display_name),
            _ => identity::HEADING.to_owned(),
        })
    });
    let with = memo(move || match navigation.route().get() {
        Route::Compare(of, with) if of == id => with,
        _ => None,
    });
    let may_change = Signal::derive(move || found.with(is_identity));
    // An address may be a link, so that only what was picked here is the user's own choice.
    let picked = RwSignal::new(None::<SetKey>);
    view! {
        {dynamic(move || view! { <Crumbs identity=(id, name.get()) /> })}
        <PageHeading text=Signal::derive(move || text::heading(&name.get())) />
        {dynamic(move || found.with(other_object_notice))}
        {dynamic(move || view! { <Choice id chosen=with.get() picked /> })}
        {dynamic(move || with.get().map(|with| view! { <Comparison id name with picked=picked.get_untracked() may_change /> }))}
    }
}

/// The comparison with one set or identity.
#[component]
fn Comparison(
    id: ServicePrincipalId,
    name: Memo<String>,
    with: CompareWith,
    picked: Option<SetKey>,
    may_change: Signal<bool>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let person = read_person(tenant);
    let own = OwnSets::open();
    let (set, wishes) = match with {
        CompareWith::Identity(_) => (text::OTHER.to_owned(), Some(Vec::new())),
        CompareWith::Set(SetKey::BuiltIn(set)) => (sets::name(set).to_owned(), Some(set.wishes())),
        CompareWith::Set(SetKey::Own(set)) => {
            let set = untrack(|| own.get(set));
            (set.as_ref().map_or_else(String::new, |set| visible(&set.name)), set.map(|set| set.wishes))
        }
    };
    let Some(wishes) = wishes else {
        return view! { <Notice tone=Tone::Info what=sets::GONE next=sets::GONE_NEXT /> }.into_any();
    };
    let wishes = StoredValue::new(wishes);
    let compared = FetchedSignal::<Compared>::now(move || compare(tenant.directory(), id, with, wishes.get_value()));
    let other = Signal::derive(move || other_name(compared).unwrap_or_else(|| set.clone()));
    let contents = move || {
        compared.with(|fetched| {
            fetched.shown().map(|read| match &read.value.outcome {
                ComparisonOutcome::Table { table, beside, .. } => {
                    let against = comparison_kind(read.value.with);
                    let (table, beside) = (table.clone(), beside.clone());
                    let notices = beside.iter().map(|said| {
                        view! { <Notice tone=Tone::Warn what=visible(said) /> }
                    });
                    view! {
                        <PrintHead person control at=Signal::stored(Some(read.at)) />
                        {notices.collect_view()}
                        <Table id against brought_by=wish_origin(read.value.with, picked) table=table.clone() may_change />
                        <HandOn id name against other table beside read_at=read.at person />
                    }
                    .into_any()
                }
                ComparisonOutcome::OtherThing(found) => view! { <FoundNotice found=found.clone() /> }.into_any(),
            })
        })
    };
    let swap = match with {
        CompareWith::Identity(other) => Some(Route::Compare(other, Some(CompareWith::Identity(id))).to_string()),
        CompareWith::Set(_) => None,
    };
    view! {
        <section class="region" aria-label=text::REGION>
            <FetchedHead heading=move || other.get() what=text::REGION of=compared />
            <FetchedStatus of=compared reading=text::READING />
            {swap.map(|href| view! { <p class="only-on-screen"><a href=href>{text::SWAP}</a></p> })}
            {dynamic(contents)}
        </section>
    }
    .into_any()
}

/// The result in one line, the way on, and the table.
#[component]
fn Table(
    id: ServicePrincipalId,
    against: ComparisonKind,
    brought_by: Option<Origin>,
    table: Verification,
    may_change: Signal<bool>,
) -> impl IntoView {
    let summary = standing::summary(against, table.counts());
    let tone = if table.is_exact() { Tone::Good } else { Tone::Info };
    // What is missing is ticked: who compares wants it, and sees it again before anything is written.
    let ticked = RwSignal::new(table.missing().into_iter().collect::<SortedSet<Wish>>());
    let can_change = table.rows.iter().any(|row| row.correction().is_some());
    let ticking = Signal::derive(move || may_change.get().then_some(ticked));
    let rows = StoredValue::new(table.rows);
    let only = RwSignal::new(None::<ComparisonResult>);
    let shown = memo(move || {
        let only = only.get();
        let fits = |row: &ComparisonRow| only.is_none_or(|only| only == ComparisonResult::of(&row.finding));
        rows.with_value(|rows| rows.iter().filter(|row| fits(row)).cloned().collect::<Vec<ComparisonRow>>())
    });
    let caption = summary.clone();
    let contents = move || match rows.with_value(Vec::is_empty) {
        true => view! { <p class="soft">{text::NOTHING}</p> }.into_any(),
        false => view! { <VerificationTable rows=shown.get() against caption=caption.clone() ticked=ticking.get() /> }
            .into_any(),
    };
    view! {
        <Notice tone what=summary />
        <Show when=move || can_change && may_change.get()>
            <GoOn id against rows ticked brought_by />
        </Show>
        <Show when=move || can_change && !may_change.get()>
            <p class="soft">{text::NOT_CHANGED_HERE}</p>
        </Show>
        <OnlyFilter against rows only />
        {dynamic(contents)}
    }
    .into_any()
}

/// Keeps the table to the rows that are in one way.
#[component]
fn OnlyFilter(
    against: ComparisonKind,
    rows: StoredValue<Vec<ComparisonRow>>,
    only: RwSignal<Option<ComparisonResult>>,
) -> impl IntoView {
    let present = |standing: &ComparisonResult| {
        rows.with_value(|rows| rows.iter().filter(|row| ComparisonResult::of(&row.finding) == *standing).count())
    };
    let kinds: Vec<(ComparisonResult, usize)> =
        ComparisonResult::ALL.iter().map(|it| (*it, present(it))).filter(|(_, number)| *number > 0).collect();
    if kinds.len() < 2 {
        return ().into_any();
    }
    let option = |(standing, number): (ComparisonResult, usize)| {
        view! { <option value=standing.word()>{standing::result_count(against, standing, number)}</option> }
    };
    view! {
        <div class="field narrow">
            <label for="compare-only">{text::ONLY}</label>
            <select id="compare-only" on:change:target=move |event| only.set(ComparisonResult::named(&event.target().value()))>
                <option value="">{text::ALL}</option>
                {kinds.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Chooses what is ticked for a change, which then is reviewed like any other.
#[component]
fn GoOn(
    id: ServicePrincipalId,
    against: ComparisonKind,
    rows: StoredValue<Vec<ComparisonRow>>,
    ticked: RwSignal<SortedSet<Wish>>,
    brought_by: Option<Origin>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let is_applying = move || desk.with(id, OpenChange::is_applied);
    let gives = rows.with_value(|rows| rows.iter().filter_map(ComparisonRow::correction).any(|wish| !wish.takes()));
    let takes = move || !gives || ticked.with(|ticked| ticked.iter().any(Wish::takes));
    let label = move || match (takes(), against) {
        (true, _) => text::CHANGE_TICKED,
        (false, ComparisonKind::Set) => text::ADD_MISSING,
        (false, ComparisonKind::Identity) => text::COPY_MISSING,
    };
    // An unfinished change of this identity is kept.
    let open = move |_| {
        let corrections: Vec<Wish> =
            rows.with_value(|rows| rows.iter().filter_map(ComparisonRow::correction).collect());
        let is_ticked = |wish: &Wish| ticked.with_untracked(|ticked| ticked.contains(wish));
        let wishes: Vec<Wish> = corrections.into_iter().filter(is_ticked).collect();
        // Removals are never ticked before the user ticks them; what is missing is.
        let wanted = wishes.into_iter().map(|wish| Wanted { identity: id, wish });
        let (removals, missing): (Vec<Wanted>, Vec<Wanted>) = wanted.partition(|wanted: &Wanted| wanted.wish.takes());
        desk.send(id, ChangeEvent::added(missing, brought_by));
        desk.send(id, ChangeEvent::Chosen(removals));
        navigation.go(&desk.address(id, ChangeStep::Choose));
    };
    view! {
        <div class="actions">
            <button
                type="button"
                class="button primary"
                disabled=move || is_applying() || ticked.with(SortedSet::is_empty)
                on:click=open
            >
                {dynamic(label)}
            </button>
            <span class="faint" role="status">
                {dynamic(move || crate::web::text::change::chosen(ticked.with(SortedSet::len)))}
            </span>
            <span class="soft">{dynamic(move || if is_applying() { change::FINISH_FIRST } else { text::ADD_NEXT })}</span>
        </div>
    }
    .into_any()
}

/// Whether changes can be made to the one that is compared: applications are only looked at.
fn is_identity(fetched: &Fetched<FoundObject>) -> bool {
    matches!(fetched.value(), Some(FoundObject::ManagedIdentity(_)))
}

/// What the id belongs to, where nothing is assigned under it.
fn other_object_notice(fetched: &Fetched<FoundObject>) -> Option<AnyView> {
    match fetched.value() {
        None | Some(FoundObject::ManagedIdentity(_) | FoundObject::Application(_)) => None,
        Some(found) => Some(view! { <FoundNotice found=found.clone() /> }.into_any()),
    }
}

/// What chooses what is missing: a set of the release that the user picked is their own choice, one that came with the
/// address, another identity or a file is not.
fn wish_origin(with: CompareWith, picked: Option<SetKey>) -> Option<Origin> {
    match with {
        CompareWith::Set(key @ SetKey::BuiltIn(_)) => (picked != Some(key)).then_some(Origin::Link),
        CompareWith::Set(SetKey::Own(_)) => Some(Origin::File),
        CompareWith::Identity(_) => Some(Origin::Copy),
    }
}

fn comparison_kind(with: CompareWith) -> ComparisonKind {
    match with {
        CompareWith::Set(_) => ComparisonKind::Set,
        CompareWith::Identity(_) => ComparisonKind::Identity,
    }
}

fn other_name(compared: FetchedSignal<Compared>) -> Option<String> {
    compared.with(|fetched| match fetched.value().map(|compared| &compared.outcome) {
        Some(ComparisonOutcome::Table { other: Some(name), .. }) => Some(visible(name)),
        _ => None,
    })
}
