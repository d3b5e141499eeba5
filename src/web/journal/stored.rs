//! The form in which a journal is stored: its key, and which entries are offered.

use domain::change::journal::Journal;
use domain::host_change::HostJournal;
use domain::ids::{TenantId, UserId};
use domain::sort;
use domain::time::Timestamp;

/// What every key begins with.
pub(super) const PREFIX: &str = "bestow.journal.";

/// The key of a journal, the same each time that it is written and not that of any other: one user does not begin two
/// changes to one identity in the same millisecond.
pub fn key(journal: &Journal) -> String {
    let identity = journal.identities().next().map(|id| id.to_string()).unwrap_or_default();
    let started = journal.started().millis();
    format!("{}{identity}.{started}", beginning(journal.tenant(), journal.person()))
}

/// The key of the journal of a resource's change. It isn't read as that of another change, and is counted and deleted
/// with them.
pub fn host_key(journal: &HostJournal) -> String {
    host_key_of(journal.tenant(), journal.person(), journal.started())
}

/// The same, by whose change it is and when it began.
pub fn host_key_of(tenant: TenantId, person: UserId, started: Timestamp) -> String {
    format!("{PREFIX}host.{tenant}.{person}.{}", started.millis())
}

/// The longest that the journal of a change with this many steps gets, in bytes.
pub const fn longest(steps: usize) -> usize {
    // An ID of an assignment and a code of the service have 200 characters at most, and there are few of the rest.
    2048 + steps * 1024
}

/// What the keys of this user's journals in this tenant begin with.
pub fn beginning(tenant: TenantId, person: UserId) -> String {
    format!("{PREFIX}{tenant}.{person}.")
}

/// The journals of this user in this tenant that something is left to do in and that can be taken up now, the oldest
/// first. One that is damaged, or is under another key than its own, is passed over.
pub fn unfinished(
    stored: impl Iterator<Item = (String, String)>,
    tenant: TenantId,
    person: UserId,
    now: Timestamp,
) -> Vec<Journal> {
    let read = stored.filter_map(|(at, text)| Journal::from_json(&text).filter(|journal| key(journal) == at));
    let mut journals: Vec<Journal> = read
        .filter(|journal| (journal.tenant(), journal.person()) == (tenant, person))
        .filter(|journal| !journal.has_expired(now))
        .filter(|journal| {
            let (ended, all) = journal.progress();
            ended < all
        })
        .collect();
    sort::sort_by_key(&mut journals, Journal::started);
    journals
}

/// The keys of all journals that can't be resumed any more, of every user.
pub fn expired(stored: impl Iterator<Item = (String, String)>, now: Timestamp) -> Vec<String> {
    let of_old = stored.filter(|(_, text)| Journal::from_json(text).is_some_and(|journal| journal.has_expired(now)));
    of_old.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::example::{Example, wish};
    use domain::change::execution::Execution;
    use domain::well_known::MICROSOFT_GRAPH;

    fn execution(started: i64) -> Execution {
        let plan = Example::new().plan(&[wish(MICROSOFT_GRAPH, "User.Read.All")]);
        Execution::new(plan, Timestamp::from_millis(started))
    }

    fn stored(journal: &Journal) -> (String, String) {
        (key(journal), journal.to_json())
    }

    #[test]
    fn only_unfinished_journals_of_this_person_in_this_tenant_are_offered_the_oldest_first() {
        let (early, late) = (Journal::of(&execution(1000)), Journal::of(&execution(2000)));
        let mut stopped = execution(3000);
        stopped.stop();
        let stopped = Journal::of(&stopped);
        let damaged = (key(&early), "{".to_owned());
        let misplaced = (key(&late), early.to_json());
        let foreign = ("theme".to_owned(), "dark".to_owned());
        let all = [stored(&late), stored(&stopped), damaged, misplaced, foreign, stored(&early)];
        let (tenant, person) = (early.tenant(), early.person());
        let now = Timestamp::from_millis(4000);
        assert_eq!(unfinished(all.clone().into_iter(), tenant, person, now), [early.clone(), late.clone()]);
        let week_later = early.expires();
        assert_eq!(unfinished(all.clone().into_iter(), tenant, person, week_later), [late]);
        let other: TenantId = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        assert_eq!(unfinished(all.clone().into_iter(), other, person, now), []);
        let other: UserId = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        assert_eq!(unfinished(all.into_iter(), tenant, other, now), []);
    }

    #[test]
    fn what_has_expired_is_named_whosever_it_is() {
        let (early, late) = (Journal::of(&execution(1000)), Journal::of(&execution(2000)));
        let damaged = ("bestow.journal.x".to_owned(), "{".to_owned());
        let all = [stored(&early), stored(&late), damaged];
        assert_eq!(expired(all.clone().into_iter(), Timestamp::from_millis(3000)), Vec::<String>::new());
        assert_eq!(expired(all.clone().into_iter(), early.expires()), [key(&early)]);
        assert_eq!(expired(all.into_iter(), late.expires()), [key(&early), key(&late)]);
    }

    #[test]
    fn a_journal_is_no_longer_than_the_room_that_is_tried() {
        let journal = Journal::of(&execution(1000)).with_proof(Some("x".repeat(44)));
        assert!(journal.to_json().len() < longest(journal.progress().1) / 2);
    }

    #[test]
    fn a_journal_keeps_its_key_as_it_goes_on() {
        let mut execution = execution(1000);
        let before = key(&Journal::of(&execution));
        execution.stop();
        assert_eq!(key(&Journal::of(&execution)), before);
    }
}
