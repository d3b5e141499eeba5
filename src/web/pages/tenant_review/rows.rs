//! The table of identities: all of them, or those that fit.

use std::rc::Rc;

use leptos::prelude::*;

use super::desk::ReviewDesk;
use super::filters::Filters;
use super::location::{ReviewLocation, route};
use super::pieces::{identity_name, tier_of_row, worst_of_row};
use super::selection::SelectionBar;
use crate::web::browser::clock;
use crate::web::components::{Badge, LongTable, Notice, Tone, row_id, row_index};
use crate::web::navigation::review_address::ReviewAddress;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::count::grouped;
use crate::web::text::{identities, review_findings, tenant_review as text};
use domain::azure_resource::AzureResource;
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use domain::tenant_review::TenantReview;
use domain::tenant_review::filter::Sort;
use domain::tenant_review::findings::{FindingKind, findings, logged, orphans, unused};

/// The columns, with the order that a press on each of them asks for.
const COLUMNS: [(&str, Option<Sort>); 6] = [
    (text::NAME, Some(Sort::Name)),
    (text::TIER, Some(Sort::Tier)),
    (text::HOLDS, Some(Sort::Count)),
    (identities::KIND, None),
    (identities::GROUP, None),
    (text::GRANTED, Some(Sort::Newest)),
];

/// The rows that are shown, by their number in the review.
type ShownRows = Memo<Vec<u32>>;

/// The filters and the table; of a tenant without identities, that it has none.
#[component]
pub fn Identities(desk: ReviewDesk, place: ReviewLocation) -> impl IntoView {
    let none = memo(move || desk.review().is_some_and(|review| review.is_empty() && review.is_complete()));
    dynamic(move || match none.get() {
        true => view! { <Notice tone=Tone::Info what=identities::NONE next=identities::NONE_NEXT /> }.into_any(),
        false => view! { <Listed desk place /> }.into_any(),
    })
}

#[component]
fn Listed(desk: ReviewDesk, place: ReviewLocation) -> impl IntoView {
    let finding = memo(move || place.address.read().finding);
    let of_finding = memo(move || {
        let kind = finding.get()?;
        Some(desk.review().map(|review| rows_of(desk, &review, kind)).unwrap_or_default())
    });
    let rows: ShownRows = memo(move || {
        let Some(review) = desk.review() else { return Vec::new() };
        let address = place.address.read();
        let mut rows =
            desk.sign_ins.with(|known| review.matching(&address.filter, address.sort, known.value(), clock::now()));
        if let Some(found) = &*of_finding.read() {
            rows.retain(|row| found.contains(row));
        }
        rows
    });
    let none = memo(move || rows.read().is_empty());
    let no_sign_ins = move || {
        let wanted = place.address.read().filter.activity.is_some();
        (wanted && !desk.sign_ins.is_shown()).then(|| view! { <Notice tone=Tone::Info what=text::ACTIVITY_NOT_READ /> })
    };
    let counts = move || {
        let all = desk.review().map_or(0, |review| review.len());
        text::caption(rows.read().len(), all)
    };
    view! {
        <Filters desk place />
        <section class="region" aria-label=text::IDENTITIES>
            <FindingChip place />
            {dynamic(no_sign_ins)}
            <p class="row" role="status">
                {dynamic(counts)}
            </p>
            <SelectionBar desk place rows />
            <Show when=move || !none.get() fallback=move || view! { <NoMatch place /> }>
                <Table desk place rows />
            </Show>
        </section>
    }
    .into_any()
}

/// The rows of a finding.
fn rows_of(desk: ReviewDesk, review: &TenantReview, kind: FindingKind) -> SortedSet<u32> {
    let now = clock::now();
    let finding = match kind {
        FindingKind::Logged => desk.log.map(|log| logged(review, log)),
        FindingKind::Orphans => desk.azure.map(|azure| orphans(review, azure)),
        FindingKind::Unused => desk.sign_ins.map(|known| unused(review, known, now)),
        kind => findings(review, now).into_iter().find(|finding| finding.kind == kind),
    };
    let found = finding.map(|finding| finding.found).unwrap_or_default();
    found.into_iter().filter_map(|it| u32::try_from(it.row).ok()).collect()
}

/// Says that only the identities of a finding are shown, and takes that away.
#[component]
fn FindingChip(place: ReviewLocation) -> impl IntoView {
    dynamic(move || {
        let kind = place.address.read().finding?;
        Some(view! {
            <p class="row">
                <span class="badge info">{review_findings::finding(kind)}</span>
                <button type="button" class="button quiet" on:click=handler(move || place.replace(|it| it.finding = None))>
                    {identities::CLEAR}
                </button>
            </p>
        })
    })
}

