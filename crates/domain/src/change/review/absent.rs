//! Wishes for an identity that is not there: none of them is possible, and the rest of a change does not fail with them.

use super::outcome::{Absent, Review};
use super::row::{Obstacle, ReviewRow, Verdict};
use super::subject;
use crate::apis::KnownApis;
use crate::change::wish::Wish;
use crate::directory_role::RoleDefinition;
use crate::listing::Listing;
use crate::person::Person;
use crate::problem::Problem;

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
