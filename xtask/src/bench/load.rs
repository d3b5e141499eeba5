//! How long the page takes to come, in Chromium on a slow line and with a quarter of the CPU, and what a second visit
//! still transfers. Times of this machine: they are shown and test nothing.
//!
//! The line is Lighthouse's slow 4G as developer tools apply it: 562.5 ms for each request, 1474.56 kbit/s.
//! <https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md>

use super::Row;
use super::in_chromium::measured;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

const LARGEST_PAINT: u64 = 1800;
const SIGN_IN_USABLE: u64 = 3500;
const SECOND_VISIT: u64 = 3000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    largest_paint: u64,
    sign_in_usable: u64,
    layout_shift: f64,
    second_visit: u64,
}

/// What the release in `folder` measures in Chromium.
pub fn rows(folder: &Path) -> Result<Vec<Row>> {
    let measured: Measured = measured("load.js", folder)?;
    let row = |what: &str, value, unit, reach| Row { what: what.to_owned(), value, unit, reach };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of the screen, far below 2^52"
    )]
    let shift = (measured.layout_shift * 1000.0).ceil() as u64;
    Ok(vec![
        row("slow 4G, a quarter of the CPU: largest paint, middle", measured.largest_paint, "ms", Some(LARGEST_PAINT)),
        row("  sign-in usable, middle", measured.sign_in_usable, "ms", Some(SIGN_IN_USABLE)),
        row("  layout shift", shift, "thousandths", Some(10)),
        row("a second visit", measured.second_visit, "bytes transferred", Some(SECOND_VISIT)),
    ])
}
