//! Carrying a plan out over closed tabs and pauses, as the page does it: what is left of an interrupted change is
//! reviewed and approved again.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use domain::change::execution::Execution;
use domain::change::journal::Journal;
use domain::receipt::StoredReceipt;
use graph::transport::Surroundings;

use super::chance::Chance;
use super::{History, over, reviewed};
use crate::tab::{Closing, Tab};

/// The most visits that a plan takes, the last of which nothing disturbs.
const MOST_VISITS: u32 = 5;

/// What one visit says in the end of what it did.
pub struct Visit {
    /// The execution that ended, or what the stored receipt tells of the one whose tab was closed.
    pub execution: Execution,
    /// Whether the tab was closed before the execution ended.
    pub is_interrupted: bool,
}

impl Visit {
    /// A visit whose execution ended.
    pub fn ended(execution: Execution) -> Self {
        Self { execution, is_interrupted: false }
    }
}

/// What the browser keeps of an execution.
struct Kept {
    journal: String,
    receipt: String,
}

impl Kept {
    fn of(execution: &Execution) -> Self {
        let receipt = StoredReceipt::of(execution, |_, _| None).to_json();
        Self { journal: Journal::of(execution).to_json(), receipt }
    }
}

/// Applies a plan, and what is left of it, until it ends. The next visit knows what was written down of the one before,
/// and nothing else. `closing` says where each visit's tab is closed; it is called once a visit begins to apply.
pub fn carried_out(history: &History, plan: Execution, mut closing: impl FnMut() -> Option<Closing>) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut execution = plan;
    let chance = RefCell::new(Chance(u64::from(history.faults)));
    for _ in 0..MOST_VISITS {
        let kept = RefCell::new(Kept::of(&execution));
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
                kept.replace(Kept::of(execution));
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
                break;
            }
            if execution.is_finished() {
                visits.push(Visit::ended(execution));
                return visits;
            }
            history.time.advance(Duration::from_secs(5));
            execution.resume();
        }
        assert!(closed.get(), "faults that end keep the plan from ending");
        let kept = kept.into_inner();
        let receipt = StoredReceipt::from_json(&kept.receipt).unwrap();
        let told = receipt.execution(execution.plan().identities()).unwrap();
        visits.push(Visit { execution: told, is_interrupted: true });
        let left = Journal::from_json(&kept.journal).unwrap().left();
        if left.is_empty() {
            return visits;
        }
        let wishes = left.into_iter().map(|wanted| wanted.wish).collect();
        let Some(plan) = reviewed(history, |_| wishes) else { return visits };
        execution = Execution::new(plan, history.time.now());
    }
    panic!("faults that end keep the plan from ending");
}
