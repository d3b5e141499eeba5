//! Sets are read as they were written, and nothing else is read.

use super::*;
use crate::apis::KnownApis;
use crate::change::example::{Example, ORDERS, directory_role, named, wish};
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::permission_set::PermissionSet;
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::DirectoryScope;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

fn set(wishes: Vec<Wish>) -> OwnSet {
    OwnSet { name: "Mine".to_owned(), purpose: "For the \"report\" & <more>".to_owned(), wishes }
}

#[test]
fn a_set_is_read_as_it_was_written() {
    let eight = Wish::Add(
        Permission::EntraRole {
            role: "f28a1f50-f6e7-4571-818b-6a12f2af6b6c".parse().unwrap(),
            scope: DirectoryScope::Tenant,
        },
        Lasting::Hours(std::num::NonZeroU16::new(8).unwrap()),
    );
    let by_id = Wish::Add(
        Permission::AppRole(AppRoleName {
            api: ORDERS,
            role: RoleKey::Id("33333333-0000-4000-8000-0000000000c3".parse().unwrap()),
        }),
        Lasting::Permanent,
    );
    let set = set(vec![wish(MICROSOFT_GRAPH, "Mail.Send"), by_id, directory_role(EXCHANGE_ADMINISTRATOR), eight]);
    assert_eq!(read(&write_own(&set).unwrap(), "x.json"), Ok(set));
}

#[test]
fn every_built_in_set_can_be_saved_and_opened() {
    for &built_in in PermissionSet::ALL {
        let set = set(built_in.wishes());
        assert_eq!(read_own(&write_own(&set).unwrap()), Ok(set), "{built_in:?}");
    }
}

#[test]
fn the_lists_that_people_have_are_read() {
    let list = "[\r\n {\"Id\": \"00000003-0000-0000-c000-000000000000\", \"Name\": \"Microsoft Graph\",\
                 \"AppRoleAssignments\": [\"Mail.Send\", \"User.Read.All\"]},\
                 {\"Id\": \"00000003-0000-0ff1-ce00-000000000000\", \"AppRoleAssignments\": [\"User.Read.All\"]}]";
    let got = read(list, "next.json").unwrap();
    assert_eq!(got.name, "next");
    assert_eq!(
        got.wishes,
        [
            wish(MICROSOFT_GRAPH, "Mail.Send"),
            wish(MICROSOFT_GRAPH, "User.Read.All"),
            wish(SHAREPOINT_ONLINE, "User.Read.All"),
        ]
    );
    let roles = read("[\"Exchange Administrator\"]", "roles.json").unwrap();
    assert_eq!(roles.wishes, [named("Exchange Administrator")]);
}

#[test]
fn the_lists_that_people_have_are_written_with_the_values_of_the_tenant() {
    let example = Example::new();
    let by_id = Wish::Add(
        Permission::AppRole(AppRoleName {
            api: ORDERS,
            role: RoleKey::Id("33333333-0000-4000-8000-0000000000c3".parse().unwrap()),
        }),
        Lasting::Permanent,
    );
    let wishes = [wish(MICROSOFT_GRAPH, "Mail.Send"), by_id.clone(), directory_role(EXCHANGE_ADMINISTRATOR)];
    let (text, left_out) = write_assignments(&wishes, &example.apis);
    assert_eq!(left_out, [SkippedWish { wish: wishes[2].clone(), why: OmissionReason::OtherKind }]);
    let got = read(&text, "x").unwrap().wishes;
    assert_eq!(got, [wish(MICROSOFT_GRAPH, "Mail.Send"), wish(ORDERS, "Orders.Read")]);
    let (_, left_out) = write_assignments(&wishes[1..2], &KnownApis::default());
    assert_eq!(left_out, [SkippedWish { wish: by_id, why: OmissionReason::NoValue }]);
    let definitions = example.directory_roles.unwrap().items;
    let (text, left_out) = write_role_names(&wishes[2..], &definitions);
    assert_eq!((text.as_str(), left_out.len()), ("[\n  \"Exchange Administrator\"\n]\n", 0));
}

