//! What Microsoft Graph says when it refuses: status, code and message, in one table.
//!
//! The texts are the service's own, as its documentation and its users quote them. Codes are coarse, so clients have
//! to look at the messages; that is why they matter here.

use std::borrow::Cow;

use serde_json::{Value, json};

use domain::guid::Guid;
use domain::ids::AppId;
use domain::time::Timestamp;

/// Why there is no caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenProblem {
    /// The request has no token.
    Missing,
    /// What the request has is not a token.
    Unreadable,
    /// The token is no longer valid.
    Expired,
    /// The token is for another service.
    WrongAudience,
}

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No token, or none that is valid.
    NoAccess(TokenProblem),
    /// The token lacks the scope, or the user the Entra role.
    Denied,
    /// The user lacks the Entra role that logs and reports need.
    LogRoleMissing,
    /// The user lacks the Entra role that Privileged Identity Management needs.
    PimRoleMissing,
    /// The path is known and does not take this method.
    MethodNotAllowed,
    /// The token lacks a scope that the logs need.
    LogScopeMissing(&'static str),
    /// The token lacks a scope that Privileged Identity Management needs.
    PimScopeMissing(&'static str),
    /// The tenant has no license for Privileged Identity Management.
    NoPimLicense,
    /// The tenant has no license for the log of sign-ins.
    NoPremiumLicense,
    /// The directory role is assigned already, said by Privileged Identity Management.
    RoleHeldAlready,
    /// The directory role is not assigned, said by Privileged Identity Management.
    RoleNotHeld,
    /// The directory role was assigned so short a time ago that it cannot be removed yet.
    RoleTooYoung,
    /// Another request for the directory role is open.
    RoleRequestOpen,
    /// The directory role would last for less time than it may, or longer.
    RoleTermRefused,
    /// The settings of the directory role require what the request does not come with, by the names of the rules.
    RoleRulesFailed(Vec<&'static str>),
    /// The settings of the directory role require this authentication context.
    RoleContextMissing(String),
    /// There is no such object.
    NotFound(String),
    /// The request is not valid OData, or names what the type does not have.
    Malformed(String),
    /// The directory does not answer this kind of query, or not without more.
    UnsupportedQuery(String),
    /// The directory refuses what is asked of it.
    BadRequest(Cow<'static, str>),
    /// The application has a service principal here already.
    AppInUse(AppId),
    /// No application with this id is known anywhere.
    NoSuchApp(AppId),
    /// A page token that this list did not make.
    ExpiredPageToken,
    /// A batch of more than 20 requests.
    BatchTooLong,
    /// Behind a failed request of the same batch.
    FailedDependency,
    /// The program has used up what it may ask for.
    TooManyRequests {
        /// Seconds until it may ask again.
        after: u64,
    },
    /// Something that this simulator does not know. Microsoft Graph may.
    NotImplemented(String),
}

impl Refusal {
    /// An assignment that is there already.
    pub(super) const HELD_ALREADY: Self =
        Self::BadRequest(Cow::Borrowed("Permission being assigned already exists on the object"));
    /// A role that the API does not offer to such a principal.
    pub(super) const NO_SUCH_ROLE: Self =
        Self::BadRequest(Cow::Borrowed("Permission being assigned was not found on application"));
    /// A principal or API that is not there, or not yet.
    pub(super) const NOT_A_REFERENCE: Self = Self::BadRequest(Cow::Borrowed("Not a valid reference update."));
    /// A directory role assignment that is there already.
    pub(super) const CONFLICT: Self = Self::BadRequest(Cow::Borrowed(
        "A conflicting object with one or more of the specified property values is present in the directory.",
    ));
    /// A member that is one already.
    pub(super) const MEMBER_ALREADY: Self = Self::BadRequest(Cow::Borrowed(
        "One or more added object references already exist for the following modified properties: 'members'.",
    ));
    /// A group that is synchronized from another directory.
    pub(super) const MASTERED_ELSEWHERE: Self = Self::BadRequest(Cow::Borrowed(
        "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
    ));
    /// A group that Exchange manages.
    pub(super) const MAIL_ENABLED: Self =
        Self::BadRequest(Cow::Borrowed("Cannot Update a mail-enabled security groups and or distribution list."));
    /// A value that the directory cannot take.
    pub(super) const INVALID_VALUE: Self =
        Self::BadRequest(Cow::Borrowed("One or more property values specified are invalid."));

    /// Status, code and message.
    pub(super) fn parts(&self) -> (u16, &'static str, String) {
        match self {
            Self::NoAccess(problem) => {
                let message = match problem {
                    TokenProblem::Missing => "Access token is empty.",
                    TokenProblem::Unreadable => "CompactToken parsing failed with error code: 80049217",
                    TokenProblem::Expired => "Lifetime validation failed, the token is expired.",
                    TokenProblem::WrongAudience => "Access token validation failure. Invalid audience.",
                };
                (401, "InvalidAuthenticationToken", message.into())
            }
            Self::Denied => {
                (403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.".into())
            }
            Self::LogRoleMissing => (
                403,
                "Authentication_RequestFromUnsupportedUserRole",
                "User is not in the allowed roles".into(),
            ),
            // What is inside of the message is not documented, so that no client may look at it.
            Self::PimRoleMissing => (
                403,
                "UnknownError",
                r#"{"errorCode":"UnauthorizedAccessException","message":"Attempted to perform an unauthorized operation.","instanceAnnotations":[]}"#.into(),
            ),
            Self::MethodNotAllowed => (
                405,
                "Request_BadRequest",
                "Specified HTTP method is not allowed for the request target.".into(),
            ),
            Self::LogScopeMissing(scope) => (
                403,
                "Authentication_MSGraphPermissionMissing",
                format!("The principal does not have required Microsoft Graph permission(s): {scope}"),
            ),
            Self::PimScopeMissing(scope) => (
                403,
                "UnknownError",
                format!(
                    r#"{{"errorCode":"PermissionScopeNotGranted","message":"Authorization failed due to missing permission scope {scope}.","instanceAnnotations":[]}}"#
                ),
            ),
            Self::NoPimLicense => (
                400,
                "AadPremiumLicenseRequired",
                "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.".into(),
            ),
            Self::NoPremiumLicense => (
                403,
                "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                "Neither tenant is B2C or tenant doesn't have premium license".into(),
            ),
            Self::RoleHeldAlready => (400, "RoleAssignmentExists", "The Role assignment already exists.".into()),
            Self::RoleNotHeld => (400, "RoleAssignmentDoesNotExist", "The Role assignment does not exist.".into()),
            Self::RoleTooYoung => (
                400,
                "ActiveDurationTooShort",
                "The Active duration is too short. Miniumum Required is 5 minutes.".into(),
            ),
            Self::RoleRequestOpen => (
                400,
                "PendingRoleAssignmentRequest",
                "There is already an existing pending Role assignment request.".into(),
            ),
            Self::RoleRulesFailed(rules) => (
                400,
                "RoleAssignmentRequestPolicyValidationFailed",
                format!("The following policy rules failed: {}", serde_json::json!(rules)),
            ),
            Self::RoleContextMissing(context) => (
                400,
                "RoleAssignmentRequestAcrsValidationFailed",
                format!(
                    r#"The request needs to satisfy an authentication context. &claims=%7B"access_token":%7B"acrs":%7B"essential":true,%20"value":"{context}"%7D%7D%7D"#
                ),
            ),
            Self::RoleTermRefused => (
                400,
                "RoleAssignmentRequestPolicyValidationFailed",
                r#"The following policy rules failed: ["ExpirationRule"]"#.into(),
            ),
            Self::NotFound(id) => (
                404,
                "Request_ResourceNotFound",
                format!(
                    "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
                ),
            ),
            Self::Malformed(message) => (400, "BadRequest", message.clone()),
            Self::UnsupportedQuery(message) => (400, "Request_UnsupportedQuery", message.clone()),
            Self::BadRequest(message) => (400, "Request_BadRequest", message.to_string()),
            Self::AppInUse(app_id) => (
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                format!(
                    "The service principal cannot be created, updated, or restored because the service principal name {app_id} is already in use."
                ),
            ),
            Self::NoSuchApp(app_id) => (
                400,
                "Request_BadRequest",
                format!("The appId '{app_id}' of the service principal does not reference a valid application object."),
            ),
            Self::ExpiredPageToken => (
                400,
                "Directory_ExpiredPageToken",
                "The specified page token value has expired and can no longer be included in your request.".into(),
            ),
            Self::BatchTooLong => {
                (400, "MaximumValueExceeded", "Number of batch request steps exceeds the maximum value of 20.".into())
            }
            Self::FailedDependency => {
                (424, "FailedDependency", "Request dependency on another request of the batch failed.".into())
            }
            Self::TooManyRequests { .. } => (429, "TooManyRequests", "Please retry again later.".into()),
            Self::NotImplemented(what) => (501, "notImplemented", format!("The simulator does not know {what}.")),
        }
    }

    /// The error body.
    pub(super) fn body(&self, now: Timestamp, request_id: Guid, client_request_id: &str) -> Value {
        let (_, code, message) = self.parts();
        let inner = json!({
            "date": seconds_without_zone(now),
            "request-id": request_id.to_string(),
            "client-request-id": client_request_id,
        });
        json!({"error": {"code": code, "message": message, "innerError": inner}})
    }
}

/// The date of an inner error is written without a time zone and without fractions.
fn seconds_without_zone(now: Timestamp) -> String {
    now.to_string().get(..19).unwrap_or_default().to_owned()
}
