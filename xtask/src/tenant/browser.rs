//! A browser that knows only the simulated hosts, with a profile that lives as long as the command.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use super::hosts;

/// Names under which a Chromium is found.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// A running browser. Dropping it ends it and removes its profile.
pub struct Browser {
    process: Child,
    profile: PathBuf,
}

impl Browser {
    /// Starts a browser on the page.
    pub fn start(proxy: u16, fingerprint: &str) -> Result<Self> {
        let profile = std::env::temp_dir().join(format!("bestow-tenant-{}", std::process::id()));
        let mut tried = None;
        for name in NAMES {
            let mut command = Command::new(name);
            command
                .arg(format!("--user-data-dir={}", profile.display()))
                .arg(format!("--proxy-server=http://127.0.0.1:{proxy}"))
                .arg(format!("--ignore-certificate-errors-spki-list={fingerprint}"))
                .args(["--no-first-run", "--no-default-browser-check", "--disable-background-networking"])
                .args(["--disable-component-update", "--disable-sync", "--disable-quic"])
                .arg(hosts::PAGE)
                .stderr(Stdio::null());
            match command.spawn() {
                Ok(process) => return Ok(Self { process, profile }),
                Err(error) => tried = Some(error),
            }
        }
        let missing = "no Chromium was found; start any browser with the proxy above, or use --no-browser";
        tried.map_or_else(|| anyhow::bail!(missing), |error| Err(error).context(missing))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is already closed, or a profile that is already gone, is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
