//! The review of a change of a resource's identity: what happens, what stays, what is in the way, and the button that
//! sends.

use std::sync::Arc;

use futures_util::future::try_join;
use leptos::prelude::*;

use super::form::PortalLink;
use super::uses::{EntraRoleNames, UsesThatBlock, look_up_names};
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{Fact, Notice, StepHeading, TenantName, TextField, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::host_desk::HostDesk;
use crate::web::navigation::new_identity_query::IdentityJob;
use crate::web::navigation::route::Route;
use crate::web::pages::change::{
    AzureNames, CannotSaveProgress, NAME_FIELD, PlaceNames, SavedProgress, SendButton, TooSoon, TypedName, lead_to,
    refusal_notice,
};
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::pages::sign_in_notice::{AskingNotice, SignInNotice};
use crate::web::reactive::{dynamic, follow, handler, memo};
use crate::web::tenant::name_checks::NameChecks;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{
    change, identity_undo as undo_text, new_identity as text, new_identity_outcome as outcome_text,
};
use domain::azure_resource::AzureResource;
use domain::azure_role::AzureScope;
use domain::change::approval::{Assurance, NotApproved};
use domain::host_change::{HostObstacle, HostReview, HostUndo, HostWarning, HostWish, RiskyIdentity};
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use domain::person::Person;

/// What the review on the screen was made of.
#[derive(Clone)]
struct ReviewReading {
    review: Arc<HostReview>,
    person: Person,
    roles: Arc<EntraRoleNames>,
}

/// The button that reviews, and the review. Another choice makes a review void.
#[component]
pub(super) fn ReviewPart(
    /// What is chosen.
    wish: RwSignal<Option<HostWish>>,
    /// Whether the first choice is reviewed without a click, because the user came with it.
    at_once: StoredValue<bool>,
) -> impl IntoView {
    let reviewed = RwSignal::new(None::<HostWish>);
    follow(move || {
        let now = wish.get();
        if now.is_some() && at_once.get_value() {
            at_once.set_value(false);
            return reviewed.set(now);
        }
        if reviewed.with_untracked(|reviewed| reviewed.is_some() && *reviewed != now) {
            reviewed.set(None);
        }
    });
    let is_complete = memo(move || wish.read().is_some());
    let body = move || match reviewed.get() {
        Some(wish) => view! { <Review wish /> }.into_any(),
        None => view! {
            <div class="actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=move || !is_complete.get()
                    on:click=handler(move || reviewed.set(wish.get_untracked()))
                >
                    {text::TO_REVIEW}
                </button>
            </div>
            <p class="soft" role="status">
                {dynamic(move || (!is_complete.get()).then_some(text::TO_PICK))}
            </p>
        }
        .into_any(),
    };
    let desk = expect_context::<HostDesk>();
    view! {
        <div class="stack">
            <Show when=move || desk.is_changed()>
                <Notice tone=Tone::Warn what=change::SELECTION_CHANGED next=change::SELECTION_CHANGED_NEXT />
            </Show>
            {dynamic(body)}
        </div>
    }
    .into_any()
}

/// The review of a change, read as soon as it is shown.
#[component]
pub(super) fn Review(wish: HostWish) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let heading = if wish.undo().is_some() { undo_text::REVIEW } else { text::REVIEW };
    let read = FetchedSignal::now(move || {
        let (directory, wish) = (tenant.directory(), wish.clone());
        async move {
            let (review, person) = try_join(directory.review_host_change(wish), directory.signed_in_user()).await?;
            let roles = Arc::new(look_up_names(tenant, &review).await);
            Ok(ReviewReading { review: Arc::new(review), person, roles })
        }
    });
    let refresh = read.reader();
    let body = move || {
        let reading = read.value()?;
        Some(view! { <ReviewDetails reading refresh /> })
    };
    view! {
        <section class="card region" aria-label=heading>
            <StepHeading text=heading takes_focus=true />
            <FetchedStatus of=read reading=text::READING azure=true />
            {dynamic(body)}
        </section>
    }
    .into_any()
}

