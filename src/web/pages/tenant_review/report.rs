//! The review to print and to save: counts, charts and files.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::charts::bar;
use super::desk::ReviewDesk;
use super::filters::subscription_name;
use super::findings;
use super::pieces::table;
use crate::web::browser::download::download_pieces;
use crate::web::components::ProblemNotice;
use crate::web::pages::account::read_person;
use crate::web::pages::print_head::PrintHead;
use crate::web::reactive::{dynamic, handler};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::count::grouped;
use crate::web::text::{review_files, tenant_review as text};
use domain::export::{EvidenceReader, EvidenceSource, EvidenceTenant};
use domain::problem::Problem;
use domain::tenant_review::charts::{permissions_by_api, tiers_by_subscription};
use domain::tenant_review::saved::{self, ReviewOrigin};
use domain::tenant_review::{TenantReview, table as spreadsheet};

const TIER_COLUMNS: &[&str] = &[
    review_files::SUBSCRIPTION,
    review_files::TIER_COLUMNS[0],
    review_files::TIER_COLUMNS[1],
    review_files::TIER_COLUMNS[2],
    review_files::TIER_COLUMNS[3],
    review_files::TIER_COLUMNS[4],
    review_files::TIER_COLUMNS[5],
    review_files::BAR,
];
const API_COLUMNS: &[&str] = &[text::API, review_files::HELD, text::IDENTITIES, review_files::BAR];
const FINDING_COLUMNS: &[&str] = &[text::FINDINGS, text::IDENTITIES];
/// The colors of the parts of a bar: tier 0, 1, 2, not rated, no permissions, unknown.
const COLORS: [&str; 6] = ["tier-0", "tier-1", "tier-2", "tier-none", "tier-empty", "tier-unknown"];

/// The most lines of a chart on paper; the files have all.
const LINES: usize = 30;

/// The files, and the page to print.
#[component]
pub fn Report(desk: ReviewDesk) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let person = read_person(desk.tenant());
    let at = Signal::derive(move || desk.review().map(|review| review.at));
    let shown = move || desk.review().map(|review| page(desk, &review));
    view! {
        <PrintHead person control at />
        <Files desk />
        {dynamic(shown)}
    }
    .into_any()
}

/// Buttons that save and print.
#[component]
fn Files(desk: ReviewDesk) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let problem = RwSignal::new(None::<Problem>);
    let save = move |is_table: bool| {
        let Some(review) = desk.snapshot() else { return };
        spawn_local(async move {
            let stamp = stamp(desk, control).await;
            problem.try_set(stamp.as_ref().err().cloned());
            let Ok(stamp) = stamp else { return };
            let name = |ending| saved::file_name(stamp.tenant.id, review.at, ending);
            if is_table {
                download_pieces(&name("csv"), "text/csv;charset=utf-8", spreadsheet::write(&review, &stamp));
            } else {
                download_pieces(&name("json"), "application/json", saved::write(&review, &stamp));
            }
        });
    };
    let print = |_| {
        // A browser that does not print has nothing to say about it.
        let _ = window().print();
    };
    view! {
        <section class="card region export" aria-label=text::REPORT>
            <p class="soft">{review_files::EXPORT_WHAT}</p>
            <div class="actions">
                <button type="button" class="button" on:click=handler(move || save(true))>
                    {review_files::SAVE_CSV}
                </button>
                <button type="button" class="button" on:click=handler(move || save(false))>
                    {review_files::SAVE_JSON}
                </button>
                <button type="button" class="button" on:click=print>
                    {review_files::PRINT}
                </button>
            </div>
            {dynamic(move || problem.get().map(|problem| view! { <ProblemNotice problem /> }))}
        </section>
    }
    .into_any()
}

async fn stamp(desk: ReviewDesk, control: SessionControl) -> Result<ReviewOrigin, Problem> {
    let person = desk.tenant().directory().signed_in_user().await?;
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    Ok(ReviewOrigin {
        source: if is_sample { EvidenceSource::Sample } else { EvidenceSource::Tenant },
        tenant: EvidenceTenant { id: person.tenant.id, name: person.tenant.display_name },
        read_by: EvidenceReader { id: person.id, user_principal_name: person.user_principal_name },
    })
}

fn page(desk: ReviewDesk, review: &TenantReview) -> AnyView {
    let findings = findings::counts(review).into_iter().map(|(name, count)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number" data-label=text::IDENTITIES>
                    {count}
                </td>
            </tr>
        }
        .into_any()
    });
    view! {
        <section class="card region" aria-label=text::FINDINGS>
            <h2>{text::FINDINGS}</h2>
            {table(text::FINDINGS.to_owned(), FINDING_COLUMNS, findings.collect())}
        </section>
        <section class="card region" aria-label=review_files::CHART_TIERS>
            <h2>{review_files::CHART_TIERS}</h2>
            {table(review_files::CHART_TIERS.to_owned(), TIER_COLUMNS, tiers(desk, review))}
        </section>
        <section class="card region" aria-label=review_files::CHART_APIS>
            <h2>{review_files::CHART_APIS}</h2>
            {table(review_files::CHART_APIS.to_owned(), API_COLUMNS, apis(review))}
        </section>
    }
    .into_any()
}

fn tiers(desk: ReviewDesk, review: &TenantReview) -> Vec<AnyView> {
    let all = tiers_by_subscription(review);
    let most = all.iter().map(|it| it.counts.iter().sum()).max().unwrap_or(0);
    let line = |it: &domain::tenant_review::charts::SubscriptionTiers| {
        let name =
            it.subscription.map_or_else(|| review_files::NO_SUBSCRIPTION.to_owned(), |id| subscription_name(desk, id));
        let parts: Vec<(usize, &'static str)> = it.counts.iter().copied().zip(COLORS).collect();
        let number = |(count, name): (usize, &'static str)| {
            view! {
                <td class="number" data-label=name>
                    {grouped(count)}
                </td>
            }
        };
        let numbers = it.counts.into_iter().zip(review_files::TIER_COLUMNS).map(number).collect_view();
        view! {
            <tr>
                <th scope="row">
                    <bdi>{visible(&name)}</bdi>
                </th>
                {numbers}
                <td class="chart">{bar(&parts, most)}</td>
            </tr>
        }
        .into_any()
    };
    all.iter().take(LINES).map(line).collect()
}

fn apis(review: &TenantReview) -> Vec<AnyView> {
    let all = permissions_by_api(review);
    let most = all.iter().map(|it| it.held).max().unwrap_or(0);
    let line = |it: &domain::tenant_review::charts::ApiPermissions| {
        let name = if it.name.is_empty() { text::DIRECTORY_ROLES } else { &it.name };
        view! {
            <tr>
                <th scope="row">
                    <bdi>{visible(name)}</bdi>
                </th>
                <td class="number" data-label=review_files::HELD>
                    {grouped(it.held)}
                </td>
                <td class="number" data-label=text::IDENTITIES>
                    {grouped(it.identities)}
                </td>
                <td class="chart">{bar(&[(it.held, "plain")], most)}</td>
            </tr>
        }
        .into_any()
    };
    all.iter().take(LINES).map(line).collect()
}
