//! What changed in the tenant since a review was saved.
//!
//! Only what was read both times is compared: an identity that could not be read then or now is counted and nothing is
//! said of it, and without the directory roles of both times nothing is said of those.

use super::missing::MissingData;
use super::saved::{SavedReview, SavedReviewPermission};
use super::{PermissionKey, TenantReview};
use crate::ids::{ObjectId, ServicePrincipalId};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::time::Timestamp;

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// When the saved review was read.
    pub since: Timestamp,
    /// Whether the saved review was complete.
    pub was_complete: bool,
    /// Whether directory roles were compared.
    pub directory_roles: bool,
    /// What is assigned now and was not, by identities that were there.
    pub granted: Vec<PermissionChange>,
    /// What was assigned and is not any more, by identities that are still there.
    pub revoked: Vec<PermissionChange>,
    /// Identities that are new, by row.
    pub new: Vec<usize>,
    /// Deleted identities.
    pub gone: Vec<(ServicePrincipalId, String)>,
    /// How many identities could not be compared, because they could not be read then or now.
    pub not_compared: usize,
}

/// A permission that an identity has now and didn't have, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionChange {
    /// The row of the identity.
    pub row: usize,
    /// The permission.
    pub key: PermissionKey,
    /// What it is called.
    pub label: String,
    /// The name of its API; empty for a directory role.
    pub api_name: String,
    /// Whether it is or was assigned through a group.
    pub through_group: bool,
}

type ReviewedPermissions<'a> = SortedSet<(&'a PermissionKey, Option<ObjectId>)>;

/// Compares a saved review with this one.
pub fn drift(saved: &SavedReview, now: &TenantReview) -> Drift {
    let roles_now =
        !now.missing.iter().any(|it| matches!(it, MissingData::DirectoryRoles(_) | MissingData::Members { .. }));
    let directory_roles = saved.directory_roles && roles_now;
    let counts = |key: &PermissionKey| directory_roles || matches!(key, PermissionKey::AppRole(..));
    let rows: SortedMap<ServicePrincipalId, usize> =
        (0..).zip(now.rows()).map(|(row, it)| (it.identity.id, row)).collect();
    let all_known = !now.missing.iter().any(|it| matches!(it, MissingData::Identities(_)));
    let mut drift = Drift {
        since: saved.at,
        was_complete: saved.complete,
        directory_roles,
        granted: Vec::new(),
        revoked: Vec::new(),
        new: Vec::new(),
        gone: Vec::new(),
        not_compared: 0,
    };
    let mut seen = vec![false; now.len()];
    for old in &saved.identities {
        let Some(&row) = rows.get(&old.id) else {
            if all_known {
                drift.gone.push((old.id, old.name.clone()));
            } else {
                drift.not_compared += 1;
            }
            continue;
        };
        seen[row] = true;
        if !old.read || !now.rows()[row].read {
            drift.not_compared += 1;
            continue;
        }
        let held = now
            .assignments(row)
            .iter()
            .map(|it| (&now.permission(it.thing).key, now.assigning_group(*it).map(|(id, _)| *id)));
        let held: ReviewedPermissions<'_> = held.filter(|(key, _)| counts(key)).collect();
        let was = old.held.iter().map(|(place, through)| (&saved.things[*place].key, *through));
        let was: ReviewedPermissions<'_> = was.filter(|(key, _)| counts(key)).collect();
        drift.granted.extend(held.difference(&was).map(|(key, through)| of_now(now, row, key, *through)));
        drift.revoked.extend(was.difference(&held).map(|(key, through)| of_then(saved, row, key, *through)));
    }
    drift.new = (0..now.len()).filter(|row| !seen[*row]).collect();
    drift
}

impl Drift {
    /// Whether nothing changed, as far as could be compared.
    pub fn is_empty(&self) -> bool {
        self.granted.is_empty() && self.revoked.is_empty() && self.new.is_empty() && self.gone.is_empty()
    }
}

fn of_now(now: &TenantReview, row: usize, key: &PermissionKey, through: Option<ObjectId>) -> PermissionChange {
    let thing = now.permissions().iter().find(|it| it.key == *key);
    let (label, api_name) = thing.map(|it| (it.label.clone(), it.api_name.clone())).unwrap_or_default();
    PermissionChange { row, key: key.clone(), label, api_name, through_group: through.is_some() }
}

