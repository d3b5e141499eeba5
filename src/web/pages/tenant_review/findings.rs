//! The findings: what to look at first, with what to do about it.

use std::rc::Rc;

use leptos::prelude::*;

use super::change_links::{change_links, choose_on_click, to_change};
use super::desk::ReviewDesk;
use super::pieces::{azure_line, identity_link, permission_line, table};
use super::rows::list_of;
use crate::web::browser::clock;
use crate::web::fetched::signal::FetchStatus;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::pages::azure_status::AzureStatus;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::count::grouped;
use crate::web::text::{review_findings, tenant_review as text};
use domain::activity::AuditEntry;
use domain::change::wish::Wanted;
use domain::tenant_review::TenantReview;
use domain::tenant_review::desired::removal;
use domain::tenant_review::findings::{Finding, FindingKind, FoundIdentity, findings, logged, orphans, unused};

/// How many identities of a finding are listed in it.
const LISTED: usize = 10;
/// How many permissions of one identity are listed.
const THINGS: usize = 6;

const COLUMNS: &[&str] = &[text::NAME, review_findings::ABOUT, review_findings::TO_DO];

/// The findings that the review tells, then those that need more to be read.
#[component]
pub fn Findings(desk: ReviewDesk) -> impl IntoView {
    let of_review = move || {
        let review = desk.review()?;
        let all = findings(&review, clock::now());
        Some(all.into_iter().map(|finding| part(desk, &review, finding)).collect_view())
    };
    view! {
        {dynamic(of_review)}
        <h2>{review_findings::NEEDS_MORE}</h2>
        <Apart
            kind=FindingKind::Logged
            limit=review_findings::LOG_LIMIT
            read=review_findings::READ_LOG
            reading=review_findings::READING_LOG
            of=desk.log
            find=Callback::new(move |review: Rc<TenantReview>| desk.log.map(|log| logged(&review, log)))
            desk
        />
        <Apart
            kind=FindingKind::Unused
            limit=review_findings::SIGN_INS_LIMIT
            read=review_findings::READ_SIGN_INS
            reading=review_findings::READING_SIGN_INS
            of=desk.sign_ins
            find=Callback::new(move |review: Rc<TenantReview>| desk.sign_ins.map(|known| unused(&review, known, clock::now())))
            desk
        />
        <Apart
            kind=FindingKind::Orphans
            limit=review_findings::AZURE_LIMIT
            read=review_findings::READ_AZURE
            reading=review_findings::READING_AZURE
            of=desk.azure
            find=Callback::new(move |review: Rc<TenantReview>| desk.azure.map(|azure| orphans(&review, azure)))
            desk
        />
    }
    .into_any()
}

/// A finding with its identities; the first of them, where there are many.
fn part(desk: ReviewDesk, review: &TenantReview, finding: Finding) -> AnyView {
    let Finding { kind, found, not_known, incomplete } = finding;
    let rest = found.len().saturating_sub(LISTED);
    let rows: Vec<AnyView> = found.iter().take(LISTED).map(|it| line(desk, review, kind, it)).collect();
    let more = (rest > 0).then(|| {
        view! {
            <p>
                {text::more(rest)} ": " <a href=list_of(kind)>{review_findings::SHOW_ALL}</a>
            </p>
        }
    });
    // What should be looked at first, or is about no permission, is not removed by the dozen.
    let is_bulk =
        !matches!(kind, FindingKind::GrantedLately | FindingKind::TierZero | FindingKind::Twins) && found.len() > 1;
    let removals = is_bulk.then(|| {
        let of_one = |it: &FoundIdentity| {
            let identity = review.rows()[it.row].identity.id;
            it.removable(review).iter().map(|key| Wanted { identity, wish: removal(key) }).collect::<Vec<_>>()
        };
        let all = to_change(found.iter().flat_map(of_one).collect());
        view! { <div class="actions">{change_links(all, review_findings::REVIEW_ALL, None)}</div> }
    });
    let body = if rows.is_empty() {
        let without_azure = kind == FindingKind::TierZero && !review.is_azure_connected();
        let none = if without_azure && review.is_complete() {
            review_findings::NOTHING_FOUND_WITHOUT_AZURE
        } else if incomplete {
            review_findings::NOTHING_FOUND_INCOMPLETE
        } else {
            review_findings::NOTHING_FOUND
        };
        view! { <p class="soft">{none}</p> }.into_any()
    } else {
        table(review_findings::finding(kind).to_owned(), COLUMNS, rows)
    };
    view! {
        <section class="card region finding" aria-label=review_findings::finding(kind) data-finding=kind.word()>
            <div class="region-head">
                <h2>{review_findings::finding(kind)}</h2>
                <span class="strong count">{review_findings::found(found.len(), not_known, incomplete)}</span>
            </div>
            <p class="soft">{review_findings::finding_means(kind)}</p>
            {body}
            {more}
            {removals}
        </section>
    }
    .into_any()
}

