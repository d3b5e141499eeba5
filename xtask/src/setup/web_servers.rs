//! Web servers, which tests let serve the page by the files that are shipped for them.
//!
//! On Debian and Ubuntu the programs alone are taken out of their packages: installing those would start servers.
//! Elsewhere a test runs where its server is installed, and is skipped where it is not.

use super::on_path;
use crate::project;
use crate::run::{announce, program, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A web server that a test starts.
pub struct WebServer {
    /// The name of its program.
    pub name: &'static str,
    /// The variable that tells tests where the program is; a person may set it as well.
    pub variable: &'static str,
    /// Where its package has the program.
    place: &'static str,
    /// Its package, and libraries that few machines have.
    packages: &'static [&'static str],
}

/// Those that tests know.
pub const ALL: [WebServer; 3] = [
    WebServer { name: "nginx", variable: "BESTOW_NGINX", place: "usr/sbin/nginx", packages: &["nginx"] },
    WebServer {
        name: "apache2",
        variable: "BESTOW_APACHE",
        place: "usr/sbin/apache2",
        packages: &["apache2-bin", "libapr1", "libaprutil1"],
    },
    WebServer { name: "caddy", variable: "BESTOW_CADDY", place: "usr/bin/caddy", packages: &["caddy"] },
];

/// Fetches what is missing where it can be fetched.
pub fn ensure() -> Result<()> {
    if on_path("apt-get").is_none() || !Path::new("/etc/debian_version").exists() {
        return Ok(());
    }
    ALL.iter().filter(|server| server.find().is_none()).try_for_each(WebServer::fetch)
}

impl WebServer {
    /// Where it is, if it is anywhere.
    pub fn find(&self) -> Option<PathBuf> {
        let places = [self.folder().join(self.place), Path::new("/").join(self.place)];
        std::env::var_os(self.variable)
            .map(PathBuf::from)
            .or_else(|| on_path(self.name))
            .or_else(|| places.into_iter().find(|place| place.is_file()))
    }

    fn fetch(&self) -> Result<()> {
        let (name, folder) = (self.name, self.folder());
        fs::create_dir_all(&folder).with_context(|| format!("{} can't be created", folder.display()))?;
        announce(&format!("Fetching {name} for a test; it isn't installed"));
        let mut download = program("apt-get");
        download.args(["-qq", "download"]).args(self.packages).current_dir(&folder);
        if let Err(error) = run(&format!("Fetching {name}"), &mut download) {
            eprintln!("{name} couldn't be fetched ({error:#}); its test is skipped.");
            return Ok(());
        }
        for entry in fs::read_dir(&folder)? {
            let package = entry?.path();
            if package.extension().is_some_and(|it| it == "deb") {
                run(&format!("Unpacking {name}"), program("dpkg-deb").arg("-x").arg(&package).arg(&folder))?;
            }
        }
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        project::tools().join(self.name)
    }
}
