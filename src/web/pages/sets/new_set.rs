//! A set in the making: from a file, from what is chosen for an identity, or from the permissions and roles of an
//! identity.

use std::rc::Rc;

use futures_util::future::join4;
use leptos::prelude::*;

use super::super::fetched_status::FetchedStatus;
use super::ending::{Ending, SetPart, TermSelection};
use super::entry_owner::of_entry;
use super::tenant_words::TenantWords;
use super::title::{Title, TitleFields};
use crate::web::browser::clock;
use crate::web::browser::file::Opened;
use crate::web::components::{FileBox, NameCell, Notice, PageHeading, SetCrumbs, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::tenant::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::comparison::names;
use crate::web::text::problem::Explanation;
use crate::web::text::{review, sets as text};
use domain::change::wish::{Lasting, Wish};
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::sets::{self, LARGEST, OwnSet, SetError, SourceRoleEnd, portable_wish};
use domain::sorted_set::SortedSet;
use domain::verify::{ComparedPrincipal, ComparisonFinding, ComparisonRow, ComparisonTenant, compare_with_wishes};
use graph::operations::lookup::FoundObject;

/// What a set is begun with.
#[derive(Clone, Default, PartialEq)]
struct NewSetSource {
    from: Option<ServicePrincipalId>,
    name: String,
    purpose: String,
    wishes: Vec<Wish>,
}

/// What could be made of it.
#[derive(Clone)]
struct NewSetContents {
    name: String,
    purpose: String,
    /// What can be in a set.
    parts: Vec<SetPart>,
    /// What cannot, by name.
    left_out: Vec<String>,
}

/// The permissions and roles of an identity, as a set may ask for it.
struct IdentityAssignments {
    /// The identity's name; none, where it is an application.
    name: Option<String>,
    /// The wishes for it, with how each ends.
    wishes: Vec<(Wish, Option<SourceRoleEnd>)>,
    /// What cannot be asked for, by name.
    left_out: Vec<String>,
}

/// The page.
#[component]
pub fn NewSetPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let error = RwSignal::new(None::<SetError>);
    let opened = RwSignal::new(None::<NewSetSource>);
    let start = memo(move || {
        opened.get().unwrap_or_else(|| match navigation.route().get() {
            Route::NewSet(from, wishes) => NewSetSource { from, wishes, ..NewSetSource::default() },
            _ => NewSetSource::default(),
        })
    });
    let making = FetchedSignal::<NewSetContents>::new(move || read_source(tenant.directory(), start.get_untracked()));
    let is_begun = move || start.with(|start| start.from.is_some() || !start.wishes.is_empty());
    follow(move || {
        if is_begun() {
            making.read();
        }
    });
    let form = move || {
        let making = making.value()?;
        Some(view! { <Form making /> })
    };
    view! {
        <SetCrumbs />
        <PageHeading text=text::NEW_HEADING.to_owned() />
        <Show when=move || !is_begun()>
            <p class="lead">{text::NEW_LEAD}</p>
        </Show>
        <OpenFile opened error />
        {dynamic(move || error.get().map(refused))}
        <Show when=is_begun>
            <FetchedStatus of=making reading=text::READING />
        </Show>
        {dynamic(form)}
    }
}

/// Opens a set from a file.
#[component]
fn OpenFile(opened: RwSignal<Option<NewSetSource>>, error: RwSignal<Option<SetError>>) -> impl IntoView {
    let open = Callback::new(move |file: Opened| {
        let read = file.text.map_err(SetError::from).and_then(|text| sets::read(&text, &file.name));
        error.set(read.as_ref().err().cloned());
        if let Ok(OwnSet { name, purpose, wishes }) = read {
            opened.set(Some(NewSetSource { from: None, name, purpose, wishes }));
        }
    });
    view! {
        <div class="card region">
            <FileBox id="set-file" label=text::FILE hint=text::FILE_HINT largest=LARGEST opened=open />
        </div>
    }
    .into_any()
}

fn refused(error: SetError) -> AnyView {
    let Explanation { what, next } = text::error(&error);
    view! { <Notice tone=Tone::Bad what=visible(&what) next /> }.into_any()
}

