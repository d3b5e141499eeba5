//! What an identity holds against what it should hold, in one table.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::name_cell::NameCell;
use super::stacked_table::StackedTable;
use crate::domain::change::wish::{RoleKey, Wish};
use crate::domain::directory_role::DirectoryScope;
use crate::domain::verify::{About, ApiKey, Finding, Row, Thing};
use crate::web::tenant_text::visible;
use crate::web::text::compare::{self as text, Against};
use crate::web::text::{change, remove, review, role_name};

/// The rows of a comparison.
#[component]
pub fn VerificationTable(
    /// The rows, wanted ones first.
    rows: Vec<Row>,
    /// What the identity was held against.
    against: Against,
    /// The result in one line, which names the table.
    caption: String,
    /// What is ticked to be put right; nothing, where nothing can be.
    ticked: Option<RwSignal<BTreeSet<Wish>>>,
) -> impl IntoView {
    let row = move |row| view! { <VerificationRow row against ticked /> };
    view! {
        <StackedTable class="verification" caption columns=&[text::WHAT, text::FINDING, text::NOTES]>
            {rows.into_iter().map(row).collect_view()}
        </StackedTable>
    }
    .into_any()
}

#[component]
fn VerificationRow(row: Row, against: Against, ticked: Option<RwSignal<BTreeSet<Wish>>>) -> impl IntoView {
    let (label, of) = names(&row.about);
    let (label, of) = (visible(&label), visible(&of));
    let name = remove::role_of(&label, &of);
    let tick = ticked.zip(row.correction()).map(|(ticked, wish)| tick_box(ticked, wish, &name));
    let what = view! {
        <span>
            <NameCell name=label of />
        </span>
    };
    let tone = match (&row.finding, against) {
        (Finding::Held(_), _) => Tone::Good,
        (Finding::Missing, Against::Set) => Tone::Bad,
        (Finding::Extra(_), Against::Set) | (Finding::CannotTell(_), _) => Tone::Warn,
        (Finding::Missing | Finding::Extra(_), Against::Identity) => Tone::Info,
    };
    let note = match &row.finding {
        Finding::CannotTell(doubt) => text::doubt(doubt),
        Finding::Held(_) | Finding::Missing | Finding::Extra(_) => String::new(),
    };
    view! {
        <tr>
            <th scope="row">
                {match tick {
                    Some(tick) => view! { <label class="pick">{tick} {what}</label> }.into_any(),
                    None => what.into_any(),
                }}
            </th>
            <td>
                <Badge tone text=text::finding(against, &row.finding) />
            </td>
            <td class="soft">{note}</td>
        </tr>
    }
}

/// The box before a row that can be put right.
fn tick_box(ticked: RwSignal<BTreeSet<Wish>>, wish: Wish, name: &str) -> AnyView {
    let shown = wish.clone();
    view! {
        <input
            type="checkbox"
            aria-label=remove::select(name)
            prop:checked=move || ticked.read().contains(&shown)
            on:change:target=move |event| {
                ticked.update(|ticked| {
                    if event.target().checked() {
                        ticked.insert(wish.clone());
                    } else {
                        ticked.remove(&wish);
                    }
                });
            }
        />
    }
    .into_any()
}

/// What a row is about, and whose it is.
fn names(about: &About) -> (String, String) {
    match about {
        About::Thing { thing: Thing::AppRole { api, .. }, of, label } => {
            let by_id = || match api {
                ApiKey::App(id) => role_name::api(*id),
                ApiKey::Resource(id) => id.to_string(),
            };
            (label.clone(), of.clone().unwrap_or_else(by_id))
        }
        About::Thing { thing: Thing::DirectoryRole { scope, .. }, label, .. } => (label.clone(), directory_role(scope)),
        About::Wish(wish) => wish_names(wish),
    }
}

fn wish_names(wish: &Wish) -> (String, String) {
    match wish {
        Wish::AppRole { api, role: RoleKey::Value(value) } => (value.clone(), role_name::api(*api)),
        Wish::AppRole { api, role: RoleKey::Id(id) } => (id.to_string(), role_name::api(*api)),
        Wish::Named { api, name } => (name.clone(), api.map_or_else(|| change::ANY_API.to_owned(), role_name::api)),
        Wish::DirectoryRole { role, scope, .. } | Wish::NoDirectoryRole { role, scope } => {
            (role_name::role(*role), directory_role(scope))
        }
        Wish::NoAppRole { resource, role } => (role.to_string(), resource.to_string()),
    }
}

fn directory_role(scope: &DirectoryScope) -> String {
    match scope {
        DirectoryScope::Tenant => review::DIRECTORY_ROLE.to_owned(),
        scope => format!("{} ({scope})", review::DIRECTORY_ROLE),
    }
}
