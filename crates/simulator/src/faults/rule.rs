//! What happens, to which requests, when, and how often.

use std::time::Duration;

use serde_json::Value;

use super::super::tenant::mix;
use graph::transport::{Request, TransportError};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request takes this long to arrive.
    Latency(Duration),
    /// The request does not arrive, and the transport says why.
    Fails(TransportError),
    /// A new token cannot be had without the user, or not now. The only fault that strikes renewals, and the only one
    /// that does not strike requests.
    RenewalFails(TransportError),
    /// 429 before anything is done.
    Throttled(Wait),
    /// A status, such as 503, before anything is done.
    Status(u16),
    /// 401 that asks for other claims, before anything is done.
    Challenged,
    /// The request is applied, and the answer is lost.
    LostAfter,
    /// The request is delivered twice, and the second delivery is answered: a browser does that by itself when a
    /// connection that it kept is cut.
    Twice,
    /// One DELETE, of a batch or on its own, is answered with 404 and not applied, although what it names exists.
    DeleteNotFound,
    /// The request is applied, and a status such as 504 is answered.
    StatusAfter(u16),
    /// The request is applied, and 429 is answered.
    ThrottledAfter(Wait),
    /// No answer comes until the transport gives up after this long.
    Hangs {
        /// How long it waits.
        span: Duration,
        /// Whether the request was applied.
        applied: bool,
    },
    /// The answer ends in the middle.
    Truncated,
    /// The answer has no body.
    Empty,
    /// A page of HTML comes with status 200, as a proxy on the way may answer.
    Html,
    /// The parts of a batch come in another order.
    ItemsShuffled,
    /// One part of a batch is missing.
    ItemMissing,
    /// A batch has a part that no one asked for.
    ItemUnknown,
    /// One part of a batch comes twice.
    ItemTwice,
    /// One list in a batch says that it continues elsewhere.
    Continued(Continuation),
    /// One list in a batch has an entry twice, as when entries move between pages.
    EntryTwice,
    /// One part of a batch fails on its own, whether it was applied or not.
    Item {
        /// How it fails.
        fault: ItemFault,
        /// Whether it was applied all the same.
        applied: bool,
    },
}

/// Where a list says that it continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuation {
    /// At another host.
    Elsewhere,
    /// At its own address, again and again.
    AtItself,
}

/// What one part of a batch says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemFault {
    /// 429.
    Throttled(Wait),
    /// A status, such as 504.
    Status(u16),
    /// 401 that asks for other claims.
    Challenged,
    /// 404.
    NotFound,
}

/// How an answer asks for patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Not at all.
    Unsaid,
    /// In whole seconds.
    Seconds(u32),
    /// In seconds with three decimal places, from milliseconds.
    Decimal(u32),
    /// As a date, this many seconds from now.
    Date(u32),
}

impl Wait {
    /// How long the caller shall wait.
    pub fn span(self) -> Option<Duration> {
        match self {
            Self::Unsaid => None,
            Self::Seconds(seconds) | Self::Date(seconds) => Some(Duration::from_secs(seconds.into())),
            Self::Decimal(millis) => Some(Duration::from_millis(millis.into())),
        }
    }
}

/// Which requests a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    Any,
    /// Those that change nothing.
    Reads,
    /// Those that change something, batches with a change in them among them.
    Writes,
}

/// When a rule strikes, among the requests that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every time.
    Always,
    /// The first so many times.
    First(u32),
    /// Once, at this one, counted from 1.
    Nth(u32),
    /// By chance, one time in so many.
    OneIn(u32),
}

/// A fault with its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What goes wrong.
    pub fault: Fault,
    /// For which requests.
    pub which: Which,
    /// When.
    pub when: When,
    /// How often at most, so that a history of faults has an end.
    pub most: u32,
}

impl Rule {
    /// A fault that strikes as often as `when` says.
    pub fn new(fault: Fault, which: Which, when: When) -> Self {
        Self { fault, which, when, most: u32::MAX }
    }

    /// The same, so many times at most.
    #[must_use]
    pub fn at_most(self, most: u32) -> Self {
        Self { most, ..self }
    }
}

/// Rules with what happened so far.
#[derive(Debug)]
pub(super) struct Rules {
    rules: Vec<(Rule, Struck)>,
    seed: u64,
    drawn: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Struck {
    met: u32,
    times: u32,
}

impl Rules {
    pub(super) fn new(seed: u64, rules: Vec<Rule>) -> Self {
        Self { rules: rules.into_iter().map(|rule| (rule, Struck::default())).collect(), seed, drawn: 0 }
    }

    /// A number by chance.
    pub(super) fn chance(&mut self) -> u64 {
        self.drawn += 1;
        mix(self.seed ^ mix(self.drawn))
    }

    /// What strikes a renewal of the token.
    pub(super) fn strike_renewal(&mut self) -> Option<TransportError> {
        let chance = self.chance();
        let rules = self.rules.iter_mut().filter(|(rule, _)| matches!(rule.fault, Fault::RenewalFails(_)));
        let struck: Vec<Fault> = rules.filter_map(|(rule, struck)| struck.by(rule, chance)).collect();
        struck.into_iter().find_map(|fault| match fault {
            Fault::RenewalFails(error) => Some(error),
            _ => None,
        })
    }

    /// The faults that strike this request.
    pub(super) fn strike(&mut self, request: &Request) -> Vec<Fault> {
        let writes = changes_something(request);
        let chances: Vec<u64> = (0..self.rules.len()).map(|_| self.chance()).collect();
        let mut striking = Vec::new();
        for ((rule, struck), chance) in self.rules.iter_mut().zip(chances) {
            let meant = match rule.which {
                _ if matches!(rule.fault, Fault::RenewalFails(_)) => false,
                Which::Any => true,
                Which::Reads => !writes,
                Which::Writes => writes,
            };
            striking.extend(meant.then(|| struck.by(rule, chance)).flatten());
        }
        striking
    }
}

impl Struck {
    /// Counts an occasion, and says whether the rule strikes at it.
    fn by(&mut self, rule: &Rule, chance: u64) -> Option<Fault> {
        self.met += 1;
        let now = match rule.when {
            When::Always => true,
            When::First(times) => self.met <= times,
            When::Nth(place) => self.met == place,
            When::OneIn(many) => chance.is_multiple_of(u64::from(many.max(1))),
        };
        if !now || self.times >= rule.most {
            return None;
        }
        self.times += 1;
        Some(rule.fault.clone())
    }
}

/// What the paths of questions end with that are posted.
const QUESTIONS: [&str; 3] =
    ["getByIds", "/providers/Microsoft.ResourceGraph/resources", "/providers/Microsoft.Management/getEntities"];

/// Whether a request, or a request of its batch, changes something. Some questions are posted: `getByIds`, those to Azure
/// Resource Graph, and the one for management groups.
fn changes_something(request: &Request) -> bool {
    let changes = |method: &str, path: &str| method != "GET" && !QUESTIONS.iter().any(|it| path.ends_with(it));
    if !request.uri().path().ends_with("/$batch") {
        return changes(request.method().as_str(), request.uri().path());
    }
    let envelope: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let requests = envelope["requests"].as_array().into_iter().flatten();
    requests.into_iter().any(|item| changes(&text(&item["method"]), &text(&item["url"])))
}
