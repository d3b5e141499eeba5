//! What this page keeps in the browser, for the settings, with the button that takes it away.

use leptos::prelude::*;

use crate::web::components::{Notice, Tone};
use crate::web::kept;
use crate::web::session::{Session, SessionControl};
use crate::web::text::kept as text;

/// How far the taking away is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Offered,
    Asked,
    Done,
}

/// What is kept.
#[component]
pub fn KeptSection() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let step = RwSignal::new(Step::Offered);
    let delete = move |_| {
        let nobody = control.session().with_untracked(|session| !matches!(session, Session::SignedIn(_)));
        kept::wipe(nobody);
        step.set(Step::Done);
    };
    let body = move || {
        let now = kept::count();
        match step.get() {
            Step::Done => view! { <Notice tone=Tone::Good what=text::DONE /> }.into_any(),
            Step::Asked => view! {
                <Notice tone=Tone::Warn what=text::SURE next=text::LOST>
                    <div class="actions">
                        <button type="button" class="button primary" on:click=delete>
                            {text::YES}
                        </button>
                        <button type="button" class="button" on:click=move |_| step.set(Step::Offered)>
                            {text::NO}
                        </button>
                    </div>
                </Notice>
            }
            .into_any(),
            Step::Offered if now.is_nothing() => view! { <p class="soft">{text::NOTHING}</p> }.into_any(),
            Step::Offered => view! {
                <p>{text::counts(now)} " " <span class="soft">{text::WHAT}</span></p>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| step.set(Step::Asked)>
                        {text::DELETE}
                    </button>
                </div>
            }
            .into_any(),
        }
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            {body}
        </section>
    }
    .into_any()
}
