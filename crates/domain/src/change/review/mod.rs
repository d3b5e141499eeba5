//! A review: what each wish would do, before anything is done.

mod absent;
mod app_roles;
mod azure_roles;
mod azure_situation;
mod directory_roles;
mod groups;
mod names;
mod outcome;
mod row;
mod situation;
mod subject;

pub use absent::review_absent;
pub use azure_situation::{AzureEnd, AzureSituation};
pub use outcome::{Absent, Review};
pub use row::{Absence, Choice, Obstacle, ReviewRow, RoleScope, Subject, Verdict, Warning};
pub use situation::Situation;

use super::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission};
use super::plan::{Addition, Step};
use super::privilege::Privilege;
use super::wish::{Lasting, Wish};
use crate::ids::{AppId, RoleDefinitionId};
use crate::well_known::{roles_that_assign, roles_that_grant};

/// Says for each wish what would happen.
pub fn review(situation: Situation<'_>, wishes: &[Wish]) -> Review {
    let mut rows: Vec<ReviewRow> = wishes.iter().map(|wish| row_of(situation, wish)).collect();
    keep_one_row_for_each_grant(&mut rows);
    app_roles::warn_of_last_roles(situation, &mut rows);
    let Situation { person, identity, .. } = situation;
    Review {
        tenant: person.tenant.id,
        person: person.id,
        page: identity.id,
        identities: vec![identity.clone()],
        absent: Vec::new(),
        rows,
    }
}

/// Leaves one of the rows that would change the same assignment: the one with the shortest duration, and the first of
/// equal ones. The others say so.
fn keep_one_row_for_each_grant(rows: &mut [ReviewRow]) {
    let hours = |step: &Step| match step {
        Step::Add(Addition::EntraRole(missing)) => missing.lasting().hours(),
        Step::Add(Addition::AppRole(_) | Addition::AzureRole(_) | Addition::GroupMembership(_)) | Step::Remove(_) => {
            None
        }
    };
    for at in 0..rows.len() {
        let Some(step) = rows[at].verdict.step() else { continue };
        let steps = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.verdict.step()?)));
        let same = steps.filter(|(_, it)| it.is_of_same_assignment(step));
        let kept = same.min_by_key(|(at, it)| (hours(it).is_none(), hours(it), *at));
        let Some((_, kept)) = kept.filter(|(kept_at, _)| *kept_at != at) else { continue };
        let obstacle = match hours(kept) {
            Some(shorter) if hours(step) != Some(shorter) => Obstacle::ShorterAsked(shorter),
            _ => Obstacle::AskedTwice,
        };
        rows[at].verdict = Verdict::NotPossible(obstacle);
        rows[at].warnings.clear();
    }
}

fn row_of(situation: Situation<'_>, wish: &Wish) -> ReviewRow {
    let (subject, verdict, needs) = match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), lasting) => {
            let (subject, verdict) = app_roles::app_role(situation, *api, role);
            let verdict = match lasting {
                Lasting::Hours(_) if verdict.step().is_some() => Verdict::NotPossible(Obstacle::CannotEnd),
                Lasting::Hours(_) | Lasting::Permanent => verdict,
            };
            (subject, verdict, roles_that_grant(*api))
        }
        Wish::Add(Permission::EntraRole { role, scope }, lasting) => {
            let (subject, verdict) = directory_roles::directory_role(situation, *role, scope, *lasting);
            (subject, verdict, roles_that_assign())
        }
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => {
            let (subject, verdict) = app_roles::no_app_role(situation, *resource, *role);
            let api = situation.apis.by_id(*resource).map(|api| api.app_id);
            (subject, verdict, api.map_or(roles_that_assign(), roles_that_grant))
        }
        Wish::Remove(Permission::EntraRole { role, scope }) => {
            let (subject, verdict) = directory_roles::no_directory_role(situation, *role, scope);
            (subject, verdict, roles_that_assign())
        }
        Wish::Add(Permission::AzureRole(at), lasting) => {
            return azure_row(situation, wish, at, azure_roles::azure_role(situation, at, *lasting));
        }
        Wish::Remove(Permission::AzureRole(at)) => {
            return azure_row(situation, wish, at, azure_roles::no_azure_role(situation, at));
        }
        Wish::Add(Permission::GroupMembership(group), lasting) => {
            let (subject, verdict) = groups::membership(situation, *group, *lasting);
            let needs = groups::roles_for(&subject);
            (subject, verdict, needs)
        }
        Wish::Remove(Permission::GroupMembership(group)) => {
            let (subject, verdict) = groups::no_membership(situation, *group);
            let needs = groups::roles_for(&subject);
            (subject, verdict, needs)
        }
        Wish::Named { api, name } => return named_row(situation, wish, *api, name),
    };
    let mut warnings = if verdict.step().is_some() { warnings(situation, needs) } else { Vec::new() };
    if matches!(verdict, Verdict::Add(_)) {
        warnings.extend(app_roles::doubts(situation, &subject));
    }
    warnings.extend(directory_roles::warning(situation, &subject, &verdict));
    let privilege = match (&verdict, &subject) {
        (Verdict::Add(Step::Add(Addition::AppRole(missing))), _) => {
            let grant = missing.grant();
            situation.apis.by_id(grant.resource).map(|api| Privilege::of_app_role(api, grant.app_role))
        }
        (Verdict::Add(Step::Add(Addition::EntraRole(missing))), Subject::DirectoryRole { definition, .. }) => {
            Some(Privilege::of_directory_role(missing.grant().role, definition.as_ref()))
        }
        (Verdict::Add(Step::Add(Addition::GroupMembership(_))), subject) => Some(groups::privilege(subject)),
        _ => None,
    };
    ReviewRow { warnings, privilege, ..ReviewRow::new(situation.identity.id, wish.clone(), subject, verdict) }
}

fn named_row(situation: Situation<'_>, wish: &Wish, api: Option<AppId>, name: &str) -> ReviewRow {
    match names::meaning_of(situation, api, name) {
        // The row keeps the wish as it was chosen: by it a user takes it back or puts something else in its place.
        Ok(meaning) => ReviewRow { wish: wish.clone(), ..row_of(situation, &meaning) },
        Err(unsettled) => {
            let (subject, obstacle) = *unsettled;
            ReviewRow::new(situation.identity.id, wish.clone(), subject, Verdict::NotPossible(obstacle))
        }
    }
}

fn azure_row(
    situation: Situation<'_>,
    wish: &Wish,
    at: &AzureRoleAt,
    (subject, verdict): (Subject, Verdict),
) -> ReviewRow {
    let warnings = azure_roles::warnings(situation, at, &verdict);
    let privilege = matches!(verdict, Verdict::Add(_)).then(|| azure_roles::privilege(situation, at));
    ReviewRow { warnings, privilege, ..ReviewRow::new(situation.identity.id, wish.clone(), subject, verdict) }
}

fn warnings(situation: Situation<'_>, needs: &'static [RoleDefinitionId]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    match &situation.person.roles {
        Ok(roles) if roles.iter().any(|role| needs.contains(role)) => {}
        Ok(_) => warnings.push(Warning::RoleProbablyMissing(needs)),
        Err(_) => warnings.push(Warning::OwnRolesUnread(needs)),
    }
    if !situation.identity.enabled {
        warnings.push(Warning::IdentityDisabled);
    }
    warnings
}

#[cfg(test)]
mod azure_tests;
#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod tests;
