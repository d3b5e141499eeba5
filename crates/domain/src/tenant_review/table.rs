//! A review for spreadsheets: one record for each permission of an identity, and one for each identity without
//! permissions.

use super::saved::{self, ReviewOrigin};
use super::{PermissionKey, ReviewedAssignment, TenantReview};
use crate::azure_reach::RatedAzureRole;
use crate::azure_role::AzureRole;
use crate::csv::{BYTE_ORDER_MARK, push_record};
use crate::tiers::{Tier, TierGap};

/// How many identities make a piece.
const PIECE: usize = 500;

const COLUMNS: [&str; 32] = [
    "source",
    "tenant id",
    "tenant",
    "read at",
    "read by",
    "review",
    "missing",
    "identity id",
    "application id",
    "identity",
    "kind",
    "enabled",
    "created",
    "subscription",
    "resource group",
    "azure resource",
    "identity read",
    "highest tier",
    "missing for the tier",
    "what",
    "what id",
    "of",
    "of id",
    "scope",
    "scope name",
    "state",
    "tier",
    "reason",
    "since",
    "until",
    "through",
    "through id",
];

/// The file, in pieces that follow each other. That the review is not complete is in every record, because spreadsheets
/// are sorted and cut.
pub fn write(review: &TenantReview, stamp: &ReviewOrigin) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = BYTE_ORDER_MARK.to_owned();
    push_record(&mut piece, &COLUMNS);
    let of_review = [
        stamp.source.word().to_owned(),
        stamp.tenant.id.to_string(),
        stamp.tenant.name.clone(),
        review.at.to_string(),
        stamp.read_by.user_principal_name.clone(),
        if review.is_complete() { "complete" } else { "incomplete" }.to_owned(),
        saved::gap_words(review),
    ];
    for row in 0..review.rows.len() {
        let of_identity = identity(review, row);
        let mut record = |of_thing: [String; 13]| {
            let fields: Vec<&String> = of_review.iter().chain(&of_identity).chain(&of_thing).collect();
            push_record(&mut piece, &fields);
        };
        if review.assignments(row).is_empty() && review.azure_roles(row).next().is_none() {
            record(Default::default());
        }
        for held in review.assignments(row) {
            record(permission_cells(review, *held));
        }
        for (role, is_direct) in review.azure_roles(row) {
            record(azure_role(role, is_direct));
        }
        if row % PIECE == PIECE - 1 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces
}

fn identity(review: &TenantReview, row: usize) -> [String; 12] {
    let it = &review.rows[row];
    let resource = it.identity.resource.as_ref();
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    [
        it.identity.id.to_string(),
        it.identity.app_id.to_string(),
        it.identity.display_name.clone(),
        it.identity.kind.word().to_owned(),
        yes(it.identity.enabled),
        it.identity.created.map(|at| at.to_string()).unwrap_or_default(),
        resource.and_then(|it| it.subscription()).map(|id| id.to_string()).unwrap_or_default(),
        resource.and_then(|it| it.resource_group()).unwrap_or_default().to_owned(),
        resource.map(|it| it.id().to_owned()).unwrap_or_default(),
        yes(it.read),
        review.tier(row).map(tier).unwrap_or_default(),
        review.tier_gaps(row).iter().map(TierGap::word).collect::<Vec<_>>().join(" "),
    ]
}

fn permission_cells(review: &TenantReview, held: ReviewedAssignment) -> [String; 13] {
    let thing = review.permission(held.thing);
    let (id, of_id, scope) = match &thing.key {
        PermissionKey::AppRole(api, role) => {
            (role.to_string(), thing.api.map_or_else(|| api.to_string(), |api| api.to_string()), String::new())
        }
        PermissionKey::DirectoryRole(role, scope) => (role.to_string(), String::new(), scope.to_string()),
    };
    let through = review.assigning_group(held);
    [
        thing.label.clone(),
        id,
        thing.api_name.clone(),
        of_id,
        scope,
        thing.scope_name.clone(),
        saved::state_word(thing.state).to_owned(),
        thing.verdict.map(|verdict| tier(verdict.tier)).unwrap_or_default(),
        thing.verdict.map(|verdict| verdict.reason).unwrap_or_default().to_owned(),
        held.since().map(|at| at.to_string()).unwrap_or_default(),
        held.until().map(|at| at.to_string()).unwrap_or_default(),
        through.map(|(_, name)| name.clone()).unwrap_or_default(),
        through.map(|(id, _)| id.to_string()).unwrap_or_default(),
    ]
}

