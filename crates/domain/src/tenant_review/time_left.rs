//! How long something long still takes, from how long it has taken.

use std::time::Duration;

/// The least that must be done before anything is said; the first steps are no measure.
const LEAST_DONE: usize = 40;

/// The time that is left, in whole seconds; nothing, while too little is done to tell. `paused` is not counted as work.
pub fn time_left(done: usize, all: usize, elapsed: Duration, paused: Duration) -> Option<Duration> {
    if done < LEAST_DONE || done > all {
        return None;
    }
    let worked = u64::try_from(elapsed.saturating_sub(paused).as_millis()).unwrap_or(u64::MAX);
    let left = u128::from(worked) * (all - done) as u128 / done as u128;
    Some(Duration::from_secs(u64::try_from(left.div_ceil(1_000)).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_takes_as_long_as_what_was_done() {
        let seconds = Duration::from_secs;
        assert_eq!(time_left(500, 1_000, seconds(10), Duration::ZERO), Some(seconds(10)));
        assert_eq!(time_left(500, 2_000, seconds(70), seconds(60)), Some(seconds(30)));
        assert_eq!(time_left(1_000, 1_000, seconds(10), Duration::ZERO), Some(Duration::ZERO));
        assert_eq!(time_left(20, 1_000, seconds(1), Duration::ZERO), None);
    }
}
