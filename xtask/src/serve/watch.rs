//! Notices that a source has changed.

use crate::project;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What the page is built from.
const SOURCES: [&str; 8] =
    ["src", "crates", "style", "boot", "index.html", "redirect.html", "Cargo.lock", "Trunk.toml"];
const PAUSE: Duration = Duration::from_millis(500);

/// Calls `rebuild` after each change, for ever. Looking at the few hundred files needs no help of the system.
pub fn watch(rebuild: impl Fn()) {
    let mut seen = newest();
    loop {
        std::thread::sleep(PAUSE);
        let now = newest();
        if now > seen {
            rebuild();
            seen = now;
        }
    }
}

fn newest() -> Option<SystemTime> {
    SOURCES.iter().filter_map(|source| newest_below(&project::root().join(source))).max()
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_dir() {
        return metadata.modified().ok();
    }
    fs::read_dir(path).ok()?.filter_map(|entry| newest_below(&entry.ok()?.path())).max()
}
