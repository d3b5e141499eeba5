//! Choosing: jobs first, then a search over everything that can be assigned, and what is chosen so far.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::catalog::Catalog;
use super::chosen::Selection;
use super::cmdlet::CmdletAnswer;
use super::copy_from::CopySelection;
use super::job_actions::JobActions;
use super::jobs::Jobs;
use super::selection_bar::{BAR_ID, SelectionBar};
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{FetchedHead, Notice, OfferGroup, OfferList, ProblemNotice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::search::cmdlet_name::cmdlet_name;
use crate::web::search::permission_search::Offerer;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change as text, jobs};
use domain::change::origin::Origin;
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;

/// How many offers are drawn before the user asks for more.
const AT_ONCE: usize = 50;

/// How many are drawn while nothing is searched for.
const UNSEARCHED: usize = 10;

/// The field of the search.
const SEARCH_ID: &str = "permission-search";

/// The step of choosing.
#[component]
pub fn ChooseStep(id: ServicePrincipalId, takes_focus: bool) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let catalog = FetchedSignal::<Catalog>::now(move || {
        let directory = tenant.directory();
        Catalog::read(directory, id)
    });
    let wishes = Signal::derive(move || desk.with(id, distinct));
    let for_all = move |new: Vec<Wish>| -> Vec<Wanted> {
        let identities = desk.with_untracked(id, OpenChange::recipients);
        let for_all = |wish: Wish| {
            identities.iter().map(move |&identity| Wanted { identity, wish: wish.clone() }).collect::<Vec<_>>()
        };
        new.into_iter().flat_map(for_all).collect()
    };
    let number = move || desk.with_untracked(id, distinct).len();
    // What the user picks is their own choice; what a text, another principal or a file brings waits for their tick where
    // it is risky.
    let add = Callback::new(move |new: Vec<Wish>| {
        let before = number();
        desk.send(id, ChangeEvent::Chosen(for_all(new)));
        number() - before
    });
    let add_from = Callback::new(move |(origin, new): (Origin, Vec<Wish>)| {
        let before = number();
        desk.send(id, ChangeEvent::Preselected(for_all(new), origin));
        number() - before
    });
    let copy = Callback::new(move |CopySelection { wishes, ticked }: CopySelection| {
        let added = add_from.run((Origin::Copy, wishes));
        desk.send(id, ChangeEvent::Ticked(for_all(ticked)));
        added
    });
    let toggle = Callback::new(move |(wish, on): (Wish, bool)| {
        if on {
            add.run(vec![wish]);
        } else {
            let dropped = dropped(catalog, &desk.with_untracked(id, distinct), &wish);
            desk.send(id, ChangeEvent::LeftOut(dropped));
        }
    });
    let origins = move || {
        let notice =
            |origin| view! { <Notice tone=Tone::Warn what=text::filled_in(origin) next=text::FILLED_IN_NEXT /> };
        desk.with(id, OpenChange::origins).into_iter().map(notice).collect_view()
    };
    let details = NodeRef::<html::H2>::new();
    let to_details = Callback::new(move |()| {
        if let Some(heading) = details.get_untracked() {
            // A heading that cannot take the focus is still a heading.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="choose">
            {dynamic(origins)}
            <Jobs id catalog wishes actions=JobActions { add, add_from, copy } to_search=Callback::new(|()| focus(SEARCH_ID)) />
            <SelectionBar id catalog wishes to_details />
            <div class="region">
                <Search catalog wishes toggle takes_focus />
            </div>
            <Selection id catalog wishes heading=details />
        </div>
    }
}

/// Moves the focus to an element, if it is there.
fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // What cannot take the focus is in sight all the same.
        let _ = element.focus();
    }
}

