//! The answer for a whole script: the smallest set of permissions, what covers what, and what isn't known.

mod least_set;

use crate::calls::{FoundRequests, find_requests};
use crate::language::Language;
use crate::permission::{Permission, covers};
use crate::resolve::{Context, DelegatedOnly, NeededCall, Outcome, Reason, outcomes};
use crate::table::Table;
pub(crate) use least_set::{is_accepted, smallest};
use std::collections::BTreeSet;

/// A line that can't be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCall {
    /// The line, from 1.
    pub line: u32,
    /// The command or call, as it is written.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// Which permissions a script needs.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The language that it was read as.
    pub language: Language,
    /// Calls whose need is known.
    pub calls: Vec<NeededCall>,
    /// Calls that an application can't send.
    pub delegated_only: Vec<DelegatedOnly>,
    /// Lines that can't be judged.
    pub unknown: Vec<UnknownCall>,
    /// Lines that fetch the next page of an answer.
    pub continuations: Vec<u32>,
    /// The smallest set of permissions for the known calls.
    pub grant: BTreeSet<Permission>,
    /// The Entra roles that the identity needs as well.
    pub directory_roles: BTreeSet<String>,
    /// The day of the facts.
    pub date: String,
}

impl Answer {
    /// Whether everything that the script does is known. Never while a line can't be judged.
    pub fn is_complete(&self) -> bool {
        self.unknown.is_empty()
    }

    /// The permission of the set that serves a call other than its own least ones.
    pub fn covered_by(&self, call: &NeededCall) -> Option<&Permission> {
        let is_there = |set: &Vec<Permission>| set.iter().all(|permission| self.grant.contains(permission));
        if call.least.iter().any(is_there) {
            return None;
        }
        let contains = |permission: &&Permission| {
            call.least
                .iter()
                .flatten()
                .any(|least| least.api == permission.api && covers(&permission.name, &least.name))
        };
        let accepted = |permission: &&Permission| is_accepted(call, &BTreeSet::from([(*permission).clone()]));
        self.grant
            .iter()
            .find(|permission| contains(permission) && accepted(permission))
            .or_else(|| self.grant.iter().find(accepted))
    }
}

/// Answers which permissions a script needs.
pub fn analyze(text: &str, language: Language, table: &Table) -> Answer {
    let FoundRequests { requests, continuations, connects_to_compliance } = find_requests(text, language, table);
    let mut context = Context::new(table, connects_to_compliance);
    let mut answer = Answer {
        language,
        calls: Vec::new(),
        delegated_only: Vec::new(),
        unknown: Vec::new(),
        continuations,
        grant: BTreeSet::new(),
        directory_roles: BTreeSet::new(),
        date: table.date.clone(),
    };
    for request in &requests {
        for outcome in outcomes(&mut context, request) {
            match outcome {
                // A call that needs nothing.
                Outcome::Needed(call) if call.least.is_empty() => {}
                // One line may ask the same in several ways.
                Outcome::Needed(call) if answer.calls.iter().rev().take(8).any(|other| *other == *call) => {}
                Outcome::Needed(call) => answer.calls.push(*call),
                Outcome::DelegatedOnly(call) => answer.delegated_only.push(*call),
                Outcome::Unknown { line, text, reason } => answer.unknown.push(UnknownCall { line, text, reason }),
            }
        }
    }
    answer.grant = smallest(&answer.calls, table);
    answer.directory_roles = least_set::roles(&answer.calls);
    answer
}
