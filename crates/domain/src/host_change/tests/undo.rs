//! Undoing: what is sent by type of resource, what blocks it, what it is made of, and the state machine.

use super::*;
use crate::app_role_assignment::AppRoleGrant;
use crate::receipt::{StoredHostOutcome, StoredHostWork, StoredReceipt, StoredReceiptError};

fn disable(resource: AzureResource) -> HostUndo {
    HostUndo::Disable { host: resource, principal: OWN, known: KnownUses::default() }
}

fn detach(resource: AzureResource, names: &[&str]) -> HostUndo {
    HostUndo::Detach { host: resource, identities: attached(names).attached }
}

fn delete() -> HostUndo {
    HostUndo::Delete { identity: identity("id-runbooks"), principal: OTHER, known: KnownUses::default() }
}

/// Nothing of any kind.
fn unused() -> IdentityUses {
    let mut uses = IdentityUses::default();
    UseKind::ALL.into_iter().for_each(|kind| uses.note(kind, Ok(Vec::new())));
    uses
}

fn undo_facts(subject: UndoSubject) -> UndoFacts {
    UndoFacts { subject, right: AzureRight::Probably, locks: Ok(Vec::new()), attached: Vec::new(), uses: unused() }
}

fn of_host(identity: HostIdentity) -> UndoFacts {
    undo_facts(UndoSubject::Host(host(automation(), identity)))
}

fn of_identity(name: &str) -> UndoFacts {
    undo_facts(UndoSubject::Identity(attach_facts(name).identity.unwrap()))
}

#[test]
fn request_of_an_undo_detaches_only_what_the_change_attached() {
    for host_type in HostType::all() {
        let resource = of_type(host_type.resource_type);
        let request = |undo: HostUndo, now: &HostIdentity| {
            let request = HostWish::Undo(undo).request(host_type, now, |_| true)?;
            let named: Vec<String> = names(&request.named).into_iter().map(str::to_owned).collect();
            let gone: Vec<String> = names(&request.detached).into_iter().map(str::to_owned).collect();
            Some((request.type_text.replace(' ', ""), named, gone))
        };
        let text = |text: &str| text.to_owned();
        // Disabling names every identity that stays.
        let two = on(attached(&["first", "second"]));
        let stays = vec![text("first"), text("second")];
        assert_eq!(request(disable(resource.clone()), &two), Some((text("UserAssigned"), stays, vec![])));
        let none = (text("None"), vec![], vec![]);
        let wanted = Some(none).filter(|_| host_type.resource_type != "Microsoft.DataFactory/factories");
        assert_eq!(request(disable(resource.clone()), &on(attached(&[]))), wanted, "{host_type:?}");
        // Detaching names with null what goes, and everything that stays where the service may replace the map.
        let (kind, named, gone) = request(detach(resource.clone(), &["second"]), &two).unwrap();
        assert_eq!((kind.as_str(), gone.as_slice()), ("SystemAssigned,UserAssigned", &[text("second")][..]));
        let wanted: &[&str] = match host_type.map {
            MapRule::Merge => &[],
            MapRule::Whole => &["first"],
        };
        assert_eq!(named, wanted, "{host_type:?}");
        let last = request(detach(resource, &["first", "second", "third"]), &two);
        assert_eq!(last, Some((text("SystemAssigned"), vec![], vec![])), "nothing is attached any more");
    }
}

