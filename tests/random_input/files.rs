//! What people open or paste, and what lies in the browser's storage.

use bestow::domain::change::journal::Journal;
use bestow::domain::change::permission_list;
use bestow::domain::draft::Draft;
use bestow::domain::ids::TenantId;
use bestow::domain::sets;
use bestow::domain::time::Timestamp;
use bestow::web::config;
use proptest::prelude::*;

use super::cases;
use super::edits::edited;

const DRAFT: &str = include_str!("draft.json");

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_configuration_is_one_or_says_why_not(
        text in edited(&[
            r#"{"tenant":"contoso.onmicrosoft.com","mode":"reader-operator","clientId":"4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c01","operatorClientId":"4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c02"}"#,
            r#"{"tenant":"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640","mode":"single","clientId":"4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c01","storage":"memory","cloud":"public"}"#,
            "<!DOCTYPE html>",
        ]),
    ) {
        if let Some(Ok(read)) = config::from_file(&text) {
            prop_assert_eq!(config::from_file(&config::to_file(&read)), Some(Ok(read)));
        }
    }

    #[test]
    fn a_draft_is_the_same_written_and_read_or_is_refused(text in edited(&[DRAFT])) {
        if let Ok(draft) = Draft::from_json(&text) {
            prop_assert_eq!(Draft::from_json(&draft.to_json()), Ok(draft.clone()));
            let part = draft.to_link_part();
            prop_assert!(part.bytes().all(|byte| byte.is_ascii_graphic() && !b"#&?=".contains(&byte)), "{}", part);
            prop_assert_eq!(Draft::from_link_part(&part), Ok(draft.clone()));
            let other: TenantId = "00000000-0000-4000-8000-000000000001".parse().unwrap();
            let _ = draft.check(other, Timestamp::from_millis(0));
        }
    }

    #[test]
    fn a_part_of_a_link_is_a_draft_or_is_refused(text in edited(&["eyJ2IjoxfQ", "AAAA", "~draft~"])) {
        let _ = Draft::from_link_part(&text);
    }

    #[test]
    fn a_file_of_permissions_is_a_set_or_says_why_not(
        text in edited(&[
            r#"[{"Id":"00000003-0000-0000-c000-000000000000","Name":"Microsoft Graph","AppRoleAssignments":["User.Read.All","Group.Read.All"]}]"#,
            r#"["Exchange Administrator"]"#,
            "$Permissions = @('User.Read.All', \"Group.Read.All\")",
        ]),
    ) {
        let _ = sets::read(&text, "set.json");
        for wish in permission_list::parse(&text) {
            let _ = format!("{wish:?}");
        }
    }

    #[test]
    fn a_journal_is_the_same_written_and_read_or_is_none(
        text in edited(&[
            r#"{"version":1,"tenant":"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640","person":"b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60","started":1000,"identities":[{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc"}],"steps":[{"what":{"kind":"grant","principal":"8097154c-b14f-4898-928c-16ca80e12dfd","resource":"a72223ed-0a1e-4683-9b4b-44bed448bcc1","appRole":"741f803b-c850-494e-b5df-cde7c675a1ca","api":"00000003-0000-0000-c000-000000000000"},"state":{"is":"open"},"sends":1}]}"#,
        ]),
    ) {
        if let Some(journal) = Journal::from_json(&text) {
            prop_assert_eq!(Journal::from_json(&journal.to_json()), Some(journal.clone()));
            prop_assert!(journal.resume(&[]).is_none() || journal.identities().count() == 0);
        }
    }
}
