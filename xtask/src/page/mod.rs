//! Finishes what Trunk wrote: every file gets a name from its content, every script a hash that the browser enforces,
//! and the two documents and all header files one policy.

mod assets;
mod bill;
mod bindings;
mod compact;
mod documents;
mod exports;
mod groups;
mod headers;
mod hosting;
mod integrity;
mod join;
mod optimise;
mod parts;
mod policy;
mod release;
mod shell;
mod styles;

pub use bill::FILE as BILL;
pub use headers::table as header_table;
pub use hosting::FILES as FOR_HOSTS;
pub use integrity::sha256_hex;
pub use parts::{COMPILER_FLAG, Compiled, compiled};
pub use release::{MANIFEST, names};

use crate::project;
use crate::run::announce;
use crate::setup::package_file;
use anyhow::{Context, Result};
use assets::Assets;
use domain::cloud::Cloud;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a host's `config.json` can look like. The page reads that one at run time; it is no part of a build.
pub const CONFIG_EXAMPLE: &str = "config.example.json";

/// A page that is ready to be served.
pub struct Page {
    /// The folder with `index.html` in it.
    pub folder: PathBuf,
}

/// Turns Trunk's `staging` folder into the page in `out`; `optimise` joins parts, runs wasm-opt and compresses.
pub fn finish(staging: &Path, compiled: &Compiled, optimise: bool, cloud: Cloud, out: &Path) -> Result<Page> {
    let mut assets = Assets::read(staging)?;
    let parts = parts::divide(compiled, optimise)?;
    assets.replace("bestow.js", parts.glue.into_bytes())?;
    assets.replace("bestow_bg.wasm", parts.first)?;
    for (name, content) in parts.later {
        assets.put(&name, content);
    }
    assets.add("msal-browser.min.js", &package_file("@azure/msal-browser/lib/msal-browser.min.js"))?;
    assets.add(
        "msal-redirect-bridge.min.js",
        &package_file("@azure/msal-browser/lib/redirect-bridge/msal-redirect-bridge.min.js"),
    )?;
    if optimise {
        compact_programs(&mut assets)?;
        assets.optimise_wasm()?;
    }
    let template = styles::join(&read(&staging.join("index.html"))?, &mut assets)?;
    let index = documents::index(&template, &assets, &parts.files, cloud)?;
    let redirect = documents::redirect(&read(&project::root().join("redirect.html"))?, &assets)?;
    let rules = headers::rules(&index.policy, &redirect.policy);

    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("{} can't be replaced", out.display()))?;
    }
    assets.write(out)?;
    write(out, "index.html", &index.html)?;
    write(out, "redirect.html", &redirect.html)?;
    for (name, content) in hosting::files(&rules) {
        write(out, name, &content)?;
    }
    write(out, CONFIG_EXAMPLE, &read(&project::root().join(CONFIG_EXAMPLE))?)?;
    if optimise {
        write(out, bill::FILE, &bill::text()?)?;
        announce("Compressing the files and listing their hashes");
        let addresses = addresses(&assets, &parts.files)?;
        release::complete(out, &addresses, cloud)?;
    }
    Ok(Page { folder: out.to_path_buf() })
}

/// Makes the two programs that wasm-bindgen wrote, and the scripts around them, smaller after compression.
fn compact_programs(assets: &mut Assets) -> Result<()> {
    for name in ["bestow", "sample"] {
        let (script_name, wasm_name) = (format!("{name}.js"), format!("{name}_bg.wasm"));
        let script = String::from_utf8(assets.take(&script_name)?).context("a script isn't text")?;
        let (script, wasm) = bindings::shortened(&format!("./{name}_bg.js"), &script, &assets.take(&wasm_name)?)?;
        assets.put(&script_name, compact::script(&script)?.into_bytes());
        assets.put(&wasm_name, wasm);
    }
    Ok(())
}

/// The addresses of the files of each part.
fn addresses(assets: &Assets, files: &BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, Vec<String>>> {
    let of = |(part, names): (&String, &Vec<String>)| {
        let addresses: Result<Vec<String>> = names.iter().map(|name| assets.path(name)).collect();
        Ok((part.clone(), addresses?))
    };
    files.iter().map(of).collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))
}

fn write(folder: &Path, name: &str, content: &str) -> Result<()> {
    fs::write(folder.join(name), content).with_context(|| format!("{name} can't be written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_configuration_is_one_that_the_page_accepts() {
        let text = read(&project::root().join(CONFIG_EXAMPLE)).unwrap();
        assert!(matches!(bestow::web::config::from_file(&text), Some(Ok(_))));
    }
}
