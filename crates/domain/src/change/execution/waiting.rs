//! For what an execution waits, so that the page can say it.

use std::time::Duration;

use crate::time::Timestamp;

/// Nothing is sent until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What for.
    pub what: WaitingFor,
    /// Until when.
    pub until: Timestamp,
}

/// What an execution waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingFor {
    /// The service asked to be left alone.
    Service,
    /// The directory does not know one of the objects everywhere yet.
    Replication,
    /// No clear answer came: what is assigned is read again then.
    Clarity,
}

impl Waiting {
    /// The longest of the waits, where there is one. It is named after what the user can do least about: what the
    /// service asks for goes before what the directory needs, and that before a doubt.
    pub(super) fn longest(
        now: Timestamp,
        service: Option<Duration>,
        replication: Option<Duration>,
        doubt: Option<Duration>,
    ) -> Option<Self> {
        let span = service.max(replication).max(doubt)?;
        let what = if service.is_some() {
            WaitingFor::Service
        } else if replication.is_some() {
            WaitingFor::Replication
        } else {
            WaitingFor::Clarity
        };
        Some(Self { what, until: now + span })
    }
}
