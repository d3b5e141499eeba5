//! Evidence of the parts beside the permissions: directory roles by every assignment path, Azure, relations and logs.

use super::bound::CoverageLimit;
use super::section::{EvidenceSection, SectionKind, SectionLine, SectionReading, tier};
use crate::activity::{ActivityLimit, AuditEntry, AuditEvent, Initiator, SignIn};
use crate::apis::KnownApis;
use crate::azure_resource::AzureResource;
use crate::azure_role::{AzureRole, Controller};
use crate::delegated_grant::{Consent, DelegatedGrant};
use crate::directory_entry::{DirectoryEntry, EntryKind};
use crate::federated_credential::FederatedCredential;
use crate::guid::Guid;
use crate::held_role::{AssignedDirectoryRole, AssignmentPath, RoleAccess, ScopeName, Term};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::sorted_map::SortedMap;
use crate::tiers::ReachedTier;
use crate::tiers::{rate_azure, rate_directory_role_at};

/// A list, or why there is none.
type FacetList<T> = Result<Listing<T>, Problem>;

impl EvidenceSection {
    /// The directory roles by every assignment path.
    pub fn directory_roles(access: &RoleAccess) -> Self {
        let entries: Vec<SectionLine> = access.roles().iter().map(|held| directory_role(held, access)).collect();
        let gaps = access.gaps();
        // Without the license nothing is bound in time, so that nothing is missing.
        let gap = gaps.iter().find(|(_, problem)| !matches!(problem, Problem::LicenseMissing(_)));
        let reading = match gap {
            None => SectionReading::Complete,
            Some((_, problem)) if entries.is_empty() => SectionReading::NotRead(problem.into()),
            Some((_, problem)) => SectionReading::Partial(problem.into()),
        };
        Self { kind: SectionKind::DirectoryRoles, reading, entries, limits: Vec::new() }
    }

    /// Azure roles, of the identity and of these groups, each with where it leads.
    pub fn azure_roles(roles: &FacetList<AzureRole>, groups: &[DirectoryEntry], leads: &[ReachedTier]) -> Self {
        let way = |principal: Guid| {
            let group = groups.iter().find(|group| group.id.0 == principal)?;
            Some(format!("group {}", group.name.clone().unwrap_or_else(|| group.id.to_string())))
        };
        let listed = roles.as_ref().map_or(&[][..], |listing| &listing.items);
        let rating = |role: &AzureRole| {
            let at = listed.iter().position(|it| it == role);
            let lead = at.and_then(|at| leads.get(at)).copied().unwrap_or(ReachedTier::UNKNOWN);
            rate_azure(role.role, &role.scope, lead)
        };
        let section = Self::of(SectionKind::AzureRoles, roles, |role| SectionLine {
            what: role.role_name.clone().unwrap_or_else(|| role.role.to_string()),
            what_id: role.role.to_string(),
            of: role.subscription_name.clone(),
            assignment_id: Some(role.id.clone()),
            scope: Some(role.scope.to_string()),
            way: way(role.principal),
            since: role.created,
            tier: rating(role).verdict.as_ref().map(tier),
            remark: remarks(&[
                (role.custom, "custom role"),
                (role.conditional, "conditional"),
                (rating(role).may_be_higher, "may be higher: unknown which identities the role can use"),
            ]),
            ..SectionLine::default()
        });
        section.limited(vec![CoverageLimit::AsFarAsTheReaderSees])
    }

    /// Azure resources that use the identity.
    pub fn hosts(hosts: &FacetList<AzureResource>) -> Self {
        let section = Self::of(SectionKind::Hosts, hosts, |host| SectionLine {
            what: host.name().to_owned(),
            what_id: host.id().to_owned(),
            of: Some(host.resource_type().to_owned()),
            ..SectionLine::default()
        });
        section.limited(vec![CoverageLimit::AsFarAsTheReaderSees])
    }

    /// Who may run code where the identity lives.
    pub fn control(controllers: &FacetList<Controller>, names: &SortedMap<Guid, String>) -> Self {
        let section = Self::of(SectionKind::Control, controllers, |it| SectionLine {
            what: names.get(&it.principal).cloned().unwrap_or_else(|| it.principal.to_string()),
            what_id: it.principal.to_string(),
            of_id: Some(it.role.to_string()),
            scope: Some(it.scope.to_string()),
            ..SectionLine::default()
        });
        section.limited(vec![CoverageLimit::AsFarAsTheReaderSees])
    }

    /// Objects of the directory: groups, owners, or what is owned.
    pub fn entries(kind: SectionKind, entries: &FacetList<DirectoryEntry>) -> Self {
        Self::of(kind, entries, |entry| SectionLine {
            what: entry.name.clone().unwrap_or_else(|| entry.id.to_string()),
            what_id: entry.id.to_string(),
            of: Some(kind_of(&entry.kind)),
            remark: remarks(&[(entry.name.is_none(), "name unavailable")]),
            ..SectionLine::default()
        })
    }

    /// Delegated grants.
    pub fn delegated_grants(grants: &FacetList<DelegatedGrant>, apis: &KnownApis) -> Self {
        Self::of(SectionKind::DelegatedGrants, grants, |grant| SectionLine {
            what: grant.scopes.join(" "),
            of: apis.by_id(grant.resource).map(|api| api.display_name.clone()),
            of_id: Some(grant.resource.to_string()),
            scope: Some(match grant.consent {
                Consent::Everybody => "everybody".to_owned(),
                Consent::Person(id) => id.to_string(),
            }),
            ..SectionLine::default()
        })
    }

