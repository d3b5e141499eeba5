//! What the service sends: headers, links, batches, errors, challenges and lists.

use std::time::Duration;

use domain::guid::Guid;
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::problem::Claims;
use domain::time::Timestamp;
use graph::batch;
use graph::endpoint::{Collection, Endpoint};
use graph::endpoints::app_role_assignments::ListAppRoleAssignments;
use graph::endpoints::directory_roles::{ListRoleAssignments, ListRoleDefinitions};
use graph::endpoints::own_roles::{ListActivationRules, MyActiveRoles, MyEligibleRoles, MyRoleRequests};
use graph::endpoints::person::{Me, MyDirectoryRoles, MyOrganization};
use graph::endpoints::service_principals::{GetServicePrincipal, ListManagedIdentities};
use graph::odata::{Get, Page};
use graph::transport::Response;
use graph::{claims, error_body, next_link, retry_after};
use http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;
use url::Url;

use super::cases;
use super::edits::edited;

const HOST: &str = "graph.microsoft.com";

fn headers(name: header::HeaderName, text: &str) -> Option<HeaderMap> {
    let value = HeaderValue::from_str(text).or_else(|_| HeaderValue::from_bytes(text.as_bytes())).ok()?;
    Some(HeaderMap::from_iter([(name, value)]))
}

