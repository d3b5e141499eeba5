//! A set in the making: from a file, from what is chosen for an identity, or from what an identity holds.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::super::region_status::RegionStatus;
use super::one::of;
use super::tenant_words::TenantWords;
use super::title::{Title, TitleFields};
use crate::domain::change::wish::Wish;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::Problem;
use crate::domain::sets::{self, Entry, LARGEST, OwnSet, SetError, portable};
use crate::domain::verify::{Row, Tenant, against_wishes};
use crate::operations::lookup::Found;
use crate::web::components::{FileBox, NameCell, Notice, PageHeading, SetCrumbs, Tone};
use crate::web::file::Opened;
use crate::web::navigation::Navigation;
use crate::web::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::own_sets::OwnSets;
use crate::web::reading::{new_region, read_into, state};
use crate::web::route::Route;
use crate::web::set_key::SetKey;
use crate::web::tenant_text::visible;
use crate::web::text::problem::Explanation;
use crate::web::text::sets as text;

/// What a set is begun with.
#[derive(Clone, Default, PartialEq)]
struct Start {
    from: Option<ServicePrincipalId>,
    name: String,
    purpose: String,
    wishes: Vec<Wish>,
}

/// What could be made of it.
#[derive(Clone)]
struct Making {
    name: String,
    purpose: String,
    /// What can stand in a set.
    entries: Vec<Entry>,
    /// What cannot, by name.
    left_out: Vec<String>,
}

/// The page.
#[component]
pub fn NewSetPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let error = RwSignal::new(None::<SetError>);
    let opened = RwSignal::new(None::<Start>);
    let start = Memo::new(move |_| {
        opened.get().unwrap_or_else(|| match navigation.route().get() {
            Route::NewSet(from, wishes) => Start { from, wishes, ..Start::default() },
            _ => Start::default(),
        })
    });
    let making = new_region::<Making>();
    let read = Callback::new(move |()| read_into(making, made_of(tenant.directory(), start.get_untracked())));
    let is_begun = move || start.with(|start| start.from.is_some() || !start.wishes.is_empty());
    Effect::new(move |_| {
        if is_begun() {
            read.run(());
        }
    });
    let form = move || {
        let making = making.with(|region| region.shown().map(|read| read.value.clone()))?;
        Some(view! { <Form making /> })
    };
    view! {
        <SetCrumbs />
        <PageHeading text=text::NEW_HEADING.to_owned() />
        <Show when=move || !is_begun()>
            <p class="lead">{text::NEW_LEAD}</p>
        </Show>
        <OpenFile opened error />
        {move || error.get().map(refused)}
        <Show when=is_begun>
            <RegionStatus state=state(making) reading=text::READING retry=read />
        </Show>
        {form}
    }
}

/// Opens a set from a file.
#[component]
fn OpenFile(opened: RwSignal<Option<Start>>, error: RwSignal<Option<SetError>>) -> impl IntoView {
    let open = Callback::new(move |file: Opened| {
        let read = file.text.map_err(SetError::from).and_then(|text| sets::read(&text, &file.name));
        error.set(read.as_ref().err().cloned());
        if let Ok(OwnSet { name, purpose, wishes }) = read {
            opened.set(Some(Start { from: None, name, purpose, wishes }));
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
fn Form(making: Making) -> impl IntoView {
    let own = OwnSets::open();
    let navigation = expect_context::<Navigation>();
    let Making { name, purpose, entries, left_out } = making;
    let title = Title::new(name, purpose);
    let out = RwSignal::new(BTreeSet::<usize>::new());
    let said = RwSignal::new(None::<(&'static str, &'static str)>);
    let wishes: Vec<Wish> = entries.iter().map(|entry| entry.wish.clone()).collect();
    let keep = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let is_in = |(at, _): &(usize, &Wish)| !out.with_untracked(|out| out.contains(at));
        let wishes: Vec<Wish> = wishes.iter().enumerate().filter(is_in).map(|(_, wish)| wish.clone()).collect();
        match title.of(wishes).checked() {
            Ok(set) => match own.keep(&set) {
                Ok(id) => navigation.go(&Route::Set(SetKey::Own(id))),
                Err(_) => said.set(Some((text::NOT_KEPT, text::NOT_KEPT_NEXT))),
            },
            Err(SetError::Empty) => said.set(Some((text::NO_CONTENTS, ""))),
            Err(_) => said.set(Some((text::NO_NAME, ""))),
        }
    };
    let option = move |(at, entry): (usize, Entry)| {
        let toggle = move |_| {
            out.update(|out| {
                if !out.remove(&at) {
                    out.insert(at);
                }
            });
        };
        view! {
            <label class="option">
                <input type="checkbox" prop:checked=move || !out.read().contains(&at) on:change=toggle />
                <span>
                    <NameCell name=visible(&entry.label) of=of(&entry.of) />
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
    let counted = super::list::holds(&entries.iter().map(|entry| entry.wish.clone()).collect::<Vec<_>>());
    view! {
        <form class="card region" on:submit=keep>
            <TitleFields title />
            {left}
            <fieldset>
                <legend class="group-head strong">{counted}</legend>
                <div class="options">{entries.into_iter().enumerate().map(option).collect_view()}</div>
            </fieldset>
            {move || said.get().map(|(what, next)| view! { <Notice tone=Tone::Bad what next /> })}
            <div class="actions">
                <button type="submit" class="button primary">
                    {text::CREATE}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Reads what the set is begun with, and says of each part whether it can stand in one.
async fn made_of(directory: Rc<OpenDirectory>, start: Start) -> Result<Making, Problem> {
    let (mut name, mut wishes) = (start.name, start.wishes);
    if let Some(id) = start.from {
        let (found, held, roles) =
            futures_util::future::join3(directory.find(id.0), directory.held(id), directory.directory_roles()).await;
        if let Ok(listing) = &held.app_roles {
            // An API that cannot be read stays without names, and what it offers is left out.
            let _ = directory.load_resources(listing.items.iter().map(|it| it.grant.resource)).await;
        }
        let (Ok(_), Ok(_)) = (&held.app_roles, &held.directory_roles) else {
            let app_roles = held.app_roles.map(|_| ());
            return Err(app_roles.and(held.directory_roles.map(|_| ())).err().unwrap_or(Problem::Unreachable));
        };
        let tenant = Tenant { apis: &directory.apis(), directory_roles: &roles };
        wishes.extend(against_wishes(tenant, &held, &[]).rows.iter().filter_map(Row::wish));
        if let (Found::ManagedIdentity(identity), true) = (found?, name.is_empty()) {
            name = identity.display_name;
        }
    }
    let words = TenantWords::read(directory, wishes.clone()).await?;
    let (mut fitting, mut left_out) = (Vec::new(), Vec::new());
    for wish in &wishes {
        match portable(wish, &words.apis, &words.definitions) {
            Ok(wish) if fitting.contains(&wish) => {}
            Ok(wish) => fitting.push(wish),
            Err(_) => {
                let entry = words.entries(std::slice::from_ref(wish)).remove(0);
                left_out.push(format!("{} ({})", entry.label, of(&entry.of)));
            }
        }
    }
    Ok(Making { name, purpose: start.purpose, entries: words.entries(&fitting), left_out })
}