/// What would happen.
#[component]
fn ReviewDetails(reading: ReviewReading, refresh: Callback<()>) -> impl IntoView {
    let ReviewReading { review, person, roles } = reading;
    let desk = expect_context::<HostDesk>();
    let tenant = expect_context::<OpenTenant>();
    let names = expect_context::<PlaceNames>().azure();
    desk.show(Arc::clone(&review));
    let is_blocked = !review.obstacles().is_empty();
    let single = |it: &&HostObstacle| !matches!(it, HostObstacle::InUse(_));
    let obstacles = review.obstacles().iter().filter(single).map(|it| obstacle(it, &review, names)).collect_view();
    let warnings = review.warnings().iter().map(|it| view! { <li>{visible(&text::warning(it))}</li> }).collect_view();
    let warnings = (!review.warnings().is_empty()).then(|| view! { <ul>{warnings}</ul> });
    let attaches = matches!(review.wish(), HostWish::Attach { .. });
    let attention = ClickGuard::here();
    let risky = review.risky().cloned();
    let checked = risky.clone().map(|it| it.identity);
    let uniqueness =
        memo(move || checked.as_ref().map_or(Uniqueness::Unknown, |identity| NameChecks::of(tenant).check(identity)));
    let (name, id_ending) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None::<NotApproved>);
    let approved = StoredValue::new((Arc::clone(&review), person));
    let undo = review.wish().undo().cloned();
    let job = IdentityJob::of(review.wish());
    let apply = job.map_or(undo_text::UNDO, |job| text::apply(job, review.added().len()));
    let name_field = undo.filter(|_| !is_blocked).map(|undo| {
        let hint = visible(&undo_text::type_name(undo.name()));
        view! {
            <TextField id=NAME_FIELD label=undo_text::NAME value=name spellcheck="false">
                <bdi>{hint}</bdi>
            </TextField>
        }
    });
    // One request, so that the result can be looked for after the tab was closed.
    let progress = SavedProgress::of(Signal::derive(|| 1));
    let press = Callback::new(move |()| {
        if !progress.may_begin() {
            return;
        }
        let (review, person) = approved.get_value();
        let is_unique = uniqueness.get_untracked() == Uniqueness::Unique;
        let (name, id_ending) = (name.get_untracked(), id_ending.get_untracked());
        let assurance = Assurance { name, id_ending, ..Assurance::default() };
        let missing = HostReview::clone(&review).with_unique(is_unique).check(&assurance).err();
        refused.set(missing);
        match missing {
            Some(why) => lead_to(why),
            None => desk.begin(&review, is_unique, person, assurance),
        }
    });
    let of_guard = Arc::clone(&review);
    let guard = move || {
        let RiskyIdentity { identity, risk } = risky.clone().filter(|_| !is_blocked)?;
        let uniqueness = uniqueness.get();
        let reviewed = HostReview::clone(&of_guard).with_unique(uniqueness == Uniqueness::Unique);
        let (to_type, takes_ending) = reviewed.guard().map(|it| (it.to_type(), it.id_ending().is_some()))?;
        let (what, next) = text::risk(risk);
        Some(view! {
            <Notice tone=Tone::Warn what next />
            <TypedName identity to_type takes_ending uniqueness name id_ending />
        })
    };
    view! {
        <dl class="facts">{facts(&review, names)}</dl>
        {attaches.then(|| view! { <p class="caution">{text::WHO_CAN_USE}</p> })}
        {warnings}
        {obstacles}
        {dynamic(guard)}
        <UsesThatBlock review=Arc::clone(&review) roles names />
        {name_field}
        <AskingNotice />
        {dynamic(move || desk.error().map(|error| view! { <SignInNotice error /> }))}
        {dynamic(move || refused.get().map(refusal_notice))}
        <CannotSaveProgress progress />
        <TooSoon attention />
        <div class="actions">
            <SendButton
                label=apply
                disabled=Signal::derive(move || is_blocked || desk.is_waiting() || progress.is_undecided())
                attention
                press
            />
            <button type="button" class="button" on:click=handler(move || refresh.run(()))>
                {text::CHECK_AGAIN}
            </button>
        </div>
    }
    .into_any()
}

