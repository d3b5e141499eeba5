//! Nothing of a name becomes code, in any language, and every id does.

use super::tokenizer::{LINE_ENDS, code};
use super::*;
use crate::azure_assignment::{AzureAssignmentId, AzureCondition};
use crate::azure_role::AzureScope;
use crate::change::permission::AzureRoleAt;
use crate::cloud::Cloud;
use crate::code_parser;
use crate::directory_role::DirectoryScope;
use crate::hostile_names::HOSTILE_NAMES;
use crate::well_known::EXCHANGE_ONLINE;

const PRINCIPAL: &str = "22222222-0000-4000-8000-0000000000b1";
const RESOURCE: &str = "77777777-0000-4000-8000-000000000001";
const GROUP: &str = "99999999-0000-4000-8000-000000000001";
const ROLE: &str = "741f803b-c850-494e-b5df-cde7c675a1ca";
const DIRECTORY_ROLE: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";

fn grant(api: ScriptApi) -> ScriptAction {
    ScriptAction::Grant { api, role: ROLE.parse().unwrap() }
}

fn deeds() -> Vec<ScriptAction> {
    let (role, resource) = (DIRECTORY_ROLE.parse().unwrap(), RESOURCE.parse().unwrap());
    let unit = DirectoryScope::AdministrativeUnit("88888888-0000-4000-8000-000000000001".parse().unwrap());
    vec![
        grant(ScriptApi::InTenant(resource)),
        grant(ScriptApi::ToCreate(EXCHANGE_ONLINE)),
        grant(ScriptApi::ToCreate(EXCHANGE_ONLINE)),
        ScriptAction::Assign { role, scope: DirectoryScope::Tenant, hours: None },
        ScriptAction::Assign { role, scope: unit.clone(), hours: std::num::NonZeroU16::new(8) },
        ScriptAction::Revoke {
            resource,
            role: ROLE.parse().unwrap(),
            assignment: "-jLOj0YSe0OZzXbR1Gd71fDqFU".parse().unwrap(),
        },
        remove(unit.clone(), false),
        remove(unit, true),
        ScriptAction::AddMember { group: GROUP.parse().unwrap(), role_assignable: false },
        ScriptAction::RemoveMember { group: GROUP.parse().unwrap(), role_assignable: true },
    ]
}

fn remove(scope: DirectoryScope, time_bound: bool) -> ScriptAction {
    let assignment = "lAPpYvVpN0KRkAEhdxReEJC2sEqbR-1".parse().unwrap();
    ScriptAction::Remove { role: DIRECTORY_ROLE.parse().unwrap(), scope, assignment, time_bound }
}

fn script(deeds: Vec<ScriptAction>, name: &str) -> Script {
    let names = Names { identity: name.to_owned(), role: name.to_owned(), api: Some(name.to_owned()) };
    let step = |deed| ScriptStep { principal: PRINCIPAL.parse().unwrap(), deed, names: names.clone() };
    Script {
        tenant: "66666666-0000-4000-8000-0000000000f1".parse().unwrap(),
        cloud: Cloud::Public,
        steps: deeds.into_iter().map(step).collect(),
    }
}

/// An Azure role at a scope, with a condition that has quotes in it.
fn azure_role(scope: &str) -> (AzureRoleAt, AzureAssignmentId) {
    let mut role = AzureRoleAt::new("4633458b-17de-408a-b874-0445c86b69e6".parse().unwrap(), AzureScope::parse(scope));
    role.condition = Some(AzureCondition::new("@Resource[x] StringEquals 'y'"));
    let assignment = role.assignment_of(PRINCIPAL.parse().unwrap()).unwrap();
    (role, assignment)
}

#[test]
fn azure_role_is_written_with_its_scope_its_name_and_its_condition() {
    let (role, assignment) = azure_role("/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg (1)");
    let deeds = vec![
        ScriptAction::AssignAzure { role: role.clone(), assignment: assignment.clone() },
        ScriptAction::RemoveAzure { role, assignment: assignment.clone() },
    ];
    let written = |language: Language| script(deeds.clone(), "x").write(language);
    let cli = written(Language::AzureCli).text;
    for part in [
        "az role assignment create --assignee-object-id 22222222-0000-4000-8000-0000000000b1".to_owned(),
        "--assignee-principal-type ServicePrincipal --role 4633458b-17de-408a-b874-0445c86b69e6".to_owned(),
        "--scope '/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg (1)'".to_owned(),
        format!("--name {}", assignment.name()),
        r"--condition '@Resource[x] StringEquals '\''y'\''' --condition-version '2.0'".to_owned(),
        format!("az role assignment delete --ids '{assignment}'"),
    ] {
        assert!(cli.contains(&part), "{part} is not in {cli}");
    }
    let powershell = written(Language::PowerShell).text;
    for part in [
        "New-AzRoleAssignment -ObjectId '22222222-0000-4000-8000-0000000000b1' -ObjectType 'ServicePrincipal'",
        "-RoleDefinitionId '4633458b-17de-408a-b874-0445c86b69e6' -Scope '/subscriptions/",
        "-Condition '@Resource[x] StringEquals ''y''' -ConditionVersion '2.0'",
        "Remove-AzRoleAssignment -ObjectId '22222222-0000-4000-8000-0000000000b1' -RoleDefinitionId",
        "Connect-AzAccount -Tenant '66666666-0000-4000-8000-0000000000f1' -Environment AzureCloud",
    ] {
        assert!(powershell.contains(part), "{part} is not in {powershell}");
    }
    assert!(!powershell.contains("Connect-MgGraph"), "nothing in it needs Microsoft Graph");
    for language in [Language::Terraform, Language::Bicep] {
        let why: Vec<StepSkipReason> = written(language).left_out.iter().map(|left| left.why).collect();
        assert_eq!(why, [StepSkipReason::NoAzureRoles; 2], "{language:?}");
    }
}

