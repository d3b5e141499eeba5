//! The bill of materials: every crate and package whose code is in the page, as CycloneDX.
//!
//! <https://cyclonedx.org/docs/1.6/json/>

use crate::project;
use crate::run::{output_of, program};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// The name of the file inside a release.
pub const FILE: &str = "sbom.cdx.json";

/// The bill, as the two lockfiles say it.
pub fn text() -> Result<String> {
    let components: Vec<Value> = crates()?
        .into_iter()
        .chain(packages()?)
        .map(|(kind, name, version)| component(kind, &name, &version))
        .collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "bestow", "version": env!("CARGO_PKG_VERSION") } },
        "components": components,
    });
    Ok(format!("{bill:#}\n"))
}

type Part = (&'static str, String, String);

/// The crates that are compiled for the browser, without those that only run while compiling.
fn crates() -> Result<BTreeSet<Part>> {
    let mut tree = program("cargo");
    tree.args(["tree", "--package", "bestow", "--target", "wasm32-unknown-unknown"]);
    tree.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let text = output_of(&mut tree).context("cargo tree fails")?;
    let parts = text.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        let version = rest.split_whitespace().next()?;
        Some(("cargo", name.to_owned(), version.to_owned()))
    });
    Ok(parts.filter(|(_, name, _)| name != "bestow").collect())
}

/// The npm packages that are not only tools.
fn packages() -> Result<BTreeSet<Part>> {
    let text = fs::read(project::root().join("package-lock.json")).context("package-lock.json can't be read")?;
    let lockfile: Value = serde_json::from_slice(&text).context("package-lock.json is malformed")?;
    let packages = lockfile["packages"].as_object().context("package-lock.json lists no packages")?;
    let shipped = packages.iter().filter(|(path, package)| !path.is_empty() && package["dev"] != true);
    let part = |(path, package): (&String, &Value)| {
        let name = path.rsplit_once("node_modules/")?.1;
        Some(("npm", name.to_owned(), package["version"].as_str()?.to_owned()))
    };
    Ok(shipped.filter_map(part).collect())
}

/// A component with its package URL. <https://github.com/package-url/purl-spec>
fn component(kind: &str, name: &str, version: &str) -> Value {
    let address = format!("pkg:{kind}/{}@{version}", name.replace('@', "%40"));
    json!({ "type": "library", "name": name, "version": version, "purl": address })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_lists_what_is_shipped_and_not_the_tools() {
        let text = text().unwrap();
        assert!(text.contains("pkg:npm/%40azure/msal-browser@"));
        assert!(text.contains("pkg:cargo/leptos@"));
        assert!(!text.contains("binaryen"));
        assert!(!text.contains("leptos_macro"));
    }
}
