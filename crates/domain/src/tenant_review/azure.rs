//! The Azure roles of the identities of a review, and the tier of each identity with them.

use super::reading::TenantReading;
use super::reading::{AzureReading, AzureState};
use super::{DecidingPermissionIndex, PermissionKey, PermissionState, ReviewedIdentity, ReviewedPermission};
use crate::azure_reach::{Host, KnownTier, RatedAzureRole, ScopedAzureRole, tiers_with_azure};
use crate::azure_role::AzureRole;
use crate::guid::Guid;
use crate::identity_tier_inputs::directory_gaps;
use crate::ids::{ObjectId, ServicePrincipalId};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::tiers::{IdentityTier, TierGap, TierGaps, TierInputs, TierRating};

/// Computes the tier of every row, with what was read of Azure. `held` gives the permissions of a row, by place.
pub(super) fn rate_rows(
    rows: &mut [ReviewedIdentity],
    reading: &TenantReading,
    things: &[ReviewedPermission],
    held: impl Fn(&ReviewedIdentity) -> Vec<u32>,
) -> Vec<RatedAzureRole> {
    let all_roles = reading.has_all_roles();
    let of_directory = |row: &ReviewedIdentity| {
        let rated =
            held(row).into_iter().map(|place| (DecidingPermissionIndex::Thing(place), things[place as usize].verdict));
        let rated: Vec<(DecidingPermissionIndex, Option<TierRating>)> = rated.collect();
        let unread = |(at, _): &(DecidingPermissionIndex, _)| matches!(at, DecidingPermissionIndex::Thing(place) if is_of_unread_api(&things[*place as usize]));
        let gaps = directory_gaps(row.read, !rated.iter().any(unread), !all_roles);
        TierInputs { rated, gaps }
    };
    let mut inputs: Vec<TierInputs<DecidingPermissionIndex>> = rows.iter().map(of_directory).collect();
    let mut azure_roles = Vec::new();
    match reading.azure() {
        AzureState::Read(read) => add_azure(rows, &mut inputs, &mut azure_roles, read, reading),
        AzureState::NotConnected | AzureState::Pending => {
            inputs.iter_mut().for_each(|it| it.gaps = it.gaps.with(TierGap::AzureNotConnected, true));
        }
        AzureState::Failed(_) => {
            inputs.iter_mut().for_each(|it| it.gaps = it.gaps.with(TierGap::AzureRoles, true));
        }
    }
    for (row, inputs) in rows.iter_mut().zip(inputs) {
        let tier = IdentityTier::of(inputs);
        row.worst = tier.worst.map(|(at, _)| at);
        row.gaps = tier.gaps;
    }
    azure_roles
}

fn is_of_unread_api(thing: &ReviewedPermission) -> bool {
    thing.state == PermissionState::NotRead && matches!(thing.key, PermissionKey::AppRole(..))
}

fn add_azure(
    rows: &mut [ReviewedIdentity],
    inputs: &mut [TierInputs<DecidingPermissionIndex>],
    azure_roles: &mut Vec<RatedAzureRole>,
    read: &AzureReading,
    reading: &TenantReading,
) {
    let estate =
        read.estate.clone().with_hosts(rows.iter().filter_map(|row| {
            Some(Host { resource: row.identity.resource.clone()?, identities: vec![row.identity.id] })
        }));
    let roles_of = roles_by_identity(rows, read, reading);
    let complete = read.roles.is_complete() && reading.has_all_members();
    let known = |inputs: &TierInputs<DecidingPermissionIndex>| {
        let tier = IdentityTier::of(inputs.clone());
        KnownTier { tier: tier.tier(), gaps: tier.gaps.with(TierGap::AzureRoles, !complete) }
    };
    let own: SortedMap<ServicePrincipalId, KnownTier> =
        rows.iter().zip(inputs.iter()).map(|(row, inputs)| (row.identity.id, known(inputs))).collect();
    let at: SortedMap<ServicePrincipalId, Vec<ScopedAzureRole<'_>>> =
        roles_of.iter().map(|(id, roles)| (*id, roles.iter().map(|it| (it.role, &it.scope)).collect())).collect();
    let (_, leads) = tiers_with_azure(&own, &at, &estate);
    for (row, inputs) in rows.iter_mut().zip(inputs) {
        let id = row.identity.id;
        inputs.gaps = inputs.gaps.with(TierGap::AzureRoles, !complete);
        row.first_azure = place(azure_roles.len());
        let none = Vec::new();
        let of_one = roles_of.get(&id).into_iter().flatten().zip(leads.get(&id).unwrap_or(&none));
        for (role, lead) in of_one {
            let rated = RatedAzureRole::of((*role).clone(), *lead);
            inputs.gaps = inputs.gaps.with(TierGap::AzureReach, rated.rating.may_be_higher);
            inputs.rated.push((DecidingPermissionIndex::Azure(place(azure_roles.len())), rated.rating.verdict));
            azure_roles.push(rated);
        }
        row.azure = place(azure_roles.len()) - row.first_azure;
    }
}

