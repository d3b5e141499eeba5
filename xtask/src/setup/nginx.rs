//! nginx, which a test lets serve the page by the file that is shipped for it.
//!
//! On Debian and Ubuntu the program alone is taken out of its package: installing that would start a server.
//! Elsewhere the test runs where nginx is installed, and is skipped where it is not.

use super::on_path;
use crate::project;
use crate::run::{program, run, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Fetches it where it can be fetched.
pub fn ensure() -> Result<()> {
    if find().is_some() || on_path("apt-get").is_none() || !Path::new("/etc/debian_version").exists() {
        return Ok(());
    }
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    say("Fetching nginx for a test; it is not installed");
    let fetched = run("Fetching nginx", program("apt-get").args(["-qq", "download", "nginx"]).current_dir(&folder));
    let package = fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    match package.into_iter().find(|path| path.extension().is_some_and(|it| it == "deb")) {
        Some(package) => run("Unpacking nginx", program("dpkg-deb").arg("-x").arg(package).arg(&folder)),
        None => {
            eprintln!("nginx could not be fetched ({fetched:?}); its test is skipped.");
            Ok(())
        }
    }
}

/// Where it is, if it is anywhere.
pub fn find() -> Option<PathBuf> {
    let places = [folder().join("usr/sbin/nginx"), PathBuf::from("/usr/sbin/nginx")];
    std::env::var_os("BESTOW_NGINX")
        .map(PathBuf::from)
        .or_else(|| on_path("nginx"))
        .or_else(|| places.into_iter().find(|place| place.is_file()))
}

fn folder() -> PathBuf {
    project::tools().join("nginx")
}
