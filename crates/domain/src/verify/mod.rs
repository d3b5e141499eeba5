//! The permissions and roles of an identity, compared with what it should have: against a permission set, or against
//! another identity.
//!
//! One table serves Verify, Compare and Copy. Everything is matched by ids: an app role by its API and its id, a
//! directory role by its definition and its scope. A list that could not be read in full never makes a row "missing" or
//! "extra": such a row says that it cannot tell.
//!
//! A directory role is not only assigned or not: it may be assigned through a group, from which the identity can be
//! removed, and it may end sooner or later than wanted. Each of these is its own result, and none of them counts as
//! assigned.
//!
//! Deliberately absent: rows for what arrives through groups and is not wanted, which cannot be taken from the identity
//! alone; and any judgement. That a tenant-wide directory role does more than the wanted one for a single unit is shown
//! as one missing and one extra row.

mod end_limit;
mod finding;
mod side;
mod span;
mod tenant;
mod thing;
mod wanted;

pub use end_limit::EndLimit;
pub use finding::{ComparisonCounts, ComparisonFinding, ComparisonResult, UnknownReason};
pub use side::ComparedPrincipal;
pub use span::NoDuration;
pub use tenant::ComparisonTenant;
pub use thing::{ApiKey, AssigningGroup, ComparedPermission, ExistingAssignment, IndirectAssignment};

use crate::change::permission::{AppRoleIds, AppRoleName, Permission};
use crate::sort;
use side::Side;
use span::WantedDuration;
use wanted::{UnclearReason, WishMeaning};

use super::change::permission::RoleKey;
use super::change::wish::{Lasting, Wish};
use super::held_role::{AssignedDirectoryRole, AssignmentPath, RoleAccess};

/// The table, wanted permissions first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// One row for each permission that is wanted or assigned.
    pub rows: Vec<ComparisonRow>,
}

/// One permission, and its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    /// What it is about.
    pub about: ComparisonSubject,
    /// Its result.
    pub finding: ComparisonFinding,
    /// For a wanted directory role, how long it is requested; for an unwanted one, how long it is assigned. Or why there
    /// is no such duration.
    pub lasting: Result<Lasting, NoDuration>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonSubject {
    /// A permission, with the names that the tenant gives.
    Thing {
        /// The permission.
        thing: ComparedPermission,
        /// The name of the API, where it is known; none for a directory role.
        of: Option<String>,
        /// What people call it: value or name, else its id.
        label: String,
    },
    /// A wish whose meaning could not be found in this tenant.
    Wish(Wish),
}