#[test]
fn undo_is_blocked_by_everything_that_the_identity_has_and_by_what_could_not_be_read() {
    let grant = AppRoleGrant {
        principal: OWN,
        resource: OTHER,
        app_role: "1b87a2f0-0000-4000-8000-000000000009".parse().unwrap(),
    };
    let uses = [
        IdentityUse::AppRole(grant),
        IdentityUse::DelegatedGrant(OTHER),
        IdentityUse::FederatedCredential("github".to_owned()),
        IdentityUse::Attached(automation()),
    ];
    for (kind, found) in
        [UseKind::AppRoles, UseKind::DelegatedGrants, UseKind::FederatedCredentials, UseKind::Resources]
            .into_iter()
            .zip(uses)
    {
        let mut facts = of_identity("id-runbooks");
        facts.uses = IdentityUses::default();
        for other in UseKind::ALL {
            facts.uses.note(other, Ok(if other == kind { vec![found.clone()] } else { Vec::new() }));
        }
        assert_eq!(review_undo(delete(), &facts).obstacles(), [HostObstacle::InUse(found)]);
    }
    for kind in UseKind::ALL {
        let mut facts = of_identity("id-runbooks");
        facts.uses = IdentityUses::default();
        for other in UseKind::ALL {
            facts.uses.note(other, if other == kind { Err(Problem::Offline) } else { Ok(Vec::new()) });
        }
        let review = review_undo(delete(), &facts);
        assert_eq!(review.obstacles(), [HostObstacle::UseUnreadable(kind, Problem::Offline)]);
        assert_eq!(review.approve(TENANT, PERSON, &typed("id-runbooks")), None);
    }
    // A kind that nobody read is not known either.
    let facts = UndoFacts { uses: IdentityUses::default(), ..of_host(on(attached(&[]))) };
    let review = review_undo(disable(automation()), &facts);
    assert_eq!(review.obstacles().len(), disable(automation()).blocking_kinds().len());
    // Detaching takes nothing from the identity.
    let facts = UndoFacts { uses: IdentityUses::default(), ..of_host(attached(&["first"])) };
    assert_eq!(review_undo(detach(automation(), &["first"]), &facts).obstacles(), []);
}

#[test]
fn undo_is_about_what_the_change_made_and_nothing_in_its_place() {
    let obstacles = |undo: HostUndo, facts: &UndoFacts| review_undo(undo, facts).obstacles().to_vec();
    let gone = [HostObstacle::NothingToUndo];
    assert_eq!(obstacles(disable(automation()), &of_host(attached(&["first"]))), gone);
    assert_eq!(obstacles(detach(automation(), &["first"]), &of_host(on(attached(&["second"])))), gone);
    assert_eq!(obstacles(delete(), &undo_facts(UndoSubject::Identity(None))), gone);
    let other = [HostObstacle::OtherIdentity];
    let mut replaced = attached(&[]);
    replaced.system = SystemAssigned::On(OTHER);
    assert_eq!(obstacles(disable(automation()), &of_host(replaced)), other);
    let mut made_again = attached(&["first"]);
    made_again.attached[0].principal = Some(OWN);
    assert_eq!(obstacles(detach(automation(), &["first"]), &of_host(made_again)), other);
    let undo = HostUndo::Delete { identity: identity("id-runbooks"), principal: OWN, known: KnownUses::default() };
    assert_eq!(obstacles(undo, &of_identity("id-runbooks")), other);
    // What was read is about something else.
    assert_eq!(obstacles(delete(), &of_host(on(attached(&[])))), gone);
}

#[test]
fn lock_and_right_and_type_block_an_undo() {
    let group = AzureScope::parse(GROUP.trim_end_matches("/providers/"));
    let mut facts = of_identity("id-runbooks");
    facts.locks = Ok(vec![AzureLock { scope: group.clone(), level: LockLevel::CannotDelete }]);
    facts.right = AzureRight::No;
    let review = review_undo(delete(), &facts);
    let [HostObstacle::NoRight { action, .. }, HostObstacle::CannotDelete(scopes)] = review.obstacles() else {
        panic!("{review:?}")
    };
    assert_eq!((action.as_str(), scopes), ("Microsoft.ManagedIdentity/userAssignedIdentities/delete", &vec![group]));
    let factory = of_type("Microsoft.DataFactory/factories");
    let facts = undo_facts(UndoSubject::Host(host(factory.clone(), on(attached(&[])))));
    assert_eq!(review_undo(disable(factory), &facts).obstacles(), [HostObstacle::NeedsIdentity]);
}

