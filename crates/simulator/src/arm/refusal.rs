//! What Azure Resource Manager says when it refuses. The texts are the service's own, as its documentation quotes them.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>

use std::borrow::Cow;

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
    pub code: Cow<'static, str>,
    pub message: String,
    /// What is told besides code and message.
    info: Option<Value>,
    /// The header that demands another token.
    pub challenge: Option<String>,
    shape: ErrorShape,
}

/// How an error is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorShape {
    /// In `error`, as Azure Resource Manager itself and most providers do.
    Wrapped,
    /// Code and message alone, as the description of Automation has it.
    Bare,
    /// `Code` and `Message`, as App Service does.
    Capitals,
}

impl ArmRefusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: Cow::Borrowed(code),
            message: message.into(),
            info: None,
            challenge: None,
            shape: ErrorShape::Wrapped,
        }
    }

    pub(super) fn body(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(info) = &self.info {
            error["additionalInfo"] = json!([info]);
        }
        match self.shape {
            ErrorShape::Wrapped => json!({ "error": error }),
            ErrorShape::Bare => error,
            ErrorShape::Capitals => json!({ "Code": self.code, "Message": self.message }),
        }
    }

    /// The same as the provider of a type writes it.
    pub(super) fn by_provider(self, provider: &str) -> Self {
        let shape = match provider {
            "Microsoft.Automation" => ErrorShape::Bare,
            "Microsoft.Web" => ErrorShape::Capitals,
            _ => ErrorShape::Wrapped,
        };
        Self { shape, ..self }
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

    /// A version that the API of a type doesn't have.
    pub(super) fn no_provider(version: &str, kind: &str, known: &[&str]) -> Self {
        let name = kind.split_once('/').map_or(kind, |(_, name)| name);
        let message = format!(
            "No registered resource provider found for location 'westeurope' and API version '{version}' for type \
             '{name}'. The supported api-versions are '{}'. The supported locations are '{}'.",
            known.join(", "),
            REGIONS.map(|(name, _)| name).join(", ")
        );
        Self::new(400, "NoRegisteredProviderFound", message)
    }

    pub(super) fn no_such_resource(kind: &str, name: &str, group: &str) -> Self {
        let message = format!(
            "The Resource '{kind}/{name}' under resource group '{group}' was not found. For more details please go to \
             https://aka.ms/ARMResourceNotFoundFix"
        );
        Self::new(404, "ResourceNotFound", message)
    }

    /// An identity that a resource names, without the right to attach it.
    pub(super) fn linked_forbidden(
        tenant: &Tenant,
        caller: &Caller,
        (action, over): (&str, &str),
        (linked_action, linked): (&str, &[&str]),
    ) -> Self {
        let name = tenant.users.get(&caller.user).map_or("", |user| user.user_principal_name.as_str());
        let message = format!(
            "The client '{name}' with object id '{}' has permission to perform action '{action}' on scope '{over}'; \
             however, it does not have permission to perform action(s) '{linked_action}' on the linked scope(s) '{}' \
             (respectively) or the linked scope(s) are invalid.",
            caller.user,
            linked.join(",")
        );
        Self::new(403, "LinkedAuthorizationFailed", message)
    }

    pub(super) fn invalid_linked_id(id: &str) -> Self {
        let message = format!(
            "Property id '{id}' at path 'identity.userAssignedIdentities' is invalid. Expect fully qualified resource Id \
             that start with '/subscriptions/{{subscriptionId}}' or '/providers/{{resourceProviderNamespace}}/'."
        );
        Self::new(400, "LinkedInvalidPropertyId", message)
    }

    /// What the identity service says goes into the message as text.
    pub(super) fn failed_identity(resource: &str, what: &str) -> Self {
        let inner = json!({ "error": { "code": "BadRequest", "message": what } });
        let message = format!(
            "Identity operation for resource '{resource}' failed with error 'Failed to perform resource identity \
             operation. Status: 'BadRequest'. Response: '{inner}'.'."
        );
        Self::new(400, "FailedIdentityOperation", message)
    }

    pub(super) fn missing_identity_ids() -> Self {
        let message = "The identity ids must not be null or empty for 'UserAssigned' identity type.";
        Self::new(400, "MissingIdentityIds", message)
    }

    /// Another operation goes on at the resource. Some types have codes of their own for it.
    pub(super) fn busy(resource: &str, kind: &str) -> Self {
        let code = if kind == "Microsoft.App/containerApps" { "ContainerAppOperationInProgress" } else { "Conflict" };
        let message = format!("Another operation is in progress on resource '{resource}'. Retry later.");
        Self::new(409, code, message)
    }

    /// An operation that a test lets fail. Most failures of operations are conflicts or bad requests.
    pub(super) fn failed_operation(code: String, message: String) -> Self {
        Self { code: Cow::Owned(code), ..Self::new(400, "", message) }
    }

    pub(super) fn precondition_failed(resource: &str) -> Self {
        let message = format!("The ETag of resource '{resource}' is not the one that the request names.");
        Self::new(412, "PreconditionFailed", message)
    }

    pub(super) fn location_required() -> Self {
        Self::new(400, "LocationRequired", "The location property is required for this definition.")
    }

    pub(super) fn location_unavailable(location: &str, kind: &str) -> Self {
        let message = format!(
            "The provided location '{location}' is not available for resource type '{kind}'. List of available regions \
             for the resource type is '{}'.",
            REGIONS.map(|(name, _)| name).join(",")
        );
        Self::new(400, "LocationNotAvailableForResourceType", message)
    }

    pub(super) fn location_is_fixed(name: &str, group: &str, is: &str, wanted: &str) -> Self {
        let message = format!(
            "The resource '{name}' already exists in location '{is}' in resource group '{group}'. A resource with the \
             same name cannot be created in location '{wanted}'. Please select a new resource name."
        );
        Self::new(409, "InvalidResourceLocation", message)
    }

    pub(super) fn not_registered(provider: &str) -> Self {
        let message = format!(
            "The subscription is not registered to use namespace '{provider}'. See https://aka.ms/rps-not-found for how \
             to register subscriptions."
        );
        Self::new(409, "MissingSubscriptionRegistration", message)
    }

    /// The directory has no room for another service principal. The text is the directory's; with which status and code
    /// Azure passes it on isn't documented.
    pub(super) fn directory_full() -> Self {
        Self::new(403, "Directory_QuotaExceeded", DIRECTORY_FULL)
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

/// What the directory says when it has no room.
pub(super) const DIRECTORY_FULL: &str = "The directory object quota limit for the Tenant has been exceeded. Please ask \
                                         your administrator to increase the quota limit or delete objects to reduce \
                                         the used quota.";

/// The regions that there are: short name and display name.
pub(super) const REGIONS: [(&str, &str); 6] = [
    ("westeurope", "West Europe"),
    ("northeurope", "North Europe"),
    ("norwayeast", "Norway East"),
    ("swedencentral", "Sweden Central"),
    ("germanywestcentral", "Germany West Central"),
    ("eastus", "East US"),
];

/// The authentication context that stands for multi-factor authentication in a demand.
pub(super) const MULTI_FACTOR_CONTEXT: &str = "p1";
