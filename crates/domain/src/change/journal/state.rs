//! How far a step has come. What the service said of it is kept without its words, because the text may contain names.

use serde::{Deserialize, Serialize};

use crate::change::execution::{StepState, WhyNot};
use crate::problem::ServiceMessage;
use crate::time::Timestamp;

/// How far a step has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(crate) enum State {
    Open,
    Done {
        at: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
    },
    AlreadySo,
    AssignedAgain {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
    },
    Refused {
        status: u16,
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
    },
    Unknown,
    Stopped,
    OtherIdentity,
    ReplacementMissing,
    OtherCondition,
}

impl State {
    pub(crate) fn of(state: &StepState) -> Self {
        match state {
            StepState::Unread | StepState::Ready | StepState::Sending => Self::Open,
            StepState::Done { at, request_id } => Self::Done { at: at.millis(), request_id: request_id.clone() },
            StepState::AlreadySo => Self::AlreadySo,
            StepState::AssignedAgain { at } => Self::AssignedAgain { at: at.map(Timestamp::millis) },
            StepState::Refused(said) => {
                Self::Refused { status: said.status, code: said.code.clone(), request_id: said.request_id.clone() }
            }
            StepState::Unknown(_) => Self::Unknown,
            StepState::NotSent(WhyNot::Stopped) => Self::Stopped,
            StepState::NotSent(WhyNot::OtherIdentity) => Self::OtherIdentity,
            StepState::NotSent(WhyNot::ReplacementMissing) => Self::ReplacementMissing,
            StepState::NotSent(WhyNot::OtherCondition) => Self::OtherCondition,
        }
    }

    /// The state as an execution has it.
    pub(crate) fn state(&self) -> StepState {
        match self.clone() {
            Self::Open => StepState::Unread,
            Self::Done { at, request_id } => StepState::Done { at: Timestamp::from_millis(at), request_id },
            Self::AlreadySo => StepState::AlreadySo,
            Self::AssignedAgain { at } => StepState::AssignedAgain { at: at.map(Timestamp::from_millis) },
            Self::Refused { status, code, request_id } => {
                StepState::Refused(ServiceMessage { status, code, message: String::new(), request_id })
            }
            Self::Unknown => StepState::Unknown(None),
            Self::Stopped => StepState::NotSent(WhyNot::Stopped),
            Self::OtherIdentity => StepState::NotSent(WhyNot::OtherIdentity),
            Self::ReplacementMissing => StepState::NotSent(WhyNot::ReplacementMissing),
            Self::OtherCondition => StepState::NotSent(WhyNot::OtherCondition),
        }
    }
}
