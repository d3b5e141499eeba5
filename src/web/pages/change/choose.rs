//! Choosing: a search over everything that can be assigned, sets, a pasted list, and what is chosen so far.

use leptos::prelude::*;

use super::azure_role::AddAzureRole;
use super::catalog::Catalog;
use super::chosen::Selection;
use super::copy_from::{CopyFrom, CopySelection};
use crate::web::change_desk::{self, ChangeDesk};
use crate::web::components::{CodeBox, Notice, OfferGroup, OfferList, PasteBox, ProblemNotice, RegionHead, Tone};
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::region_status::RegionStatus;
use crate::web::pages::set_picker::SetPicker;
use crate::web::permission_search::{Offerer, Offers};
use crate::web::reading::{RegionSignal, new_region, read_at, read_into, state};
use crate::web::set_key::SetKey;
use crate::web::tenant_text::visible;
use crate::web::text::{change as text, role_name};
use domain::change::lifecycle::Change;
use domain::change::origin::Origin;
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;

/// How many offers are drawn before the user asks for more.
const AT_ONCE: usize = 50;

/// The step of choosing.
#[component]
pub fn ChooseStep(id: ServicePrincipalId, takes_focus: bool) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let catalog = new_region::<Catalog>();
    let refresh = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(catalog, Catalog::read(directory, id));
    });
    refresh.run(());
    let wishes = Signal::derive(move || distinct(&change_desk::wishes(&desk.change(id))));
    let for_all = move |new: Vec<Wish>| -> Vec<Wanted> {
        let identities = desk.recipients(id);
        let for_all = |wish: Wish| {
            identities.iter().map(move |&identity| Wanted { identity, wish: wish.clone() }).collect::<Vec<_>>()
        };
        new.into_iter().flat_map(for_all).collect()
    };
    // What the user picks is their own choice; what a text, another principal or a file brings waits for their tick where
    // it is risky.
    let add = Callback::new(move |new: Vec<Wish>| {
        let before = snapshot(desk, id).len();
        desk.choose(id, for_all(new));
        snapshot(desk, id).len() - before
    });
    let add_from = move |origin: Origin| {
        Callback::new(move |new: Vec<Wish>| {
            let before = snapshot(desk, id).len();
            desk.preselect(id, for_all(new), origin);
            snapshot(desk, id).len() - before
        })
    };
    let copy = Callback::new(move |CopySelection { wishes, ticked }: CopySelection| {
        let added = add_from(Origin::Copy).run(wishes);
        desk.tick(id, &for_all(ticked));
        added
    });
    let toggle = Callback::new(move |(wish, on): (Wish, bool)| {
        if on {
            add.run(vec![wish]);
        } else {
            let dropped = dropped(catalog, &snapshot(desk, id), &wish);
            desk.update(id, |change| dropped.iter().fold(change, Change::leave_out));
        }
    });
    view! {
        <div class="choose">
            <div class="region">
                <Search catalog wishes toggle refresh takes_focus />
            </div>
            <div class="region chosen-side">
                <Selection id catalog wishes />
                <AddAzureRole id add />
                <CodeBox add=add_from(Origin::PastedText) />
                <PasteBox add=add_from(Origin::PastedText) />
                <CopyFrom id add=copy />
                <SetPicker take=Callback::new(move |(key, wishes): (SetKey, Vec<Wish>)| {
                    match key {
                        SetKey::BuiltIn(_) => add.run(wishes),
                        SetKey::Own(_) => add_from(Origin::File).run(wishes),
                    };
                }) />
            </div>
        </div>
    }
}

/// The search and what it finds.
#[component]
fn Search(
    catalog: RegionSignal<Catalog>,
    wishes: Signal<Vec<Wish>>,
    toggle: Callback<(Wish, bool)>,
    refresh: Callback<()>,
    takes_focus: bool,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let only = RwSignal::new(String::new());
    let most = RwSignal::new(AT_ONCE);
    let is_ready = move || catalog.with(|region| region.shown().is_some());
    let found = Memo::new(move |_| {
        let offerer = only.with(|only| offerer(only));
        catalog.with(|region| {
            region.shown().map(|read| groups(&read.value, &search.read(), offerer, most.get())).unwrap_or_default()
        })
    });
    let number = move || found.read().1;
    view! {
        <RegionHead heading=move || text::SEARCH what=text::REGION read=read_at(catalog) refresh takes_focus />
        <search class="search-line">
            <div class="field">
                <label class="unseen" for="permission-search">{text::SEARCH}</label>
                <input
                    id="permission-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=text::SEARCH_HINT
                    on:input:target=move |event| {
                        most.set(AT_ONCE);
                        search.set(event.target().value());
                    }
                />
            </div>
            <ApiFilter catalog only />
        </search>
        <RegionStatus state=state(catalog) reading=text::READING retry=refresh />
        {move || catalog.with(|region| region.shown().map(|read| gaps(&read.value)))}
        <p class="soft" role="status">
            {move || is_ready().then(|| text::found(number()))}
        </p>
        <Show when=move || is_ready() && number() == 0>
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
            <button type="button" class="button" on:click=move |_| most.update(|most| *most += 4 * AT_ONCE)>
                {text::MORE}
            </button>
        </Show>
    }
    .into_any()
}

/// Keeps the search to one API or to the directory roles.
#[component]
fn ApiFilter(catalog: RegionSignal<Catalog>, only: RwSignal<String>) -> impl IntoView {
    let options = move || {
        let apis = catalog.with(|region| region.shown().map(|read| read.value.offers.apis().to_vec()));
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
                {options}
                <option value="directory">{text::DIRECTORY_ROLES}</option>
            </select>
        </div>
    }
}

fn snapshot(desk: ChangeDesk, id: ServicePrincipalId) -> Vec<Wish> {
    distinct(&change_desk::wishes(&desk.snapshot(id)))
}

/// The wishes, for every identity.
fn distinct(wanted: &[Wanted]) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    for wanted in wanted {
        if !wishes.contains(&wanted.wish) {
            wishes.push(wanted.wish.clone());
        }
    }
    wishes
}

/// The chosen wishes of a checkbox: a set names a role by its value, the checkbox by its id, and a directory role may
/// have been chosen in several places.
fn dropped(catalog: RegionSignal<Catalog>, chosen: &[Wish], wish: &Wish) -> Vec<Wish> {
    let meant: Vec<Wish> = catalog.with_untracked(|region| {
        let offer = region.shown().and_then(|read| read.value.offers.find_offer(wish).cloned());
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
    let mut groups: Vec<OfferGroup> = Vec::new();
    for offer in fitting.iter().take(most) {
        let offerer = offer.key.offerer();
        let at = groups.iter().position(|group| group.offerer == offerer).unwrap_or_else(|| {
            let name = offerer_name(&catalog.offers, offerer);
            groups.push(OfferGroup { offerer, name, offers: Vec::new() });
            groups.len() - 1
        });
        groups[at].offers.push(((*offer).clone(), catalog.is_assigned(offer)));
    }
    (groups, fitting.len())
}

fn offerer_name(offers: &Offers, offerer: Offerer) -> String {
    match offerer {
        Offerer::Api(api) => offers.api_name(api).map_or_else(|| role_name::api(api), str::to_owned),
        Offerer::Directory => text::DIRECTORY_ROLES.to_owned(),
    }
}

fn gaps(catalog: &Catalog) -> impl IntoView + use<> {
    catalog.gaps.iter().map(|problem| view! { <ProblemNotice problem=problem.clone() /> }).collect_view()
}
