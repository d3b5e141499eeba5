//! The fields in which a user types what tells that they mean an identity: its name, and the end of its object ID where
//! the name alone doesn't tell it from others.

use leptos::prelude::*;

use crate::web::components::{IdentityLine, Notice, TextField, Tone};
use crate::web::text::approval as text;
use domain::identity::ManagedIdentity;
use domain::likeness::Uniqueness;
// A letter that passes for another is typed as it is.
use domain::visible_text::visible;

pub(super) const ENDING_FIELD: &str = "approve-ending";
pub const NAME_FIELD: &str = "approve-name";

/// The identity, and what has to be typed.
#[component]
pub fn TypedName(
    /// The identity.
    identity: ManagedIdentity,
    /// What has to be typed, as [`domain::change::approval::Guard::to_type`] says.
    to_type: String,
    /// Whether the end of the object ID has to be typed as well.
    takes_ending: bool,
    /// Whether the name tells it from others.
    uniqueness: Uniqueness,
    /// What is typed as the name.
    name: RwSignal<String>,
    /// What is typed as the end of the object ID.
    id_ending: RwSignal<String>,
) -> impl IntoView {
    let namesakes = match uniqueness {
        Uniqueness::Unique => None,
        Uniqueness::Shared(_) => Some(text::NAMESAKES),
        Uniqueness::Unknown => Some(text::NAMESAKES_UNKNOWN),
    };
    let namesakes = namesakes.filter(|_| takes_ending);
    let shown_name = visible(&to_type);
    let ending = takes_ending.then(|| {
        view! {
            <TextField id=ENDING_FIELD label=text::ID_ENDING value=id_ending spellcheck="false">
                <bdi>{text::type_ending(&shown_name)}</bdi>
            </TextField>
        }
    });
    view! {
        {namesakes.map(|what| view! { <Notice tone=Tone::Warn what next=text::NAMESAKES_NEXT /> })}
        <p>
            <IdentityLine id=identity.id identity=Some(identity) uniqueness />
        </p>
        <TextField id=NAME_FIELD label=text::NAME value=name spellcheck="false">
            <bdi>{visible(&text::type_name(&to_type))}</bdi>
        </TextField>
        {ending}
    }
    .into_any()
}