    /// Federated credentials.
    pub fn federated_credentials(credentials: &FacetList<FederatedCredential>) -> Self {
        Self::of(SectionKind::FederatedCredentials, credentials, |it| SectionLine {
            what: it.name.clone(),
            what_id: it.expression.clone().unwrap_or_else(|| it.subject.clone()),
            of: Some(it.issuer.clone()),
            scope: Some(it.audiences.join(" ")),
            remark: remarks(&[
                (it.expression.is_some(), "flexible: claims must match the expression"),
                (it.has_wildcard(), "the expression has a wildcard"),
            ]),
            ..SectionLine::default()
        })
    }

    /// Sign-ins.
    pub fn sign_ins(sign_ins: &FacetList<SignIn>, limits: &[ActivityLimit]) -> Self {
        let section = Self::of(SectionKind::SignIns, sign_ins, |it| SectionLine {
            what: it.resource_name.clone().unwrap_or_default(),
            since: Some(it.at),
            remark: Some(it.error.map_or("succeeded".to_owned(), |code| format!("failed with AADSTS{code}"))),
            ..SectionLine::default()
        });
        section.limited_by(limits)
    }

    /// Entries of the audit log.
    pub fn changes(changes: &FacetList<AuditEntry>, limits: &[ActivityLimit]) -> Self {
        Self::of(SectionKind::Changes, changes, change).limited_by(limits)
    }

    fn limited(mut self, limits: Vec<CoverageLimit>) -> Self {
        if matches!(self.reading, SectionReading::Complete | SectionReading::Partial(_)) {
            self.limits = limits;
        }
        self
    }

    fn limited_by(mut self, limits: &[ActivityLimit]) -> Self {
        self.limits = limits.iter().filter_map(CoverageLimit::of).collect();
        self
    }
}

fn directory_role(held: &AssignedDirectoryRole, access: &RoleAccess) -> SectionLine {
    let group = |id| {
        let entry = access.groups.iter().find(|group| group.id == id);
        entry.and_then(|group| group.name.clone()).unwrap_or_else(|| id.to_string())
    };
    let definition = held.definition.as_ref();
    let (since, until) = match held.term {
        Term::Until { start, end } => (start, Some(end)),
        Term::Permanent | Term::NotKnown => (None, None),
    };
    let named = match access.scope_names.get(&held.scope) {
        Some(ScopeName::Named(name)) => Some(name.clone()),
        _ => None,
    };
    SectionLine {
        what: definition.map_or_else(|| held.role.to_string(), |it| it.display_name.clone()),
        what_id: held.role.to_string(),
        of: named,
        assignment_id: held.assignment.as_ref().map(ToString::to_string),
        scope: Some(held.scope.to_string()),
        way: match held.way {
            AssignmentPath::Direct => None,
            AssignmentPath::Group(id) => Some(format!("group {}", group(id))),
            AssignmentPath::SomeGroup => Some("a group".to_owned()),
        },
        since,
        until,
        tier: rate_directory_role_at(held.role, &held.scope).verdict.as_ref().map(tier),
        remark: remarks(&[
            (definition.is_none(), "role definition unavailable"),
            (definition.is_some_and(|it| !it.enabled), "disabled"),
            (definition.is_some_and(|it| !it.built_in), "custom role"),
            (held.term == Term::NotKnown, "end time unknown"),
        ]),
        ..SectionLine::default()
    }
}

fn change(entry: &AuditEntry) -> SectionLine {
    let (what, what_id, of) = match &entry.event {
        AuditEvent::AppRoleGranted(note) => ("granted", note.role.map(|id| id.to_string()), note.value.clone()),
        AuditEvent::AppRoleRevoked(note) => ("revoked", note.role.map(|id| id.to_string()), note.value.clone()),
        AuditEvent::DirectoryRoleAssigned(note) => ("assigned", note.role.map(|id| id.to_string()), note.name.clone()),
        AuditEvent::DirectoryRoleRemoved(note) => ("removed", note.role.map(|id| id.to_string()), note.name.clone()),
        AuditEvent::Other(words) => (words.as_str(), None, None),
    };
    SectionLine {
        what: what.to_owned(),
        what_id: what_id.unwrap_or_default(),
        of,
        way: Some(match &entry.by {
            Initiator::Person(name) => name.clone(),
            Initiator::Application(name) => format!("{name} (application)"),
            Initiator::NotSaid => "not noted".to_owned(),
        }),
        since: Some(entry.at),
        remark: remarks(&[(!entry.succeeded, "failed")]),
        ..SectionLine::default()
    }
}

fn remarks(all: &[(bool, &str)]) -> Option<String> {
    let said: Vec<&str> = all.iter().filter(|(is_so, _)| *is_so).map(|(_, words)| *words).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn kind_of(kind: &EntryKind) -> String {
    let word = match kind {
        EntryKind::User => "user",
        EntryKind::Group { .. } => "group",
        EntryKind::Application => "application",
        EntryKind::ServicePrincipal => "servicePrincipal",
        EntryKind::AdministrativeUnit => "administrativeUnit",
        EntryKind::DirectoryRole => "directoryRole",
        EntryKind::Other(name) => name,
    };
    word.to_owned()
}

#[cfg(test)]
mod tests;
