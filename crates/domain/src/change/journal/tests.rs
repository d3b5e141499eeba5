//! A journal is read as it was written, and has nothing that it should not.

use super::*;
use crate::azure_assignment::AzureCondition;
use crate::change::example::{Example, ORDERS, SECRETS_USER, azure_role, directory_role, no_azure_role, wish};
use crate::change::execution::{Action, Answer, ChainAnswer, Observation, Presence};
use crate::change::permission::AzureRoleAt;
use crate::change::permission::{AppRoleIds, AppRoleName, Permission};
use crate::change::plan::{AssignmentEnd, Removal, Step};
use crate::change::wish::{Lasting, Wanted, Wish};
use crate::directory_role::DirectoryScope;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// One step of each kind; the first has been sent.
fn under_way() -> (Example, Execution) {
    let mut example = Example::new();
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
    let scope = DirectoryScope::Tenant;
    let unit = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    let role = EXCHANGE_ADMINISTRATOR;
    example.hold_directory_role(role);
    let hours = Lasting::Hours(std::num::NonZeroU16::new(8).unwrap());
    let custom = crate::well_known::PRIVILEGED_ROLE_ADMINISTRATOR;
    let wishes = [
        wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
        wish(ORDERS, "Orders.Read"),
        Wish::Add(Permission::EntraRole { role: custom, scope: unit }, hours),
        Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role })),
        Wish::Remove(Permission::EntraRole { role, scope }),
        directory_role(custom),
    ];
    let plan = example.plan(&wishes);
    let now = Timestamp::from_millis(1000);
    let mut execution = Execution::new(plan, now);
    let seen = Observation { identity: example.identity.id, presence: Ok(Presence::Same), held: example.held.clone() };
    execution.observed(now, &[seen]);
    let Action::Write(steps) = execution.action(now) else { panic!() };
    execution.sending(now, &steps);
    let chain = ChainAnswer {
        answers: vec![Answer::Done(Some("r1".to_owned())), Answer::Unclear(None)],
        obstacle: None,
        wait: None,
    };
    execution.answered(now, &steps, chain);
    (example, execution)
}

#[test]
fn a_journal_is_read_as_it_was_written() {
    let journal = Journal::of(&under_way().1);
    assert_eq!(Journal::from_json(&journal.to_json()), Some(journal));
}

#[test]
fn journal_that_says_how_often_and_when_a_step_was_sent_is_read() {
    let journal = Journal::of(&under_way().1);
    let of_old = journal.to_json().replace("\"is\":\"open\"}", "\"is\":\"open\"},\"sends\":1,\"lastSent\":1000");
    assert_ne!(of_old, journal.to_json());
    assert_eq!(Journal::from_json(&of_old), Some(journal));
}

#[test]
fn removal_noted_by_an_earlier_release_is_of_a_permanent_assignment() {
    let (mut example, _) = under_way();
    example.scheduled = crate::held_role::RoleSource::Failed(crate::problem::Problem::Offline);
    let wish = Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
    let execution = Execution::new(example.plan(&[wish]), Timestamp::from_millis(1000));
    let end = |text: &str| {
        let journal = Journal::from_json(text).unwrap();
        let Some(Step::Remove(Removal::EntraRole(held))) = journal.steps[0].what.step() else { panic!("{journal:?}") };
        held.end()
    };
    let text = Journal::of(&execution).to_json();
    assert_eq!(end(&text), AssignmentEnd::Unknown);
    let earlier = text.replace(",\"endUnknown\":true", "");
    assert_ne!(earlier, text);
    assert_eq!(end(&earlier), AssignmentEnd::Permanent);
}

/// One Azure role to be assigned and one, with a condition and a note, to be removed.
fn azure_under_way() -> (Example, Execution) {
    let mut example = Example::new();
    let group = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1";
    let wanted = example.offer_azure_role(SECRETS_USER, group);
    let removed = example.offer_azure_role(SECRETS_USER, &format!("{group}b"));
    let removed = AzureRoleAt {
        condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")),
        name: Some("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap()),
        description: Some("asked for by Ada".to_owned()),
        ..removed
    };
    example.hold_azure_role(&removed);
    let plan = example.plan(&[azure_role(&wanted), no_azure_role(&removed)]);
    (example, Execution::new(plan, Timestamp::from_millis(1000)))
}

#[test]
fn azure_roles_are_read_as_they_were_written_with_name_and_condition_and_without_what_was_noted() {
    let (_, execution) = azure_under_way();
    let journal = Journal::of(&execution);
    let text = journal.to_json();
    assert_eq!(Journal::from_json(&text), Some(journal.clone()));
    assert!(!text.contains("asked for by Ada"), "{text}");
    let steps: Vec<Step> = journal.steps.iter().map(|step| step.what.step().unwrap()).collect();
    for (read, step) in steps.iter().zip(execution.plan().steps()) {
        assert_eq!(read.azure_assignment(), step.azure_assignment());
        assert_eq!(read.grant(), step.grant());
    }
    let left: Vec<Wish> = journal.left().into_iter().map(|wanted| wanted.wish).collect();
    let [Wish::Add(Permission::AzureRole(added), _), Wish::Remove(Permission::AzureRole(removed))] = &left[..] else {
        panic!("{left:?}")
    };
    assert!(added.name.is_some() && removed.condition.is_some());
    let narrower = text.replace("rg1b", "rg1c");
    assert_ne!(Journal::from_json(&narrower).unwrap().approved_text(), journal.approved_text());
    assert_eq!(Journal::from_json(&text.replace("\"conditionVersion\":\"2.0\",", "")), None);
}

#[test]
fn a_journal_holds_no_name_and_no_message() {
    let (example, execution) = under_way();
    let text = Journal::of(&execution).to_json();
    for name in [&example.identity.display_name, &example.person.display_name, &example.person.user_principal_name] {
        assert!(!text.contains(&format!("\"{name}")), "{name} is in {text}");
    }
    assert!(!text.contains("message"));
}

#[test]
fn a_damaged_journal_is_none() {
    let text = Journal::of(&under_way().1).to_json();
    for (from, to) in [
        ("\"version\":2", "\"version\":3"),
        ("\"version\":2", "\"version\":1"),
        ("\"cloud\":\"public\"", "\"cloud\":\"china\""),
        ("\"kind\":\"grant\"", "\"kind\":\"give\""),
        ("\"kind\":\"grant\"", "\"kind\":\"grant\",\"extra\":1"),
        ("\"tenant\":\"6", "\"tenant\":\"x"),
        ("\"steps\":[", "\"steps\":[{}, "),
        ("\"identities\":[{", "\"identities\":[],\"x\":[{"),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from} is not in the journal");
        assert_eq!(Journal::from_json(&damaged), None, "{to}");
    }
    assert_eq!(Journal::from_json(""), None);
    assert_eq!(Journal::from_json(&" ".repeat(LARGEST + 1)), None);
}

