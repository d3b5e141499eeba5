//! The card of a permission set, opened: what the set is for, what it contains, and a button that selects all of it.

use domain::change::permission::Permission;
use leptos::prelude::*;

use super::catalog::Catalog;
use super::job_actions::JobActions;
use super::permission_names::PermissionNames;
use crate::web::change::selection_tier::SelectionTier;
use crate::web::components::{Badge, NameCell, Tone, tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change, elsewhere, jobs as text, review, sets, tier};
use domain::change::origin::Origin;
use domain::change::permission::AppRoleName;
use domain::change::wish::Wish;

/// A set by its texts.
pub struct JobSet {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What is in it.
    pub wishes: Vec<Wish>,
}

/// A set; `None` if it isn't in this browser.
pub fn job_set(own: OwnSets, key: SetKey) -> Option<JobSet> {
    Some(match key {
        SetKey::BuiltIn(set) => {
            JobSet { name: sets::name(set).to_owned(), purpose: sets::purpose(set).to_owned(), wishes: set.wishes() }
        }
        SetKey::Own(id) => {
            let set = untrack(|| own.get(id))?;
            JobSet { name: set.name, purpose: set.purpose, wishes: set.wishes }
        }
    })
}

/// How much a set contains.
pub fn contents(wishes: &[Wish]) -> String {
    let roles = wishes.iter().filter(|wish| matches!(wish, Wish::Add(Permission::EntraRole { .. }, _))).count();
    sets::contents(wishes.len() - roles, roles)
}

/// The highest tier of a selection.
pub fn tier_badge(selection: Option<SelectionTier>) -> AnyView {
    let highest = selection.and_then(|selection| selection.highest);
    let (tone, name) = highest.map_or((Tone::Plain, tier::NOT_RATED), |highest| (tone(highest), tier::name(highest)));
    view! { <Badge tone text=name /> }.into_any()
}

/// What the card of a set opens.
#[component]
pub fn SetJob(
    /// Which set.
    key: SetKey,
    /// What it is for.
    purpose: String,
    /// What is in it.
    wishes: Vec<Wish>,
    /// What can be chosen, with what the identity has.
    catalog: FetchedSignal<Catalog>,
    /// What is chosen.
    chosen: Signal<Vec<Wish>>,
    /// How the set is added.
    actions: JobActions,
) -> impl IntoView {
    let names = expect_context::<PermissionNames>();
    let added = RwSignal::new(None::<usize>);
    let wishes = StoredValue::new(wishes);
    let take = move |_| {
        let wishes = wishes.get_value();
        added.set(Some(match key {
            SetKey::BuiltIn(_) => actions.add.run(wishes),
            SetKey::Own(_) => actions.add_from.run((Origin::File, wishes)),
        }));
    };
    let line = move |wish: Wish| {
        let (label, of) = match &wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => {
                (names.app_role(*api, role), names.api(*api))
            }
            Wish::Add(Permission::EntraRole { role, .. }, _) => {
                (names.directory_role(*role), review::DIRECTORY_ROLE.to_owned())
            }
            Wish::Named { name, .. } => (name.clone(), change::ANY_API.to_owned()),
            Wish::Add(Permission::AzureRole(_) | Permission::GroupMembership(_), _) | Wish::Remove(_) => return None,
        };
        let state = catalog.map(|catalog| (tier_badge(catalog.tier([&wish])), catalog.has_wish(&wish)));
        let (tier, is_assigned) = state.unzip();
        Some(view! {
            <li>
                <span>
                    <NameCell name=visible(&label) of=visible(&of) />
                </span>
                <span class="row">
                    {(is_assigned == Some(true)).then(|| view! { <Badge tone=Tone::Good text=change::HELD /> })}
                    {tier}
                </span>
            </li>
        })
    };
    let lines = move || wishes.get_value().into_iter().filter_map(line).collect_view();
    let setup = move || {
        let purposes = wishes.with_value(|wishes| catalog.map(|catalog| catalog.setup_after(wishes)))?;
        let line = |purpose| view! { <li>{elsewhere::purpose(purpose)}</li> };
        (!purposes.is_empty()).then(|| {
            view! {
                <p class="strong">{text::ADDITIONAL}</p>
                <ul class="dots">{purposes.into_iter().map(line).collect_view()}</ul>
            }
        })
    };
    // What was added may be taken out again.
    let said = move || added.get().filter(|_| !chosen.read().is_empty()).map(text::added);
    view! {
        <p class="soft">
            <bdi>{visible(&purpose)}</bdi>
        </p>
        <ul class="set-lines" aria-label=text::CONTENTS>{dynamic(lines)}</ul>
        {dynamic(setup)}
        <div class="actions">
            <button type="button" class="button primary" on:click=take>
                {sets::ADD_SET}
            </button>
            <a class="button quiet" href=Route::Set(key).to_string()>
                {text::SET_PAGE}
            </a>
            <span class="soft" role="status">{dynamic(said)}</span>
        </div>
    }
    .into_any()
}
