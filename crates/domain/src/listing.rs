//! Lists that are complete or say that they are not.

use super::problem::Problem;

/// Everything that could be read of a collection, and why it may not be everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// What was read, without duplicates.
    pub items: Vec<T>,
    /// How many entries the service sent that this program could not read.
    pub unreadable: usize,
    /// Why reading stopped before the end, where it did.
    pub gap: Option<Problem>,
}

impl<T> Listing<T> {
    /// A list that contains everything.
    pub fn complete(items: Vec<T>) -> Self {
        Self { items, unreadable: 0, gap: None }
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.gap.is_none() && self.unreadable == 0
    }

    /// Every item, or why the list does not have every one.
    ///
    /// # Errors
    ///
    /// What kept the list from being read to its end.
    pub fn whole(self) -> Result<Vec<T>, Problem> {
        match self.gap {
            None => Ok(self.items),
            Some(gap) => Err(gap),
        }
    }

    /// The same list with each item turned into another.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Listing<U> {
        Listing { items: self.items.into_iter().map(turn).collect(), unreadable: self.unreadable, gap: self.gap }
    }
}
