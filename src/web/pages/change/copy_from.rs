//! Copying from another service principal: a managed identity, an application, or what a Run As account was.
//!
//! What it holds and the identity lacks is offered, each for itself; what is ticked joins the selection and is reviewed
//! like everything else. Nothing is taken from where it was copied.

use std::collections::BTreeSet;
use std::rc::Rc;

use futures_util::future::join5;
use leptos::prelude::*;

use super::places::PlaceNames;
use crate::domain::change::wish::{Lasting, Wish};
use crate::domain::held_role::{ScheduledRole, Source};
use crate::domain::identity::ServicePrincipal;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::Problem;
use crate::domain::search::SearchTerm;
use crate::domain::verify::{About, Finding, Row, Tenant, Thing, against_identity};
use crate::operations::lookup::Found;
use crate::operations::review::apis_of;
use crate::web::clock;
use crate::web::components::{Notice, Tone};
use crate::web::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::pages::id_answer::FoundNotice;
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, new_region, read_into, state};
use crate::web::tenant_text::visible;
use crate::web::text::copy_from as text;
use crate::web::text::places;

/// What came of looking for the other.
#[derive(Clone)]
enum Answer {
    /// Several fit; one has to be chosen.
    Which(Vec<ServicePrincipal>),
    /// What the other holds.
    Holds(Rc<Copyable>),
    /// The id belongs to something that holds no permissions.
    OtherThing(Found),
}

/// What can be copied.
struct Copyable {
    name: String,
    /// What only the other holds, each with the wish for it.
    missing: Vec<(Row, Wish)>,
    /// How much of what it holds is held already.
    held: usize,
    /// What cannot be copied: its API is not known any more, or its time is over.
    not_copyable: usize,
    /// Why it may not be all.
    gaps: Vec<Problem>,
}

