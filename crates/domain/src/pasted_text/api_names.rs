//! Which API a name means: whole words, and the words that identifiers are made of.

use crate::ids::AppId;
use crate::well_known::{AZURE_AD_GRAPH, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

const DEFENDER: AppId = AppId::known("fc780465-2017-40d4-a0c5-307022471b92");
const MANAGEMENT_ACTIVITY: AppId = AppId::known("c5393580-f805-4401-95e8-94b7a6ef2fc2");
const THREAT_PROTECTION: AppId = AppId::known("8ee8fdad-f234-4243-8f3b-15c294843740");
const INTUNE: AppId = AppId::known("c161e42e-d4df-4a3d-9b42-e7a3c31f59d4");
const POWER_BI: AppId = AppId::known("00000009-0000-0000-c000-000000000000");
const LOG_ANALYTICS: AppId = AppId::known("ca7f3f0b-7d91-482c-8e09-c5d840d0eac5");
const APPLICATION_INSIGHTS: AppId = AppId::known("f5c26e74-f226-4ae8-85f0-b4af0080ac9e");
const AZURE_DEVOPS: AppId = AppId::known("499b84ac-1321-427f-aa17-267ca6975798");
const VIVA_ENGAGE: AppId = AppId::known("00000005-0000-0ff1-ce00-000000000000");
const BUSINESS_CENTRAL: AppId = AppId::known("996def3d-b36c-4153-8607-a6fd3c01b89f");
const PURVIEW: AppId = AppId::known("73c2949e-da2d-457a-9607-fcc665198967");
const RIGHTS_MANAGEMENT: AppId = AppId::known("00000012-0000-0000-c000-000000000000");
const PROTECTION_SYNC: AppId = AppId::known("870c4f2e-85b6-4d43-bdda-6ed9a579b725");
const TEAMS_SERVICES: AppId = AppId::known("cc15fd57-2c6c-4117-a88c-83b1d56b4bbe");
const TEAMS_ADMIN: AppId = AppId::known("48ac35b8-9aa8-4d74-927d-1f4a14a0b239");
const ADVANCED_THREAT_PROTECTION: AppId = AppId::known("7b7531ad-5926-4f2d-8a1d-38495ad33e17");

/// Names without blanks and in lower case, with the API that each means.
const NAMES: [(&str, AppId); 60] = [
    ("microsoftgraph", MICROSOFT_GRAPH),
    ("microsoftgraphapi", MICROSOFT_GRAPH),
    ("msgraph", MICROSOFT_GRAPH),
    ("graph", MICROSOFT_GRAPH),
    ("graphapi", MICROSOFT_GRAPH),
    ("office365sharepointonline", SHAREPOINT_ONLINE),
    ("sharepointonline", SHAREPOINT_ONLINE),
    ("sharepoint", SHAREPOINT_ONLINE),
    ("spo", SHAREPOINT_ONLINE),
    ("office365exchangeonline", EXCHANGE_ONLINE),
    ("exchangeonline", EXCHANGE_ONLINE),
    ("exchange", EXCHANGE_ONLINE),
    ("exo", EXCHANGE_ONLINE),
    ("windowsazureactivedirectory", AZURE_AD_GRAPH),
    ("azureactivedirectorygraph", AZURE_AD_GRAPH),
    ("azureadgraph", AZURE_AD_GRAPH),
    ("aadgraph", AZURE_AD_GRAPH),
    ("windowsdefenderatp", DEFENDER),
    ("microsoftdefenderforendpoint", DEFENDER),
    ("defenderforendpoint", DEFENDER),
    ("microsoftdefenderatp", DEFENDER),
    ("defenderatp", DEFENDER),
    ("wdatp", DEFENDER),
    ("mdatp", DEFENDER),
    ("mde", DEFENDER),
    ("defender", DEFENDER),
    ("microsoftthreatprotection", THREAT_PROTECTION),
    ("mtp", THREAT_PROTECTION),
    ("office365managementapis", MANAGEMENT_ACTIVITY),
    ("office365managementapi", MANAGEMENT_ACTIVITY),
    ("o365managementapi", MANAGEMENT_ACTIVITY),
    ("o365management", MANAGEMENT_ACTIVITY),
    ("office365management", MANAGEMENT_ACTIVITY),
    ("managementactivityapi", MANAGEMENT_ACTIVITY),
    ("microsoftintuneapi", INTUNE),
    ("intuneapi", INTUNE),
    ("powerbiservice", POWER_BI),
    ("powerbi", POWER_BI),
    ("loganalyticsapi", LOG_ANALYTICS),
    ("loganalytics", LOG_ANALYTICS),
    ("applicationinsightsapi", APPLICATION_INSIGHTS),
    ("applicationinsights", APPLICATION_INSIGHTS),
    ("appinsights", APPLICATION_INSIGHTS),
    ("azuredevops", AZURE_DEVOPS),
    ("vivaengage", VIVA_ENGAGE),
    ("yammer", VIVA_ENGAGE),
    ("dynamics365businesscentral", BUSINESS_CENTRAL),
    ("businesscentral", BUSINESS_CENTRAL),
    ("azurepurview", PURVIEW),
    ("purview", PURVIEW),
    ("microsoftrightsmanagementservices", RIGHTS_MANAGEMENT),
    ("azurerightsmanagement", RIGHTS_MANAGEMENT),
    ("microsoftinformationprotectionsyncservice", PROTECTION_SYNC),
    ("mipsyncservice", PROTECTION_SYNC),
    ("microsoftteamsservices", TEAMS_SERVICES),
    ("skypeandteamstenantadminapi", TEAMS_ADMIN),
    ("skypeandteamstenantadmin", TEAMS_ADMIN),
    ("azureadvancedthreatprotection", ADVANCED_THREAT_PROTECTION),
    ("microsoftdefenderforidentity", ADVANCED_THREAT_PROTECTION),
    ("defenderforidentity", ADVANCED_THREAT_PROTECTION),
];

/// The most words of which a name is made.
pub(super) const LONGEST: usize = 7;

/// The API with this name, given without blanks and in lower case.
pub(super) fn api_named(name: &str) -> Option<AppId> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, api)| *api)
}