fn typed(name: &str) -> Assurance {
    Assurance { name: name.to_owned(), ..Assurance::default() }
}

fn approved_undo(undo: &HostUndo, facts: &UndoFacts) -> HostExecution {
    let review = review_undo(undo.clone(), facts);
    assert_eq!(review.clone().approve(TENANT, PERSON, &typed("other")), None, "the name has to be typed");
    HostExecution::new(review.approve(TENANT, PERSON, &typed(undo.name())).unwrap(), at(0))
}

fn reviewed_again(undo: &HostUndo, facts: &UndoFacts) -> HostEvent {
    HostEvent::ReviewedAgain(Ok(Box::new(review_undo(undo.clone(), facts))))
}

#[test]
fn undo_reads_everything_again_before_it_sends_and_compares_the_whole_map_after_it() {
    let undo = disable(automation());
    let before = on(attached(&["first"]));
    let execution = approved_undo(&undo, &of_host(before.clone()));
    assert_eq!(execution.action(at(0)), HostAction::ReviewAgain);
    let ready = execution.clone().after(reviewed_again(&undo, &of_host(before)), at(0));
    let HostAction::SendIdentity(request) = ready.action(at(0)) else { panic!("{ready:?}") };
    assert_eq!((request.type_text, request.detached.len()), ("UserAssigned", 0));
    let sent = ready.after(HostEvent::Sending, at(1)).after(accepted(None), at(2));
    let still = sent.clone().after(HostEvent::HostRead(Ok(host(automation(), on(attached(&["first"]))))), at(2));
    assert!(matches!(still.action(at(2)), HostAction::Wait(_)), "it is still there");
    let done = sent.clone().after(HostEvent::HostRead(Ok(host(automation(), attached(&["first"])))), at(2));
    let Some(HostOutcome::Done(result)) = done.outcome() else { panic!("{done:?}") };
    assert!(!result.comparison.lost_anything() && names(&result.comparison.kept) == ["first"]);
    assert_eq!(result.principal, Some(OWN));
    let lost = sent.after(HostEvent::HostRead(Ok(host(automation(), attached(&[])))), at(2));
    assert!(matches!(lost.outcome(), Some(HostOutcome::Done(it)) if names(&it.comparison.lost) == ["first"]));
    // Someone gave it something, or it is gone, before anything was sent.
    let mut used = of_host(on(attached(&["first"])));
    used.uses = IdentityUses::default();
    let blocked = execution.clone().after(reviewed_again(&undo, &used), at(0));
    assert_eq!(blocked.outcome(), Some(&HostOutcome::NotSent(NotSentReason::ChangedSinceReview)));
    let gone = execution.clone().after(reviewed_again(&undo, &of_host(attached(&["first"]))), at(0));
    assert!(matches!(gone.outcome(), Some(HostOutcome::AlreadyThere(_))));
    let more = execution.after(reviewed_again(&undo, &of_host(on(attached(&["first", "second"])))), at(0));
    assert_eq!(more.outcome(), Some(&HostOutcome::NotSent(NotSentReason::ChangedSinceReview)));
}

#[test]
fn deleted_identity_is_gone_once_it_is_not_found_and_a_404_proves_nothing() {
    let undo = delete();
    let begun = approved_undo(&undo, &of_identity("id-runbooks"));
    let ready = begun.after(reviewed_again(&undo, &of_identity("id-runbooks")), at(0));
    assert_eq!(ready.action(at(0)), HostAction::Delete(identity("id-runbooks")));
    let sent = ready.after(HostEvent::Sending, at(1));
    let not_found = HostRefusal::by_code(said(404, "ResourceNotFound"));
    for answer in [accepted(None), HostEvent::Unclear(None), HostEvent::Refused(not_found)] {
        let waiting = sent.clone().after(answer, at(2));
        assert_eq!(waiting.action(at(2)), HostAction::ReadDeleted(identity("id-runbooks")));
        let there = waiting.clone().after(HostEvent::IdentityRead(attach_facts("id-runbooks").identity), at(2));
        assert!(there.outcome().is_none());
        let gone = waiting.after(HostEvent::IdentityRead(Ok(None)), at(2));
        assert!(matches!(gone.outcome(), Some(HostOutcome::Done(it)) if it.principal == Some(OTHER)));
    }
    let refused = sent.after(HostEvent::Refused(HostRefusal::by_code(said(409, "ScopeLocked"))), at(2));
    assert!(matches!(refused.outcome(), Some(HostOutcome::Refused(HostRefusal::Locked { .. }))));
}

