//! The change of a resource's identity that is open in a tenant: it continues while the user looks at other pages.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::journal;
use super::receipts::Receipts;
use super::session::change_tokens::ChangeTokens;
use super::session::{SessionControl, SignInError};
use crate::web::browser::clock;
use crate::web::change::change_sign_in::{AskedSignIn, ChangeSignIn, OnScreen};
use crate::web::change::permission;
use crate::web::change::running_changes::RunningChanges;
use crate::web::tenant::open_tenant::{OpenTenant, TenantKey};
use domain::azure_resource::AzureResource;
use domain::change::approval::Assurance;
use domain::host_change::{HostExecution, HostJournal, HostOutcome, HostPause, HostReview};
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
    asked: AskedSignIn,
    is_lost: RwSignal<bool>,
    /// The review that is on the screen.
    on_screen: RwSignal<Option<Arc<HostReview>>>,
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
    sign_in: ChangeSignIn,
    receipts: Receipts,
}

impl HostDesk {
    /// That of the open tenant.
    pub fn here() -> Self {
        let tenant = expect_context::<OpenTenant>();
        let control = expect_context::<SessionControl>();
        let sign_in = expect_context::<ChangeSignIn>();
        let kept = tenant.keep(|| {
            let kept = Kept {
                execution: RwSignal::new(None),
                is_running: RwSignal::new(false),
                to_attach: RwSignal::new(Vec::new()),
                asked: AskedSignIn::new(),
                is_lost: RwSignal::new(false),
                on_screen: RwSignal::new(None),
                is_seen: RwSignal::new(false),
            };
            sign_in.add_user(move || {
                let execution = kept.execution.try_get_untracked().flatten();
                ChangeTokens::AZURE.only_if(execution.is_some_and(|it| it.needs_azure()))
            });
            kept
        });
        let key = untrack(|| TenantKey::of(control));
        let (running, receipts) = (expect_context(), expect_context());
        Self { kept, key, tenant, control, running, sign_in, receipts }
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
        self.kept.asked.is_waiting()
    }

    /// How the sign-in ended, if not well.
    pub fn error(self) -> Option<SignInError> {
        self.kept.asked.error()
    }

    /// Whether the browser couldn't store the journal, so that the result can't be checked later.
    pub fn is_lost(self) -> bool {
        self.kept.is_lost.get()
    }

    /// Whether the choices became others while the user signed in, so that nothing was sent.
    pub fn is_changed(self) -> bool {
        self.kept.asked.is_changed()
    }

    /// Notes that a review is on the screen until the owner ends.
    pub fn show(self, review: Arc<HostReview>) {
        self.kept.on_screen.set(Some(review));
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

    /// Gets the token for changes, then approves the review and carries the change out, if it is still on the screen: not
    /// another choice, and neither the same choice that was read again and found otherwise.
    /// `is_unique` says that no other identity has the name of the one that is attached.
    pub fn begin(self, review: &Arc<HostReview>, is_unique: bool, person: Person, assurance: Assurance) {
        if self.is_busy() || self.kept.asked.is_waiting_now() {
            return;
        }
        let review = Arc::clone(review);
        let sign_in = async move { permission::ensure_change_token(self.control, &[], true).await };
        self.sign_in.ask(self.kept.asked, sign_in, move || {
            // The page can be used while the sign-in window is open.
            if self.is_busy() || self.kept.on_screen.try_get_untracked().flatten().as_ref() != Some(&review) {
                return OnScreen::Another;
            }
            let approved = HostReview::clone(&review).with_unique(is_unique);
            if let Some(plan) = approved.approve(person.tenant.id, person.id, &assurance) {
                self.kept.is_seen.try_set(false);
                self.kept.execution.try_set(Some(HostExecution::new(plan, clock::now())));
                self.run();
            }
            OnScreen::Same
        });
    }

    /// Whether a change is being carried out, or waits for the user.
    fn is_busy(self) -> bool {
        let execution = self.kept.execution.try_get_untracked().flatten();
        self.kept.is_running.try_get_untracked() == Some(true) || execution.is_some_and(|it| it.outcome().is_none())
    }

    /// Looks for the result of a change that another visit sent. Nothing is sent.
    pub fn resume_pending(self, journal: &HostJournal) {
        if let Some(execution) = journal.resume(clock::now()) {
            self.kept.is_seen.set(false);
            self.kept.execution.set(Some(execution));
            self.run();
        }
    }

    /// Does what a pause asks for, then continues, unless the user has stopped the change meanwhile. What only reads asks
    /// for no token with which resources are changed.
    pub fn resume(self) {
        let Some(paused) = self.kept.execution.get_untracked() else { return };
        let problem = match paused.pause() {
            Some(HostPause::Problem(problem)) => problem.clone(),
            _ => Problem::Unreachable,
        };
        let (in_azure, may_send) = (paused.needs_azure(), paused.may_send());
        let sign_in = async move {
            match (in_azure, may_send) {
                (true, true) => permission::to_go_on_in_azure(self.control, problem).await,
                (true, false) => permission::resolve_azure_problem(self.control, problem).await,
                (false, _) => permission::resolve_read_problem(self.control, problem).await,
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

    /// Ends a change that pauses. What was sent stays sent.
    pub fn stop(self) {
        if self.kept.is_running.get_untracked() {
            return;
        }
        if let Some(execution) = self.kept.execution.get_untracked() {
            let ended = execution.stop();
            self.note(&ended);
            self.sign_in.end_unused();
        }
    }

    /// Forgets a change that has ended, so that another one can begin.
    pub fn clear(self) {
        self.kept.execution.set(None);
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
            let needed_azure = std::cell::Cell::new(execution.needs_azure());
            let note = |now: &HostExecution| {
                self.note(now);
                if needed_azure.replace(now.needs_azure()) && !now.needs_azure() {
                    self.sign_in.end_unused();
                }
            };
            // Held until the result is known or the change pauses.
            let lock = match execution.may_send() {
                true => journal::host::lock(self.key, &execution).await,
                false => None,
            };
            if lock.is_none() {
                execution = execution.give_way();
                note(&execution);
            }
            directory.apply_host_change(&mut execution, is_closed, note).await;
            self.kept.is_running.try_set(false);
            if matches!(execution.outcome(), Some(HostOutcome::Done(_) | HostOutcome::AlreadyThere(_))) {
                // Chosen for this change and for no other: a link may name another resource.
                self.kept.to_attach.try_set(Vec::new());
            }
        });
    }

    /// Writes the journal before a request is sent. Nothing is drawn once the tenant is closed.
    fn note(self, now: &HostExecution) {
        let is_kept = journal::host::note(self.key, now);
        self.kept.is_lost.try_set(!is_kept);
        self.receipts.note_host(now);
        if !self.running.is_closed() {
            self.kept.execution.try_set(Some(now.clone()));
        }
    }
}
