//! `cargo xtask bench`: the figures that the project wants to reach, measured as counts and sizes.
//!
//! A source is a function that measures and returns rows. Times of this machine are kept to the two sources that are about
//! a browser; other times are those of a clock that only waiting moves.

mod exchanges;
mod in_chromium;
mod load;
mod review;
mod review_by_others;
mod review_page;
mod sizes;
mod table;
mod visit;

use crate::build::{self, Profile};
use anyhow::{Context, Result};
use bestow::web::cloud::Cloud;
use lexopt::prelude::*;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One figure.
#[derive(Serialize)]
pub struct Row {
    /// What is measured.
    pub what: String,
    /// What it came to.
    pub value: u64,
    /// What it counts.
    pub unit: &'static str,
    /// What it should not exceed, where that is known.
    pub reach: Option<u64>,
}

impl Row {
    fn is_reached(&self) -> bool {
        self.reach.is_none_or(|reach| self.value <= reach)
    }
}

/// Measures something of the finished release in a folder.
type Source = fn(&Path) -> Result<Vec<Row>>;

const SOURCES: [Source; 3] = [sizes::rows, exchanges::rows, visit::rows];

/// What takes minutes, and is measured only where somebody asks for it.
const LONG: [Source; 3] = [load::rows, review::rows, review_page::rows];

/// Builds the release, measures it and prints the table.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut json: Option<PathBuf> = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("json") => json = Some(std::env::current_dir()?.join(PathBuf::from(arguments.value()?))),
            other => return Err(other.unexpected().into()),
        }
    }
    let folder = build::default_out(Profile::Release);
    build::build(Profile::Release, Cloud::Public, &folder)?;
    let mut rows = measure(&folder)?;
    for source in LONG {
        rows.extend(source(&folder)?);
    }
    std::io::stdout().write_all(table::table(&rows).as_bytes())?;
    if let Some(path) = json {
        let text = serde_json::to_string_pretty(&rows)?;
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// Prints the table for the release in `folder`. A figure that is not reached is marked; it fails nothing.
pub fn show(folder: &Path) -> Result<()> {
    eprint!("{}", table::table(&measure(folder)?));
    Ok(())
}

/// The rows of all sources for the release in `folder`.
fn measure(folder: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for source in SOURCES {
        rows.extend(source(folder)?);
    }
    Ok(rows)
}
