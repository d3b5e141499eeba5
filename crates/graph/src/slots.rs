//! A limit on how many requests are under way at once. Those that wait get their turn in the order in which they came.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use futures_channel::oneshot;

/// So many requests may be under way at once.
#[derive(Debug)]
pub(super) struct Slots {
    free: Cell<usize>,
    waiting: RefCell<VecDeque<oneshot::Sender<()>>>,
}

/// A request that is under way. The next one gets the turn when this is dropped.
#[derive(Debug)]
pub(super) struct Slot<'a>(&'a Slots);

impl Slots {
    pub(super) fn new(most: usize) -> Self {
        Self { free: Cell::new(most), waiting: RefCell::default() }
    }

    /// Waits for a turn.
    pub(super) async fn take(&self) -> Slot<'_> {
        loop {
            if self.free.get() > 0 {
                self.free.set(self.free.get() - 1);
                return Slot(self);
            }
            let (turn, waits) = oneshot::channel();
            self.waiting.borrow_mut().push_back(turn);
            // The sender is dropped by nobody, so that this only ends with a turn.
            let _ = waits.await;
        }
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.free.set(self.0.free.get() + 1);
        // A caller that was dropped meanwhile doesn't take its turn.
        while let Some(next) = self.0.waiting.borrow_mut().pop_front() {
            if next.send(()).is_ok() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;
    use futures_util::future::{FutureExt, join_all};

    use super::*;

    #[test]
    fn no_more_than_the_limit_are_under_way() {
        let slots = Slots::new(2);
        let (now, most) = (Cell::new(0), Cell::new(0));
        let work = || async {
            let _slot = slots.take().await;
            now.set(now.get() + 1);
            most.set(most.get().max(now.get()));
            let mut polled = false;
            std::future::poll_fn(|context| {
                if polled {
                    return std::task::Poll::Ready(());
                }
                polled = true;
                context.waker().wake_by_ref();
                std::task::Poll::Pending
            })
            .await;
            now.set(now.get() - 1);
        };
        block_on(join_all((0..9).map(|_| work())));
        assert_eq!((most.get(), now.get(), slots.free.get()), (2, 0, 2));
    }

    #[test]
    fn caller_that_is_dropped_while_waiting_holds_nobody_up() {
        let slots = Slots::new(1);
        let first = slots.take().now_or_never().unwrap();
        let mut dropped = Box::pin(slots.take());
        assert!((&mut dropped).now_or_never().is_none());
        let mut last = Box::pin(slots.take());
        assert!((&mut last).now_or_never().is_none());
        drop(dropped);
        drop(first);
        assert!((&mut last).now_or_never().is_some());
    }
}
