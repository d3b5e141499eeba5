//! Names for the steps of a plan, which holds ids only.

use futures_util::future::join;
use leptos::prelude::*;

use crate::domain::apis::KnownApis;
use crate::domain::app_role_assignment::AppRoleGrant;
use crate::domain::change::execution::{Execution, StepState};
use crate::domain::change::explain::explain;
use crate::domain::change::plan::Step;
use crate::domain::change::wish::{RoleKey, Wish};
use crate::domain::directory_role::RoleDefinition;
use crate::domain::ids::{RoleDefinitionId, ServicePrincipalId};
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::web::change_desk::ChangeDesk;
use crate::web::components::Outcome;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_into};
use crate::web::text::{review, role_name};

/// Which roles the person has.
#[derive(Clone)]
struct Standing {
    active: Result<Vec<RoleDefinitionId>, Problem>,
    eligible: Vec<RoleDefinitionId>,
}

/// The steps of the change to this identity, named, with where they stand.
pub fn outcomes(id: ServicePrincipalId) -> Signal<Vec<Outcome>> {
    let desk = expect_context::<ChangeDesk>();
    let tenant = expect_context::<OpenTenant>();
    let roles: RegionSignal<Listing<RoleDefinition>> = new_region();
    let directory = tenant.directory();
    read_into(roles, async move { directory.directory_roles().await });
    let standing = standing_after_refusal(id);
    Signal::derive(move || {
        let change = desk.change(id);
        let apis = tenant.directory().apis();
        roles.with(|roles| {
            let roles = roles.shown().map_or(&[][..], |read| &read.value.items);
            standing.with(|standing| {
                let standing = standing.shown().map(|read| &read.value);
                change.execution().map(|execution| named(execution, &apis, roles, standing)).unwrap_or_default()
            })
        })
    })
}

/// The wish that a step fulfils.
pub fn wish(step: &Step) -> Wish {
    match step {
        Step::Grant(missing) => Wish::AppRole { api: missing.api(), role: RoleKey::Id(missing.grant().app_role) },
        Step::Assign(missing) => Wish::DirectoryRole {
            role: missing.grant().role,
            scope: missing.grant().scope.clone(),
            lasting: missing.lasting(),
        },
        Step::Revoke(held) => Wish::NoAppRole { resource: held.grant().resource, role: held.grant().app_role },
        Step::Remove(held) => Wish::NoDirectoryRole { role: held.grant().role, scope: held.grant().scope.clone() },
    }
}

/// Reads which roles the person has and may activate, once something was refused; before that nobody asks.
fn standing_after_refusal(id: ServicePrincipalId) -> RegionSignal<Standing> {
    let desk = expect_context::<ChangeDesk>();
    let tenant = expect_context::<OpenTenant>();
    let standing = new_region::<Standing>();
    let refused = Memo::new(move |_| {
        desk.change(id)
            .execution()
            .is_some_and(|it| it.steps().any(|(_, state)| matches!(state, StepState::Refused(_))))
    });
    Effect::new(move |_| {
        if refused.get() {
            let directory = tenant.directory();
            read_into(standing, async move {
                let (person, eligible) = join(directory.person(), directory.eligible_roles()).await;
                let active = person.and_then(|person| person.roles);
                // A tenant without the licence has no eligible roles.
                Ok(Standing { active, eligible: eligible.map(|listing| listing.items).unwrap_or_default() })
            });
        }
    });
    standing
}

fn named(
    execution: &Execution,
    apis: &KnownApis,
    roles: &[RoleDefinition],
    standing: Option<&Standing>,
) -> Vec<Outcome> {
    let app_role = |grant: AppRoleGrant| {
        let api = apis.by_id(grant.resource);
        let role = api.and_then(|api| api.role(grant.app_role));
        let label = role.map_or_else(|| grant.app_role.to_string(), |role| role.label().to_owned());
        (label, api.map_or_else(|| grant.resource.to_string(), |api| api.display_name.clone()))
    };
    let directory_role = |id: RoleDefinitionId| {
        let definition = roles.iter().find(|role| role.id == id);
        let label = definition.map_or_else(|| role_name::role(id), |role| role.display_name.clone());
        (label, review::DIRECTORY_ROLE.to_owned())
    };
    let outcome = |step: &Step| match step {
        Step::Grant(missing) => app_role(missing.grant()),
        Step::Assign(missing) => directory_role(missing.grant().role),
        Step::Revoke(held) => app_role(held.grant()),
        Step::Remove(held) => directory_role(held.grant().role),
    };
    execution
        .steps()
        .map(|(step, state)| {
            let (label, of) = outcome(step);
            let refusal = match (state, standing) {
                (StepState::Refused(said), Some(it)) => Some(explain(step, said, &it.active, &it.eligible)),
                _ => None,
            };
            Outcome { label, of, takes: step.takes(), state: state.clone(), refusal }
        })
        .collect()
}
