//! `cargo xtask bench`: the figures that the project wants to reach, from one run.
//!
//! A [`Source`] measures something of the finished release and returns rows; [`table`] and [`markdown`] write them. Most
//! are counts and sizes, the same on every machine. Times of this machine are kept to what is about a browser; other
//! times are those of a clock that only waiting moves.

mod article;
mod asking;
mod audits;
mod changes_by_script;
mod counting;
mod exchanges;
mod figures;
mod histories;
mod in_chromium;
mod large_tenant;
mod load;
mod main_job;
mod markdown;
mod monomorphizations;
mod release;
mod review;
mod review_by_others;
mod sizes;
mod table;
mod typing;
mod visit;

use crate::build::{self, Profile};
use crate::run::announce;
use crate::setup;
use anyhow::{Context, Result, ensure};
use domain::cloud::Cloud;
use figures::{Row, Section};
use lexopt::prelude::*;
use release::Release;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What measures figures of one kind.
struct Source {
    /// What `--only` names it by.
    key: &'static str,
    /// What they are about.
    heading: &'static str,
    /// How they are measured.
    how: &'static str,
    /// Measures a release.
    rows: fn(&Release) -> Result<Vec<Row>>,
}

const SOURCES: [Source; 3] = [
    Source {
        key: "sizes",
        heading: "What a browser downloads",
        how: "The files of the release, compressed as a host sends them.",
        rows: sizes::rows,
    },
    Source {
        key: "changes",
        heading: "The article's nine changes",
        how: "From signed in to the receipt, against the simulated service. An exchange is one HTTP request to \
              Microsoft Graph. A request takes 100 ms and a batch 200 ms of simulated time.",
        rows: exchanges::rows,
    },
    Source {
        key: "identity",
        heading: "One identity",
        how: "From an ID that is pasted into the search box, against the simulated service. For exchanges in a row, \
              each waits for the one before it.",
        rows: visit::rows,
    },
];

/// What takes minutes, and is measured only where someone asks for it.
const LONG: [Source; 8] = [
    Source {
        key: "copies",
        heading: "Functions that were compiled many times",
        how: "The linker's output before optimization: bytes of functions that differ in their type parameters only.",
        rows: monomorphizations::rows,
    },
    Source {
        key: "review",
        heading: "The review of a whole tenant",
        how: "Read completely from the simulated service with the quota that Microsoft publishes for a small tenant, \
              compared with other ways of reading. Each waits as long as the service requires. A request takes 100 \
              ms and a batch 200 ms of simulated time.",
        rows: review::rows,
    },
    Source {
        key: "article",
        heading: "The whole article in one sitting",
        how: "Chromium, signed in for real against the simulated service: from an open Automation account without an \
              identity of its own to the verified identity with its nine changes and an Azure role. Presses are those on \
              the page, without Microsoft's windows and without typing. An exchange is one HTTP request to Microsoft \
              Graph or Azure.",
        rows: article::rows,
    },
    Source {
        key: "histories",
        heading: "Random histories",
        how: "Random network faults, closed tabs and changes by others while a plan is applied.",
        rows: histories::rows,
    },
    Source {
        key: "load",
        heading: "The first visit on a slow connection",
        how: "Chromium, with Lighthouse's slow 4G and a quarter of the CPU.",
        rows: load::rows,
    },
    Source {
        key: "job",
        heading: "The main job on the sample tenant",
        how: "Chromium. The slow connection is Lighthouse's slow 4G, with a quarter of the CPU. Time from a click \
              until the next step can be used, with three seconds of reading between steps, which aren't counted; the \
              middle of three visits. Another release (`--against FOLDER`) is visited in turn, so that only the ratio \
              depends on the code and not on the machine.",
        rows: main_job::rows,
    },
    Source {
        key: "lighthouse",
        heading: "Lighthouse",
        how: "Chromium, as a phone on slow 4G, which Lighthouse simulates. The welcome page is a first visit; the pages of \
              the sample tenant are loaded by their address, with the tenant open and the files in the browser's cache.",
        rows: audits::rows,
    },
    Source {
        key: "typing",
        heading: "Typing and memory",
        how: "Chromium, with a quarter of the CPU: from the key press to the next frame, as measured by the browser, \
              which rounds to 8 ms. Memory is measured after a garbage collection.",
        rows: typing::rows,
    },
];

/// Builds the release, measures it, prints the table and writes it where that is wanted.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut json, mut markdown, mut against) = (None, None, None);
    let mut only: Vec<String> = Vec::new();
    while let Some(argument) = arguments.next()? {
        let wanted = match argument {
            Long("json") => &mut json,
            Long("markdown") => &mut markdown,
            Long("against") => &mut against,
            Long("only") => {
                let key = arguments.value()?.string()?;
                let is_known = SOURCES.iter().chain(&LONG).any(|source| source.key == key);
                ensure!(is_known, "no measurement is named {key:?}");
                only.push(key);
                continue;
            }
            other => return Err(other.unexpected().into()),
        };
        *wanted = Some(std::env::current_dir()?.join(PathBuf::from(arguments.value()?)));
    }
    let is_wanted = |source: &&Source| only.is_empty() || only.iter().any(|key| key == source.key);
    let sources: Vec<&Source> = SOURCES.iter().chain(&LONG).filter(is_wanted).collect();
    setup::for_measuring()?;
    let folder = build::default_out(Profile::Release);
    build::build(Profile::Release, Cloud::Public, &folder)?;
    let release = Release { folder, against };
    // Each is shown when it is there: the whole takes minutes, and what comes later may fail.
    let mut sections = Vec::new();
    for source in sources {
        let section = measure(source, &release)?;
        std::io::stdout().write_all(table::table(std::slice::from_ref(&section)).as_bytes())?;
        sections.push(section);
    }
    if let Some(path) = json {
        write(&path, &serde_json::to_string_pretty(&sections)?)?;
    }
    if let Some(path) = markdown {
        write(&path, &markdown::document(&sections, &only, &in_chromium::version()))?;
    }
    Ok(())
}

/// Prints the table of what is measured quickly for the release in `folder`. A figure that is not reached is marked; it
/// fails nothing.
pub fn show(folder: &Path) -> Result<()> {
    let release = Release { folder: folder.to_path_buf(), against: None };
    let sections: Vec<Section> = SOURCES.iter().map(|source| measure(source, &release)).collect::<Result<_>>()?;
    eprint!("{}", table::table(&sections));
    Ok(())
}

fn measure(source: &Source, release: &Release) -> Result<Section> {
    announce(&format!("Measuring: {}", source.heading));
    let rows = (source.rows)(release).with_context(|| format!("not measured: {}", source.heading))?;
    Ok(Section { heading: source.heading, how: source.how, rows })
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} can't be written", path.display()))
}
