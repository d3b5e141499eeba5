//! The steps of a plan, with names and states.

use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use futures_util::future::join;
use leptos::prelude::*;

use super::naming::NameSources;
use super::places::PlaceNames;
use crate::web::components::Outcome;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::reactive::{follow, memo};
use crate::web::session::SessionControl;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::activation::tenant_wide;
use domain::apis::KnownApis;
use domain::change::execution::{Execution, StepState};
use domain::change::explain::{RefusedUser, explain};
use domain::change::plan::{Addition, Removal, Step};
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::RoleDefinition;
use domain::identity::ManagedIdentity;
use domain::listing::Listing;
use domain::script::Names;

/// The steps of an execution, with names and states. Why one was refused is explained by the user's current roles,
/// which is useful only for a change that was just made.
pub fn outcomes(execution: Signal<Option<Execution>>, is_fresh: bool) -> Signal<Vec<Outcome>> {
    let tenant = expect_context::<OpenTenant>();
    let roles = directory_roles(tenant);
    let standing = standing_after_refusal(execution, is_fresh);
    let places = expect_context::<PlaceNames>();
    Signal::derive(move || {
        let execution = execution.get();
        let apis = tenant.directory().apis();
        roles.with(|roles| {
            let roles = roles.value().map_or(&[][..], |roles| &roles.items);
            standing.with(|standing| {
                let standing = standing.value();
                execution.as_ref().map(|execution| named(execution, &apis, roles, standing, places)).unwrap_or_default()
            })
        })
    })
}

/// The directory roles of the tenant, for their names. They are read again after a new token where that failed.
pub fn directory_roles(tenant: OpenTenant) -> FetchedSignal<Listing<RoleDefinition>> {
    let roles = FetchedSignal::now(move || {
        let directory = tenant.directory();
        async move { directory.directory_roles().await }
    });
    roles.reread_when_renewed();
    roles
}

/// What is known of the directory roles by now.
pub fn known_roles(roles: FetchedSignal<Listing<RoleDefinition>>) -> Vec<RoleDefinition> {
    roles.map(|roles| roles.items.clone()).unwrap_or_default()
}

/// The steps, each with its names.
pub fn with_names(
    tenant: OpenTenant,
    places: PlaceNames,
    roles: FetchedSignal<Listing<RoleDefinition>>,
    identities: &[ManagedIdentity],
    steps: &[Step],
) -> Vec<(Step, Names)> {
    let (apis, roles) = (tenant.directory().apis(), known_roles(roles));
    let naming = NameSources { apis: &apis, roles: &roles, identities, places };
    steps.iter().map(|step| (step.clone(), naming.names(step))).collect()
}

/// The wish that a step fulfils.
pub fn wish(step: &Step) -> Wish {
    match step {
        Step::Add(Addition::AppRole(missing)) => Wish::Add(
            Permission::AppRole(AppRoleName { api: missing.api(), role: RoleKey::Id(missing.grant().app_role) }),
            Lasting::Permanent,
        ),
        Step::Add(Addition::EntraRole(missing)) => Wish::Add(
            Permission::EntraRole { role: missing.grant().role, scope: missing.grant().scope.clone() },
            missing.lasting(),
        ),
        Step::Remove(Removal::AppRole(held)) => Wish::Remove(Permission::AppRole(AppRoleIds {
            resource: held.grant().resource,
            role: held.grant().app_role,
        })),
        Step::Remove(Removal::EntraRole(held)) => {
            Wish::Remove(Permission::EntraRole { role: held.grant().role, scope: held.grant().scope.clone() })
        }
        Step::Add(Addition::AzureRole(missing)) => {
            Wish::Add(Permission::AzureRole(Box::new(missing.role())), Lasting::Permanent)
        }
        Step::Remove(Removal::AzureRole(held)) => Wish::Remove(Permission::AzureRole(Box::new(held.role()))),
        Step::Add(Addition::GroupMembership(missing)) => {
            Wish::Add(Permission::GroupMembership(missing.membership().group), Lasting::Permanent)
        }
        Step::Remove(Removal::GroupMembership(held)) => {
            Wish::Remove(Permission::GroupMembership(held.membership().group))
        }
    }
}

/// Reads which roles the user has and may activate, once something was refused; before that no one asks.
fn standing_after_refusal(execution: Signal<Option<Execution>>, is_fresh: bool) -> FetchedSignal<RefusedUser> {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let is_refused = |execution: &Execution| execution.steps().any(|(_, state)| matches!(state, StepState::Refused(_)));
    let refused = memo(move || is_fresh && execution.read().as_ref().is_some_and(is_refused));
    let renewed = tenant.renewed();
    let standing = FetchedSignal::new(move || {
        let directory = tenant.directory();
        let scopes = execution.get_untracked().map(|execution| execution.plan().scopes()).unwrap_or_default();
        let lacking = control.session().with_untracked(|session| session.lacking_for_change(&scopes));
        async move {
            // The roles may have changed since they were read: that is perhaps why it was refused.
            directory.forget_signed_in_user();
            let (person, eligible) = join(directory.signed_in_user(), directory.eligible_roles()).await;
            let active = person.and_then(|person| person.roles);
            // A role that the user activates now is part of the next review.
            directory.forget_signed_in_user();
            let eligible = eligible.and_then(Listing::whole).map(|eligible| tenant_wide(&eligible));
            Ok(RefusedUser { active, eligible, lacking })
        }
    });
    follow(move || {
        // With a new token the roles may be other ones.
        renewed.track();
        if refused.get() {
            standing.read();
        }
    });
    standing
}

fn named(
    execution: &Execution,
    apis: &KnownApis,
    roles: &[RoleDefinition],
    standing: Option<&RefusedUser>,
    places: PlaceNames,
) -> Vec<Outcome> {
    let naming = NameSources { apis, roles, identities: execution.plan().identities(), places };
    execution
        .steps()
        .map(|(step, state)| {
            let Names { role, api, .. } = naming.names(step);
            let refusal = match (state, standing) {
                (StepState::Refused(said), Some(it)) => Some(explain(step, said, it)),
                _ => None,
            };
            Outcome {
                label: role,
                of: api.unwrap_or_else(|| naming.place(step)),
                identity: naming.identity_and_ending(step.principal()),
                takes: step.takes(),
                state: state.clone(),
                refusal,
            }
        })
        .collect()
}
