//! A review: what each wish would do, before anything is done.

mod absent;
mod app_roles;
mod azure_roles;
mod directory_roles;
mod groups;
mod names;
mod row;
mod subject;

use super::approval::Proposal;
use super::origin::Preselected;
use super::plan::{Addition, Step};
use super::privilege::Privilege;
use super::wish::{Lasting, Wish};
use crate::access::Held;
use crate::apis::KnownApis;
use crate::change::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission};
use crate::directory_role::RoleDefinition;
use crate::group::GroupReading;
use crate::held_role::{RoleSource, ScheduledRole};
use crate::identity::ManagedIdentity;
use crate::ids::{RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use crate::listing::Listing;
use crate::person::Person;
use crate::problem::Problem;
use crate::sorted_set::SortedSet;
use crate::well_known::{roles_that_assign, roles_that_grant};

pub use absent::{Absence, Absent, review_absent};
pub use azure_roles::{AzureEnd, AzureSituation};
pub use row::{Choice, Obstacle, ReviewRow, RoleScope, Subject, Verdict, Warning};

/// Everything that a review is made of, read from the live tenant.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Who will make the change.
    pub person: &'a Person,
    /// The identity that it is for.
    pub identity: &'a ManagedIdentity,
    /// The identity's permissions and roles.
    pub held: &'a Held,
    /// The APIs of the tenant, as far as they have been looked at.
    pub apis: &'a KnownApis,
    /// The directory roles of the tenant.
    pub directory_roles: &'a Result<Listing<RoleDefinition>, Problem>,
    /// How long the identity's directory roles last; pending, where no wish is about one.
    pub scheduled: &'a RoleSource<ScheduledRole>,
    /// What is known of Azure; empty, where no wish is about an Azure role.
    pub azure: &'a AzureSituation,
    /// The groups of the wishes.
    pub groups: &'a [GroupReading],
}

/// What would happen, wish by wish. Each wish has exactly one row, and each permission at most one row that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    tenant: TenantId,
    person: UserId,
    /// The identity whose page the change was opened from.
    page: ServicePrincipalId,
    identities: Vec<ManagedIdentity>,
    absent: Vec<Absent>,
    rows: Vec<ReviewRow>,
}

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

impl Review {
    /// The rows, in the order of the wishes.
    pub fn rows(&self) -> &[ReviewRow] {
        &self.rows
    }

    /// The identities that were reviewed.
    pub fn identities(&self) -> &[ManagedIdentity] {
        &self.identities
    }

    /// Identities of the wishes that don't exist. Their rows are not possible.
    pub fn absent(&self) -> &[Absent] {
        &self.absent
    }

    /// How many rows would change something.
    pub fn changes(&self) -> usize {
        self.rows.iter().filter(|row| row.verdict.step().is_some()).count()
    }

    /// One review of several identities, for the same user in the same tenant; nothing, where that is not so.
    pub fn of_all(reviews: Vec<Self>) -> Option<Self> {
        let mut reviews = reviews.into_iter();
        let mut all = reviews.next()?;
        for review in reviews {
            if (review.tenant, review.person) != (all.tenant, all.person) {
                return None;
            }
            all.identities.extend(review.identities);
            all.absent.extend(review.absent);
            all.rows.extend(review.rows);
        }
        Some(all)
    }

    /// The same review, opened from the page of this identity. A change of others is shown as such and confirmed.
    #[must_use]
    pub fn opened_from(self, page: ServicePrincipalId) -> Self {
        Self { page, ..self }
    }

    /// Notes for each row what filled it in, where the user did not choose it.
    pub fn note_preselected(&mut self, of: impl Fn(&ReviewRow) -> Option<Preselected>) {
        for row in &mut self.rows {
            row.preselected = of(row);
        }
    }

    /// Notes that the user has ticked a row, or cleared it.
    pub fn note_ticked(&mut self, row: usize, ticked: bool) {
        if let Some(preselected) = self.rows.get_mut(row).and_then(|row| row.preselected.as_mut()) {
            preselected.ticked = ticked;
        }
    }

    /// The places of the rows that wait for the user's own tick.
    pub fn waiting_rows(&self) -> SortedSet<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.needs_users_selection(self.page)).map(|(at, _)| at).collect()
    }

    /// What would be sent of the rows that the user has left chosen; nothing, where none of them changes anything, or
    /// where two of them change the same assignment.
    pub fn proposal(&self, is_chosen: impl Fn(usize) -> bool) -> Option<Proposal> {
        let chosen = self.rows.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, row)| row);
        let chosen: Vec<&ReviewRow> = chosen.filter(|row| row.verdict.step().is_some()).collect();
        let steps: Vec<Step> = chosen.iter().filter_map(|row| row.verdict.step().cloned()).collect();
        let is_repeated = |(at, step): (usize, &Step)| steps[..at].iter().any(|it| it.is_of_same_assignment(step));
        if steps.iter().enumerate().any(is_repeated) {
            return None;
        }
        let changed = |identity: &&ManagedIdentity| steps.iter().any(|step| step.principal() == identity.id);
        let identities: Vec<ManagedIdentity> = self.identities.iter().filter(changed).cloned().collect();
        let guarded = chosen.iter().filter(|row| row.is_guarded());
        let guarded = guarded.map(|row| (row.identity, row.privilege == Some(Privilege::TierZero))).collect();
        let proposal = Proposal {
            tenant: self.tenant,
            person: self.person,
            page: self.page,
            identities,
            steps,
            guarded,
            questions: self.rows.iter().filter(|row| row.is_question()).count(),
            unique: SortedSet::new(),
        };
        (!proposal.steps.is_empty()).then_some(proposal)
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
        Wish::Named { api, name } => return names::named(situation, wish, *api, name),
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