/// Finds another service principal and offers what it holds.
#[component]
pub fn CopyFrom(
    /// The identity that is to hold it.
    id: ServicePrincipalId,
    /// Adds to what is chosen; tells how many were new.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let answer: RegionSignal<Answer> = new_region();
    let asked = RwSignal::new(None::<SearchTerm>);
    let field = NodeRef::<leptos::html::Input>::new();
    let read = Callback::new(move |()| {
        let Some(term) = asked.get_untracked() else { return };
        let directory = tenant.directory();
        read_into(answer, look(directory, id, term));
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let term = field.get_untracked().map(|field| SearchTerm::parse(&field.value()));
        asked.set(term.filter(|term| *term != SearchTerm::Empty));
        read.run(());
    };
    let choose = Callback::new(move |principal: ServicePrincipalId| {
        asked.set(Some(SearchTerm::Id(principal.0)));
        read.run(());
    });
    let shown = move || {
        asked.read().as_ref()?;
        let answer = answer.with(|region| region.shown().map(|read| read.value.clone()));
        Some(match answer? {
            Answer::Which(principals) => view! { <Which principals choose /> }.into_any(),
            Answer::Holds(copyable) => view! { <Holds copyable add /> }.into_any(),
            Answer::OtherThing(found) => view! { <FoundNotice found /> }.into_any(),
        })
    };
    let status = move || {
        asked.read().as_ref()?;
        Some(view! { <RegionStatus state=state(answer) reading=text::READING retry=read /> })
    };
    view! {
        <details class="card">
            <summary>{text::HEADING}</summary>
            <div class="region part-body">
                <p class="soft">{text::WHAT}</p>
                <form class="row" on:submit=search>
                    <label class="field">
                        <span class="label">{text::FROM}</span>
                        <input type="search" node_ref=field autocomplete="off" spellcheck="false" />
                    </label>
                    <button type="submit" class="button">
                        {text::LOOK}
                    </button>
                </form>
                {status}
                {shown}
            </div>
        </details>
    }
    .into_any()
}

/// Several of that name.
#[component]
fn Which(principals: Vec<ServicePrincipal>, choose: Callback<ServicePrincipalId>) -> impl IntoView {
    if principals.is_empty() {
        return view! { <Notice tone=Tone::Info what=text::NOBODY next=text::NOBODY_NEXT /> }.into_any();
    }
    let line = |principal: ServicePrincipal| {
        let (id, kind) = (principal.id, text::kind(&principal.kind));
        view! {
            <li>
                <button type="button" class="button" on:click=move |_| choose.run(id)>
                    <bdi>{visible(&principal.display_name)}</bdi>
                </button>
                <span class="faint">{kind} " " <span class="id">{principal.app_id.to_string()}</span></span>
            </li>
        }
    };
    view! { <ul class="recipients">{principals.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// What the other holds and the identity lacks, to be ticked.
#[component]
fn Holds(copyable: Rc<Copyable>, add: Callback<Vec<Wish>, usize>) -> impl IntoView {
    let places = expect_context::<PlaceNames>();
    let all: BTreeSet<usize> = (0..copyable.missing.len()).collect();
    let ticked = RwSignal::new(all);
    let added = RwSignal::new(None::<usize>);
    let row = |(at, (row, wish)): (usize, &(Row, Wish))| {
        let (label, of) = words(row, wish, places);
        let toggle = move |on: bool| {
            ticked.update(|ticked| {
                if on {
                    ticked.insert(at);
                } else {
                    ticked.remove(&at);
                }
            });
        };
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    prop:checked=move || ticked.read().contains(&at)
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>
                    <bdi class="strong">{visible(&label)}</bdi>
                    <br />
                    <bdi class="faint">{move || visible(&of())}</bdi>
                </span>
            </label>
        }
    };
    let rows = copyable.missing.iter().enumerate().map(row).collect_view();
    let wishes = StoredValue::new(copyable.missing.iter().map(|(_, wish)| wish.clone()).collect::<Vec<Wish>>());
    let take = move |_| {
        let chosen = wishes.with_value(|wishes| {
            let ticked = ticked.read_untracked();
            wishes.iter().enumerate().filter(|(at, _)| ticked.contains(at)).map(|(_, wish)| wish.clone()).collect()
        });
        added.set(Some(add.run(chosen)));
    };
    let gaps = copyable.gaps.iter().map(|problem| {
        view! { <crate::web::components::ProblemNotice problem=problem.clone() /> }
    });
    view! {
        <p role="status">
            <bdi>{visible(&text::summary(&copyable.name, copyable.missing.len(), copyable.held))}</bdi>
        </p>
        {text::not_copyable(copyable.not_copyable).map(|what| view! { <p class="soft">{what}</p> })}
        {gaps.collect_view()}
        <div class="options">{rows}</div>
        <div class="actions">
            <button type="button" class="button" disabled=move || ticked.read().is_empty() on:click=take>
                {move || text::add(ticked.read().len())}
            </button>
            <span class="soft" role="status">
                {move || added.get().map(text::added)}
            </span>
        </div>
    }
    .into_any()
}

/// What a row is called, and whose it is or where it counts.
fn words(row: &Row, wish: &Wish, names: PlaceNames) -> (String, impl Fn() -> String + Send + use<>) {
    let (label, of) = match &row.about {
        About::Thing { label, of, .. } => (label.clone(), of.clone().unwrap_or_default()),
        About::Wish(_) => (String::new(), String::new()),
    };
    let wish = wish.clone();
    let of = move || match &wish {
        Wish::DirectoryRole { scope, lasting, .. } => {
            places::directory_role(scope, names.name(scope).as_deref(), *lasting)
        }
        _ => of.clone(),
    };
    (label, of)
}

async fn look(directory: Rc<OpenDirectory>, id: ServicePrincipalId, term: SearchTerm) -> Result<Answer, Problem> {
    let other = match term {
        SearchTerm::Id(guid) => match directory.find(guid).await? {
            Found::ManagedIdentity(identity) => (identity.id, identity.display_name),
            Found::Application(principal) => (principal.id, principal.display_name),
            found => return Ok(Answer::OtherThing(found)),
        },
        SearchTerm::Name(name) => {
            let mut found = directory.principals_named(&name).await?.items;
            found.retain(|principal| principal.id != id);
            match &found[..] {
                [one] => (one.id, one.display_name.clone()),
                _ => return Ok(Answer::Which(found)),
            }
        }
        SearchTerm::Empty | SearchTerm::Resource(_) => return Ok(Answer::Which(Vec::new())),
    };
    compare(&directory, id, other).await.map(|copyable| Answer::Holds(Rc::new(copyable)))
}

async fn compare(
    directory: &OpenDirectory,
    id: ServicePrincipalId,
    (other, name): (ServicePrincipalId, String),
) -> Result<Copyable, Problem> {
    let apis = apis_of(&[]);
    let (held, of_other, scheduled, roles, ()) = join5(
        directory.held(id),
        directory.held(other),
        directory.scheduled_roles(other),
        directory.directory_roles(),
        directory.load_apis(&apis),
    )
    .await;
    let resources = of_other.app_roles.iter().chain(&held.app_roles).flat_map(|listing| &listing.items);
    let unread = directory.load_resources(resources.map(|it| it.grant.resource)).await.err();
    let tenant = Tenant { apis: &directory.apis(), directory_roles: &roles };
    let table = against_identity(tenant, &held, &of_other);
    let tally = table.tally();
    let missing: Vec<(Row, Wish)> = table
        .rows
        .into_iter()
        .filter(|row| row.finding == Finding::Missing)
        .filter_map(|row| wish_of(&row, other, &scheduled).map(|wish| (row, wish)))
        .collect();
    let gaps = [of_other.app_roles.err(), of_other.directory_roles.err(), unread];
    Ok(Copyable {
        name,
        not_copyable: tally.missing - missing.len(),
        missing,
        held: tally.held,
        gaps: gaps.into_iter().flatten().collect(),
    })
}

/// The wish to hold what a row is about, for no longer than the other holds it.
fn wish_of(row: &Row, other: ServicePrincipalId, scheduled: &Source<ScheduledRole>) -> Option<Wish> {
    let wish = row.wish()?;
    let About::Thing { thing: Thing::DirectoryRole { role, scope }, .. } = &row.about else { return Some(wish) };
    let is_it = |it: &&ScheduledRole| it.direct && it.principal == other.0 && it.role == *role && it.scope == *scope;
    let lasting = match scheduled.items().iter().find(is_it).and_then(|it| it.end) {
        None => Lasting::Permanent,
        Some(end) => Lasting::until(end, clock::now())?,
    };
    Some(Wish::DirectoryRole { role: *role, scope: scope.clone(), lasting })
}
