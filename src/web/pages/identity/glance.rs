//! The parts of the page at a glance: how many there is of each, with a link to it.

use leptos::prelude::*;

use super::held::roles_missing;
use super::regions::Regions;
use crate::web::identity_view::{IdentityView, Part, PermissionQuery};
use crate::web::reading::RegionSignal;
use crate::web::region::Region;
use crate::web::route::Route;
use crate::web::text::{glance as text, identity};
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::second_half::{Checklist, Outlook};

/// Each part with what is known of it.
#[component]
pub fn Glance(
    /// Whose.
    identity: ManagedIdentity,
    /// What is read.
    regions: Regions,
) -> impl IntoView {
    let id = identity.id;
    let Regions { held, relations, activity, azure } = regions;
    let identity = StoredValue::new(identity);
    let roles = move || {
        held.roles.with(|region| {
            region.shown().map_or(text::READING.to_owned(), |read| {
                text::count(read.value.roles().len(), region.is_reading() || roles_missing(&read.value).is_empty())
            })
        })
    };
    let changes = number(activity.changes, |(it, _)| items(it));
    let changes = move || if activity.asked() { changes.get() } else { text::LOOK_UP.to_owned() };
    let last_sign_in = move || {
        if !activity.asked() {
            return text::LOOK_UP.to_owned();
        }
        activity.sign_ins.with(|region| {
            said(region, |(listing, _)| listing.items.first().map_or(text::NO_SIGN_IN.to_owned(), |it| it.at.date()))
        })
    };
    let elsewhere = move || {
        let worst = identity.with_value(|identity| held.checklists(identity).iter().map(Checklist::outlook).max());
        let all_read = held.completeness() == (true, true);
        match worst {
            Some(Outlook::ToDo) => text::LOOK,
            _ if !held.is_settled() => text::READING,
            Some(Outlook::Unknown) => text::UNKNOWN,
            None | Some(Outlook::Done) if !all_read => text::UNKNOWN,
            None | Some(Outlook::Done) => text::NOTHING,
        }
        .to_owned()
    };
    let permissions = IdentityView::Permissions(PermissionQuery::default());
    let part = move |part: Part, value: Signal<String>| tile(id, &IdentityView::Part(part), text::name(part), value);
    view! {
        <nav class="glance" aria-label=text::HEADING>
            <ul>
                {tile(id, &permissions, identity::APP_ROLES, number(held.app_roles, items))}
                {part(Part::DirectoryRoles, Signal::derive(roles))}
                {part(Part::AzureRoles, number_visible(azure.roles, |it| items(&it.roles)))}
                {part(Part::Groups, number(relations.groups, |it| items(&it.memberships)))}
                {part(Part::Owned, number(relations.owned, items))}
                {part(Part::Delegated, number(relations.delegated, |(it, _)| items(it)))}
                {part(Part::Elsewhere, Signal::derive(elsewhere))}
                {part(Part::Control, number_visible(azure.controllers, |(it, _)| items(it)))}
                {part(Part::Credentials, number(relations.credentials, items))}
                {part(Part::Owners, number(relations.owners, items))}
                {part(Part::SignIns, Signal::derive(last_sign_in))}
                {part(Part::Changes, Signal::derive(changes))}
            </ul>
        </nav>
    }
    .into_any()
}

fn tile(id: ServicePrincipalId, view: &IdentityView, name: &'static str, value: Signal<String>) -> AnyView {
    let href = Route::IdentityPart(id, view.clone()).to_string();
    view! {
        <li>
            <a href=href>
                <span class="strong">{move || value.get()}</span>
                " "
                <span class="soft">{name}</span>
            </a>
        </li>
    }
    .into_any()
}

/// How many there are, and whether these are all.
fn items<T>(listing: &Listing<T>) -> (usize, bool) {
    (listing.items.len(), listing.is_complete())
}

fn number<T: 'static>(region: RegionSignal<T>, count: fn(&T) -> (usize, bool)) -> Signal<String> {
    Signal::derive(move || {
        region.with(|region| {
            said(region, |value| {
                let (number, complete) = count(value);
                text::count(number, complete)
            })
        })
    })
}

/// The same for what Azure shows, which leaves out without a word what the signed-in user may not read.
fn number_visible<T: 'static>(region: RegionSignal<T>, count: fn(&T) -> (usize, bool)) -> Signal<String> {
    Signal::derive(move || {
        region.with(|region| {
            said(region, |value| match count(value) {
                (0, _) => text::NONE_VISIBLE.to_owned(),
                (number, complete) => text::count(number, complete),
            })
        })
    })
}

/// What is known of a region, in a word.
fn said<T>(region: &Region<T>, words: impl Fn(&T) -> String) -> String {
    match (region.shown(), region.problem()) {
        (Some(read), _) => words(&read.value),
        (None, None) => text::READING.to_owned(),
        (None, Some(Problem::ScopeMissing(_))) => text::NOT_ALLOWED.to_owned(),
        (None, Some(Problem::SignInNeeded)) => text::NOT_CONNECTED.to_owned(),
        (None, Some(_)) => text::NOT_READ.to_owned(),
    }
}
