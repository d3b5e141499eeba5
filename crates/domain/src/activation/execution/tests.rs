//! Tests of carrying out a request for a role.

use super::*;
use crate::activation::{
    ActivationFailure, ActivationForm, OwnRole, RequiredFields, RoleDuration, RolePerson, review_activation,
    review_deactivation,
};
use crate::directory_role::DirectoryScope;
use crate::ids::{RoleDefinitionId, TenantId, UserId};
use crate::problem::Claims;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
const FIRST: Guid = Guid::known("aaaaaaaa-0000-4000-8000-000000000001");
const SECOND: Guid = Guid::known("aaaaaaaa-0000-4000-8000-000000000002");

fn own() -> OwnRole {
    OwnRole { role: RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814"), scope: DirectoryScope::Tenant }
}

fn person() -> RolePerson {
    RolePerson {
        user: UserId::known("93d0c65e-4f81-4a2b-b7c9-08e1d64a5f72"),
        tenant: TenantId::known("60000000-0000-4000-8000-000000000001"),
    }
}

fn active(end: Option<Timestamp>) -> ActiveRole {
    ActiveRole { own: own(), activated: true, start: Some(NOW), end }
}

fn activation() -> RoleExecution {
    let form = ActivationForm {
        duration: RoleDuration::of_minutes(60).unwrap(),
        justification: "Payroll".to_owned(),
        ticket_number: String::new(),
        ticket_system: String::new(),
    };
    RoleExecution::new(review_activation(person(), &own(), &RequiredFields::default(), &form).unwrap(), NOW)
}

fn deactivation() -> RoleExecution {
    RoleExecution::new(review_deactivation(person(), &active(None)).unwrap(), NOW)
}

fn request(id: Guid, action: RequestAction, status: &str) -> RoleRequest {
    RoleRequest { id, own: own(), action, status: RequestStatus::read(status), created: Some(NOW) }
}

fn accepted(status: &str) -> RoleEvent {
    RoleEvent::Accepted { id: Some(SECOND), status: RequestStatus::read(status) }
}

/// An activation that is about to be sent, where there was one request before.
fn ready() -> RoleExecution {
    let before = vec![request(FIRST, RequestAction::Activate, "Revoked")];
    let execution = activation().after(RoleEvent::RequestsRead(before), NOW);
    assert_eq!(execution.action(NOW), RoleAction::Send);
    execution
}

#[test]
fn requests_are_read_before_anything_is_sent_and_then_the_role_is_looked_for() {
    assert_eq!(activation().action(NOW), RoleAction::ReadRequests);
    let execution = ready().after(accepted("Provisioned"), NOW);
    assert_eq!((execution.stage(), execution.action(NOW)), (RoleStage::Confirming, RoleAction::ReadActive));
    let waiting = execution.after(RoleEvent::ActiveRead(Vec::new()), NOW);
    assert_eq!(waiting.action(NOW), RoleAction::Wait(Duration::from_secs(2)));
    let end = Some(NOW + Duration::from_secs(3600));
    let ended = waiting.after(RoleEvent::ActiveRead(vec![active(end)]), NOW);
    assert_eq!((ended.action(NOW), ended.outcome()), (RoleAction::Finish, Some(&RoleOutcome::Active(end))));
}

#[test]
fn role_that_is_not_listed_yet_counts_as_active_without_an_end() {
    let mut execution = ready().after(accepted("Provisioned"), NOW);
    for _ in 0..LOOKS {
        execution = execution.after(RoleEvent::ActiveRead(Vec::new()), NOW);
    }
    assert_eq!(execution.outcome(), Some(&RoleOutcome::Active(None)));
}

#[test]
fn pending_status_is_read_again_with_longer_pauses_up_to_a_limit() {
    for status in ["Granted", "PendingProvisioning", "PendingEvaluation", "SomethingNew"] {
        let mut execution = ready().after(accepted(status), NOW);
        let (mut now, mut pauses) = (NOW, Vec::new());
        while execution.outcome().is_none() {
            match execution.action(now) {
                RoleAction::Wait(span) => {
                    pauses.push(span.as_secs());
                    now = now + span;
                }
                RoleAction::ReadRequests => {
                    let still = vec![request(SECOND, RequestAction::Activate, status)];
                    execution = execution.after(RoleEvent::RequestsRead(still), now);
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(pauses[..7], PAUSES, "{status}");
        assert!(now.since(NOW) < PATIENCE + Duration::from_secs(30));
        assert_eq!(execution.outcome(), Some(&RoleOutcome::StillPending(RequestStatus::read(status))));
    }
}

#[test]
fn each_final_status_ends_an_activation() {
    let failure = |status: &str| match ready().after(accepted(status), NOW).outcome() {
        Some(RoleOutcome::Failed(failed)) => (failed.failure.clone(), failed.said.code.clone()),
        other => panic!("{status}: {other:?}"),
    };
    assert_eq!(failure("Denied"), (ActivationFailure::Denied, "Denied".to_owned()));
    assert_eq!(failure("Failed"), (ActivationFailure::NotCarriedOut, "Failed".to_owned()));
    assert_eq!(failure("Revoked"), (ActivationFailure::Canceled, "Revoked".to_owned()));
    assert_eq!(failure("Canceled"), (ActivationFailure::Canceled, "Canceled".to_owned()));
    let waiting = ready().after(accepted("PendingApproval"), NOW);
    assert_eq!(waiting.outcome(), Some(&RoleOutcome::WaitingForApproval));
}

#[test]
fn an_open_request_is_followed_and_not_doubled() {
    let open = |status: &str| {
        activation().after(RoleEvent::RequestsRead(vec![request(FIRST, RequestAction::Activate, status)]), NOW)
    };
    assert_eq!(open("PendingApproval").outcome(), Some(&RoleOutcome::WaitingForApproval));
    assert_eq!(open("PendingProvisioning").stage(), RoleStage::Following);
    let elsewhere = OwnRole { scope: DirectoryScope::parse("/1a89e663-efcc-4911-8df7-e954714005de"), ..own() };
    let other = RoleRequest { own: elsewhere, ..request(FIRST, RequestAction::Activate, "PendingApproval") };
    assert_eq!(activation().after(RoleEvent::RequestsRead(vec![other]), NOW).action(NOW), RoleAction::Send);
}

#[test]
fn lost_answer_is_settled_by_reading_and_nothing_is_sent_twice() {
    let lost = ready().after(RoleEvent::Unclear, NOW);
    assert_eq!((lost.stage(), lost.action(NOW)), (RoleStage::Looking, RoleAction::ReadRequests));
    let found = vec![
        request(FIRST, RequestAction::Activate, "Revoked"),
        request(SECOND, RequestAction::Activate, "Provisioned"),
    ];
    assert_eq!(lost.clone().after(RoleEvent::RequestsRead(found), NOW).stage(), RoleStage::Confirming);
    let mut execution = lost;
    for _ in 0..LOOKS {
        let old = vec![request(FIRST, RequestAction::Activate, "Provisioned")];
        assert_ne!(execution.action(NOW), RoleAction::Send);
        execution = execution.after(RoleEvent::RequestsRead(old), NOW);
    }
    assert_eq!(execution.outcome(), Some(&RoleOutcome::Unclear));
}

#[test]
fn earlier_request_with_unknown_status_is_not_taken_for_the_sent_one() {
    let said = ServiceMessage { status: 403, code: String::new(), message: String::new(), request_id: None };
    let execution = activation().after(RoleEvent::ReadFailed(Problem::Forbidden(said)), NOW);
    assert_eq!(execution.action(NOW), RoleAction::Send);
    let found = vec![request(FIRST, RequestAction::Activate, "Provisioned")];
    let ended = execution.after(RoleEvent::Unclear, NOW).after(RoleEvent::RequestsRead(found), NOW);
    assert_eq!(ended.outcome(), Some(&RoleOutcome::Unclear));
}

#[test]
fn demanded_sign_in_pauses_and_the_request_is_then_sent_once_more() {
    let paused = ready().after(RoleEvent::NotSent(Problem::StepUp(Claims::multi_factor())), NOW);
    assert_eq!((paused.stage(), paused.action(NOW)), (RoleStage::Paused, RoleAction::Pause));
    assert!(paused.is_paused_before_sending());
    assert_eq!(paused.clone().resume(NOW).action(NOW), RoleAction::Send);
    assert_eq!(paused.stop().outcome(), Some(&RoleOutcome::Stopped));
}

#[test]
fn read_that_needs_a_sign_in_pauses_and_continues_where_it_was() {
    let following = ready().after(accepted("PendingProvisioning"), NOW);
    let paused = following.after(RoleEvent::ReadFailed(Problem::SignInNeeded), NOW);
    assert!(paused.pause().is_some() && !paused.is_paused_before_sending());
    assert_eq!(paused.clone().resume(NOW).stage(), RoleStage::Following);
    let status = RequestStatus::read("PendingProvisioning");
    assert_eq!(paused.stop().outcome(), Some(&RoleOutcome::StillPending(status)));
}

#[test]
fn request_that_was_sent_is_never_to_be_sent_again_whatever_is_in_the_way_later() {
    let sent = [
        ready().after(RoleEvent::Unclear, NOW),
        ready().after(accepted("PendingProvisioning"), NOW),
        ready().after(accepted("Provisioned"), NOW),
    ];
    for sent in sent {
        let stage = sent.stage();
        let held = sent.clone().hold(Problem::Offline);
        assert_eq!((held.stage(), held.action(NOW)), (RoleStage::Paused, RoleAction::Pause));
        assert!(!held.is_paused_before_sending() && !held.may_send());
        assert_eq!(held.clone().resume(NOW).stage(), stage);
        assert_ne!(held.clone().stop().outcome(), Some(&RoleOutcome::Stopped), "{stage:?}");
        assert_ne!(sent.clone().stop().outcome(), Some(&RoleOutcome::Stopped), "{stage:?}");
        let late = [RoleEvent::NotSent(Problem::Offline), RoleEvent::Unclear, accepted("PendingApproval")];
        for event in late {
            assert_eq!(sent.clone().after(event, NOW), sent, "the answer to another request");
        }
    }
}

#[test]
fn held_request_of_which_nothing_was_read_reads_first() {
    let held = activation().hold(Problem::Offline);
    assert!(held.may_send() && !held.is_paused_before_sending());
    assert_eq!(held.resume(NOW).action(NOW), RoleAction::ReadRequests);
    assert_eq!(activation().stop().outcome(), Some(&RoleOutcome::Stopped));
    let ended = activation().stop();
    assert_eq!(ended.clone().hold(Problem::Offline), ended);
}

#[test]
fn deactivation_is_done_when_its_status_is_revoked() {
    let ready = deactivation().after(RoleEvent::RequestsRead(Vec::new()), NOW);
    assert_eq!(ready.action(NOW), RoleAction::Send);
    assert_eq!(ready.clone().after(accepted("Revoked"), NOW).outcome(), Some(&RoleOutcome::Inactive));
    let code = "ActiveDurationTooShort".to_owned();
    let said = ServiceMessage { status: 400, code, message: String::new(), request_id: None };
    let refused = ready.after(RoleEvent::Refused(said), NOW);
    let failure = match refused.outcome() {
        Some(RoleOutcome::Failed(failed)) => failed.failure.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(failure, ActivationFailure::TooSoon);
}