#[test]
fn member_is_removed_by_its_reference_in_every_language() {
    let deeds = |role_assignable| {
        let group = GROUP.parse().unwrap();
        vec![ScriptAction::AddMember { group, role_assignable }, ScriptAction::RemoveMember { group, role_assignable }]
    };
    let written = |language| script(deeds(false), "x").write(language).text;
    let powershell = written(Language::PowerShell);
    for part in [
        format!("New-MgGroupMemberByRef -GroupId '{GROUP}' -BodyParameter"),
        format!("'@odata.id' = 'https://graph.microsoft.com/v1.0/directoryObjects/{PRINCIPAL}'"),
        format!("Remove-MgGroupMemberByRef -GroupId '{GROUP}' -DirectoryObjectId '{PRINCIPAL}'"),
        "-Scopes 'Application.Read.All', 'GroupMember.ReadWrite.All' -NoWelcome".to_owned(),
        "Microsoft.Graph.Groups".to_owned(),
    ] {
        assert!(powershell.contains(&part), "{part} is not in {powershell}");
    }
    let assignable = script(deeds(true), "x").write(Language::PowerShell).text;
    assert!(assignable.contains("'RoleManagement.ReadWrite.Directory'"), "{assignable}");
    let cli = written(Language::AzureCli);
    assert!(cli.contains(&format!("az ad group member add --group {GROUP} --member-id {PRINCIPAL}")), "{cli}");
    assert!(cli.contains(&format!("az ad group member remove --group {GROUP} --member-id {PRINCIPAL}")), "{cli}");
    let terraform = written(Language::Terraform);
    assert!(terraform.contains(&format!("id = \"{GROUP}/member/{PRINCIPAL}\"")), "{terraform}");
    let left: Vec<_> = script(deeds(false), "x").write(Language::Bicep).left_out.iter().map(|it| it.why).collect();
    assert_eq!(left, [StepSkipReason::NoGroupMembers; 2]);
}

#[test]
fn scope_or_condition_that_quotes_do_not_keep_is_left_out() {
    let subscription = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001";
    let left_out = |role: AzureRoleAt| {
        let assignment = azure_role(subscription).1;
        script(vec![ScriptAction::AssignAzure { role, assignment }], "x").write(Language::PowerShell).left_out.len()
    };
    let (plain, _) = azure_role(&format!("{subscription}/resourceGroups/rg"));
    assert_eq!(left_out(plain.clone()), 0);
    for group in ["rg'x", "rg\u{2019}x", "rg$(x)", "rg`x", "rg\u{202e}x", "rg\nx"] {
        let scope = AzureScope::parse(&format!("{subscription}/resourceGroups/{group}"));
        assert_eq!(left_out(AzureRoleAt { scope, ..plain.clone() }), 1, "{group:?}");
    }
    let condition = Some(AzureCondition::new("\u{2019}; Remove-Item x"));
    assert_eq!(left_out(AzureRoleAt { condition, ..plain }), 1);
}

#[test]
fn name_never_leaves_its_comment() {
    for &language in Language::ALL {
        let harmless = script(deeds(), "x").write(language);
        for name in HOSTILE_NAMES {
            let hostile = script(deeds(), name).write(language);
            assert_eq!(code(&hostile.text, language), code(&harmless.text, language), "{language:?} {name:?}");
            assert_eq!(hostile.left_out, harmless.left_out);
        }
    }
}

#[test]
fn every_script_is_read_by_a_parser_of_its_language() {
    let grammar = |language| match language {
        Language::PowerShell => tree_sitter_powershell::LANGUAGE.into(),
        Language::AzureCli => tree_sitter_bash::LANGUAGE.into(),
        Language::Terraform => tree_sitter_hcl::LANGUAGE.into(),
        Language::Bicep => tree_sitter_bicep::LANGUAGE.into(),
    };
    for &language in Language::ALL {
        for &cloud in Cloud::ALL {
            for name in HOSTILE_NAMES {
                let mut text = Script { cloud, ..script(deeds(), name) }.write(language).text;
                if language == Language::Bicep {
                    // The grammar is older than this statement.
                    let extension = "\nextension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'\n";
                    assert_eq!(text.matches(extension).count(), 1, "{text}");
                    text = text.replace(extension, "\n");
                }
                assert_eq!(code_parser::fault(grammar(language), &text), None, "{language:?} {name:?}\n{text}");
            }
        }
        assert!(code_parser::fault(grammar(language), "resource ( {").is_some(), "{language:?}");
    }
}

