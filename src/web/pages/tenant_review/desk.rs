//! The review that is worked on. It stays while the tenant is open, and a reading continues while the user looks at
//! something else.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clock;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::tenant::open_tenant::{OpenTenant, ReviewedTier};
use domain::ids::{ServicePrincipalId, TenantId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::tenant_review::desired::Baseline;
use domain::tenant_review::evidence::{AzureInventory, GrantLog, SignIns};
use domain::tenant_review::saved::{FileError, SavedReview};
use domain::tenant_review::time_left::time_left;
use domain::tenant_review::{ReadingProgress, TenantReading, TenantReview};
use domain::time::Timestamp;
use graph::operations::tenant_review::{ReadingControl, ReadingState};

/// How many identities are read before the first of them are shown; then twice as many, and so on, so that showing
/// takes no more time than reading.
const SHOWN_FIRST: usize = 400;

/// A saved review, or why it was not opened.
pub type OpenedReview = Result<Rc<SavedReview>, FileError>;

/// The review of the open tenant.
#[derive(Clone, Copy)]
pub struct ReviewDesk {
    tenant: OpenTenant,
    work: StoredValue<ReadingRun, LocalStorage>,
    stage: RwSignal<ReviewStage>,
    progress: RwSignal<ReadingProgress>,
    left: RwSignal<Option<Duration>>,
    review: RwSignal<Option<Rc<TenantReview>>, LocalStorage>,
    /// When identities signed in last, once that was asked for.
    pub sign_ins: FetchedSignal<SignIns>,
    /// Who was given what lately, once that was asked for.
    pub log: FetchedSignal<GrantLog>,
    /// What Azure has, once that was asked for.
    pub azure: FetchedSignal<AzureInventory>,
    /// The saved review that this one is compared with, or why it was not opened.
    pub saved: RwSignal<Option<OpenedReview>, LocalStorage>,
    /// The permissions that identities should have, or why the file was not opened.
    pub desired: RwSignal<Option<Result<Rc<Baseline>, FileError>>, LocalStorage>,
    /// The identities that are selected for a change.
    pub selected: RwSignal<SortedSet<ServicePrincipalId>>,
}

/// The state of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStage {
    /// Nothing has been read yet.
    New,
    /// It is being read.
    Going,
    /// The user has paused it.
    Paused,
    /// It has ended, complete or not.
    Rested,
}

/// What has been read, and how long it took.
#[derive(Clone)]
struct ReadingRun {
    reading: Rc<RefCell<TenantReading>>,
    brake: Rc<ReadingControl>,
    started: Timestamp,
    paused: Duration,
    paused_at: Option<Timestamp>,
    /// How many identities had been read when this reading began, and when the review was made last.
    done_before: usize,
    done_shown: usize,
}

impl ReviewDesk {
    /// The review of the open tenant, which starts reading when it is first needed.
    pub fn of(tenant: OpenTenant) -> Self {
        let desk = tenant.keep(|| Self::new(tenant));
        if desk.stage.get_untracked() == ReviewStage::New {
            desk.read();
        }
        desk
    }

    fn new(tenant: OpenTenant) -> Self {
        let work = ReadingRun {
            reading: Rc::default(),
            brake: Rc::default(),
            started: clock::now(),
            paused: Duration::ZERO,
            paused_at: None,
            done_before: 0,
            done_shown: 0,
        };
        Self {
            tenant,
            work: StoredValue::new_local(work),
            stage: RwSignal::new(ReviewStage::New),
            progress: RwSignal::new(ReadingProgress::default()),
            left: RwSignal::new(None),
            review: RwSignal::new_local(None),
            sign_ins: FetchedSignal::new(move || {
                let directory = tenant.directory();
                async move { directory.sign_in_activity().await }
            }),
            log: FetchedSignal::new(move || {
                let directory = tenant.directory();
                async move { directory.grant_log().await }
            }),
            azure: FetchedSignal::new(move || {
                let directory = tenant.directory();
                async move { directory.azure_inventory().await }
            }),
            saved: RwSignal::new_local(None),
            desired: RwSignal::new_local(None),
            selected: RwSignal::new(SortedSet::new()),
        }
    }

    /// The tenant.
    pub fn tenant(self) -> OpenTenant {
        self.tenant
    }

    /// The state of the reading.
    pub fn stage(self) -> Signal<ReviewStage> {
        self.stage.into()
    }

    /// How far it has come, and how long it still takes where that can be told.
    pub fn progress(self) -> (ReadingProgress, Option<Duration>) {
        (self.progress.get(), self.left.get())
    }

    /// The review of what has been read so far.
    pub fn review(self) -> Option<Rc<TenantReview>> {
        self.review.get()
    }