fn azure_role(role: &RatedAzureRole, is_direct: bool) -> [String; 13] {
    let AzureRole { role: id, role_name, scope, created, principal, .. } = &role.role;
    let none = String::new;
    [
        role_name.clone().unwrap_or_else(|| id.to_string()),
        id.to_string(),
        "Azure".to_owned(),
        none(),
        scope.to_string(),
        none(),
        "offered".to_owned(),
        role.rating.verdict.map(|verdict| tier(verdict.tier)).unwrap_or_default(),
        role.rating.verdict.map(|verdict| verdict.reason).unwrap_or_default().to_owned(),
        created.map(|at| at.to_string()).unwrap_or_default(),
        none(),
        none(),
        if is_direct { none() } else { principal.to_string() },
    ]
}

fn tier(tier: Tier) -> String {
    tier.number().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{EvidenceReader, EvidenceSource, EvidenceTenant};
    use crate::hostile_names::HOSTILE_NAMES;
    use crate::problem::Problem;
    use crate::tenant_review::example;

    fn records(review: &TenantReview, name: &str) -> Vec<Vec<String>> {
        let stamp = ReviewOrigin {
            source: EvidenceSource::Sample,
            tenant: EvidenceTenant {
                id: "66666666-0000-4000-8000-0000000000f1".parse().unwrap(),
                name: name.to_owned(),
            },
            read_by: EvidenceReader {
                id: "55555555-0000-4000-8000-0000000000e1".parse().unwrap(),
                user_principal_name: "ada".to_owned(),
            },
        };
        let text = write(review, &stamp).concat();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn everything_that_is_held_is_a_record_and_an_empty_identity_is_one_too() {
        let review = example::review();
        let records = records(&review, "Halden");
        assert_eq!(records.len(), 1 + review.assignment_count() + 1, "a heading, the holdings, and the idle one");
        let of = |name: &str| records.iter().filter(|record| record[9] == name).collect::<Vec<_>>();
        assert_eq!(of("idle")[0][19..], vec![String::new(); 13][..]);
        let admin = of("admin");
        assert_eq!(admin.len(), 3);
        assert!(admin.iter().all(|record| record[5] == "complete" && record[17] == "0"));
        let group: Vec<&Vec<String>> = of("twin").into_iter().filter(|record| record[30] == "automation").collect();
        assert_eq!((group.len(), group[0][19].as_str(), group[0][23].as_str()), (1, "Reports Reader", "/"));
        assert_eq!(of("payroll")[0][21..26], ["Payroll API", &example::GONE_API.to_string(), "", "", "api-gone"]);
        let exchange: Vec<&Vec<String>> = admin.into_iter().filter(|record| !record[29].is_empty()).collect();
        assert_eq!((exchange.len(), exchange[0][19].as_str()), (1, "Exchange Administrator"), "it ends by itself");
    }

    #[test]
    fn that_it_is_incomplete_stands_in_every_record() {
        let mut reading = example::reading();
        reading.note_grants(example::ADMIN, Err(Problem::Offline));
        let review = TenantReview::of(&reading, &example::apis(), example::NOW);
        for record in &records(&review, "Halden")[1..] {
            assert_eq!((record[5].as_str(), record[6].as_str()), ("incomplete", "1 app-roles offline"));
            assert_eq!(record[16], if record[9] == "admin" { "no" } else { "yes" });
        }
    }

    #[test]
    fn no_field_is_calculated() {
        for name in HOSTILE_NAMES {
            for field in records(&example::review(), name).iter().flatten() {
                let first = field.trim_start().chars().next().unwrap_or('x');
                assert!(!"=+-@＝＋－＠\t\r\n\0".contains(first), "{field:?} of {name:?}");
            }
        }
    }
}
