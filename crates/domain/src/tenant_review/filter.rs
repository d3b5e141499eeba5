//! Which identities of a review are shown, and in which order.
//!
//! Made for twelve thousand identities and a keystroke: what is compared was lowered once, and the answer is row numbers.

use std::cmp::Reverse;
use std::time::Duration;

use super::evidence::SignIns;
use super::{PermissionKey, ReviewedIdentity, TenantReview};
use crate::guid::Guid;
use crate::identity::IdentityKind;
use crate::ids::ServicePrincipalId;
use crate::search::SearchTerm;
use crate::sort;
use crate::tiers::Tier;
use crate::time::Timestamp;

/// What a reviewer wants to see. Nothing of it set shows everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that occur in the name or in the Azure resource, or an id.
    pub search: String,
    /// By the highest tier.
    pub tier: Option<TierFilter>,
    /// By what something is assigned of.
    pub of: Option<PermissionOwner>,
    /// By one permission that is assigned.
    pub thing: Option<PermissionKey>,
    /// By kind.
    pub kind: Option<IdentityKind>,
    /// By subscription.
    pub subscription: Option<Guid>,
    /// By resource group, without regard to case; empty for all.
    pub group: String,
    /// By the age of the newest grant.
    pub granted: Option<Age>,
    /// By the last sign-in.
    pub activity: Option<Activity>,
}

/// The highest tier of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TierFilter {
    /// This tier.
    Is(Tier),
    /// It has permissions, but none with a tier.
    NotRated,
    /// It has no permissions.
    HoldsNothing,
}

/// What app roles and directory roles belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionOwner {
    /// An API, by its object id.
    Api(ServicePrincipalId),
    /// The directory itself: directory roles.
    Directory,
}

/// How long ago an identity was given something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// At most so many days ago.
    Within(u16),
    /// More than so many days ago, all of it.
    Before(u16),
}

/// When an identity signed in last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// At most so many days ago.
    Within(u16),
    /// More than so many days ago.
    Before(u16),
    /// Nothing is known.
    NotKnown,
}

/// The order of the rows; rows that are alike stay in the order of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most dangerous first, among them those that have most.
    #[default]
    Tier,
    /// By name.
    Name,
    /// Those that have most first.
    Count,
    /// Those that were given something last first.
    Newest,
}

impl Filter {
    /// Whether anything beside the search narrows the list.
    pub fn is_narrowing(&self) -> bool {
        Self { search: String::new(), ..self.clone() } != Self::default()
    }
}

impl TenantReview {
    /// The rows that fit, sorted. `sign_ins` is what is known of activity; where nothing is, everything is not known.
    pub fn matching(&self, filter: &Filter, sort: Sort, sign_ins: Option<&SignIns>, now: Timestamp) -> Vec<u32> {
        let term = SearchTerm::parse(&filter.search);
        let words = term.words();
        let wanted = PreparedFilter {
            review: self,
            filter,
            thing: filter.thing.as_ref().map(|key| self.permission_index(key)),
            of: filter.of.map(|of| self.belonging_to(of)),
            sign_ins,
            now,
        };
        let fits = |&row: &u32| {
            let at = row as usize;
            let found = match &term {
                SearchTerm::Name(_) => words.all_in(&self.lowered[at]),
                term => term.matches(&self.rows[at].identity),
            };
            found && wanted.accepts(at)
        };
        self.ordered(sort).iter().copied().filter(fits).collect()
    }

    /// All rows in an order, which was made with the review: sorting takes longer than a keystroke may.
    fn ordered(&self, sort: Sort) -> &[u32] {
        match sort {
            Sort::Tier => &self.orders[0],
            Sort::Name => &self.orders[1],
            Sort::Count => &self.orders[2],
            Sort::Newest => &self.orders[3],
        }
    }

    /// The rows in each of the orders, in that of [`Self::ordered`].
    pub(super) fn make_orders(&self) -> [Box<[u32]>; 4] {
        let it = |row: u32| &self.rows[row as usize];
        let by_name: Vec<u32> = (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).collect();
        let (mut by_tier, mut by_count, mut by_newest) = (by_name.clone(), by_name.clone(), by_name.clone());
        sort::sort_by_cached_key(&mut by_tier, |&row| {
            let tier = self.tier(row as usize).map_or(u8::MAX, Tier::number);
            (tier, Reverse(it(row).count), row)
        });
        sort::sort_by_key(&mut by_count, |&row| (Reverse(it(row).count), row));
        sort::sort_by_key(&mut by_newest, |&row| (Reverse(it(row).newest), row));
        [by_tier, by_name, by_count, by_newest].map(Vec::into_boxed_slice)
    }

    /// For each permission, whether it belongs to this.
    fn belonging_to(&self, of: PermissionOwner) -> Vec<bool> {
        let belongs = |key: &PermissionKey| match (key, of) {
            (PermissionKey::AppRole(resource, _), PermissionOwner::Api(api)) => *resource == api,
            (PermissionKey::DirectoryRole(..), PermissionOwner::Directory) => true,
            _ => false,
        };
        self.things.iter().map(|thing| belongs(&thing.key)).collect()
    }
}

/// A filter, prepared for many rows.
struct PreparedFilter<'a> {
    review: &'a TenantReview,
    filter: &'a Filter,
    /// The index of the permission; `None` if it isn't assigned.
    thing: Option<Option<u32>>,
    of: Option<Vec<bool>>,
    sign_ins: Option<&'a SignIns>,
    now: Timestamp,
}