#[test]
fn journal_can_be_resumed_for_seven_days() {
    let journal = Journal::of(&under_way().1);
    let (began, moment) = (journal.started(), Duration::from_millis(1));
    let day = Duration::from_secs(86_400);
    assert_eq!(journal.expires(), began + day * 7);
    for (now, expired) in [
        (began, false),
        (began + day * 6, false),
        (Timestamp::from_millis(journal.expires().millis() - 1), false),
        (journal.expires(), true),
        (began + day * 365, true),
        (Timestamp::from_millis(began.millis() - 3_600_000), false),
        (Timestamp::from_millis(began.millis() - LIFETIME.as_millis() as i64), false),
        (Timestamp::from_millis(began.millis() - (LIFETIME + moment).as_millis() as i64), true),
    ] {
        assert_eq!(journal.has_expired(now), expired, "{now:?}");
    }
}

#[test]
fn what_is_left_of_a_journal_are_the_wishes_of_its_open_steps() {
    let (example, execution) = under_way();
    let journal = Journal::of(&execution);
    let (ended, all) = journal.progress();
    let left = journal.left();
    assert_eq!(left.len(), all - ended);
    assert!(left.iter().all(|wanted| wanted.identity == example.identity.id));
    let done = wish(MICROSOFT_GRAPH, "User.ReadWrite.All");
    let Wish::Add(Permission::AppRole(AppRoleName { api, .. }), _) = done else { panic!() };
    let of_graph = |wanted: &Wanted| matches!(&wanted.wish, Wish::Add(Permission::AppRole(AppRoleName { api: of, .. }), _) if *of == api);
    assert!(!left.iter().any(of_graph), "what was done is not asked for again");
}

#[test]
fn proof_covers_everything_approved_and_cloud_tenant_and_user() {
    let journal = Journal::of(&under_way().1);
    let approved = journal.approved_text();
    let text = journal.to_json();
    for (from, to) in [
        ("\"tenant\":\"66666666", "\"tenant\":\"66666667"),
        ("\"person\":\"55555555", "\"person\":\"55555556"),
        ("\"started\":1000", "\"started\":1001"),
        ("\"appId\":\"22222222", "\"appId\":\"22222223"),
        ("\"scope\":\"/\"", "\"scope\":\"/administrativeUnits/66666666-0000-4000-8000-0000000000f1\""),
        ("\"hours\":8", "\"hours\":9"),
        (
            "\"kind\":\"grant\",\"principal\"",
            "\"kind\":\"grant\",\"api\":\"11111111-0000-4000-8000-0000000000a9\",\"principal\"",
        ),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from} is not in {text}");
        if let Some(changed) = Journal::from_json(&changed) {
            assert_ne!(changed.approved_text(), approved, "{to}");
        }
    }
    let proven = journal.clone().with_proof(Some("cHJvb2Y=".to_owned()));
    assert_eq!(proven.approved_text(), approved, "the proof is not about itself");
    assert_eq!(Journal::from_json(&proven.to_json()), Some(proven));
    assert!(approved.contains("\"cloud\":\"public\""));
}

#[test]
fn a_journal_of_version_1_is_read_and_proves_nothing() {
    let text = r#"{"version":1,"tenant":"66666666-0000-4000-8000-0000000000f1","person":"55555555-0000-4000-8000-0000000000e1","started":1000,"reason":"INC1","identities":[{"id":"22222222-0000-4000-8000-0000000000b1","appId":"22222222-0000-4000-8000-0000000000b2"}],"steps":[{"what":{"kind":"assign","principal":"22222222-0000-4000-8000-0000000000b1","role":"62e90394-69f5-4237-9190-012177145e10","scope":"/"},"state":{"is":"open"},"sends":0}]}"#;
    let journal = Journal::from_json(text).unwrap();
    assert_eq!(journal.proof(), None);
    assert_eq!(journal.left().len(), 1);
    let with_proof = text.replacen("\"steps\"", "\"proof\":\"cHJvb2Y=\",\"steps\"", 1);
    assert_eq!(Journal::from_json(&with_proof), None, "there were no proofs then");
}
