//! What people open or paste, and what is in the browser's storage.

use std::sync::LazyLock;

use bestow::web::storage::kept::StoredDataCounts;
use bestow::web::{config, journal, own_sets};
use domain::change::journal::Journal;
use domain::draft::Draft;
use domain::file_text::text_of;
use domain::ids::TenantId;
use domain::pasted_text::{KnownPermissions, MOST, PastedText, read};
use domain::sets::{self, read_own, write_own};
use domain::tenant_review::desired::{self, Baseline};
use domain::tenant_review::drift::drift;
use domain::tenant_review::saved::{self, SavedReview};
use domain::time::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

use super::cases;
use super::edits::{edited, edited_of};
use super::exports::{review, stamp};

const DRAFT: &str = include_str!("draft.json");

const JOURNAL: &str = r#"{"version":1,"tenant":"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640","person":"b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60","started":1000,"identities":[{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc"}],"steps":[{"what":{"kind":"grant","principal":"8097154c-b14f-4898-928c-16ca80e12dfd","resource":"a72223ed-0a1e-4683-9b4b-44bed448bcc1","appRole":"741f803b-c850-494e-b5df-cde7c675a1ca","api":"00000003-0000-0000-c000-000000000000"},"state":{"is":"open"},"sends":1}]}"#;

/// The tables, which take longer to read than a text.
static KNOWN: LazyLock<KnownPermissions> = LazyLock::new(KnownPermissions::of_microsoft);

/// Texts in several languages, which are cut, mixed and changed.
const PASTED: &[&str] = &[
    include_str!("../pasted_texts/texts/01_runbook_setup.ps1"),
    include_str!("../pasted_texts/texts/21_az_permission_add.sh"),
    include_str!("../pasted_texts/texts/27_caf_map.tfvars"),
    include_str!("../pasted_texts/texts/30_two_lists.bicep"),
    include_str!("../pasted_texts/texts/37_manifest.yaml"),
    include_str!("../pasted_texts/texts/41_table.md"),
    "'\"`{([<#/*@\"\n'@ -split \"`n\" # \u{feff}\u{201c}User.Read.All\u{201d} do done ${x} https://graph.microsoft.com/",
];

