//! The status lines of the overview: what answers whether the identity works yet, each with a link to the details.

use leptos::prelude::*;

use super::regions::Regions;
use crate::web::browser::clock;
use crate::web::components::Icon;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::navigation::identity_view::{IdentityView, Part, PermissionQuery};
use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::text::identity_status as text;
use domain::app_role_assignment::AppRoleAssignment;
use domain::effect::{Effect, effect};
use domain::identity::ManagedIdentity;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::second_half::{Checklist, ChecklistState};

/// A status line: its icon with the class that colors it, and what it says.
type Line = (Icon, &'static str, String);

/// The lines.
#[component]
pub fn Status(
    /// Whose.
    identity: ManagedIdentity,
    /// What is read.
    regions: Regions,
) -> impl IntoView {
    let id = identity.id;
    let link = move |part: Part| Route::IdentityPart(id, IdentityView::Part(part)).to_string();
    let permissions = IdentityView::Permissions(PermissionQuery::default());
    let permissions = Route::IdentityPart(id, permissions).to_string();
    let enabled = identity.enabled;
    let identity = StoredValue::new(identity);
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h2 tabindex="-1">{text::HEADING}</h2>
            <ul class="status-lines">
                {line(text::SIGN_IN, None, Signal::derive(move || sign_in(enabled)))}
                {line(text::LATEST_GRANT, Some(permissions), Signal::derive(move || latest_grant(regions)))}
                {line(
                    text::SETUP,
                    Some(link(Part::Elsewhere)),
                    Signal::derive(move || identity.with_value(|identity| setup(regions, identity))),
                )}
                {line(text::AZURE, Some(link(Part::AzureRoles)), Signal::derive(move || azure(regions)))}
                {line(text::LAST_SIGN_IN, Some(link(Part::SignIns)), Signal::derive(move || last_sign_in(regions)))}
            </ul>
        </section>
    }
    .into_any()
}

fn line(name: &'static str, href: Option<String>, said: Signal<Line>) -> AnyView {
    let icon = move || {
        let (icon, class, _) = said.get();
        view! { <span class=class>{icon.draw()}</span> }
    };
    let words = move || said.get().2;
    let value = match href {
        Some(href) => view! { <a href=href>{dynamic(words)}</a> }.into_any(),
        None => view! { <span>{dynamic(words)}</span> }.into_any(),
    };
    view! {
        <li>
            {dynamic(icon)}
            <span class="soft">{name}</span>
            " "
            {value}
        </li>
    }
    .into_any()
}

fn good(said: String) -> Line {
    (Icon::Done, "state good", said)
}

fn warning(said: String) -> Line {
    (Icon::Warning, "state warn", said)
}

fn unknown(said: &str) -> Line {
    (Icon::Unknown, "state", said.to_owned())
}

fn loading() -> Line {
    (Icon::Clock, "state", text::LOADING.to_owned())
}

fn sign_in(enabled: bool) -> Line {
    if enabled { good(text::ENABLED.to_owned()) } else { warning(text::DISABLED.to_owned()) }
}

/// Whether tokens have the permission that was granted last.
fn latest_grant(regions: Regions) -> Line {
    let fetched: FetchedSignal<Listing<AppRoleAssignment>> = regions.held.app_roles;
    fetched.with(|fetched| match fetched {
        Fetched::NotAsked | Fetched::Loading(None) => loading(),
        fetched => match fetched.shown() {
            Some(read) if read.value.is_complete() => {
                let times = read.value.items.iter().map(|assignment| assignment.created);
                let unknown_times = times.clone().any(|created| created.is_none());
                match times.flatten().max() {
                    _ if unknown_times => unknown(text::GRANT_UNKNOWN),
                    None => (Icon::Nothing, "state", text::NO_GRANT.to_owned()),
                    Some(granted) => match effect(granted, clock::now()) {
                        Effect::Certain => good(text::in_effect(&granted.date())),
                        Effect::PerhapsNotYet { by, .. } => {
                            (Icon::Clock, "state warn", text::perhaps_not_yet(&granted.minute(), &by.minute()))
                        }
                    },
                }
            }
            _ => unknown(text::GRANT_UNKNOWN),
        },
    })
}

/// What is to be done in Exchange and SharePoint.
fn setup(regions: Regions, identity: &ManagedIdentity) -> Line {
    let held = regions.held;
    let worst = held.checklists(identity).iter().map(Checklist::outlook).max();
    let all_read = held.completeness() == (true, true);
    match worst {
        Some(ChecklistState::ToDo) => warning(text::TO_DO.to_owned()),
        _ if !held.is_settled() => loading(),
        None | Some(ChecklistState::Done) if all_read => good(text::NOTHING_TO_DO.to_owned()),
        _ => unknown(text::SETUP_UNKNOWN),
    }
}

fn azure(regions: Regions) -> Line {
    regions.azure.roles.with(|fetched| match (fetched.shown(), fetched.problem()) {
        (Some(_), None) => good(text::AZURE_READ.to_owned()),
        (None, None) => loading(),
        (_, Some(Problem::SignInNeeded)) => unknown(text::AZURE_NOT_CONNECTED),
        (_, Some(_)) => unknown(text::AZURE_NOT_READ),
    })
}

fn last_sign_in(regions: Regions) -> Line {
    let activity = regions.activity;
    if !activity.sign_ins.with(Fetched::is_asked) {
        return unknown(text::LOGS_NOT_LOADED);
    }
    activity.sign_ins.with(|fetched| match (fetched.shown(), fetched.problem()) {
        (Some(read), _) => match read.value.0.items.first() {
            Some(sign_in) => (Icon::Clock, "state", sign_in.at.minute()),
            None => (Icon::Nothing, "state", text::NO_SIGN_IN.to_owned()),
        },
        (None, Some(_)) => unknown(text::LOGS_NOT_READ),
        (None, None) => loading(),
    })
}
