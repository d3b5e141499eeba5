//! Texts that people paste, each with what it means. A file has the text, a line of `=====`, and the right answer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use bestow::web::text::pasted::skip_reason;
use domain::ids::AppId;
use domain::pasted_text::{KnownPermissions, PastedText, TextSkipReason, read, to_json};

const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
const SHAREPOINT: &str = "00000003-0000-0ff1-ce00-000000000000";
const NAMES: [(&str, &str); 6] = [
    ("graph", GRAPH),
    ("sharepoint", SHAREPOINT),
    ("exchange", "00000002-0000-0ff1-ce00-000000000000"),
    ("defender", "fc780465-2017-40d4-a0c5-307022471b92"),
    ("teams", "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"),
    ("mtp", "8ee8fdad-f234-4243-8f3b-15c294843740"),
];

fn read_text(text: &str) -> PastedText {
    static KNOWN: LazyLock<KnownPermissions> = LazyLock::new(KnownPermissions::of_microsoft);
    read(text, &KNOWN)
}

fn name_of(api: AppId) -> String {
    let id = api.to_string();
    NAMES.iter().find(|(_, known)| *known == id).map_or(id, |(name, _)| (*name).to_owned())
}

/// The answer in the form in which the files have it: a line for each API, kind of permission or question.
fn answer(read: &PastedText) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    lines.extend(read.app_roles.iter().map(|role| format!("{}: {}", name_of(role.api), role.value)));
    lines.extend(read.directory_roles.iter().map(|role| format!("roles: {}", role.name)));
    lines.extend(read.delegated.iter().map(|value| format!("delegated: {value}")));
    for question in &read.questions {
        let apis: Vec<String> = question.apis.iter().map(|api| name_of(*api)).collect();
        lines.insert(format!("ask: {} = {}", question.value, apis.join(" ")));
    }
    lines.extend(read.left_out.iter().map(|left| format!("out: {}", left.text)));
    lines
}

fn right_answer(written: &str) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for line in written.lines().filter(|line| !line.trim().is_empty()) {
        let (name, values) = line.split_once(": ").unwrap();
        let separator = if name == "ask" { ";" } else { "," };
        lines.extend(values.split(separator).map(|value| format!("{name}: {}", value.trim())));
    }
    lines
}

fn texts() -> BTreeMap<String, (String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pasted_texts/texts");
    let mut texts = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let content = fs::read_to_string(&path).unwrap();
        let (text, answer) = content.rsplit_once("=====\n").unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        texts.insert(name, (text.to_owned(), answer.to_owned()));
    }
    texts
}

#[test]
fn every_text_means_what_it_says() {
    let texts = texts();
    assert!(texts.len() >= 150, "{} texts", texts.len());
    let mut wrong = String::new();
    for (name, (text, written)) in texts {
        let (got, wanted) = (answer(&read_text(&text)), right_answer(&written));
        for line in wanted.difference(&got) {
            let _ = writeln!(wrong, "{name}: missing {line}");
        }
        for line in got.difference(&wanted) {
            let _ = writeln!(wrong, "{name}: not expected {line}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The text of a file, for the tests that look at one closely.
fn text(name: &str) -> String {
    texts().remove(name).unwrap().0
}

#[test]
fn a_whole_script_gives_its_nine_and_says_what_is_left_out() {
    for name in ["01_runbook_setup.ps1", "02_stray_quote.ps1", "03_from_a_word_processor.ps1"] {
        let read = read_text(&text(name));
        assert_eq!(read.app_roles.len() + read.directory_roles.len(), 9, "{name}");
        assert_eq!(read.wishes().len(), 9, "{name}");
        let sign_in = read.left_out.iter().filter(|left| left.why == TextSkipReason::SignIn);
        assert_eq!(sign_in.count(), 3, "{name}");
    }
}

#[test]
fn a_part_of_a_word_names_no_api() {
    let read = read_text(r#"$incidentResponseRoles = @("User.ReadWrite.All")"#);
    assert_eq!(read.app_roles, []);
    assert_eq!(read.questions[0].apis, [GRAPH.parse().unwrap(), SHAREPOINT.parse().unwrap()]);
}

#[test]
fn what_is_in_a_comment_is_not_selected() {
    for text in [
        "// 'RoleManagement.ReadWrite.Directory'",
        "<# \"Directory.ReadWrite.All\" #>",
        "/* \"Mail.Send\" */",
        "$x = @( # 'Group.Read.All'\n)",
        "<!-- User.Read.All -->",
    ] {
        let read = read_text(text);
        assert_eq!(read.wishes(), [], "{text}");
        assert_eq!(read.left_out.iter().map(|left| left.why).collect::<Vec<_>>(), [TextSkipReason::Comment], "{text}");
    }
}

#[test]
fn a_sign_that_only_looks_like_a_comment_hides_nothing() {
    for text in [
        "https://portal.azure.com/#view/x User.Export.All",
        "az rest --url https://graph.microsoft.com/v1.0/x --scope-name 'User.Export.All'",
        "See ticket #12 for User.Export.All",
        "$a = \"#1\"; $b = 'User.Export.All'",
        "az x --scope '/subscriptions/*' --role User.Export.All",
    ] {
        assert_eq!(answer(&read_text(text)), BTreeSet::from(["graph: User.Export.All".to_owned()]), "{text}");
    }
}

#[test]
fn every_name_comes_once_and_a_list_without_end_is_cut() {
    let read = read_text("Graph: User.Read.All, user.read.all\nGraph: User.Read.All");
    assert_eq!(read.app_roles.len(), 1);
    let many: String = (0..100_000).map(|number| format!("'Name{number}.Read.All',\n")).collect();
    assert!(read_text(&many).wishes().len() <= domain::pasted_text::MOST);
}

#[test]
fn texts_for_automation_have_the_documented_form() {
    let text = "Connect-MgGraph -Scopes 'Application.Read.All'\n$graph = 'User.Read.All'\nSites.Selected\n\
                Exchange Administrator\nUser.Read\n";
    let json: serde_json::Value = serde_json::from_str(&to_json(&read_text(text), skip_reason)).unwrap();
    let wanted = serde_json::json!({
        "grant": { GRAPH: ["User.Read.All"] },
        "directoryRoles": ["Exchange Administrator"],
        "delegated": ["User.Read"],
        "questions": [{ "value": "Sites.Selected", "apis": [GRAPH, SHAREPOINT] }],
        "leftOut": [{ "text": "Application.Read.All", "why": "sign-in scope of the script" }],
    });
    assert_eq!(json, wanted);
}

/// Each is much of what could be slow. A text that took time by the square of its length would take minutes.
#[test]
fn much_of_anything_is_read() {
    for piece in [
        "\"",
        "'",
        "\\\"",
        "(",
        "{\"",
        "'a' \"b\" ",
        "User.Read.All, ",
        "'User.Read.All',\n",
        "<# ",
        "/* ",
        "# x\n",
        "delegated ",
        "$a = 'Mail.Send'\n",
        "Graph User.Read.All (Application) ",
        "do\n",
        "a.",
        "Exchange Administrator ",
        "[[",
        "} ) ] ",
        "- a: b\n  ",
        "| a ",
        "\\' ",
        "\"'\"' ",
        "not is ",
        "00000003-0000-0000-c000-000000000000 ",
        "\t",
        "@{a='Mail.Send';",
        "$a=$a;$b=Graph;",
    ] {
        let text = piece.repeat(60_000 / piece.len());
        assert!(read_text(&text).wishes().len() <= domain::pasted_text::MOST, "{piece:?}");
    }
}
