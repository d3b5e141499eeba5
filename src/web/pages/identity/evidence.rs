//! What was read of an identity, as evidence.

use super::azure::Controllers;
use super::regions::Regions;
use crate::web::fetched::signal::FetchedSignal;
use domain::export::{EvidenceSection, SectionKind};
use domain::problem::Problem;
use domain::time::Timestamp;

/// Every part, and when the permissions were read; nothing while permissions or directory roles are being read. Another
/// part that is still being read is noted as not asked for.
pub fn sections(regions: Regions) -> Option<(Vec<EvidenceSection>, Timestamp)> {
    let Regions { held, relations, activity, azure, .. } = regions;
    let (mut all, read_at) = held.evidence()?;
    all.extend([
        part(azure.roles, SectionKind::AzureRoles, |held| {
            EvidenceSection::azure_roles(
                &held.clone().map(|it| it.roles),
                held.as_ref().map_or(&[], |it| &it.groups),
                held.as_ref().map_or(&[], |it| &it.leads),
            )
        }),
        part(relations.groups, SectionKind::Groups, |groups| {
            EvidenceSection::entries(SectionKind::Groups, &groups.clone().map(|it| it.memberships))
        }),
        part(relations.delegated, SectionKind::DelegatedGrants, |grants| {
            let apis = grants.as_ref().map(|(_, apis)| apis.clone()).unwrap_or_default();
            EvidenceSection::delegated_grants(&grants.clone().map(|(grants, _)| grants), &apis)
        }),
        part(relations.credentials, SectionKind::FederatedCredentials, EvidenceSection::federated_credentials),
        part(relations.owned, SectionKind::Owned, |it| EvidenceSection::entries(SectionKind::Owned, it)),
        part(relations.owners, SectionKind::Owners, |it| EvidenceSection::entries(SectionKind::Owners, it)),
        part(azure.hosts, SectionKind::Hosts, EvidenceSection::hosts),
        part(azure.controllers, SectionKind::Control, control),
        part(activity.sign_ins, SectionKind::SignIns, |log| {
            let limits = log.as_ref().map(|(_, limits)| limits.clone()).unwrap_or_default();
            EvidenceSection::sign_ins(&log.clone().map(|(entries, _)| entries), &limits)
        }),
        part(activity.changes, SectionKind::Changes, |log| {
            let limits = log.as_ref().map(|(_, limits)| limits.clone()).unwrap_or_default();
            EvidenceSection::changes(&log.clone().map(|(entries, _)| entries), &limits)
        }),
    ]);
    Some((all, read_at))
}

fn control(controllers: &Result<Controllers, Problem>) -> EvidenceSection {
    let names = controllers.as_ref().map(|(_, names)| names.clone()).unwrap_or_default();
    EvidenceSection::control(&controllers.clone().map(|(listing, _)| listing), &names)
}

fn part<T: Clone + 'static>(
    fetched: FetchedSignal<T>,
    kind: SectionKind,
    section: fn(&Result<T, Problem>) -> EvidenceSection,
) -> EvidenceSection {
    fetched.result().map_or_else(|| EvidenceSection::not_asked(kind), |read| section(&read))
}
