//! What the signed-in user may do here: tasks, roles, roles that can be activated, and what the sign-in covers.

mod activation_form;
mod activation_progress;
mod own_roles;

use leptos::prelude::*;

use activation_form::{ActivationFormCard, TypedFields};
use activation_progress::RequestProgress;
use own_roles::{EligibleRoles, OwnRoles, read_own_roles};

use super::account::{UserAccount, name_of_role, read_account};
use super::change::PlaceNames;
use super::fetched_status::FetchedStatus;
use crate::web::activation_desk::ActivationDesk;
use crate::web::activation_wish::ActivationWish;
use crate::web::change::deliberate::ClickGuard;
use crate::web::components::{
    ActivationLink, Badge, FetchedHead, OutLink, PageHeading, ProblemNotice, StackedTable, Tone, follow_activation,
};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::reactive::{dynamic, follow, handler, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::portal;
use crate::web::text::{activation, problem, rights as text};
use domain::activation::{OwnRole, RoleOutcome, tenant_wide};
use domain::cloud::Cloud;
use domain::directory_role::RoleDefinition;
use domain::ids::RoleDefinitionId;
use domain::problem::Problem;
use domain::rights::{AdminTask, TaskStatus};
use domain::scope::Scope;

/// The page.
#[component]
pub fn RightsPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let account = read_account(tenant);
    provide_context(PlaceNames::new(tenant));
    provide_context(ClickGuard::watch());
    let control = expect_context::<SessionControl>();
    let (desk, wish) = (ActivationDesk::here(), ActivationWish::here());
    let can_activate = memo(move || !control.session().with(Session::is_read_only));
    let eligible = FetchedSignal::<OwnRoles>::now(move || read_own_roles(tenant));
    // A request that has ended has changed the user's roles.
    let ended = desk.ended();
    Effect::new(move |before: Option<u32>| {
        let ended = ended.get();
        if before.is_some_and(|before| before != ended) {
            account.read();
            eligible.read();
        }
        ended
    });
    // The form closes once the request is with the service. One that was refused can be filled in again.
    follow(move || {
        let execution = desk.execution();
        let is_taken = execution
            .read()
            .as_ref()
            .and_then(|it| it.outcome())
            .is_some_and(|outcome| !matches!(outcome, RoleOutcome::Failed(_) | RoleOutcome::Stopped));
        if is_taken {
            wish.role.set(None);
        }
    });
    let fields = TypedFields::new();
    Effect::new(move |before: Option<Option<OwnRole>>| {
        let role = wish.role.get();
        if before.is_some_and(|before| before != role) {
            fields.clear();
        }
        role
    });
    let wanted = memo(move || {
        let wanted = wish.role.get().filter(|_| can_activate.get() && !desk.is_busy())?;
        eligible.with(|fetched| fetched.value()?.eligible.iter().find(|it| it.own == wanted).cloned())
    });
    let form = move || wanted.get().map(|eligible| view! { <ActivationFormCard account eligible fields /> });
    // Roles are activated in another tab. A user who comes back from there sees the new state.
    let come_back = window_event_listener(leptos::ev::focus, move |_| {
        if !account.with_untracked(Fetched::is_loading) {
            account.read();
            eligible.read();
        }
    });
    on_cleanup(move || come_back.remove());
    eligible.reread_where(|_| true);
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <p class="lead">{text::LEAD}</p>
        <section class="region" aria-label=text::TASKS>
            <FetchedHead heading=move || text::TASKS what=text::REGION of=account />
            <FetchedStatus of=account reading=text::READING />
            {dynamic(move || tasks(account, eligible))}
        </section>
        <section class="card region" aria-label=text::ACTIVE>
            <h2>{text::ACTIVE}</h2>
            {dynamic(move || active(account))}
        </section>
        <section class="card region" aria-label=text::ELIGIBLE>
            <FetchedHead
                heading=move || text::ELIGIBLE
                what=text::ELIGIBLE_REGION
                of=eligible
            />
            <FetchedStatus of=eligible reading=text::ELIGIBLE_READING />
            <EligibleRoles account own=eligible can_activate />
            {dynamic(move || other_way(eligible, can_activate))}
        </section>
        <RequestProgress account />
        {dynamic(form)}
        <Scopes tenant />
    }
}