#[test]
fn what_only_one_tenant_understands_is_not_saved() {
    let unit = DirectoryScope::AdministrativeUnit("88888888-0000-4000-8000-000000000001".parse().unwrap());
    let scoped = Wish::Add(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: unit }, Lasting::Permanent);
    assert!(matches!(write_own(&set(vec![scoped])), Err(SetError::ScopeOfATenant(_))));
    assert!(matches!(write_own(&set(vec![named("Mail.Send")])), Err(SetError::BadName(_))));
}

#[test]
fn a_file_that_is_not_exactly_a_set_is_refused() {
    const GRAPH: &str = "\"api\":\"00000003-0000-0000-c000-000000000000\"";
    let set = |inner: &str| format!("{{\"format\":\"bestow.permission-set\",\"version\":1,{inner}}}");
    let role = |inner: &str| set(&format!("\"name\":\"n\",\"appRoles\":[{{{GRAPH},{inner}}}]"));
    assert!(read(&role("\"value\":\"Mail.Send\""), "x").is_ok());
    let check = |text: String, wanted: &str| {
        let got = read(&text, "x");
        let word = match &got {
            Err(SetError::NotASet { .. }) => "not a set",
            Err(SetError::Twice(_)) => "twice",
            Err(SetError::BadName(_)) => "bad name",
            Err(SetError::Empty) => "empty",
            Err(SetError::TooLarge) => "too large",
            Err(SetError::TooMany) => "too many",
            Err(SetError::NewerVersion) => "newer",
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(word, wanted, "{text}");
    };
    for text in [
        "",
        "{",
        "null",
        "1e999",
        "{}",
        "[[]]",
        "[1]",
        "[{}]",
        "[{\"Id\":\"x\",\"AppRoleAssignments\":[]}]",
        "[{\"Id\":\"00000003-0000-0000-c000-000000000000\",\"AppRoleAssignments\":[\"a\"],\"Extra\":1}]",
        "[{\"Id\":\"00000003-0000-0000-c000-000000000000\",\"Id\":\"00000003-0000-0000-c000-000000000000\",\"AppRoleAssignments\":[\"a\"]}]",
        "[\"a\"] []",
    ] {
        check(text.to_owned(), "not a set");
    }
    check("[]".to_owned(), "empty");
    check("[\"\"]".to_owned(), "bad name");
    check("[\"a\", \"A\"]".to_owned(), "twice");
    check("[\"a\\u0000b\"]".to_owned(), "bad name");
    check("[\"a\\u202eb\"]".to_owned(), "bad name");
    check(format!("[\"{}\"]", "n".repeat(201)), "bad name");
    let again = format!("}},{{{GRAPH},\"value\":\"mail.send\"");
    check(role(&format!("\"value\":\"Mail.Send\"{again}")), "twice");
    check(role("\"value\":\"Mail.Send\",\"extra\":1"), "not a set");
    check(role("\"value\":\"Mail.Send\",\"value\":\"Mail.Read\""), "not a set");
    check(role("\"value\":\"Mail.Send\",\"role\":\"b633e1c5-b582-4048-a93e-9f11b44c7e96\""), "bad name");
    check(set("\"name\":\"n\",\"name\":\"m\""), "not a set");
    check(set("\"name\":\"n\",\"__proto__\":{}"), "not a set");
    check(set("\"name\":\"n\""), "empty");
    check(set("\"name\":\"\""), "bad name");
    check(set("\"name\":\"n\",\"purpose\":\"a\\nb\""), "bad name");
    check(role("\"value\":\"Mail.Send\"").replace("\"version\":1", "\"version\":2"), "newer");
    check(role("\"value\":\"Mail.Send\"").replace("\"version\":1", "\"version\":0"), "not a set");
    check(role("\"value\":\"Mail.Send\"").replace("bestow.permission-set", "bestow.draft"), "not a set");
    let zero_hours =
        "\"name\":\"n\",\"directoryRoles\":[{\"role\":\"29232cdf-9323-42fd-ade2-1d097af3e4de\",\"hours\":0}]";
    check(set(zero_hours), "not a set");
    check("[".repeat(100_000), "not a set");
    check(" ".repeat(LARGEST + 1), "too large");
    let many: Vec<String> = (0..=MOST_ENTRIES).map(|number| format!("\"r{number}\"")).collect();
    check(format!("[{}]", many.join(",")), "too many");
}
