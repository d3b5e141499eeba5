//! A review: one row for each wish, with what would happen and what to know about it.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::copy_button::CopyButton;
use super::group_access::GroupAccessList;
use super::name_cell::NameCell;
use super::stacked_table::StackedTable;
use super::tier_badge::TierBadge;
use crate::web::reactive::{dynamic, handler};
use crate::web::tenant::tenant_text::{visible, visible_lines};
use crate::web::text::{change, review as text, role_name};
use domain::azure_assignment::AzureAssignmentName;
use domain::azure_role::AzureScope;
use domain::change::origin::Preselected;
use domain::change::permission::{AzureRoleAt, Permission};
use domain::change::review::{Choice, Obstacle, ReviewRow, RoleScope, Subject, Verdict, Warning};
use domain::change::wish::Wish;
use domain::clipboard::ClipboardText;
use domain::sorted_set::SortedSet;
use domain::tiers::{Rating, rate_app_role, rate_azure, rate_directory_role};

/// What a review is shown with.
#[derive(Clone, Copy)]
pub struct ReviewControls {
    /// The rows that are not ticked, by their place.
    pub left_out: Signal<SortedSet<usize>>,
    /// Takes a row out, or in again.
    pub toggle: Callback<usize>,
    /// Puts another wish in the place of one.
    pub settle: Callback<(Wish, Wish)>,
    /// Takes a row with a question out of the change.
    pub leave_out: Callback<Wish>,
    /// The scope of a role and for how long it is assigned, in words.
    pub place: Callback<RoleScope, String>,
    /// An Azure scope in words.
    pub azure_scope: Callback<AzureScope, String>,
    /// What else can be done about a row.
    pub beside: Callback<ReviewRow, Option<AnyView>>,
}

/// The rows of a review.
#[component]
pub fn ReviewTable(
    /// The rows, each with its place in the review.
    rows: Vec<(usize, ReviewRow)>,
    /// What the table is, for screen readers.
    caption: String,
    /// What the rows are shown with.
    controls: ReviewControls,
) -> impl IntoView {
    let row = move |(at, row)| view! { <Row at row controls /> };
    view! {
        <StackedTable class="review" caption columns=&[text::WHAT, text::VERDICT, text::NOTES]>
            {rows.into_iter().map(row).collect_view()}
        </StackedTable>
    }
    .into_any()
}

