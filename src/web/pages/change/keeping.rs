//! Before a change is applied: whether this browser can save its progress, and what a user decides where it can't.

use leptos::prelude::*;

use crate::web::components::{Notice, Tone};
use crate::web::journal::Journals;
use crate::web::reactive::{dynamic, follow, handler};
use crate::web::text::kept as text;

/// Whether progress can be saved, and whether the user applies the change without.
#[derive(Clone, Copy)]
pub struct SavedProgress {
    journals: Journals,
    steps: Signal<usize>,
    can_keep: RwSignal<bool>,
    is_accepted: RwSignal<bool>,
}

impl SavedProgress {
    /// For a change with this many steps. It is tried whenever their number changes.
    pub fn of(steps: Signal<usize>) -> Self {
        let can_keep = RwSignal::new(true);
        let progress = Self { journals: expect_context(), steps, can_keep, is_accepted: RwSignal::new(false) };
        follow(move || {
            steps.track();
            progress.try_again();
        });
        progress
    }

    /// Whether the change waits for the user's decision.
    pub fn is_undecided(self) -> bool {
        !self.can_keep.get() && !self.is_accepted.get()
    }

    /// Tries once more, as the storage may have been filled meanwhile, and says whether the change may begin.
    pub fn may_begin(self) -> bool {
        self.try_again();
        !untrack(move || self.is_undecided())
    }

    fn try_again(self) {
        let steps = self.steps.get_untracked();
        self.can_keep.set(steps == 0 || self.journals.can_keep(steps));
    }
}

/// Says that progress can't be saved, and lets the user decide; nothing, where it can.
#[component]
pub fn CannotSaveProgress(progress: SavedProgress) -> impl IntoView {
    let accept = move |event| progress.is_accepted.set(event_target_checked(&event));
    dynamic(move || {
        (!progress.can_keep.get()).then(|| {
            view! {
                <Notice tone=Tone::Warn what=text::CANNOT_KEEP_PROGRESS next=text::CANNOT_KEEP_PROGRESS_NEXT>
                    <label class="row">
                        <input type="checkbox" prop:checked=move || progress.is_accepted.get() on:change=accept />
                        <span>{text::APPLY_ALL_THE_SAME}</span>
                    </label>
                    <div class="actions">
                        <button type="button" class="button" on:click=handler(move || progress.try_again())>
                            {text::CHECK_AGAIN}
                        </button>
                    </div>
                </Notice>
            }
        })
    })
}
