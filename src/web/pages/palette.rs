//! The command palette: one field, and below it what fits, as a list from which the user picks.
//!
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>: the focus stays in the field, and the arrow keys move the
//! highlight in the list. Nothing is highlighted before the user does so. Every result is a link.

use std::rc::Rc;

use futures_util::future::join3;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::web::change::deliberate::leads_away;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::Icon;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::search::command_palette::CommandPalette;
use crate::web::search::palette_search::{PaletteGroup, PaletteResult, PaletteSources, search};
use crate::web::search::permission_search::Offers;
use crate::web::tenant::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::tenant::recent_identities::RecentlyOpened;
use crate::web::tenant::tenant_identities::TenantIdentities;
use crate::web::text::palette as text;
use domain::change::wish::Wanted;
use domain::ids::{AppId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_map::SortedMap;
use domain::well_known::COMMON_APIS;

/// What can be assigned in the tenant, with the service principals of the APIs.
type PaletteOffers = (Offers, SortedMap<AppId, ServicePrincipalId>);

/// The id of the list.
const LIST: &str = "palette-results";

/// The palette. It is drawn again each time it is opened.
#[component]
pub fn PalettePanel() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let recently_opened = expect_context::<RecentlyOpened>();
    let identities = TenantIdentities::of(tenant);
    identities.read_once();
    let offers = offers_of(tenant);
    let typed = RwSignal::new(String::new());
    let highlighted = RwSignal::new(None::<usize>);
    let route = navigation.route();
    let list = identities.list();
    let results = memo(move || {
        let (list, recent) = (list.get(), recently_opened.ids());
        offers.with(|fetched| {
            let (offers, resources) = fetched.value().map(|(offers, resources)| (offers, resources)).unzip();
            let resource_of = |api: AppId| resources.and_then(|resources| resources.get(&api).copied());
            let route = &route.read();
            let sources = PaletteSources { route, recent: &recent, list: &list, offers, resource_of: &resource_of };
            search(&typed.read(), sources)
        })
    });
    // Another list has no highlight.
    follow(move || {
        results.track();
        highlighted.set(None);
    });
    let type_text = move |value: String| {
        if !value.is_empty() {
            // Again where that failed.
            if !offers.with_untracked(|it| it.is_loading() || it.value().is_some()) {
                offers.read();
            }
        }
        typed.set(value);
    };
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        // A field that can't take the focus can be clicked.
        let _ = field.focus();
    });
    let press = move |event: web_sys::KeyboardEvent| {
        let number = results.read_untracked().len();
        let at = highlighted.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if number > 0 => at.map_or(0, |at| (at + 1) % number),
            "ArrowUp" if number > 0 => at.map_or(number, |at| if at == 0 { number } else { at }) - 1,
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                if let Some(at) = at {
                    enter(at, results, typed);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        highlighted.set(Some(next));
        show_option(next);
    };
    let is_expanded = move || !results.read().is_empty();
    let active = move || highlighted.get().map(option_id);
    view! {
        <div class="palette-field">
            {Icon::Search.draw()}
            <input
                node_ref=field
                type="text"
                role="combobox"
                aria-label=text::SEARCH
                aria-autocomplete="list"
                aria-expanded=move || is_expanded().to_string()
                aria-controls=LIST
                aria-activedescendant=active
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=text::HINT
                prop:value=move || typed.get()
                on:input:target=move |event| type_text(event.target().value())
                on:keydown=press
            />
        </div>
        <Results results highlighted />
        <p class="palette-status" role="status">
            {dynamic(move || status(results, highlighted, identities, offers))}
        </p>
        <p class="palette-keys">{text::KEYS}</p>
    }
    .into_any()
}

/// Opens the highlighted result. A name that is only similar is put into the search: what then fits is exact, and is the
/// user's to pick.
fn enter(at: usize, results: Memo<Vec<PaletteResult>>, typed: RwSignal<String>) {
    let near = results.with_untracked(|results| {
        results.get(at).filter(|it| it.group == PaletteGroup::Near).map(|it| it.label.clone())
    });
    match (near, option(at)) {
        (Some(name), _) => typed.set(name),
        (None, Some(link)) => link.click(),
        (None, None) => {}
    }
}

/// The list, by group.
#[component]
fn Results(results: Memo<Vec<PaletteResult>>, highlighted: RwSignal<Option<usize>>) -> impl IntoView {
    let groups = move || {
        let all = results.get();
        let mut groups: Vec<(PaletteGroup, Vec<(usize, PaletteResult)>)> = Vec::new();
        for (at, result) in all.into_iter().enumerate() {
            match groups.last_mut().filter(|(group, _)| *group == result.group) {
                Some((_, results)) => results.push((at, result)),
                None => groups.push((result.group, vec![(at, result)])),
            }
        }
        groups
    };
    let draw = move |(group, results): (PaletteGroup, Vec<(usize, PaletteResult)>)| {
        let name = heading(group);
        let options = results.into_iter().map(|(at, result)| view! { <PaletteOption at result highlighted /> });
        view! {
            <div role="group" aria-label=name>
                <div class="palette-group" aria-hidden="true">
                    {name}
                </div>
                {options.collect_view()}
            </div>
        }
    };
    view! {
        <div id=LIST class="palette-results" role="listbox" aria-label=text::RESULTS>
            {dynamic(move || groups().into_iter().map(draw).collect_view())}
        </div>
    }
    .into_any()
}