fn answer(status: u16, body: &str) -> Response {
    http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn wait_is_never_zero_and_never_longer_than_the_limit(
        text in edited(&["5", "0.249", "120", "Mon, 23 Nov 2026 10:01:30 GMT", "Monday, 23-Nov-26 10:01:30 GMT", "Mon Nov 23 10:01:30 2026"]),
        now in any::<i32>(),
    ) {
        let now = Timestamp::from_millis(i64::from(now) * 1000);
        if let Some(headers) = headers(header::RETRY_AFTER, &text)
            && let Some(span) = retry_after::wait(&headers, now)
        {
            prop_assert!((Duration::from_secs(1)..=Duration::from_secs(3600)).contains(&span), "{span:?}");
        }
    }

    #[test]
    fn whole_seconds_are_waited_for(seconds in 1u64..=3600) {
        let headers = headers(header::RETRY_AFTER, &seconds.to_string()).unwrap();
        prop_assert_eq!(retry_after::wait(&headers, Timestamp::from_millis(0)), Some(Duration::from_secs(seconds)));
    }

    #[test]
    fn a_next_link_never_leaves_host_version_and_collection(
        link in edited(&[
            "https://graph.microsoft.com/v1.0/servicePrincipals?$top=999&$skiptoken=AbC-_1%3d",
            "https://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com:443/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com@evil.example/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com/beta/servicePrincipals?$skiptoken=x",
        ]),
    ) {
        let continued = Get::new("/v1.0/servicePrincipals").top(999).advanced().request();
        if let Some(next) = next_link::follow(&link, HOST, &continued) {
            prop_assert!(next.uri().scheme().is_none() && next.uri().authority().is_none(), "{}", next.uri());
            prop_assert_eq!(next.uri().path(), "/v1.0/servicePrincipals");
            prop_assert_eq!((next.method(), next.headers(), next.body()), (continued.method(), continued.headers(), continued.body()));
            // A browser reads the link the same way.
            let url = Url::parse(&link).unwrap();
            let whole = (url.scheme(), url.host_str(), url.port(), url.username(), url.password(), url.path(), url.fragment());
            prop_assert_eq!(whole, ("https", Some(HOST), None, "", None, "/v1.0/servicePrincipals", None), "{}", link);
        }
    }

    #[test]
    fn a_batch_gives_an_answer_or_none_for_each_request(
        body in edited(&[
            r#"{"responses":[{"id":"2","status":200,"headers":{"Retry-After":"5"},"body":{"value":[]}},{"id":"1","status":429,"headers":{"Retry-After":0.5}}]}"#,
            r#"{"responses":[{"id":"1","status":204,"headers":null},{"id":"3","status":500,"body":"text"}]}"#,
        ]),
        count in 0usize..25,
    ) {
        if let Some(answers) = batch::decode(&answer(200, &body), count) {
            prop_assert_eq!(answers.len(), count);
        }
    }

    #[test]
    fn an_error_is_short_whatever_it_says(
        status in 400u16..600,
        body in edited(&[
            r#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges.","innerError":{"request-id":"r1"}}}"#,
            r#"{"error":"invalid_grant","error_description":"x"}"#,
            "<!DOCTYPE html><title>Sign in</title>",
        ]),
    ) {
        let said = error_body::message(&answer(status, &body));
        prop_assert!(said.message.chars().count() <= 500);
        prop_assert_eq!(said.status, status);
        let _ = error_body::problem(&answer(status, &body));
    }

    #[test]
    fn a_challenge_is_a_json_object_of_bounded_length(
        text in edited(&[
            r#"Bearer realm="", authorization_uri="https://x/y?a=b", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19""#,
            r#"Bearer error="insufficient_claims", claims=e30"#,
        ]),
    ) {
        if let Some(found) = headers(header::WWW_AUTHENTICATE, &text).and_then(|headers| claims::challenge(&headers)) {
            prop_assert!(found.json().len() <= Claims::LONGEST);
            prop_assert!(serde_json::from_str::<serde_json::Value>(found.json()).unwrap().is_object());
        }
    }

    #[test]
    fn no_entry_of_a_list_breaks_its_reader(
        text in edited(&[
            r#"{"id":"vTzvaR3kFUe1IqYtDJBIWg","appRoleId":"741f803b-c850-494e-b5df-cde7c675a1ca","principalId":"a72223ed-0a1e-4683-9b4b-44bed448bccc","resourceId":"8097154c-b14f-4898-928c-16ca80e12dfd","resourceDisplayName":"Microsoft Graph","principalType":"ServicePrincipal","createdDateTime":"2026-11-23T09:00:00Z"}"#,
            r#"{"id":"x1","principalId":"a72223ed-0a1e-4683-9b4b-44bed448bccc","roleDefinitionId":"29232cdf-9323-42fd-ade2-1d097af3e4de","directoryScopeId":"/administrativeUnits/8097154c-b14f-4898-928c-16ca80e12dfd"}"#,
            r#"{"id":"a72223ed-0a1e-4683-9b4b-44bed448bccc","appId":"8097154c-b14f-4898-928c-16ca80e12dfd","displayName":"O'Brien","servicePrincipalType":"ManagedIdentity","alternativeNames":["isExplicit=False","/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.Web/sites/shop"],"accountEnabled":true,"appRoles":[],"createdDateTime":"2026-11-23T09:00:00Z"}"#,
            r#"{"id":"29232cdf-9323-42fd-ade2-1d097af3e4de","templateId":"29232cdf-9323-42fd-ade2-1d097af3e4de","displayName":"Exchange Administrator","description":"","isBuiltIn":true,"isEnabled":true,"roleTemplateId":"29232cdf-9323-42fd-ade2-1d097af3e4de"}"#,
        ]),
    ) {
        let id = ServicePrincipalId(Guid::ZERO);
        let _ = ListAppRoleAssignments(id).item(&text);
        let _ = ListRoleAssignments(id).item(&text);
        let _ = ListRoleDefinitions.item(&text);
        let _ = ListManagedIdentities.item(&text);
        let _ = MyDirectoryRoles.item(&text);
        let _ = MyEligibleRoles.item(&text);
        let _ = (MyActiveRoles.item(&text), MyRoleRequests(None).item(&text));
        let _ = ListActivationRules(RoleDefinitionId(Guid::ZERO)).item(&text);
        let _ = GetServicePrincipal(id).response(text.as_bytes());
        let _ = Me.response(text.as_bytes());
        let list = format!(r#"{{"value":[{text}]}}"#);
        let _ = MyOrganization.response(list.as_bytes());
        let _ = serde_json::from_str::<Page<'_>>(&list).map(|page| page.value.len());
    }
}
