//! Service principals that aren't managed identities: their pages are read only.

use super::facet::FacetWords;
use super::relations;
use domain::identity::ServicePrincipalKind;

/// The name of a kind of service principal.
///
/// <https://learn.microsoft.com/graph/api/resources/serviceprincipal>
pub fn kind(kind: &ServicePrincipalKind) -> &str {
    match kind {
        ServicePrincipalKind::ManagedIdentity => "Managed identity",
        ServicePrincipalKind::Application => "Enterprise application",
        ServicePrincipalKind::AgentIdentity => "Agent identity",
        ServicePrincipalKind::AgentBlueprint => "Agent identity blueprint principal",
        ServicePrincipalKind::Legacy => "Legacy application",
        ServicePrincipalKind::Other(kind) => kind,
    }
}

/// Said in the place of the buttons that change an identity.
pub const READ_ONLY: &str = "Read-only: Bestow changes managed identities only.";

/// What the page of a kind doesn't show, and where that is.
pub fn note(kind: &ServicePrincipalKind) -> Option<(&'static str, &'static str)> {
    match kind {
        ServicePrincipalKind::AgentIdentity => Some((
            "Inherited permissions aren't included.",
            "An agent identity also inherits permissions from its blueprint. Manage both in the Entra admin center, under \
             Agent ID.",
        )),
        ServicePrincipalKind::AgentBlueprint => Some((
            "Agent identities inherit the permissions of their blueprint.",
            "Manage them in the Entra admin center, under Agent ID.",
        )),
        ServicePrincipalKind::ManagedIdentity => None,
        ServicePrincipalKind::Application | ServicePrincipalKind::Legacy | ServicePrincipalKind::Other(_) => Some((
            "Secrets, certificates and federated credentials aren't shown.",
            "They belong to the app registration. Manage them in the Entra admin center.",
        )),
    }
}

/// Where the sign-ins of a managed identity would be.
pub const NO_SIGN_INS: &str =
    "Bestow shows the sign-ins of managed identities only. See the sign-in logs in the Entra admin center.";
/// The organization that owns the application.
pub const OWNER: &str = "Owner organization";
/// It is the tenant that is open.
pub const OWN_TENANT: &str = "This tenant";
/// It is another one.
pub const OTHER_TENANT: &str = "Another organization";
/// Over other service principals with the name of this one, or one that looks like it.
pub const NAMESAKES: &str = "Other service principals have this name or one that looks like it.";
/// What to do about it.
pub const NAMESAKES_NEXT: &str = "Compare the type and the object ID.";
/// Where it isn't known whether there are more of them.
pub const MORE_NAMESAKES: &str = "There may be more: not all search results were loaded.";
/// The heading of the search for an identity that is to get what this one has.
pub const COPY: &str = "Copy to a managed identity";
/// What it does.
pub const COPY_WHAT: &str = "Opens a change with the permissions and roles that the managed identity doesn't have. This service principal \
     isn't changed.";
/// The label of its search.
pub const COPY_TO: &str = "Managed identity";
/// The link beside an identity.
pub const COPY_HERE: &str = "Copy to this identity";
/// The name of the link, for screen reader users.
pub fn copy_to(name: &str) -> String {
    format!("Copy to {name}")
}

/// Owners of an application.
pub const OWNERS: FacetWords = FacetWords { none: "No owners", ..relations::OWNERS };

/// Delegated permissions of an application.
pub const DELEGATED: FacetWords = FacetWords {
    none: "No delegated permissions",
    why: "The application can use these on behalf of users who sign in to it.",
    ..relations::DELEGATED
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        let kinds = [
            ServicePrincipalKind::ManagedIdentity,
            ServicePrincipalKind::Application,
            ServicePrincipalKind::AgentIdentity,
            ServicePrincipalKind::AgentBlueprint,
            ServicePrincipalKind::Legacy,
            ServicePrincipalKind::Other("SocialIdp".to_owned()),
        ];
        let names: std::collections::BTreeSet<&str> = kinds.iter().map(kind).collect();
        assert_eq!(names.len(), kinds.len());
        assert_eq!(kind(&kinds[5]), "SocialIdp");
    }
}
