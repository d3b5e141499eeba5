//! The request for a role of the user's own that is being carried out: it continues while the user looks at other pages.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change_desk::ChangeDesk;
use super::clock;
use super::open_tenant::{OpenDirectory, OpenTenant};
use super::permission;
use super::running_changes::RunningChanges;
use super::session::change_tokens::sign_in_for_change;
use super::session::{SessionControl, SignInError};
use domain::activation::{ReviewedRequest, RoleExecution};
use domain::problem::Problem;

/// What is kept of it while the tenant is open.
#[derive(Clone, Copy)]
struct KeptRequest {
    execution: RwSignal<Option<RoleExecution>>,
    is_running: RwSignal<bool>,
    waiting: RwSignal<bool>,
    error: RwSignal<Option<SignInError>>,
    ended: RwSignal<u32>,
}

/// The request, and the methods that begin and resume it. A method that opens a window has to be called on a click.
#[derive(Clone, Copy)]
pub struct ActivationDesk {
    kept: KeptRequest,
    tenant: OpenTenant,
    control: SessionControl,
    running: RunningChanges,
    changes: ChangeDesk,
}

impl ActivationDesk {
    /// That of the open tenant.
    pub fn here() -> Self {
        let tenant = expect_context::<OpenTenant>();
        let kept = tenant.keep(|| KeptRequest {
            execution: RwSignal::new(None),
            is_running: RwSignal::new(false),
            waiting: RwSignal::new(false),
            error: RwSignal::new(None),
            ended: RwSignal::new(0),
        });
        Self { kept, tenant, control: expect_context(), running: expect_context(), changes: expect_context() }
    }

    /// The request, once it has begun.
    pub fn execution(self) -> Signal<Option<RoleExecution>> {
        self.kept.execution.into()
    }

    /// Whether the sign-in is under way.
    pub fn is_waiting(self) -> bool {
        self.kept.waiting.get()
    }

    /// How the sign-in ended, if not well.
    pub fn error(self) -> Option<SignInError> {
        self.kept.error.get()
    }

    /// How many requests have ended: the user's roles are then other ones.
    pub fn ended(self) -> Signal<u32> {
        self.kept.ended.into()
    }

    /// Whether a request is being carried out or waits for the user.
    pub fn is_busy(self) -> bool {
        self.kept.execution.read().as_ref().is_some_and(|it| it.outcome().is_none())
    }

    /// Gets the token for changes, then sends the request.
    pub fn begin(self, request: ReviewedRequest) {
        let is_busy = self.kept.execution.with_untracked(|it| it.as_ref().is_some_and(|it| it.outcome().is_none()));
        if is_busy || self.kept.waiting.get_untracked() {
            return;
        }
        let sign_in = async move |this: Self| {
            permission::ensure_change_token(this.control, OpenDirectory::ACTIVATION_SCOPES, false).await
        };
        self.after_sign_in(sign_in, move |this| {
            this.kept.execution.try_set(Some(RoleExecution::new(request, clock::now())));
            this.run();
        });
    }

    /// Does what a pause asks for, then continues.
    pub fn resume(self) {
        let Some(execution) = self.kept.execution.get_untracked() else { return };
        let problem = execution.pause().cloned().unwrap_or(Problem::Unreachable);
        let with_token_for_changes = execution.is_paused_before_sending();
        let sign_in = async move |this: Self| match with_token_for_changes {
            true => permission::resolve_change_problem(this.control, OpenDirectory::ACTIVATION_SCOPES, problem).await,
            false => permission::resolve_read_problem(this.control, problem).await,
        };
        self.after_sign_in(sign_in, move |this| {
            this.kept.execution.try_set(Some(execution.resume(clock::now())));
            this.run();
        });
    }

    /// Ends a request that pauses. What was sent stays sent.
    pub fn stop(self) {
        if self.kept.is_running.get_untracked() {
            return;
        }
        if let Some(execution) = self.kept.execution.get_untracked() {
            self.kept.execution.set(Some(execution.stop()));
            self.end_tokens();
        }
    }

    /// Forgets a request that has ended.
    pub fn clear(self) {
        self.kept.execution.update(|kept| {
            if kept.as_ref().is_some_and(|it| it.outcome().is_some()) {
                *kept = None;
            }
        });
        self.kept.error.set(None);
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
            let note = |now: &RoleExecution| {
                if !self.running.is_closed() {
                    self.kept.execution.try_set(Some(now.clone()));
                }
            };
            directory.request_own_role(&mut execution, is_closed, note).await;
            self.kept.is_running.try_set(false);
            if execution.outcome().is_some() && !self.running.is_closed() {
                self.end_tokens();
                // Older tokens don't have the role.
                permission::after_activation(self.control).await;
                self.kept.ended.try_update(|ended| *ended += 1);
            }
        });
    }

    /// Drops the token of the registration for changes, unless a plan is being applied with it.
    fn end_tokens(self) {
        if !self.running.is_closed() && !self.changes.is_any_applied() {
            self.control.end_change();
        }
    }

    fn after_sign_in(
        self,
        sign_in: impl AsyncFnOnce(Self) -> Result<(), SignInError> + 'static,
        then: impl FnOnce(Self) + 'static,
    ) {
        self.kept.waiting.set(true);
        self.kept.error.set(None);
        let proceed = move |outcome| {
            self.kept.waiting.try_set(false);
            match outcome {
                Ok(()) if !self.running.is_closed() => then(self),
                Ok(()) => {}
                Err(error) => {
                    self.kept.error.try_set(Some(error));
                }
            }
        };
        spawn_local(async move {
            let is_applying = move || {
                let is_running = self.kept.is_running.try_get_untracked().unwrap_or_default();
                self.running.is_closed() || is_running || self.changes.is_any_applied()
            };
            sign_in_for_change(sign_in(self), proceed, is_applying, move || self.control.end_change()).await;
        });
    }
}
