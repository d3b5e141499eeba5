//! What is left to do in Exchange and SharePoint after a change, by what it gave.
//!
//! Nothing is read for it: what the identity holds besides is not known here, and a step that depends on that says that
//! it cannot tell. The page of the identity knows more.

use leptos::prelude::*;

use crate::domain::apis::KnownApis;
use crate::domain::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::plan::Step;
use crate::domain::directory_role::DirectoryRoleGrant;
use crate::domain::held_role::{HeldRole, Term, WayIn};
use crate::domain::holdings::by_api;
use crate::domain::identity::ManagedIdentity;
use crate::domain::second_half::{Checklist, Subject, checklists};
use crate::domain::traps::Held;
use crate::web::components::Checklists;
use crate::web::open_tenant::OpenTenant;
use crate::web::tenant_text::visible;
use crate::web::text::second_halves as text;

/// What is left to do elsewhere; nothing, where the change gave nothing that needs it.
#[component]
pub fn SecondHalves(
    /// The change, ended.
    execution: Execution,
) -> impl IntoView {
    let apis = expect_context::<OpenTenant>().directory().apis();
    let identities = execution.plan().identities();
    let several = identities.len() > 1;
    let left =
        identities.iter().map(|identity| (identity.display_name.clone(), left_to_do(&execution, identity, &apis)));
    let left: Vec<(String, Vec<Checklist>)> = left.filter(|(_, lists)| !lists.is_empty()).collect();
    if left.is_empty() {
        return ().into_any();
    }
    let of_one = |(name, lists): (String, Vec<Checklist>)| {
        view! {
            {several.then(|| view! { <p class="strong"><bdi>{visible(&name)}</bdi></p> })}
            <Checklists lists />
        }
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h3>{text::HEADING}</h3>
            <p class="soft">{text::WHAT}</p>
            {left.into_iter().map(of_one).collect_view()}
        </section>
    }
    .into_any()
}

/// The checklists for what the change gave to one identity, or found there.
fn left_to_do(execution: &Execution, identity: &ManagedIdentity, apis: &KnownApis) -> Vec<Checklist> {
    let is_so = |state: &StepState| matches!(state, StepState::Done { .. } | StepState::AlreadySo);
    let given = execution.steps().filter(|(step, state)| step.principal() == identity.id && is_so(state));
    let (mut app_roles, mut roles) = (Vec::new(), Vec::new());
    for (step, _) in given {
        match step {
            Step::Grant(missing) => app_roles.extend(assignment(missing.grant())),
            Step::Assign(missing) => roles.push(role(missing.grant())),
            Step::Revoke(_) | Step::Remove(_) => {}
        }
    }
    let subject = Subject { id: identity.id, app_id: identity.app_id, kind: identity.kind };
    let held = Held {
        app_roles: &by_api(&app_roles, apis),
        all_app_roles: false,
        directory_roles: &roles,
        all_directory_roles: false,
    };
    checklists(subject, held)
}

/// What was granted, as an assignment. Its own id is not known here and not asked for; another one stands for it.
fn assignment(grant: AppRoleGrant) -> Option<AppRoleAssignment> {
    let id = format!("{}-{}", grant.resource, grant.app_role).parse().ok()?;
    let name = String::new;
    Some(AppRoleAssignment { id, grant, created: None, resource_name: name(), principal_name: name() })
}

fn role(grant: &DirectoryRoleGrant) -> HeldRole {
    HeldRole {
        role: grant.role,
        definition: None,
        scope: grant.scope.clone(),
        way: WayIn::Direct,
        term: Term::NotKnown,
        assignment: None,
    }
}
