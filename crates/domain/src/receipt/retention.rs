//! How long receipts are kept, and which of them are announced to go.
//!
//! Age alone removes nothing, because the device's clock may be wrong: one that is months ahead makes every receipt look
//! too old, and the receipts of a change that was made with it look newer than now once it is right again. A receipt
//! goes for its age only where a later one began between a day and [`LIFETIME`] ago, which it could not have with a clock
//! that has just jumped, and where no receipt lies more than a day ahead. Until then it is kept longer than announced;
//! [`MOST`] limits the number whatever the clock says.

use std::time::Duration;

use super::id::ReceiptId;
use crate::sort;
use crate::time::Timestamp;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// How long a receipt is kept after its change began.
pub const LIFETIME: Duration = DAY.saturating_mul(90);
/// How many receipts are kept of one user in one tenant.
pub const MOST: usize = 200;
/// How long before its end the removal of a receipt is announced.
pub const ANNOUNCED: Duration = DAY.saturating_mul(14);
/// How many more receipts there may be before the oldest one has to go when its removal is announced.
pub const ANNOUNCED_ROOM: usize = 20;

/// What becomes of the receipts of one user in one tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// To be removed now, the oldest first.
    pub remove: Vec<ReceiptId>,
    /// To be removed soon, the oldest first: because of their age, or when a few more changes are made.
    pub soon: Vec<ReceiptId>,
}

/// Until when a receipt is kept at least, where there are not too many.
pub fn kept_until(id: ReceiptId) -> Timestamp {
    id.started() + LIFETIME
}

/// Says what becomes of these receipts.
pub fn retention(ids: impl IntoIterator<Item = ReceiptId>, now: Timestamp) -> Retention {
    let mut ids: Vec<ReceiptId> = ids.into_iter().collect();
    sort::sort(&mut ids);
    ids.dedup();
    let mut retention = Retention::default();
    let count = ids.len();
    let is_ahead = ids.last().is_some_and(|id| id.started() > now + DAY);
    let confirms_clock = |id: &ReceiptId| id.started() + DAY <= now && kept_until(*id) > now;
    // Every receipt that is over age is earlier than one that is not.
    let age_counts = !is_ahead && ids.iter().any(confirms_clock);
    for (at, id) in ids.into_iter().enumerate() {
        let newer = count - at - 1;
        let end = kept_until(id);
        if (end <= now && age_counts) || newer >= MOST {
            retention.remove.push(id);
        } else if end <= now + ANNOUNCED || newer + ANNOUNCED_ROOM >= MOST {
            retention.soon.push(id);
        }
    }
    retention
}

/// Which of the entries that can't be read as receipts are to be removed now, by the IDs in their keys. They go by the same
/// rules, and no receipt that can be read goes because of them.
pub fn unreadable_to_remove(unreadable: &[ReceiptId], readable: &[ReceiptId], now: Timestamp) -> Vec<ReceiptId> {
    let all = readable.iter().chain(unreadable).copied();
    retention(all, now).remove.into_iter().filter(|id| unreadable.contains(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ServicePrincipalId;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn started(at: Timestamp) -> ReceiptId {
        ReceiptId::new(at, ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1"))
    }

    #[test]
    fn a_receipt_goes_after_90_days_and_is_announced_14_days_before() {
        let at = |days: u32| started(NOW - DAY * days);
        let ids = [at(0), at(75), at(76), at(89), at(90), at(400)];
        assert_eq!(retention(ids, NOW), Retention { remove: vec![at(400), at(90)], soon: vec![at(89), at(76)] });
    }

    #[test]
    fn clock_that_is_ahead_or_behind_by_more_than_90_days_removes_no_receipt() {
        let ids = || (0..50).map(|days| started(NOW - DAY * days));
        for clock in [NOW + DAY * 91, NOW + DAY * 4000, NOW - DAY * 91, NOW - DAY * 4000] {
            assert_eq!(retention(ids(), clock).remove, []);
            // A change is made with that clock, and the receipts are read again.
            let changed = || ids().chain([started(clock)]);
            assert_eq!(retention(changed(), clock + Duration::from_secs(3600)).remove, []);
        }
    }

    #[test]
    fn receipts_of_a_clock_that_was_ahead_keep_the_others_until_it_is_past_them() {
        let wrong = started(NOW + DAY * 100);
        let old = started(NOW - DAY * 100);
        let ids = [old, started(NOW - DAY * 2), wrong];
        assert_eq!(retention(ids, NOW), Retention { remove: vec![], soon: vec![old] });
        assert_eq!(retention(ids[..2].iter().copied(), NOW).remove, [old]);
        assert_eq!(retention(ids, NOW + DAY * 102).remove, ids[..2]);
    }

    #[test]
    fn receipt_over_age_stays_until_a_later_one_confirms_the_clock() {
        let old = started(NOW - DAY * 100);
        assert_eq!(retention([old], NOW), Retention { remove: vec![], soon: vec![old] });
        assert_eq!(retention([old, started(NOW)], NOW).remove, [], "the clock may be wrong since today");
        assert_eq!(retention([old, started(NOW - DAY)], NOW).remove, [old]);
    }

    #[test]
    fn number_of_receipts_is_limited_with_a_wrong_clock_too() {
        let ids = || (0..300).map(|days| started(NOW - DAY * days));
        for clock in [NOW, NOW + DAY * 4000, NOW - DAY * 4000] {
            assert!(300 - retention(ids(), clock).remove.len() <= MOST);
        }
    }

    #[test]
    fn unreadable_entries_go_by_their_age_and_displace_no_receipt() {
        let at = |days: u32| started(NOW - DAY * days);
        let readable = [at(1), at(95)];
        assert_eq!(unreadable_to_remove(&[at(2), at(91)], &readable, NOW), [at(91)]);
        assert_eq!(unreadable_to_remove(&[at(91)], &[], NOW), [], "nothing confirms the clock");
        let many: Vec<ReceiptId> = (0..250).map(|hours| started(NOW - Duration::from_secs(3600) * hours)).collect();
        let removed = unreadable_to_remove(&many, &readable, NOW);
        assert!(removed.len() >= 50 && !removed.contains(&readable[0]));
    }

    #[test]
    fn the_oldest_of_more_than_200_goes_and_is_announced_20_before() {
        let ids = |count: u32| (0..count).map(|at| started(NOW - Duration::from_secs(3600) * at));
        let counts = |count| {
            let retention = retention(ids(count), NOW);
            [retention.remove.len(), retention.soon.len()]
        };
        assert_eq!([counts(180), counts(181), counts(200), counts(201)], [[0, 0], [0, 1], [0, 20], [1, 20]]);
        let oldest = started(NOW - Duration::from_secs(3600) * 200);
        assert_eq!(retention(ids(201), NOW).remove, [oldest]);
    }
}