/// The Azure roles of each identity, those of its groups included.
fn roles_by_identity<'a>(
    rows: &[ReviewedIdentity],
    read: &'a AzureReading,
    reading: &TenantReading,
) -> SortedMap<ServicePrincipalId, Vec<&'a AzureRole>> {
    let identities: SortedSet<Guid> = rows.iter().map(|row| row.identity.id.0).collect();
    let of_members = |role: &'a AzureRole| {
        let members = reading.members_of(ObjectId(role.principal)).iter();
        members.filter(|id| identities.contains(id)).map(move |id| (ServicePrincipalId(*id), role))
    };
    let own = |role: &'a AzureRole| {
        identities.contains(&role.principal).then_some((ServicePrincipalId(role.principal), role))
    };
    let of_role = |(role, _): &'a (AzureRole, _)| {
        let own = own(role);
        let members = own.is_none().then(|| of_members(role));
        own.into_iter().chain(members.into_iter().flatten())
    };
    SortedMap::grouped(read.roles.items.iter().flat_map(of_role))
}

/// Nothing is known of a row before it is rated.
pub(super) const NOT_RATED: (Option<DecidingPermissionIndex>, TierGaps) = (None, TierGaps::NONE);

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::sorted_map::SortedMap;

    use super::super::example::{self, ADMIN, ARCHIVE, IDLE, NOW, SUBSCRIPTION};
    use super::super::{DecidingPermission, TenantReview};
    use super::*;
    use crate::azure_reach::AzureEstate;
    use crate::azure_role::{AzureScope, PrincipalKind};
    use crate::listing::Listing;
    use crate::problem::Problem;
    use crate::tiers::Tier;

    const CONTRIBUTOR: Guid = Guid::known("b24988ac-6180-42a0-ab88-20f7382dd24c");

    fn role(principal: Guid, scope: &str) -> AzureRole {
        AzureRole {
            id: "a".to_owned(),
            principal,
            role: CONTRIBUTOR,
            role_name: Some("Contributor".to_owned()),
            custom: false,
            scope: AzureScope::parse(&format!("/subscriptions/{SUBSCRIPTION}{scope}")),
            subscription_name: None,
            created: None,
            conditional: false,
            standing: None,
        }
    }

    fn azure(roles: Vec<(AzureRole, PrincipalKind)>) -> AzureReading {
        let visible = SortedMap::from([(SUBSCRIPTION, Some(SortedSet::new()))]);
        AzureReading { roles: Listing::complete(roles), estate: AzureEstate::of(Vec::new(), visible, None) }
    }

    fn review(azure: Result<AzureReading, Problem>) -> TenantReview {
        let mut reading = example::reading();
        reading.note_azure(azure);
        TenantReview::of(&reading, &example::apis(), NOW)
    }

    fn tier(review: &TenantReview, id: ServicePrincipalId) -> (Option<Tier>, Vec<TierGap>) {
        let row = review.row_of(id).unwrap();
        (review.tier(row), review.tier_gaps(row).iter().collect())
    }

    #[test]
    fn contributor_on_a_resource_group_has_the_tier_of_the_identities_in_it() {
        let to = |scope: &str| review(Ok(azure(vec![(role(IDLE.0, scope), PrincipalKind::ServicePrincipal)])));
        // The group has "admin", which is tier 0.
        let found = to("/resourceGroups/RG-Auto");
        assert_eq!(tier(&found, IDLE), (Some(Tier::Zero), vec![]));
        let Some(DecidingPermission::Azure(worst)) = found.deciding_permission(found.row_of(IDLE).unwrap()) else {
            panic!("an Azure role")
        };
        assert_eq!(worst.leads_to, Some(ADMIN));
        // This one has "twin", whose tier is lower than what Contributor allows by itself.
        assert_eq!(tier(&to("/resourceGroups/rg-web"), IDLE), (Some(Tier::One), vec![]));
    }

    #[test]
    fn without_azure_every_tier_but_the_highest_says_so() {
        let found = review(Err(Problem::SignInNeeded));
        assert!(found.is_complete() && !found.is_azure_connected());
        assert_eq!(tier(&found, ADMIN), (Some(Tier::Zero), vec![]));
        assert_eq!(tier(&found, IDLE), (None, vec![TierGap::AzureNotConnected]));
        assert_eq!(tier(&found, ARCHIVE).1, [TierGap::AzureNotConnected]);
        let failed = review(Err(Problem::Offline));
        assert!(!failed.is_complete());
        assert_eq!(tier(&failed, IDLE), (None, vec![TierGap::AzureRoles]));
    }

    #[test]
    fn a_role_of_a_group_counts_for_its_members_and_unread_members_make_tiers_incomplete() {
        let of_group = || azure(vec![(role(example::GROUP.0, "/resourceGroups/rg-auto"), PrincipalKind::Group)]);
        let found = review(Ok(of_group()));
        assert_eq!(tier(&found, example::OTHER_TWIN), (Some(Tier::Zero), vec![]));
        assert_eq!(tier(&found, IDLE), (None, vec![]));
        let mut reading = example::reading();
        reading.note_azure(Ok(of_group()));
        reading.note_members(example::GROUP, Err(Problem::Offline));
        let found = TenantReview::of(&reading, &example::apis(), NOW);
        assert!(tier(&found, IDLE).1.contains(&TierGap::AzureRoles));
    }
}
