//! The two documents: `index.html`, and the `redirect.html` that Entra sends the user back to.

use super::assets::Assets;
use super::compact;
use super::integrity::integrity;
use super::policy::Policy;
use super::shell;
use crate::project;
use anyhow::{Context, Result, ensure};
use domain::cloud::Cloud;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;

const POLICY_MARK: &str = "<!-- xtask: policy -->";
const SHELL_MARK: &str = "<!-- xtask: shell -->";
const START_MARK: &str = "<!-- xtask: start";
const MSAL: &str = "msal-browser.min.js";
const MSAL_BRIDGE: &str = "msal-redirect-bridge.min.js";
const FILES_MARK: &str = "\"xtask: files\"";

/// A document with the policy it runs under.
pub struct Document {
    /// The finished text.
    pub html: String,
    /// What it may do.
    pub policy: Policy,
}

/// The page itself. `parts` says which files make up which part that is fetched later.
pub fn index(template: &str, assets: &Assets, parts: &BTreeMap<String, Vec<String>>, cloud: Cloud) -> Result<Document> {
    let files = json!({
        "app": module(assets, "bestow")?,
        "sample": module(assets, "sample")?,
        "msal": assets.address(MSAL)?,
        "parts": parts,
        "later": later(assets, parts)?,
    });
    let start = Start::new("start.js", &files, &["bestow.js", "sample.js", MSAL], assets)?.after("guard.js")?;
    ensure!(template.contains(SHELL_MARK), "the document has no mark for the shell");
    let template = template.replace(SHELL_MARK, &shell::html());
    document(&template, start, assets, Some(cloud))
}

/// The page that hands Entra's answer over.
pub fn redirect(template: &str, assets: &Assets) -> Result<Document> {
    let files = json!({ "bridge": assets.address(MSAL_BRIDGE)? });
    document(template, Start::new("redirect.js", &files, &[MSAL_BRIDGE], assets)?, assets, None)
}

/// The inline scripts of a document and the hashes of all that it may run.
struct Start {
    html: String,
    hashes: Vec<String>,
}

impl Start {
    /// The boot script with the addresses filled in, and the import map that makes the browser check what it imports.
    ///
    /// Every other script is imported: WebKit's preload scanner reports a violation for a `<script src>` that the policy
    /// allows by its hash.
    fn new(script: &str, files: &Value, modules: &[&str], assets: &Assets) -> Result<Self> {
        let mut integrities = Map::new();
        let mut hashes = Vec::new();
        for name in modules {
            let hash = assets.integrity(name)?;
            integrities.insert(assets.address(name)?, hash.as_str().into());
            hashes.push(hash);
        }
        let map = json!({ "integrity": integrities }).to_string();
        let script = boot_script(script)?.replace(FILES_MARK, &files.to_string());
        hashes.extend([integrity(map.as_bytes()), integrity(script.as_bytes())]);
        let html = format!("<script type=\"importmap\">{map}</script>\n    <script>{script}</script>");
        Ok(Self { html, hashes })
    }

    /// Puts an inline script before the others. An error in one of them doesn't keep another from running.
    fn after(self, script: &str) -> Result<Self> {
        let script = boot_script(script)?;
        let hashes = [vec![integrity(script.as_bytes())], self.hashes].concat();
        Ok(Self { html: format!("<script>{script}</script>\n    {}", self.html), hashes })
    }
}

/// Puts scripts and policy into a template and follows the files to their final names.
fn document(template: &str, start: Start, assets: &Assets, cloud: Option<Cloud>) -> Result<Document> {
    let policy = Policy { scripts: start.hashes, cloud };
    let (before, rest) = template.split_once(START_MARK).context("the document has no mark for the scripts")?;
    let (_, after) = rest.split_once("-->").context("the mark for the scripts isn't closed")?;
    let mut html = format!("{before}{}{after}", start.html);
    ensure!(html.contains(POLICY_MARK), "the document has no mark for the policy");
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

/// Where the files of the later parts are, by their names.
fn later(assets: &Assets, parts: &BTreeMap<String, Vec<String>>) -> Result<Value> {
    let mut files = Map::new();
    for name in parts.values().flatten() {
        let file = json!({ "wasm": assets.address(name)?, "integrity": assets.integrity(name)? });
        files.insert(name.clone(), file);
    }
    Ok(Value::Object(files))
}

fn boot_script(name: &str) -> Result<String> {
    let path = project::root().join("boot").join(name);
    compact::script(&fs::read_to_string(path).with_context(|| format!("boot/{name} can't be read"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished() -> Document {
        let assets = Assets::of(&[("a.css", "b {}"), ("a.js", "run()")]);
        let start = Start { html: "<script>go()</script>".to_owned(), hashes: vec!["sha384-x".to_owned()] };
        let template = "<head><!-- xtask: policy --><link href=\"./a.css\"/><!-- xtask: start a b --></head>";
        document(template, start, &assets, None).unwrap()
    }

    #[test]
    fn marks_give_way_to_the_policy_and_the_scripts() {
        let Document { html, policy } = finished();
        assert!(html.contains("content=\"default-src 'none'; script-src 'sha384-x';"));
        assert!(html.contains("<script>go()</script></head>"));
        assert!(!html.contains("xtask"));
        assert_eq!(policy.scripts, ["sha384-x"]);
    }

    #[test]
    fn browsers_that_are_too_old_for_the_boot_script_can_parse_the_guard() {
        let guard = boot_script("guard.js").unwrap();
        let code = guard.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (at, line) in code.enumerate() {
            let is_new = ["=>", "`", "?.", "??", "...", "let ", "const ", "class ", "async ", "await ", "import("];
            let found = is_new.iter().find(|new| line.contains(**new));
            // A trailing comma in a call, or in a list before ECMAScript 5.
            assert!(found.is_none() && !line.contains(",)") && !line.contains(",]"), "{at}: {line}");
        }
    }

    #[test]
    fn files_are_named_after_their_content() {
        assert!(finished().html.contains("<link href=\"./assets/a-cf2f3b6589595789.css\"/>"), "{}", finished().html);
    }

    #[test]
    fn a_document_without_a_mark_is_refused() {
        let start = || Start { html: String::new(), hashes: Vec::new() };
        for template in ["<!-- xtask: policy -->", "<!-- xtask: start -->"] {
            assert!(document(template, start(), &Assets::of(&[]), None).is_err(), "{template}");
        }
    }
}