    /// The same, for what does not follow it.
    pub fn snapshot(self) -> Option<Rc<TenantReview>> {
        self.review.get_untracked()
    }

    /// When the last reading began.
    pub fn began(self) -> Timestamp {
        self.work.with_value(|work| work.started)
    }

    /// Reads everything again.
    pub fn read_anew(self) {
        self.work.update_value(|work| work.reading = Rc::default());
        self.read();
    }

    /// Reads what is missing.
    pub fn read(self) {
        if matches!(self.stage.get_untracked(), ReviewStage::Going | ReviewStage::Paused) {
            return;
        }
        self.stage.set(ReviewStage::Going);
        self.left.set(None);
        self.work.update_value(|work| {
            work.brake = Rc::default();
            (work.started, work.paused, work.paused_at) = (clock::now(), Duration::ZERO, None);
            work.done_before = work.reading.borrow().progress().done;
            work.done_shown = work.done_before;
        });
        let (reading, brake) = self.work.with_value(|work| (Rc::clone(&work.reading), Rc::clone(&work.brake)));
        let directory = self.tenant.directory();
        spawn_local(async move {
            let moved = || {
                // The tenant has been closed: no one waits for the rest.
                if !self.note_progress() {
                    brake.set(ReadingState::Stopped);
                }
            };
            directory.read_tenant(&reading, &brake, moved).await;
            if self.work.try_with_value(|_| ()).is_some() {
                self.show();
                self.stage.set(ReviewStage::Rested);
            }
        });
    }

    /// Pauses the reading, lets it continue, or ends it.
    pub fn set(self, motion: ReadingState) {
        let now = clock::now();
        self.work.update_value(|work| {
            match (motion, work.paused_at) {
                (ReadingState::Paused, None) => work.paused_at = Some(now),
                (ReadingState::Going | ReadingState::Stopped, Some(at)) => {
                    work.paused += now.since(at);
                    work.paused_at = None;
                }
                _ => {}
            }
            work.brake.set(motion);
        });
        match motion {
            ReadingState::Going => self.stage.set(ReviewStage::Going),
            ReadingState::Paused => self.stage.set(ReviewStage::Paused),
            ReadingState::Stopped => {}
        }
    }

    /// Called when something was read: reports the progress, and updates the page from time to time. Returns whether
    /// the review is still open.
    fn note_progress(self) -> bool {
        let now = clock::now();
        let told = self.work.try_with_value(|work| {
            let progress = work.reading.borrow().progress();
            let (done, all) = (
                progress.done - work.done_before.min(progress.done),
                progress.all - work.done_before.min(progress.all),
            );
            (progress, time_left(done, all, now.since(work.started), work.paused), work.done_shown)
        });
        let Some((progress, left, shown)) = told else { return false };
        self.progress.set(progress);
        self.left.set(left);
        if progress.all_known
            && progress.done >= SHOWN_FIRST
            && progress.done >= shown * 2
            && progress.done < progress.all
        {
            self.show();
        }
        true
    }

    /// Makes the review of what has been read.
    fn show(self) {
        let apis = self.tenant.directory().apis();
        let reading = self.work.with_value(|work| Rc::clone(&work.reading));
        let review = TenantReview::of(&reading.borrow(), &apis, clock::now());
        let done = reading.borrow().progress().done;
        self.work.update_value(|work| work.done_shown = done.max(1));
        self.tenant.reviewed_tiers().set(Some(Arc::new(reviewed_tiers(&review))));
        self.review.set(Some(Rc::new(review)));
    }

    /// Hands on what was read of a file, where it is about the tenant that is open.
    pub fn accept_file_of_tenant<T: 'static>(
        self,
        read: Result<T, FileError>,
        check: fn(T, TenantId) -> Result<T, FileError>,
        take: impl FnOnce(Result<T, FileError>) + 'static,
    ) {
        let directory = self.tenant.directory();
        spawn_local(async move {
            // Whose tenant this is was read for the header; where that failed, no file is about it.
            let tenant = directory.signed_in_user().await.map(|person| person.tenant.id);
            take(read.and_then(|it| check(it, tenant.map_err(|_| FileError::OtherTenant)?)));
        });
    }
}

/// What the list of identities shows of a review.
fn reviewed_tiers(review: &TenantReview) -> SortedMap<ServicePrincipalId, ReviewedTier> {
    let read = review.rows().iter().enumerate().filter(|(_, it)| it.read);
    read.map(|(row, it)| {
        (it.identity.id, ReviewedTier { tier: review.tier(row), gaps: review.tier_gaps(row), holds: it.count() })
    })
    .collect()
}
