//! Counts for a page to print: tiers by subscription, and permissions by API.

use super::TenantReview;
use crate::guid::Guid;
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::tiers::Tier;

/// How many identities of a subscription have which tier at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionTiers {
    /// The subscription; `None` for identities whose resource is unknown.
    pub subscription: Option<Guid>,
    /// Tier 0, 1, 2, not rated, holding nothing, and unknown because not everything was read.
    pub counts: [usize; 6],
}

/// How much is assigned of an API, or of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiPermissions {
    /// The name of the API; empty for directory roles.
    pub name: String,
    /// How many permissions or roles of it are assigned, by how many identities each counted.
    pub held: usize,
    /// How many identities have any.
    pub identities: usize,
}

/// Each subscription with its tiers, the one with the most tier 0 first.
pub fn tiers_by_subscription(review: &TenantReview) -> Vec<SubscriptionTiers> {
    let mut counts: SortedMap<Option<Guid>, [usize; 6]> = SortedMap::new();
    for (row, it) in review.rows.iter().enumerate() {
        let subscription = it.identity.resource.as_ref().and_then(|resource| resource.subscription());
        let place = match review.tier(row).map(Tier::number) {
            Some(number) => usize::from(number.min(2)),
            None if !it.read => 5,
            None if it.count > 0 => 3,
            None => 4,
        };
        counts.entry(subscription).or_default()[place] += 1;
    }
    let mut all: Vec<SubscriptionTiers> =
        counts.into_iter().map(|(subscription, counts)| SubscriptionTiers { subscription, counts }).collect();
    sort::sort_by_key(&mut all, |it| std::cmp::Reverse(it.counts));
    all
}

/// Each API with the number of its assignments, most first.
pub fn permissions_by_api(review: &TenantReview) -> Vec<ApiPermissions> {
    // By name and not by id: orphaned assignments of an API that was registered again belong beside it.
    let mut places: SortedMap<&str, usize> = SortedMap::new();
    let mut all: Vec<ApiPermissions> = Vec::new();
    let mut last_row: Vec<Option<usize>> = Vec::new();
    let of_thing: Vec<usize> = review
        .things
        .iter()
        .map(|thing| {
            *places.entry(&thing.api_name).or_insert_with(|| {
                all.push(ApiPermissions { name: thing.api_name.clone(), held: 0, identities: 0 });
                last_row.push(None);
                all.len() - 1
            })
        })
        .collect();
    for row in 0..review.rows.len() {
        for held in review.assignments(row) {
            let place = of_thing[held.thing as usize];
            all[place].held += 1;
            if last_row[place].replace(row) != Some(row) {
                all[place].identities += 1;
            }
        }
    }
    sort::sort_by(&mut all, |one, other| (other.held, &one.name).cmp(&(one.held, &other.name)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant_review::example::{self, OTHER_SUBSCRIPTION, SUBSCRIPTION};

    #[test]
    fn every_identity_counts_once_in_its_subscription() {
        let review = example::review();
        let charts = tiers_by_subscription(&review);
        assert_eq!(charts[0].subscription, Some(SUBSCRIPTION));
        assert_eq!(charts[0].counts[0], 1, "admin");
        assert_eq!(charts.iter().map(|it| it.counts.iter().sum::<usize>()).sum::<usize>(), review.len());
        let other = charts.iter().find(|it| it.subscription == Some(OTHER_SUBSCRIPTION)).unwrap();
        assert_eq!(other.counts.iter().sum::<usize>(), 1);
        let none = charts.iter().find(|it| it.subscription.is_none()).unwrap();
        assert_eq!(none.counts, [0, 0, 0, 1, 0, 0], "payroll holds something that nobody rates");
    }

    #[test]
    fn an_identity_that_could_not_be_read_counts_as_unknown_and_not_as_holding_nothing() {
        let mut reading = example::reading();
        reading.note_grants(example::IDLE, Err(crate::problem::Problem::Offline));
        let review = TenantReview::of(&reading, &example::apis(), example::NOW);
        let charts = tiers_by_subscription(&review);
        let sum = |place: usize| charts.iter().map(|it| it.counts[place]).sum::<usize>();
        assert_eq!((sum(4), sum(5)), (0, 1));
    }

    #[test]
    fn everything_that_is_held_counts_for_its_api() {
        let review = example::review();
        let charts = permissions_by_api(&review);
        assert_eq!(charts.iter().map(|it| it.held).sum::<usize>(), review.assignment_count());
        assert_eq!((charts[0].name.as_str(), charts[0].held, charts[0].identities), ("Microsoft Graph", 6, 3));
        assert!(charts.iter().any(|it| it.name.is_empty() && it.held == 2));
    }
}
