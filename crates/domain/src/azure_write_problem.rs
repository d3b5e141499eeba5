//! Why an Azure role was not assigned or removed. Each variant says what the caller does next.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>

use std::fmt;
use std::time::Duration;

use super::azure_assignment::AzureAssignmentName;
use super::azure_role::AzureScope;
use super::problem::{Problem, ServiceMessage};

/// Why a request to assign or remove an Azure role was not carried out, or isn't known to have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AzureWriteProblem {
    /// The service doesn't know the principal: it was created a moment ago, or it doesn't exist. Send the same request
    /// again every 5 seconds for some minutes, then say so.
    PrincipalNotFound(ServiceMessage),
    /// The service doesn't know the role. A custom role that was created a moment ago can take a minute: send again
    /// after it, once.
    RoleNotFound(ServiceMessage),
    /// The principal has this role at this scope by an assignment of another name: already assigned, and not by this
    /// request. An undo must leave that assignment alone.
    AlreadyAssigned {
        /// The name of the assignment that exists, where the service told it.
        existing: Option<AzureAssignmentName>,
        /// What the service said.
        said: ServiceMessage,
    },
    /// The name belongs to an assignment of another principal, role or scope: read that assignment, and plan again with
    /// another name.
    NameTaken(ServiceMessage),
    /// The subscription or the management group has as many role assignments as it can have. Stop; nothing else can be
    /// assigned there.
    LimitReached(ServiceMessage),
    /// A lock at the scope or above prevents the write. Name the locked scopes; who may remove locks decides.
    Locked {
        /// The locked scopes, as far as the service named them.
        scopes: Vec<AzureScope>,
        /// What the service said.
        said: ServiceMessage,
    },
    /// Azure Policy disallows the write. Name the policy.
    DisallowedByPolicy {
        /// The name of the policy or of its assignment, where the service told it.
        policy: Option<String>,
        /// What the service said.
        said: ServiceMessage,
    },
    /// The signed-in user lacks the action at this scope, or a condition on their own assignment forbids this role or
    /// this principal. Don't repeat, except within 10 minutes after they got the role.
    Forbidden {
        /// Whether the service says that a condition may be the reason. Its newer texts always do.
        condition_possible: bool,
        /// What the service said.
        said: ServiceMessage,
    },
    /// The signed-in user may write at the scope, and lacks a right on something that the request names.
    LinkedScopeForbidden(ServiceMessage),
    /// The assignment is the last one with which roles can be assigned in this subscription. Assign another one first.
    LastAdministrator(ServiceMessage),
    /// The scope doesn't exist, or the user can't see it. Read the scopes again.
    ScopeNotFound(ServiceMessage),
    /// The subscription is disabled or past due, and can't be changed. Nothing to repeat.
    SubscriptionReadOnly(ServiceMessage),
    /// The service asked for a wait. Nothing was changed: send again after it.
    Throttled {
        /// How long.
        wait: Duration,
        /// What the service said.
        said: ServiceMessage,
    },
    /// No answer came, or one that doesn't say whether the request was carried out. Read the assignment by its ID
    /// before anything is sent again.
    Unclear(Option<ServiceMessage>),
    /// Nothing was sent, or nothing was carried out before the user has done what the problem says: signed in, signed
    /// in with multi-factor authentication, or gone online. Then send again.
    NotSent(Problem),
    /// The service refused the request for another reason. Nothing to repeat: hand the message to support.
    Refused(ServiceMessage),
}

impl AzureWriteProblem {
    /// What the service said, where it said anything.
    pub fn service_message(&self) -> Option<&ServiceMessage> {
        match self {
            Self::PrincipalNotFound(said)
            | Self::RoleNotFound(said)
            | Self::AlreadyAssigned { said, .. }
            | Self::NameTaken(said)
            | Self::LimitReached(said)
            | Self::Locked { said, .. }
            | Self::DisallowedByPolicy { said, .. }
            | Self::Forbidden { said, .. }
            | Self::LinkedScopeForbidden(said)
            | Self::LastAdministrator(said)
            | Self::ScopeNotFound(said)
            | Self::SubscriptionReadOnly(said)
            | Self::Throttled { said, .. }
            | Self::Refused(said) => Some(said),
            Self::Unclear(said) => said.as_ref(),
            Self::NotSent(problem) => problem.service_message(),
        }
    }

    /// The same, to note an ID with it. What prevented sending has none.
    pub fn service_message_mut(&mut self) -> Option<&mut ServiceMessage> {
        match self {
            Self::PrincipalNotFound(said)
            | Self::RoleNotFound(said)
            | Self::AlreadyAssigned { said, .. }
            | Self::NameTaken(said)
            | Self::LimitReached(said)
            | Self::Locked { said, .. }
            | Self::DisallowedByPolicy { said, .. }
            | Self::Forbidden { said, .. }
            | Self::LinkedScopeForbidden(said)
            | Self::LastAdministrator(said)
            | Self::ScopeNotFound(said)
            | Self::SubscriptionReadOnly(said)
            | Self::Throttled { said, .. }
            | Self::Refused(said) => Some(said),
            Self::Unclear(said) => said.as_mut(),
            Self::NotSent(_) => None,
        }
    }
}

/// For logs and tests only: the sentences that users read are in `web/text`.
impl fmt::Display for AzureWriteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AzureWriteProblem {}
