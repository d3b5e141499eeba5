//! Reads that are asked for at the same time travel together, and the same read asked for twice travels once.
//!
//! The first caller waits one turn, adds what others have requested meanwhile, sends one batch and distributes the
//! responses. No separate task is needed, so the same code runs in a browser and in a test. If the first caller is
//! dropped before the response, because a page was left, the others notice and ask again.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;

use futures_channel::oneshot;

use super::batch;
use super::transport::Request;

/// A queue of reads, each with the caller that waits for its response.
#[derive(Debug)]
pub(super) struct Coalescer<A> {
    waiting: RefCell<VecDeque<QueuedRead<A>>>,
    next_ticket: Cell<u64>,
}

#[derive(Debug)]
struct QueuedRead<A> {
    ticket: u64,
    request: Request,
    reply: oneshot::Sender<A>,
}

impl<A: Clone> Coalescer<A> {
    pub(super) fn new() -> Self {
        Self { waiting: RefCell::default(), next_ticket: Cell::new(0) }
    }

    /// Asks for one read. `send` carries a batch and gives an answer for each request in it.
    pub(super) async fn ask(&self, request: Request, send: impl AsyncFn(&[&Request]) -> Vec<A>) -> A {
        loop {
            let (reply, mut answer) = oneshot::channel();
            let ticket = self.next_ticket.replace(self.next_ticket.get() + 1);
            self.waiting.borrow_mut().push_back(QueuedRead { ticket, request: request.clone(), reply });
            next_turn().await;
            if let Some(own) = self.send_batch_with(ticket, &send).await {
                return own;
            }
            if let Ok(answer) = (&mut answer).await {
                return answer;
            }
        }
    }

    /// Sends a batch, where this read has not been taken along by another yet, and gives its own answer.
    async fn send_batch_with(&self, ticket: u64, send: &impl AsyncFn(&[&Request]) -> Vec<A>) -> Option<A> {
        let mut taken = self.dequeue_batch(ticket);
        // Callers that were dropped meanwhile need no answer.
        taken.retain(|waiting| waiting.ticket == ticket || !waiting.reply.is_canceled());
        if taken.is_empty() {
            return None;
        }
        let (requests, places) = distinct_requests(&taken);
        let answers = send(&requests).await;
        let mut own = None;
        for (waiting, at) in taken.into_iter().zip(places) {
            let Some(answer) = answers.get(at).cloned() else { continue };
            if waiting.ticket == ticket {
                own = Some(answer);
            } else {
                // A caller that was dropped doesn't need the answer.
                let _ = waiting.reply.send(answer);
            }
        }
        own
    }

    /// Takes this read and as many others of the same version as fit, where this one still waits.
    fn dequeue_batch(&self, ticket: u64) -> Vec<QueuedRead<A>> {
        let mut waiting = self.waiting.borrow_mut();
        let Some(own) = waiting.iter().position(|it| it.ticket == ticket) else { return Vec::new() };
        let (version, slow) = batch_key(&waiting[own].request);
        let version = version.to_owned();
        let mut taken = Vec::new();
        taken.extend(waiting.remove(own));
        let mut at = 0;
        while at < waiting.len() && taken.len() < batch::LARGEST {
            if batch_key(&waiting[at].request) == (version.as_str(), slow) {
                taken.extend(waiting.remove(at));
            } else {
                at += 1;
            }
        }
        taken
    }
}

/// What shares a batch: reads of one version, and the logs apart from everything else. They take seconds to answer,
/// and a batch is answered when the last of it is.
fn batch_key(request: &Request) -> (&str, bool) {
    (batch::version(request), is_log(request))
}

/// Whether this reads a log, or a report made of one.
pub(super) fn is_log(request: &Request) -> bool {
    let version = batch::version(request);
    let rest = request.uri().path().get(version.len()..).unwrap_or_default();
    rest.starts_with("/auditLogs/") || rest.starts_with("/reports/")
}