/// An identity of a finding, what it is about, and what to do.
fn line(desk: ReviewDesk, review: &TenantReview, kind: FindingKind, found: &FoundIdentity) -> AnyView {
    let things = found.things.iter().take(THINGS).map(|&place| {
        view! { <li>{permission_line(review.permission(place))}</li> }
    });
    let azure = review.azure_roles(found.row).enumerate().filter(|(at, _)| found.azure.contains(at));
    let azure: Vec<AnyView> =
        azure.map(|(_, (role, _))| view! { <li>{azure_line(review, role)}</li> }.into_any()).collect();
    let rest = found.things.len().saturating_sub(THINGS);
    let log = (kind == FindingKind::Logged).then(|| log_lines(desk, review, found.row));
    let when = found.at.filter(|_| kind == FindingKind::Unused).map(|at| review_findings::last_sign_in(&at.date()));
    let resource = review.rows()[found.row].identity.resource.as_ref();
    let resource =
        resource.filter(|_| matches!(kind, FindingKind::Twins | FindingKind::Orphans)).map(|it| it.id().to_owned());
    view! {
        <tr>
            <th scope="row">{identity_link(review, found.row)}</th>
            <td>
                {when.map(|when| view! { <p>{when}</p> })}
                {resource.map(|id| view! { <p class="faint break"><bdi>{id}</bdi></p> })}
                <ul class="plain">{things.collect_view()} {azure} {log}</ul>
                {(rest > 0).then(|| view! { <p class="faint">{text::more(rest)}</p> })}
            </td>
            <td class="to-do">{to_do(review, kind, found)}</td>
        </tr>
    }
    .into_any()
}

/// What the log says of one identity.
fn log_lines(desk: ReviewDesk, review: &TenantReview, row: usize) -> AnyView {
    let id = review.rows()[row].identity.id;
    let entries: Vec<AuditEntry> = desk.log.map(|log| log.of_identity(id).to_vec()).unwrap_or_default();
    let line = |entry: &AuditEntry| view! { <li><bdi>{visible(&review_findings::logged(entry))}</bdi></li> };
    entries.iter().take(THINGS).map(line).collect_view().into_any()
}

/// What to do: look at the identity, or review a change that is filled in.
fn to_do(review: &TenantReview, kind: FindingKind, found: &FoundIdentity) -> AnyView {
    let id = review.rows()[found.row].identity.id;
    if kind == FindingKind::Twins {
        let namesake = same_name_identity(review, found.row);
        return namesake
            .map(|other| {
                let to = Route::Compare(id, Some(CompareWith::Identity(other)));
                view! { <a href=to.to_string()>{review_findings::COMPARE}</a> }
            })
            .into_any();
    }
    let wishes: Vec<_> = found.removable(review).iter().map(removal).collect();
    let to = match (kind, wishes.is_empty()) {
        // What was granted lately is looked at first: whether it was asked for.
        (FindingKind::GrantedLately | FindingKind::Logged, _) | (_, true) => Route::Identity(id),
        _ => Route::change(id, ChangeStep::Choose, wishes),
    };
    let name = if matches!(to, Route::Identity(_)) { review_findings::OPEN } else { review_findings::REVIEW_REMOVAL };
    let (choose, chosen) = (choose_on_click(None), to.clone());
    view! { <a href=to.to_string() on:click=move |click| choose(&click, &chosen)>{name}</a> }.into_any()
}

/// Another identity of the same name, which is beside it.
fn same_name_identity(review: &TenantReview, row: usize) -> Option<domain::ids::ServicePrincipalId> {
    let name = |row: usize| review.rows().get(row).map(|it| it.identity.display_name.to_lowercase());
    let beside = [row + 1, row.wrapping_sub(1)].into_iter().find(|&other| name(other) == name(row))?;
    Some(review.rows()[beside].identity.id)
}

/// A finding that needs more than the review: a button, then what comes of it.
#[component]
fn Apart(
    desk: ReviewDesk,
    kind: FindingKind,
    limit: &'static str,
    read: &'static str,
    reading: &'static str,
    #[prop(into)] of: FetchStatus,
    find: Callback<Rc<TenantReview>, Option<Finding>>,
) -> impl IntoView {
    let status = move || match kind {
        FindingKind::Orphans => view! { <AzureStatus of reading instead=review_findings::AZURE_INSTEAD /> }.into_any(),
        _ => view! { <FetchedStatus of reading /> }.into_any(),
    };
    // The finding has its place on the page, whether it is known yet or not.
    let unknown = move |body: AnyView| {
        view! {
            <section class="card region finding" aria-label=review_findings::finding(kind) data-finding=kind.word()>
                <h2>{review_findings::finding(kind)}</h2>
                <p class="soft">{review_findings::finding_means(kind)}</p>
                {body}
            </section>
        }
        .into_any()
    };
    let ask = move || {
        view! {
            <div class="actions">
                <button type="button" class="button" on:click=handler(move || of.read.run(()))>
                    {read}
                </button>
            </div>
        }
        .into_any()
    };
    let is_asked = memo(move || of.state.read().is_asked());
    let is_known = memo(move || of.state.read().read_at.is_some());
    let found = move || desk.review().and_then(|review| Some(part(desk, &review, find.run(Rc::clone(&review))?)));
    let body = move || match (is_asked.get(), is_known.get()) {
        (false, _) => unknown(ask()),
        (true, false) => unknown(status()),
        (true, true) => view! { {status()} {dynamic(found)} }.into_any(),
    };
    view! {
        {dynamic(body)}
        <p class="faint">{limit}</p>
    }
    .into_any()
}

/// How many identities each finding names, for the report.
pub fn counts(review: &TenantReview) -> Vec<(&'static str, String)> {
    let all = findings(review, clock::now());
    let count = |it: &Finding| match it.incomplete {
        true => review_findings::found(it.found.len(), 0, true),
        false => grouped(it.found.len()),
    };
    all.iter().map(|it| (review_findings::finding(it.kind), count(it))).collect()
}