/// Hosts of addresses such as `https://graph.microsoft.com/User.Read.All`. One with a point in front is an ending.
const HOSTS: [(&str, AppId); 31] = [
    ("graph.microsoft.com", MICROSOFT_GRAPH),
    ("graph.microsoft.us", MICROSOFT_GRAPH),
    ("dod-graph.microsoft.us", MICROSOFT_GRAPH),
    ("microsoftgraph.chinacloudapi.cn", MICROSOFT_GRAPH),
    ("graph.windows.net", AZURE_AD_GRAPH),
    (".sharepoint.com", SHAREPOINT_ONLINE),
    (".sharepoint.us", SHAREPOINT_ONLINE),
    (".sharepoint.cn", SHAREPOINT_ONLINE),
    ("microsoft.sharepoint-df.com", SHAREPOINT_ONLINE),
    ("outlook.office365.com", EXCHANGE_ONLINE),
    ("outlook.office.com", EXCHANGE_ONLINE),
    ("outlook.office365.us", EXCHANGE_ONLINE),
    ("ps.outlook.com", EXCHANGE_ONLINE),
    ("outlook.com", EXCHANGE_ONLINE),
    ("api.securitycenter.microsoft.com", DEFENDER),
    ("api.securitycenter.windows.com", DEFENDER),
    ("securitycenter.onmicrosoft.com", DEFENDER),
    ("api.security.microsoft.com", THREAT_PROTECTION),
    ("security.microsoft.com", THREAT_PROTECTION),
    ("manage.office.com", MANAGEMENT_ACTIVITY),
    ("api.manage.microsoft.com", INTUNE),
    ("analysis.windows.net", POWER_BI),
    ("api.loganalytics.io", LOG_ANALYTICS),
    ("api.applicationinsights.io", APPLICATION_INSIGHTS),
    ("app.vssps.visualstudio.com", AZURE_DEVOPS),
    ("www.yammer.com", VIVA_ENGAGE),
    ("api.yammer.com", VIVA_ENGAGE),
    ("api.businesscentral.dynamics.com", BUSINESS_CENTRAL),
    ("purview.azure.net", PURVIEW),
    ("aadrm.com", RIGHTS_MANAGEMENT),
    ("psor.o365syncservice.com", PROTECTION_SYNC),
];

/// The API whose scope addresses have this host.
pub(super) fn api_of_host(host: &str) -> Option<AppId> {
    let host = host.to_ascii_lowercase();
    let is = |name: &str| host == name || (name.starts_with('.') && host.ends_with(name));
    HOSTS.iter().find(|(name, _)| is(name)).map(|(_, api)| *api)
}

/// The words of an identifier, in lower case: `incidentResponseRoles`, `graph_sp` and `MSGraphAppId` have three, two and
/// four.
pub(super) fn words_of(identifier: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None::<char>;
    let mut chars = identifier.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(last) = before.replace(c).filter(|_| c.is_alphanumeric()) else {
            if c.is_alphanumeric() {
                words.push(c.to_lowercase().collect());
            }
            continue;
        };
        let ends_capitals =
            last.is_uppercase() && c.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
        let is_new = !last.is_alphanumeric()
            || (last.is_lowercase() && c.is_uppercase())
            || ends_capitals
            || last.is_numeric() != c.is_numeric();
        match words.last_mut() {
            Some(word) if !is_new => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_divided_into_words() {
        for (identifier, words) in [
            ("$incidentResponseRoles", "incident response roles"),
            ("GRAPH_SP", "graph sp"),
            ("MSGraphAppId", "ms graph app id"),
            ("Office365SharePointOnline", "office 365 share point online"),
            ("spoScopes", "spo scopes"),
            ("azuread_service_principal.msgraph", "azuread service principal msgraph"),
        ] {
            assert_eq!(words_of(identifier).join(" "), words);
        }
    }

    #[test]
    fn hosts_lead_to_their_apis() {
        assert_eq!(api_of_host("Contoso-Admin.sharepoint.com"), Some(SHAREPOINT_ONLINE));
        assert_eq!(api_of_host("graph.microsoft.com.example.org"), None);
    }
}
