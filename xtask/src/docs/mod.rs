//! `cargo xtask docs`: writes what documents have from the code: the scripts and manifests that register Bestow, and the
//! tables of permissions and headers. A test holds the documents to it.

#[cfg(test)]
mod commands;
mod permissions;
mod pictures;
#[cfg(test)]
mod scripts;

use crate::{page, project};
use anyhow::{Context, Result};
use graph::registration::{self, powershell, shell};
use lexopt::prelude::*;
use std::fs;

const APP_REGISTRATION: &str = "docs/app-registration.md";
/// The redirect URI in examples.
const EXAMPLE: &str = "https://bestow.example.com/redirect.html";
const SECURITY_REVIEW: &str = "docs/security-review.md";

/// Writes everything that differs, and says what; with `--pictures`, the pictures of the README as well.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut pictures = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("pictures") => pictures = true,
            other => return Err(other.unexpected().into()),
        }
    }
    for (name, text) in documents()? {
        let path = project::root().join(&name);
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(&path, text).with_context(|| format!("{name} can't be written"))?;
            eprintln!("{name} is written anew");
        }
    }
    if pictures { pictures::take() } else { Ok(()) }
}

/// Every document that is made or partly made here, as it should be.
fn documents() -> Result<Vec<(String, String)>> {
    let file = |name: &str, text: String| (format!("docs/registration/{name}"), text);
    Ok(vec![
        file("register.sh", shell::script()),
        file("register.ps1", powershell::script()),
        file("reader.json", registration::reader().manifest(EXAMPLE, false)),
        file("operator.json", registration::operator().manifest(EXAMPLE, false)),
        (
            APP_REGISTRATION.to_owned(),
            with_part(&with_part(&read(APP_REGISTRATION)?, "permissions", &permissions::table())?, "azure", &azure())?,
        ),
        (
            SECURITY_REVIEW.to_owned(),
            with_part(
                &with_part(&read(SECURITY_REVIEW)?, "permissions", &permissions::table())?,
                "headers",
                &page::header_table(),
            )?,
        ),
    ])
}

/// The part about Azure, with the IDs that the scripts use.
fn azure() -> String {
    let (api, scope) = (registration::AZURE, registration::USER_IMPERSONATION);
    format!(
        "| API | application ID | delegated permission | ID |\n| --- | --- | --- | --- |\n| Azure Service Management | `{api}` | `user_impersonation` | `{scope}` |\n"
    )
}

fn read(name: &str) -> Result<String> {
    fs::read_to_string(project::root().join(name)).with_context(|| format!("{name} can't be read"))
}

/// The text with what is between two marks replaced.
fn with_part(text: &str, name: &str, part: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&begin).with_context(|| format!("the mark {begin:?} is missing"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("the mark {end:?} is missing"))?;
    Ok(format!("{before}{begin}\n{part}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_say_what_the_code_says() {
        for (name, wanted) in documents().unwrap() {
            assert_eq!(read(&name).unwrap(), wanted, "write {name} anew with cargo xtask docs");
        }
    }

    #[test]
    fn part_is_replaced_between_its_marks_and_nothing_else_is() {
        let text = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb";
        assert_eq!(with_part(text, "x", "new\n").unwrap(), "a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb");
        assert!(with_part(text, "y", "new").is_err());
    }
}
