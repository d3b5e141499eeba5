//! Every line is code of its language, names nothing of the tenant, and proves what the identity has.

use super::first_call::{FIRST_CALLS, FirstCall};
use super::*;
use crate::azure_resource::AzureResource;
use crate::catalog::apis::well_known_apis;
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::permission_set::PermissionSet;
use crate::change::wish::Wish;
use crate::cloud::Cloud;
use crate::code_parser;
use crate::hostile_names::HOSTILE_NAMES;
use crate::identity::IdentityKind;
use crate::ids::AppId;
use crate::initial_domain::InitialDomain;
use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

const CLIENT: &str = "22222222-0000-4000-8000-0000000000b2";
const TENANT: &str = "66666666-0000-4000-8000-0000000000f1";
const SUBSCRIPTION: &str = "1b87a2f0-0000-4000-8000-000000000001";

fn subject(kind: IdentityKind, permissions: Vec<(AppId, String)>) -> CodeSubject {
    CodeSubject {
        kind,
        client_id: CLIENT.parse().unwrap(),
        resource: None,
        tenant: Some(TENANT.parse().unwrap()),
        initial_domain: InitialDomain::parse("halden.onmicrosoft.com"),
        cloud: Cloud::Public,
        permissions,
        other_apis: Vec::new(),
        has_azure_role: true,
    }
}