#[test]
fn undo_of_a_closed_tab_is_taken_up_by_reading_alone() {
    let all = [
        (disable(automation()), of_host(on(attached(&["first"])))),
        (detach(automation(), &["first"]), of_host(on(attached(&["first", "second"])))),
        (delete(), of_identity("id-runbooks")),
    ];
    for (undo, facts) in all {
        let ready = approved_undo(&undo, &facts).after(reviewed_again(&undo, &facts), at(0));
        let sent = ready.after(HostEvent::Sending, at(1));
        let text = HostJournal::of(&sent).unwrap().to_json();
        let resumed = HostJournal::from_json(&text).unwrap().resume(at(60)).unwrap();
        assert_eq!(resumed.plan().wish(), &HostWish::Undo(undo));
        let action = resumed.action(at(60));
        assert!(matches!(action, HostAction::ReadHost | HostAction::ReadDeleted(_)), "{action:?}");
    }
}

/// A change that was done.
fn done(wish: HostWish, before: HostIdentity, after: HostIdentity) -> HostExecution {
    let execution = sent(wish, before).after(accepted(None), at(2));
    let found = execution.after(HostEvent::HostRead(Ok(host(automation(), after))), at(2));
    found.after(HostEvent::PrincipalRead(Ok(true)), at(3))
}

#[test]
fn receipt_is_read_as_it_was_written_and_offers_exactly_what_the_change_did() {
    let keep = |execution: &HostExecution| {
        let receipt = StoredReceipt::of_host(execution, at(9)).unwrap();
        let text = receipt.to_json();
        assert!(text.contains("\"version\":3"), "{text}");
        assert_eq!(StoredReceipt::from_json(&text).as_ref(), Ok(&receipt));
        assert!(receipt.execution(&[]).is_none() && receipt.host().is_some());
        receipt
    };
    let undo = |receipt: &StoredReceipt| receipt.host_undo(std::iter::empty());
    let enabled = keep(&done(HostWish::Enable(automation()), attached(&["first"]), on(attached(&["first"]))));
    assert_eq!(undo(&enabled), Some(disable(automation())));
    assert_eq!(enabled.identities().collect::<Vec<_>>(), [OWN]);
    // Only what wasn't attached before is detached again.
    let wish = attach(automation(), &["first", "second"]);
    let both = keep(&done(wish, attached(&["first"]), attached(&["first", "second"])));
    assert_eq!(undo(&both), Some(detach(automation(), &["second"])));
    let created = |created: Option<bool>| {
        let execution = sent(HostWish::Create(new_identity()), HostIdentity::NONE);
        let execution = execution.after(HostEvent::Accepted { operation: None, created }, at(2));
        let execution = execution.after(HostEvent::IdentityRead(attach_facts("id-runbooks").identity), at(2));
        keep(&execution.after(HostEvent::PrincipalRead(Ok(true)), at(3)))
    };
    assert_eq!(undo(&created(Some(true))), Some(delete()));
    for unknown in [None, Some(false)] {
        assert_eq!(undo(&created(unknown)), None, "someone else may have created it");
    }
    // A tab that is gone doesn't tell what it sent.
    let execution = sent(HostWish::Enable(automation()), attached(&[]));
    let resumed = HostJournal::of(&execution).unwrap().resume(at(60)).unwrap();
    let resumed = resumed.after(HostEvent::HostRead(Ok(host(automation(), on(attached(&[]))))), at(60));
    let resumed = keep(&resumed.after(HostEvent::PrincipalRead(Ok(true)), at(61)));
    assert_eq!(resumed.host().map(|it| it.outcome()), Some(StoredHostOutcome::Done { own: false }));
    assert_eq!(undo(&resumed), None);
    // An undo has a receipt, and no undo.
    let facts = of_host(on(attached(&[])));
    let begun =
        approved_undo(&disable(automation()), &facts).after(reviewed_again(&disable(automation()), &facts), at(0));
    let sent = begun.after(HostEvent::Sending, at(1)).after(accepted(None), at(2));
    let undone = keep(&sent.after(HostEvent::HostRead(Ok(host(automation(), attached(&[])))), at(2)));
    assert_eq!(undone.host().and_then(|it| it.work()), Some(StoredHostWork::Disable(automation())));
    assert_eq!(undo(&undone), None);
}

