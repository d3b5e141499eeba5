//! The directory's audit log: who changed what about an identity.
//!
//! <https://learn.microsoft.com/graph/api/resources/directoryaudit>

use serde::Deserialize;

use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::activity::{AppRoleNote, AuditEntry, AuditEvent, DirectoryRoleNote, Initiator};
use domain::ids::{AppId, ServicePrincipalId};
use domain::scope::Scope;
use domain::time::Timestamp;

const GRANTED: &str = "Add app role assignment to service principal";
const REVOKED: &str = "Remove app role assignment from service principal";
const ASSIGNED: &str = "Add member to role";
const REMOVED: &str = "Remove member from role";

/// Lists what the log has of which an identity was a target.
#[derive(Clone, Copy, Debug)]
pub struct ListAuditEntries(pub Subject);

/// Lists the grants and revocations of app roles to and from any service principal.
///
/// The target of such an entry is the API; the principal is among the changed properties, by which the log can't be
/// searched.
#[derive(Clone, Copy, Debug)]
pub struct ListAppRoleChanges(pub Subject);

/// Lists the grants of app roles and directory roles in the tenant since a time, each with the object ID of the
/// principal. An entry without a principal is `None`.
#[derive(Clone, Copy, Debug)]
pub struct ListRecentGrants(pub Timestamp);

/// The identity that entries are read about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its object id.
    pub id: ServicePrincipalId,
    /// Its application id.
    pub app_id: AppId,
}

impl Collection for ListAuditEntries {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list audit log entries of an identity",
        method: "GET",
        path: "/v1.0/auditLogs/directoryAudits",
        scopes: &[Scope::AuditLogReadAll],
        docs: "https://learn.microsoft.com/graph/api/directoryaudit-list",
    };
    type Item = AuditEntry;

    fn request(&self) -> Request {
        let condition = format!("targetResources/any(t:t/id eq {})", literal(self.0.id));
        Get::new("/v1.0/auditLogs/directoryAudits").filter(condition).top(999).request()
    }

    fn item(&self, json: &str) -> Option<AuditEntry> {
        let wire: WireAuditEntry = serde_json::from_str(json).ok()?;
        if wire.concerns(self.0) { wire.read() } else { None }
    }
}

impl Collection for ListAppRoleChanges {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list who granted and revoked app roles",
        method: "GET",
        path: "/v1.0/auditLogs/directoryAudits",
        scopes: &[Scope::AuditLogReadAll],
        docs: "https://learn.microsoft.com/graph/api/directoryaudit-list",
    };
    type Item = Option<AuditEntry>;

    fn request(&self) -> Request {
        let condition =
            format!("activityDisplayName eq {} or activityDisplayName eq {}", literal(GRANTED), literal(REVOKED));
        Get::new("/v1.0/auditLogs/directoryAudits").filter(condition).top(999).request()
    }

    fn item(&self, json: &str) -> Option<Option<AuditEntry>> {
        let wire: WireAuditEntry = serde_json::from_str(json).ok()?;
        if wire.concerns(self.0) { wire.read().map(Some) } else { Some(None) }
    }
}

