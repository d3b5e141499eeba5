//! What Azure Resource Manager says when it refuses. The texts are the service's own, as its documentation quotes them.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>

use base64::Engine;
use serde_json::{Value, json};

use super::super::caller::Caller;
use super::super::tenant::{AzurePolicy, Tenant};
use domain::guid::Guid;
use domain::ids::TenantId;

/// A refused request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ArmRefusal {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
    /// What is told besides code and message.
    info: Option<Value>,
    /// The header that demands another token.
    pub challenge: Option<String>,
}

impl ArmRefusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), info: None, challenge: None }
    }

    pub(super) fn body(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(info) = &self.info {
            error["additionalInfo"] = json!([info]);
        }
        json!({ "error": error })
    }

    pub(super) fn not_implemented(what: &str) -> Self {
        Self::new(501, "NotImplemented", format!("The simulator does not know {what}."))
    }

    pub(super) fn no_token() -> Self {
        let refusal = Self::new(401, "InvalidAuthenticationToken", "The access token is invalid.");
        let challenge = "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\", \
                         error_description=\"The access token is invalid.\"";
        Self { challenge: Some(challenge.to_owned()), ..refusal }
    }

    /// A write whose token has no multi-factor authentication. The service documents that it answers with a claims
    /// challenge, and neither status nor code.
    ///
    /// <https://learn.microsoft.com/entra/identity/authentication/concept-mandatory-multifactor-authentication>
    pub(super) fn no_multi_factor() -> Self {
        let claims = json!({ "access_token": { "acrs": { "essential": true, "value": MULTI_FACTOR_CONTEXT } } });
        let encoded = base64::engine::general_purpose::STANDARD.encode(claims.to_string());
        let message = "Multi-factor authentication is required to create, update or delete resources.";
        let challenge = format!(
            "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\", \
             error_description=\"{message}\", claims=\"{encoded}\""
        );
        Self { challenge: Some(challenge), ..Self::new(401, "InvalidAuthenticationToken", message) }
    }

    pub(super) fn version_missing() -> Self {
        let message = "The api-version query parameter (?api-version=) is required for all requests.";
        Self::new(400, "MissingApiVersionParameter", message)
    }

    pub(super) fn version_unknown(version: &str, known: &[&str]) -> Self {
        let message =
            format!("The api-version '{version}' is invalid. The supported versions are '{}'.", known.join(","));
        Self::new(400, "InvalidApiVersionParameter", message)
    }

    pub(super) fn malformed(message: &str) -> Self {
        Self::new(400, "InvalidRequestContent", message)
    }

    pub(super) fn unsupported_filter(filter: &str) -> Self {
        Self::new(400, "BadRequestFormat", format!("The filter '{filter}' is not supported."))
    }

    /// No role allows the action, or a condition forbids it.
    pub(super) fn forbidden(tenant: &Tenant, caller: &Caller, action: &str, over: &str) -> Self {
        let name = tenant.users.get(&caller.user).map_or("", |user| user.user_principal_name.as_str());
        let message = format!(
            "The client '{name}' with object id '{}' does not have authorization or an ABAC condition not fulfilled to \
             perform action '{action}' over scope '{over}' or the scope is invalid. If access was recently granted, \
             please refresh your credentials.",
            caller.user
        );
        Self::new(403, "AuthorizationFailed", message)
    }

    pub(super) fn principal_not_found(principal: Guid, tenant: TenantId) -> Self {
        // The service leaves the dashes out of one of the two.
        let digits = principal.to_string().replace('-', "");
        let message = format!(
            "Principal {digits} does not exist in the directory {tenant}. Check that you have the correct principal ID. \
             If you are creating this principal and then immediately assigning a role, this error might be related to a \
             replication delay. In this case, set the role assignment principalType property to a value, such as \
             ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype"
        );
        Self::new(400, "PrincipalNotFound", message)
    }

    pub(super) fn another_principal_type(principal: Guid, is: &str, said: &str) -> Self {
        let message =
            format!("The PrincipalId '{principal}' has type '{is}', which is different from specified type '{said}'.");
        Self::new(400, "UnmatchedPrincipalType", message)
    }

    pub(super) fn update_not_permitted() -> Self {
        let message = "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.";
        Self::new(400, "RoleAssignmentUpdateNotPermitted", message)
    }

    pub(super) fn exists(name: Guid) -> Self {
        let digits = name.to_string().replace('-', "");
        let message =
            format!("The role assignment already exists. The ID of the existing role assignment is {digits}.");
        Self::new(409, "RoleAssignmentExists", message)
    }

    pub(super) fn limit_exceeded() -> Self {
        Self::new(400, "RoleAssignmentLimitExceeded", "No more role assignments can be created")
    }

    /// A definition that doesn't exist: 404 where it is read. Which status an assignment of one is refused with isn't
    /// documented.
    pub(super) fn no_such_role(status: u16, role: &str) -> Self {
        Self::new(
            status,
            "RoleDefinitionDoesNotExist",
            format!("The specified role definition with ID '{role}' does not exist."),
        )
    }

    pub(super) fn no_such_assignment(name: &str) -> Self {
        Self::new(404, "RoleAssignmentNotFound", format!("The role assignment '{name}' is not found."))
    }

    pub(super) fn locked(operation: &str, over: &str, by: &str) -> Self {
        let message = format!(
            "The scope '{over}' cannot perform {operation} operation because following scope(s) are locked: '{by}'. \
             Please remove the lock and try again."
        );
        Self::new(409, "ScopeLocked", message)
    }

    pub(super) fn disallowed(by: &AzurePolicy, name: &str) -> Self {
        let id = |kind: &str| format!("{}/providers/Microsoft.Authorization/{kind}/1", by.scope);
        let info = json!({ "type": "PolicyViolation", "info": {
            "policyDefinitionDisplayName": by.definition, "policyDefinitionId": id("policyDefinitions"),
            "policyAssignmentDisplayName": by.assignment, "policyAssignmentId": id("policyAssignments"),
        }});
        let message = format!("Resource '{name}' was disallowed by policy. Policy identifiers: '{}'.", by.assignment);
        Self { info: Some(info), ..Self::new(403, "RequestDisallowedByPolicy", message) }
    }

    /// The removal of the last assignment that allows assigning roles. The message is documented, status and code aren't.
    pub(super) fn last_administrator() -> Self {
        Self::new(403, "RoleAssignmentDeletionNotAllowed", "Cannot delete the last RBAC admin assignment")
    }

    pub(super) fn read_only(subscription: Guid) -> Self {
        let message = format!("The subscription '{subscription}' is disabled and therefore marked as read only.");
        Self::new(409, "ReadOnlyDisabledSubscription", message)
    }
}

/// The authentication context that stands for multi-factor authentication in a demand.
pub(super) const MULTI_FACTOR_CONTEXT: &str = "p1";
