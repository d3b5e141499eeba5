//! What the service refuses, and in which words.

use crate::probe::{self, Probe};

#[test]
fn what_the_service_refuses_is_refused_in_its_words() {
    let mut probe = Probe::new();
    for (target, status, code, message) in [
        (
            "/v1.0/servicePrincipals?$filter=displayName eq 'O'Brien'",
            400,
            "BadRequest",
            "Invalid filter clause: There is an unterminated string literal at position",
        ),
        (
            "/v1.0/servicePrincipals?$filter=displayName eq Brien",
            400,
            "BadRequest",
            "Invalid filter clause: Syntax error",
        ),
        (
            "/v1.0/servicePrincipals?$filter=nonsense eq 'x'",
            400,
            "BadRequest",
            "Invalid filter clause: Could not find a property named 'nonsense'",
        ),
        (
            "/v1.0/servicePrincipals?$filter=appOwnerOrganizationId eq 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'",
            400,
            "BadRequest",
            "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String'",
        ),
        (
            "/v1.0/servicePrincipals?$filter=displayName ne 'x'",
            400,
            "Request_UnsupportedQuery",
            "Unsupported or invalid query filter clause specified for property 'displayName' of resource 'ServicePrincipal'.",
        ),
        (
            "/v1.0/servicePrincipals?$filter=appRoles/any(r:r/value eq 'x')",
            400,
            "Request_UnsupportedQuery",
            "Unsupported or invalid query filter clause specified for property 'appRoles'",
        ),
        (
            "/v1.0/servicePrincipals?$search=\"displayName:func\"",
            400,
            "Request_UnsupportedQuery",
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
        ),
        (
            "/v1.0/servicePrincipals?$orderby=displayName",
            400,
            "Request_UnsupportedQuery",
            "Sorting not supported for current query.",
        ),
        ("/v1.0/servicePrincipals/$count", 400, "Request_BadRequest", "$count is not currently supported."),
        (
            "/v1.0/servicePrincipals?$top=1000",
            400,
            "Request_UnsupportedQuery",
            "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
        ),
        ("/v1.0/servicePrincipals?$top=0", 400, "Request_UnsupportedQuery", "Invalid page size specified: '0'."),
        ("/v1.0/servicePrincipals?$top=many", 400, "BadRequest", "Invalid value 'many' for $top query option found."),
        ("/v1.0/servicePrincipals?$skip=10", 400, "Request_BadRequest", "'$skip' is not supported by the service."),
        ("/v1.0/servicePrincipals?$count=yes", 400, "BadRequest", "Invalid value 'yes' for $count query option found."),
        (
            "/v1.0/servicePrincipals?$top=5&$top=9",
            400,
            "BadRequest",
            "Query option '$top' was specified more than once",
        ),
        ("/v1.0/servicePrincipals?$apply=x", 400, "BadRequest", "The query parameter '$apply' is not supported."),
        ("/v1.0/servicePrincipals?top=5", 501, "notImplemented", "The simulator does not know the query parameter"),
        (
            "/v1.0/servicePrincipals?$filter=contains(displayName,'unc')",
            400,
            "Request_UnsupportedQuery",
            "Unsupported or invalid query filter clause specified for property 'displayName' of resource 'ServicePrincipal'.",
        ),
        (
            "/v1.0/servicePrincipals/20000000-0000-4000-8000-000000000001?$filter=accountEnabled eq true",
            400,
            "BadRequest",
            "The query specified in the URI is not valid. The requested resource is not a collection.",
        ),
        ("/v1.0/me?$top=1", 400, "BadRequest", "The query specified in the URI is not valid."),
        (
            "/v1.0/oauth2PermissionGrants?$expand=scope",
            400,
            "BadRequest",
            "Parsing OData Select and Expand failed: Could not find a property named 'scope'",
        ),
        ("/v1.0/servicePrincipals?$select=nonsense", 400, "BadRequest", "Parsing OData Select and Expand failed"),
        (
            "/v1.0/servicePrincipals/20000000-0000-4000-8000-00000000ffff",
            404,
            "Request_ResourceNotFound",
            "Resource '20000000-0000-4000-8000-00000000ffff' does not exist or one of its queried reference-property objects are not present.",
        ),
        (
            "/v1.0/roleManagement/directory/roleAssignments?$expand=roleDefinition,principal",
            400,
            "Request_BadRequest",
            "Only one property can be expanded in a single query.",
        ),
        (
            "/v1.0/servicePrincipals/20000000-0000-4000-8000-000000000001/appRoleAssignments?$filter=principalType eq 'Group'",
            400,
            "Request_BadRequest",
            "Invalid filter clause principalType: System.String",
        ),
        ("/v1.0/teams", 501, "notImplemented", "The simulator does not know GET /v1.0/teams"),
    ] {
        let answer = probe.get(&probe::encode_query(target));
        let error = &answer.body["error"];
        assert_eq!((answer.status, error["code"].as_str()), (status, Some(code)), "{target}: {answer:?}");
        assert!(error["message"].as_str().unwrap().starts_with(message), "{target}: {answer:?}");
        for member in ["date", "request-id", "client-request-id"] {
            assert!(error["innerError"][member].is_string(), "{target}: {member}");
        }
    }
}
