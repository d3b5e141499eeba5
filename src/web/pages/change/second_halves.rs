//! What is left to do in Exchange and SharePoint after a change, by what it gave and what the identity holds now.

use futures_util::future::join_all;
use leptos::prelude::*;

use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::plan::Step;
use crate::domain::held_role::{HeldRole, Term, WayIn};
use crate::domain::holdings::{ApiHoldings, by_api};
use crate::domain::identity::ManagedIdentity;
use crate::domain::second_half::{Checklist, Purpose, Subject, checklists};
use crate::domain::traps::Held;
use crate::web::components::Checklists;
use crate::web::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, new_region, read_into, state};
use crate::web::tenant_text::visible;
use crate::web::text::second_halves as text;

/// The checklists of one identity.
type Left = (String, Vec<Checklist>);

/// What is left to do elsewhere; nothing, where the change gave nothing that needs it.
#[component]
pub fn SecondHalves(
    /// The change, ended.
    execution: Execution,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let left: RegionSignal<Vec<Left>> = new_region();
    let execution = StoredValue::new(execution);
    let read = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(left, async move {
            let execution = execution.get_value();
            let identities = execution.plan().identities().iter();
            let lists = join_all(identities.map(|identity| left_to_do(&directory, &execution, identity))).await;
            Ok(lists.into_iter().filter(|(_, lists)| !lists.is_empty()).collect())
        });
    });
    let gave = execution.with_value(|it| it.steps().any(|(step, state)| !step.takes() && is_so(state)));
    if gave {
        read.run(());
    }
    let lists = move || {
        let lists = left.with(|region| region.shown().map(|read| read.value.clone()))?;
        (!lists.is_empty())
            .then(|| view! { <Lists lists several=execution.with_value(|it| it.plan().identities().len() > 1) /> })
    };
    view! {
        {gave.then(|| view! { <RegionStatus state=state(left) reading=text::READING retry=read /> })}
        {lists}
    }
    .into_any()
}

#[component]
fn Lists(lists: Vec<Left>, several: bool) -> impl IntoView {
    let of_one = |(name, lists): Left| {
        view! {
            {several.then(|| view! { <p class="strong"><bdi>{visible(&name)}</bdi></p> })}
            <Checklists lists />
        }
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h3>{text::HEADING}</h3>
            <p class="soft">{text::WHAT}</p>
            {lists.into_iter().map(of_one).collect_view()}
        </section>
    }
}

fn is_so(state: &StepState) -> bool {
    matches!(state, StepState::Done { .. } | StepState::AlreadySo)
}

/// The checklists that have to do with what the change gave, with the steps as they stand now.
async fn left_to_do(directory: &OpenDirectory, execution: &Execution, identity: &ManagedIdentity) -> Left {
    let held = directory.held(identity.id).await;
    let apis = directory.apis();
    let assignments = held.app_roles.as_ref().map_or(&[][..], |listing| &listing.items);
    let roles: Vec<HeldRole> = held.directory_roles.iter().flat_map(|listing| &listing.items).map(direct).collect();
    let subject = Subject { id: identity.id, app_id: identity.app_id, kind: identity.kind };
    let app_roles = by_api(assignments, &apis);
    let all = Held {
        app_roles: &app_roles,
        all_app_roles: held.app_roles.as_ref().is_ok_and(|listing| listing.is_complete()),
        directory_roles: &roles,
        // Those that arrive through groups are not known here.
        all_directory_roles: false,
    };
    let wanted = purposes_of_what_was_given(subject, execution, &app_roles, &roles);
    let lists = checklists(subject, all).into_iter().filter(|list| wanted.contains(&list.purpose)).collect();
    (identity.display_name.clone(), lists)
}

/// For what the change gave something.
fn purposes_of_what_was_given(
    subject: Subject,
    execution: &Execution,
    app_roles: &[ApiHoldings],
    roles: &[HeldRole],
) -> Vec<Purpose> {
    let given: Vec<&Step> = execution
        .steps()
        .filter(|(step, state)| step.principal() == subject.id && is_so(state))
        .map(|(step, _)| step)
        .collect();
    let mut given_app_roles = app_roles.to_vec();
    for api in &mut given_app_roles {
        api.roles.retain(|role| {
            let is_it = |step: &&Step| matches!(step, Step::Grant(it) if it.grant() == role.assignment.grant);
            given.iter().any(is_it)
        });
    }
    let given_role = |role: &&HeldRole| {
        let is_it = |step: &&Step| matches!(step, Step::Assign(it) if it.grant().role == role.role && it.grant().scope == role.scope);
        given.iter().any(is_it)
    };
    let given_roles: Vec<HeldRole> = roles.iter().filter(given_role).cloned().collect();
    let held = Held {
        app_roles: &given_app_roles,
        all_app_roles: true,
        directory_roles: &given_roles,
        all_directory_roles: true,
    };
    checklists(subject, held).into_iter().map(|list| list.purpose).collect()
}

fn direct(assignment: &crate::domain::directory_role::RoleAssignment) -> HeldRole {
    HeldRole {
        role: assignment.grant.role,
        definition: assignment.definition.clone(),
        scope: assignment.grant.scope.clone(),
        way: WayIn::Direct,
        term: Term::NotKnown,
        assignment: Some(assignment.id.clone()),
    }
}
