//! One permission set: its permissions with the tenant's names, and its actions.

use leptos::prelude::*;

use super::super::fetched_status::FetchedStatus;
use super::entry_owner::of_entry;
use super::list::holds;
use super::save::SaveSet;
use super::tenant_words::TenantWords;
use super::title::{Title, TitleFields};
use super::use_it::UseSet;
use crate::web::components::{FetchedHead, NameCell, Notice, PageHeading, SetCrumbs, StackedTable, TierBadge, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::{OwnSetId, OwnSets};
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::sets as text;
use domain::change::wish::Wish;
use domain::sets::{OwnSet, SetEntry};

/// The page of one set.
#[component]
pub fn SetPage(
    /// Which.
    key: SetKey,
) -> impl IntoView {
    let own = OwnSets::open();
    let set = memo(move || match key {
        SetKey::BuiltIn(set) => Some(OwnSet {
            name: text::name(set).to_owned(),
            purpose: text::purpose(set).to_owned(),
            wishes: set.wishes(),
        }),
        SetKey::Own(id) => own.get(id),
    });
    let heading = Signal::derive(move || match &*set.read() {
        Some(set) => visible(&set.name),
        None => text::HEADING.to_owned(),
    });
    let body = move || match set.get() {
        Some(set) => view! { <Body key set own /> }.into_any(),
        None => view! { <Notice tone=Tone::Info what=text::GONE next=text::GONE_NEXT /> }.into_any(),
    };
    view! {
        <SetCrumbs />
        <PageHeading text=heading />
        {dynamic(body)}
    }
}

#[component]
fn Body(key: SetKey, set: OwnSet, own: OwnSets) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let wishes = StoredValue::new(set.wishes.clone());
    let words = FetchedSignal::<TenantWords>::now(move || TenantWords::read(tenant.directory(), wishes.get_value()));
    let copy = Route::NewSet(None, set.wishes.clone()).to_string();
    let purpose = visible(&set.purpose);
    let counted = holds(&set.wishes);
    let of_own = match key {
        SetKey::Own(id) => Some(view! { <OwnActions id set=set.clone() own /> }),
        SetKey::BuiltIn(_) => None,
    };
    let remove = match key {
        SetKey::Own(id) => Some(Callback::new(move |wish: Wish| remove_entry(own, id, &wish))),
        SetKey::BuiltIn(_) => None,
    };
    view! {
        <p class="lead">
            <bdi>{purpose}</bdi>
        </p>
        {of_own}
        <section class="region" aria-label=text::CONTENTS>
            <FetchedHead heading=move || counted.clone() what=text::REGION of=words />
            <FetchedStatus of=words reading=text::READING />
            {dynamic(move || contents(words, &wishes.get_value(), remove))}
        </section>
        <UseSet key wishes=set.wishes.clone() />
        <SaveSet set words />
        <p>
            <a href=copy>{text::COPY}</a>
        </p>
    }
    .into_any()
}

/// The permissions of the set, named once the tenant has been read.
fn contents(words: FetchedSignal<TenantWords>, wishes: &[Wish], remove: Option<Callback<Wish>>) -> Option<AnyView> {
    let entries = words.map(|words| words.entries(wishes))?;
    Some(view! { <Contents entries remove /> }.into_any())
}

/// A table of what is in a set.
#[component]
pub fn Contents(
    /// What is in it.
    entries: Vec<SetEntry>,
    /// Takes a part out, where that can be done.
    remove: Option<Callback<Wish>>,
) -> impl IntoView {
    // What stays may depend on it: the last part is not taken out of a set.
    let remove = remove.filter(|_| entries.len() > 1);
    let row = move |entry: SetEntry| {
        let label = visible(&entry.label);
        let lets = if entry.is_here { visible(&entry.description) } else { text::NOT_HERE.to_owned() };
        let wish = entry.wish.clone();
        let button = remove.map(|remove| {
            view! {
                <button
                    type="button"
                    class="button quiet"
                    aria-label=text::remove_permission(&label)
                    on:click=handler(move || remove.run(wish.clone()))
                >
                    {text::TAKE_OUT}
                </button>
            }
        });
        view! {
            <tr>
                <th scope="row">
                    <NameCell name=label.clone() of=of_entry(&entry) />
                </th>
                <td>
                    <TierBadge rating=entry.rating />
                </td>
                <td class="soft">
                    <bdi>{lets}</bdi>
                    {button}
                </td>
            </tr>
        }
    };
    view! {
        <StackedTable class="set-contents" caption=text::CONTENTS columns=&[text::WHAT, text::OWN_TIER, text::DESCRIPTION]>
            {entries.into_iter().map(row).collect_view()}
        </StackedTable>
    }
    .into_any()
}

/// Renaming and deleting.
#[component]
fn OwnActions(id: OwnSetId, set: OwnSet, own: OwnSets) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let said = RwSignal::new(None::<&'static str>);
    let title = Title::new(set.name.clone(), set.purpose.clone());
    let rename = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        said.set(match title.of(set.wishes.clone()).checked() {
            Ok(renamed) => own.put(id, &renamed).err().map(|_| text::NOT_KEPT),
            Err(_) => Some(text::NO_NAME),
        });
    };
    let asking = RwSignal::new(false);
    let delete = move |_| {
        own.remove(id);
        navigation.go(&Route::Sets);
    };
    view! {
        <details class="part">
            <summary>{text::RENAME}</summary>
            <form class="part-body" on:submit=rename>
                <TitleFields title />
                {dynamic(move || said.get().map(|what| view! { <Notice tone=Tone::Bad what /> }))}
                <div class="actions">
                    <button type="submit" class="button">
                        {text::KEEP}
                    </button>
                </div>
            </form>
        </details>
        <div class="actions">
            <Show
                when=move || asking.get()
                fallback=move || {
                    view! {
                        <button type="button" class="button quiet" on:click=handler(move || asking.set(true))>
                            {text::DELETE}
                        </button>
                    }
                }
            >
                <span role="status">{text::DELETE_CONFIRM}</span>
                <button type="button" class="button destructive" on:click=delete>
                    {text::DELETE_YES}
                </button>
                <button type="button" class="button quiet" on:click=handler(move || asking.set(false))>
                    {text::DELETE_NO}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

fn remove_entry(own: OwnSets, id: OwnSetId, wish: &Wish) {
    if let Some(mut set) = untrack(|| own.get(id)) {
        set.wishes.retain(|it| it != wish);
        // Where nothing can be kept, the set stays as it was, and so it is shown.
        let _ = own.put(id, &set);
    }
}
