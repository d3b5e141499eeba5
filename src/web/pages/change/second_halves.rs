//! What is left to do in Exchange and SharePoint after a change, by what it gave.
//!
//! Nothing is read for it: what the identity holds besides is not known here, and a step that depends on that says that
//! it cannot tell. What the change itself was to give and did not, and what it took, is known. The page of the identity knows more.

use leptos::prelude::*;

use crate::domain::apis::KnownApis;
use crate::domain::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::plan::Step;
use crate::domain::directory_role::DirectoryRoleGrant;
use crate::domain::held_role::{HeldRole, Term, WayIn};
use crate::domain::holdings::{ApiHoldings, by_api};
use crate::domain::identity::ManagedIdentity;
use crate::domain::second_half::{Checklist, NotDone, State, Subject, checklists_after};
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

/// What of a change stands in one way, as if it were held.
#[derive(Default)]
struct Part {
    app_roles: Vec<AppRoleAssignment>,
    roles: Vec<HeldRole>,
}

/// The checklists for what the change gave to one identity, or found there.
fn left_to_do(execution: &Execution, identity: &ManagedIdentity, apis: &KnownApis) -> Vec<Checklist> {
    let [mut held, mut refused, mut not_sent, mut taken] = [(); 4].map(|()| Part::default());
    for (step, state) in execution.steps().filter(|(step, _)| step.principal() == identity.id) {
        let part = match (step.takes(), state) {
            (false, StepState::Done { .. } | StepState::AlreadySo) => &mut held,
            (false, StepState::Refused(_)) => &mut refused,
            (false, StepState::NotSent(_)) => &mut not_sent,
            (true, StepState::Done { .. } | StepState::AlreadySo) => &mut taken,
            (true, StepState::Refused(_) | StepState::NotSent(_)) => continue,
            (_, StepState::Unknown(_) | StepState::Unread | StepState::Ready | StepState::Sending) => continue,
        };
        match step {
            Step::Grant(missing) => part.app_roles.extend(assignment(missing.grant())),
            Step::Assign(missing) => part.roles.push(role(missing.grant())),
            Step::Revoke(held) => part.app_roles.extend(assignment(held.grant())),
            Step::Remove(held) => part.roles.push(role(held.grant())),
        }
    }
    let subject = Subject { id: identity.id, app_id: identity.app_id, kind: identity.kind };
    let [held_apis, refused_apis, not_sent_apis, taken_apis] =
        [&held, &refused, &not_sent, &taken].map(|part| by_api(&part.app_roles, apis));
    let not_done = [
        NotDone { state: State::Refused, wanted: seen(&refused_apis, &refused) },
        NotDone { state: State::NotSent, wanted: seen(&not_sent_apis, &not_sent) },
        NotDone { state: State::Open, wanted: seen(&taken_apis, &taken) },
    ];
    checklists_after(subject, seen(&held_apis, &held), &not_done)
}

/// Only what the change tells, which may not be all.
fn seen<'a>(app_roles: &'a [ApiHoldings], part: &'a Part) -> Held<'a> {
    Held { app_roles, all_app_roles: false, directory_roles: &part.roles, all_directory_roles: false }
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
