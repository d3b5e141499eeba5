//! Reads both sides of a comparison.

use std::rc::Rc;

use futures_util::future::{join3, join4};

use crate::web::browser::clock;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::tenant::open_tenant::OpenDirectory;
use crate::web::text::compare as text;
use domain::access::Held;
use domain::change::wish::Wish;
use domain::held_role::RoleAccess;
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::verify::{ComparedPrincipal, ComparisonTenant, Verification, compare_with_identity, compare_with_wishes};
use graph::operations::lookup::FoundObject;
use graph::operations::review::apis_of;

/// A comparison as it was read.
pub struct Compared {
    /// What the identity was compared with.
    pub with: CompareWith,
    /// What came of it.
    pub outcome: ComparisonOutcome,
}

/// What came of a comparison.
pub enum ComparisonOutcome {
    /// A table.
    Table {
        /// The other's name, where it is an identity.
        other: Option<String>,
        /// What is assigned.
        table: Verification,
        /// What the table does not say, such as what arrives through groups and is not wanted, in sentences.
        beside: Vec<String>,
    },
    /// The id to compare with belongs to something that has no permissions.
    OtherThing(FoundObject),
}

/// Reads what is assigned, and what the names mean, and compares. A list that cannot be read costs the rows that need
/// it.
///
/// `wishes` is what is in the set, where it is a set.
///
/// # Errors
///
/// Where nothing of the identity's permissions and roles can be read, or no one can be asked who the other is.
pub async fn compare(
    directory: Rc<OpenDirectory>,
    id: ServicePrincipalId,
    with: CompareWith,
    wishes: Vec<Wish>,
) -> Result<Compared, Problem> {
    let outcome = match with {
        CompareWith::Set(_) => {
            let apis = apis_of(&wishes);
            let (held, access, roles, ()) = join4(
                directory.assignments_of(id),
                directory.role_access(id, |_| ()),
                directory.directory_roles(),
                directory.load_apis(&apis),
            )
            .await;
            load_apis(&directory, &[&held]).await;
            let held = readable(held)?;
            let tenant = ComparisonTenant { apis: &directory.apis(), directory_roles: &roles, now: clock::now() };
            let table = compare_with_wishes(tenant, ComparedPrincipal { held: &held, roles: &access }, &wishes);
            let beside =
                text::through_groups(text::THIS, &access, &table.unlisted_group_roles(&access)).into_iter().collect();
            ComparisonOutcome::Table { other: None, table, beside }
        }
        CompareWith::Identity(other) => compare_two(&directory, id, other).await?,
    };
    Ok(Compared { with, outcome })
}

async fn compare_two(
    directory: &OpenDirectory,
    id: ServicePrincipalId,
    other: ServicePrincipalId,
) -> Result<ComparisonOutcome, Problem> {
    let apis = apis_of(&[]);
    let (held, found, roles, ()) = join4(
        directory.assignments_of(id),
        directory.find(other.0),
        directory.directory_roles(),
        directory.load_apis(&apis),
    )
    .await;
    // An application id may have been given; what is assigned is under the object id.
    let (other, name) = match found? {
        FoundObject::ManagedIdentity(identity) => (identity.id, identity.display_name),
        FoundObject::Application(principal) => (principal.id, principal.display_name),
        found => return Ok(ComparisonOutcome::OtherThing(found)),
    };
    let nothing = |_: &RoleAccess| ();
    let (of_other, access, access_of_other) = join3(
        directory.assignments_of(other),
        directory.role_access(id, nothing),
        directory.role_access(other, nothing),
    )
    .await;
    load_apis(directory, &[&held, &of_other]).await;
    let (held, of_other) = (readable(held)?, readable(of_other)?);
    let tenant = ComparisonTenant { apis: &directory.apis(), directory_roles: &roles, now: clock::now() };
    let table = compare_with_identity(
        tenant,
        ComparedPrincipal { held: &held, roles: &access },
        ComparedPrincipal { held: &of_other, roles: &access_of_other },
    );
    let (at_this, at_other) =
        (table.unlisted_group_roles(&access), table.unlisted_group_roles_of_other(&access_of_other));
    let beside = [
        text::through_groups(text::THIS, &access, &at_this),
        text::through_groups(text::THE_OTHER, &access_of_other, &at_other),
        text::ends_unread(text::THE_OTHER, &access_of_other),
    ];
    Ok(ComparisonOutcome::Table { other: Some(name), table, beside: beside.into_iter().flatten().collect() })
}

/// Reads the APIs that are seen in what is assigned. One that cannot be read stays without names.
async fn load_apis(directory: &OpenDirectory, sides: &[&Held]) {
    let listings = sides.iter().flat_map(|held| &held.app_roles);
    let resources = listings.flat_map(|listing| listing.items.iter().map(|assignment| assignment.grant.resource));
    let _ = directory.load_resources(resources).await;
}

/// What is assigned, unless nothing of it could be read.
fn readable(held: Held) -> Result<Held, Problem> {
    match (&held.app_roles, &held.directory_roles) {
        (Err(problem), Err(_)) => Err(problem.clone()),
        _ => Ok(held),
    }
}
