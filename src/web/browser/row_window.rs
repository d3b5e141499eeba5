//! Which rows of a long list are drawn: those on the screen and some around them. Pure arithmetic.

use std::ops::Range;

/// Rows drawn before and after those on the screen, so that neither scrolling nor the Tab key finds a gap.
const AROUND: usize = 12;

/// A list up to this length is drawn whole, so that the browser's own search and printing see all of it.
const WHOLE_UP_TO: usize = 100;

/// A list of equally high rows, and the part of it that is on the screen. Lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowWindow {
    /// How many rows there are.
    pub rows: usize,
    /// How high one is.
    pub row_height: f64,
    /// How far the first row's top is above the top of the screen; negative while it is below.
    pub above: f64,
    /// How high the screen is.
    pub screen: f64,
}

impl RowWindow {
    /// The rows to draw.
    pub fn drawn(&self) -> Range<usize> {
        if self.rows <= WHOLE_UP_TO {
            return 0..self.rows;
        }
        let first = self.row_at(self.above);
        let last = self.row_at(self.above + self.screen);
        first.saturating_sub(AROUND)..last.saturating_add(AROUND + 1).min(self.rows)
    }

    /// The height that replaces the rows before and after the drawn ones, in whole pixels.
    pub fn spacers(&self) -> (u32, u32) {
        let drawn = self.drawn();
        (self.height_of(drawn.start), self.height_of(self.rows - drawn.end))
    }

    /// How many rows fit on the screen, for a step of one page.
    pub fn rows_on_screen(&self) -> usize {
        self.row_count(self.screen).max(1)
    }

    fn row_at(&self, offset: f64) -> usize {
        self.row_count(offset.max(0.0)).min(self.rows.saturating_sub(1))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is finite and not negative")]
    fn row_count(&self, length: f64) -> usize {
        let rows = length / self.row_height.max(1.0);
        if rows.is_finite() && rows > 0.0 { rows as usize } else { 0 }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no list is that high")]
    fn height_of(&self, rows: usize) -> u32 {
        (f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) * self.row_height.max(1.0)).round() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(rows: usize, above: f64) -> RowWindow {
        RowWindow { rows, row_height: 40.0, above, screen: 800.0 }
    }

    #[test]
    fn only_what_is_near_the_screen_is_drawn() {
        let check = |rows, above, drawn: Range<usize>| assert_eq!(window(rows, above).drawn(), drawn, "{rows} {above}");
        check(0, 0.0, 0..0);
        check(1, 0.0, 0..1);
        check(12_580, -200.0, 0..28);
        check(12_580, 0.0, 0..33);
        check(12_580, 40_000.0, 988..1033);
        check(12_580, 1e9, 12_567..12_580);
        check(30, 0.0, 0..30);
        check(12_580, f64::NAN, 0..13);
    }

    #[test]
    fn the_list_keeps_its_height_wherever_it_is_scrolled() {
        for above in [-300.0, 0.0, 999.0, 250_000.0, 1e9] {
            let window = window(12_580, above);
            let (before, after) = window.spacers();
            let drawn = u32::try_from(window.drawn().len()).unwrap();
            assert_eq!(before + after + drawn * 40, 12_580 * 40, "{above}");
        }
    }

    #[test]
    fn every_row_on_the_screen_is_drawn() {
        for above in [0.0, 13.0, 39.9, 40.0, 12_345.6] {
            let window = window(12_580, above);
            let drawn = window.drawn();
            assert!((drawn.start as f64) * 40.0 <= above);
            assert!((drawn.end as f64) * 40.0 >= above + 800.0);
        }
    }
}
