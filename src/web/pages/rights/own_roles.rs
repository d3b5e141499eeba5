//! The roles that the user can activate, with their status: active, requested, or neither.

use leptos::prelude::*;

use super::super::account::{UserAccount, name_of_role};
use crate::web::activation_desk::ActivationDesk;
use crate::web::activation_wish::ActivationWish;
use crate::web::browser::clock;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Badge, StackedTable, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::change::{PlaceNames, SendButton};
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{activation as text, places, rights};
use domain::activation::{ActiveRole, EligibleRole, RolePerson, RoleRequest, review_deactivation};
use domain::problem::Problem;
use domain::time::Timestamp;
use futures_util::future::join3;

/// What is known of the user's own roles. Eligible roles are shown without the rest.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OwnRoles {
    pub(super) eligible: Vec<EligibleRole>,
    pub(super) active: Result<Vec<ActiveRole>, Problem>,
    pub(super) requests: Result<Vec<RoleRequest>, Problem>,
}

/// Reads them.
pub(super) async fn read_own_roles(tenant: OpenTenant) -> Result<OwnRoles, Problem> {
    let directory = tenant.directory();
    let (eligible, active, requests) =
        join3(directory.eligible_roles(), directory.own_active_roles(), directory.own_role_requests()).await;
    Ok(OwnRoles {
        eligible: eligible?.items,
        active: active.map(|listing| listing.items),
        requests: requests.map(|listing| listing.items),
    })
}

/// A time of the device's clock; with the date where it isn't today.
pub(super) fn local_time(time: Timestamp) -> String {
    let (date, minute) = (clock::local_date(time), clock::local_minute(time));
    if date == clock::local_date(clock::now()) { minute } else { format!("{date} {minute}") }
}

/// The table.
#[component]
pub(super) fn EligibleRoles(
    /// The user, for the names of roles.
    account: FetchedSignal<UserAccount>,
    /// The user's own roles.
    own: FetchedSignal<OwnRoles>,
    /// Whether roles can be activated here.
    can_activate: Memo<bool>,
) -> impl IntoView {
    // Reading again draws the rows again only where something has changed: otherwise the click that brings the window to
    // the front, which reads again, would be lost.
    let shown = memo(move || own.value());
    dynamic(move || {
        let roles = shown.get()?;
        if roles.eligible.is_empty() {
            return Some(view! { <p class="soft">{rights::NONE_ELIGIBLE}</p> }.into_any());
        }
        let is_partial = roles.active.is_err() || roles.requests.is_err();
        let rows = roles.eligible.iter().map(|eligible| row(account, eligible, &roles, can_activate)).collect_view();
        Some(
            view! {
                <StackedTable class="eligible" caption=text::TABLE columns=text::COLUMNS>
                    {rows}
                </StackedTable>
                {is_partial.then(|| view! { <p class="caution">{text::REQUESTS_UNREAD}</p> })}
            }
            .into_any(),
        )
    })
}

fn row(account: FetchedSignal<UserAccount>, eligible: &EligibleRole, roles: &OwnRoles, can: Memo<bool>) -> AnyView {
    let names = expect_context::<PlaceNames>();
    let role = eligible.own.role;
    let name =
        memo(move || account.with(|fetched| name_of_role(fetched.value().map_or(&[][..], |(_, roles)| roles), role)));
    let scope = eligible.own.scope.clone();
    let scope = move || places::place(&scope, names.name(&scope).as_deref());
    let is_this = |active: &&ActiveRole| active.own == eligible.own;
    let active = roles.active.as_ref().ok().and_then(|all| all.iter().find(is_this)).cloned();
    let is_open = |request: &&RoleRequest| request.own == eligible.own && request.is_open();
    let open = roles.requests.as_ref().ok().and_then(|all| all.iter().find(is_open)).cloned();
    let (tone, status) = match (&active, &open) {
        (Some(active), _) if active.activated => {
            (Tone::Good, text::active_until(active.end.map(local_time).as_deref()))
        }
        (Some(_), _) => (Tone::Good, text::ASSIGNED.to_owned()),
        (None, Some(open)) => (Tone::Warn, text::open_request(&open.status, open.created.map(local_time).as_deref())),
        (None, None) => (Tone::Plain, text::NOT_ACTIVE.to_owned()),
    };
    let ends = eligible.end.map(|end| view! { <p class="faint">{text::eligible_until(&local_time(end))}</p> });
    let group = eligible.through_group.then(|| view! { <p class="faint">{text::THROUGH_GROUP}</p> });
    let (own, is_active, is_open) = (eligible.own.clone(), active.is_some(), open.is_some());
    let action = move || {
        if !can.get() {
            return None;
        }
        match (&active, is_active || is_open || !own.can_be_requested()) {
            (Some(active), _) if active.activated => {
                Some(view! { <Deactivate account active=active.clone() name=name.get() /> }.into_any())
            }
            (_, true) => None,
            (_, false) => {
                let (wish, desk, wanted) = (ActivationWish::here(), ActivationDesk::here(), own.clone());
                let open = move |_| {
                    desk.clear();
                    wish.from.set(None);
                    wish.role.set(Some(wanted.clone()));
                };
                Some(
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=format!("{}: {}", text::ACTIVATE, name.get())
                            disabled=move || desk.is_busy() || desk.is_waiting()
                            on:click=open
                        >
                            {text::ACTIVATE}
                        </button>
                    }
                    .into_any(),
                )
            }
        }
    };
    view! {
        <tr>
            <th scope="row">
                <bdi class="strong">{dynamic(move || name.get())}</bdi>
                {group}
            </th>
            <td>
                <bdi>{dynamic(scope)}</bdi>
            </td>
            <td>
                <Badge tone text=status />
                {ends}
            </td>
            <td>{dynamic(action)}</td>
        </tr>
    }
    .into_any()
}

/// Ends an activation. The button names the role, and nothing else is to be decided.
#[component]
fn Deactivate(account: FetchedSignal<UserAccount>, active: ActiveRole, name: String) -> impl IntoView {
    let (desk, wish) = (ActivationDesk::here(), ActivationWish::here());
    // The button is what shows the request: where it goes while the user signs in, nothing is sent.
    let owner = Owner::current();
    let press = Callback::new(move |()| {
        let person = account.with_untracked(|fetched| fetched.value().map(|(person, _)| person.clone()));
        let person = person.map(|person| RolePerson { user: person.id, tenant: person.tenant.id });
        if let Some(request) = person.and_then(|person| review_deactivation(person, &active)) {
            desk.clear();
            wish.role.set(None);
            if let Some(owner) = &owner {
                let on_screen = owner.with(|| Signal::stored(Some(request.clone())));
                desk.begin(request, on_screen);
            }
        }
    });
    view! {
        <SendButton
            label=format!("{}: {name}", text::DEACTIVATE)
            disabled=Signal::derive(move || desk.is_busy() || desk.is_waiting())
            attention=ClickGuard::here()
            press
        />
    }
    .into_any()
}
