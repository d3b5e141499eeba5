//! Which rows of a long table are shown next, when a filter changes many of them. Pure.
//!
//! All rows stay in the document, so that the browser's own search, printing and those who listen see every one that
//! fits. What takes long is to lay them out: so many are changed for one picture, and the others for the next.

/// Rows that are changed for one picture. A slow machine lays so many out in the time that nobody notices.
const AT_ONCE: usize = 100;

/// Whether each row is shown, and how it gets to what is wanted.
#[derive(Debug, Default)]
pub struct RowSteps {
    shown: Vec<bool>,
}

/// A row that is shown from now on, or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowStep {
    /// Its place among all rows.
    pub at: usize,
    /// Whether it is shown.
    pub shown: bool,
}

impl RowSteps {
    /// So many rows, all of which are shown.
    pub fn of(rows: usize) -> Self {
        Self { shown: vec![true; rows] }
    }

    /// What is changed for the next picture, from the top, where the person looks; nothing once all is as wanted.
    pub fn next(&mut self, wanted: &[bool]) -> Vec<RowStep> {
        let different = self.shown.iter_mut().zip(wanted).enumerate().filter(|(_, (shown, wanted))| *shown != *wanted);
        let step = different.take(AT_ONCE).map(|(at, (shown, wanted))| {
            *shown = *wanted;
            RowStep { at, shown: *wanted }
        });
        step.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_followed_from_the_top_and_no_row_is_touched_twice() {
        let mut steps = RowSteps::of(250);
        let wanted: Vec<bool> = (0..250).map(|at| at % 50 == 0).collect();
        let taken: Vec<Vec<RowStep>> =
            std::iter::repeat_with(|| steps.next(&wanted)).take_while(|step| !step.is_empty()).collect();
        assert_eq!(taken.iter().map(Vec::len).collect::<Vec<_>>(), [100, 100, 45]);
        let touched: Vec<usize> = taken.concat().iter().map(|step| step.at).collect();
        assert_eq!(touched, (0..250).filter(|at| at % 50 != 0).collect::<Vec<_>>());
        assert!(taken.concat().iter().all(|step| !step.shown));
        assert_eq!(steps.shown, wanted);
    }

    #[test]
    fn a_filter_that_changes_on_the_way_is_followed_from_where_the_rows_are() {
        let mut steps = RowSteps::of(150);
        steps.next(&[false; 150]);
        let back = steps.next(&[true; 150]);
        assert_eq!((back.len(), back[0]), (100, RowStep { at: 0, shown: true }));
        assert_eq!(steps.next(&[true; 150]), []);
    }
}