fn facts(review: &HostReview, names: AzureNames) -> AnyView {
    let scope_words = move |scope: AzureScope| move || visible(&names.scope(&scope));
    let is_sure = |warning: &HostWarning| matches!(warning, HostWarning::RightUnknown(_));
    let no_right =
        |obstacle: &HostObstacle| matches!(obstacle, HostObstacle::NoRight { .. } | HostObstacle::InPortal(_));
    let unclear = review.warnings().iter().any(is_sure) || review.obstacles().iter().any(no_right);
    let rights = if unclear { text::RIGHTS_SEE_BELOW } else { text::RIGHTS_YES };
    let system = |review: &HostReview| match (review.before().system.is_on(), review.wish().wants_system()) {
        (true, _) => text::STAYS_ON,
        (false, true) => text::ENABLED_NOW,
        (false, false) => text::STAYS_OFF,
    };
    match review.wish() {
        HostWish::Create(new) => {
            let (scope, name, region) = (new.scope(), new.name.to_string(), new.region.to_string());
            view! {
                <Fact name=text::CHANGE>{text::job(IdentityJob::Create)}</Fact>
                <Fact name=text::NAME>{name}</Fact>
                <Fact name=text::GROUP>
                    <bdi>{scope_words(scope)}</bdi>
                </Fact>
                <Fact name=text::REGION>{region}</Fact>
                <Fact name=text::RIGHTS>{rights}</Fact>
            }
            .into_any()
        }
        HostWish::Undo(undo) => {
            let (what, deleted) = (undo_text::undo(undo), undo.deleted());
            let subject = match undo {
                HostUndo::Disable { host, .. } | HostUndo::Detach { host, .. } => host.clone(),
                HostUndo::Delete { identity, .. } => identity.clone(),
            };
            let subject_name = if undo.host().is_some() { text::RESOURCE } else { undo_text::IDENTITY };
            let detached =
                (!undo.detached().is_empty()).then(|| name_list(undo.detached().iter().map(|it| &it.resource)));
            let leaves = |id: &&AzureResource| undo.detached().iter().any(|it| it.resource == **id);
            let stays = review.before().attached.iter().map(|it| &it.resource).filter(|id| !leaves(id));
            let stays = undo.host().map(|_| name_list(stays));
            let means = if deleted.is_some() { undo_text::DELETED_FOR_GOOD } else { undo_text::DETACHED_MEANS };
            view! {
                <Fact name=text::CHANGE>{what}</Fact>
                <Fact name=subject_name>
                    <bdi>{scope_words(AzureScope::Resource(subject))}</bdi>
                </Fact>
                {deleted.map(|id| view! { <Fact name=undo_text::DELETED>{id.to_string()}</Fact> })}
                {detached.map(|detached| view! { <Fact name=undo_text::DETACHED>{detached}</Fact> })}
                {stays.map(|stays| view! { <Fact name=text::STAYS>{stays}</Fact> })}
                <Fact name=text::RIGHTS>{rights}</Fact>
                <Fact name=text::EFFECT>{means}</Fact>
            }
            .into_any()
        }
        HostWish::Enable(host) | HostWish::Attach { host, .. } => {
            let job = IdentityJob::of(review.wish()).map(text::job);
            let scope = AzureScope::Resource(host.clone());
            let subscription = host.subscription().map(AzureScope::Subscription);
            let subscription = subscription.map(|scope| {
                view! {
                    <Fact name=text::SUBSCRIPTION>
                        <bdi>{scope_words(scope)}</bdi>
                    </Fact>
                }
            });
            let added = review.added();
            let added = (!added.is_empty()).then(|| name_list(added.into_iter()));
            let stays = name_list(review.before().attached.iter().map(|it| &it.resource));
            let system = system(review);
            view! {
                <Fact name=text::CHANGE>{job}</Fact>
                <Fact name=text::RESOURCE>
                    <bdi>{scope_words(scope)}</bdi>
                </Fact>
                {subscription}
                <Fact name=text::SYSTEM>{system}</Fact>
                {added.map(|added| view! { <Fact name=text::ATTACHED>{added}</Fact> })}
                <Fact name=text::STAYS>{stays}</Fact>
                <Fact name=text::RIGHTS>{rights}</Fact>
            }
            .into_any()
        }
    }
}

/// Names of identities, each with its resource group and its subscription: a name is unique in its group alone.
pub(super) fn name_list<'a>(identities: impl Iterator<Item = &'a AzureResource>) -> AnyView {
    let line = |identity: &AzureResource| {
        let (name, group) = (identity.name().to_owned(), identity.resource_group().unwrap_or_default().to_owned());
        let subscription = identity.subscription().map(|id| format!(" · {id}"));
        view! {
            <li>
                <TenantName name />
                " "
                <span class="faint">
                    <TenantName name=group />
                    {subscription}
                </span>
            </li>
        }
    };
    let lines: Vec<_> = identities.map(line).collect();
    match lines.is_empty() {
        true => text::NONE.into_any(),
        false => view! { <ul class="plain">{lines}</ul> }.into_any(),
    }
}

fn obstacle(obstacle: &HostObstacle, review: &HostReview, names: AzureNames) -> AnyView {
    let (what, next) = text::obstacle(obstacle, |scope| names.scope(scope));
    let existing = match obstacle {
        HostObstacle::AlreadyEnabled(principal) => *principal,
        HostObstacle::Exists(identity) => Some(identity.principal),
        _ => None,
    };
    let portal = match obstacle {
        HostObstacle::InPortal(_) | HostObstacle::NeedsIdentity | HostObstacle::OtherIdentity => {
            review.wish().host().cloned()
        }
        _ => None,
    };
    let tone = match obstacle {
        HostObstacle::AlreadyEnabled(_)
        | HostObstacle::AlreadyAttached
        | HostObstacle::InPortal(_)
        | HostObstacle::NothingToUndo => Tone::Info,
        _ => Tone::Bad,
    };
    view! {
        <Notice tone what=visible(&what) next=visible(&next)>
            {existing.map(open_link)}
            {portal.map(|resource| view! { <PortalLink resource /> })}
        </Notice>
    }
    .into_any()
}

fn open_link(principal: ServicePrincipalId) -> AnyView {
    view! {
        <p>
            <a href=Route::Identity(principal).to_string()>{outcome_text::OPEN}</a>
        </p>
    }
    .into_any()
}
