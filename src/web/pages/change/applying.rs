//! Starting and resuming the change that is applied: the sign-in, the requests, and what is saved meanwhile.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::undo::UndoStarter;
use crate::web::browser::clock;
use crate::web::change::change_sign_in::{AskedSignIn, ChangeSignIn, OnScreen};
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::{ChangeEffect, ChangeEvent};
use crate::web::change::permission;
use crate::web::change::running_changes::RunningChanges;
use crate::web::components::{Notice, Tone};
use crate::web::journal::Journals;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::pages::sign_in_notice::SignInNotice;
use crate::web::receipts::Receipts;
use crate::web::session::{SessionControl, SignInError};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::identity_name;
use crate::web::text::{change as text, outcome, toast};
use crate::web::toasts::{Toast, Toasts};
use domain::change::approval::{Assurance, NotApproved};
use domain::change::execution::{Execution, StepState, WhyNot};
use domain::change::request_details::RequestDetails;
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::receipt::ReceiptId;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// Starts a change that is applied, and resumes it. Everything here is started by a click, because it may open a window.
#[derive(Clone, Copy)]
pub struct Applying {
    id: ServicePrincipalId,
    tenant: OpenTenant,
    desk: ChangeDesk,
    control: SessionControl,
    navigation: Navigation,
    journals: Journals,
    receipts: Receipts,
    running: RunningChanges,
    toasts: Toasts,
    sign_in: ChangeSignIn,
    asked: AskedSignIn,
}

impl Applying {
    /// For the change to this identity.
    pub fn new(id: ServicePrincipalId) -> Self {
        Self {
            id,
            tenant: expect_context(),
            running: expect_context(),
            toasts: expect_context(),
            desk: expect_context(),
            control: expect_context(),
            navigation: expect_context(),
            journals: expect_context(),
            receipts: expect_context(),
            sign_in: expect_context(),
            asked: AskedSignIn::new(),
        }
    }

    /// Whether the sign-in for changes is under way.
    pub fn is_waiting(self) -> bool {
        self.asked.is_waiting()
    }

    /// Whether the progress of the change can't be saved in this browser.
    pub fn is_progress_lost(self) -> bool {
        self.journals.is_lost()
    }

    /// How the sign-in for changes ended, if not well.
    pub fn error_notice(self) -> Option<impl IntoView + use<>> {
        self.asked.error().map(|error| view! { <SignInNotice error /> })
    }

    /// That the selection became another one while the user signed in, so that nothing was sent.
    pub fn changed_notice(self) -> Option<impl IntoView + use<>> {
        let notice =
            || view! { <Notice tone=Tone::Warn what=text::SELECTION_CHANGED next=text::SELECTION_CHANGED_NEXT /> };
        self.asked.is_changed().then(notice)
    }

    /// Approves the review, gets the token for changes, then applies the plan, if it is still what is on screen. Gives
    /// what is missing for the approval, where something is.
    pub fn approve(self, unique: SortedSet<ServicePrincipalId>, assurance: Assurance) -> Option<NotApproved> {
        self.send(ChangeEvent::Approved { unique, assurance })
    }

    /// Does what a pause asks for, then continues. `details` are what the user filled in, where the pause asked for
    /// them.
    pub fn resume(self, execution: Execution, problem: Problem, details: Option<RequestDetails>) {
        let sign_in = async move {
            match execution.is_paused_by_azure() {
                true => permission::to_go_on_in_azure(self.control, problem).await,
                false => permission::resolve_change_problem(self.control, &execution.plan().scopes(), problem).await,
            }
        };
        self.after_sign_in(sign_in, move |_| ChangeEvent::Resumed(details));
    }

    /// Ends the change where it is: at once where it pauses, and otherwise as soon as nothing is being sent.
    pub fn stop(self) {
        if self.running.stop(self.id) {
            return;
        }
        self.send(ChangeEvent::Stopped);
    }

    /// Tells the change what happened, and does what follows from it. Gives what is missing for an approval.
    fn send(self, event: ChangeEvent) -> Option<NotApproved> {
        match self.desk.send(self.id, event)? {
            ChangeEffect::Refuse(why) => return Some(why),
            ChangeEffect::SignIn { scopes, azure } => {
                let sign_in = async move { permission::ensure_change_token(self.control, &scopes, azure).await };
                self.after_sign_in(sign_in, ChangeEvent::SignedIn);
            }
            ChangeEffect::SayChanged => self.asked.say_changed(),
            ChangeEffect::Apply(execution) => self.run(execution),
            ChangeEffect::End(execution) => {
                self.record(&execution);
                self.finish();
            }
        }
        None
    }

    /// Saves the state of the change in this browser.
    fn record(self, execution: &Execution) {
        self.journals.note(execution);
        self.receipts.note(self.id, execution, &self.tenant.directory().apis());
    }

    /// Signs in, then tells the change what that makes of it.
    fn after_sign_in(
        self,
        sign_in: impl Future<Output = Result<(), SignInError>> + 'static,
        event: impl FnOnce(Timestamp) -> ChangeEvent + 'static,
    ) {
        self.sign_in.ask(self.asked, sign_in, move || {
            self.send(event(clock::now()));
            OnScreen::Same
        });
    }

    fn run(self, mut execution: Execution) {
        let directory = self.tenant.directory();
        let stop = self.running.begin(self.id);
        spawn_local(async move {
            let _held = self.journals.begin(self.id, &execution).await;
            // What is about to be sent is on paper before it is sent.
            let note = |now: &Execution| {
                // Closing the tenant interrupts a change. Its journal stays, so that the rest is offered again.
                if self.running.is_closed() && was_stopped(now) {
                    return;
                }
                self.record(now);
                self.send(ChangeEvent::Advanced(Box::new(now.clone())));
            };
            directory.apply_until(&stop, &mut execution, note).await;
            self.running.end(self.id);
            // The session and the address of a closed tenant are those of another one now.
            if execution.is_finished() && !self.running.is_closed() {
                self.finish();
                self.announce_end(execution);
            }
        });
    }

    /// Nothing is left to do: the tokens for changes are dropped, unless something else uses them.
    fn finish(self) {
        self.sign_in.end_unused();
        self.journals.release(self.id);
    }

    /// Says that the change has ended, wherever the user is, and offers the review of what would reverse it.
    fn announce_end(self, execution: Execution) {
        let tally = outcome::Tally::of(&execution);
        let tone = if tally.is_complete() { Tone::Good } else { Tone::Warn };
        let identities = execution.plan().identities();
        let first = identities.first().map(|it| identity_name(&it.display_name, it.id)).unwrap_or_default();
        let others = identities.len().saturating_sub(1);
        let message = Toast::new(tone, toast::change_ended(&first, others, &outcome::summary(&tally)));
        if execution.reverse(clock::now()).is_empty() {
            return self.toasts.show(message);
        }
        let undo = UndoStarter::of_this_tab(self.id, execution.plan().tenant(), self.desk, self.navigation);
        let open_review = move || {
            // While the next change to the identity is being applied, the receipt says so.
            if untrack(|| undo.is_busy()) {
                self.navigation.go(&Route::Receipt(ReceiptId::of(&execution)));
            } else {
                // What is left of a limited time is counted when it is undone.
                undo.open_change(ChangeStep::Review, execution.reverse(clock::now()));
            }
        };
        self.toasts.show(message.with_action(toast::UNDO, open_review));
    }
}

/// Whether steps were not sent because the change was stopped.
fn was_stopped(execution: &Execution) -> bool {
    execution.steps().any(|(_, state)| *state == StepState::NotSent(WhyNot::Stopped))
}
