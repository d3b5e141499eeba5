//! Prints as JSON which permissions a text asks for: `cargo run --example permissions_in_text -- FILE`.
//!
//! It reads the text with the code and the tables of the page. Standard output has nothing but the JSON.

use std::process::ExitCode;

use bestow::web::text::pasted::skip_reason;
use domain::pasted_text::{KnownPermissions, read, to_json};

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("Usage: permissions_in_text FILE");
        return ExitCode::from(2);
    };
    match std::fs::read(&path) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            print(&to_json(&read(&text, &KnownPermissions::of_microsoft()), skip_reason));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Couldn't read {}: {error}", path.to_string_lossy());
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stdout)]
fn print(json: &str) {
    println!("{json}");
}