/// The search and what it finds.
#[component]
fn Search(
    catalog: FetchedSignal<Catalog>,
    wishes: Signal<Vec<Wish>>,
    toggle: Callback<(Wish, bool)>,
    takes_focus: bool,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let only = RwSignal::new(String::new());
    let most = RwSignal::new(UNSEARCHED);
    let is_ready = move || catalog.is_shown();
    let found = memo(move || {
        let offerer = only.with(|only| offerer(only));
        catalog.map(|catalog| groups(catalog, &search.read(), offerer, most.get())).unwrap_or_default()
    });
    let number = move || found.read().1;
    let is_cmdlet = memo(move || cmdlet_name(&search.read()).is_some());
    view! {
        <FetchedHead heading=move || text::SEARCH what=text::REGION of=catalog takes_focus />
        <search class="search-line">
            <div class="field">
                <label class="unseen" for=SEARCH_ID>{text::SEARCH}</label>
                <input
                    id=SEARCH_ID
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=text::SEARCH_HINT
                    on:input:target=move |event| {
                        let typed = event.target().value();
                        most.set(if typed.trim().is_empty() { UNSEARCHED } else { AT_ONCE });
                        search.set(typed);
                    }
                />
            </div>
            <ApiFilter catalog only />
        </search>
        <button type="button" class="button to-bar" on:click=handler(move || focus(BAR_ID))>
            {jobs::TO_BAR}
        </button>
        <FetchedStatus of=catalog reading=text::READING />
        {dynamic(move || catalog.map(gaps))}
        <p class="soft" role="status">
            {dynamic(move || (is_ready() && !is_cmdlet.get()).then(|| text::found(number())))}
        </p>
        <CmdletAnswer search catalog wishes toggle />
        <Show when=move || is_ready() && number() == 0 && !is_cmdlet.get()>
            <Notice tone=Tone::Info what=text::NO_MATCH next=text::NO_MATCH_NEXT />
        </Show>
        <div>
            <For
                each=move || found.get().0
                key=|group| group.clone()
                children=move |group| view! { <OfferList group chosen=wishes toggle /> }
            />
        </div>
        <Show when=move || { number() > most.get() }>
            <button type="button" class="button" on:click=handler(move || most.update(|most| *most += 4 * AT_ONCE))>
                {text::MORE}
            </button>
        </Show>
    }
    .into_any()
}

/// Keeps the search to one API or to the directory roles.
#[component]
fn ApiFilter(catalog: FetchedSignal<Catalog>, only: RwSignal<String>) -> impl IntoView {
    let options = move || {
        let apis = catalog.map(|catalog| catalog.offers.apis().to_vec());
        apis.unwrap_or_default()
            .into_iter()
            .map(|(id, name)| view! { <option value=id.to_string()>{visible(&name)}</option> })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class="unseen" for="api-filter">{text::API}</label>
            <select id="api-filter" on:change:target=move |event| only.set(event.target().value())>
                <option value="">{text::ALL_APIS}</option>
                {dynamic(options)}
                <option value="directory">{text::DIRECTORY_ROLES}</option>
            </select>
        </div>
    }
}

/// What is chosen, once for all identities.
fn distinct(open: &OpenChange) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    for wanted in open.wishes() {
        if !wishes.contains(&wanted.wish) {
            wishes.push(wanted.wish);
        }
    }
    wishes
}

/// The chosen wishes of a checkbox: a set names a role by its value, the checkbox by its id, and a directory role may
/// have been chosen in several places.
fn dropped(catalog: FetchedSignal<Catalog>, chosen: &[Wish], wish: &Wish) -> Vec<Wish> {
    let meant: Vec<Wish> = catalog.with_untracked(|fetched| {
        let offer = fetched.value().and_then(|catalog| catalog.offers.find_offer(wish).cloned());
        offer
            .map(|offer| chosen.iter().filter(|chosen| offer.matches_wish(chosen)).cloned().collect())
            .unwrap_or_default()
    });
    if meant.is_empty() { vec![wish.clone()] } else { meant }
}

fn offerer(only: &str) -> Option<Offerer> {
    match only {
        "" => None,
        "directory" => Some(Offerer::Directory),
        api => api.parse().ok().map(Offerer::Api),
    }
}

/// The first offers that fit, by offerer in the order of their best, and how many fit in all.
fn groups(catalog: &Catalog, search: &str, only: Option<Offerer>, most: usize) -> (Vec<OfferGroup>, usize) {
    let fitting = catalog.offers.matching(search, only);
    (catalog.groups(fitting.iter().copied().take(most)), fitting.len())
}

fn gaps(catalog: &Catalog) -> impl IntoView + use<> {
    catalog.gaps.iter().map(|problem| view! { <ProblemNotice problem=problem.clone() /> }).collect_view()
}
