//! One identity has one tier: in the review of the tenant and on its own page, computed from the same inputs.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::azure_reach::{KnownTier, RatedAzureRole};
use domain::azure_role::AzureRole;
use domain::held_role::{RolePart, Term};
use domain::identity::ManagedIdentity;
use domain::identity_tier_inputs::of_directory;
use domain::ids::ObjectId;
use domain::tenant_review::{TenantReading, TenantReview};
use domain::tiers::{IdentityTier, Tier, TierGap, TierGaps};
use graph::operations::tenant_review::ReadingControl;
use graph::transport::Surroundings;
use simulator::sample;

use crate::visit::Visit;

/// The Azure roles of one identity, those of its groups included.
async fn azure_roles(visit: &Visit, identity: &ManagedIdentity) -> Vec<AzureRole> {
    let (directory, id) = (&visit.directory, identity.id);
    let groups = directory.groups_of(id).await.unwrap().memberships.items;
    let groups: Vec<ObjectId> = groups.iter().map(|group| group.id).collect();
    directory.azure_roles_of(id, &groups, None).await.unwrap().items
}

/// The tier as the page of one identity computes it, with nothing known of a review.
async fn tier_on_its_page(visit: &Visit, identity: &ManagedIdentity) -> (Option<Tier>, TierGaps) {
    let (directory, id) = (&visit.directory, identity.id);
    let app_roles = directory.assignments_of(id).await.app_roles.unwrap();
    directory.load_resources(app_roles.items.iter().map(|it| it.grant.resource)).await.unwrap();
    let access = directory.role_access(id, |_| ()).await;
    let roles = azure_roles(visit, identity).await;
    let leads = directory.reached_tiers(id, &roles, |_| None).await;
    let mut inputs = of_directory(&app_roles, true, &access, &directory.apis());
    for (role, lead) in roles.into_iter().zip(leads) {
        let rated = RatedAzureRole::of(role, lead);
        inputs.gaps = inputs.gaps.with(TierGap::AzureReach, rated.rating.may_be_higher);
        inputs.rated.push(((), rated.rating.verdict));
    }
    let tier = IdentityTier::of(inputs);
    (tier.tier(), tier.gaps)
}

#[test]
fn every_identity_of_the_sample_has_the_same_tier_in_the_review_and_on_its_page() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    assert!(review.is_complete() && review.is_azure_connected());
    let mut by_azure_alone = BTreeSet::new();
    let mut compared = 0;
    for (row, it) in review.rows().iter().enumerate() {
        let name = &it.identity.display_name;
        let page = visit.time.run(tier_on_its_page(&visit, &it.identity)).unwrap();
        let reviewed = (review.tier(row), review.tier_gaps(row));
        // Of more identities than a page reads, the review alone tells.
        if page.1.has(TierGap::AzureReach) {
            assert!(reviewed.0 <= page.0 || page.0.is_none(), "{name}: the page never says more than there is");
            continue;
        }
        assert_eq!(page, reviewed, "{name}");
        compared += 1;
        if review.assignments(row).is_empty() && reviewed.0.is_some() {
            by_azure_alone.insert(name.clone());
        }
    }
    assert!(compared > review.len() / 2, "{compared} of {}", review.len());
    assert!(!by_azure_alone.is_empty(), "an identity without permissions has a tier by an Azure role");
}

#[test]
fn identities_known_by_a_review_leave_room_to_read_others() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    let of_review = |id| {
        let row = review.row_of(id)?;
        Some(KnownTier { tier: review.tier(row), gaps: review.tier_gaps(row) })
    };
    let mut compared = 0;
    for it in review.rows() {
        let id = it.identity.id;
        let (told, read) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
        // The identities of tier 0 are to be read.
        let known = |id| {
            let known = of_review(id).filter(|known| known.tier != Some(Tier::Zero));
            if known.is_some() { &told } else { &read }.borrow_mut().insert(id);
            known
        };
        let roles = visit.time.run(azure_roles(&visit, &it.identity)).unwrap();
        let leads = visit.time.run(visit.directory.reached_tiers(id, &roles, known)).unwrap();
        let (told, read) = (told.into_inner().len(), read.into_inner().len());
        // A page reads up to 20.
        if told >= 20 && (1..=20).contains(&read) {
            let with_all_known = visit.time.run(visit.directory.reached_tiers(id, &roles, of_review)).unwrap();
            assert_eq!(leads, with_all_known, "{}", it.identity.display_name);
            compared += 1;
        }
    }
    assert!(compared > 0, "an identity of the sample reaches so many");
}

#[test]
fn a_review_without_azure_says_so_beside_every_tier_that_could_be_higher() {
    let visit = Visit::without_azure(sample::tenant);
    let review = visit.read();
    assert!(!review.is_azure_connected());
    for (row, it) in review.rows().iter().enumerate() {
        let says_so = review.tier_gaps(row).has(TierGap::AzureNotConnected);
        assert_eq!(says_so, review.tier(row) != Some(Tier::Zero), "{}", it.identity.display_name);
    }
}

#[test]
fn a_role_missing_in_graph_s_list_has_its_tier_in_the_review() {
    let visit = Visit::to(sample::tenant);
    let tier_zero =
        |review: &TenantReview| (0..review.len()).filter(|&row| review.tier(row) == Some(Tier::Zero)).count();
    let before = tier_zero(&visit.read());
    for api in visit.simulator.borrow_mut().tenant.service_principals.values_mut() {
        api.app_roles.retain(|role| role.value.as_deref() != Some("RoleManagement.ReadWrite.Directory"));
    }
    let again = Visit::to(|_| visit.simulator.borrow().tenant.clone());
    assert_eq!(tier_zero(&again.read()), before);
}

#[test]
fn a_500_on_schedule_instances_leaves_direct_roles_with_an_unknown_end() {
    let visit = Visit::to(sample::tenant);
    let review = visit.read();
    let identity = review.rows().iter().find(|it| it.identity.display_name == "aa-m365-lifecycle").unwrap();
    visit.watched.failing.replace(Some(("/roleAssignmentScheduleInstances".to_owned(), 500)));
    let access = visit.time.run(visit.directory.role_access(identity.identity.id, |_| ())).unwrap();
    let terms: Vec<Term> = access.roles().iter().map(|held| held.term).collect();
    assert_eq!(terms, [Term::NotKnown], "the role is shown all the same");
    assert_eq!(access.gaps().iter().map(|(part, _)| *part).collect::<Vec<_>>(), [RolePart::TimeBound]);
}

#[test]
fn one_refused_read_leaves_its_identity_unknown_and_out_of_the_totals() {
    let visit = Visit::to(sample::tenant);
    let whole = visit.read();
    let row = (0..whole.len()).find(|&row| whole.assignments(row).len() > 2).unwrap();
    let id = whole.rows()[row].identity.id;
    let again = Visit { reading: RefCell::new(TenantReading::default()), brake: ReadingControl::default(), ..visit };
    again.watched.failing.replace(Some((format!("{id}/appRoleAssignments"), 403)));
    let review = again.read();
    let row = review.row_of(id).unwrap();
    assert_eq!(review.count(row), None);
    assert!(review.tier(row) == Some(Tier::Zero) || review.tier_gaps(row).has(TierGap::AppRoles));
    assert!(review.assignment_count() < whole.assignment_count() && !review.is_complete());
    assert!(again.time.now() > whole.at);
}
