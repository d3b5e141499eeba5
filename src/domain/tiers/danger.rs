//! What the ratings of everything that an identity holds come to.

use super::{Rating, Tier, Verdict};

/// How dangerous an identity is, as far as what it holds is known and rated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Danger {
    /// The most dangerous thing that it holds: what people call it, and why it is dangerous.
    pub worst: Option<(String, Verdict)>,
    counts: [usize; 3],
    /// How many of the things that it holds nobody has rated, or not with a tier.
    pub unrated: usize,
}

impl Danger {
    /// How many things of this tier are held.
    pub fn count(&self, tier: Tier) -> usize {
        self.counts[usize::from(tier.number())]
    }
}

/// From what people call each thing, and its rating. Of several in the worst tier the first is named.
impl FromIterator<(String, Rating)> for Danger {
    fn from_iter<I: IntoIterator<Item = (String, Rating)>>(held: I) -> Self {
        let mut danger = Self::default();
        for (label, rating) in held {
            let Some(verdict) = rating.verdict else {
                danger.unrated += 1;
                continue;
            };
            danger.counts[usize::from(verdict.tier.number())] += 1;
            if danger.worst.as_ref().is_none_or(|(_, worst)| verdict.tier < worst.tier) {
                danger.worst = Some((label, verdict));
            }
        }
        danger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thing_of_the_worst_tier_is_named_and_all_are_counted() {
        let held = |label: &str, tier: Option<Tier>| {
            let verdict = tier.map(|tier| Verdict { tier, reason: "It can." });
            (label.to_owned(), Rating { verdict, opinions: Vec::new() })
        };
        let (zero, one, two) = (Some(Tier::Zero), Some(Tier::One), Some(Tier::Two));
        let danger: Danger =
            [held("a", two), held("b", None), held("c", one), held("d", zero), held("e", zero)].into_iter().collect();
        assert_eq!(danger.worst.as_ref().map(|(label, _)| label.as_str()), Some("d"));
        assert_eq!([Tier::Zero, Tier::One, Tier::Two].map(|tier| danger.count(tier)), [2, 1, 1]);
        assert_eq!(danger.unrated, 1);
        assert_eq!([held("b", None)].into_iter().collect::<Danger>().worst, None);
    }
}
