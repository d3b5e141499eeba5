//! What an identity belongs to, what it owns, who answers for it, and whom it trusts.

use crate::domain::apis::KnownApis;
use crate::domain::delegated_grant::{Consent, DelegatedGrant};
use crate::domain::directory_entry::{DirectoryEntry, EntryKind};
use crate::domain::federated_credential::FederatedCredential;

use super::facet::FacetWords;

/// Groups and administrative units.
pub const GROUPS: FacetWords = FacetWords {
    heading: "Groups",
    what: "groups",
    reading: "Reading its groups",
    none: "It is a member of no group and no administrative unit.",
    why: "Also those that it belongs to through other groups. Whatever they may do, it may do.",
    columns: &["Name", "Type", "Object id"],
};

/// Owners.
pub const OWNERS: FacetWords = FacetWords {
    heading: "Owners",
    what: "owners",
    reading: "Reading its owners",
    none: "Nobody owns it, as is usual for a managed identity.",
    why: "Owners can change it in the directory.",
    columns: &["Name", "Type", "Object id"],
};

/// What it owns.
pub const OWNED: FacetWords = FacetWords {
    heading: "What it owns",
    what: "what it owns",
    reading: "Reading what it owns",
    none: "It owns nothing in the directory.",
    why: "Who owns an application can give it credentials and sign in as it.",
    columns: &["Name", "Type", "Object id"],
};

/// Delegated grants.
pub const DELEGATED: FacetWords = FacetWords {
    heading: "Delegated permissions",
    what: "delegated permissions",
    reading: "Reading its delegated permissions",
    none: "Nobody consented to anything in their name, as is usual for a managed identity.",
    why: "A managed identity has no person in front of it and cannot use these. Somebody made them by mistake, or \
          prepares something.",
    columns: &["API", "In the name of", "Permissions"],
};

/// Federated credentials.
pub const CREDENTIALS: FacetWords = FacetWords {
    heading: "Federated credentials",
    what: "federated credentials",
    reading: "Reading whom it trusts",
    none: "The directory lists no other issuer that it trusts: only Azure hands out its tokens.",
    why: "Whoever can get such a token from the issuer is this identity.",
    columns: &["Name", "Issuer", "Subject or expression", "Audience"],
};

/// Where the names of groups are missing.
pub const NAMES_MISSING: &str = "The names of groups are not shown, because the sign-in does not cover them.";
/// Behind the expression of a flexible credential that has a wildcard.
pub const WILDCARD: &str = "Wildcard: every subject that fits can act as this identity";
/// Something whose name may not be read.
pub const NO_NAME: &str = "Name not readable";

/// An object of the directory, as a row.
pub fn entry(entry: &DirectoryEntry) -> Vec<String> {
    let name = entry.name.clone().unwrap_or_else(|| NO_NAME.to_owned());
    vec![name, kind(&entry.kind), entry.id.to_string()]
}

/// A consent, as a row.
pub fn delegated(grant: &DelegatedGrant, apis: &KnownApis) -> Vec<String> {
    let api = apis.by_id(grant.resource).map_or_else(|| grant.resource.to_string(), |api| api.display_name.clone());
    let whom = match grant.consent {
        Consent::Everybody => "Everybody in the tenant".to_owned(),
        Consent::Person(id) => format!("One person, {id}"),
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
        EntryKind::User => "Person",
        EntryKind::Group { role_assignable: Some(true) } => "Group that can carry directory roles",
        EntryKind::Group { .. } => "Group",
        EntryKind::Application => "App registration",
        EntryKind::ServicePrincipal => "Application",
        EntryKind::AdministrativeUnit => "Administrative unit",
        EntryKind::DirectoryRole => "Directory role",
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
