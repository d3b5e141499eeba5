//! Parallel work, one task for each processor.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// What `work` makes of each item, in the order of the items. They are begun in that order, so the longest should come
/// first. The first error is returned; what has begun by then is finished, and nothing else is begun.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let outcome = work(item);
                    if outcome.is_err() {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..20).collect();
        let slow_first = |item: &u64| {
            thread::sleep(std::time::Duration::from_millis(20 - item));
            Ok(item * 2)
        };
        assert_eq!(map(&items, slow_first).unwrap(), (0..20).map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(map(&[], |item: &u64| Ok(*item)).unwrap(), Vec::<u64>::new());
    }

    #[test]
    fn an_error_keeps_the_rest_from_being_begun() {
        let begun = AtomicUsize::new(0);
        let items = vec![(); 1_000];
        let outcome = map(&items, |()| -> Result<()> {
            begun.fetch_add(1, Ordering::Relaxed);
            bail!("no")
        });
        assert!(outcome.is_err() && begun.load(Ordering::Relaxed) < items.len());
    }
}
