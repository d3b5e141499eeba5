//! The groups, owned objects, owners and federated credentials of an identity.

use domain::apis::KnownApis;
use domain::delegated_grant::{Consent, DelegatedGrant};
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::federated_credential::FederatedCredential;

use super::facet::FacetWords;

/// Groups and administrative units.
pub const GROUPS: FacetWords = FacetWords {
    heading: "Groups",
    what: "groups",
    reading: "Loading groups",
    none: "Not a member of any group or administrative unit.",
    why: "Includes nested groups. This identity inherits their access.",
    columns: &["Name", "Type", "Object ID"],
};

/// Owners.
pub const OWNERS: FacetWords = FacetWords {
    heading: "Owners",
    what: "owners",
    reading: "Loading owners",
    none: "No owners (normal for a managed identity)",
    why: "Owners can change this identity in the directory.",
    columns: &["Name", "Type", "Object ID"],
};

/// What it owns.
pub const OWNED: FacetWords = FacetWords {
    heading: "Owned objects",
    what: "owned objects",
    reading: "Loading owned objects",
    none: "No owned objects in the directory.",
    why: "Owners of an application can add credentials and sign in as it.",
    columns: &["Name", "Type", "Object ID"],
};

/// Delegated grants.
pub const DELEGATED: FacetWords = FacetWords {
    heading: "Delegated permissions",
    what: "delegated permissions",
    reading: "Loading delegated permissions",
    none: "No delegated permissions (normal for a managed identity)",
    why: "Managed identities can't use delegated permissions. Investigate why these were granted.",
    columns: &["API", "Consented for", "Permissions"],
};

/// Federated credentials.
pub const CREDENTIALS: FacetWords = FacetWords {
    heading: "Federated credentials",
    what: "federated credentials",
    reading: "Loading federated credentials",
    none: "No federated credentials",
    why: "Any workload with a matching token from the issuer can sign in as this identity.",
    columns: &["Name", "Issuer", "Subject or expression", "Audience"],
};

/// Where the names of groups are missing.
pub const NAMES_MISSING: &str = "Group names aren't shown: the sign-in has no consent for them.";
/// Behind the expression of a flexible credential that has a wildcard.
pub const WILDCARD: &str = "Wildcard: every subject that matches can act as this identity";
/// Something whose name may not be read.
pub const NO_NAME: &str = "Name unavailable";

/// An object of the directory, as a row.
pub fn entry(entry: &DirectoryEntry) -> Vec<String> {
    let name = entry.name.clone().unwrap_or_else(|| NO_NAME.to_owned());
    vec![name, kind(&entry.kind), entry.id.to_string()]
}

/// A consent, as a row.
pub fn delegated(grant: &DelegatedGrant, apis: &KnownApis) -> Vec<String> {
    let api = apis.by_id(grant.resource).map_or_else(|| grant.resource.to_string(), |api| api.display_name.clone());
    let whom = match grant.consent {
        Consent::Everybody => "All users (admin consent)".to_owned(),
        Consent::Person(id) => format!("User {id}"),
    };
    vec![api, whom, grant.scopes.join(" ")]
}

/// A trust, as a row.
pub fn credential(credential: &FederatedCredential) -> Vec<String> {
    let FederatedCredential { name, issuer, subject, expression, audiences } = credential.clone();
    let subject = match expression {
        None => subject,
        Some(expression) if credential.has_wildcard() => format!("{expression}. {WILDCARD}"),
        Some(expression) => expression,
    };
    vec![name, issuer, subject, audiences.join(" ")]
}

fn kind(kind: &EntryKind) -> String {
    let word = match kind {
        EntryKind::User => "User",
        EntryKind::Group { role_assignable: Some(true) } => "Role-assignable group",
        EntryKind::Group { .. } => "Group",
        EntryKind::Application => "App registration",
        EntryKind::ServicePrincipal => "Application",
        EntryKind::AdministrativeUnit => "Administrative unit",
        EntryKind::DirectoryRole => "Entra role",
        EntryKind::Other(name) => match name.as_str() {
            "agentIdentity" => "Agent identity",
            "agentIdentityBlueprintPrincipal" => "Agent identity blueprint",
            other => return other.to_owned(),
        },
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flexible_credential_shows_its_expression_and_flags_a_wildcard() {
        let trust = |subject: &str, expression: Option<&str>| FederatedCredential {
            name: "a".to_owned(),
            issuer: "b".to_owned(),
            subject: subject.to_owned(),
            expression: expression.map(str::to_owned),
            audiences: Vec::new(),
        };
        assert_eq!(credential(&trust("repo:x:main", None))[2], "repo:x:main");
        let exact = "claims['sub'] eq 'repo:x:main'";
        assert_eq!(credential(&trust("", Some(exact)))[2], exact);
        let any = "claims['sub'] matches 'repo:x:*'";
        assert_eq!(credential(&trust("", Some(any)))[2], format!("{any}. {WILDCARD}"));
    }
}
