//! Receipts are read back, with a change of every outcome and hostile names in them.

use std::time::Duration;

use super::*;
use crate::change::example::{Example, directory_role, wish};
use crate::change::execution::{StepState, WhyNot};
use crate::cloud::Cloud;
use crate::export::EvidenceSource;
use crate::hostile_names::HOSTILE_NAMES;
use crate::problem::ServiceMessage;
use crate::script::Names;
use crate::time::Timestamp;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH};

const ENDED: Timestamp = Timestamp::from_millis(1_790_000_060_000);

fn change(outcome: Outcome, name: &str) -> ReceiptEntry {
    ReceiptEntry {
        deed: ReceiptAction::Grant,
        identity: "22222222-0000-4000-8000-0000000000b1".parse().unwrap(),
        identity_name: name.to_owned(),
        role: name.to_owned(),
        role_id: "741f803b-c850-494e-b5df-cde7c675a1ca".to_owned(),
        api: Some(name.to_owned()),
        api_id: None,
        is_azure: false,
        scope: Some(name.to_owned()),
        outcome,
        request_id: Some(name.to_owned()),
    }
}

/// A receipt with a change of every outcome, in which every text is this name.
fn receipt(name: &str) -> Receipt {
    let said = ServiceMessage { status: 403, code: name.to_owned(), message: name.to_owned(), request_id: None };
    let outcomes = [
        Outcome::Done(ENDED),
        Outcome::WasSo,
        Outcome::AssignedAgain(Some(ENDED)),
        Outcome::Refused(said),
        Outcome::Unknown,
        Outcome::NotSent(WhyNot::Stopped),
    ];
    Receipt {
        source: EvidenceSource::Tenant,
        cloud: Cloud::Public,
        tenant: "66666666-0000-4000-8000-0000000000f1".parse().unwrap(),
        tenant_name: name.to_owned(),
        person: "55555555-0000-4000-8000-0000000000e1".parse().unwrap(),
        user_principal_name: name.to_owned(),
        reason: Some(name.to_owned()),
        started: Timestamp::from_millis(1_790_000_000_000),
        ended: ENDED,
        changes: outcomes.into_iter().map(|outcome| change(outcome, name)).collect(),
    }
}

#[test]
fn a_validator_accepts_the_json_and_finds_the_names_unchanged() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../../../docs/receipt.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE_NAMES {
        let document: serde_json::Value = serde_json::from_str(&receipt(name).json()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name:?}: {errors:?}");
        assert_eq!(document["changes"][3]["refusal"]["message"], **name);
    }
    let mut broken: serde_json::Value = serde_json::from_str(&receipt("lazy").json()).unwrap();
    broken["changes"][0]["at"] = serde_json::Value::Null;
    assert!(!validator.is_valid(&broken), "what was done has a time");
}

#[test]
fn the_markdown_has_the_same_shape_whatever_the_names_are() {
    use pulldown_cmark::{Event, Options, Parser};
    let shape = |name: &str| {
        let text = receipt(name).markdown();
        let events = Parser::new_ext(&text, Options::all()).filter(|event| !matches!(event, Event::Text(_)));
        events.map(|event| format!("{event:?}")).collect::<Vec<_>>()
    };
    let ordinary = shape("lazy");
    for name in HOSTILE_NAMES {
        assert_eq!(shape(name), ordinary, "{name:?}");
    }
}

#[test]
fn both_forms_say_who_when_where_and_what_came_of_each_change() {
    let receipt = receipt("lazy");
    for (text, was_so) in [(receipt.markdown(), "already in place"), (receipt.json(), "was so already")] {
        for part in ["66666666-0000-4000-8000-0000000000f1", "55555555-0000-4000-8000-0000000000e1", "2026-09-21"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        for outcome in ["done", was_so, "assigned again", "refused", "unknown", "not sent"] {
            assert!(text.contains(outcome), "{outcome}: {text}");
        }
    }
    assert_eq!(
        receipt.counts(),
        ReceiptCounts { done: 1, was_so: 1, assigned_again: 1, refused: 1, unknown: 1, not_sent: 1 }
    );
}

#[test]
fn a_change_is_in_effect_a_day_after_the_last_one_that_may_have_been_made() {
    let day = Duration::from_secs(24 * 3600);
    let only = |outcome| Receipt { changes: vec![change(outcome, "lazy")], ..receipt("lazy") };
    let early = Timestamp::from_millis(1_790_000_001_000);
    assert_eq!(only(Outcome::Done(early)).effective_by(), Some(early + day));
    assert_eq!(only(Outcome::Unknown).effective_by(), Some(ENDED + day));
    assert_eq!(only(Outcome::WasSo).effective_by(), None);
    assert!(!only(Outcome::NotSent(WhyNot::Stopped)).markdown().contains("24 hours"));
}

#[test]
fn the_name_of_the_file_says_when_and_nothing_else() {
    assert_eq!(receipt("../lazy").file_name(ReceiptFormat::Json), "bestow-receipt-2026-09-21T141320Z.json");
}

#[test]
fn the_sample_tenant_says_so_in_both_forms() {
    let sample = Receipt { source: EvidenceSource::Sample, ..receipt("lazy") };
    assert!(sample.markdown().contains("Sample tenant") && sample.json().contains("\"sample\""));
}

#[test]
fn a_step_of_a_plan_becomes_a_line_of_the_receipt_and_of_a_script() {
    use crate::script::ScriptStep;
    let example = Example::new();
    let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), directory_role(EXCHANGE_ADMINISTRATOR)];
    let plan = example.plan(&wishes);
    let said =
        ServiceMessage { status: 403, code: String::new(), message: String::new(), request_id: Some("r1".to_owned()) };
    let states = [StepState::Done { at: ENDED, request_id: Some("r0".to_owned()) }, StepState::Refused(said)];
    let names = Names { identity: "lazy".to_owned(), role: "a role".to_owned(), api: None };
    let lines: Vec<ReceiptEntry> =
        plan.steps().iter().zip(&states).map(|(step, state)| ReceiptEntry::of(step, state, names.clone())).collect();
    assert_eq!((lines[0].deed, lines[0].api_id.clone()), (ReceiptAction::Grant, Some(MICROSOFT_GRAPH.to_string())));
    assert_eq!(lines[0].request_id.as_deref(), Some("r0"));
    assert_eq!(
        (lines[1].deed, lines[1].scope.as_deref(), lines[1].request_id.as_deref()),
        (ReceiptAction::Assign, Some("/"), Some("r1"))
    );
    assert_eq!(lines[1].role_id, EXCHANGE_ADMINISTRATOR.to_string());
    for step in plan.steps() {
        assert_eq!(ScriptStep::of(step, names.clone()).principal, example.identity.id);
    }
    let unsettled = ReceiptEntry::of(&plan.steps()[0], &StepState::Sending, names);
    assert_eq!(unsettled.outcome, Outcome::Unknown, "what may have been sent is not called unsent");
}

#[test]
fn receipt_of_azure_roles_alone_takes_effect_within_minutes_and_says_nothing_of_tokens() {
    let mut receipt = receipt("x");
    receipt.changes.truncate(1);
    assert_eq!(receipt.effective_by(), Some(ENDED + Duration::from_secs(24 * 3600)));
    assert!(receipt.markdown().contains("managed identity tokens"));
    receipt.changes[0].is_azure = true;
    assert_eq!(receipt.effective_by(), Some(ENDED + Duration::from_secs(600)));
    assert!(!receipt.markdown().contains("managed identity tokens"));
}
