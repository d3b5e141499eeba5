//! Federated credentials of a managed identity.
//!
//! <https://learn.microsoft.com/graph/api/resources/federatedidentitycredential>

use serde::Deserialize;

use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::Get;
use crate::transport::Request;
use domain::federated_credential::FederatedCredential;
use domain::ids::ServicePrincipalId;
use domain::scope::Scope;

/// Lists the federated credentials of a managed identity. They are made in Azure and shown by Microsoft Graph.
#[derive(Clone, Copy, Debug)]
pub struct ListFederatedCredentials(pub ServicePrincipalId);

impl Collection for ListFederatedCredentials {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list federated credentials",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/federatedIdentityCredentials",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/resources/federatedidentitycredential",
    };
    type Item = FederatedCredential;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/federatedIdentityCredentials", self.0)).request()
    }

    fn item(&self, json: &str) -> Option<FederatedCredential> {
        let wire: WireCredential = serde_json::from_str(json).ok()?;
        let (name, audiences) = (wire.name.unwrap_or_default(), wire.audiences.unwrap_or_default());
        let expression = wire.claims_matching_expression.and_then(|it| it.value).filter(|it| !it.is_empty());
        let subject = wire.subject.filter(|it| !it.is_empty());
        // A credential that names neither a subject nor an expression was not read in full.
        (subject.is_some() || expression.is_some()).then_some(())?;
        Some(FederatedCredential {
            name,
            issuer: wire.issuer?,
            subject: subject.unwrap_or_default(),
            expression,
            audiences,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireCredential {
    name: Option<String>,
    issuer: Option<String>,
    subject: Option<String>,
    claims_matching_expression: Option<WireExpression>,
    audiences: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct WireExpression {
    value: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_read_as_documented() {
        let json = r#"{"id":"bdad0963-4a7a-43ae-b569-e67e1da3f2c0","name":"testing","issuer":"https://issuer.example/v2.0",
            "subject":"a7d388c3-5e3f-4959-ac7d-786b3383006a","description":"x","audiences":["api://AzureADTokenExchange"]}"#;
        let list = ListFederatedCredentials("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
        let credential = list.item(json).unwrap();
        assert_eq!((credential.name.as_str(), credential.issuer.as_str()), ("testing", "https://issuer.example/v2.0"));
        assert_eq!(credential.audiences, ["api://AzureADTokenExchange"]);
        assert!(list.item(r#"{"name":"testing"}"#).is_none(), "trust in nobody in particular");
        assert!(list.item(r#"{"name":"testing","issuer":"https://issuer.example"}"#).is_none());
    }

    #[test]
    fn a_flexible_credential_is_read_with_its_expression() {
        let list = ListFederatedCredentials("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
        let read = |expression: &str| {
            let json = format!(
                r#"{{"name":"any-branch","issuer":"https://token.actions.githubusercontent.com","subject":null,
                "audiences":["api://AzureADTokenExchange"],"claimsMatchingExpression":{{"value":"{expression}","languageVersion":1}}}}"#
            );
            list.item(&json).unwrap()
        };
        let any = read("claims['sub'] matches 'repo:contoso/app:ref:refs/heads/*'");
        assert_eq!(any.subject, "");
        assert_eq!(any.expression.as_deref(), Some("claims['sub'] matches 'repo:contoso/app:ref:refs/heads/*'"));
        assert!(any.has_wildcard());
        assert!(!read("claims['sub'] eq 'repo:contoso/app:ref:refs/heads/main'").has_wildcard());
    }
}