/// Each request once, and for each waiting caller the index of its request.
fn distinct_requests<A>(taken: &[QueuedRead<A>]) -> (Vec<&Request>, Vec<usize>) {
    let mut requests: Vec<&Request> = Vec::new();
    let mut places = Vec::new();
    for waiting in taken {
        let same = |request: &&Request| {
            request.method() == waiting.request.method()
                && request.uri() == waiting.request.uri()
                && request.headers() == waiting.request.headers()
                && request.body() == waiting.request.body()
        };
        places.push(requests.iter().position(same).unwrap_or(requests.len()));
        if places.last() == Some(&requests.len()) {
            requests.push(&waiting.request);
        }
    }
    (requests, places)
}

/// Lets everyone else who is ready run once.
async fn next_turn() {
    let mut came_round = false;
    poll_fn(|context| {
        if came_round {
            return Poll::Ready(());
        }
        came_round = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_executor::block_on;
    use futures_util::future::{FutureExt, join_all};

    use super::*;
    use crate::odata::Get;

    fn read(path: &str) -> Request {
        Get::new(path).request()
    }

    #[test]
    fn reads_of_one_turn_travel_together_up_to_the_limit() {
        let coalescer = Coalescer::new();
        let batches = RefCell::new(Vec::new());
        let send = async |requests: &[&Request]| {
            batches.borrow_mut().push(requests.len());
            requests.iter().map(|request| request.uri().path().to_owned()).collect()
        };
        let answers = block_on(join_all((0..45).map(|at| coalescer.ask(read(&format!("/v1.0/{at}")), &send))));
        assert_eq!(answers, (0..45).map(|at| format!("/v1.0/{at}")).collect::<Vec<_>>());
        assert_eq!(*batches.borrow(), [20, 20, 5]);
    }

    #[test]
    fn versions_do_not_share_a_batch() {
        let coalescer = Coalescer::new();
        let batches = RefCell::new(Vec::new());
        let send = async |requests: &[&Request]| {
            batches.borrow_mut().push(requests.iter().map(|it| it.uri().path().to_owned()).collect::<Vec<_>>());
            vec![(); requests.len()]
        };
        block_on(join_all(["/v1.0/a", "/beta/b", "/v1.0/c"].map(|path| coalescer.ask(read(path), &send))));
        assert_eq!(*batches.borrow(), [vec!["/v1.0/a", "/v1.0/c"], vec!["/beta/b"]]);
    }

    #[test]
    fn same_read_is_sent_once_and_log_reads_do_not_delay_others() {
        let coalescer = Coalescer::new();
        let batches = RefCell::new(Vec::new());
        let send = async |requests: &[&Request]| {
            let paths: Vec<String> = requests.iter().map(|it| it.uri().path().to_owned()).collect();
            batches.borrow_mut().push(paths.clone());
            paths
        };
        let paths = ["/v1.0/a", "/v1.0/auditLogs/x", "/v1.0/a", "/v1.0/b"];
        let answers = block_on(join_all(paths.map(|path| coalescer.ask(read(path), &send))));
        assert_eq!(answers, paths);
        assert_eq!(*batches.borrow(), [vec!["/v1.0/a", "/v1.0/b"], vec!["/v1.0/auditLogs/x"]]);
    }

    #[test]
    fn a_read_is_asked_again_when_the_one_who_led_is_dropped() {
        let coalescer = Coalescer::new();
        let never = async |_: &[&Request]| std::future::pending::<Vec<&str>>().await;
        let answers = async |requests: &[&Request]| vec!["answer"; requests.len()];
        block_on(async {
            let mut leader = Box::pin(coalescer.ask(read("/v1.0/a"), &never));
            let mut follower = Box::pin(coalescer.ask(read("/v1.0/b"), &answers));
            assert!((&mut leader).now_or_never().is_none());
            assert!((&mut follower).now_or_never().is_none());
            assert!((&mut leader).now_or_never().is_none(), "leads, with both reads");
            assert!((&mut follower).now_or_never().is_none(), "waits for the leader");
            drop(leader);
            assert_eq!(follower.await, "answer");
        });
    }
}
