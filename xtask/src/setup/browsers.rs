//! The browsers of the tests. On Debian and Ubuntu they are installed; elsewhere it is said what is missing.

use crate::project;
use crate::run::{announce, find_on_path, output_of, program, run};
use anyhow::{Result, bail};
use std::path::Path;

/// A program that the browser tests start, and the Debian packages that bring it.
struct BrowserPackage {
    program: &'static str,
    /// The environment variable with which a user says where it is.
    variable: &'static str,
    packages: &'static [&'static str],
}

const BROWSERS: [BrowserPackage; 4] = [
    BrowserPackage { program: "chromium", variable: "BESTOW_CHROMIUM", packages: &["chromium"] },
    BrowserPackage { program: "firefox-esr", variable: "BESTOW_FIREFOX", packages: &["firefox-esr"] },
    BrowserPackage { program: "WebKitWebDriver", variable: "BESTOW_WEBKIT_DRIVER", packages: &["webkit2gtk-driver"] },
    // WebKitGTK has no way to run without a display.
    BrowserPackage { program: "xvfb-run", variable: "DISPLAY", packages: &["xvfb", "xauth"] },
];

/// Makes sure that all browsers are there, and the npm packages that drive them and check what they get.
pub fn ensure() -> Result<()> {
    ensure_those(&BROWSERS)?;
    super::npm::install_in(&project::root().join("tests/browser/observatory"))
}

/// Makes sure that the browser is there with which figures are measured, and the npm packages that drive it.
pub fn ensure_chromium() -> Result<()> {
    ensure_those(&BROWSERS[..1])
}

fn ensure_those(browsers: &[BrowserPackage]) -> Result<()> {
    let missing: Vec<&BrowserPackage> = browsers.iter().filter(|browser| !browser.is_there()).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    super::npm::install_in(&project::root().join("tests/browser"))
}

impl BrowserPackage {
    fn is_there(&self) -> bool {
        // WebKitGTK exists for Linux only; the tests of its engine are skipped elsewhere.
        let elsewhere = !cfg!(target_os = "linux") && matches!(self.program, "WebKitWebDriver" | "xvfb-run");
        elsewhere || std::env::var_os(self.variable).is_some() || find_on_path(self.program).is_some()
    }
}

fn install(missing: &[&BrowserPackage]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|browser| browser.packages).copied().collect();
    if find_on_path("apt-get").is_none() || !Path::new("/etc/debian_version").exists() {
        let variables: Vec<&str> = missing.iter().map(|browser| browser.variable).collect();
        bail!(
            "the browser tests need {}; install them and say where they are with {}",
            packages.join(", "),
            variables.join(", ")
        );
    }
    announce(&format!("Installing {} with apt-get", packages.join(", ")));
    let is_root = output_of(program("id").arg("-u")).is_some_and(|id| id == "0");
    let apt_get = || {
        let mut command = program(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run("Reading the package lists", apt_get().args(["-qq", "update"]))?;
    run(
        "Installing the browsers",
        apt_get().args(["-qq", "-y", "-o=Dpkg::Use-Pty=0", "install", "--no-install-recommends"]).args(packages),
    )
}
