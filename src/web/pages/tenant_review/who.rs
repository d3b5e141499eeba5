//! Who has access: every identity that has a permission, a permission of an API, or a directory role.

use std::rc::Rc;

use leptos::prelude::*;

use super::desk::ReviewDesk;
use super::location::{ReviewLocation, route};
use super::pieces::{assignment_path, identity_name, of, permission_line, tier_badge};
use crate::web::components::{LongTable, Notice, SearchField, Tone, row_id, row_index};
use crate::web::navigation::review_address::{ReviewAddress, View};
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::count::grouped;
use crate::web::text::tenant_review as text;
use domain::search_words::SearchWords;
use domain::sort;
use domain::tenant_review::{PermissionKey, TenantReview};

const HOLDER_COLUMNS: [&str; 3] = [text::NAME, text::WAY, text::SINCE];
const THING_COLUMNS: [&str; 3] = [text::THING, text::OF, text::HOLDERS];

/// The search, and what is found; or the holders of what was chosen.
#[component]
pub fn Who(desk: ReviewDesk, place: ReviewLocation) -> impl IntoView {
    let chosen = memo(move || place.address.read().filter.thing.clone());
    dynamic(move || match chosen.get() {
        None => view! { <Things desk place /> }.into_any(),
        Some(key) => view! { <Holders desk key /> }.into_any(),
    })
}

/// All assigned permissions, or those that match the filter.
#[component]
fn Things(desk: ReviewDesk, place: ReviewLocation) -> impl IntoView {
    let found = memo(move || {
        let search = place.address.read().filter.search.clone();
        desk.review().map(|review| matching(&review, &search)).unwrap_or_default()
    });
    let none = memo(move || found.read().is_empty());
    let keys = memo(move || {
        let generation = desk.review().map_or(0, |review| review.at.millis().unsigned_abs());
        found.read().iter().map(|&thing| generation << 20 | u64::from(thing)).collect::<Vec<u64>>()
    });
    let row = Callback::new(move |at: usize| {
        let thing = found.read_untracked().get(at).copied();
        match (desk.snapshot(), thing) {
            (Some(review), Some(thing)) => permission_row(&review, thing, at),
            _ => ().into_any(),
        }
    });
    let head = || THING_COLUMNS.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <search class="filters one">
            <SearchField
                id="who-search"
                label=text::WHO_SEARCH
                hint=text::WHO_HINT
                value=Signal::derive(move || place.address.read().filter.search.clone())
                set=Callback::new(move |search| place.replace(|it| it.filter.search = search))
            />
        </search>
        <Show
            when=move || !none.get()
            fallback=|| view! { <Notice tone=Tone::Info what=text::WHO_NONE next=text::WHO_NONE_NEXT /> }
        >
            <LongTable class="thing-table" caption=Signal::stored(text::WHO.to_owned()) head keys row />
        </Show>
    }
    .into_any()
}

/// The permissions whose name, API or ID matches, those with the most assignments first.
fn matching(review: &TenantReview, search: &str) -> Vec<u32> {
    let words = SearchWords::with_synonyms(search);
    let fits = |place: &u32| {
        let thing = review.permission(*place);
        let id = match &thing.key {
            PermissionKey::AppRole(_, role) => role.to_string(),
            PermissionKey::DirectoryRole(role, _) => role.to_string(),
        };
        words.all_in(&format!("{} {} {id}", thing.label, of(thing)).to_lowercase())
    };
    let mut found: Vec<u32> = (0..u32::try_from(review.permissions().len()).unwrap_or(0)).filter(fits).collect();
    sort::sort_by_key(&mut found, |&place| (std::cmp::Reverse(review.permission(place).holders), place));
    found
}

fn permission_row(review: &TenantReview, place: u32, at: usize) -> AnyView {
    let thing = review.permission(place);
    let mut address = ReviewAddress::of(View::Who);
    address.filter.thing = Some(thing.key.clone());
    let (label, of) = (visible(&thing.label), visible(&of(thing)));
    view! {
        <tr class="item" aria-rowindex=row_index(at)>
            <th scope="row">
                {tier_badge(thing.verdict)} " "
                <a id=row_id(at) href=route(&address).to_string()>
                    <bdi>{label}</bdi>
                </a>
                <span class="under">{of.clone()}</span>
            </th>
            <td>
                <bdi>{of}</bdi>
            </td>
            <td class="number">{grouped(thing.holders as usize)}</td>
        </tr>
    }
    .into_any()
}

/// Every identity that has one permission.
#[component]
fn Holders(desk: ReviewDesk, key: PermissionKey) -> impl IntoView {
    let back = route(&ReviewAddress::of(View::Who)).to_string();
    let body = move || {
        let review = desk.review()?;
        Some(match review.permission_index(&key) {
            None => view! { <Notice tone=Tone::Info what=text::WHO_NONE next=text::WHO_NONE_NEXT /> }.into_any(),
            Some(place) => holders(&review, place),
        })
    };
    view! {
        <p>
            <a href=back>{text::WHO_BACK}</a>
        </p>
        {dynamic(body)}
    }
    .into_any()
}

fn holders(review: &Rc<TenantReview>, place: u32) -> AnyView {
    let thing = review.permission(place);
    let found = review.assignments_of_permission(place);
    let caption = text::caption(found.len(), found.len());
    let keys = Signal::stored((0..found.len() as u64).collect::<Vec<u64>>());
    let (held, all) = (Rc::clone(review), StoredValue::new(found));
    let held = StoredValue::new_local(held);
    let row = Callback::new(move |at: usize| {
        let (review, found) = (held.get_value(), all.with_value(|all| all.get(at).copied()));
        let Some((row, holding)) = found else { return ().into_any() };
        let since = holding.since().map_or_else(|| text::NOT_SAID.to_owned(), |at| at.date());
        let way = visible(&assignment_path(&review, holding));
        view! {
            <tr class="item" aria-rowindex=row_index(at)>
                <th scope="row">
                    {identity_name(&review, row, row_id(at))}
                    <span class="under">{way.clone()}</span>
                </th>
                <td>
                    <bdi>{way}</bdi>
                </td>
                <td>{since}</td>
            </tr>
        }
        .into_any()
    });
    let head = || HOLDER_COLUMNS.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <section class="region" aria-label=text::WHO>
            <h2>{permission_line(thing)}</h2>
            {thing.verdict.map(|verdict| view! { <p class="soft">{verdict.reason}</p> })}
            <p role="status">{caption.clone()}</p>
            <LongTable class="holder-table" caption=Signal::stored(caption) head keys row />
        </section>
    }
    .into_any()
}