/// Compares an identity with a permission set.
pub fn compare_with_wishes(
    tenant: ComparisonTenant<'_>,
    holder: ComparedPrincipal<'_>,
    wishes: &[Wish],
) -> Verification {
    let side = Side::read(holder, tenant.apis);
    let mut rows: Vec<ComparisonRow> = Vec::new();
    let mut claimed = crate::sorted_set::SortedSet::new();
    let mut unclear: Vec<UnclearReason> = Vec::new();
    for wish in wishes {
        let Some(meaning) = wanted::meaning(tenant, wish) else { continue };
        let row = wanted_row(tenant, &side, wish, &meaning);
        match meaning {
            WishMeaning::AnyOf(things) | WishMeaning::Several(things) => claimed.extend(things),
            WishMeaning::Unclear(what) => unclear.push(what),
            WishMeaning::NotInTenant => {}
        }
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let mut rest = Vec::new();
    for (thing, by) in side.things.iter().filter(|(thing, _)| !claimed.contains(*thing)) {
        let finding = if unclear.iter().any(|what| what.may_mean(thing, tenant.apis)) {
            ComparisonFinding::CannotTell(UnknownReason::PerhapsWanted)
        } else {
            ComparisonFinding::Extra(by.clone())
        };
        rest.push(ComparisonRow::extra_row(tenant, thing, by, finding));
    }
    rows.extend(by_name(rest));
    Verification { rows }
}

/// Compares an identity with another one of the same tenant: missing is what only the other has. A permission is
/// requested for no longer than the other has it.
pub fn compare_with_identity(
    tenant: ComparisonTenant<'_>,
    holder: ComparedPrincipal<'_>,
    other: ComparedPrincipal<'_>,
) -> Verification {
    let (this, that) = (Side::read(holder, tenant.apis), Side::read(other, tenant.apis));
    let (mut rows, mut rest) = (Vec::new(), Vec::new());
    for (thing, by) in &that.things {
        let wanted = WantedDuration::from_term(by.term(), that.ends_gap.as_ref());
        let finding = match this.things.get(thing) {
            Some(own) => wanted.compare_with_assignment(own, this.ends_gap.as_ref(), tenant.now),
            None => this.not_assigned(thing),
        };
        rows.push(ComparisonRow {
            about: named(tenant, thing, Some(by)),
            finding,
            lasting: wanted.duration_to_request(tenant.now),
        });
    }
    for (thing, by) in this.things.iter().filter(|(thing, _)| !that.things.contains_key(*thing)) {
        let finding = match (that.indirect_assignment(thing), that.gap(thing)) {
            (Some(other), _) => ComparisonFinding::OtherThroughGroup { by: by.clone(), other: other.clone() },
            (None, Some(problem)) => ComparisonFinding::CannotTell(UnknownReason::OtherUnread(problem)),
            (None, None) => ComparisonFinding::Extra(by.clone()),
        };
        rest.push(ComparisonRow::extra_row(tenant, thing, by, finding));
    }
    Verification { rows: by_name(rows).into_iter().chain(by_name(rest)).collect() }
}

/// Rows that come in the order of ids, in that of names, as people look for them: by API, directory roles last.
fn by_name(mut rows: Vec<ComparisonRow>) -> Vec<ComparisonRow> {
    sort::sort_by_cached_key(&mut rows, |row| match &row.about {
        ComparisonSubject::Thing { of, label, .. } => {
            (of.is_none(), of.as_deref().map(str::to_lowercase), label.to_lowercase())
        }
        ComparisonSubject::Wish(_) => (true, None, String::new()),
    });
    rows
}

impl Verification {
    /// How many rows have each result.
    pub fn counts(&self) -> ComparisonCounts {
        let mut tally = ComparisonCounts::default();
        for row in &self.rows {
            *tally.number(ComparisonResult::of(&row.finding)) += 1;
        }
        tally
    }

    /// Whether the identity has exactly what is wanted. Unclear rows don't count.
    pub fn is_exact(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.finding, ComparisonFinding::Held(_)))
    }

    /// The wishes that would give the identity what it lacks, for a copy or a correction. What it has through a group
    /// is not among them: the user can choose to assign it directly as well.
    pub fn missing(&self) -> Vec<Wish> {
        self.rows
            .iter()
            .filter(|row| row.finding == ComparisonFinding::Missing)
            .filter_map(ComparisonRow::wish)
            .collect()
    }

    /// The roles that arrive through groups at the identity, whose roles these are, and of which no row says so.
    pub fn unlisted_group_roles(&self, roles: &RoleAccess) -> Vec<AssignedDirectoryRole> {
        self.filter_unlisted(roles, |finding| match finding {
            ComparisonFinding::ThroughGroup(arrival) => Some(arrival),
            _ => None,
        })
    }

    /// The same of the other one.
    pub fn unlisted_group_roles_of_other(&self, roles: &RoleAccess) -> Vec<AssignedDirectoryRole> {
        self.filter_unlisted(roles, |finding| match finding {
            ComparisonFinding::OtherThroughGroup { other, .. } => Some(other),
            _ => None,
        })
    }

    fn filter_unlisted(
        &self,
        roles: &RoleAccess,
        told: impl Fn(&ComparisonFinding) -> Option<&IndirectAssignment>,
    ) -> Vec<AssignedDirectoryRole> {
        let says = |row: &ComparisonRow, held: &AssignedDirectoryRole| match &row.about {
            ComparisonSubject::Thing { thing: ComparedPermission::DirectoryRole { role, scope }, .. } => {
                (*role, scope) == (held.role, &held.scope)
                    && told(&row.finding).is_some_and(|arrival| arrival.assignment_path() == held.way)
            }
            ComparisonSubject::Thing { .. } | ComparisonSubject::Wish(_) => false,
        };
        let is_untold = |held: &AssignedDirectoryRole| {
            held.way != AssignmentPath::Direct && !self.rows.iter().any(|row| says(row, held))
        };
        roles.roles().into_iter().filter(is_untold).collect()
    }

    /// The assignments that are not wanted.
    pub fn extra_assignments(&self) -> impl Iterator<Item = &ExistingAssignment> {
        self.rows.iter().filter_map(|row| match &row.finding {
            ComparisonFinding::Extra(by) => Some(by),
            _ => None,
        })
    }
}

