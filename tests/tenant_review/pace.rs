//! How fast a review goes: few exchanges, few at a time, and never more than the quota.

use std::time::Duration;

use graph::transport::Surroundings;
use simulator::TenantSize;
use simulator::sample::LargeTenant;

use crate::visit::Visit;

/// Exchanges and seconds of a complete review of a small tenant with so many identities, which must meet no 429.
fn review(tenant: LargeTenant) -> (usize, u64) {
    let visit = Visit::to(|now| tenant.make(now));
    visit.simulator.borrow_mut().set_quota(Some(TenantSize::Small));
    let began = visit.time.now();
    let review = visit.read();
    assert!(review.is_complete(), "{:?}", review.missing);
    assert_eq!(review.len(), tenant.identities);
    assert_eq!(*visit.watched.throttled.borrow(), []);
    assert!(visit.watched.most_in_flight.get() <= 4);
    (visit.watched.exchanges.get(), visit.time.now().since(began).as_secs())
}

#[test]
fn a_thousand_identities_take_at_most_sixty_exchanges_and_five_seconds() {
    let (exchanges, seconds) = review(LargeTenant::of(1_000));
    assert!(exchanges <= 60 && seconds <= 5, "{exchanges} exchanges, {seconds} s");
}

#[test]
fn ten_thousand_identities_take_at_most_six_hundred_exchanges_and_forty_seconds() {
    let tenant = LargeTenant { identities: 10_000, assignments: 30_000, seed: 5 };
    let (exchanges, seconds) = review(tenant);
    assert!(exchanges <= 600 && seconds <= 40, "{exchanges} exchanges, {seconds} s");
}

#[test]
fn a_service_that_asks_for_patience_is_left_alone_until_the_time_that_it_named() {
    let visit = Visit::to(|now| LargeTenant::of(6_000).make(now));
    visit.simulator.borrow_mut().set_quota(Some(TenantSize::Small));
    // Another user uses most of the quota: the service throttles in spite of the pace.
    let others = async {
        for _ in 0..6 {
            visit.simulator.borrow_mut().spend_quota(visit.time.now(), 1_500);
            visit.time.sleep(Duration::from_secs(2)).await;
        }
    };
    let reading = visit.directory.read_tenant(&visit.reading, &visit.brake, || ());
    visit.time.run(futures_util::future::join(reading, others)).unwrap();
    // What the service refused six times is read once the others are done.
    assert!(visit.read().is_complete());
    let throttled = visit.watched.throttled.borrow();
    assert!(!throttled.is_empty(), "the others did not matter");
    for &(at, wait) in throttled.iter() {
        let early = visit
            .watched
            .sent
            .borrow()
            .iter()
            .filter(|&&sent| sent > at && sent.since(at) < Duration::from_secs(wait))
            .count();
        assert_eq!(early, 0, "after {at} for {wait} s");
    }
}
