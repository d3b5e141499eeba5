//! The change of a resource's identity that is open in a tenant: it continues while the user looks at other pages.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change_desk::ChangeDesk;
use super::clock;
use super::journal;
use super::open_tenant::{OpenTenant, TenantKey};
use super::permission;
use super::running_changes::RunningChanges;
use super::session::change_tokens::sign_in_for_change;
use super::session::{SessionControl, SignInError};
use domain::azure_resource::AzureResource;
use domain::host_change::{HostExecution, HostJournal, HostPause, HostReview, HostWish};
use domain::person::Person;
use domain::problem::Problem;

/// What is kept of it while the tenant is open.
#[derive(Clone, Copy)]
struct Kept {
    execution: RwSignal<Option<HostExecution>>,
    /// Whether it is being carried out now.
    is_running: RwSignal<bool>,
    /// Identities that the user chose on a page to be attached next.
    to_attach: RwSignal<Vec<AzureResource>>,
    waiting: RwSignal<bool>,
    error: RwSignal<Option<SignInError>>,
    is_lost: RwSignal<bool>,
    /// The change whose review is on the screen.
    on_screen: RwSignal<Option<HostWish>>,
    /// Whether another one was when the sign-in was over, so that nothing was sent.
    is_changed: RwSignal<bool>,
    /// Whether the user has seen how the change ended.
    is_seen: RwSignal<bool>,
}

/// The open change, and the methods that begin and resume it. A method that opens a window has to be called on a click.
#[derive(Clone, Copy)]
pub struct HostDesk {
    kept: Kept,
    key: TenantKey,
    tenant: OpenTenant,
    control: SessionControl,
    running: RunningChanges,
    changes: ChangeDesk,
}

impl HostDesk {
    /// That of the open tenant.
    pub fn here() -> Self {
        let tenant = expect_context::<OpenTenant>();
        let control = expect_context::<SessionControl>();
        let kept = tenant.keep(|| Kept {
            execution: RwSignal::new(None),
            is_running: RwSignal::new(false),
            to_attach: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(false),
            error: RwSignal::new(None),
            is_lost: RwSignal::new(false),
            on_screen: RwSignal::new(None),
            is_changed: RwSignal::new(false),
            is_seen: RwSignal::new(false),
        });
        let key = untrack(|| TenantKey::of(control));
        Self { kept, key, tenant, control, running: expect_context(), changes: expect_context() }
    }

    /// The change, once one has begun.
    pub fn execution(self) -> Signal<Option<HostExecution>> {
        self.kept.execution.into()
    }

    /// Identities that are to be attached, as the user chose them on a page.
    pub fn to_attach(self) -> RwSignal<Vec<AzureResource>> {
        self.kept.to_attach
    }

    /// Whether the sign-in is under way.
    pub fn is_waiting(self) -> bool {
        self.kept.waiting.get()
    }

    /// How the sign-in ended, if not well.
    pub fn error(self) -> Option<SignInError> {
        self.kept.error.get()
    }

    /// Whether the browser couldn't store the journal, so that the result can't be checked later.
    pub fn is_lost(self) -> bool {
        self.kept.is_lost.get()
    }

    /// Whether the choices became others while the user signed in, so that nothing was sent.
    pub fn is_changed(self) -> bool {
        self.kept.is_changed.get()
    }

    /// Notes that the review of a change is on the screen until the owner ends.
    pub fn show(self, wish: HostWish) {
        self.kept.on_screen.set(Some(wish));
        on_cleanup(move || {
            self.kept.on_screen.try_set(None);
        });
    }

    /// Notes that the user has seen how the change ended.
    pub fn note_seen(self) {
        self.kept.is_seen.set(true);
    }

    /// Makes room for another change where the user has seen how this one ended.
    pub fn clear_seen(self) {
        let has_ended = self.kept.execution.with_untracked(|it| it.as_ref().is_some_and(|it| it.outcome().is_some()));
        if has_ended && self.kept.is_seen.get_untracked() {
            self.clear();
        }
    }

    /// The changes whose result isn't known, from this browser's storage.
    pub fn pending(self) -> Vec<HostJournal> {
        journal::host::pending(self.key)
    }

    /// Gets the token for changes, then approves the review and carries the change out, if it is still on the screen.
    pub fn begin(self, review: HostReview, person: Person) {
        self.after_sign_in(
            async move |this| permission::ensure_change_token(this.control, &[], true).await,
            move |this| {
                // The page can be used while the sign-in window is open.
                if this.kept.on_screen.try_get_untracked().flatten().as_ref() != Some(review.wish()) {
                    this.kept.is_changed.try_set(true);
                    return;
                }
                if let Some(plan) = review.approve(person.tenant.id, person.id) {
                    this.kept.is_seen.try_set(false);
                    this.kept.execution.try_set(Some(HostExecution::new(plan, clock::now())));
                    this.run();
                }
            },
        );
    }

    /// Looks for the result of a change that another visit sent. Nothing is sent.
    pub fn resume_pending(self, journal: &HostJournal) {
        if let Some(execution) = journal.resume(clock::now()) {
            self.kept.is_seen.set(false);
            self.kept.execution.set(Some(execution));
            self.run();
        }
    }

    /// Does what a pause asks for, then continues.
    pub fn resume(self) {
        let Some(execution) = self.kept.execution.get_untracked() else { return };
        let problem = match execution.pause() {
            Some(HostPause::Problem(problem)) => problem.clone(),
            _ => Problem::Unreachable,
        };
        let in_azure = execution.needs_azure();
        self.after_sign_in(
            async move |this| match in_azure {
                true => permission::to_go_on_in_azure(this.control, problem).await,
                false => permission::resolve_read_problem(this.control, problem).await,
            },
            move |this| {
                this.kept.execution.try_set(Some(execution.resume(clock::now())));
                this.run();
            },
        );
    }

    /// Ends a change that pauses. What was sent stays sent.
    pub fn stop(self) {
        if self.kept.is_running.get_untracked() {
            return;
        }
        if let Some(execution) = self.kept.execution.get_untracked() {
            let ended = execution.stop();
            self.note(&ended);
            self.end_tokens();
        }
    }

    /// Forgets a change that has ended, so that another one can begin.
    pub fn clear(self) {
        self.kept.execution.set(None);
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
            let needed_azure = std::cell::Cell::new(execution.needs_azure());
            let note = |now: &HostExecution| {
                self.note(now);
                if needed_azure.replace(now.needs_azure()) && !now.needs_azure() {
                    self.end_tokens();
                }
            };
            directory.apply_host_change(&mut execution, is_closed, note).await;
            self.kept.is_running.try_set(false);
        });
    }

    /// Writes the journal before a request is sent. Nothing is drawn once the tenant is closed.
    fn note(self, now: &HostExecution) {
        let is_kept = journal::host::note(self.key, now);
        self.kept.is_lost.try_set(!is_kept);
        if !self.running.is_closed() {
            self.kept.execution.try_set(Some(now.clone()));
        }
    }

    /// Drops the token of the registration for changes, unless another plan is being applied with it.
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
        self.kept.is_changed.set(false);
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
            // The session of a closed tenant has ended with its tokens, and the next one is not for this page to end.
            let is_applying = move || {
                let is_running = self.kept.is_running.try_get_untracked().unwrap_or_default();
                self.running.is_closed() || is_running || self.changes.is_any_applied()
            };
            sign_in_for_change(sign_in(self), proceed, is_applying, move || self.control.end_change()).await;
        });
    }
}
