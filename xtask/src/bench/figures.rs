//! Figures, and what they are about.

use serde::Serialize;

/// One figure.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What is measured. What is indented belongs to the row above.
    pub what: String,
    /// What it came to.
    pub value: u64,
    /// What it counts.
    pub unit: &'static str,
    /// What it should not exceed, where that is known.
    pub reach: Option<u64>,
}

impl Row {
    /// A figure without a value that it should not exceed.
    pub fn new(what: impl Into<String>, value: u64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, reach: None }
    }

    /// `value` in percent of `of`, rounded up; `of` is more than nothing.
    pub fn ratio(what: impl Into<String>, value: u64, of: u64) -> Self {
        Self::new(what, (value * 100).div_ceil(of), "% of it")
    }

    /// The same, with what it should not exceed.
    pub fn reach(self, reach: impl Into<Option<u64>>) -> Self {
        Self { reach: reach.into(), ..self }
    }

    /// Whether the value is within `reach`, where that is known.
    pub fn is_reached(&self) -> bool {
        self.reach.is_none_or(|reach| self.value <= reach)
    }
}

/// What one source has measured.
#[derive(Serialize)]
pub struct Section {
    /// What the figures are about.
    pub heading: &'static str,
    /// How they are measured.
    pub how: &'static str,
    /// The figures.
    pub rows: Vec<Row>,
}
