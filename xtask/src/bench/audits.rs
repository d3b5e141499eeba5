//! What Lighthouse says of the page: the welcome page, and three pages of the sample tenant.
//!
//! A row tells how many points are short of 100, because a figure should not exceed its goal.

use super::figures::Row;
use super::in_chromium::measured;
use super::release::Release;
use crate::{project, setup};
use anyhow::Result;
use serde::Deserialize;

/// The points that performance may be short of 100. Accessibility and best practices may not be.
const PERFORMANCE: u64 = 5;

#[derive(Deserialize)]
struct Judged {
    name: String,
    scores: Scores,
    /// The audits that aren't passed.
    failed: Vec<String>,
}

/// In percent.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Scores {
    performance: u64,
    accessibility: u64,
    best_practices: u64,
}

/// What Lighthouse judges of each page.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    setup::install_packages_in(&project::root().join("tests/browser/lighthouse"))?;
    let pages: Vec<Judged> = measured("audits.js", release)?;
    Ok(pages.iter().flat_map(of_page).collect())
}

fn of_page(page: &Judged) -> Vec<Row> {
    let Judged { name, scores, failed } = page;
    let short = |what: &str, score: u64, reach: u64| {
        Row::new(format!("{name}: {what}"), 100_u64.saturating_sub(score), "points short of 100").reach(reach)
    };
    let mut rows = vec![
        short("accessibility", scores.accessibility, 0),
        short("best practices", scores.best_practices, 0),
        short("performance", scores.performance, PERFORMANCE),
    ];
    rows.extend(failed.iter().map(|audit| Row::new(format!("  {audit}"), 1, "audit not passed")));
    rows
}
