//! Chance that repeats, and faults by chance.

use std::time::Duration;

use bestow::graph::transport::TransportError;
use bestow::simulator::faults::{Fault, ItemFault, Rule, Wait, When, Which};

/// Chance that repeats.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }
}

/// A fault of any kind, that ends some time.
pub fn rule(chance: &mut Chance) -> Rule {
    let wait = match chance.below(4) {
        0 => Wait::Unsaid,
        1 => Wait::Seconds(1 + chance.below(20) as u32),
        2 => Wait::Decimal(chance.below(3000) as u32),
        _ => Wait::Date(1 + chance.below(20) as u32),
    };
    let status = [500, 502, 503, 504][chance.below(4) as usize];
    let item = match chance.below(3) {
        0 => ItemFault::Throttled(wait),
        1 => ItemFault::Status(status),
        _ => ItemFault::Challenged,
    };
    let fault = match chance.below(17) {
        0 => Fault::Latency(Duration::from_millis(chance.below(5000))),
        1 => Fault::Fails(TransportError::Lost),
        2 => Fault::Fails(TransportError::Offline),
        3 => Fault::Fails(TransportError::SignInNeeded),
        4 => Fault::Throttled(wait),
        5 => Fault::Status(status),
        6 => Fault::Challenged,
        7 | 8 => Fault::LostAfter,
        9 => Fault::StatusAfter(status),
        10 => Fault::ThrottledAfter(wait),
        11 => Fault::Truncated,
        12 => Fault::Html,
        13 => Fault::ItemsShuffled,
        14 => Fault::ItemMissing,
        15 => Fault::RenewalFails(TransportError::SignInNeeded),
        _ => Fault::Item { fault: item, applied: chance.one_in(2) },
    };
    let which = [Which::Any, Which::Reads, Which::Writes][chance.below(3) as usize];
    let when = match chance.below(3) {
        0 => When::First(1 + chance.below(3) as u32),
        1 => When::Nth(1 + chance.below(5) as u32),
        _ => When::OneIn(2 + chance.below(3) as u32),
    };
    Rule::new(fault, which, when).at_most(1 + chance.below(4) as u32)
}
