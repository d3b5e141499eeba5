//! Each finding, on a small tenant with one identity for each.

use std::rc::Rc;

use super::*;
use crate::api::Api;
use crate::apis::{ApiState, KnownApis};
use crate::azure_resource::AzureResource;
use crate::listing::Listing;
use crate::tenant_review::example::{self, NOW, SUBSCRIPTION};
use crate::well_known::MICROSOFT_GRAPH;

/// Who was found, with what.
fn named(review: &TenantReview, finding: &Finding) -> Vec<(String, Vec<String>)> {
    let label = |&place: &u32| review.permission(place).label.clone();
    let one = |it: &FoundIdentity| {
        let name = review.rows()[it.row].identity.display_name.clone();
        let mut labels: Vec<String> = it.things.iter().map(label).collect();
        labels.sort();
        (name, labels)
    };
    finding.found.iter().map(one).collect()
}

#[test]
fn each_finding_names_its_identities_and_what_they_could_do_without() {
    let review = example::review();
    let all = findings(&review, NOW);
    let check = |kind: FindingKind, wanted: &[(&str, &[&str])]| {
        let finding = all.iter().find(|it| it.kind == kind).unwrap();
        let found = named(&review, finding);
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|(name, things)| (name.as_str(), things.iter().map(String::as_str).collect())).collect();
        let wanted: Vec<(&str, Vec<&str>)> = wanted.iter().map(|(name, things)| (*name, things.to_vec())).collect();
        assert_eq!(found, wanted, "{kind:?}");
    };
    check(FindingKind::TierZero, &[("admin", &["RoleManagement.ReadWrite.Directory", "User.ReadWrite.All"])]);
    check(FindingKind::WritesAndGivesRoles, &[("admin", &["RoleManagement.ReadWrite.Directory"])]);
    check(FindingKind::GrantedLately, &[("admin", &["RoleManagement.ReadWrite.Directory"])]);
    check(FindingKind::BroadBesideScoped, &[("Archive", &["Sites.FullControl.All", "Sites.FullControl.All"])]);
    let gone = ["01010101-0101-0101-0101-010101010101", "02020202-0202-0202-0202-020202020202"];
    check(FindingKind::LeftOver, &[("payroll", &gone)]);
    check(FindingKind::Twins, &[("twin", &[]), ("twin", &[])]);
    assert_eq!(all.len(), FindingKind::OF_REVIEW.len());
}

#[test]
fn unused_takes_evidence_and_counts_what_it_cannot_tell() {
    let review = example::review();
    let finding = unused(&review, &example::sign_ins(), NOW);
    assert_eq!(named(&review, &finding).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Archive"]);
    assert_eq!(finding.not_known, 3, "of payroll and the twins nothing is known; idle holds nothing");
    assert_eq!(finding.found[0].at, Some(example::days_ago(200)));
}

#[test]
fn an_orphan_is_one_whose_resource_azure_would_show() {
    let review = example::review();
    let there = |row: &usize| review.rows()[*row].identity.display_name != "admin";
    let resource = |row: usize| review.rows()[row].identity.resource.clone();
    let resources: Vec<AzureResource> = (0..review.len()).filter(there).filter_map(resource).collect();
    let subscriptions = Listing::complete(vec![(SUBSCRIPTION, "Production".to_owned())]);
    let azure = AzureInventory::of(Listing::complete(resources), subscriptions);
    let finding = orphans(&review, &azure);
    assert_eq!(named(&review, &finding).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["admin"]);
    assert_eq!(finding.not_known, 1, "payroll has no resource");
}

#[test]
fn what_comes_through_a_group_cannot_be_taken_from_the_identity() {
    let review = example::review();
    let row = review.row_of(example::OTHER_TWIN).unwrap();
    let found = FoundIdentity { row, things: everything(&review, row), azure: Vec::new(), at: None };
    assert_eq!((found.things.len(), found.removable(&review).len()), (1, 0));
}

#[test]
fn catalogued_role_missing_in_graphs_list_is_tier_0_and_not_orphaned() {
    let mut apis = example::apis();
    let graph = apis.by_app_id(MICROSOFT_GRAPH).unwrap();
    let shorter = Api {
        app_roles: graph
            .app_roles
            .iter()
            .filter(|it| it.label() != "RoleManagement.ReadWrite.Directory")
            .cloned()
            .collect(),
        ..Api::clone(graph)
    };
    apis.note(MICROSOFT_GRAPH, ApiState::Present(Rc::new(shorter)));
    let review = TenantReview::of(&example::reading(), &apis, NOW);
    let row = review.row_of(example::ADMIN).unwrap();
    assert_eq!(review.tier(row), Some(Tier::Zero));
    let all = findings(&review, NOW);
    let names = |kind| named(&review, all.iter().find(|it| it.kind == kind).unwrap());
    assert_eq!(names(FindingKind::TierZero)[0].0, "admin");
    assert!(names(FindingKind::LeftOver).iter().all(|(name, _)| name == "payroll"), "admin's grant works");
}

#[test]
fn review_without_an_apis_roles_marks_dependent_counts_incomplete() {
    let mut apis = KnownApis::default();
    apis.note_deleted(example::GONE_API);
    // The reading was stopped before it came to the APIs: no one has noted a problem.
    let review = TenantReview::of(&example::reading(), &apis, NOW);
    assert!(!review.is_complete());
    let incomplete: Vec<FindingKind> =
        findings(&review, NOW).into_iter().filter(|it| it.incomplete).map(|it| it.kind).collect();
    use FindingKind::{BroadBesideScoped, LeftOver, TierZero, WritesAndGivesRoles};
    assert_eq!(incomplete, [TierZero, WritesAndGivesRoles, BroadBesideScoped, LeftOver]);
    let without_azure: Vec<FindingKind> =
        findings(&example::review(), NOW).into_iter().filter(|it| it.incomplete).map(|it| it.kind).collect();
    assert_eq!(without_azure, [TierZero], "Azure is not connected");
}

#[test]
fn words_lead_back_to_their_kind() {
    for kind in FindingKind::ALL {
        assert_eq!(FindingKind::named(kind.word()), Some(kind));
    }
}