/// Each task, and whether the user can do it.
fn tasks(account: FetchedSignal<UserAccount>, own: FetchedSignal<OwnRoles>) -> Option<AnyView> {
    let (person, definitions) = account.value()?;
    let eligible = own.map(|own| tenant_wide(&own.eligible)).unwrap_or_default();
    let row = move |task: AdminTask| {
        let standing = task.status(&person.roles, &eligible);
        let tone = match standing {
            TaskStatus::Everybody | TaskStatus::Holds(_) => Tone::Good,
            TaskStatus::MayActivate(_) => Tone::Info,
            TaskStatus::ProbablyNot | TaskStatus::NotKnown => Tone::Plain,
        };
        let activate = matches!(standing, TaskStatus::MayActivate(_)).then(activation);
        let next = text::next(task, standing, |role| name_of_role(&definitions, role));
        view! {
            <tr>
                <th scope="row" class="strong">
                    {text::task(task)}
                </th>
                <td>
                    <Badge tone text=text::task_status(standing) />
                </td>
                <td class="soft">{next} " " {activate}</td>
            </tr>
        }
    };
    let table = view! {
        <StackedTable class="tasks" caption=text::TASKS columns=&[text::TASK, text::ACCESS, text::NEXT]>
            {AdminTask::ALL.map(row).collect_view()}
        </StackedTable>
    };
    Some(table.into_any())
}

/// The roles that the user has now.
fn active(account: FetchedSignal<UserAccount>) -> Option<AnyView> {
    let (person, definitions) = account.value()?;
    let shown = match person.roles {
        Ok(roles) => badges(&roles, &definitions, text::NO_ROLES),
        Err(problem) => refused(problem),
    };
    Some(shown)
}

/// The other way to activate roles, where there are any.
fn other_way(own: FetchedSignal<OwnRoles>, can_activate: Memo<bool>) -> Option<AnyView> {
    let has_roles = own.map(|own| !own.eligible.is_empty()).unwrap_or_default();
    let read_only = (!can_activate.get()).then(|| view! { <p class="soft">{activation::READ_ONLY}</p> });
    has_roles.then(|| {
        view! {
            {read_only}
            <ActivationLink text=text::ACTIVATE />
            <p>{text::AFTER_ACTIVATION}</p>
        }
        .into_any()
    })
}

fn badges(roles: &[RoleDefinitionId], definitions: &[RoleDefinition], none: &'static str) -> AnyView {
    if roles.is_empty() {
        return view! { <p class="soft">{none}</p> }.into_any();
    }
    let badge = |&role: &RoleDefinitionId| view! { <Badge tone=Tone::Plain text=name_of_role(definitions, role) /> };
    view! { <p class="row">{roles.iter().map(badge).collect_view()}</p> }.into_any()
}

fn refused(problem: Problem) -> AnyView {
    view! { <ProblemNotice problem /> }.into_any()
}

fn activation() -> AnyView {
    let follow = follow_activation();
    view! {
        <span on:click=handler(move || follow.run(()))>
            <OutLink href=portal::my_roles(Cloud::OF_THIS_BUILD) text=text::ACTIVATE />
        </span>
    }
    .into_any()
}

/// What the sign-in covers.
#[component]
fn Scopes(tenant: OpenTenant) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let rows = move || {
        control.session().track();
        let directory = tenant.directory();
        let row = |&scope: &Scope| {
            let covered = directory.has(scope);
            view! {
                <tr>
                    <th scope="row">
                        <code>{scope.value()}</code>
                    </th>
                    <td class="soft">{problem::purpose(scope)}</td>
                    <td>{if covered { text::YES } else { text::LATER }}</td>
                </tr>
            }
        };
        Scope::ALL.iter().map(row).collect_view()
    };
    view! {
        <section class="region" aria-label=text::SCOPES>
            <h2>{text::SCOPES}</h2>
            <StackedTable caption=text::SCOPES columns=&[text::SCOPE, text::PURPOSE, text::COVERED]>
                {dynamic(rows)}
            </StackedTable>
        </section>
    }
    .into_any()
}
