//! The two documents: `index.html`, and the `redirect.html` that Entra sends the person back to.

use super::Cloud;
use super::assets::Assets;
use super::integrity::integrity;
use super::policy::Policy;
use crate::project;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;

const POLICY_MARK: &str = "<!-- xtask: policy -->";
const START_MARK: &str = "<!-- xtask: start";
const FILES_MARK: &str = "\"xtask: files\"";

/// A document with the policy it runs under.
pub struct Document {
    /// The finished text.
    pub html: String,
    /// What it may do.
    pub policy: Policy,
}

/// The page itself.
pub fn index(template: &str, assets: &Assets, cloud: Cloud) -> Result<Document> {
    let modules = ["bestow.js", "sample.js"];
    let import_map = json!({ "integrity": modules.iter().map(|name| Ok((assets.address(name)?, assets.integrity(name)?.into()))).collect::<Result<serde_json::Map<String, Value>>>()? }).to_string();
    let files = json!({ "app": module(assets, "bestow")?, "sample": module(assets, "sample")? });
    let start = boot_script("start.js")?.replace(FILES_MARK, &files.to_string());

    let mut scripts = vec![integrity(import_map.as_bytes()), integrity(start.as_bytes())];
    for name in modules.into_iter().chain(["msal-browser.min.js"]) {
        scripts.push(assets.integrity(name)?);
    }
    let block = format!(
        "<script type=\"importmap\">{import_map}</script>\n    {}\n    <script>{start}</script>",
        script(assets, "msal-browser.min.js", "defer ")?
    );
    document(template, &block, assets, Policy { scripts, cloud: Some(cloud) })
}

/// The page that hands Entra's answer over.
pub fn redirect(template: &str, assets: &Assets) -> Result<Document> {
    let own = boot_script("redirect.js")?;
    let bridge = "msal-redirect-bridge.min.js";
    let scripts = vec![assets.integrity(bridge)?, integrity(own.as_bytes())];
    let block = format!("{}\n    <script>{own}</script>", script(assets, bridge, "")?);
    document(template, &block, assets, Policy { scripts, cloud: None })
}

/// Puts scripts and policy into a template and follows the files to their final names.
fn document(template: &str, start: &str, assets: &Assets, policy: Policy) -> Result<Document> {
    let (before, rest) =
        template.split_once(START_MARK).context("the document does not say where the scripts stand")?;
    let (_, after) = rest.split_once("-->").context("the mark of the scripts is not closed")?;
    let mut html = format!("{before}{start}{after}");
    ensure!(html.contains(POLICY_MARK), "the document does not say where the policy stands");
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />", policy.meta());
    html = html.replace(POLICY_MARK, &meta);
    for name in assets.names() {
        html = html.replace(&format!("\"./{name}\""), &format!("\"{}\"", assets.address(name)?));
    }
    Ok(Document { html, policy })
}

fn module(assets: &Assets, name: &str) -> Result<Value> {
    let wasm = format!("{name}_bg.wasm");
    Ok(json!({
        "glue": assets.address(&format!("{name}.js"))?,
        "wasm": assets.address(&wasm)?,
        "integrity": assets.integrity(&wasm)?,
    }))
}

fn script(assets: &Assets, name: &str, attributes: &str) -> Result<String> {
    let (address, integrity) = (assets.address(name)?, assets.integrity(name)?);
    Ok(format!("<script {attributes}src=\"{address}\" integrity=\"{integrity}\"></script>"))
}

fn boot_script(name: &str) -> Result<String> {
    fs::read_to_string(project::root().join("boot").join(name)).with_context(|| format!("boot/{name} cannot be read"))
}
