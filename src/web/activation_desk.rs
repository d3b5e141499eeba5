//! The request for a role of the user's own that is being carried out: it continues while the user looks at other pages.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::session::change_tokens::ChangeTokens;
use super::session::{SessionControl, SignInError};
use crate::web::browser::clock;
use crate::web::change::change_sign_in::{AskedSignIn, ChangeSignIn, OnScreen};
use crate::web::change::permission;
use crate::web::change::running_changes::RunningChanges;
use crate::web::tenant::open_tenant::{OpenDirectory, OpenTenant};
use domain::activation::{ReviewedRequest, RoleExecution};
use domain::problem::Problem;

/// What is kept of it while the tenant is open.
#[derive(Clone, Copy)]
struct KeptRequest {
    execution: RwSignal<Option<RoleExecution>>,
    is_running: RwSignal<bool>,
    asked: AskedSignIn,
    ended: RwSignal<u32>,
}

/// The request, and the methods that begin and resume it. A method that opens a window has to be called on a click.
#[derive(Clone, Copy)]
pub struct ActivationDesk {
    kept: KeptRequest,
    tenant: OpenTenant,
    control: SessionControl,
    running: RunningChanges,
    sign_in: ChangeSignIn,
}

impl ActivationDesk {
    /// That of the open tenant.
    pub fn here() -> Self {
        let tenant = expect_context::<OpenTenant>();
        let sign_in = expect_context::<ChangeSignIn>();
        let kept = tenant.keep(|| {
            let kept = KeptRequest {
                execution: RwSignal::new(None),
                is_running: RwSignal::new(false),
                asked: AskedSignIn::new(),
                ended: RwSignal::new(0),
            };
            sign_in.add_user(move || {
                let execution = kept.execution.try_get_untracked().flatten();
                ChangeTokens::DIRECTORY.only_if(execution.is_some_and(|it: RoleExecution| it.may_send()))
            });
            kept
        });
        Self { kept, tenant, control: expect_context(), running: expect_context(), sign_in }
    }

    /// The request, once it has begun.
    pub fn execution(self) -> Signal<Option<RoleExecution>> {
        self.kept.execution.into()
    }

    /// Whether the sign-in is under way.
    pub fn is_waiting(self) -> bool {
        self.kept.asked.is_waiting()
    }

    /// How the sign-in ended, if not well.
    pub fn error(self) -> Option<SignInError> {
        self.kept.asked.error()
    }

    /// How many requests have ended: the user's roles are then other ones.
    pub fn ended(self) -> Signal<u32> {
        self.kept.ended.into()
    }

    /// Whether a request is being carried out or waits for the user.
    pub fn is_busy(self) -> bool {
        self.kept.execution.read().as_ref().is_some_and(|it| it.outcome().is_none())
    }

    /// Whether something else was on the screen after the sign-in than the request that the user reviewed, so that nothing
    /// was sent.
    pub fn is_changed(self) -> bool {
        self.kept.asked.is_changed()
    }

    /// Gets the token for changes, then sends the request, if it is still what is on the screen. `on_screen` ends with the
    /// part of the page that shows the request.
    pub fn begin(self, request: ReviewedRequest, on_screen: Signal<Option<ReviewedRequest>>) {
        let is_busy = self.kept.execution.with_untracked(|it| it.as_ref().is_some_and(|it| it.outcome().is_none()));
        if is_busy || self.kept.asked.is_waiting_now() {
            return;
        }
        let sign_in =
            async move { permission::ensure_change_token(self.control, OpenDirectory::ACTIVATION_SCOPES, false).await };
        self.sign_in.ask(self.kept.asked, sign_in, move || {
            // The page can be used while the sign-in window is open.
            if on_screen.try_get_untracked().flatten().as_ref() != Some(&request) {
                return OnScreen::Another;
            }
            self.kept.execution.try_set(Some(RoleExecution::new(request, clock::now())));
            self.run();
            OnScreen::Same
        });
    }

    /// Does what a pause asks for, then continues, unless the user has stopped the request meanwhile.
    pub fn resume(self) {
        let Some(paused) = self.kept.execution.get_untracked() else { return };
        let problem = paused.pause().cloned().unwrap_or(Problem::Unreachable);
        let with_token_for_changes = paused.is_paused_before_sending();
        let sign_in = async move {
            match with_token_for_changes {
                true => {
                    permission::resolve_change_problem(self.control, OpenDirectory::ACTIVATION_SCOPES, problem).await
                }
                false => permission::resolve_read_problem(self.control, problem).await,
            }
        };
        self.sign_in.ask(self.kept.asked, sign_in, move || {
            // The page can be used while the sign-in window is open.
            if self.kept.execution.try_get_untracked().flatten().as_ref() == Some(&paused) {
                self.kept.execution.try_set(Some(paused.resume(clock::now())));
                self.run();
            }
            OnScreen::Same
        });
    }

    /// Ends a request that pauses. What was sent stays sent.
    pub fn stop(self) {
        if self.kept.is_running.get_untracked() {
            return;
        }
        if let Some(execution) = self.kept.execution.get_untracked() {
            self.kept.execution.set(Some(execution.stop()));
            self.sign_in.end_unused();
        }
    }

    /// Forgets a request that has ended.
    pub fn clear(self) {
        self.kept.execution.update(|kept| {
            if kept.as_ref().is_some_and(|it| it.outcome().is_some()) {
                *kept = None;
            }
        });
        self.kept.asked.clear();
    }

    fn run(self) {
        if self.kept.is_running.try_get_untracked() != Some(false) {
            return;
        }
        let Some(mut execution) = self.kept.execution.get_untracked() else { return };
        self.kept.is_running.set(true);
        let directory = self.tenant.directory();
        spawn_local(async move {
            let is_closed = move || self.running.is_closed();
            let might_send = std::cell::Cell::new(execution.may_send());
            let note = |now: &RoleExecution| {
                if !self.running.is_closed() {
                    self.kept.execution.try_set(Some(now.clone()));
                }
                // What was sent is followed with the token for reading.
                if might_send.replace(now.may_send()) && !now.may_send() {
                    self.sign_in.end_unused();
                }
            };
            directory.request_own_role(&mut execution, is_closed, note).await;
            self.kept.is_running.try_set(false);
            if execution.outcome().is_some() && !self.running.is_closed() {
                // Older tokens don't have the role.
                permission::after_activation(self.control).await;
                self.kept.ended.try_update(|ended| *ended += 1);
            }
        });
    }
}