/// Every permission that there is a call for, and some for which there is none.
fn all_permissions() -> Vec<(AppId, String)> {
    let of_row = |row: &first_call::FirstCallRow| {
        let api = row.api;
        row.values.iter().map(move |value| (api, (*value).to_owned())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = FIRST_CALLS.iter().flat_map(of_row).collect();
    all.push((MICROSOFT_GRAPH, "Team.Create".to_owned()));
    all
}

fn every_text(subject: &CodeSubject) -> Vec<(CodeHost, CodeBlock)> {
    let mut all = Vec::new();
    for &host in CodeHost::ALL {
        for &language in host.languages() {
            all.extend(connect_lines(host, language, subject).blocks.into_iter().map(|block| (host, block)));
        }
    }
    all
}

/// The first part that a parser of the language does not understand.
fn fault(language: CodeLanguage, text: &str) -> Option<String> {
    let grammar: tree_sitter::Language = match language {
        CodeLanguage::PowerShell | CodeLanguage::WindowsPowerShell => tree_sitter_powershell::LANGUAGE.into(),
        CodeLanguage::Shell => tree_sitter_bash::LANGUAGE.into(),
        CodeLanguage::CSharp => tree_sitter_c_sharp::LANGUAGE.into(),
        CodeLanguage::Python => tree_sitter_python::LANGUAGE.into(),
        CodeLanguage::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
        CodeLanguage::Yaml => tree_sitter_yaml::LANGUAGE.into(),
        CodeLanguage::Json => return serde_json::from_str::<serde_json::Value>(text).err().map(|it| it.to_string()),
        CodeLanguage::Text => {
            let is_name = |line: &str| line.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
            return text.lines().find(|line| !is_name(line)).map(str::to_owned);
        }
    };
    code_parser::fault(grammar, text)
}

/// The script inside a workflow.
fn script_of(workflow: &str) -> String {
    let (_, script) = workflow.split_once("run: |\n").unwrap();
    script.lines().map(|line| line.strip_prefix("          ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_text_is_code_of_its_language() {
    for &cloud in Cloud::ALL {
        for kind in [IdentityKind::SystemAssigned, IdentityKind::UserAssigned, IdentityKind::Unknown] {
            let subject = CodeSubject { cloud, ..subject(kind, all_permissions()) };
            for (host, block) in every_text(&subject) {
                assert_eq!(fault(block.language, &block.text), None, "{host:?} {block:?}\n{}", block.text);
                if block.language == CodeLanguage::Yaml {
                    let script = script_of(&block.text);
                    assert_eq!(fault(CodeLanguage::PowerShell, &script), None, "{script}");
                }
            }
        }
    }
}

#[test]
fn the_parsers_refuse_what_is_no_code() {
    for (language, text) in [
        (CodeLanguage::PowerShell, "if ($x) {"),
        (CodeLanguage::Shell, "if x; then"),
        (CodeLanguage::CSharp, "var x = new Foo(;"),
        (CodeLanguage::Python, "print((1)"),
        (CodeLanguage::JavaScript, "const x = {;"),
        (CodeLanguage::Json, "{\"a\": }"),
        (CodeLanguage::Yaml, "a: [1"),
        (CodeLanguage::Text, "Az.Accounts; Remove-It"),
    ] {
        assert!(fault(language, text).is_some(), "{language:?}");
    }
}

#[test]
fn blocks_that_belong_together_are_one_program() {
    let subject = subject(IdentityKind::UserAssigned, all_permissions());
    for &host in CodeHost::ALL {
        for &language in host.languages() {
            let blocks = connect_lines(host, language, &subject).blocks;
            let texts: Vec<String> =
                blocks.into_iter().filter(|it| it.language == language).map(|it| it.text).collect();
            let program = texts.join("\n\n");
            assert_eq!(fault(language, &program), None, "{host:?} {language:?}\n{program}");
        }
    }
}

#[test]
fn nothing_that_was_named_by_someone_is_in_the_code() {
    let harmless = subject(IdentityKind::UserAssigned, all_permissions());
    for name in HOSTILE_NAMES {
        let mut hostile = harmless.clone();
        hostile.permissions.push((MICROSOFT_GRAPH, (*name).to_owned()));
        hostile.permissions.push(("99999999-0000-4000-8000-000000000001".parse().unwrap(), (*name).to_owned()));
        let mut known = harmless.clone();
        known.permissions.push((MICROSOFT_GRAPH, "x".to_owned()));
        known.permissions.push(("99999999-0000-4000-8000-000000000001".parse().unwrap(), "x".to_owned()));
        assert_eq!(every_text(&hostile), every_text(&known), "{name:?}");
        let without = CodeSubject {
            initial_domain: InitialDomain::parse(name).or_else(|| InitialDomain::parse(&format!("{name}.example"))),
            ..harmless.clone()
        };
        let placeholder = CodeSubject { initial_domain: None, ..harmless.clone() };
        assert_eq!(every_text(&without), every_text(&placeholder), "{name:?}");
    }
}

#[test]
fn a_resource_id_is_in_a_logic_app_only_if_it_is_plain() {
    let at = |group: &str| {
        let id = format!(
            "/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u1"
        );
        let resource = AzureResource::parse(&id);
        assert!(resource.is_some(), "{group}");
        let subject = CodeSubject { resource, ..subject(IdentityKind::UserAssigned, all_permissions()) };
        let lines = connect_lines(CodeHost::LogicApp, CodeLanguage::Json, &subject);
        let actions: serde_json::Value = serde_json::from_str(&lines.blocks[0].text).unwrap();
        actions["First_call_1"]["inputs"]["authentication"]["identity"].as_str().unwrap().to_owned()
    };
    assert!(at("rg-1_(x).y").ends_with("/rg-1_(x).y/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u1"));
    for group in ["@{parameters('x')}", "a\",\"b\":\"", "a\\", "ü"] {
        assert_eq!(at(group), "IDENTITY-RESOURCE-ID", "{group}");
    }
}

#[test]
fn a_user_assigned_identity_is_named_wherever_code_connects_and_another_one_is_not() {
    let named = subject(IdentityKind::UserAssigned, all_permissions());
    for (host, block) in every_text(&named) {
        let names = match block.purpose {
            BlockPurpose::Connect | BlockPurpose::Workflow => true,
            BlockPurpose::TokenCheck | BlockPurpose::Modules | BlockPurpose::FirstCalls | BlockPurpose::Federation => {
                continue;
            }
        };
        assert_eq!(block.text.contains(CLIENT), names, "{host:?} {}", block.text);
    }
    for kind in [IdentityKind::SystemAssigned, IdentityKind::Unknown] {
        for (host, block) in every_text(&subject(kind, all_permissions())) {
            assert!(host == CodeHost::GitHubActions || !block.text.contains(CLIENT), "{host:?} {}", block.text);
        }
    }
    let automation = connect_lines(CodeHost::Automation, CodeLanguage::PowerShell, &named);
    let connect = &automation.blocks[1].text;
    for line in [
        format!("Connect-AzAccount -Identity -AccountId '{CLIENT}' | Out-Null"),
        format!("Connect-MgGraph -Identity -ClientId '{CLIENT}' -NoWelcome"),
        format!(
            "Connect-PnPOnline -Url 'https://TENANT.sharepoint.com/sites/SITE' -ManagedIdentity -UserAssignedManagedIdentityClientId '{CLIENT}'"
        ),
        format!(
            "Connect-ExchangeOnline -ManagedIdentity -Organization 'halden.onmicrosoft.com' -ManagedIdentityAccountId '{CLIENT}' -ShowBanner:$false"
        ),
    ] {
        assert!(connect.lines().any(|it| it == line), "{line}\n{connect}");
    }
}

#[test]
fn code_connects_to_the_services_of_the_permissions_only() {
    let one = |api: AppId, value: &str| {
        let subject = CodeSubject {
            has_azure_role: false,
            ..subject(IdentityKind::SystemAssigned, vec![(api, value.to_owned())])
        };
        let lines = connect_lines(CodeHost::Automation, CodeLanguage::PowerShell, &subject);
        (lines.blocks[0].text.clone(), lines.blocks[1].text.clone())
    };
    let (modules, connect) = one(MICROSOFT_GRAPH, "Mail.Send");
    assert_eq!(modules, "Microsoft.Graph.Authentication\nMicrosoft.Graph.Users.Actions");
    assert_eq!(connect, "$ErrorActionPreference = 'Stop'\nConnect-MgGraph -Identity -NoWelcome");
    assert_eq!(one(EXCHANGE_ONLINE, "Exchange.ManageAsApp").0, "ExchangeOnlineManagement");
    assert_eq!(one(SHAREPOINT_ONLINE, "Sites.Selected").0, "PnP.PowerShell");
    let nothing = CodeSubject { has_azure_role: false, ..subject(IdentityKind::SystemAssigned, Vec::new()) };
    let lines = connect_lines(CodeHost::Automation, CodeLanguage::PowerShell, &nothing);
    assert_eq!(lines.gaps, [CodeGap::NoPermission]);
    assert!(lines.blocks[1].text.contains("Connect-MgGraph -Identity"));
}

#[test]
fn every_permission_of_the_built_in_sets_has_a_first_call_or_is_named_as_having_none() {
    let app_role = |wish: Wish| match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => Some((api, value)),
        _ => None,
    };
    let mut without = Vec::new();
    for &set in PermissionSet::ALL {
        for (api, value) in set.wishes().into_iter().filter_map(app_role) {
            let subject = subject(IdentityKind::SystemAssigned, vec![(api, value.clone())]);
            let lines = connect_lines(CodeHost::Automation, CodeLanguage::PowerShell, &subject);
            let is_comment = |line: &str| line.starts_with("# ") && line.ends_with(&format!(": {value}"));
            let proved = lines.blocks.iter().any(|block| block.text.lines().any(is_comment));
            let named = lines.no_first_call.iter().any(|it| it.ends_with(&format!(": {value}")));
            assert!(proved != named, "{set:?} {value}: {lines:?}");
            if named {
                without.push(value);
            }
        }
    }
    let wanted = [
        "User.ReadWrite.All",
        "Team.Create",
        "Channel.Create",
        "User.EnableDisableAccount.All",
        "User.RevokeSessions.All",
        // Maester makes the calls of its tests itself.
        "DeviceManagementRBAC.Read.All",
        "DeviceManagementServiceConfig.Read.All",
        "DirectoryRecommendations.Read.All",
        "OnPremDirectorySynchronization.Read.All",
        "OrgSettings-AppsAndServices.Read.All",
        "OrgSettings-Forms.Read.All",
        "Policy.Read.ConditionalAccess",
        "PrivilegedAccess.Read.AzureAD",
        "ReportSettings.Read.All",
        "RoleEligibilitySchedule.Read.Directory",
        "SecurityIdentitiesSensors.Read.All",
        "SecurityIdentitiesHealth.Read.All",
        "SharePointTenantSettings.Read.All",
        "ThreatHunting.Read.All",
    ];
    assert_eq!(without, wanted, "the first of them is of SharePoint Online");
}

#[test]
fn every_permission_of_a_call_exists_and_is_in_one_call_only() {
    let apis = well_known_apis();
    let mut seen = Vec::new();
    for row in FIRST_CALLS {
        for value in row.values {
            let api = apis.iter().find(|it| it.app_id == row.api).unwrap();
            assert!(api.app_roles.iter().any(|role| role.value == *value && !role.for_people), "{value}");
            assert!(!seen.contains(&(row.api, *value)), "{value}");
            seen.push((row.api, *value));
        }
        if let FirstCall::Graph { path, body, command, .. } = row.call {
            assert!(path.starts_with("/v1.0/") && !path.contains(['\'', '"', ' ']), "{path}");
            assert!(body.is_none_or(|it| !it.contains('\'')) && command.contains("-Mg"), "{command}");
        }
    }
}

#[test]
fn a_language_that_cannot_do_something_says_so() {
    let subject = subject(IdentityKind::SystemAssigned, all_permissions());
    let gaps = |host, language| connect_lines(host, language, &subject).gaps;
    let windows = gaps(CodeHost::Automation, CodeLanguage::WindowsPowerShell);
    assert!(windows.contains(&CodeGap::PnpNeedsPowerShell7), "{windows:?}");
    let python = connect_lines(CodeHost::FunctionApp, CodeLanguage::Python, &subject);
    assert!(python.gaps.contains(&CodeGap::ExchangeNeedsPowerShell), "{:?}", python.gaps);
    let term_store = "SharePoint Online: TermStore.Read.All, TermStore.ReadWrite.All";
    assert_eq!(python.no_first_call, [term_store, "Microsoft Graph: Team.Create"]);
    assert!(gaps(CodeHost::LogicApp, CodeLanguage::Json).contains(&CodeGap::NoTokenCheck));
    let actions = connect_lines(CodeHost::GitHubActions, CodeLanguage::Yaml, &subject);
    assert!(actions.blocks.is_empty() && actions.gaps.contains(&CodeGap::SystemAssignedCannotFederate));
    let elsewhere = connect_lines(CodeHost::LogicApp, CodeLanguage::Python, &subject);
    assert_eq!(elsewhere, ConnectLines::default(), "a logic app runs no Python");
}

#[test]
fn no_text_prints_a_token_and_the_check_runs_in_windows_powershell() {
    let subject = subject(IdentityKind::UserAssigned, all_permissions());
    let check = connect_lines(CodeHost::Automation, CodeLanguage::WindowsPowerShell, &subject).blocks.pop().unwrap();
    assert_eq!(check.purpose, BlockPurpose::TokenCheck);
    for newer in ["-AsPlainText", "??", "?.", "&&", "ConvertFrom-SecureString"] {
        assert!(!check.text.contains(newer), "{newer} is not in Windows PowerShell 5.1");
    }
    for (_, block) in every_text(&subject) {
        let prints = |line: &str| {
            let line = line.trim();
            ["Write-Output", "Write-CodeHost", "echo", "print(token", "console.log(await token"]
                .iter()
                .any(|it| line.starts_with(it))
        };
        assert!(!block.text.lines().any(prints), "{}", block.text);
    }
}

#[test]
fn the_check_asks_for_the_token_of_each_api_in_its_cloud() {
    let other: AppId = "11111111-0000-4000-8000-0000000000a1".parse().unwrap();
    let permissions =
        vec![(MICROSOFT_GRAPH, "x".to_owned()), (EXCHANGE_ONLINE, "y".to_owned()), (other, "z".to_owned())];
    let check = |cloud| {
        let subject = CodeSubject { cloud, ..subject(IdentityKind::SystemAssigned, permissions.clone()) };
        connect_lines(CodeHost::VirtualMachine, CodeLanguage::PowerShell, &subject).blocks.pop().unwrap().text
    };
    assert!(check(Cloud::Public).contains(&format!(
        "foreach ($resource in 'https://graph.microsoft.com', 'https://outlook.office365.com', '{other}')"
    )));
    let china = check(Cloud::China);
    assert!(china.contains("'https://microsoftgraph.chinacloudapi.cn', '00000002-0000-0ff1-ce00-000000000000'"));
}

#[test]
fn removed_permissions_are_looked_for_in_the_token_and_nothing_else_is_offered() {
    let other_apis = vec![EXCHANGE_ONLINE];
    let subject =
        CodeSubject { has_azure_role: false, other_apis, ..subject(IdentityKind::SystemAssigned, Vec::new()) };
    let lines = connect_lines(CodeHost::Automation, CodeLanguage::PowerShell, &subject);
    let purposes: Vec<BlockPurpose> = lines.blocks.iter().map(|block| block.purpose).collect();
    assert_eq!((purposes.as_slice(), lines.gaps.as_slice()), (&[BlockPurpose::TokenCheck][..], &[][..]));
    assert!(lines.blocks[0].text.contains("'https://outlook.office365.com'"));
}

#[test]
fn the_host_is_known_by_the_type_of_the_resource() {
    let of = |tail: &str| {
        let id = format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/{tail}");
        CodeHost::of_resource(&AzureResource::parse(&id).unwrap())
    };
    for (tail, host) in [
        ("Microsoft.Automation/automationAccounts/lazy", Some(CodeHost::Automation)),
        ("microsoft.web/sites/shop", Some(CodeHost::FunctionApp)),
        ("Microsoft.Web/sites/shop/slots/blue", Some(CodeHost::FunctionApp)),
        ("Microsoft.Logic/workflows/x", Some(CodeHost::LogicApp)),
        ("Microsoft.Compute/virtualMachines/x", Some(CodeHost::VirtualMachine)),
        ("Microsoft.App/containerApps/x", Some(CodeHost::Container)),
        ("Microsoft.ManagedIdentity/userAssignedIdentities/x", None),
        ("Microsoft.Storage/storageAccounts/x", None),
    ] {
        assert_eq!(of(tail), host, "{tail}");
    }
}
