//! A set as a file, in this project's own form and in those that other tools read.

use leptos::prelude::*;

use super::entry_owner::of_entry;
use super::tenant_words::TenantWords;
use crate::web::browser::download::download;
use crate::web::components::{Notice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::reactive::{dynamic, handler};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::sets as text;
use domain::change::permission::Permission;
use domain::change::wish::Wish;
use domain::sets::{OwnSet, SkippedWish, write_assignments, write_own, write_role_names};

/// Buttons that save the set, and what a file can't contain.
#[component]
pub fn SaveSet(
    /// The set.
    set: OwnSet,
    /// What the tenant says about it, from which names are taken.
    words: FetchedSignal<TenantWords>,
) -> impl IntoView {
    let left_out = RwSignal::new(None::<Vec<String>>);
    let is_read = move || words.is_shown();
    let has_roles = set.wishes.iter().any(|wish| matches!(wish, Wish::Add(Permission::EntraRole { .. }, _)));
    let set = StoredValue::new(set);
    let save = move |form: SetSaveForm| {
        let set = set.get_value();
        let known = untrack(|| words.value());
        let (written, missing) = match (form, &known) {
            (SetSaveForm::Own, _) => (write_own(&set).unwrap_or_default(), Vec::new()),
            (SetSaveForm::Assignments, Some(words)) => write_assignments(&set.wishes, &words.apis),
            (SetSaveForm::RoleNames, Some(words)) => write_role_names(&set.wishes, &words.definitions),
            (_, None) => return,
        };
        let said = |left: &SkippedWish| {
            let entry =
                known.as_ref().and_then(|words| words.entries(std::slice::from_ref(&left.wish)).into_iter().next());
            let what = entry.map_or_else(String::new, |it| format!("{} ({})", visible(&it.label), of_entry(&it)));
            format!("{what}: {}", text::not_in_file(left.why))
        };
        left_out.set(Some(missing.iter().map(said).collect()));
        download(&text::file_name(&set.name, form.suffix()), "application/json", &written);
    };
    let button = move |form: SetSaveForm, label: &'static str| {
        view! {
            <button type="button" class="button" disabled=move || form != SetSaveForm::Own && !is_read() on:click=handler(move || save(form))>
                {label}
            </button>
        }
    };
    let said = move || {
        left_out.get().map(|left| {
            let list = (!left.is_empty()).then(|| {
                view! {
                    <p>{text::NOT_IN_FILE}</p>
                    <ul>{left.iter().map(|line| view! { <li><bdi>{line.clone()}</bdi></li> }).collect_view()}</ul>
                }
            });
            view! {
                <Notice tone=if left.is_empty() { Tone::Good } else { Tone::Warn } what=text::SAVED>
                    {list}
                </Notice>
            }
        })
    };
    view! {
        <section class="card region" aria-label=text::SAVE>
            <h2>{text::SAVE}</h2>
            <p class="soft">{text::SAVE_WHAT}</p>
            <div class="actions">
                {button(SetSaveForm::Own, text::SAVE_OWN)} {button(SetSaveForm::Assignments, text::SAVE_ASSIGNMENTS)}
                {has_roles.then(|| button(SetSaveForm::RoleNames, text::SAVE_ROLES))}
            </div>
            {dynamic(said)}
        </section>
    }
    .into_any()
}

/// What a set is saved as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SetSaveForm {
    Own,
    Assignments,
    RoleNames,
}

impl SetSaveForm {
    /// What is behind the set's name in the file's.
    fn suffix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Assignments => "-app-roles",
            Self::RoleNames => "-directory-roles",
        }
    }
}
