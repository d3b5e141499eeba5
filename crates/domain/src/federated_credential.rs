//! Federated credentials: who outside of Azure can obtain the identity's tokens.

/// Trust in tokens of another issuer. Who can obtain such a token from the issuer is the identity.
///
/// <https://learn.microsoft.com/graph/api/resources/federatedidentitycredential>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FederatedCredential {
    /// Its name, unique for the identity.
    pub name: String,
    /// Whose tokens are trusted, such as `https://token.actions.githubusercontent.com`.
    pub issuer: String,
    /// The subject that a token must have, such as a branch of a repository; empty for a flexible credential.
    pub subject: String,
    /// The expression that the claims of a token must satisfy, for a flexible credential. It may have wildcards.
    ///
    /// <https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials>
    pub expression: Option<String>,
    /// For which audience.
    pub audiences: Vec<String>,
}

impl FederatedCredential {
    /// Whether several subjects satisfy the expression, because it has a wildcard: `*` for any text, `?` for any
    /// character.
    pub fn has_wildcard(&self) -> bool {
        self.expression.as_ref().is_some_and(|it| it.contains(['*', '?']))
    }
}
