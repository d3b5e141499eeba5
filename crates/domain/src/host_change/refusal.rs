//! Why the identity of a resource wasn't changed, or a new identity wasn't created.

use crate::azure_role::AzureScope;
use crate::azure_write_problem::AzureWriteProblem;
use crate::problem::ServiceMessage;

/// Why a request was refused. Each variant says what the user does next; nothing of it was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostRefusal {
    /// The service is working on the resource: wait until it has ended, then review again.
    Busy(ServiceMessage),
    /// A lock at the resource or above prevents the change: have it removed.
    Locked {
        /// The locked scopes, as far as the service named them.
        scopes: Vec<AzureScope>,
        /// What the service said.
        said: ServiceMessage,
    },
    /// Azure Policy disallows the change: see which tags, regions or names it allows.
    Policy {
        /// The name of the policy or of its assignment, where the service told it.
        policy: Option<String>,
        /// What the service said.
        said: ServiceMessage,
    },
    /// The user may not change the resource: have a role assigned.
    Forbidden(ServiceMessage),
    /// The user may change the resource and lacks the right to assign an identity that the request names.
    ForbiddenIdentity(ServiceMessage),
    /// The identity service refused: the identity was deleted, can't be attached to this resource, or is being deleted.
    IdentityService(ServiceMessage),
    /// The subscription isn't registered for the provider of the identity: register it.
    NotRegistered(ServiceMessage),
    /// The resource, its group or the subscription isn't there, or can't be seen.
    NotFound(ServiceMessage),
    /// The subscription is disabled and can't be changed.
    SubscriptionReadOnly(ServiceMessage),
    /// The service refused for another reason: hand the message to support.
    Other(ServiceMessage),
}

/// Codes by which providers say that they are working on a resource.
const BUSY: [&str; 4] = ["conflict", "operationnotallowed", "retryableerrorduetoanotheroperation", "resourceisbusy"];

impl HostRefusal {
    /// The refusal in an answer; the problem itself, where it is no refusal: the answer is not clear, the service asks for
    /// a wait, or nothing was sent.
    ///
    /// # Errors
    ///
    /// The problem, where it is no refusal.
    pub fn of(problem: AzureWriteProblem) -> Result<Self, AzureWriteProblem> {
        Ok(match problem {
            AzureWriteProblem::Throttled { .. } | AzureWriteProblem::Unclear(_) | AzureWriteProblem::NotSent(_) => {
                return Err(problem);
            }
            AzureWriteProblem::Locked { scopes, said } => Self::Locked { scopes, said },
            AzureWriteProblem::DisallowedByPolicy { policy, said } => Self::Policy { policy, said },
            AzureWriteProblem::Forbidden { said, .. } => Self::Forbidden(said),
            AzureWriteProblem::LinkedScopeForbidden(said) => Self::ForbiddenIdentity(said),
            AzureWriteProblem::ScopeNotFound(said) => Self::NotFound(said),
            AzureWriteProblem::SubscriptionReadOnly(said) => Self::SubscriptionReadOnly(said),
            AzureWriteProblem::PrincipalNotFound(said)
            | AzureWriteProblem::RoleNotFound(said)
            | AzureWriteProblem::AlreadyAssigned { said, .. }
            | AzureWriteProblem::NameTaken(said)
            | AzureWriteProblem::LimitReached(said)
            | AzureWriteProblem::LastAdministrator(said)
            | AzureWriteProblem::Refused(said) => Self::by_code(said),
        })
    }

    /// The refusal by the service's code. A failed operation says the same as a refused request.
    pub fn by_code(said: ServiceMessage) -> Self {
        let code = said.code.to_ascii_lowercase();
        match code.as_str() {
            "failedidentityoperation" => Self::IdentityService(said),
            "missingsubscriptionregistration" => Self::NotRegistered(said),
            "linkedauthorizationfailed" => Self::ForbiddenIdentity(said),
            "authorizationfailed" => Self::Forbidden(said),
            "scopelocked" => Self::Locked { scopes: Vec::new(), said },
            "requestdisallowedbypolicy" => Self::Policy { policy: None, said },
            code if said.status == 409 && (BUSY.contains(&code) || code.ends_with("operationinprogress")) => {
                Self::Busy(said)
            }
            _ if said.status == 404 => Self::NotFound(said),
            _ => Self::Other(said),
        }
    }

    /// Whether it may be about a first delivery of the same request, which the service is working on.
    pub fn may_be_about_a_delivery(&self) -> bool {
        match self {
            Self::Busy(_) => true,
            Self::Other(said) => said.status == 409,
            _ => false,
        }
    }

    /// What the service said.
    pub fn said(&self) -> &ServiceMessage {
        match self {
            Self::Busy(said)
            | Self::Locked { said, .. }
            | Self::Policy { said, .. }
            | Self::Forbidden(said)
            | Self::ForbiddenIdentity(said)
            | Self::IdentityService(said)
            | Self::NotRegistered(said)
            | Self::NotFound(said)
            | Self::SubscriptionReadOnly(said)
            | Self::Other(said) => said,
        }
    }
}
