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
    /// For whom they must have been issued, such as a branch of a repository.
    pub subject: String,
    /// For which audience.
    pub audiences: Vec<String>,
}
