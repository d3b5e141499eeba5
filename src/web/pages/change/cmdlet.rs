//! A cmdlet in the search: which permission it needs, to be selected like any other. The table of cmdlets is loaded once
//! a search looks like one.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::catalog::Catalog;
use crate::web::components::{Notice, OfferGroup, OfferList, Tone, waiting::Waiting};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::parts::code_reading::{Code, CodeReading};
use crate::web::parts::later::Parts;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::search::cmdlet_name::cmdlet_name;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{jobs as text, part};
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::wish::Wish;

/// How long after the last key a cmdlet is looked up.
const TYPED: Duration = Duration::from_millis(300);

/// How far a cmdlet is looked up.
#[derive(Clone)]
enum CmdletStage {
    /// The search isn't a cmdlet, or still being typed.
    None,
    Reading,
    /// The part with the table didn't load.
    Failed,
    /// What the table says of the cmdlet.
    Read(String, Box<CodeReading>),
}

/// What the cmdlet in a search needs; nothing if the search is for something else.
#[component]
pub fn CmdletAnswer(
    /// What is searched for.
    search: RwSignal<String>,
    /// What can be chosen.
    catalog: FetchedSignal<Catalog>,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
    /// Chooses something, or takes it out again.
    toggle: Callback<(Wish, bool)>,
) -> impl IntoView {
    let Parts { read_code, .. } = expect_context();
    let stage = RwSignal::new(CmdletStage::None);
    let typed = StoredValue::new(None::<TimeoutHandle>);
    let cmdlet = memo(move || cmdlet_name(&search.read()).map(str::to_owned));
    let look_up = move |name: String| {
        stage.set(CmdletStage::Reading);
        spawn_local(async move {
            let code = Code { text: name.clone(), file_name: Some(String::from("search.ps1")) };
            let read = read_code(code).await;
            // Another cmdlet may have been typed meanwhile.
            if cmdlet.try_get_untracked().flatten().as_ref() == Some(&name) {
                stage.try_set(read.map_or(CmdletStage::Failed, |read| CmdletStage::Read(name, Box::new(read))));
            }
        });
    };
    let forget = move || {
        if let Some(handle) = typed.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    follow(move || {
        forget();
        stage.set(CmdletStage::None);
        if let Some(name) = cmdlet.get() {
            typed.set_value(set_timeout_with_handle(move || look_up(name), TYPED).ok());
        }
    });
    on_cleanup(forget);
    let answer = move || match stage.get() {
        CmdletStage::None => ().into_any(),
        CmdletStage::Reading => view! { <Waiting text=text::CMDLET_READING /> }.into_any(),
        CmdletStage::Failed => {
            view! { <Notice tone=Tone::Bad what=part::NOT_LOADED next=part::NOT_LOADED_NEXT /> }.into_any()
        }
        CmdletStage::Read(_, reading) => {
            view! { <CmdletPermissions reading=*reading catalog wishes toggle /> }.into_any()
        }
    };
    let said = move || match stage.get() {
        CmdletStage::Read(name, reading) => Some(sentence(&visible(&name), &reading)),
        CmdletStage::None | CmdletStage::Reading | CmdletStage::Failed => None,
    };
    view! {
        <p class="strong" role="status">{dynamic(said)}</p>
        {dynamic(answer)}
    }
    .into_any()
}

/// What a cmdlet needs.
fn sentence(name: &str, reading: &CodeReading) -> String {
    let values: Vec<String> = reading.wishes.iter().filter_map(value).collect();
    if !reading.delegated.is_empty() {
        text::cmdlet_delegated(name)
    } else if reading.calls.is_empty() {
        text::cmdlet_unknown(name)
    } else if values.is_empty() {
        text::cmdlet_needs_nothing(name)
    } else {
        text::cmdlet_needs(name, &values)
    }
}

/// The permissions that a cmdlet needs, to select, and what else to know about it.
#[component]
fn CmdletPermissions(
    reading: CodeReading,
    catalog: FetchedSignal<Catalog>,
    wishes: Signal<Vec<Wish>>,
    toggle: Callback<(Wish, bool)>,
) -> impl IntoView {
    let is_unknown = reading.calls.is_empty() && reading.delegated.is_empty();
    let details: Vec<String> = reading.calls.iter().filter_map(|row| row.get(3).cloned()).collect();
    let next = is_unknown.then(|| text::CMDLET_UNKNOWN_NEXT.to_owned());
    let details = details.into_iter().chain(reading.notes).chain(next).filter(|it| !it.is_empty());
    let (needed, others) = (reading.wishes, reading.alternatives);
    let groups_of = move |all: &[Wish]| {
        catalog.with(|fetched| {
            let catalog = fetched.value()?;
            Some(catalog.groups(all.iter().filter_map(|wish| catalog.offers.find_offer(wish))))
        })
    };
    let list = move |groups: Vec<OfferGroup>| {
        groups.into_iter().map(|group| view! { <OfferList group chosen=wishes toggle /> }).collect_view()
    };
    let offered = move || {
        let groups = groups_of(&needed)?;
        Some(match groups.is_empty() && !needed.is_empty() {
            true => view! { <p class="soft">{text::CMDLET_NOT_HERE}</p> }.into_any(),
            false => list(groups).into_any(),
        })
    };
    let instead = move || {
        let groups = groups_of(&others).filter(|groups| !groups.is_empty())?;
        Some(view! {
            <details>
                <summary>{text::CMDLET_INSTEAD}</summary>
                {list(groups)}
            </details>
        })
    };
    view! {
        {details.map(|detail| view! { <p class="soft">{detail}</p> }).collect_view()}
        {dynamic(offered)}
        {dynamic(instead)}
    }
    .into_any()
}

/// The value of an app role.
fn value(wish: &Wish) -> Option<String> {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { role: RoleKey::Value(value), .. }), _) => Some(value.clone()),
        _ => None,
    }
}