/// What is true of every text.
fn check_pasted(read: &PastedText) {
    assert!(read.wishes().len() <= MOST);
    for (at, role) in read.app_roles.iter().enumerate() {
        assert!(!read.app_roles[..at].contains(role), "{role:?} is there twice");
        assert!(role.value.len() <= 120 && !role.value.contains(char::is_whitespace), "{role:?}");
    }
    assert!(read.questions.iter().all(|question| question.apis.len() > 1), "{:?}", read.questions);
}

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
            r#"{"format":"bestow.permission-set","version":1,"name":"Mail reports","purpose":"nightly","appRoles":[{"api":"00000003-0000-0000-c000-000000000000","value":"Mail.Send"},{"api":"00000003-0000-0000-c000-000000000000","role":"741f803b-c850-494e-b5df-cde7c675a1ca"}],"directoryRoles":[{"role":"29232cdf-9323-42fd-ade2-1d097af3e4de","hours":8}]}"#,
            "$Permissions = @('User.Read.All', \"Group.Read.All\")",
        ]),
    ) {
        if let Ok(set) = sets::read(&text, "set.json") {
            prop_assert!(!set.wishes.is_empty());
            if let Ok(written) = write_own(&set) {
                prop_assert_eq!(read_own(&written), Ok(set));
            }
        }
        check_pasted(&read(&text, &KNOWN));
    }

    #[test]
    fn a_pasted_text_gives_known_permissions_or_says_why_not(text in edited(PASTED)) {
        check_pasted(&read(&text, &KNOWN));
    }

    #[test]
    fn any_characters_can_be_pasted(text in "[\\PC\n\t\"'`\\\\(){}\\[\\]@$#/*<>|,;:=. A-Za-z-]{0,400}") {
        check_pasted(&read(&text, &KNOWN));
    }

    #[test]
    fn a_journal_is_the_same_written_and_read_or_is_none(
        text in edited(&[
            JOURNAL,
        ]),
    ) {
        if let Some(journal) = Journal::from_json(&text) {
            prop_assert_eq!(Journal::from_json(&journal.to_json()), Some(journal.clone()));
            let _ = (journal.left(), journal.approved_text());
        }
    }

    #[test]
    fn the_bytes_of_a_file_are_a_text_or_are_refused(mark in prop::sample::select(vec![vec![], vec![0xff, 0xfe], vec![0xfe, 0xff], vec![0xef, 0xbb, 0xbf]]), bytes in vec(any::<u8>(), 0..200)) {
        let bytes: Vec<u8> = mark.into_iter().chain(bytes).collect();
        if let Ok(text) = text_of(bytes.clone(), 150) {
            prop_assert!(bytes.len() <= 150 && text.len() <= 2 * bytes.len());
            let _ = (sets::read(&text, "x.json"), Draft::from_json(&text), Baseline::read(&text));
        }
    }

    #[test]
    fn a_saved_review_is_one_or_is_refused_and_can_be_held_against_another(text in edited_of(saved_files())) {
        if let Ok(saved) = SavedReview::read(&text) {
            let now = review(&["name".to_owned()]);
            let _ = format!("{:?}", drift(&saved, &now));
        }
    }

    #[test]
    fn a_desired_state_is_one_or_is_refused_and_only_wishes(text in edited_of(desired_files())) {
        if let Ok(desired) = Baseline::read(&text) {
            let now = review(&["name".to_owned()]);
            let difference = desired.compare_with(&now);
            let takes = difference.missing.iter().any(|it| it.wish.takes());
            prop_assert!(!takes, "nothing is taken away by a file");
            prop_assert!(difference.extra.iter().all(|(row, place)| *row < now.len() && (*place as usize) < now.permissions().len()));
        }
    }

    #[test]
    fn stored_entry_is_read_unchanged_or_skipped(
        stored in vec((
            edited(&["bestow.journal.7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640.b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60.8097154c-b14f-4898-928c-16ca80e12dfd.1000", "bestow.set.0123456789abcdef", "bestow.config"]),
            edited(&[JOURNAL, "{}", "null"]),
        ), 0..4),
    ) {
        let (tenant, person) = ("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap(), "b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60".parse().unwrap());
        let now = Timestamp::from_millis(2000);
        let old = journal::expired(stored.clone().into_iter(), now);
        for found in journal::unfinished(stored.clone().into_iter(), tenant, person, now) {
            prop_assert_eq!((found.tenant(), found.person()), (tenant, person));
            prop_assert!(!found.has_expired(now));
        }
        prop_assert!(old.iter().all(|key| stored.iter().any(|(at, _)| at == key)));
        let sets = own_sets::read_all(stored.clone().into_iter());
        prop_assert!(sets.len() <= stored.len());
        let _ = StoredDataCounts::of(stored.iter().map(|(key, _)| key.as_str()));
    }
}

/// Files that the page itself wrote.
fn saved_files() -> Vec<String> {
    let review = review(&["name".to_owned()]);
    vec![saved::write(&review, &stamp("name")).concat()]
}

fn desired_files() -> Vec<String> {
    let review = review(&["name".to_owned()]);
    let rows: Vec<u32> = (0..).take(review.len()).collect();
    let mut files = saved_files();
    files.push(desired::write(&review, &rows, stamp("name").tenant.id));
    files.push(
        r#"{"format":"bestow.desired-state","version":1,"tenant":"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640","identities":[{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appRoles":[{"api":"00000003-0000-0000-c000-000000000000","role":"User.Read.All"}],"directoryRoles":[{"role":"29232cdf-9323-42fd-ade2-1d097af3e4de","scope":"/"}]}]}"#.to_owned(),
    );
    files
}
