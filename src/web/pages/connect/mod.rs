//! How to connect a tenant of one's own: what Bestow may do, how to register it, the IDs, the file beside the page, and
//! whether it works.

mod form;
mod ids;
mod mode;
mod register;

use leptos::prelude::*;

use super::connection_test::ConnectionTestSection;
use crate::web::components::{Notice, PageHeading, Tone};
use crate::web::reactive::{handler, memo};
use crate::web::session::{Session, SessionControl, Setup};
use crate::web::text::connect as text;
use form::ConnectForm;
use ids::IdSection;
use mode::ModeSection;
use register::RegisterSection;

/// The page.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let form = ConnectForm::new(expect_context::<SessionControl>());
    let config = memo(move || form.config.get().ok());
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <p class="lead">{text::LEAD}</p>
        <TypedNotice />
        <ModeSection form />
        <RegisterSection form />
        <IdSection form />
        <ConnectionTestSection config />
    }
}

/// Says that the tab uses what was typed in, and offers to change that.
#[component]
pub(super) fn TypedNotice() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let is_typed = memo(move || {
        control.session().with(|session| {
            matches!(session, Session::SignedOut(_) | Session::SignedIn(_))
                && matches!(session.setup(), Some(Setup::Typed(_)))
        })
    });
    view! {
        <Show when=move || is_typed.get()>
            <Notice tone=Tone::Info what=text::TYPED>
                <div class="actions">
                    <button type="button" class="button" on:click=handler(move || control.discard_typed())>
                        {text::DISCARD}
                    </button>
                </div>
            </Notice>
        </Show>
    }
    .into_any()
}
