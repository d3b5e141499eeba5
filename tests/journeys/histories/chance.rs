//! Chance that repeats, and what goes wrong by it.

use std::time::Duration;

use graph::transport::TransportError;
use simulator::faults::{Continuation, Fault, ItemFault, Rule, Wait, When, Which};

use super::APP_ROLES;
use super::meanwhile::Happening;
use crate::tab::Closing;

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

/// A fault of any kind, that ends some time. A service whose clock is not the device's says no dates: a device that is
/// an hour off cannot read them.
pub fn rule(chance: &mut Chance, dates: bool) -> Rule {
    let wait = match chance.below(if dates { 4 } else { 3 }) {
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
    let applied = chance.one_in(2);
    let fault = match chance.below(28) {
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
        16 => Fault::ItemUnknown,
        17 => Fault::ItemTwice,
        18 => Fault::Hangs { span: Duration::from_secs(100), applied },
        19 => Fault::Empty,
        20 => Fault::Continued(if applied { Continuation::Elsewhere } else { Continuation::AtItself }),
        21 => Fault::EntryTwice,
        22 | 23 => Fault::Twice,
        24 | 25 => Fault::DeleteNotFound,
        // Who asks for another token has applied nothing.
        _ => Fault::Item { fault: item, applied: applied && item != ItemFault::Challenged },
    };
    let which = [Which::Any, Which::Reads, Which::Writes][chance.below(3) as usize];
    let when = match chance.below(3) {
        0 => When::First(1 + chance.below(3) as u32),
        1 => When::Nth(1 + chance.below(5) as u32),
        _ => When::OneIn(2 + chance.below(3) as u32),
    };
    Rule::new(fault, which, when).at_most(1 + chance.below(4) as u32)
}

/// What others do while the plan is applied: mostly nothing.
pub fn happenings(chance: &mut Chance) -> Vec<(u32, Happening)> {
    let mut script = Vec::new();
    for _ in 0..chance.below(4) {
        let at = chance.below(8) as u32;
        let role = chance.below(APP_ROLES.len() as u64) as usize;
        match chance.below(14) {
            0 => script.push((at, Happening::Disabled(role))),
            1 => script.push((at, Happening::Deleted)),
            2 | 3 => {
                script.push((at, Happening::RightsEnd));
                script.push((at + 1 + chance.below(4) as u32, Happening::RightsBack));
            }
            4..=6 => script.push((at, Happening::Granted(role))),
            7..=8 => script.push((at, Happening::Revoked(role))),
            9..=10 => script.push((at, Happening::GrantedAgain(role))),
            _ => {}
        }
    }
    script
}

/// Where a tab is closed.
pub fn closing(chance: &mut Chance) -> Closing {
    let number = chance.below(5) as u32;
    [Closing::Before, Closing::After, Closing::BeforeNote, Closing::AfterNote][chance.below(4) as usize](number)
}
