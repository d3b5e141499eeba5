//! The scripts and commands that register the app are read by a parser of their language.

use crate::docs::commands::{Language, parses};
use domain::cloud::Cloud;
use domain::scope::Scope;
use graph::registration::{AccessMode, RegistrationOptions, powershell, shell};

const MODES: [AccessMode; 3] = [AccessMode::ReadOnly, AccessMode::ReaderOperator, AccessMode::Single];

fn options(mode: AccessMode) -> RegistrationOptions<'static> {
    RegistrationOptions {
        address: "https://bestow.example.com/",
        tenant: Some("contoso.onmicrosoft.com"),
        cloud: Cloud::Public,
        mode,
        azure: true,
        extras: Scope::OPTIONAL,
        consent: true,
    }
}

#[test]
fn bash_script_parses_and_has_no_gap() {
    let text = shell::script();
    assert!(parses(Language::Bash, &text), "{text}");
    assert!(!text.contains("@GRAPH") && !text.contains("_SCOPES@") && !text.contains("_ACCESS@"));
    let broken = text.replacen("fi\n", "\n", 1);
    assert!(!parses(Language::Bash, &broken), "the parser would find a mistake");
}

#[test]
fn powershell_script_parses_and_has_no_gap() {
    let text = powershell::script();
    assert!(parses(Language::PowerShell, &text), "{text}");
    assert!(!text.contains("@GRAPH") && !text.contains("_PERMISSIONS@") && !text.contains("@AZURE"));
    let broken = text.replacen("function Confirm-NewName(", "function (", 1);
    assert!(!parses(Language::PowerShell, &broken), "the parser would find a mistake");
}

#[test]
fn commands_to_paste_parse_in_every_mode() {
    for mode in MODES {
        let bash = shell::command(&options(mode)).unwrap();
        assert!(parses(Language::Bash, &bash), "{bash}");
        let text = powershell::command(&options(mode));
        assert!(parses(Language::PowerShell, &text), "{text}");
        assert!(!text.contains("#Requires"), "a command can't require modules");
    }
}

#[test]
fn bash_reader_has_no_scope_that_writes_and_the_operator_has_all() {
    let text = shell::script();
    let part = |begin: &str, end: &str| text.split_once(begin).unwrap().1.split_once(end).unwrap().0.to_owned();
    let reader = part("reader_access=", "operator_access=");
    let operator = part("operator_access=", "azure_access=");
    for scope in Scope::ALL {
        let id = scope.id().to_string();
        assert_eq!(reader.contains(&id), !scope.writes(), "{scope}");
        let is_default = !scope.is_optional();
        assert_eq!(operator.contains(&id) && operator.contains(scope.value()), is_default, "{scope}");
        assert!(text.contains(&id), "{scope} can be asked for");
    }
}

#[test]
fn powershell_reader_has_no_scope_that_writes_and_the_operator_has_all() {
    let text = powershell::script();
    let part = |begin: &str| text.split_once(begin).unwrap().1.split_once("\n)\n").unwrap().0.to_owned();
    let (reader, operator) = (part("$readerPermissions = @("), part("$operatorPermissions = @("));
    for scope in Scope::ALL {
        let entry = format!("@{{ Id = '{}'; Value = '{scope}' }}", scope.id());
        assert_eq!(reader.contains(&entry), !scope.writes(), "{scope}");
        assert_eq!(operator.contains(&entry), !scope.is_optional(), "{scope}");
        assert!(text.contains(&entry), "{scope} can be asked for");
    }
}
