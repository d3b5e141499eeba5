//! For how long a set in the making asks for a directory role that ends by itself on the identity that it is made of.

use domain::change::permission::Permission;
use leptos::prelude::*;

use crate::web::components::{Notice, Tone};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{places, sets as text};
use domain::change::wish::{Lasting, Wish};
use domain::sets::{SetEntry, SourceRoleEnd};

/// What can be in the set.
#[derive(Clone)]
pub struct SetPart {
    /// What it is, with the tenant's words.
    pub entry: SetEntry,
    /// How it ends on the identity; nothing, where it does not, or the set is not made of an identity.
    pub ends: Option<SourceRoleEnd>,
}

/// A part, and for how long the set asks for it, as the user has it now.
#[derive(Clone, Copy)]
pub struct TermSelection(RwSignal<Option<Lasting>>);

impl TermSelection {
    /// What is suggested for a part at first.
    pub fn of(part: &SetPart) -> Self {
        let asked = match (&part.ends, &part.entry.wish) {
            (Some(ends), _) => ends.suggested_duration(),
            (None, Wish::Add(Permission::EntraRole { .. }, lasting)) => Some(*lasting),
            (None, _) => Some(Lasting::Permanent),
        };
        Self(RwSignal::new(asked))
    }

    /// The wish for it; nothing, while the user has not said for how long.
    pub fn wish(self, wish: &Wish) -> Option<Wish> {
        let lasting = self.0.get_untracked()?;
        Some(match wish {
            Wish::Add(Permission::EntraRole { role, scope }, _) => {
                Wish::Add(Permission::EntraRole { role: *role, scope: scope.clone() }, lasting)
            }
            other => other.clone(),
        })
    }
}

/// Which roles end, and for how long the set asks for each: above the list of everything, which may be long.
#[component]
pub fn Ending(
    /// Everything that can be in the set, with the term that the user has chosen.
    parts: Vec<(SetPart, TermSelection)>,
) -> impl IntoView {
    let choice = |(part, term): (SetPart, TermSelection)| {
        let role = visible(&part.entry.label);
        part.ends.map(|ends| view! { <TermChoice role ends term /> })
    };
    let choices: Vec<_> = parts.into_iter().filter_map(choice).collect();
    (!choices.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn what=text::ENDS next=text::ENDS_NEXT>
                <div class="stack">{choices}</div>
            </Notice>
        }
    })
}

/// For how long the set asks for a role that ends.
#[component]
fn TermChoice(role: String, ends: SourceRoleEnd, term: TermSelection) -> impl IntoView {
    let TermSelection(asked) = term;
    let as_given = match ends {
        SourceRoleEnd::At { hours, .. } => Some((hours.get().to_string(), text::same_as_identity(hours.get()))),
        SourceRoleEnd::NotKnown => None,
    };
    let is_offered = |(hours, _): &&(u16, &str)| as_given.as_ref().is_none_or(|(given, _)| hours.to_string() != *given);
    let times: Vec<(String, String)> =
        places::TIMES.iter().filter(is_offered).map(|(hours, name)| (hours.to_string(), (*name).to_owned())).collect();
    let without_end = (PERMANENT.to_owned(), places::PERMANENT.to_owned());
    let option = move |(value, name): (String, String)| {
        let is_it = value == word(asked.get_untracked());
        view! {
            <option value=value selected=is_it>
                {name}
            </option>
        }
    };
    let to_choose = as_given.is_none().then(|| option((String::new(), text::CHOOSE_TERM.to_owned())));
    let options = as_given.into_iter().chain(times).chain([without_end]).map(option).collect_view();
    view! {
        <label class="field narrow">
            <span class="label">
                <bdi>{text::ends(&role, ends)}</bdi>
            </span>
            <select
                aria-label=places::of_role(places::HOW_LONG, &role)
                on:change:target=move |event| asked.set(lasting(&event.target().value()))
            >
                {to_choose}
                {options}
            </select>
        </label>
    }
    .into_any()
}

const PERMANENT: &str = "permanent";

fn word(lasting: Option<Lasting>) -> String {
    match lasting {
        None => String::new(),
        Some(Lasting::Permanent) => PERMANENT.to_owned(),
        Some(Lasting::Hours(hours)) => hours.to_string(),
    }
}

/// A value that matches no choice is none: it doesn't become a permanent role.
fn lasting(word: &str) -> Option<Lasting> {
    match word {
        PERMANENT => Some(Lasting::Permanent),
        hours => hours.parse().ok().map(Lasting::Hours),
    }
}