/// Name, purpose and contents, and the button that keeps the set.
#[component]
fn Form(making: NewSetContents) -> impl IntoView {
    let own = OwnSets::open();
    let navigation = expect_context::<Navigation>();
    let NewSetContents { name, purpose, parts, left_out } = making;
    let title = Title::new(name, purpose);
    let out = RwSignal::new(SortedSet::<usize>::new());
    let said = RwSignal::new(None::<(&'static str, &'static str)>);
    let terms: Vec<TermSelection> = parts.iter().map(TermSelection::of).collect();
    let counted = super::list::holds(&parts.iter().map(|part| part.entry.wish.clone()).collect::<Vec<_>>());
    let ending: Vec<(SetPart, TermSelection)> = parts.iter().cloned().zip(terms.iter().copied()).collect();
    let asked: Vec<(Wish, TermSelection)> = parts.iter().map(|part| part.entry.wish.clone()).zip(terms).collect();
    let keep = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let is_in = |(at, _): &(usize, &(Wish, TermSelection))| !out.with_untracked(|out| out.contains(at));
        let wishes = asked.iter().enumerate().filter(is_in).map(|(_, (wish, term))| term.wish(wish));
        let Some(wishes) = wishes.collect::<Option<Vec<Wish>>>() else {
            said.set(Some((text::NO_TERM, text::NO_TERM_NEXT)));
            return;
        };
        match title.of(wishes).checked() {
            Ok(set) => match own.keep(&set) {
                Ok(id) => navigation.go(&Route::Set(SetKey::Own(id))),
                Err(_) => said.set(Some((text::NOT_KEPT, text::NOT_KEPT_NEXT))),
            },
            Err(SetError::Empty) => said.set(Some((text::NO_CONTENTS, ""))),
            Err(_) => said.set(Some((text::NO_NAME, ""))),
        }
    };
    let option = move |(at, SetPart { entry, ends }): (usize, SetPart)| {
        let toggle = move |_| {
            out.update(|out| {
                if !out.remove(&at) {
                    out.insert(at);
                }
            });
        };
        let label = visible(&entry.label);
        // For how long a role that ends is asked for is above, where that is chosen.
        let of = if ends.is_some() { review::DIRECTORY_ROLE.to_owned() } else { of_entry(&entry) };
        view! {
            <label class="option">
                <input type="checkbox" prop:checked=move || !out.read().contains(&at) on:change=toggle />
                <span>
                    <NameCell name=label of />
                </span>
            </label>
        }
    };
    let left = (!left_out.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn what=text::LEFT_OUT>
                <ul>{left_out.iter().map(|line| view! { <li><bdi>{visible(line)}</bdi></li> }).collect_view()}</ul>
            </Notice>
        }
    });
    view! {
        <form class="card region" on:submit=keep>
            <TitleFields title />
            {left}
            <Ending parts=ending />
            <fieldset>
                <legend class="group-head strong">{counted}</legend>
                <div class="options">{parts.into_iter().enumerate().map(option).collect_view()}</div>
            </fieldset>
            {dynamic(move || said.get().map(|(what, next)| view! { <Notice tone=Tone::Bad what next /> }))}
            <div class="actions">
                <button type="submit" class="button primary">
                    {text::CREATE}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Reads what the set is begun with, and says of each part whether it can be in one.
async fn read_source(directory: Rc<OpenDirectory>, start: NewSetSource) -> Result<NewSetContents, Problem> {
    let (mut name, mut left_out) = (start.name, Vec::new());
    let mut wishes: Vec<(Wish, Option<SourceRoleEnd>)> = start.wishes.into_iter().map(|wish| (wish, None)).collect();
    if let Some(id) = start.from {
        let holds = read_assignments(&directory, id).await?;
        wishes.extend(holds.wishes);
        left_out.extend(holds.left_out);
        if let (Some(identity), true) = (holds.name, name.is_empty()) {
            name = identity;
        }
    }
    let words = TenantWords::read(directory, wishes.iter().map(|(wish, _)| wish.clone()).collect()).await?;
    let mut fitting: Vec<(Wish, Option<SourceRoleEnd>)> = Vec::new();
    for (wish, ends) in wishes {
        match portable_wish(&wish, &words.apis, &words.definitions) {
            Ok(wish) if fitting.iter().any(|(known, _)| *known == wish) => {}
            Ok(wish) => fitting.push((wish, ends)),
            Err(_) => {
                let entry = words.entries(std::slice::from_ref(&wish)).remove(0);
                left_out.push(format!("{} ({})", entry.label, of_entry(&entry)));
            }
        }
    }
    let (wishes, ends): (Vec<Wish>, Vec<Option<SourceRoleEnd>>) = fitting.into_iter().unzip();
    let parts = words.entries(&wishes).into_iter().zip(ends).map(|(entry, ends)| SetPart { entry, ends }).collect();
    Ok(NewSetContents { name, purpose: start.purpose, parts, left_out })
}

/// Reads what is assigned to an identity, and for how long.
async fn read_assignments(directory: &OpenDirectory, id: ServicePrincipalId) -> Result<IdentityAssignments, Problem> {
    let (found, held, access, roles) = join4(
        directory.find(id.0),
        directory.assignments_of(id),
        directory.role_access(id, |_| ()),
        directory.directory_roles(),
    )
    .await;
    if let Ok(listing) = &held.app_roles {
        // An API that cannot be read stays without names, and what it offers is left out.
        let _ = directory.load_resources(listing.items.iter().map(|it| it.grant.resource)).await;
    }
    let (Ok(_), Ok(_)) = (&held.app_roles, &held.directory_roles) else {
        let app_roles = held.app_roles.map(|_| ());
        return Err(app_roles.and(held.directory_roles.map(|_| ())).err().unwrap_or(Problem::Unreachable));
    };
    let tenant = ComparisonTenant { apis: &directory.apis(), directory_roles: &roles, now: clock::now() };
    let table = compare_with_wishes(tenant, ComparedPrincipal { held: &held, roles: &access }, &[]);
    let (mut wishes, mut left_out) = (Vec::new(), Vec::new());
    for row in table.rows {
        let ends = match &row.finding {
            ComparisonFinding::Extra(by) => SourceRoleEnd::of(by.term(), tenant.now),
            _ => None,
        };
        // What ends within the hour is asked for like the rest, for as long as it was given. Where no end could be
        // read, the user says for how long.
        let lasting = Ok(ends.and_then(SourceRoleEnd::suggested_duration).unwrap_or(Lasting::Permanent));
        let row = ComparisonRow { lasting, ..row };
        match row.wish() {
            Some(wish) => wishes.push((wish, ends)),
            None => {
                let (label, of) = names(&row.about);
                left_out.push(format!("{label} ({of})"));
            }
        }
    }
    let name = match found? {
        FoundObject::ManagedIdentity(identity) => Some(identity.display_name),
        _ => None,
    };
    Ok(IdentityAssignments { name, wishes, left_out })
}
