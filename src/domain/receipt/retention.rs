//! How long receipts are kept, and which of them are announced to go.

use std::time::Duration;

use super::ReceiptId;
use crate::domain::sort;
use crate::domain::time::Timestamp;

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

/// Until when a receipt is kept, where there are not too many.
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
    for (at, id) in ids.into_iter().enumerate() {
        let newer = count - at - 1;
        let end = kept_until(id);
        // One that began so much later than now was not written by a right clock and would never end.
        if end <= now || id.started() > now + LIFETIME || newer >= MOST {
            retention.remove.push(id);
        } else if end <= now + ANNOUNCED || newer + ANNOUNCED_ROOM >= MOST {
            retention.soon.push(id);
        }
    }
    retention
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ServicePrincipalId;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn started(at: Timestamp) -> ReceiptId {
        ReceiptId::new(at, ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1"))
    }

    #[test]
    fn a_receipt_goes_after_90_days_and_is_announced_14_days_before() {
        let at = |days: u32| started(NOW - DAY * days);
        let ids = [at(0), at(75), at(76), at(89), at(90), at(400)];
        assert_eq!(retention(ids, NOW), Retention { remove: vec![at(400), at(90)], soon: vec![at(89), at(76)] });
        assert_eq!(retention([started(NOW + DAY * 91)], NOW).remove.len(), 1, "a clock that was wrong");
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
