//! What else belongs to an identity: consents, trust in other issuers, sign-ins, and how long a directory role lasts.

use super::assignments::RoleAssignment;
use super::ids::base64url;
use domain::guid::Guid;
use domain::ids::{ServicePrincipalId, UserId};
use domain::time::Timestamp;

/// A delegated permission: what a program may do at an API on behalf of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedGrant {
    /// The program.
    pub client: ServicePrincipalId,
    /// The user on whose behalf; everyone where it is none.
    pub person: Option<UserId>,
    /// The API.
    pub resource: ServicePrincipalId,
    /// The names of the permissions, separated by spaces.
    pub scope: String,
}

impl DelegatedGrant {
    /// The id, which Entra derives from program, API and user.
    pub fn id(&self) -> String {
        let parts = [Some(self.client.0), Some(self.resource.0), self.person.map(|person| person.0)];
        base64url(&parts.into_iter().flatten().collect::<Vec<Guid>>())
    }
}

/// Trust in tokens of another issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederatedCredential {
    /// Its id.
    pub id: Guid,
    /// Its name, unique within the identity.
    pub name: String,
    /// Who issues the tokens that are trusted.
    pub issuer: String,
    /// Whom they must be about; none where an expression says it.
    pub subject: Option<String>,
    /// The expression that the claims of a token must match, for a flexible credential. Only the beta version tells.
    pub claims_matching: Option<String>,
    /// For whom they must be meant.
    pub audiences: Vec<String>,
}

/// A sign-in of a managed identity, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The entry's id.
    pub id: Guid,
    /// Who signed in.
    pub principal: ServicePrincipalId,
    /// When.
    pub at: Timestamp,
    /// What the token was for.
    pub resource_display_name: String,
    /// Why it failed; zero where it did not.
    pub error_code: i64,
}

/// An interactive sign-in of a user, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSignIn {
    /// The entry's ID.
    pub id: Guid,
    /// Who signed in.
    pub user: UserId,
    /// When.
    pub at: Timestamp,
    /// What the user signed in to.
    pub app_display_name: String,
}

/// From when to when a directory role is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleSchedule {
    /// When it began.
    pub start: Timestamp,
    /// When it ends; never, where it is none.
    pub end: Option<Timestamp>,
    /// The request that made it.
    pub request: Guid,
    /// Whether its user activated it, being eligible.
    pub activated: bool,
}

/// A request to Privileged Identity Management, as the service keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRequestRecord {
    /// Its id.
    pub id: Guid,
    /// What it asks for: `selfActivate`.
    pub action: String,
    /// Who is to have which role where.
    pub assignment: RoleAssignment,
    /// How far it is.
    pub status: &'static str,
    /// When it was made.
    pub created: Timestamp,
    /// Who made it.
    pub by: UserId,
    /// Why.
    pub justification: Option<String>,
    /// The number of the ticket, and the system it is in.
    pub ticket: (Option<String>, Option<String>),
    /// How the assignment ends: `afterDuration`; none, where the request makes none.
    pub expiration: Option<String>,
    /// The duration as it was sent.
    pub duration: Option<String>,
    /// From when to when the role is assigned, once it is.
    pub span: Option<(Timestamp, Option<Timestamp>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented examples of `oauth2permissiongrant-list` and `oauth2permissiongrant-delta`.
    #[test]
    fn ids_of_delegated_grants_are_made_of_their_parts() {
        for (client, resource, person, id) in [
            (
                "263a5b01-03e5-408e-8557-bab681df104c",
                "1804a6f8-e623-4520-8f40-ba1b0c11c42d",
                None,
                "AVs6JuUDjkCFV7q2gd8QTPimBBgj5iBFj0C6GwwRxC0",
            ),
            (
                "22a3c970-8ad4-4120-8127-300837f87f2c",
                "98dc9d95-49b6-405a-b3c0-834e969a708b",
                Some("c2e8df37-c6a7-4d88-89b1-feb4f1fda7c5"),
                "cMmjItSKIEGBJzAIN_h_LJWd3Ji2SVpAs8CDTpaacIs33-jCp8aITYmx_rTx_afF",
            ),
        ] {
            let grant = DelegatedGrant {
                client: ServicePrincipalId::known(client),
                resource: ServicePrincipalId::known(resource),
                person: person.map(UserId::known),
                scope: String::new(),
            };
            assert_eq!(grant.id(), id);
        }
    }
}
