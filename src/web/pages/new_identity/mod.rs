//! A new identity: enabled on a resource, created, or attached to a resource. The job first, then what it takes, the
//! review, the result, and its receipt with the undo.
//!
//! The change itself belongs to the open tenant ([`HostDesk`]), so that it continues while the user looks at other pages.

mod create;
mod form;
mod outcome;
mod receipt;
mod review;
mod uses;

use leptos::prelude::*;

pub use receipt::IdentityReceipt;

use form::Form;
use outcome::{ChangeInProgress, PendingChanges};
use review::ReviewPart;

use super::change::PlaceNames;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Notice, PageHeading, Tone};
use crate::web::host_desk::HostDesk;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::new_identity_query::{IdentityJob, NewIdentityQuery};
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{azure, new_identity as text};
use domain::host_change::HostWish;

/// The page.
#[component]
pub fn NewIdentityPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let desk = HostDesk::here();
    desk.clear_seen();
    provide_context(PlaceNames::new(tenant));
    provide_context(ClickGuard::watch());
    provide_context(desk);
    let is_read_only = memo(move || control.session().with(Session::is_read_only));
    let has_begun = memo(move || desk.execution().read().is_some());
    let body = move || {
        match (is_read_only.get(), has_begun.get()) {
        (true, _) => view! {
            <Notice tone=Tone::Info what=azure::NOT_OFFERED next=format!("{} {}", azure::NOT_OFFERED_NEXT, text::INSTEAD) />
        }
        .into_any(),
        (false, true) => view! { <ChangeInProgress /> }.into_any(),
        (false, false) => view! { <Choices /> }.into_any(),
    }
    };
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <p class="lead">{text::LEAD}</p>
        {dynamic(body)}
    }
    .into_any()
}

/// The choices and the review.
#[component]
fn Choices() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let query = Memo::new(move |old: Option<&NewIdentityQuery>| match navigation.route().get() {
        Route::NewIdentity(query) => query,
        _ => old.cloned().unwrap_or_default(),
    });
    let choose_job = move |job: IdentityJob| {
        let host = query.with_untracked(|query| query.host.clone());
        navigation.replace(&Route::NewIdentity(NewIdentityQuery { job: Some(job), host }));
    };
    let choice = move |job: IdentityJob| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="job"
                    prop:checked=move || query.read().job == Some(job)
                    on:change=handler(move || choose_job(job))
                />
                <span>
                    <strong>{text::job(job)}</strong>
                    <span class="soft">{text::job_hint(job)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    // Who comes with a job and a resource has nothing to choose: the review reads them at once, and sends nothing.
    let is_complete =
        untrack(|| matches!(&*query.read(), NewIdentityQuery { job: Some(IdentityJob::Enable), host: Some(_) }));
    let at_once = StoredValue::new(is_complete);
    let wish = RwSignal::new(None::<HostWish>);
    let job = memo(move || query.read().job);
    let form = move || {
        let job = job.get()?;
        Some(view! {
            <Form job query wish />
            <ReviewPart wish at_once />
        })
    };
    view! {
        <PendingChanges />
        <section class="card region" aria-labelledby="job-heading">
            <h2 id="job-heading">{text::JOB}</h2>
            <div class="choices" role="radiogroup" aria-labelledby="job-heading">
                {IdentityJob::ALL.map(choice).collect_view()}
            </div>
        </section>
        {dynamic(form)}
    }
    .into_any()
}