/// One result.
#[component]
fn PaletteOption(at: usize, result: PaletteResult, highlighted: RwSignal<Option<usize>>) -> impl IntoView {
    let palette = expect_context::<CommandPalette>();
    let desk = expect_context::<ChangeDesk>();
    let PaletteResult { group, label, detail, route, selects } = result;
    // What is selected for the identity already stays selected.
    let route = match &selects {
        Some((id, wish)) => {
            let all = desk.with_untracked(*id, |open| open.wishes_with(vec![wish.clone()]));
            Route::Change(*id, ChangeStep::Choose, all)
        }
        None => route,
    };
    let open = move |event: web_sys::MouseEvent| {
        if !leads_away(&event) {
            return;
        }
        if let Some((id, wish)) = &selects {
            desk.send(*id, ChangeEvent::Chosen(vec![Wanted { identity: *id, wish: wish.clone() }]));
        }
        palette.close();
    };
    let is_highlighted = move || highlighted.get() == Some(at);
    view! {
        <a
            id=option_id(at)
            class="palette-option"
            role="option"
            tabindex="-1"
            href=route.to_string()
            aria-selected=move || is_highlighted().to_string()
            // The focus stays in the field.
            on:mousedown=move |event| event.prevent_default()
            on:click=open
        >
            {icon(group).draw()}
            <bdi class="palette-label">{label}</bdi>
            <bdi class="palette-detail">{detail}</bdi>
        </a>
    }
    .into_any()
}

fn heading(group: PaletteGroup) -> &'static str {
    match group {
        PaletteGroup::Recent => text::RECENT,
        PaletteGroup::Actions => text::ACTIONS,
        PaletteGroup::Pages => text::PAGES,
        PaletteGroup::Identities => text::IDENTITIES,
        PaletteGroup::Near => text::NEAR,
        PaletteGroup::Additions => text::ADDITIONS,
        PaletteGroup::Holders => text::HOLDERS,
    }
}

fn icon(group: PaletteGroup) -> Icon {
    match group {
        PaletteGroup::Recent => Icon::Clock,
        PaletteGroup::Actions => Icon::Action,
        PaletteGroup::Pages => Icon::Application,
        PaletteGroup::Identities | PaletteGroup::Near => Icon::Identity,
        PaletteGroup::Additions => Icon::Key,
        PaletteGroup::Holders => Icon::Several,
    }
}

fn status(
    results: Memo<Vec<PaletteResult>>,
    highlighted: RwSignal<Option<usize>>,
    identities: TenantIdentities,
    offers: FetchedSignal<PaletteOffers>,
) -> String {
    let results = results.read();
    if highlighted.get().and_then(|at| results.get(at)).is_some_and(|it| it.group == PaletteGroup::Near) {
        return text::NEAR_ENTER.to_owned();
    }
    let (is_reading, is_incomplete) = identities.listing().with(|fetched| {
        let is_whole = fetched.value().is_some_and(Listing::is_complete);
        (fetched.is_loading() && fetched.value().is_none(), !fetched.is_loading() && !is_whole)
    });
    let (reads_offers, lacks_offers) = offers.with(|fetched| (fetched.is_loading(), fetched.problem().is_some()));
    if is_reading || reads_offers {
        text::READING.to_owned()
    } else if is_incomplete || lacks_offers {
        text::INCOMPLETE.to_owned()
    } else if results.is_empty() {
        text::NONE.to_owned()
    } else {
        text::results(results.len())
    }
}

fn option_id(at: usize) -> String {
    format!("palette-option-{at}")
}

fn option(at: usize) -> Option<HtmlElement> {
    document().get_element_by_id(&option_id(at))?.dyn_into().ok()
}

/// Scrolls the list, and nothing around it, until the result can be seen.
fn show_option(at: usize) {
    let Some((option, list)) = option(at).zip(document().get_element_by_id(LIST)) else { return };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if at == 0 {
        list.set_scroll_top(0);
    } else if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

/// What can be assigned, read once while the tenant is open.
fn offers_of(tenant: OpenTenant) -> FetchedSignal<PaletteOffers> {
    tenant.keep(|| FetchedSignal::new(move || read_offers(tenant.directory())))
}

async fn read_offers(directory: Rc<OpenDirectory>) -> Result<PaletteOffers, Problem> {
    // APIs that can't be read are missing from the results, as in the search of the page that adds permissions.
    let (roles, of_tenant, ()) =
        join3(directory.directory_roles(), directory.load_apis_of_tenant(), directory.load_apis(COMMON_APIS)).await;
    of_tenant?;
    let apis = directory.apis();
    let present: Vec<_> = apis.present().cloned().collect();
    if present.is_empty() {
        return Err(Problem::Unreachable);
    }
    let roles = roles.map(|listing| listing.items).unwrap_or_default();
    let resources = present.iter().map(|api| (api.app_id, api.id)).collect();
    Ok((Offers::new(&present, &roles), resources))
}
