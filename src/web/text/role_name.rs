//! The names of the directory roles and APIs that the page itself speaks of.

use domain::guid::Guid;
use domain::held_role::AssignedDirectoryRole;
use domain::ids::{AppId, RoleDefinitionId};
use domain::tiers::azure_role_name;
use domain::well_known;

/// The name of an Azure role that is known without reading it; its ID, where it isn't.
pub fn azure_role(role: Guid) -> String {
    azure_role_name(role).map_or_else(|| role.to_string(), str::to_owned)
}

/// The name of a role that the page recommends.
pub fn role(id: RoleDefinitionId) -> String {
    let known = [
        (well_known::GLOBAL_ADMINISTRATOR, "Global Administrator"),
        (well_known::PRIVILEGED_ROLE_ADMINISTRATOR, "Privileged Role Administrator"),
        (well_known::APPLICATION_ADMINISTRATOR, "Application Administrator"),
        (well_known::CLOUD_APPLICATION_ADMINISTRATOR, "Cloud Application Administrator"),
        (well_known::EXCHANGE_ADMINISTRATOR, "Exchange Administrator"),
        (well_known::REPORTS_READER, "Reports Reader"),
        (well_known::SECURITY_READER, "Security Reader"),
        (well_known::GLOBAL_READER, "Global Reader"),
        (well_known::SECURITY_ADMINISTRATOR, "Security Administrator"),
    ];
    known.iter().find(|(known, _)| *known == id).map_or_else(|| id.to_string(), |(_, name)| (*name).to_owned())
}

/// The name of a role that is assigned: the tenant's own, where its definition was read.
pub fn assigned_role(held: &AssignedDirectoryRole) -> String {
    held.definition.as_ref().map_or_else(|| role(held.role), |it| it.display_name.clone())
}

/// The name of an API that may not be in the tenant.
pub fn api(id: AppId) -> String {
    let known = [
        (well_known::MICROSOFT_GRAPH, "Microsoft Graph"),
        (well_known::SHAREPOINT_ONLINE, "SharePoint Online"),
        (well_known::EXCHANGE_ONLINE, "Exchange Online"),
        (well_known::AZURE_AD_GRAPH, "Azure AD Graph"),
    ];
    known.iter().find(|(known, _)| *known == id).map_or_else(|| id.to_string(), |(_, name)| (*name).to_owned())
}

/// Several names as a choice: `A, B or C`.
pub fn one_of(ids: &[RoleDefinitionId]) -> String {
    let names: Vec<String> = ids.iter().map(|&id| role(id)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_that_the_page_recommends_has_a_name() {
        let recommended = well_known::roles_that_assign()
            .iter()
            .chain(well_known::roles_that_grant(well_known::MICROSOFT_GRAPH))
            .chain(well_known::roles_that_grant(well_known::EXCHANGE_ONLINE));
        for &id in recommended {
            assert_ne!(role(id), id.to_string());
        }
    }

    #[test]
    fn a_choice_reads_as_a_sentence() {
        let (a, b) = (well_known::GLOBAL_ADMINISTRATOR, well_known::EXCHANGE_ADMINISTRATOR);
        assert_eq!(one_of(&[a]), "Global Administrator");
        assert_eq!(one_of(&[a, b]), "Global Administrator or Exchange Administrator");
        assert_eq!(one_of(&[a, b, b]), "Global Administrator, Exchange Administrator or Exchange Administrator");
    }
}
