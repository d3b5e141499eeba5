//! Reviewing: what every wish would do, before anything is sent.

use leptos::prelude::*;

use super::activation_offer::ActivationOffer;
use super::approval::Approval;
use super::narrower::NarrowerWays;
use super::outcomes::{directory_roles, known_roles};
use super::places::PlaceNames;
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Badge, FetchedHead, Notice, ReviewControls, ReviewTables, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::ask_button::AskButton;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{change as text, review as row_text, role_name};
use domain::change::lifecycle::Change;
use domain::change::plan::{Addition, Step};
use domain::change::review::{Obstacle, Review, ReviewRow, Subject, Verdict};
use domain::change::wish::{Wanted, Wish};
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::problem::Problem;

/// A review, and the wishes that it is of, which may have changed meanwhile.
#[derive(Clone)]
struct Reviewed {
    wishes: Vec<Wanted>,
    review: Review,
}

/// The step of reviewing.
#[component]
pub fn ReviewStep(id: ServicePrincipalId, takes_focus: bool) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let reviewed = FetchedSignal::<Reviewed>::new(move || {
        let wishes = desk.with_untracked(id, OpenChange::wishes);
        let directory = tenant.directory();
        async move {
            let review = directory.review(id, wishes.clone()).await?;
            Ok(Reviewed { wishes, review })
        }
    });
    // Whatever has not been looked up yet is looked up: at the start, and after a name was settled.
    let open = memo(move || {
        desk.with(id, |open| match open.change() {
            Change::Choosing(wishes) => wishes.clone(),
            _ => Vec::new(),
        })
    });
    follow(move || {
        if !open.read().is_empty() {
            reviewed.read();
        }
    });
    // A review that was left for another page may be old by now.
    if desk.with_untracked(id, |open| matches!(open.change(), Change::Reviewing { .. })) {
        reviewed.read();
    }
    follow(move || {
        let fresh = reviewed.value();
        if let Some(fresh) = fresh.filter(|fresh| fresh.wishes == desk.with_untracked(id, OpenChange::wishes)) {
            desk.send(id, ChangeEvent::Reviewed(fresh.review));
        }
    });
    let left_out = memo(move || desk.with(id, OpenChange::left_out));
    let toggle = Callback::new(move |row| {
        desk.send(id, ChangeEvent::RowToggled(row));
    });
    let waits = memo(move || desk.with(id, |open| !open.waiting_rows().is_empty()));
    let settle = Callback::new(move |(old, new): (Wish, Wish)| {
        desk.send(id, ChangeEvent::Replaced { old, new });
    });
    let place = expect_context::<PlaceNames>().words();
    let roles = directory_roles(tenant);
    let role_of = Callback::new(move |role: RoleDefinitionId| {
        let known = known_roles(roles).into_iter().find(|it| it.id == role);
        known.map_or_else(|| role_name::role(role), |it| it.display_name)
    });
    let beside = Callback::new(move |row: ReviewRow| match waits_for_azure(&row) {
        true => {
            Some(view! { <AskButton problem=Problem::SignInNeeded retry=reviewed.reader() azure=true /> }.into_any())
        }
        false => match unread_group(&row) {
            Some(problem) => Some(view! { <AskButton problem retry=reviewed.reader() /> }.into_any()),
            None => narrower_ways(id, row, role_of),
        },
    });
    let leave_out = Callback::new(move |wish: Wish| {
        desk.send(id, ChangeEvent::LeftOut(vec![wish]));
    });
    let azure_scope = expect_context::<PlaceNames>().azure_words();
    let controls = ReviewControls { left_out: left_out.into(), toggle, settle, leave_out, place, azure_scope, beside };
    // The rows on screen are those of the change itself, from which the plan is made. While it is read again, they
    // stay.
    let shown = Memo::new(move |before: Option<&Option<Review>>| {
        desk.with(id, |open| match open.change() {
            Change::Reviewing { review, .. } => Some(review.clone()),
            _ => before.cloned().flatten(),
        })
    });
    // What could not be checked because Azure was not connected, or without a scope, is read once there is a token.
    let lacks_token = |reviewed: &Reviewed| {
        let waits = |row: &ReviewRow| waits_for_azure(row) || unread_group(row).is_some();
        reviewed.review.rows().iter().any(waits)
    };
    reviewed.reread_where(lacks_token);
    let table = move || {
        shown.get().map(|review| {
            view! {
                <Tally rows=review.rows().to_vec() />
                <ReviewTables review controls />
            }
        })
    };
    view! {
        <section class="region" aria-label=text::REVIEW_HEADING>
            <FetchedHead heading=move || text::REVIEW_HEADING what=text::REVIEW_REGION of=reviewed takes_focus />
            <FetchedStatus of=reviewed reading=text::REVIEWING />
            <Show when=move || waits.get()>
                <Notice tone=Tone::Warn what=text::NOT_TICKED next=text::NOT_TICKED_NEXT />
            </Show>
            {dynamic(table)}
            <ActivationOffer
                rows=Signal::derive(move || shown.get().map(|review| review.rows().to_vec()).unwrap_or_default())
                role_of
            />
            <Approval id />
        </section>
    }
    .into_any()
}

