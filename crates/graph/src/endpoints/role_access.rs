//! Directory roles of an identity that are time-bound or assigned through a group.
//!
//! Who could activate a role is absent: a service principal cannot be made eligible.
//! <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure>

use serde::Deserialize;
use serde_json::value::RawValue;

use super::directory_roles::{WireDefinition, WireRoleAssignment, definition, scope};
use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::guid::Guid;
use domain::held_role::{GroupRole, ScheduledRole};
use domain::ids::{ObjectId, RoleAssignmentId, RoleDefinitionId};
use domain::scope::Scope;

/// The most groups that one request may ask about: the service allows fifteen alternatives in a condition.
pub const MOST_GROUPS: usize = 15;

/// Lists the directory roles of an identity or a group as Privileged Identity Management knows them, active now.
///
/// The scope asked for at sign-in covers it, though a narrower one would do.
#[derive(Clone, Copy, Debug)]
pub struct ListScheduledRoles(pub Guid);

/// Lists the directory roles that are assigned to any of some groups, of which there may be [`MOST_GROUPS`].
#[derive(Clone, Debug)]
pub struct ListGroupRoles(pub Vec<ObjectId>);

impl Collection for ListScheduledRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list time-bound Entra role assignments",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleAssignmentScheduleInstances",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances",
    };
    type Item = ScheduledRole;

    fn request(&self) -> Request {
        let condition = format!("principalId eq {}", literal(self.0));
        Get::new("/v1.0/roleManagement/directory/roleAssignmentScheduleInstances")
            .filter(condition)
            .expand("roleDefinition")
            .request()
    }

    fn item(&self, json: &str) -> Option<ScheduledRole> {
        instance(json).filter(|it| it.principal == self.0)
    }
}

/// Reads an instance, of whomever.
pub(super) fn instance(json: &str) -> Option<ScheduledRole> {
    let wire: WireInstance<'_> = serde_json::from_str(json).ok()?;
    let expanded = wire.role_definition.and_then(|json| serde_json::from_str::<WireDefinition>(json.get()).ok());
    let time = |text: Option<String>| text.map(|text| text.parse().ok()).map_or(Some(None), |time| time.map(Some));
    Some(ScheduledRole {
        principal: wire.principal_id,
        origin: wire.role_assignment_origin_id,
        role: wire.role_definition_id,
        definition: expanded.map(definition),
        scope: scope(wire.directory_scope_id.as_deref(), wire.app_scope_id.as_deref()),
        direct: wire.member_type.is_none_or(|kind| kind.eq_ignore_ascii_case("direct")),
        start: time(wire.start_date_time).flatten(),
        // An end that cannot be read must not turn into an assignment without one.
        end: time(wire.end_date_time)?,
    })
}

impl Collection for ListGroupRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list Entra role assignments through groups",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleAssignments",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments",
    };
    type Item = GroupRole;

    fn request(&self) -> Request {
        let groups: Vec<String> = self.0.iter().map(literal).collect();
        let condition = format!("principalId in ({})", groups.join(","));
        Get::new("/v1.0/roleManagement/directory/roleAssignments").filter(condition).expand("roleDefinition").request()
    }

    fn item(&self, json: &str) -> Option<GroupRole> {
        let wire: WireRoleAssignment = serde_json::from_str(json).ok()?;
        let group = ObjectId(wire.principal_id.0);
        self.0.contains(&group).then(|| GroupRole {
            group,
            id: wire.id,
            role: wire.role_definition_id,
            scope: scope(wire.directory_scope_id.as_deref(), wire.app_scope_id.as_deref()),
            definition: wire.role_definition.map(definition),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireInstance<'a> {
    principal_id: Guid,
    role_definition_id: RoleDefinitionId,
    directory_scope_id: Option<String>,
    app_scope_id: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
    member_type: Option<String>,
    role_assignment_origin_id: Option<RoleAssignmentId>,
    /// Read on its own, because the service may send a part of it only.
    #[serde(borrow)]
    role_definition: Option<&'a RawValue>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory_role::DirectoryScope;

    #[test]
    fn an_instance_is_read_as_the_service_writes_it() {
        let json = r#"{"id":"5wuT_mJe20eRr5jDpJo4sS_FsGECqWlHmgnGYoM1sApj5okazO8RSY336VRxQAXe-2","principalId":"61b0c52f-a902-4769-9a09-c6628335b00a",
            "roleDefinitionId":"fe930be7-5e62-47db-91af-98c3a49a38b1","directoryScopeId":"/administrativeUnits/1a89e663-efcc-4911-8df7-e954714005de",
            "appScopeId":null,"startDateTime":"2023-11-15T12:24:32.773Z","endDateTime":null,"assignmentType":"Assigned","memberType":"Direct",
            "roleAssignmentOriginId":"5wuT_mJe20eRr5jDpJo4sS_FsGECqWlHmgnGYoM1sApj5okazO8RSY336VRxQAXe-2",
            "roleAssignmentScheduleId":"36bd668f-3a40-455f-a40a-64074fde4a18","roleDefinition":{"displayName":"User Administrator"}}"#;
        let list = ListScheduledRoles(Guid::known("61b0c52f-a902-4769-9a09-c6628335b00a"));
        let instance = list.item(json).unwrap();
        assert!(matches!(instance.scope, DirectoryScope::AdministrativeUnit(_)));
        assert_eq!((instance.direct, instance.end), (true, None));
        assert_eq!(instance.start.unwrap().to_string(), "2023-11-15T12:24:32.773Z");
        assert!(instance.origin.unwrap().as_str().ends_with("QAXe-2"));
        let group = list.item(&json.replace("\"Direct\"", "\"Group\"")).unwrap();
        assert!(!group.direct);
        let bound =
            list.item(&json.replace("\"endDateTime\":null", "\"endDateTime\":\"2026-11-24T00:00:00Z\"")).unwrap();
        assert_eq!(bound.end.unwrap().date(), "2026-11-24");
        assert!(list.item(&json.replace("\"endDateTime\":null", "\"endDateTime\":\"soon\"")).is_none());
        assert!(list.item(&json.replace("61b0c52f", "71b0c52f")).is_none(), "another principal's assignment");
    }

    #[test]
    fn several_groups_are_asked_about_at_once_and_no_other_is_believed() {
        let groups = ["61b0c52f-a902-4769-9a09-c6628335b00a", "71b0c52f-a902-4769-9a09-c6628335b00a"];
        let list = ListGroupRoles(groups.iter().map(|id| id.parse().unwrap()).collect());
        let uri = list.request().uri().to_string();
        let wanted = format!("principalId%20in%20%28%27{}%27,%27{}%27%29", groups[0], groups[1]);
        assert!(uri.contains(&wanted), "{uri}");
        let json = r#"{"id":"a1","principalId":"71b0c52f-a902-4769-9a09-c6628335b00a","directoryScopeId":"/","roleDefinitionId":"29232cdf-9323-42fd-ade2-1d097af3e4de"}"#;
        assert_eq!(list.item(json).unwrap().group.to_string(), groups[1]);
        assert!(list.item(&json.replace("71b0c52f", "81b0c52f")).is_none());
    }
}