#[component]
fn Row(at: usize, row: ReviewRow, controls: ReviewControls) -> impl IntoView {
    let ReviewControls { left_out, toggle, settle, leave_out, place, azure_scope, beside } = controls;
    let (label, of) = subject_names(&row.subject);
    let scope = row.scope();
    // The name of a unit or an application may come later than the row.
    let of = move || match &scope {
        Some(scope) => visible(&place.run(scope.clone())),
        None => visible(&of),
    };
    let beside = beside.run(row.clone());
    let label = visible(&label);
    let verdict = match &row.verdict {
        Verdict::Add(_) => view! { <ChangeBox at label=label.clone() verb=text::ADD left_out toggle /> }.into_any(),
        Verdict::Take(_) => view! { <ChangeBox at label=label.clone() verb=text::TAKE left_out toggle /> }.into_any(),
        Verdict::NotHeld => view! { <Badge tone=Tone::Good text=text::NOT_ASSIGNED /> }.into_any(),
        Verdict::AlreadyHeld { .. } => view! { <Badge tone=Tone::Good text=text::ALREADY /> }.into_any(),
        Verdict::NotPossible(Obstacle::Ambiguous(_)) => {
            view! { <Badge tone=Tone::Warn text=text::TO_CHOOSE /> }.into_any()
        }
        Verdict::NotPossible(_) => view! { <Badge tone=Tone::Bad text=text::NOT_POSSIBLE /> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <NameCell name=label of />
            </th>
            <td>{verdict}</td>
            <td>
                <div class="stack">
                    <Mark preselected=row.preselected />
                    <Notes row settle leave_out azure_scope />
                    {beside}
                </div>
            </td>
        </tr>
    }
}

/// Something that would be changed, unless the user takes it out.
#[component]
fn ChangeBox(
    at: usize,
    label: String,
    verb: &'static str,
    left_out: Signal<SortedSet<usize>>,
    toggle: Callback<usize>,
) -> impl IntoView {
    let is_in = move || !left_out.read().contains(&at);
    view! {
        <label class="row add-box">
            <input type="checkbox" aria-label=format!("{verb} {label}") prop:checked=is_in on:change=handler(move || toggle.run(at)) />
            <Show when=is_in fallback=|| view! { <Badge tone=Tone::Plain text=text::LEFT_OUT /> }>
                <Badge tone=Tone::Info text=verb />
            </Show>
        </label>
    }
}

/// What filled a row in, until the user has ticked it.
#[component]
fn Mark(preselected: Option<Preselected>) -> impl IntoView {
    let origin = preselected.filter(|it| !it.ticked).map(|it| it.origin);
    origin.map(|origin| view! { <div><Badge tone=Tone::Warn text=text::filled_in(origin) /></div> })
}

/// What to know about a row: what it allows, why it cannot be, what may go wrong.
#[component]
fn Notes(
    row: ReviewRow,
    settle: Callback<(Wish, Wish)>,
    leave_out: Callback<Wish>,
    azure_scope: Callback<AzureScope, String>,
) -> impl IntoView {
    let what = match &row.subject {
        Subject::AppRole { role: Some(role), .. } => role.description.clone(),
        Subject::DirectoryRole { definition: Some(definition), .. } => definition.description.clone(),
        Subject::AzureRole { definition: Some(definition), .. } => definition.description.clone(),
        Subject::Group { group: Some(group), .. } => group.description.clone(),
        _ => String::new(),
    };
    let condition = match &row.subject {
        Subject::AzureRole { at, .. } => at.condition.as_ref().map(|condition| visible_lines(&condition.text)),
        _ => None,
    };
    let condition = condition.map(|condition| {
        view! {
            <p class="soft">{text::CONDITION}</p>
            <pre class="condition">{condition}</pre>
        }
    });
    let access = match &row.subject {
        Subject::Group { access: Some(access), .. } if !matches!(row.verdict, Verdict::NotPossible(_)) => {
            Some(view! { <GroupAccessList access=(**access).clone() /> })
        }
        _ => None,
    };
    let warning = |warning: &Warning| {
        let warning = warning.clone();
        let said = move || visible(&text::warning(&warning, |scope| azure_scope.run(scope.clone())));
        view! { <p class="caution">{dynamic(said)}</p> }
    };
    let warnings = row.warnings.iter().map(warning).collect_view();
    let rating = rating(&row);
    let verdict = match row.verdict {
        Verdict::Add(_) | Verdict::Take(_) | Verdict::NotHeld => None,
        Verdict::AlreadyHeld { since, until } => {
            let since = since.map(|since| text::since(&since.date()));
            let until = until.map(|until| text::until(&until.minute()));
            let said = since.into_iter().chain(until).collect::<Vec<_>>().join(" ");
            (!said.is_empty()).then(|| view! { <p class="soft">{said}</p> }.into_any())
        }
        Verdict::NotPossible(obstacle) => {
            Some(view! { <Reason obstacle wish=row.wish settle leave_out azure_scope /> }.into_any())
        }
    };
    let what = (!what.is_empty()).then(|| {
        view! {
            <p class="soft">
                <bdi>{visible(&what)}</bdi>
            </p>
        }
    });
    view! {
        {rating.map(|rating| view! { <TierBadge rating /> })}
        {what}
        {condition}
        {access}
        {verdict}
        {warnings}
    }
}

/// How dangerous what would be added is.
fn rating(row: &ReviewRow) -> Option<Rating> {
    if !matches!(row.verdict, Verdict::Add(_)) {
        return None;
    }
    match &row.subject {
        Subject::AppRole { api, role: Some(role), .. } => Some(rate_app_role(*api, role.id)),
        Subject::DirectoryRole { role, .. } => Some(rate_directory_role(*role)),
        Subject::AzureRole { at, lead, .. } => Some(rate_azure(at.role, &at.scope, *lead).rating()),
        Subject::Group { access: Some(access), .. } => Some(access.rating()),
        _ => None,
    }
}

/// Why something cannot be added, and what to do about it.
#[component]
fn Reason(
    obstacle: Obstacle,
    wish: Wish,
    settle: Callback<(Wish, Wish)>,
    leave_out: Callback<Wish>,
    azure_scope: Callback<AzureScope, String>,
) -> impl IntoView {
    // The name of a scope may come later than the row.
    let of = obstacle.clone();
    let explained = move || text::obstacle(&of, |scope| azure_scope.run(scope.clone()));
    let next = untrack(&explained).next;
    let what = move || visible(&explained().what);
    let help = match obstacle {
        Obstacle::ApiNotInTenant(api) => {
            let command = text::create_api_command(&api.to_string());
            let copy = command.clone();
            Some(view! { <p>{text::CREATE_API} " " <code>{command}</code> <CopyButton value=ClipboardText::document(copy) what=text::COMMAND /></p> }.into_any())
        }
        Obstacle::Ambiguous(choices) => Some(view! { <Choices choices wish settle leave_out /> }.into_any()),
        Obstacle::MadeAbove { scope, name } => made_at(&wish, scope, name).map(|there| {
            let go = move |_| settle.run((wish.clone(), there.clone()));
            view! {
                <div class="actions">
                    <button type="button" class="button" on:click=go>
                        {text::REMOVE_THERE}
                    </button>
                </div>
            }
            .into_any()
        }),
        _ => None,
    };
    view! {
        <p class="strong">{dynamic(what)}</p>
        <p class="soft">{next}</p>
        {help}
    }
}

/// The removal of an Azure role at the scope where it was assigned.
fn made_at(wish: &Wish, scope: AzureScope, name: AzureAssignmentName) -> Option<Wish> {
    let role = wish.azure_role()?.role;
    Some(Wish::Remove(Permission::AzureRole(Box::new(AzureRoleAt {
        name: Some(name),
        ..AzureRoleAt::new(role, scope)
    }))))
}

/// The meanings of a name, one of which can be put in its place.
#[component]
fn Choices(
    choices: Vec<Choice>,
    wish: Wish,
    settle: Callback<(Wish, Wish)>,
    leave_out: Callback<Wish>,
) -> impl IntoView {
    let unsettled = wish.clone();
    let button = move |choice: Choice| {
        let wish = wish.clone();
        view! {
            <button type="button" class="button" on:click=handler(move || settle.run((wish.clone(), choice.wish.clone())))>
                <bdi>{visible(&choice.of)}</bdi>
            </button>
        }
    };
    view! {
        <div class="actions" role="group" aria-label=text::WHICH>
            {choices.into_iter().map(button).collect_view()}
            <button type="button" class="button quiet" on:click=handler(move || leave_out.run(unsettled.clone()))>
                {text::LEAVE_OUT}
            </button>
        </div>
    }
}

/// What a row is about, and whose it is.
fn subject_names(subject: &Subject) -> (String, String) {
    match subject {
        Subject::AppRole { api, api_name, role, asked } => (
            role.as_ref().map_or_else(|| asked.clone(), |role| role.label().to_owned()),
            api_name.clone().unwrap_or_else(|| role_name::api(*api)),
        ),
        Subject::DirectoryRole { role, definition, .. } => {
            let name = definition.as_ref().map_or_else(|| role_name::role(*role), |it| it.display_name.clone());
            (name, text::DIRECTORY_ROLE.to_owned())
        }
        Subject::AzureRole { at, definition, .. } => {
            let name = definition.as_ref().map_or_else(|| role_name::azure_role(at.role), |it| it.name.clone());
            (name, crate::web::text::azure::AZURE_ROLE.to_owned())
        }
        Subject::Group { id, group, .. } => {
            let name = group.as_ref().map_or_else(|| id.to_string(), |it| it.name.clone());
            (name, crate::web::text::add_group::group_of(*id))
        }
        Subject::RoleOfUnknownApi { resource, noted_name, role } => {
            let of = if noted_name.is_empty() { resource.to_string() } else { noted_name.clone() };
            (role.to_string(), of)
        }
        Subject::Name(name) => (name.clone(), change::ANY_API.to_owned()),
    }
}
