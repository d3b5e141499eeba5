//! The page of a service principal that isn't a managed identity: an enterprise application, an agent identity or its
//! blueprint's principal. Everything that the directory and Azure say is read, and nothing can be changed: a change is
//! made of managed identities, which this isn't.

use std::sync::Arc;

use leptos::prelude::*;

use super::activity::Changes;
use super::azure_view::InAzure;
use super::directory_roles::Roles;
use super::permissions::Permissions;
use super::regions::Regions;
use super::relations::{Delegated, Memberships, Owners};
use super::tabs::{Tabs, panel};
use super::timeline::Timeline;
use crate::web::components::{Badge, Copyable, Fact, Notice, OutLink, TierSummary, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::identity_view::Tab;
use crate::web::navigation::route::{ChangeStep, Job, Route};
use crate::web::pages::principal_search::{Actions, PrincipalSearch};
use crate::web::pages::print_head::PrintHead;
use crate::web::reactive::{dynamic, follow};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::portal;
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::{identity as identity_text, service_principal as text};
use domain::cloud::Cloud;
use domain::identity::{ServicePrincipal, ServicePrincipalKind};
use domain::person::{Organization, Person};
use domain::search::SearchTerm;
use domain::time::Timestamp;
use graph::operations::candidates::{Candidate, Candidates, namesakes_among};

/// What can be done: comparing. That nothing can be changed is said beside it.
#[component]
pub fn ReadOnlyActions(
    /// The service principal.
    principal: ServicePrincipal,
) -> impl IntoView {
    view! {
        <div class="actions">
            <span class="soft">{text::READ_ONLY}</span>
            <a class="button" href=Route::Compare(principal.id, None).to_string()>
                {identity_text::COMPARE}
            </a>
        </div>
    }
}

/// Everything below the heading.
#[component]
pub fn ServicePrincipalParts(
    /// The service principal.
    principal: ServicePrincipal,
    /// What is read of it.
    regions: Regions,
    /// The signed-in user.
    person: FetchedSignal<Person>,
    /// The session.
    control: SessionControl,
    /// The open tab.
    open: Memo<Tab>,
) -> impl IntoView {
    let id = principal.id;
    let Regions { held, relations, activity, azure, .. } = regions;
    held.selection().forbid();
    let tenant = Signal::derive(move || person.map(|person| person.tenant.clone()));
    let tier = move || regions.tier().map(|tier| view! { <TierSummary tier traps=held.traps() /> });
    // The logs take seconds and are rationed: they are read for users who open their tab.
    follow(move || {
        if open.get() == Tab::Activity {
            activity.ask();
        }
    });
    let note = text::note(&principal.kind).map(|(what, next)| view! { <Notice tone=Tone::Info what next /> });
    let created = principal.created;
    let overview = view! {
        {note}
        {dynamic(tier)}
        <Facts principal=principal.clone() tenant />
        <CopyTo principal=principal.clone() />
    };
    let permissions = view! {
        <Permissions held id />
        <Roles held />
        <Delegated relations words=text::DELEGATED />
        <Memberships relations selection=held.selection() />
    };
    let activity = view! {
        <Timeline created regions />
        <p class="soft">{text::NO_SIGN_INS}</p>
        <Changes activity />
    };
    view! {
        <Namesakes principal />
        <PrintHead person control />
        <Tabs id open />
        {panel(Tab::Overview, open, overview.into_any())}
        {panel(Tab::Permissions, open, permissions.into_any())}
        {panel(Tab::Azure, open, view! { <InAzure id azure selection=held.selection() /> }.into_any())}
        {panel(Tab::Users, open, view! { <Owners relations words=text::OWNERS /> }.into_any())}
        {panel(Tab::Activity, open, activity.into_any())}
    }
    .into_any()
}

/// What it is.
#[component]
fn Facts(principal: ServicePrincipal, tenant: Signal<Option<Organization>>) -> impl IntoView {
    let disabled =
        (!principal.enabled).then(|| view! { <Notice tone=Tone::Warn what=identity_text::DISABLED_NOTICE /> });
    let created = principal.created.map_or(identity_text::NOT_NOTED.to_owned(), Timestamp::date);
    let portals = Cloud::OF_THIS_BUILD;
    let (id, app_id) = (principal.id, principal.app_id);
    let (state_tone, state_text) = match principal.enabled {
        true => (Tone::Good, identity_text::ENABLED),
        false => (Tone::Warn, identity_text::DISABLED),
    };
    // An agent identity has no application of its own.
    let app = (principal.kind != ServicePrincipalKind::AgentIdentity || app_id.0 != id.0).then(|| {
        view! {
            <Fact name=identity_text::APP_ID>
                <Copyable value=app_id.to_string() what=identity_text::APP_ID />
            </Fact>
        }
    });
    let owner = principal.owner_tenant.map(|owner| {
        let whose = move || {
            let tenant = tenant.get()?;
            Some(if tenant.id == owner { text::OWN_TENANT } else { text::OTHER_TENANT })
        };
        view! {
            <Fact name=text::OWNER>
                <span class="soft">{dynamic(whose)}</span>
                <Copyable value=owner.to_string() what=text::OWNER />
            </Fact>
        }
    });
    view! {
        {disabled}
        <section class="card region" aria-label=identity_text::FACTS>
            <h2 tabindex="-1">{identity_text::FACTS}</h2>
            <dl class="facts">
                <Fact name=identity_text::KIND>{visible(text::kind(&principal.kind))}</Fact>
                <Fact name=identity_text::OBJECT_ID>
                    <Copyable value=id.to_string() what=identity_text::OBJECT_ID />
                </Fact>
                {app}
                {owner}
                <Fact name=identity_text::STATE>
                    <Badge tone=state_tone text=state_text />
                    <span class="soft">{identity_text::created(&created)}</span>
                </Fact>
            </dl>
            <div class="actions out">
                <OutLink href=portal::application_in_entra(portals, id, app_id) text=identity_text::IN_ENTRA />
            </div>
        </section>
    }
    .into_any()
}

/// Finds the managed identity that is to get what this one has.
#[component]
fn CopyTo(principal: ServicePrincipal) -> impl IntoView {
    let source = principal.id;
    let actions: Actions = Arc::new(move |candidate: &Candidate, name: &str| {
        let copy = Route::Change(candidate.id, ChangeStep::Job(Job::Copy(Some(source))), Vec::new());
        let compare = Route::Compare(source, Some(CompareWith::Identity(candidate.id)));
        view! {
            <a class="button" aria-label=text::copy_to(name) href=copy.to_string()>
                {text::COPY_HERE}
            </a>
            <a class="button quiet" href=compare.to_string()>
                {identity_text::COMPARE}
            </a>
        }
        .into_any()
    });
    view! {
        <section class="card region" aria-label=text::COPY>
            <h2 tabindex="-1">{text::COPY}</h2>
            <p class="soft">{text::COPY_WHAT}</p>
            <PrincipalSearch id="copy-to" label=text::COPY_TO applications=false actions />
        </section>
    }
    .into_any()
}

/// Other service principals with its name, each a link.
#[component]
fn Namesakes(principal: ServicePrincipal) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let name = principal.display_name.clone();
    let found = FetchedSignal::now(move || {
        let (directory, name) = (tenant.directory(), name.clone());
        async move { directory.candidates(SearchTerm::Name(name)).await }
    });
    let line = |other: Candidate| {
        let name = identity_name(&other.display_name, other.id);
        let kind = visible(text::kind(&other.kind));
        view! {
            <li>
                <a href=Route::Identity(other.id).to_string()>
                    <bdi>{name}</bdi>
                </a>
                " "
                <span class="faint">{kind} " · " <span class="id">{other.id.to_string()}</span></span>
            </li>
        }
    };
    dynamic(move || {
        let (namesakes, has_more) = found.with(|fetched| match fetched.value()? {
            Candidates::These(all, has_more) => Some((namesakes_among(&principal, all), *has_more)),
            Candidates::Other(_) => None,
        })?;
        (!namesakes.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warn what=text::NAMESAKES next=text::NAMESAKES_NEXT>
                    <ul>{namesakes.into_iter().map(line).collect_view()}</ul>
                    {has_more.then(|| view! { <p>{text::MORE_NAMESAKES}</p> })}
                </Notice>
            }
        })
    })
}
