//! What a user calls a set, and what it is for.

use leptos::html;
use leptos::prelude::*;

use crate::web::text::sets as text;
use domain::change::wish::Wish;
use domain::sets::{LONGEST_NAME, OwnSet};

/// The two fields and what they are filled with at first.
#[derive(Clone, Copy)]
pub struct Title {
    name: NodeRef<html::Input>,
    purpose: NodeRef<html::Input>,
    at_first: StoredValue<(String, String)>,
}

impl Title {
    /// Fields that are filled with these.
    pub fn new(name: String, purpose: String) -> Self {
        Self { name: NodeRef::new(), purpose: NodeRef::new(), at_first: StoredValue::new((name, purpose)) }
    }

    /// A set of these wishes under what is in the fields now.
    pub fn of(self, wishes: Vec<Wish>) -> OwnSet {
        let value = |field: NodeRef<html::Input>| field.get_untracked().map(|it| it.value()).unwrap_or_default();
        OwnSet { name: value(self.name), purpose: value(self.purpose), wishes }
    }
}

/// The fields.
#[component]
pub fn TitleFields(
    /// What they are read through.
    title: Title,
) -> impl IntoView {
    let Title { name, purpose, at_first } = title;
    let (old_name, old_purpose) = at_first.get_value();
    let longest = LONGEST_NAME.to_string();
    view! {
        <div class="field">
            <label for="set-name">{text::SET_NAME}</label>
            <input id="set-name" type="text" maxlength=longest.clone() node_ref=name value=old_name autocomplete="off" />
        </div>
        <div class="field">
            <label for="set-purpose">{text::SET_PURPOSE}</label>
            <input id="set-purpose" type="text" maxlength=longest node_ref=purpose value=old_purpose autocomplete="off" />
        </div>
    }
    .into_any()
}