/// Whether a row could not be checked because Azure is not connected.
fn waits_for_azure(row: &ReviewRow) -> bool {
    row.verdict == Verdict::NotPossible(Obstacle::AzureRolesUnread(Problem::SignInNeeded))
}

/// Why a group could not be read, where a new token may help.
fn unread_group(row: &ReviewRow) -> Option<Problem> {
    match &row.verdict {
        Verdict::NotPossible(Obstacle::GroupUnread(problem)) if problem.ends_with_new_token() => Some(problem.clone()),
        _ => None,
    }
}

/// What is narrower than what a row would add.
fn narrower_ways(
    id: ServicePrincipalId,
    row: ReviewRow,
    role_of: Callback<RoleDefinitionId, String>,
) -> Option<AnyView> {
    let Verdict::Add(Step::Add(Addition::AppRole(missing))) = &row.verdict else { return None };
    let (api, role) = (missing.api(), missing.grant().app_role);
    let broad = match &row.subject {
        Subject::AppRole { role: Some(role), .. } => role.label().to_owned(),
        _ => role.to_string(),
    };
    let desk = expect_context::<ChangeDesk>();
    let take = Callback::new(move |instead: Option<Wish>| {
        desk.send(id, ChangeEvent::narrowed(row.wish.clone(), instead));
    });
    Some(view! { <NarrowerWays api role broad role_of take /> }.into_any())
}

/// How many rows would do what.
#[component]
fn Tally(rows: Vec<ReviewRow>) -> impl IntoView {
    let count = |is: fn(&Verdict) -> bool| rows.iter().filter(|row| is(&row.verdict)).count();
    let questions = rows.iter().filter(|row| row.is_question()).count();
    let numbers = row_text::tally([
        count(|verdict| matches!(verdict, Verdict::Add(_))),
        count(|verdict| matches!(verdict, Verdict::Take(_))),
        count(|verdict| matches!(verdict, Verdict::AlreadyHeld { .. })),
        count(|verdict| matches!(verdict, Verdict::NotHeld)),
        questions,
        count(|verdict| matches!(verdict, Verdict::NotPossible(_))) - questions,
    ]);
    let tones = [Tone::Info, Tone::Info, Tone::Good, Tone::Good, Tone::Warn, Tone::Bad];
    let all_so_words = if numbers[3].1 == 0 { row_text::ALL_THERE } else { row_text::ALL_SO };
    let all_so = numbers[2].1 + numbers[3].1 == rows.len() && !rows.is_empty();
    let badges = numbers.into_iter().zip(tones).filter(|((_, number), _)| *number > 0);
    view! {
        <div class="tally" role="status">
            {badges.map(|((text, _), tone)| view! { <Badge tone text /> }).collect_view()}
        </div>
        {all_so.then(|| view! { <Notice tone=Tone::Good what=all_so_words next=row_text::NOTHING_TO_SEND /> })}
    }
}