fn of_then(saved: &SavedReview, row: usize, key: &PermissionKey, through: Option<ObjectId>) -> PermissionChange {
    let thing: Option<&SavedReviewPermission> = saved.things.iter().find(|it| it.key == *key);
    let (label, api_name) = thing.map(|it| (it.label.clone(), it.api_name.clone())).unwrap_or_default();
    PermissionChange { row, key: key.clone(), label, api_name, through_group: through.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{EvidenceReader, EvidenceSource, EvidenceTenant};
    use crate::identity::IdentityKind;
    use crate::listing::Listing;
    use crate::problem::Problem;
    use crate::tenant_review::example::{self, ADMIN, ARCHIVE, IDLE, OTHER_TWIN, TWIN, granted};
    use crate::tenant_review::saved::{ReviewOrigin, write};
    use crate::tenant_review::{RolePrincipalKind, TenantReading};
    use crate::well_known::MICROSOFT_GRAPH;

    fn save(review: &TenantReview) -> SavedReview {
        let stamp = ReviewOrigin {
            source: EvidenceSource::Tenant,
            tenant: EvidenceTenant {
                id: "66666666-0000-4000-8000-0000000000f1".parse().unwrap(),
                name: "Halden".to_owned(),
            },
            read_by: EvidenceReader {
                id: "55555555-0000-4000-8000-0000000000e1".parse().unwrap(),
                user_principal_name: "ada".to_owned(),
            },
        };
        SavedReview::read(&write(review, &stamp).concat()).unwrap()
    }

    fn review(reading: &TenantReading) -> TenantReview {
        TenantReview::of(reading, &example::apis(), example::NOW)
    }

    fn said(drift: &[PermissionChange], now: &TenantReview) -> Vec<String> {
        let one = |it: &PermissionChange| format!("{} {}", now.rows()[it.row].identity.display_name, it.label);
        drift.iter().map(one).collect()
    }

    #[test]
    fn nothing_changed_where_nothing_did() {
        let now = example::review();
        let drift = drift(&save(&now), &now);
        assert!(drift.is_empty() && drift.directory_roles && drift.was_complete && drift.not_compared == 0);
    }

    #[test]
    fn what_was_granted_revoked_made_and_deleted_is_told_apart() {
        let saved = save(&example::review());
        let mut reading = example::reading();
        let mut identities: Vec<_> = reading.identities().iter().filter(|it| it.id != IDLE).cloned().collect();
        let new = crate::ids::ServicePrincipalId(crate::guid::Guid::from_bytes([7; 16]));
        identities.push(example::identity(new, "brand-new", IdentityKind::SystemAssigned, None));
        reading.note_identities(Ok(Listing::complete(identities)));
        reading.note_grants(new, Ok(Listing::complete(vec![])));
        let left = vec![
            granted(MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory", 10),
            granted(MICROSOFT_GRAPH, "Mail.Send", 0),
        ];
        reading.note_grants(ADMIN, Ok(Listing::complete(left)));
        reading.note_members(example::GROUP, Ok(Listing::complete(vec![TWIN.0])));
        let now = review(&reading);
        let drift = drift(&saved, &now);
        let name = |row: &usize| now.rows()[*row].identity.display_name.as_str();
        assert_eq!(said(&drift.granted, &now), ["admin Mail.Send", "twin Reports Reader"]);
        assert_eq!(said(&drift.revoked, &now), ["admin User.ReadWrite.All", "twin Reports Reader"]);
        assert!(drift.granted[1].through_group && now.row_of(TWIN) == Some(drift.granted[1].row));
        assert_eq!(now.row_of(OTHER_TWIN), Some(drift.revoked[1].row));
        assert_eq!(drift.new.iter().map(name).collect::<Vec<_>>(), ["brand-new"]);
        assert_eq!(drift.gone, [(IDLE, "idle".to_owned())]);
    }

    #[test]
    fn what_could_not_be_read_is_not_taken_for_revoked() {
        let saved = save(&example::review());
        let mut reading = example::reading();
        reading.note_grants(ARCHIVE, Err(Problem::Offline));
        reading.note_roles(Err(Problem::Offline));
        let drift_now = drift(&saved, &review(&reading));
        assert!(drift_now.is_empty() && !drift_now.directory_roles);
        assert_eq!(drift_now.not_compared, 1);

        let mut partly = Listing::complete(vec![reading.identities()[0].clone()]);
        partly.gap = Some(Problem::Offline);
        let mut reading = TenantReading::default();
        reading.note_identities(Ok(partly));
        let drift_then = drift(&saved, &review(&reading));
        assert!(drift_then.gone.is_empty(), "the list of identities has a gap");
        assert_eq!(drift_then.not_compared, 6);
    }

    #[test]
    fn a_role_that_moved_from_a_group_to_the_identity_is_a_change() {
        let saved = save(&example::review());
        let mut reading = example::reading();
        let mut roles = reading.roles().to_vec();
        roles.push(crate::tenant_review::AssignedRole {
            principal: OTHER_TWIN.0,
            kind: RolePrincipalKind::Other,
            ..roles[1].clone()
        });
        reading.note_roles(Ok(Listing::complete(roles)));
        let now = review(&reading);
        let drift = drift(&saved, &now);
        assert_eq!(
            (said(&drift.granted, &now).as_slice(), drift.revoked.len()),
            (&["twin Reports Reader".to_owned()][..], 0)
        );
    }
}
