//! A request to Privileged Identity Management, as the service keeps it.

use super::own_role::OwnRole;
use crate::guid::Guid;
use crate::time::Timestamp;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// The user activates their own role.
    Activate,
    /// The user ends their own activation.
    Deactivate,
    /// Something else: by an administrator, or to extend a role.
    Other,
}

impl RequestAction {
    /// Reads the service's name.
    pub fn read(text: &str) -> Self {
        match text {
            "selfActivate" => Self::Activate,
            "selfDeactivate" => Self::Deactivate,
            _ => Self::Other,
        }
    }

    /// The service's name; `None` for what isn't requested here.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Activate => Some("selfActivate"),
            Self::Deactivate => Some("selfDeactivate"),
            Self::Other => None,
        }
    }
}

/// How far a request is, by the service's own word.
///
/// <https://learn.microsoft.com/graph/api/resources/request>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestStatus {
    /// The role is active.
    Provisioned,
    /// The request was granted; the role becomes active later.
    Granted,
    /// An approver has to decide.
    PendingApproval,
    /// The service is still processing the request.
    Pending(String),
    /// An approver or a rule denied the request.
    Denied,
    /// The service failed to carry out the request.
    Failed,
    /// The request was canceled.
    Canceled,
    /// The activation was ended. A deactivation that was carried out has this status.
    Revoked,
    /// A word that this release doesn't know. It isn't taken for a result.
    Other(String),
}

/// What a status means for the one who waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusMeaning {
    /// What was asked for is done.
    Done,
    /// An approver has to decide first, which may take days.
    Approval,
    /// Read again in a while.
    Wait,
    /// It won't be done.
    Ended,
}

impl RequestStatus {
    /// Reads the service's word.
    pub fn read(text: &str) -> Self {
        match text {
            "Provisioned" => Self::Provisioned,
            "Granted" => Self::Granted,
            "PendingApproval" | "PendingAdminDecision" => Self::PendingApproval,
            "Denied" | "AdminDenied" => Self::Denied,
            "Failed" | "Invalid" | "TimedOut" => Self::Failed,
            "Canceled" => Self::Canceled,
            "Revoked" => Self::Revoked,
            _ if text.starts_with("Pending") || matches!(text, "ScheduleCreated" | "Accepted") => {
                Self::Pending(text.to_owned())
            }
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The service's word.
    pub fn word(&self) -> &str {
        match self {
            Self::Provisioned => "Provisioned",
            Self::Granted => "Granted",
            Self::PendingApproval => "PendingApproval",
            Self::Denied => "Denied",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Revoked => "Revoked",
            Self::Pending(word) | Self::Other(word) => word,
        }
    }

    /// What it means for a request of this kind.
    pub fn meaning(&self, action: RequestAction) -> StatusMeaning {
        match (self, action) {
            (Self::Revoked, RequestAction::Deactivate) | (Self::Provisioned, _) => StatusMeaning::Done,
            (Self::PendingApproval, _) => StatusMeaning::Approval,
            (Self::Granted | Self::Pending(_) | Self::Other(_), _) => StatusMeaning::Wait,
            (Self::Denied | Self::Failed | Self::Canceled | Self::Revoked, _) => StatusMeaning::Ended,
        }
    }
}

/// A request of the signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRequest {
    /// Its ID.
    pub id: Guid,
    /// The role and its scope.
    pub own: OwnRole,
    /// What it asks for.
    pub action: RequestAction,
    /// How far it is.
    pub status: RequestStatus,
    /// When it was made, by the service's clock.
    pub created: Option<Timestamp>,
}

impl RoleRequest {
    /// Whether the user's own activation of this role waits to be approved or carried out.
    pub fn is_open(&self) -> bool {
        let meaning = self.status.meaning(self.action);
        self.action == RequestAction::Activate && matches!(meaning, StatusMeaning::Approval | StatusMeaning::Wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_meaning() {
        let check = |word: &str, activating: StatusMeaning, deactivating: StatusMeaning| {
            let status = RequestStatus::read(word);
            assert_eq!(status.meaning(RequestAction::Activate), activating, "{word}");
            assert_eq!(status.meaning(RequestAction::Deactivate), deactivating, "{word}");
        };
        use StatusMeaning::{Approval, Done, Ended, Wait};
        check("Provisioned", Done, Done);
        check("Revoked", Ended, Done);
        check("Granted", Wait, Wait);
        for word in ["PendingProvisioning", "PendingEvaluation", "PendingScheduleCreation", "ScheduleCreated"] {
            check(word, Wait, Wait);
        }
        check("PendingApproval", Approval, Approval);
        check("PendingAdminDecision", Approval, Approval);
        for word in ["Denied", "AdminDenied", "Failed", "Canceled", "TimedOut", "Invalid"] {
            check(word, Ended, Ended);
        }
        check("SomethingNew", Wait, Wait);
    }

    #[test]
    fn status_is_shown_by_the_services_word() {
        for word in ["Provisioned", "Granted", "PendingApproval", "PendingProvisioning", "Denied", "Revoked", "New"] {
            assert_eq!(RequestStatus::read(word).word(), word);
        }
    }
}
