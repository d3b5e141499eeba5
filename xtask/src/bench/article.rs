//! The whole article in one sitting, in Chromium: presses and exchanges from the open resource to the verified identity.

use super::figures::Row;
use super::in_chromium::measured;
use super::release::Release;
use anyhow::Result;
use serde::Deserialize;

const PRESSES: u64 = 12;
const EXCHANGES: u64 = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeasuredArticle {
    presses: u64,
    exchanges: u64,
    second_presses: u64,
    second_exchanges: u64,
    changed: u64,
}

/// What both runs take.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    let MeasuredArticle { presses, exchanges, second_presses, second_exchanges, changed } =
        measured("article.js", release)?;
    Ok(vec![
        Row::new("first run", presses, "presses").reach(PRESSES),
        Row::new("  sent to Microsoft Graph and Azure", exchanges, "exchanges").reach(EXCHANGES),
        Row::new("second run, until its review", second_presses, "presses"),
        Row::new("  sent to Microsoft Graph and Azure", second_exchanges, "exchanges"),
        Row::new("  of them changes", changed, "exchanges").reach(0),
    ])
}
