//! Which pieces of the divided page are fetched as one file.
//!
//! The division makes a piece for every set of parts that something is shared by: dozens, most of them small, each a
//! request of its own. Pieces that are mostly needed together become one file, which costs some bytes that a part
//! fetches and doesn't need; the pieces whose joining costs the least are joined first.

use std::collections::BTreeSet;

/// No more later files than this.
pub const MOST: usize = 16;

/// The part that is there before the pages in it: whatever it needs costs them nothing.
const FIRST: &str = "workplace";
/// The part that can be opened without it.
const APART: &str = "settling";

/// The parts of the main job, from opening a tenant to adding permissions.
const OF_MAIN_JOB: [&str; 3] = [FIRST, "looking", "changing"];
/// How much more a byte counts that one of them fetches in vain.
const MAIN_JOB_WEIGHT: usize = 4;

/// Pieces that are fetched as one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The names of the pieces.
    pub pieces: BTreeSet<String>,
    /// The parts that need at least one of them.
    pub users: BTreeSet<String>,
    /// Their size in bytes.
    pub size: usize,
}

impl Group {
    fn with(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self.users.extend(other.users);
        self.size += other.size;
        self
    }
}

/// Parts as bits of a number, so that hundreds of pieces are compared in no time.
struct PartBits {
    /// The parts, each at the place of its bit.
    names: Vec<String>,
}

impl PartBits {
    fn of(groups: &[Group]) -> Self {
        let names: BTreeSet<&String> = groups.iter().flat_map(|group| &group.users).collect();
        Self { names: names.into_iter().cloned().collect() }
    }

    /// The bits of the parts that `is_meant` says.
    fn bits_of(&self, is_meant: impl Fn(&str) -> bool) -> u64 {
        let bits = self.names.iter().enumerate().filter(|(_, name)| is_meant(name)).map(|(at, _)| 1 << at);
        bits.fold(0, |all, bit: u64| all | bit)
    }
}

/// What it costs to join groups.
struct JoiningCosts {
    first: u64,
    apart: u64,
    main_job: u64,
}

impl JoiningCosts {
    /// The parts that have to fetch what these parts need: those that don't have it already.
    const fn fetched_by(&self, users: u64) -> u64 {
        if users & self.first == 0 { users } else { users & (self.first | self.apart) }
    }

    /// How many bytes are fetched in vain where two are one, counted for each part by its weight.
    fn waste(&self, (one, size): (u64, usize), (other, other_size): (u64, usize)) -> usize {
        let joined = self.fetched_by(one | other);
        self.weight(joined & !self.fetched_by(one)) * size + self.weight(joined & !self.fetched_by(other)) * other_size
    }

    fn weight(&self, parts: u64) -> usize {
        let number = |parts: u64| usize::try_from(parts.count_ones()).unwrap_or(usize::MAX);
        number(parts) + (MAIN_JOB_WEIGHT - 1) * number(parts & self.main_job)
    }
}

/// Joins pieces until there are at most `most` groups.
pub fn joined(pieces: Vec<Group>, most: usize) -> Vec<Group> {
    let mut groups = pieces;
    groups.sort();
    let bits = PartBits::of(&groups);
    let costs = JoiningCosts {
        first: bits.bits_of(|name| name == FIRST),
        apart: bits.bits_of(|name| name == APART),
        main_job: bits.bits_of(|name| OF_MAIN_JOB.contains(&name)),
    };
    while groups.len() > most.max(1) {
        let measured: Vec<(u64, usize)> =
            groups.iter().map(|group| (bits.bits_of(|name| group.users.contains(name)), group.size)).collect();
        let pairs = (0..groups.len()).flat_map(|left| (left + 1..groups.len()).map(move |right| (left, right)));
        // Among equals the smallest, so that what is large stays apart as long as it can.
        let cost = |&(left, right): &(usize, usize)| {
            let (one, other) = (measured[left], measured[right]);
            (costs.waste(one, other), one.1 + other.1)
        };
        let Some((left, right)) = pairs.min_by_key(cost) else { break };
        let other = groups.remove(right);
        let one = groups.remove(left);
        groups.push(one.with(other));
        groups.sort();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(name: &str, users: &[&str], size: usize) -> Group {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Group { pieces: texts(&[name]), users: texts(users), size }
    }

    fn names(groups: &[Group]) -> Vec<String> {
        groups.iter().map(|group| group.pieces.iter().cloned().collect::<Vec<_>>().join("+")).collect()
    }

    #[test]
    fn pieces_that_are_always_needed_together_are_joined_first() {
        let pieces = vec![
            piece("a", &["looking"], 100),
            piece("b", &["looking"], 90),
            piece("c", &["looking", "changing"], 10),
            piece("d", &["changing"], 100),
        ];
        assert_eq!(names(&joined(pieces.clone(), 3)), ["a+b", "c", "d"]);
        assert_eq!(names(&joined(pieces.clone(), 2)), ["a+b", "c+d"]);
        assert_eq!(names(&joined(pieces, 9)), ["a", "b", "c", "d"]);
    }

    #[test]
    fn what_the_workplace_needs_costs_its_pages_nothing() {
        let pieces = vec![
            piece("frame", &["workplace"], 100),
            piece("table", &["looking", "workplace"], 1000),
            piece("page", &["looking"], 10),
        ];
        assert_eq!(names(&joined(pieces, 2)), ["frame+table", "page"]);
    }

    #[test]
    fn what_settings_need_without_a_tenant_is_no_part_of_the_workplace() {
        let pieces = vec![
            piece("frame", &["workplace"], 100),
            piece("field", &["settling", "workplace"], 50),
            piece("form", &["settling"], 5),
        ];
        assert_eq!(names(&joined(pieces, 2)), ["field+form", "frame"]);
    }
}