impl PreparedFilter<'_> {
    fn accepts(&self, at: usize) -> bool {
        let (row, filter) = (&self.review.rows[at], self.filter);
        filter.kind.is_none_or(|kind| row.identity.kind == kind)
            && self.has_tier(at)
            && self.is_in_azure(row)
            && filter.granted.is_none_or(|age| is_of_age(self.review.newest_grant(at), age, self.now))
            && filter.activity.is_none_or(|activity| self.is_active(row, activity))
            && self.matches_permission(at)
    }

    fn has_tier(&self, at: usize) -> bool {
        match self.filter.tier {
            None => true,
            Some(TierFilter::Is(tier)) => self.review.tier(at) == Some(tier),
            Some(TierFilter::NotRated) => {
                let row = &self.review.rows[at];
                row.read && row.count > 0 && self.review.tier(at).is_none()
            }
            Some(TierFilter::HoldsNothing) => self.review.rows[at].count == 0 && self.review.rows[at].read,
        }
    }

    fn is_in_azure(&self, row: &ReviewedIdentity) -> bool {
        let resource = row.identity.resource.as_ref();
        let group = || resource.and_then(|it| it.resource_group()).unwrap_or_default();
        self.filter.subscription.is_none_or(|wanted| resource.is_some_and(|it| it.subscription() == Some(wanted)))
            && (self.filter.group.is_empty() || group().eq_ignore_ascii_case(&self.filter.group))
    }

    fn is_active(&self, row: &ReviewedIdentity, activity: Activity) -> bool {
        let last = self.sign_ins.and_then(|known| known.last(row.identity.app_id));
        match (activity, last) {
            (Activity::NotKnown, last) => last.is_none(),
            (_, None) => false,
            (Activity::Within(days), Some(last)) => self.now.since(last) <= span(days),
            (Activity::Before(days), Some(last)) => self.now.since(last) > span(days),
        }
    }

    fn matches_permission(&self, at: usize) -> bool {
        let held = self.review.assignments(at);
        let thing = |wanted: &Option<u32>| held.iter().any(|it| Some(it.thing) == *wanted);
        let of = |belongs: &Vec<bool>| held.iter().any(|it| belongs[it.thing as usize]);
        self.thing.as_ref().is_none_or(thing) && self.of.as_ref().is_none_or(of)
    }
}

fn is_of_age(newest: Option<Timestamp>, age: Age, now: Timestamp) -> bool {
    match (age, newest) {
        (_, None) => false,
        (Age::Within(days), Some(newest)) => now.since(newest) <= span(days),
        (Age::Before(days), Some(newest)) => now.since(newest) > span(days),
    }
}

/// So many days.
pub(super) fn span(days: u16) -> Duration {
    Duration::from_secs(u64::from(days) * 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant_review::example::{self, NOW};
    use crate::well_known::MICROSOFT_GRAPH;

    fn names(filter: Filter, sort: Sort) -> Vec<String> {
        let review = example::review();
        let sign_ins = example::sign_ins();
        let rows = review.matching(&filter, sort, Some(&sign_ins), NOW);
        rows.into_iter().map(|row| review.rows()[row as usize].identity.display_name.clone()).collect()
    }

    fn filtered(filter: Filter) -> Vec<String> {
        names(filter, Sort::Name)
    }

    #[test]
    fn each_filter_narrows_by_what_it_is_named_after() {
        let all = ["admin", "Archive", "idle", "payroll", "twin", "twin"];
        assert_eq!(filtered(Filter::default()), all);
        let none = Filter::default;
        let check = |filter: Filter, wanted: &[&str]| assert_eq!(filtered(filter.clone()), wanted, "{filter:?}");
        check(Filter { search: "ARCH".to_owned(), ..none() }, &["Archive"]);
        check(Filter { search: "rg-web twin".to_owned(), ..none() }, &["twin"]);
        check(Filter { tier: Some(TierFilter::Is(Tier::Zero)), ..none() }, &["admin"]);
        check(Filter { tier: Some(TierFilter::HoldsNothing), ..none() }, &["idle"]);
        check(Filter { of: Some(PermissionOwner::Directory), ..none() }, &["admin", "twin"]);
        check(
            Filter { of: Some(PermissionOwner::Api(example::api_id(MICROSOFT_GRAPH))), ..none() },
            &["admin", "Archive", "twin"],
        );
        check(
            Filter { thing: Some(example::permission_key(MICROSOFT_GRAPH, "Sites.Selected")), ..none() },
            &["Archive"],
        );
        check(Filter { thing: Some(example::permission_key(MICROSOFT_GRAPH, "Mail.Send")), ..none() }, &[]);
        check(Filter { kind: Some(IdentityKind::UserAssigned), ..none() }, &["twin"]);
        check(Filter { subscription: Some(example::SUBSCRIPTION), ..none() }, &["admin", "Archive", "idle", "twin"]);
        check(Filter { group: "RG-web".to_owned(), ..none() }, &["twin"]);
        check(Filter { granted: Some(Age::Within(30)), ..none() }, &["admin"]);
        check(Filter { granted: Some(Age::Before(365)), ..none() }, &["payroll", "twin"]);
        check(Filter { activity: Some(Activity::Within(30)), ..none() }, &["admin"]);
        check(Filter { activity: Some(Activity::Before(90)), ..none() }, &["Archive"]);
        check(Filter { activity: Some(Activity::NotKnown), ..none() }, &["idle", "payroll", "twin", "twin"]);
    }

    #[test]
    fn the_dangerous_come_first_unless_another_order_is_wanted() {
        assert_eq!(names(Filter::default(), Sort::Tier)[..2], ["admin", "Archive"]);
        assert_eq!(names(Filter::default(), Sort::Count)[0], "Archive");
        assert_eq!(names(Filter::default(), Sort::Newest)[0], "admin");
    }
}
