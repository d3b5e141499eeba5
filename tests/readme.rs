//! The part of README.md that is made from the code is what the code says.
//!
//! `UPDATE_README=1 cargo test --test readme` writes it again.

// A test that cannot continue says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

use graph::permission_table::permissions;

#[test]
fn generated_part_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let wanted = with_part(&text, "permissions", &permissions());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &wanted).unwrap();
    } else {
        assert_eq!(text, wanted, "write it again with UPDATE_README=1 cargo test --test readme");
    }
}

/// The text with what is between two marks replaced.
fn with_part(text: &str, name: &str, part: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&begin).expect("README.md has the mark at which the part begins");
    let (_, after) = rest.split_once(&end).expect("README.md has the mark at which the part ends");
    format!("{before}{begin}\n{part}\n{end}{after}")
}