#[test]
fn receipt_has_no_words_of_the_service_and_one_that_was_changed_is_refused() {
    let refused = sent(HostWish::Enable(automation()), attached(&[]))
        .after(HostEvent::Refused(HostRefusal::by_code(said(403, "AuthorizationFailed"))), at(2));
    let text = StoredReceipt::of_host(&refused, at(9)).unwrap().to_json();
    assert!(!text.contains("Words.") && text.contains("AuthorizationFailed"), "{text}");
    let stopped = HostExecution::new(approved(HostWish::Enable(automation()), attached(&[])), at(0)).stop();
    assert_eq!(StoredReceipt::of_host(&stopped, at(9)), None, "nothing happened");
    let waiting = sent(HostWish::Enable(automation()), attached(&[]));
    assert_eq!(StoredReceipt::of_host(&waiting, at(9)), None, "it goes on");
    for (from, to, why) in [
        ("\"version\":3", "\"version\":5", StoredReceiptError::Newer),
        ("\"version\":3", "\"version\":4", StoredReceiptError::Damaged),
        ("\"version\":3", "\"version\":2", StoredReceiptError::Damaged),
        ("/subscriptions/1b87a2f0-0000-4000-8000-000000000001/", "/nowhere/", StoredReceiptError::Damaged),
        ("\"is\":\"refused\"", "\"is\":\"gone\"", StoredReceiptError::Damaged),
        ("\"changes\":[]", "\"changes\":[1]", StoredReceiptError::Damaged),
        ("\"finished\":true", "\"finished\":false", StoredReceiptError::Damaged),
    ] {
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text, "{from}");
        assert_eq!(StoredReceipt::from_json(&other), Err(why), "{to}");
    }
}

#[test]
fn receipts_know_where_the_identity_was_attached() {
    let before = attached(&[]);
    let attached_now = done(attach(automation(), &["first"]), before, attached(&["first"]));
    let of_attach = StoredReceipt::of_host(&attached_now, at(9)).unwrap();
    let execution = sent(HostWish::Create(new_identity()), HostIdentity::NONE);
    let execution = execution.after(HostEvent::Accepted { operation: None, created: Some(true) }, at(2));
    let execution = execution.after(HostEvent::IdentityRead(attach_facts("id-runbooks").identity), at(2));
    let created = StoredReceipt::of_host(&execution.after(HostEvent::PrincipalRead(Ok(true)), at(3)), at(9)).unwrap();
    let Some(HostUndo::Delete { known, .. }) = created.host_undo([&of_attach, &created].into_iter()) else { panic!() };
    assert_eq!(known.hosts, [automation()]);
    assert!(of_attach.has_added(OTHER, &IdentityUse::Attached(automation())));
    assert!(!of_attach.has_added(OWN, &IdentityUse::Attached(automation())));
}
