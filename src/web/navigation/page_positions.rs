//! Where the user was on the pages of the history, so that Back leads to the same place.

/// The most entries of the history that are remembered.
const MOST: usize = 100;

/// Where the user was on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePosition {
    /// How far the page was scrolled, in CSS pixels.
    pub scroll: f64,
    /// What had the focus, where that can be found again.
    pub focus: Option<FocusTarget>,
}

/// An element that can be found again on a page that was drawn anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// A link, by its address.
    Link(String),
    /// Another element, by its ID.
    Element(String),
}

/// The positions by entry of the history, the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePositions(Vec<(u64, PagePosition)>);

impl PagePositions {
    /// Notes where the user was on the page of an entry when they left it.
    pub fn note(&mut self, entry: u64, position: PagePosition) {
        self.0.retain(|(other, _)| *other != entry);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push((entry, position));
    }

    /// Where the user was on the page of an entry, if they have been there.
    pub fn of(&self, entry: u64) -> Option<&PagePosition> {
        self.0.iter().find(|(other, _)| *other == entry).map(|(_, position)| position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(scroll: f64) -> PagePosition {
        PagePosition { scroll, focus: Some(FocusTarget::Element("search".to_owned())) }
    }

    #[test]
    fn last_position_of_an_entry_is_remembered() {
        let mut positions = PagePositions::default();
        positions.note(1, at(10.0));
        positions.note(2, at(20.0));
        positions.note(1, at(30.0));
        assert_eq!(positions.of(1), Some(&at(30.0)));
        assert_eq!(positions.of(2), Some(&at(20.0)));
        assert_eq!(positions.of(3), None);
    }

    #[test]
    fn oldest_entries_are_forgotten() {
        let mut positions = PagePositions::default();
        for entry in 0..=MOST as u64 {
            positions.note(entry, at(0.0));
        }
        assert_eq!(positions.of(0), None);
        assert!(positions.of(1).is_some() && positions.of(MOST as u64).is_some());
    }
}
