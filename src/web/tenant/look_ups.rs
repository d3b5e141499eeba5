//! Which objects have been looked up, so that each is looked up once, and again after each new token where that failed.
//! Pure.

use domain::sorted_map::SortedMap;
use domain::time::Timestamp;

/// The objects that have been looked up or are being looked up, by their IDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUps<Id> {
    asked: SortedMap<Id, LookUp>,
}

/// The last look-up of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LookUp {
    /// When the token came that it began with; nothing for the first token.
    token: Option<Timestamp>,
    failed: bool,
}

impl<Id> Default for LookUps<Id> {
    fn default() -> Self {
        Self { asked: SortedMap::new() }
    }
}

impl<Id: Ord> LookUps<Id> {
    /// Whether an object is to be looked up now, with the token that came then. It counts as being looked up from then on.
    pub fn begin(&mut self, id: Id, token: Option<Timestamp>) -> bool {
        let is_due = self.asked.get(&id).is_none_or(|last| last.failed && last.token != token);
        if is_due {
            self.asked.insert(id, LookUp { token, failed: false });
        }
        is_due
    }

    /// Notes that a look-up failed.
    pub fn failed(&mut self, id: &Id) {
        if let Some(last) = self.asked.get_mut(id) {
            last.failed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Option<Timestamp> = None;
    const SECOND: Option<Timestamp> = Some(Timestamp::from_millis(1));
    const THIRD: Option<Timestamp> = Some(Timestamp::from_millis(2));

    #[test]
    fn object_is_looked_up_once_where_that_does_not_fail() {
        let mut look_ups = LookUps::default();
        assert!(look_ups.begin(7, FIRST));
        assert!(!look_ups.begin(7, FIRST));
        assert!(!look_ups.begin(7, SECOND), "it is being looked up, or is known");
        assert!(look_ups.begin(8, SECOND), "another object");
    }

    #[test]
    fn failed_look_up_is_repeated_once_with_each_new_token() {
        let mut look_ups = LookUps::default();
        look_ups.begin(7, FIRST);
        look_ups.failed(&7);
        assert!(!look_ups.begin(7, FIRST), "the same token would fail again");
        assert!(look_ups.begin(7, SECOND));
        assert!(!look_ups.begin(7, SECOND));
        look_ups.failed(&7);
        assert!(!look_ups.begin(7, SECOND));
        assert!(look_ups.begin(7, THIRD));
    }

    #[test]
    fn look_up_that_fails_after_a_token_came_is_repeated_with_it() {
        let mut look_ups = LookUps::default();
        look_ups.begin(7, FIRST);
        assert!(!look_ups.begin(7, SECOND), "it is being looked up");
        look_ups.failed(&7);
        assert!(look_ups.begin(7, SECOND));
    }
}