impl ComparisonRow {
    fn extra_row(
        tenant: ComparisonTenant<'_>,
        thing: &ComparedPermission,
        by: &ExistingAssignment,
        finding: ComparisonFinding,
    ) -> Self {
        let lasting = WantedDuration::from_term(by.term(), None).duration_to_request(tenant.now);
        Self { about: named(tenant, thing, Some(by)), finding, lasting }
    }

    /// What would put it right: asking for what is missing or comes through a group only, or giving up what is not
    /// wanted. Nothing, where it is right or unclear, or its API is not known in this tenant; and nothing where it ends
    /// at another time, for what is assigned is not given again.
    pub fn correction(&self) -> Option<Wish> {
        match &self.finding {
            ComparisonFinding::Missing | ComparisonFinding::ThroughGroup(_) => self.wish(),
            ComparisonFinding::Extra(by) | ComparisonFinding::OtherThroughGroup { by, .. } => Some(match by {
                ExistingAssignment::AppRole(assignment) => Wish::Remove(Permission::AppRole(AppRoleIds {
                    resource: assignment.grant.resource,
                    role: assignment.grant.app_role,
                })),
                ExistingAssignment::DirectoryRole { assignment, .. } => Wish::Remove(Permission::EntraRole {
                    role: assignment.grant.role,
                    scope: assignment.grant.scope.clone(),
                }),
            }),
            ComparisonFinding::Held(_)
            | ComparisonFinding::HeldLonger { .. }
            | ComparisonFinding::EndsSooner { .. }
            | ComparisonFinding::CannotTell(_) => None,
        }
    }

    /// The wish that asks for what the row is about; nothing, where its API is not known in this tenant, or its time is
    /// over or not known.
    pub fn wish(&self) -> Option<Wish> {
        match &self.about {
            ComparisonSubject::Wish(wish) => Some(wish.clone()),
            ComparisonSubject::Thing { thing: ComparedPermission::AppRole { api: ApiKey::App(api), role }, .. } => {
                Some(Wish::Add(
                    Permission::AppRole(AppRoleName { api: *api, role: RoleKey::Id(*role) }),
                    Lasting::Permanent,
                ))
            }
            ComparisonSubject::Thing { thing: ComparedPermission::AppRole { .. }, .. } => None,
            ComparisonSubject::Thing { thing: ComparedPermission::DirectoryRole { role, scope }, .. } => Some(
                Wish::Add(Permission::EntraRole { role: *role, scope: scope.clone() }, *self.lasting.as_ref().ok()?),
            ),
        }
    }
}

