//! Wishes for an identity that is not there: none of them is possible, and the rest of a change does not fail with them.

use super::row::{Obstacle, ReviewRow, Verdict};
use super::{Review, subject};
use crate::apis::KnownApis;
use crate::change::wish::Wish;
use crate::directory_role::RoleDefinition;
use crate::ids::ServicePrincipalId;
use crate::listing::Listing;
use crate::person::Person;
use crate::problem::Problem;

/// An identity of a change that can't be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The id that was to be a managed identity's.
    pub id: ServicePrincipalId,
    /// What the tenant calls whatever has the id, where it has a name.
    pub name: Option<String>,
    /// Why it cannot be changed.
    pub why: Absence,
}

/// Why there is no managed identity to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing in the tenant has this id any more, or ever had.
    NotFound,
    /// It was deleted and can still be restored.
    Deleted,
    /// The id belongs to something that is not a managed identity.
    SomethingElse,
}

/// Says of each wish for an identity that is not there that it is not possible.
pub fn review_absent(
    person: &Person,
    absent: Absent,
    apis: &KnownApis,
    directory_roles: &Result<Listing<RoleDefinition>, Problem>,
    wishes: &[Wish],
) -> Review {
    let verdict = Verdict::NotPossible(Obstacle::NobodyThere(absent.why));
    let subject = |wish: &Wish| subject::of_wish(apis, directory_roles, wish);
    let row = |wish: &Wish| ReviewRow::new(absent.id, wish.clone(), subject(wish), verdict.clone());
    let rows = wishes.iter().map(row).collect();
    Review {
        tenant: person.tenant.id,
        person: person.id,
        page: absent.id,
        identities: Vec::new(),
        absent: vec![absent],
        rows,
    }
}
