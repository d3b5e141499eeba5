//! The rating of a role: its tier with the reason, and the ratings of others.

use super::opinion::Opinion;
use super::tier::Tier;

/// What is known about the danger of a role. Where nothing is, no one has rated it, which does not make it harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// This project's judgement, for the roles that matter.
    pub verdict: Option<TierRating>,
    /// What others say.
    pub opinions: Vec<Opinion>,
}

/// A tier with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierRating {
    /// The tier.
    pub tier: Tier,
    /// One sentence that says how the role is abused.
    pub reason: &'static str,
}

impl Rating {
    /// The tier, where there is one.
    pub fn tier(&self) -> Option<Tier> {
        self.verdict.map(|verdict| verdict.tier)
    }

    /// Whether one source counts the role among the most dangerous and another that rates it does not.
    pub fn is_disputed(&self) -> bool {
        self.opinions.iter().any(|opinion| opinion.is_top()) && !self.opinions.iter().all(|opinion| opinion.is_top())
    }
}
