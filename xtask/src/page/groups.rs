//! Which pieces of the divided page are fetched as one file.
//!
//! The division makes a piece for every set of parts that something is shared by: dozens, most of them small, each a
//! request of its own. Pieces that are mostly needed together become one file, which costs some bytes that a part
//! fetches and doesn't need; the pieces whose joining costs the least are joined first.

use std::collections::BTreeSet;

/// No more later files than this.
pub const MOST: usize = 12;

/// The part that is there before the pages in it: whatever it needs costs them nothing.
const FIRST: &str = "workplace";
/// The part that can be opened without it.
const APART: &str = "settling";

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
    /// The parts that have to fetch it: those that need it and don't have it already.
    fn fetched_by(&self) -> BTreeSet<&str> {
        let all = self.users.iter().map(String::as_str);
        if self.users.contains(FIRST) {
            all.filter(|user| [FIRST, APART].contains(user)).collect()
        } else {
            all.collect()
        }
    }

    /// How many bytes are fetched in vain where two are one, counted once for each part.
    fn waste_with(&self, other: &Self) -> usize {
        let (own, others) = (self.fetched_by(), other.fetched_by());
        let joined = self.clone().with(other.clone());
        let joined = joined.fetched_by();
        joined.difference(&own).count() * self.size + joined.difference(&others).count() * other.size
    }

    fn with(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self.users.extend(other.users);
        self.size += other.size;
        self
    }
}

/// Joins pieces until there are at most `most` groups.
pub fn joined(pieces: Vec<Group>, most: usize) -> Vec<Group> {
    let mut groups = pieces;
    groups.sort();
    while groups.len() > most.max(1) {
        let pairs = (0..groups.len()).flat_map(|left| (left + 1..groups.len()).map(move |right| (left, right)));
        // Among equals the smallest, so that what is large stays apart as long as it can.
        let cost = |&(left, right): &(usize, usize)| {
            (groups[left].waste_with(&groups[right]), groups[left].size + groups[right].size)
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
