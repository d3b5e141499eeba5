//! Privilege tiers, and the sources of the ratings.

use super::count;
use crate::web::navigation::identity_view::TierFilter;
use domain::tiers::{IdentityTier, Opinion, RatingSource, Severity, Tier, TierGap, TierGaps};

/// The column of the tier.
pub const TIER: &str = "Tier";
/// The heading of the summary.
pub const SUMMARY: &str = "Privilege tier";
/// Beside something that no source has rated.
pub const NOT_RATED: &str = "Not rated";
/// What that means.
pub const NOT_RATED_MEANS: &str = "Not rated by any source. Review it manually.";
/// Beside something that sources rate differently.
pub const DISPUTED: &str = "Ratings differ";
/// What that means.
pub const DISPUTED_MEANS: &str = "One source rates this as highly privileged, and another doesn't.";
/// Before what others say.
pub const OTHERS: &str = "Ratings by source";
/// Of a directory role that counts within a part of the tenant.
pub const SCOPED: &str = "This is the tier of the role with tenant-wide scope. The scope of this assignment is \
    smaller.";
/// Of a directory role within an application, whose tenant-wide tier says nothing.
pub const OTHER_SCOPE: &str = "This assignment isn't tenant-wide. What the role allows in this scope has no tier.";
/// Where nothing is assigned that has a tier.
pub const NONE: &str = "No permission or role of this identity has a tier.";
/// Where no tier is known and something is missing.
pub const UNKNOWN_TIER: &str = "Unknown tier";
/// In a cell, where no tier is known and something is missing.
pub const UNKNOWN: &str = "Unknown";
/// Behind a tier in which something is missing.
pub const OR_HIGHER: &str = "or higher";
/// Of an Azure role whose reach is not known.
pub const REACH_UNKNOWN: &str = "Unknown which identities this role leads to, or their tiers.";
/// What the summary is about.
pub const SUMMARY_OF: &str =
    "Based on application permissions, Entra roles (direct and through groups) and Azure roles (if connected).";

/// The name of a tier.
pub fn name(tier: Tier) -> &'static str {
    match tier {
        Tier::Zero => "Tier 0",
        Tier::One => "Tier 1",
        Tier::Two => "Tier 2",
    }
}

/// What a tier means.
pub fn meaning(tier: Tier) -> &'static str {
    match tier {
        Tier::Zero => "Anyone who controls this identity can take over the tenant.",
        Tier::One => "Access to the data of all users, or to what protects the tenant.",
        Tier::Two => "Limited access.",
    }
}

/// What a tier does not include.
pub fn gap(gap: TierGap) -> &'static str {
    match gap {
        TierGap::AppRoles => {
            "Application permissions couldn't be loaded, or not all of them, so the tier may be higher."
        }
        TierGap::ApiRoles => {
            "The permissions of an API couldn't be loaded, so some have no tier and the tier may be higher."
        }
        TierGap::DirectoryRoles => "Entra roles couldn't be loaded, or not all of them, so the tier may be higher.",
        TierGap::AzureNotConnected => "Azure isn't connected, so the tier doesn't include Azure roles.",
        TierGap::AzureRoles => "Azure roles couldn't be loaded, or not all of them, so the tier may be higher.",
        TierGap::AzureReach => {
            "Unknown which identities an Azure role leads to, or their tiers, so the tier may be higher. The tenant \
             review reads all identities."
        }
    }
}

/// The same in a word, for a cell.
pub fn gaps_in_a_word(gaps: TierGaps) -> &'static str {
    match gaps.iter().collect::<Vec<_>>()[..] {
        [] => "",
        [TierGap::AzureNotConnected] => "without Azure",
        _ => "incomplete",
    }
}

/// The same in full, for the title of a cell.
pub fn gaps_in_full(gaps: TierGaps) -> String {
    gaps.iter().map(gap).collect::<Vec<_>>().join(" ")
}

/// The most dangerous permission that is assigned, and why.
pub fn deciding_permission(label: &str, reason: &str) -> String {
    format!("{label}: {reason}")
}

/// How many permissions of each tier are assigned, without empty tiers.
pub fn counts<L>(danger: &IdentityTier<L>) -> String {
    let of_tier = |tier| (danger.count(tier), format!("of {}", name(tier).to_lowercase()));
    let all = [of_tier(Tier::Zero), of_tier(Tier::One), of_tier(Tier::Two), (danger.unrated, "not rated".to_owned())];
    let said: Vec<String> =
        all.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", count::grouped(n))).collect();
    format!("{}.", said.join(", "))
}

/// The name of a choice of the filter.
pub fn filter(filter: TierFilter) -> &'static str {
    match filter {
        TierFilter::All => "All",
        TierFilter::Only(tier) => name(tier),
        TierFilter::NotRated => NOT_RATED,
    }
}

/// The name of a source.
pub fn source(source: RatingSource) -> &'static str {
    match source {
        RatingSource::Microsoft => "Microsoft",
        RatingSource::EntraOps => "EntraOps",
        RatingSource::BloodHound => "BloodHound",
        RatingSource::EntraFalcon => "EntraFalcon",
    }
}

/// What a source says, on its own scale.
pub fn opinion(opinion: Opinion) -> String {
    match opinion {
        Opinion::PrivilegeLevel(level) => format!("privilege level {level} of 5"),
        Opinion::Privileged(true) => "a privileged role".to_owned(),
        Opinion::Privileged(false) => "not a privileged role".to_owned(),
        Opinion::EntraOps(0) => "control plane".to_owned(),
        Opinion::EntraOps(1) => "management plane".to_owned(),
        Opinion::EntraOps(_) => "user access".to_owned(),
        Opinion::KnownAttack => "known attack path".to_owned(),
        Opinion::Severity(Severity::Dangerous) => "dangerous".to_owned(),
        Opinion::Severity(Severity::High) => "high".to_owned(),
        Opinion::Severity(Severity::Medium) => "medium".to_owned(),
        Opinion::EntraFalcon(tier) => format!("tier {tier}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::tiers::{TierInputs, TierRating};

    #[test]
    fn the_counts_leave_out_what_is_not_held() {
        let held = |tier: Option<Tier>| ((), tier.map(|tier| TierRating { tier, reason: "It can." }));
        let danger = |tiers: &[Option<Tier>]| {
            let rated = tiers.iter().copied().map(held).collect();
            IdentityTier::of(TierInputs { rated, gaps: TierGaps::NONE })
        };
        assert_eq!(counts(&danger(&[Some(Tier::Zero), None, Some(Tier::Zero)])), "2 of tier 0, 1 not rated.");
        assert_eq!(counts(&danger(&[Some(Tier::Two), Some(Tier::One)])), "1 of tier 1, 1 of tier 2.");
    }

    #[test]
    fn opinions_of_one_source_are_told_apart() {
        let all = [
            Opinion::PrivilegeLevel(4),
            Opinion::PrivilegeLevel(3),
            Opinion::Privileged(true),
            Opinion::Privileged(false),
            Opinion::EntraOps(0),
            Opinion::EntraOps(1),
            Opinion::EntraOps(2),
            Opinion::KnownAttack,
            Opinion::Severity(Severity::Dangerous),
            Opinion::Severity(Severity::High),
            Opinion::Severity(Severity::Medium),
            Opinion::EntraFalcon(0),
        ];
        let said: std::collections::BTreeSet<String> =
            all.iter().map(|&it| format!("{} {}", source(it.source()), opinion(it))).collect();
        assert_eq!(said.len(), all.len());
    }
}