fn wanted_row(tenant: ComparisonTenant<'_>, side: &Side, wish: &Wish, meaning: &WishMeaning) -> ComparisonRow {
    let lasting = match wish {
        Wish::Add(Permission::EntraRole { .. }, lasting) => *lasting,
        _ => Lasting::Permanent,
    };
    let row = |about, finding| ComparisonRow { about, finding, lasting: Ok(lasting) };
    let asked = || ComparisonSubject::Wish(wish.clone());
    let held = |by: &ExistingAssignment| {
        WantedDuration::from(lasting).compare_with_assignment(by, side.ends_gap.as_ref(), tenant.now)
    };
    match meaning {
        WishMeaning::AnyOf(things) => match things.iter().find_map(|thing| Some((thing, side.things.get(thing)?))) {
            Some((thing, by)) => row(named(tenant, thing, Some(by)), held(by)),
            None => {
                // Only app roles have several IDs, and they aren't assigned through groups.
                let about = things.first().map_or_else(asked, |thing| named(tenant, thing, None));
                row(about, things.first().map_or(ComparisonFinding::Missing, |thing| side.not_assigned(thing)))
            }
        },
        WishMeaning::Several(things) => {
            let assigned: Vec<&ExistingAssignment> = things.iter().filter_map(|thing| side.things.get(thing)).collect();
            let finding = match assigned.first() {
                None if things.iter().any(|thing| side.indirect_assignment(thing).is_some()) => {
                    ComparisonFinding::CannotTell(UnknownReason::Ambiguous)
                }
                None => match things.iter().find_map(|thing| side.gap(thing)) {
                    Some(problem) => ComparisonFinding::CannotTell(UnknownReason::HeldUnread(problem)),
                    None => ComparisonFinding::Missing,
                },
                Some(by) if assigned.len() == things.len() => {
                    let otherwise =
                        assigned.iter().map(|by| held(by)).find(|it| !matches!(it, ComparisonFinding::Held(_)));
                    otherwise.unwrap_or_else(|| held(by))
                }
                Some(_) => ComparisonFinding::CannotTell(UnknownReason::Ambiguous),
            };
            row(asked(), finding)
        }
        WishMeaning::NotInTenant => row(asked(), ComparisonFinding::Missing),
        WishMeaning::Unclear(UnclearReason::ApiUnread) => {
            let finding = match &side.app_roles_gap {
                _ if side.has_unread_api(tenant.apis) => ComparisonFinding::CannotTell(UnknownReason::ApiUnread),
                Some(problem) => ComparisonFinding::CannotTell(UnknownReason::HeldUnread(problem.clone())),
                None => ComparisonFinding::Missing,
            };
            row(asked(), finding)
        }
        WishMeaning::Unclear(_) => row(asked(), ComparisonFinding::CannotTell(UnknownReason::NoSuchRole)),
    }
}

/// The permission with the names that the tenant gives, or those that were noted with the assignment.
fn named(
    tenant: ComparisonTenant<'_>,
    thing: &ComparedPermission,
    by: Option<&ExistingAssignment>,
) -> ComparisonSubject {
    let (of, label) = match thing {
        ComparedPermission::AppRole { api, role } => {
            let known = match api {
                ApiKey::App(app_id) => tenant.apis.by_app_id(*app_id),
                ApiKey::Resource(_) => None,
            };
            let noted = match by {
                Some(ExistingAssignment::AppRole(assignment)) if !assignment.resource_name.is_empty() => {
                    Some(assignment.resource_name.clone())
                }
                _ => None,
            };
            let label =
                known.and_then(|api| api.role(*role)).map_or_else(|| role.to_string(), |it| it.label().to_owned());
            (known.map(|api| api.display_name.clone()).or(noted), label)
        }
        ComparedPermission::DirectoryRole { role, .. } => {
            let listed = match tenant.directory_roles {
                Ok(listing) => listing.items.iter().find(|definition| definition.id == *role),
                Err(_) => None,
            };
            let noted = match by {
                Some(ExistingAssignment::DirectoryRole { assignment, .. }) => assignment.definition.as_ref(),
                _ => None,
            };
            (None, listed.or(noted).map_or_else(|| role.to_string(), |it| it.display_name.clone()))
        }
    };
    ComparisonSubject::Thing { thing: thing.clone(), of, label }
}

#[cfg(test)]
mod tests;
