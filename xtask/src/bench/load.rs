//! How long the page takes to come, in Chromium on a slow line and with a quarter of the CPU, and what a second visit
//! still transfers.
//!
//! The line is Lighthouse's slow 4G as developer tools apply it: 562.5 ms for each request, 1474.56 kbit/s.
//! <https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md>

use super::figures::Row;
use super::in_chromium::measured;
use super::release::Release;
use anyhow::Result;
use serde::Deserialize;

const LARGEST_PAINT: u64 = 1800;
const SIGN_IN_USABLE: u64 = 3500;
/// Against the release that this one is compared with, in percent.
const SIGN_IN_USABLE_RATIO: u64 = 72;
const LAYOUT_SHIFT: u64 = 10;
const SECOND_VISIT: u64 = 3000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeasuredLoad {
    largest_paint: u64,
    sign_in_usable: u64,
    sign_in_usable_before: Option<u64>,
    layout_shift: f64,
    second_visit: u64,
}

/// What Chromium measures of a first visit to the release.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    let measured: MeasuredLoad = measured("load.js", release)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of the screen, far below 2^52"
    )]
    let shift = (measured.layout_shift * 1000.0).ceil() as u64;
    let mut rows = vec![
        Row::new("largest paint, middle of five visits", measured.largest_paint, "ms").reach(LARGEST_PAINT),
        Row::new("sign-in usable, middle of five visits", measured.sign_in_usable, "ms").reach(SIGN_IN_USABLE),
        Row::new("layout shift, worst of five visits", shift, "thousandths of the screen").reach(LAYOUT_SHIFT),
        Row::new("a second visit", measured.second_visit, "bytes transferred").reach(SECOND_VISIT),
    ];
    rows.extend(measured.sign_in_usable_before.filter(|before| *before > 0).map(|before| {
        Row::ratio("sign-in usable, against the other release", measured.sign_in_usable, before)
            .reach(SIGN_IN_USABLE_RATIO)
    }));
    Ok(rows)
}
