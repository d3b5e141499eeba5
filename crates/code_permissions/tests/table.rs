//! The table of facts: its date and sources, its size, and that nothing broken is read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use code_permissions::{Method, Table, TableError};
use proptest::prelude::*;

fn bytes() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/calls-to-permissions.txt")).unwrap()
}

fn table() -> Table {
    Table::read(&bytes()).unwrap()
}

#[test]
fn table_has_its_date_and_its_sources() {
    let table = table();
    assert_eq!(table.date, "2026-11-29");
    let keys: String = table.sources.iter().map(|source| source.key.as_str()).collect();
    assert_eq!(keys, "DMZPROENXT");
    for source in &table.sources {
        assert!(!source.name.is_empty() && !source.version.is_empty() && !source.license.is_empty(), "{source:?}");
    }
    let documents = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/SOURCES.md")).unwrap();
    for source in &table.sources {
        assert!(documents.contains(&source.version), "data/SOURCES.md names {source:?}");
    }
    assert!(documents.contains(&table.date));
}

#[test]
fn requirement_tells_the_least_permissions_of_a_path() {
    let table = table();
    let least = |method, path: &str| table.requirement(method, path).map(|requirement| requirement.least());
    assert_eq!(least(Method::Get, "/groups/{}/members"), Some(vec![vec!["GroupMember.Read.All"]]));
    assert_eq!(least(Method::Get, "/groups/6d1f/members"), Some(vec![vec!["GroupMember.Read.All"]]));
    assert_eq!(least(Method::Post, "/users/{}/sendmail"), Some(vec![vec!["Mail.Send"]]));
    assert_eq!(least(Method::Delete, "/no/such/path"), None);
}

#[test]
fn cmdlet_tells_its_requests_in_any_case() {
    let table = table();
    let paths = |name: &str| -> Vec<String> {
        table.cmdlet(name).unwrap_or_default().iter().map(|t| format!("{} {}", t.method.name(), t.path)).collect()
    };
    assert_eq!(paths("get-MGuser"), ["GET /users", "GET /users/{}"]);
    assert_eq!(paths("Send-MgUserMail"), ["POST /users/{}/sendmail"]);
    assert_eq!(paths("Get-MgNothing"), Vec::<String>::new());
}

#[test]
fn broken_tables_are_refused() {
    assert_eq!(Table::read(&[0xff, 0xfe]).unwrap_err(), TableError::NotText);
    assert_eq!(Table::read(b"date 2026-11-29\n").unwrap_err(), TableError::MissingSection("permissions"));
    assert_eq!(Table::read(b"what is this\n").unwrap_err(), TableError::Line(1));
    let text = String::from_utf8(bytes()).unwrap();
    let without = text.replace("[conditions]\n", "");
    assert!(Table::read(without.as_bytes()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn damaged_tables_never_panic(at in 0usize..640_000, byte in any::<u8>()) {
        let mut bytes = bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = Table::read(&bytes);
        let _ = Table::read(&bytes[..at]);
    }
}