#[component]
fn NoMatch(place: ReviewLocation) -> impl IntoView {
    let clear = move |_| {
        place.replace(|it| {
            *it = ReviewAddress { view: it.view, sort: it.sort, ..ReviewAddress::default() };
        });
    };
    view! {
        <Notice tone=Tone::Info what=text::NO_MATCH next=text::NO_MATCH_NEXT>
            <div class="actions">
                <button type="button" class="button" on:click=clear>
                    {identities::CLEAR}
                </button>
            </div>
        </Notice>
    }
    .into_any()
}

#[component]
fn Table(desk: ReviewDesk, place: ReviewLocation, rows: ShownRows) -> impl IntoView {
    let caption =
        Signal::derive(move || text::caption(rows.read().len(), desk.review().map_or(0, |review| review.len())));
    // Another review draws every row again.
    let keys = memo(move || {
        let generation = desk.review().map_or(0, |review| review.at.millis().unsigned_abs());
        rows.read().iter().map(|&row| generation << 20 | u64::from(row)).collect::<Vec<u64>>()
    });
    let row = Callback::new(move |at: usize| {
        let row = rows.read_untracked().get(at).copied();
        match (desk.snapshot(), row) {
            (Some(review), Some(row)) => draw(desk, &review, row as usize, at),
            _ => ().into_any(),
        }
    });
    view! { <LongTable class="review-table" caption head=move || head(place) keys row /> }.into_any()
}

/// The head, of which some cells sort.
fn head(place: ReviewLocation) -> impl IntoView {
    let cell = move |(name, sort): (&'static str, Option<Sort>)| match sort {
        None => view! { <th scope="col">{name}</th> }.into_any(),
        Some(sort) => {
            let is_by_this = move || place.address.read().sort == sort;
            let direction = if sort == Sort::Name || sort == Sort::Tier { "ascending" } else { "descending" };
            view! {
                <th scope="col" aria-sort=move || is_by_this().then_some(direction)>
                    <button type="button" class="sort" on:click=handler(move || place.replace(|it| it.sort = sort))>
                        {name}
                        <span aria-hidden="true">{dynamic(move || if !is_by_this() { "" } else if direction == "ascending" { " ↑" } else { " ↓" })}</span>
                    </button>
                </th>
            }
            .into_any()
        }
    };
    view! {
        <th scope="col" class="tick">
            <span class="unseen">{text::SELECTION}</span>
        </th>
        {COLUMNS.map(cell).collect_view()}
    }
}

fn draw(desk: ReviewDesk, review: &Rc<TenantReview>, row: usize, at: usize) -> AnyView {
    let it = &review.rows()[row];
    let identity = &it.identity;
    let group = identity.resource.as_ref().and_then(AzureResource::resource_group).unwrap_or_default();
    let worst = visible(&worst_of_row(review, row));
    let title = worst.clone();
    let newest = review.newest_grant(row).map(|at| at.date()).unwrap_or_default();
    let count = review.count(row).map_or_else(|| text::UNKNOWN.to_owned(), grouped);
    let kind = identities::kind(identity.kind);
    let under = [kind, group].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr class="item" aria-rowindex=row_index(at)>
            <td class="tick">{tick(desk, identity.id, &identity.display_name)}</td>
            <th scope="row">
                {identity_name(review, row, row_id(at))} " "
                {(!it.read).then(|| view! { <Badge tone=Tone::Warn text=text::NOT_READ /> })}
                {(!identity.enabled).then(|| view! { <Badge tone=Tone::Warn text=identities::DISABLED /> })}
                <span class="under">{visible(&under)}</span>
            </th>
            <td title=title>
                {tier_of_row(review, row)} " " <bdi class="faint">{worst}</bdi>
            </td>
            <td class="number">{count}</td>
            <td>{kind}</td>
            <td title=visible(group)>
                <bdi>{visible(group)}</bdi>
            </td>
            <td>{newest}</td>
        </tr>
    }
    .into_any()
}

fn tick(desk: ReviewDesk, id: ServicePrincipalId, name: &str) -> AnyView {
    let set = move |ticked: bool| {
        desk.selected.update(|all| {
            if ticked {
                all.insert(id);
            } else {
                all.remove(&id);
            }
        });
    };
    let label = text::select(&visible(name));
    view! {
        <input
            type="checkbox"
            aria-label=label
            prop:checked=move || desk.selected.read().contains(&id)
            on:change:target=move |event| set(event.target().checked())
        />
    }
    .into_any()
}

/// Where the identities of a finding are listed.
pub fn list_of(kind: FindingKind) -> String {
    route(&ReviewAddress { finding: Some(kind), ..ReviewAddress::default() }).to_string()
}
