//! Carrying a plan out over closed tabs and pauses.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use bestow::domain::change::execution::Execution;
use bestow::domain::change::journal::Journal;

use super::chance::Chance;
use super::{History, over};
use crate::tab::{Closing, Tab};

/// The most visits that a plan takes, the last of which nothing disturbs.
const MOST_VISITS: u32 = 5;

/// Applies a plan until it ends. The next visit knows what was written down of the one before, and nothing else.
/// `closing` says where each visit's tab is closed.
pub fn carried_out(history: &History, plan: Execution, mut closing: impl FnMut() -> Option<Closing>) -> Execution {
    let mut execution = plan;
    let journal = RefCell::new(Journal::of(&execution).to_json());
    let chance = RefCell::new(Chance(u64::from(history.faults)));
    for _ in 0..MOST_VISITS {
        let end = closing();
        let closed = Rc::new(Cell::new(false));
        let tab = Tab::new(history.door.clone(), end, Rc::clone(&closed));
        let directory = over(tab, history.time.clone());
        let notes = Cell::new(0);
        let note = |execution: &Execution| {
            let number = notes.replace(notes.get() + 1);
            let forgotten = history.forgetful && chance.borrow_mut().one_in(4);
            if end == Some(Closing::BeforeNote(number)) {
                closed.set(true);
            }
            if !closed.get() && !forgotten {
                journal.replace(Journal::of(execution).to_json());
            }
            if end == Some(Closing::AfterNote(number)) {
                closed.set(true);
            }
        };
        for _ in 0..100 {
            {
                let mut apply = pin!(directory.apply(&mut execution, note));
                history.run(poll_fn(|context| match apply.as_mut().poll(context) {
                    Poll::Pending if !closed.get() => Poll::Pending,
                    _ => Poll::Ready(()),
                }));
            }
            if closed.get() {
                history.closings.set(history.closings.get() + 1);
                break;
            }
            if execution.is_finished() {
                return execution;
            }
            history.time.advance(Duration::from_secs(5));
            execution.resume();
        }
        let identities = execution.plan().identities().to_vec();
        execution = Journal::from_json(&journal.borrow()).unwrap().resume(&identities).unwrap();
    }
    panic!("faults that end keep the plan from ending");
}
