//! Writing a review to a file.

use serde::Serialize;

use super::{FORMAT, Stamp, VERSION};
use crate::domain::export::Gap;
use crate::domain::identity::IdentityKind;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::tenant_review::{Missing, TenantReview, Thing, ThingKey, ThingState};
use crate::domain::tiers::Tier;

/// How many identities make a piece.
const PIECE: usize = 500;

/// The file, in pieces that follow each other.
pub fn write(review: &TenantReview, stamp: &Stamp) -> Vec<String> {
    let missing: Vec<Lack<'_>> = review.missing.iter().map(lack).collect();
    let groups: Vec<Named<'_>> = review.groups.iter().map(|(id, name)| Named { id: id.to_string(), name }).collect();
    let head = Head {
        format: FORMAT,
        version: VERSION,
        source: stamp.source.word(),
        tenant: Named { id: stamp.tenant.id.to_string(), name: &stamp.tenant.name },
        read_at: review.at.to_string(),
        read_by: Person { id: stamp.read_by.id.to_string(), user_principal_name: &stamp.read_by.user_principal_name },
        complete: review.is_complete(),
        missing,
        groups,
        permissions: review.things.iter().map(Permission::of).collect(),
    };
    let mut pieces = Vec::new();
    let mut piece = json(&head);
    // The list of identities is written last, by hand, so that it can come in pieces.
    piece.truncate(piece.len().saturating_sub(1));
    piece.push_str(",\"identities\":[\n");
    for row in 0..review.rows.len() {
        if row > 0 {
            piece.push_str(",\n");
        }
        piece.push_str(&json(&identity(review, row)));
        if row % PIECE == PIECE - 1 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    piece.push_str("\n]}\n");
    pieces.push(piece);
    pieces
}

fn json(value: &impl Serialize) -> String {
    // Texts, numbers and lists of them always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    format: &'static str,
    version: u32,
    source: &'static str,
    tenant: Named<'a>,
    read_at: String,
    read_by: Person<'a>,
    complete: bool,
    missing: Vec<Lack<'a>>,
    groups: Vec<Named<'a>>,
    permissions: Vec<Permission<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: String,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    id: String,
    user_principal_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lack<'a> {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    of: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Permission<'a> {
    kind: &'static str,
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_app_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope_name: Option<&'a str>,
    state: &'static str,
    tier: Option<u8>,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    id: String,
    app_id: String,
    name: &'a str,
    kind: &'static str,
    enabled: bool,
    created: Option<String>,
    azure_resource: Option<&'a str>,
    read: bool,
    tier: Option<u8>,
    holds: Vec<Held>,
}

#[derive(Serialize)]
struct Held {
    permission: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
}

/// The word for a kind of identity in every file.
pub(in crate::domain::tenant_review) fn kind_word(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::SystemAssigned => "system-assigned",
        IdentityKind::UserAssigned => "user-assigned",
        IdentityKind::Unknown => "unknown",
    }
}

/// The word for what is known of a thing in every file.
pub(in crate::domain::tenant_review) fn state_word(state: ThingState) -> &'static str {
    match state {
        ThingState::Offered => "offered",
        ThingState::Disabled => "disabled",
        ThingState::RoleGone => "role-gone",
        ThingState::ApiGone => "api-gone",
        ThingState::DefaultAccess => "default-access",
        ThingState::NotRead => "not-read",
    }
}

fn lack(missing: &Missing) -> Lack<'_> {
    let names = |of: &[(ServicePrincipalId, String)]| of.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>();
    let (what, count, problem) = match missing {
        Missing::Identities(problem) => ("identities", None, Some(problem)),
        Missing::NotReadYet(count) => ("not-read-yet", Some(*count), None),
        Missing::Grants { identities, problem } => ("app-roles", Some(names(identities).len()), Some(problem)),
        Missing::DirectoryRoles(problem) => ("directory-roles", None, Some(problem)),
        Missing::Members { groups, problem } => ("members", Some(groups.len()), Some(problem)),
        Missing::RoleNames(problem) => ("role-names", None, Some(problem)),
        Missing::Endings(problem) => ("endings", None, Some(problem)),
        Missing::Apis(problem) => ("apis", None, Some(problem)),
        Missing::Unreadable(count) => ("entries", Some(*count), None),
    };
    let of = match missing {
        Missing::Grants { identities, .. } => {
            identities.iter().map(|(id, name)| Named { id: id.to_string(), name }).collect()
        }
        Missing::Members { groups, .. } => groups.iter().map(|(id, name)| Named { id: id.to_string(), name }).collect(),
        _ => Vec::new(),
    };
    let gap = problem.map(Gap::from);
    let detail = gap.as_ref().map(|gap| gap.detail.clone()).filter(|detail| !detail.is_empty());
    Lack { what, count, of, reason: gap.map(|gap| gap.reason), detail }
}

/// What is missing, in a few words that do not change, for a line of a table.
pub(in crate::domain::tenant_review) fn lacks(review: &TenantReview) -> String {
    let word = |it: &Missing| {
        let lack = lack(it);
        let count = lack.count.map(|count| format!("{count} ")).unwrap_or_default();
        format!("{count}{} {}", lack.what, lack.reason.unwrap_or_default()).trim_end().to_owned()
    };
    review.missing.iter().map(word).collect::<Vec<_>>().join("; ")
}

impl<'a> Permission<'a> {
    fn of(thing: &'a Thing) -> Self {
        let (kind, id, api, scope) = match &thing.key {
            ThingKey::AppRole(api, role) => ("app-role", role.to_string(), Some(api.to_string()), None),
            ThingKey::DirectoryRole(role, scope) => ("directory-role", role.to_string(), None, Some(scope.to_string())),
        };
        Self {
            kind,
            id,
            name: &thing.label,
            api,
            api_app_id: thing.api.map(|api| api.to_string()),
            api_name: Some(thing.api_name.as_str()).filter(|_| kind == "app-role"),
            scope,
            scope_name: Some(thing.scope_name.as_str()).filter(|name| !name.is_empty()),
            state: state_word(thing.state),
            tier: thing.verdict.map(|verdict| verdict.tier.number()),
            reason: thing.verdict.map(|verdict| verdict.reason),
        }
    }
}

fn identity(review: &TenantReview, row: usize) -> Identity<'_> {
    let it = &review.rows[row];
    let held = review.held(row).iter().map(|held| Held {
        permission: held.thing,
        since: held.since().map(|at| at.to_string()),
        until: held.until().map(|at| at.to_string()),
        through: review.through(*held).map(|(id, _)| id.to_string()),
    });
    Identity {
        id: it.identity.id.to_string(),
        app_id: it.identity.app_id.to_string(),
        name: &it.identity.display_name,
        kind: kind_word(it.identity.kind),
        enabled: it.identity.enabled,
        created: it.identity.created.map(|at| at.to_string()),
        azure_resource: it.identity.resource.as_ref().map(|resource| resource.id()),
        read: it.read,
        tier: review.tier(row).map(Tier::number),
        holds: held.collect(),
    }
}