impl Collection for ListRecentGrants {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list recent grants and who made them",
        method: "GET",
        path: "/v1.0/auditLogs/directoryAudits",
        scopes: &[Scope::AuditLogReadAll],
        docs: "https://learn.microsoft.com/graph/api/directoryaudit-list",
    };
    type Item = Option<(ServicePrincipalId, AuditEntry)>;

    fn request(&self) -> Request {
        let condition = format!(
            "activityDateTime ge {} and (activityDisplayName eq {} or activityDisplayName eq {})",
            self.0,
            literal(GRANTED),
            literal(ASSIGNED)
        );
        Get::new("/v1.0/auditLogs/directoryAudits").filter(condition).top(999).request()
    }

    fn item(&self, json: &str) -> Option<Option<(ServicePrincipalId, AuditEntry)>> {
        let wire: WireAuditEntry = serde_json::from_str(json).ok()?;
        let Some(holder) = wire.grantee() else { return Some(None) };
        wire.read().map(|entry| Some((holder, entry)))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAuditEntry {
    id: String,
    activity_display_name: String,
    activity_date_time: String,
    result: Option<String>,
    initiated_by: Option<WireInitiators>,
    #[serde(default)]
    target_resources: Vec<WireTarget>,
}

#[derive(Deserialize)]
struct WireInitiators {
    user: Option<WireAuditUser>,
    app: Option<WireApp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAuditUser {
    user_principal_name: Option<String>,
    display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireApp {
    display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireTarget {
    id: Option<String>,
    display_name: Option<String>,
    modified_properties: Option<Vec<WireProperty>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireProperty {
    display_name: Option<String>,
    old_value: Option<String>,
    new_value: Option<String>,
}

impl WireAuditEntry {
    fn concerns(&self, subject: Subject) -> bool {
        let is = |text: &str, id: &str| text.eq_ignore_ascii_case(id);
        let (id, app_id) = (subject.id.to_string(), subject.app_id.to_string());
        self.target_resources.iter().any(|target| {
            target.id.as_deref().is_some_and(|text| is(text, &id))
                || target.value("ServicePrincipal.ObjectID").is_some_and(|text| is(&text, &id))
                || target.value("ServicePrincipal.AppId").is_some_and(|text| is(&text, &app_id))
        })
    }

    /// Who was given something: named among the changed properties of an API, or itself the target of a role.
    fn grantee(&self) -> Option<ServicePrincipalId> {
        let of_app_role = || self.target_resources.iter().find_map(|target| target.value("ServicePrincipal.ObjectID"));
        let of_role = || {
            let holder = self.target_resources.iter().find(|target| target.value("Role.TemplateId").is_some())?;
            holder.id.clone()
        };
        of_app_role().or_else(of_role)?.parse().ok()
    }

    fn read(self) -> Option<AuditEntry> {
        let at = self.activity_date_time.parse().ok()?;
        let event = match self.activity_display_name.trim_end_matches('.') {
            GRANTED => AuditEvent::AppRoleGranted(self.app_role()),
            REVOKED => AuditEvent::AppRoleRevoked(self.app_role()),
            ASSIGNED => AuditEvent::DirectoryRoleAssigned(self.directory_role()),
            REMOVED => AuditEvent::DirectoryRoleRemoved(self.directory_role()),
            other => AuditEvent::Other(other.to_owned()),
        };
        let succeeded = self.result.is_none_or(|result| result.eq_ignore_ascii_case("success"));
        let by = self.initiated_by.and_then(WireInitiators::read).unwrap_or(Initiator::NotSaid);
        Some(AuditEntry { id: self.id, at, event, by, succeeded })
    }

    fn app_role(&self) -> AppRoleNote {
        let has_role =
            |target: &&WireTarget| ["AppRole.Id", "AppRole.Value"].iter().any(|name| target.value(name).is_some());
        let Some(api) = self.target_resources.iter().find(has_role) else { return AppRoleNote::default() };
        AppRoleNote {
            resource: api.id.as_deref().and_then(|id| id.parse().ok()),
            resource_name: api.display_name.clone(),
            role: api.value("AppRole.Id").and_then(|id| id.parse().ok()),
            value: api.value("AppRole.Value"),
        }
    }

    fn directory_role(&self) -> DirectoryRoleNote {
        let find = |name: &str| self.target_resources.iter().find_map(|target| target.value(name));
        DirectoryRoleNote {
            role: find("Role.TemplateId").and_then(|id| id.parse().ok()),
            name: find("Role.DisplayName"),
        }
    }
}

impl WireTarget {
    /// The value that a property got, or else the one that it lost. It is JSON text within the JSON.
    fn value(&self, name: &str) -> Option<String> {
        let properties = self.modified_properties.as_deref().unwrap_or_default();
        let property = properties.iter().find(|it| it.display_name.as_deref() == Some(name))?;
        let plain = |text: &String| match serde_json::from_str::<Option<String>>(text) {
            Ok(inner) => inner,
            Err(_) => Some(text.clone()),
        };
        let held = |text: &String| !text.is_empty();
        let new = property.new_value.as_ref().and_then(plain).filter(held);
        new.or_else(|| property.old_value.as_ref().and_then(plain).filter(held))
    }
}

impl WireInitiators {
    fn read(self) -> Option<Initiator> {
        let of_user = |user: WireAuditUser| user.user_principal_name.or(user.display_name).map(Initiator::Person);
        let of_app = |app: WireApp| app.display_name.map(Initiator::Application);
        self.user.and_then(of_user).or_else(|| self.app.and_then(of_app))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: Subject = Subject {
        id: ServicePrincipalId::known("13371536-9950-4988-90f4-343566456781"),
        app_id: AppId::known("2c92ce28-126c-47c1-82b0-410b64502989"),
    };

    const GRANT: &str = r#"{"id":"Directory_1","result":"success","activityDisplayName":"Add app role assignment to service principal",
        "activityDateTime":"2026-07-19T14:46:48.608604Z","initiatedBy":{"user":null,"app":{"appId":null,"displayName":"homelab"}},
        "targetResources":[{"id":"62cb17e7-d25e-4356-ad51-a861585f8634","displayName":"Microsoft Graph","type":"ServicePrincipal","modifiedProperties":[
        {"displayName":"AppRole.Id","oldValue":null,"newValue":"\"242607bd-1d2c-432c-82eb-bdb27baa23ab\""},
        {"displayName":"AppRole.Value","oldValue":null,"newValue":"\"TeamSettings.Read.All\""},
        {"displayName":"ServicePrincipal.AppId","oldValue":null,"newValue":"\"2c92ce28-126c-47c1-82b0-410b64502989\""}]}]}"#;

    #[test]
    fn a_grant_is_known_by_its_holder_among_the_changed_properties() {
        let list = ListAppRoleChanges(SUBJECT);
        let entry = list.item(GRANT).unwrap().unwrap();
        let note = AppRoleNote {
            resource: "62cb17e7-d25e-4356-ad51-a861585f8634".parse().ok(),
            resource_name: Some("Microsoft Graph".to_owned()),
            role: "242607bd-1d2c-432c-82eb-bdb27baa23ab".parse().ok(),
            value: Some("TeamSettings.Read.All".to_owned()),
        };
        assert_eq!(entry.event, AuditEvent::AppRoleGranted(note));
        assert_eq!((entry.by, entry.succeeded), (Initiator::Application("homelab".to_owned()), true));
        assert_eq!(list.item(&GRANT.replace("2c92ce28", "3c92ce28")), Some(None), "somebody else's grant");
        assert_eq!(list.item(&GRANT.replace("2026-07-19T14", "yesterday")), None, "a time that is none");
    }

    #[test]
    fn a_revocation_has_its_values_among_the_old_ones() {
        let json = GRANT
            .replace("Add app role assignment to", "Remove app role assignment from")
            .replace(r#""oldValue":null,"newValue":"#, r#""newValue":null,"oldValue":"#);
        let entry = ListAppRoleChanges(SUBJECT).item(&json).unwrap().unwrap();
        assert!(
            matches!(entry.event, AuditEvent::AppRoleRevoked(note) if note.value.as_deref() == Some("TeamSettings.Read.All"))
        );
    }

    #[test]
    fn an_assignment_of_a_directory_role_is_read_as_the_service_writes_it() {
        let json = r#"{"id":"Directory_2","result":"failure","activityDisplayName":"Add member to role","activityDateTime":"2026-07-17T10:12:27.185138Z",
            "initiatedBy":{"user":{"id":"x","displayName":null,"userPrincipalName":"ada@halden.example"},"app":null},
            "targetResources":[{"id":"13371536-9950-4988-90f4-343566456781","displayName":"poller","modifiedProperties":[
            {"displayName":"Role.DisplayName","oldValue":null,"newValue":"\"Purview Workload Content Writer\""},
            {"displayName":"Role.TemplateId","oldValue":null,"newValue":"\"02d5655b-c1cf-4e5f-98da-5fb919085bf6\""}]},
            {"id":"02d5655b-c1cf-4e5f-98da-5fb919085bf6","displayName":null,"type":"Role","modifiedProperties":[]}]}"#;
        let list = ListAuditEntries(SUBJECT);
        let entry = list.item(json).unwrap();
        let note = DirectoryRoleNote {
            role: "02d5655b-c1cf-4e5f-98da-5fb919085bf6".parse().ok(),
            name: Some("Purview Workload Content Writer".to_owned()),
        };
        assert_eq!(entry.event, AuditEvent::DirectoryRoleAssigned(note));
        assert_eq!((entry.by, entry.succeeded), (Initiator::Person("ada@halden.example".to_owned()), false));
        assert!(list.item(&json.replace("13371536", "23371536")).is_none(), "about somebody else");
    }
}
