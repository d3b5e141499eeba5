//! What one identity holds, against a permission set or another identity. What is missing can be chosen for a change.

mod choice;
mod reading;

use leptos::prelude::*;

use choice::Choice;
use reading::{Compared, Outcome, compare};

use super::id_answer::FoundNotice;
use super::region_status::RegionStatus;
use crate::domain::change::lifecycle::Change;
use crate::domain::change::wish::Wish;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::verify::Verification;
use crate::operations::lookup::Found;
use crate::web::change_desk::{ChangeDesk, with_more};
use crate::web::compare_with::CompareWith;
use crate::web::components::{Crumbs, Notice, PageHeading, RegionHead, Tone, VerificationTable};
use crate::web::navigation::Navigation;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_at, read_into, state};
use crate::web::route::{ChangeStep, Route};
use crate::web::tenant_text::visible;
use crate::web::text::compare::{self as text, Against};
use crate::web::text::identity;

/// The page of a comparison.
#[component]
pub fn ComparePage(
    /// The identity's object id.
    id: ServicePrincipalId,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let found = new_region::<Found>();
    let directory = tenant.directory();
    read_into(found, async move { directory.find(id.0).await });
    let name = Memo::new(move |_| {
        found.with(|region| match region.shown().map(|read| &read.value) {
            Some(Found::ManagedIdentity(identity)) => visible(&identity.display_name),
            _ => identity::HEADING.to_owned(),
        })
    });
    let with = Memo::new(move |_| match navigation.route().get() {
        Route::Compare(of, with) if of == id => with,
        _ => None,
    });
    view! {
        {move || view! { <Crumbs identity=(id, name.get()) /> }}
        <PageHeading text=Signal::derive(move || text::heading(&name.get())) />
        {move || view! { <Choice id chosen=with.get() /> }}
        {move || with.get().map(|with| view! { <Comparison id with /> })}
    }
}

/// The comparison with one set or identity.
#[component]
fn Comparison(id: ServicePrincipalId, with: CompareWith) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let compared = new_region::<Compared>();
    let refresh = Callback::new(move |()| read_into(compared, compare(tenant.directory(), id, with)));
    refresh.run(());
    let name = match with {
        CompareWith::Set(set) => crate::web::text::change::set_name(set),
        CompareWith::Identity(_) => text::OTHER,
    };
    let heading = move || other_name(compared).unwrap_or_else(|| name.to_owned());
    let contents = move || {
        compared.with(|region| {
            region.shown().map(|read| match &read.value.outcome {
                Outcome::Table(_, table) => {
                    view! { <Table id against=against(read.value.with) table=table.clone() /> }.into_any()
                }
                Outcome::OtherThing(found) => view! { <FoundNotice found=found.clone() /> }.into_any(),
            })
        })
    };
    view! {
        <section class="region" aria-label=text::REGION>
            <RegionHead heading what=text::REGION read=read_at(compared) refresh />
            <RegionStatus state=state(compared) reading=text::READING retry=refresh />
            {contents}
        </section>
    }
    .into_any()
}

/// The result in one line, the way on, and the table.
#[component]
fn Table(id: ServicePrincipalId, against: Against, table: Verification) -> impl IntoView {
    let summary = text::summary(against, table.tally());
    let tone = if table.is_exact() { Tone::Good } else { Tone::Info };
    let missing = table.missing();
    let rows = match table.rows.is_empty() {
        true => view! { <p class="soft">{text::NOTHING}</p> }.into_any(),
        false => view! { <VerificationTable rows=table.rows against caption=summary.clone() /> }.into_any(),
    };
    view! {
        <Notice tone what=summary />
        {(!missing.is_empty()).then(|| view! { <AddMissing id against missing /> })}
        {rows}
    }
}

/// Chooses what is missing for a change, which then is reviewed like any other.
#[component]
fn AddMissing(id: ServicePrincipalId, against: Against, missing: Vec<Wish>) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let is_applying = move || matches!(desk.change(id), Change::Applying(_));
    let label = match against {
        Against::Set => text::ADD_MISSING,
        Against::Identity => text::COPY_MISSING,
    };
    // What waits on the desk for this identity is kept.
    let open = move |_| {
        let chosen = with_more(&desk.snapshot(id), id, missing.clone());
        desk.update(id, |_| Change::Choosing(chosen.clone()));
        navigation.go(&Route::Change(id, ChangeStep::Choose, chosen));
    };
    view! {
        <div class="actions">
            <button type="button" class="button primary" disabled=is_applying on:click=open>
                {label}
            </button>
            <span class="soft">{move || if is_applying() { text::APPLYING } else { text::ADD_NEXT }}</span>
        </div>
    }
}

fn against(with: CompareWith) -> Against {
    match with {
        CompareWith::Set(_) => Against::Set,
        CompareWith::Identity(_) => Against::Identity,
    }
}

fn other_name(compared: RegionSignal<Compared>) -> Option<String> {
    compared.with(|region| match region.shown().map(|read| &read.value.outcome) {
        Some(Outcome::Table(Some(name), _)) => Some(visible(name)),
        _ => None,
    })
}
