//! What this page keeps in the browser, for the settings: how much of it, whether receipts are kept, and the button that
//! deletes it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::components::{Notice, Tone, Waiting};
use crate::web::reactive::{dynamic, handler};
use crate::web::receipts::{self, Receipts};
use crate::web::session::{Session, SessionControl};
use crate::web::storage::kept::{self, StoredDataCounts};
use crate::web::text::{kept as text, receipts as words};

/// How far the deleting is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DeletionStep {
    Offered,
    Asked,
    Done,
    Failed,
}

/// What is kept.
#[component]
pub fn KeptSection() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let of_this_tab = use_context::<Receipts>();
    let step = RwSignal::new(DeletionStep::Offered);
    let now = RwSignal::new(None::<StoredDataCounts>);
    let count = Callback::new(move |()| {
        spawn_local(async move {
            let counted = kept::count().await;
            now.try_set(Some(counted));
        });
    });
    count.run(());
    let delete = move |_| {
        let nobody = control.session().with_untracked(|session| !matches!(session, Session::SignedIn(_)));
        if let Some(receipts) = of_this_tab {
            receipts.forget();
        }
        spawn_local(async move {
            let done = kept::delete_all(nobody).await;
            step.try_set(if done { DeletionStep::Done } else { DeletionStep::Failed });
            count.run(());
        });
    };
    let body = move || match (step.get(), now.get()) {
        (DeletionStep::Done, _) => view! { <Notice tone=Tone::Good what=text::DONE /> }.into_any(),
        (DeletionStep::Failed, _) => {
            view! { <Notice tone=Tone::Bad what=text::NOT_DELETED next=text::NOT_DELETED_NEXT /> }.into_any()
        }
        (DeletionStep::Asked, _) => view! {
            <Notice tone=Tone::Warn what=text::DELETE_CONFIRM next=text::LOST>
                <div class="actions">
                    <button type="button" class="button destructive" on:click=delete>
                        {text::YES}
                    </button>
                    <button type="button" class="button" on:click=handler(move || step.set(DeletionStep::Offered))>
                        {text::NO}
                    </button>
                </div>
            </Notice>
        }
        .into_any(),
        (DeletionStep::Offered, None) => view! { <Waiting text=text::COUNTING /> }.into_any(),
        (DeletionStep::Offered, Some(now)) if now.is_empty() => {
            view! { <p class="soft">{text::NOTHING}</p> }.into_any()
        }
        (DeletionStep::Offered, Some(now)) => view! {
            <p>{text::counts(now)} " " <span class="soft">{text::WHAT}</span></p>
            <div class="actions">
                <button type="button" class="button" on:click=handler(move || step.set(DeletionStep::Asked))>
                    {text::DELETE}
                </button>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <KeepReceipts count of_this_tab />
            {dynamic(body)}
        </section>
    }
    .into_any()
}

/// How far the setting is from what is ticked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SettingState {
    Settled,
    /// It is asked whether this many receipts are to be deleted.
    Asked(usize),
    Failed,
}

/// The setting that says whether receipts are kept.
#[component]
fn KeepReceipts(count: Callback<()>, of_this_tab: Option<Receipts>) -> impl IntoView {
    let are_kept = RwSignal::new(receipts::is_enabled());
    let setting = RwSignal::new(SettingState::Settled);
    let set = move |kept: bool| {
        spawn_local(async move {
            let done = receipts::set_kept(kept).await;
            are_kept.try_set(receipts::is_enabled());
            setting.try_set(if done { SettingState::Settled } else { SettingState::Failed });
            if let Some(receipts) = of_this_tab {
                receipts.read();
            }
            count.run(());
        });
    };
    let ticked = move |event| {
        let is_ticked = event_target_checked(&event);
        are_kept.set(is_ticked);
        if is_ticked {
            return set(true);
        }
        spawn_local(async move {
            match receipts::count().await {
                0 => set(false),
                number => drop(setting.try_set(SettingState::Asked(number))),
            }
        });
    };
    let stay = move |_| {
        setting.set(SettingState::Settled);
        are_kept.set(true);
    };
    let asked = move || match setting.get() {
        SettingState::Settled => ().into_any(),
        SettingState::Failed => view! { <Notice tone=Tone::Bad what=words::SETTING_FAILED /> }.into_any(),
        SettingState::Asked(number) => view! {
            <Notice tone=Tone::Warn what=words::turn_off(number) next=words::TURN_OFF_NEXT>
                <div class="actions">
                    <button type="button" class="button primary" on:click=handler(move || set(false))>
                        {words::YES}
                    </button>
                    <button type="button" class="button" on:click=stay>
                        {words::NO}
                    </button>
                </div>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <label class="row">
            <input type="checkbox" prop:checked=move || are_kept.get() on:change=ticked />
            <span>{words::SETTING}</span>
        </label>
        <p class="soft">{words::setting_means()}</p>
        {dynamic(asked)}
    }
    .into_any()
}