#[test]
fn comment_runs_nothing_in_a_shell_without_comments() {
    for &language in Language::ALL {
        for name in HOSTILE_NAMES {
            let text = script(deeds(), name).write(language).text;
            for line in text.split(LINE_ENDS).filter(|line| line.starts_with("# ") || line.starts_with("// ")) {
                let meaningful = ['$', '`', '\\', '!', ';', '\0', '\u{1b}', '\u{202e}', '”', '‘'];
                assert!(!line.contains(meaningful), "{line:?}");
                assert_eq!(line.matches('"').count() % 2, 0, "{line:?}");
                assert!(
                    line.is_ascii() || line.ends_with("."),
                    "the last byte of a comment is a letter of ASCII: {line:?}"
                );
            }
        }
    }
}

#[test]
fn a_very_long_name_is_cut() {
    let text = script(deeds(), &"n".repeat(100_000)).write(Language::PowerShell).text;
    assert!(text.len() < 10_000, "{}", text.len());
}

#[test]
fn each_language_says_what_it_can_and_names_what_it_cannot() {
    let check = |language, wanted: &[(usize, StepSkipReason)]| {
        let left_out: Vec<_> =
            script(deeds(), "x").write(language).left_out.iter().map(|left| (left.step, left.why)).collect();
        assert_eq!(left_out, wanted, "{language:?}");
    };
    check(Language::PowerShell, &[]);
    check(Language::AzureCli, &[]);
    check(Language::Terraform, &[(4, StepSkipReason::NoTimeLimit), (7, StepSkipReason::NoTimeLimit)]);
    check(
        Language::Bicep,
        &[
            (3, StepSkipReason::NoDirectoryRoles),
            (4, StepSkipReason::NoDirectoryRoles),
            (5, StepSkipReason::CannotTakeAway),
            (6, StepSkipReason::NoDirectoryRoles),
            (7, StepSkipReason::NoDirectoryRoles),
            (8, StepSkipReason::NoGroupMembers),
            (9, StepSkipReason::NoGroupMembers),
        ],
    );
}

#[test]
fn a_file_says_itself_what_is_not_in_it() {
    let text = script(deeds(), "lazy").write(Language::Bicep).text;
    assert_eq!(text.matches("// Not in this file, because").count(), 7, "{text}");
    assert!(!script(deeds(), "lazy").write(Language::PowerShell).text.contains("Not in this file"));
}

#[test]
fn a_scope_of_an_unknown_form_is_never_written() {
    let scope = DirectoryScope::Other("/'; rm -rf /".to_owned());
    let role = DIRECTORY_ROLE.parse().unwrap();
    let deeds = vec![
        ScriptAction::Assign { role, scope: scope.clone(), hours: None },
        remove(scope.clone(), false),
        remove(scope, true),
    ];
    for &language in Language::ALL {
        let written = script(deeds.clone(), "x").write(language);
        assert!(!written.text.contains("rm -rf"), "{language:?}");
        assert!(written.left_out.iter().any(|left| left.step == 0), "{language:?}");
    }
}

#[test]
fn every_id_of_a_step_is_in_the_code() {
    for &language in Language::ALL {
        let written = script(vec![grant(ScriptApi::InTenant(RESOURCE.parse().unwrap()))], "x").write(language);
        let code = code(&written.text, language);
        for id in [PRINCIPAL, RESOURCE, ROLE] {
            assert!(code.contains(id), "{language:?} {id}");
        }
    }
    let revoke = script(deeds().split_off(5), "x");
    for language in [Language::PowerShell, Language::AzureCli, Language::Terraform] {
        let text = revoke.write(language).text;
        for id in ["-jLOj0YSe0OZzXbR1Gd71fDqFU", "lAPpYvVpN0KRkAEhdxReEJC2sEqbR-1"] {
            assert!(code(&text, language).contains(id), "{language:?} {id}");
        }
    }
}

#[test]
fn an_api_that_is_missing_is_created_once_and_first() {
    for (&language, wanted) in Language::ALL.iter().zip([
        "New-MgServicePrincipal -AppId",
        "az ad sp create --id",
        "resource \"azuread_service_principal\"",
        "'Microsoft.Graph/servicePrincipals@v1.0'",
    ]) {
        let text = script(deeds(), "x").write(language).text;
        assert_eq!(text.matches(wanted).count(), 1, "{language:?}");
        let first_grant = text.find(ROLE).unwrap();
        assert!(text.find(wanted).unwrap() < first_grant, "{language:?}");
    }
}

#[test]
fn the_code_names_the_cloud_and_its_host() {
    let mut script = script(deeds(), "x");
    script.cloud = Cloud::China;
    assert!(script.write(Language::PowerShell).text.contains("-Environment China"));
    let shell = script.write(Language::AzureCli).text;
    assert!(shell.contains("AzureChinaCloud") && !shell.contains("graph.microsoft.com"), "{shell}");
    assert!(script.write(Language::Terraform).text.contains("environment = \"china\""));
}
