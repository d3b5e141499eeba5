//! Adding the identity to a group: a search by name or object ID, and what the members of the group get.

use leptos::prelude::*;

use super::places::PlaceNames;
use crate::web::components::{GroupAccessList, Notice, TierBadge, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::ask_button::AskButton;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::add_group as text;
use domain::change::permission::Permission;
use domain::change::wish::{Lasting, Wish};
use domain::group::{Group, GroupAccess};
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use graph::operations::groups::FoundGroups;

/// Finds a group, shows what its members get, and adds it to the selection.
#[component]
pub fn AddGroup(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// Adds wishes for all identities of the change, as the user's own choice.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let names = expect_context::<PlaceNames>().groups();
    let picked = RwSignal::new(None::<Group>);
    let added = RwSignal::new(None::<usize>);
    let pick = Callback::new(move |group: Group| {
        added.set(None);
        picked.set(Some(group));
    });
    let take = Callback::new(move |group: Group| {
        names.note(group.id, group.name.clone());
        let wish = Wish::Add(Permission::GroupMembership(group.id), Lasting::Permanent);
        added.set(Some(add.run(vec![wish])));
        picked.set(None);
    });
    let shown = move || {
        picked.get().map(|group| {
            view! { <PickedGroup id group take other=Callback::new(move |()| picked.set(None)) /> }
        })
    };
    view! {
        <div class="region">
            <div hidden=move || picked.read().is_some()>
                <GroupSearch pick />
            </div>
            {dynamic(shown)}
            <p class="soft" role="status">{dynamic(move || added.get().map(text::added))}</p>
        </div>
    }
    .into_any()
}

/// The field that groups are searched by, and what it finds.
#[component]
fn GroupSearch(pick: Callback<Group>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let found = FetchedSignal::<FoundGroups>::new(move || {
        let (directory, text) = (tenant.directory(), asked.get_untracked().unwrap_or_default());
        async move { directory.find_groups(&text).await }
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked().trim().to_owned();
        if !text.is_empty() {
            asked.set(Some(text));
            found.read();
        }
    };
    let line = move |group: Group| {
        let (name, about) = (visible(&group.name), visible(&group.description));
        let (kind, id) = (text::kind(&group), group.id.to_string());
        view! {
            <li>
                <div class="stack">
                    <div class="row">
                        <button type="button" class="button" on:click=handler(move || pick.run(group.clone()))>
                            <bdi>{name}</bdi>
                        </button>
                        <span class="faint">{kind}</span>
                        <code>{id}</code>
                    </div>
                    <p class="soft"><bdi>{about}</bdi></p>
                </div>
            </li>
        }
    };
    let answer = move || {
        let FoundGroups { groups, more } = found.value()?;
        let number = groups.len();
        Some(view! {
            <p class="soft" role="status">{text::found(number)}</p>
            {(number == 0).then(|| view! { <p class="soft">{text::NONE}</p> })}
            <ul class="recipients">{groups.into_iter().map(line).collect_view()}</ul>
            {more.then(|| view! { <p class="soft">{text::MORE}</p> })}
        })
    };
    view! {
        <form class="row" on:submit=search>
            <label class="field">
                <span class="label">{text::SEARCH}</span>
                <input
                    id="group-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </label>
            <button type="submit" class="button">{text::FIND}</button>
        </form>
        <Show when=move || asked.read().is_some()>
            <FetchedStatus of=found reading=text::SEARCHING />
        </Show>
        {dynamic(answer)}
    }
    .into_any()
}

/// A group, what its members get, and the button that adds it.
#[component]
fn PickedGroup(id: ServicePrincipalId, group: Group, take: Callback<Group>, other: Callback<()>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let group_id = group.id;
    let access = FetchedSignal::<GroupAccess>::now(move || {
        let directory = tenant.directory();
        async move { Ok(directory.group_access(group_id, id).await) }
    });
    let read = access.reader();
    // What couldn't be read for lack of a token is read once there is one.
    access.reread_where(|access| problems(access).any(Problem::ends_with_new_token));
    let ask = move |access: &GroupAccess| {
        let wanted = |problem: &&Problem| matches!(problem, Problem::ScopeMissing(_));
        let scope = problems(access).find(wanted).cloned();
        let azure = access.azure_roles == Err(Problem::SignInNeeded);
        view! {
            {scope.map(|problem| view! { <AskButton problem retry=read /> })}
            {azure.then(|| view! { <AskButton problem=Problem::SignInNeeded retry=read azure=true /> })}
        }
    };
    let shown = move || {
        access.map(|access| {
            view! {
                <TierBadge rating=access.rating() />
                <GroupAccessList access=access.clone() />
                <div class="actions">{ask(access)}</div>
            }
        })
    };
    let fixed = group.fixed.map(text::fixed);
    let assignable = group.role_assignable;
    let name = visible(&group.name);
    let way = match fixed {
        Some((what, next)) => view! { <Notice tone=Tone::Warn what next /> }.into_any(),
        None => view! {
            <p class="soft">{text::ASKED}</p>
            {assignable.then(|| view! { <p class="soft">{text::ROLE_ASSIGNABLE_NEEDS}</p> })}
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    disabled=move || !access.is_shown()
                    on:click=handler(move || take.run(group.clone()))
                >
                    {text::ADD}
                </button>
            </div>
        }
        .into_any(),
    };
    view! {
        <p class="row">
            <bdi class="strong">{name}</bdi>
            <code>{group_id.to_string()}</code>
            <button type="button" class="button quiet" on:click=handler(move || other.run(()))>
                {text::OTHER}
            </button>
        </p>
        <h3>{text::ACCESS}</h3>
        <FetchedStatus of=access reading=text::READING_ACCESS />
        {dynamic(shown)}
        {way}
    }
    .into_any()
}

/// Why something of what the members get couldn't be read.
fn problems(access: &GroupAccess) -> impl Iterator<Item = &Problem> {
    let GroupAccess { directory_roles, app_roles, azure_roles } = access;
    [directory_roles.as_ref().err(), app_roles.as_ref().err(), azure_roles.as_ref().err()].into_iter().flatten()
}
