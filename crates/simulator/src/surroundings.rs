//! A clock that only advances when all tasks wait, and repeatable random numbers: surroundings for tests.
//!
//! A test of retries that takes minutes of the service's time then takes none of the developer's, and comes out the
//! same on every run.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use domain::time::Timestamp;
use graph::transport::Surroundings;

use super::tenant::mix;

/// Time that passes only in sleep. Clones share one clock and one source of chance.
#[derive(Clone, Debug)]
pub struct VirtualTime {
    inner: Rc<Inner>,
}

#[derive(Debug)]
struct Inner {
    now: Cell<Timestamp>,
    drawn: Cell<u64>,
    seed: u64,
    /// Who sleeps until when; the number keeps those who wake at the same time in the order in which they lay down.
    sleepers: RefCell<BTreeMap<(Timestamp, u64), Option<Waker>>>,
    numbered: Cell<u64>,
}

/// The future waits for something that is not time, and nothing is left to wake it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck;

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing is left that could wake the future")
    }
}

impl std::error::Error for Stuck {}

impl VirtualTime {
    /// A clock that begins at `start`. The same seed gives the same chances.
    pub fn new(start: Timestamp, seed: u64) -> Self {
        let (now, drawn, numbered) = (Cell::new(start), Cell::new(0), Cell::new(0));
        Self { inner: Rc::new(Inner { now, drawn, seed, sleepers: RefCell::default(), numbered }) }
    }

    /// Sets the clock forward, without waking anyone before the next [`Self::run`].
    pub fn advance(&self, span: Duration) {
        self.inner.now.set(self.inner.now.get() + span);
    }

    /// Runs a future to its end. Whenever it can only wait, the clock jumps to the next sleeper's hour.
    ///
    /// # Errors
    ///
    /// [`Stuck`] where no one sleeps and no one was woken.
    pub fn run<F: Future>(&self, future: F) -> Result<F::Output, Stuck> {
        let mut future = pin!(future);
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            while woken.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Ok(output);
                }
            }
            self.wake_next()?;
        }
    }

    fn wake_next(&self) -> Result<(), Stuck> {
        let ((due, _), waker) = self.inner.sleepers.borrow_mut().pop_first().ok_or(Stuck)?;
        self.inner.now.set(self.inner.now.get().max(due));
        if let Some(waker) = waker {
            waker.wake();
        }
        Ok(())
    }
}

impl Surroundings for VirtualTime {
    fn now(&self) -> Timestamp {
        self.inner.now.get()
    }

    fn sleep(&self, span: Duration) -> impl Future<Output = ()> {
        let number = self.inner.numbered.get();
        self.inner.numbered.set(number + 1);
        let key = (self.inner.now.get() + span, number);
        self.inner.sleepers.borrow_mut().insert(key, None);
        Sleep { inner: Rc::clone(&self.inner), key }
    }

    fn random(&self) -> u64 {
        let drawn = self.inner.drawn.get() + 1;
        self.inner.drawn.set(drawn);
        mix(self.inner.seed ^ mix(drawn))
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A sleeper: done when its entry has been taken out of the list. Dropped early, it takes the entry out itself.
struct Sleep {
    inner: Rc<Inner>,
    key: (Timestamp, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.inner.sleepers.borrow_mut().get_mut(&self.key) {
            Some(waker) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.inner.sleepers.borrow_mut().remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::{join, select};

    use super::*;

    fn midnight() -> VirtualTime {
        VirtualTime::new(Timestamp::from_millis(0), 1)
    }

    #[test]
    fn sleepers_wake_in_the_order_of_their_hours() {
        let time = midnight();
        let order = RefCell::new(Vec::new());
        let sleeper = |seconds| {
            let (time, order) = (&time, &order);
            async move {
                time.sleep(Duration::from_secs(seconds)).await;
                order.borrow_mut().push((seconds, time.now().millis()));
            }
        };
        time.run(join(sleeper(60), join(sleeper(5), sleeper(0)))).unwrap();
        assert_eq!(order.into_inner(), [(0, 0), (5, 5_000), (60, 60_000)]);
    }

    #[test]
    fn who_gives_up_sleeping_does_not_move_the_clock() {
        let time = midnight();
        let nap = Box::pin(time.sleep(Duration::from_secs(1)));
        let night = Box::pin(time.sleep(Duration::from_secs(8 * 3600)));
        let _ = time.run(select(nap, night)).map(drop);
        time.run(time.sleep(Duration::from_secs(1))).unwrap();
        assert_eq!(time.now().millis(), 2_000);
    }

    #[test]
    fn waiting_for_nothing_is_reported() {
        assert_eq!(midnight().run(std::future::pending::<()>()), Err(Stuck));
    }

    #[test]
    fn chance_repeats_with_its_seed() {
        let draw = |seed| {
            let time = VirtualTime::new(Timestamp::from_millis(0), seed);
            [time.random(), time.random(), time.clone().random()]
        };
        assert_eq!(draw(4), draw(4));
        assert_ne!(draw(4), draw(5));
        assert_ne!(draw(4)[0], draw(4)[2]);
    }
}
