//! Prints as JSON which permissions a script needs: `cargo run --example permissions_from_code -- FILE`.
//!
//! The language is that of the file's extension, and of its content where the extension says nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use code_permissions::{Language, Table, analyze, to_json};

/// The facts, as the page fetches them.
static TABLE: &[u8] = include_bytes!("../crates/code_permissions/data/calls-to-permissions.txt");

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("Usage: permissions_from_code FILE");
        return ExitCode::from(2);
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("Couldn't read {}: {error}", path.to_string_lossy());
            return ExitCode::FAILURE;
        }
    };
    let table = match Table::read(TABLE) {
        Ok(table) => table,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let extension = path.extension().and_then(|extension| extension.to_str()).and_then(Language::of_extension);
    let language = extension.unwrap_or_else(|| Language::of_text(&text));
    print(&format!("{:#}", to_json(&analyze(&text, language, &table))));
    ExitCode::SUCCESS
}

#[allow(clippy::print_stdout, reason = "the answer is what the example is for")]
fn print(json: &str) {
    println!("{json}");
}
