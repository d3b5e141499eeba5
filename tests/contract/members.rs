//! Members of groups: adding one, removing one, and what is refused.

use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId};
use serde_json::{Value, json};
use simulator::ledger::{Change, MemberChange};
use simulator::tenant::{Group, GroupKind};

use crate::probe::{self, Probe};

const GROUP: &str = "73000000-0000-4000-8000-000000000001";
const ASSIGNABLE: &str = "73000000-0000-4000-8000-000000000002";
const GROUPS_ADMINISTRATOR: &str = "fdd7a751-b60b-444a-984c-02652fe8fa1c";
const SCOPES: &str = "GroupMember.ReadWrite.All RoleManagement.ReadWrite.Directory GroupMember.Read.All Application.Read.All \
                      Directory.Read.All";

fn group(id: &str, kind: GroupKind) -> Group {
    let (id, display_name) = (ObjectId::known(id), "Robots of the depot".to_owned());
    Group { id, display_name, is_assignable_to_role: false, kind, members: Vec::new() }
}

/// A Groups Administrator and Privileged Role Administrator with the scopes that Microsoft documents, and two groups.
fn prepared() -> Probe {
    let mut probe = Probe::new();
    probe.limit_to(SCOPES);
    probe.hold(GROUPS_ADMINISTRATOR);
    probe.simulator.tenant.add_group(group(GROUP, GroupKind::Security));
    probe.simulator.tenant.add_group(Group { is_assignable_to_role: true, ..group(ASSIGNABLE, GroupKind::Security) });
    probe
}

fn reference(id: &str) -> Value {
    json!({"@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{id}")})
}

fn members(group: &str) -> String {
    format!("/v1.0/groups/{group}/members/$ref")
}

fn member(group: &str) -> String {
    format!("/v1.0/groups/{group}/members/{}/$ref", probe::IDENTITY)
}

#[test]
fn member_is_added_once_and_removed_once() {
    let mut probe = prepared();
    let added = probe.post(&members(GROUP), &reference(probe::IDENTITY));
    assert_eq!((added.status, added.body), (204, Value::Null));
    let again = probe.post(&members(GROUP), &reference(probe::IDENTITY));
    assert_eq!(again.status, 400);
    let said = "One or more added object references already exist for the following modified properties: 'members'.";
    assert_eq!(again.body["error"]["message"], said);
    let held = probe.get(&format!("/v1.0/servicePrincipals/{}/memberOf", probe::IDENTITY));
    assert_eq!(held.body["value"][0]["id"], GROUP);
    assert_eq!(probe.delete(&member(GROUP)).status, 204);
    let gone = probe.delete(&member(GROUP));
    assert_eq!((gone.status, gone.body["error"]["code"].as_str()), (404, Some("Request_ResourceNotFound")));
    let changes: Vec<Change> = probe.simulator.ledger().iter().map(|entry| entry.change.clone()).collect();
    let of = MemberChange { group: ObjectId::known(GROUP), member: Guid::known(probe::IDENTITY) };
    assert_eq!(changes, [Change::MemberAdded(of), Change::MemberRemoved(of)]);
}

#[test]
fn removal_without_the_reference_deletes_the_member_or_is_refused() {
    let mut probe = prepared();
    probe.post(&members(GROUP), &reference(probe::IDENTITY));
    let path = member(GROUP).replace("/$ref", "");
    assert_eq!(probe.delete(&path).status, 403, "the token may not delete service principals");
    let id = ServicePrincipalId::known(probe::IDENTITY);
    assert!(probe.simulator.tenant.service_principals.contains_key(&id));
    probe.limit_to(&format!("{SCOPES} Application.ReadWrite.All"));
    assert_eq!(probe.delete(&path).status, 204);
    assert!(!probe.simulator.tenant.service_principals.contains_key(&id), "the identity itself is deleted");
}

#[test]
fn scope_and_role_decide_and_a_role_assignable_group_takes_more_of_both() {
    let mut probe = prepared();
    assert_eq!(probe.post(&members(ASSIGNABLE), &reference(probe::IDENTITY)).status, 204);
    probe.limit_to("GroupMember.ReadWrite.All");
    assert_eq!(probe.delete(&member(ASSIGNABLE)).status, 403, "without RoleManagement.ReadWrite.Directory");
    assert_eq!(probe.post(&members(GROUP), &reference(probe::IDENTITY)).status, 204);
    probe.limit_to("GroupMember.Read.All RoleManagement.ReadWrite.Directory");
    assert_eq!(probe.delete(&member(GROUP)).status, 403, "without GroupMember.ReadWrite.All");
    probe.become_nobody_special();
    probe.limit_to(SCOPES);
    assert_eq!(probe.delete(&member(GROUP)).status, 403, "without a role");
    probe.hold(GROUPS_ADMINISTRATOR);
    assert_eq!(probe.delete(&member(ASSIGNABLE)).status, 403, "Groups Administrator isn't enough for it");
    assert_eq!(probe.delete(&member(GROUP)).status, 204);
}

#[test]
fn service_that_insists_on_the_scope_of_applications_refuses_an_identity() {
    let mut probe = prepared();
    probe.simulator.tenant.members_need_application_scope = true;
    let refused = probe.post(&members(GROUP), &reference(probe::IDENTITY));
    assert_eq!((refused.status, refused.body["error"]["code"].as_str()), (403, Some("Authorization_RequestDenied")));
    assert_eq!(probe.post(&members(GROUP), &reference(probe::COLLEAGUE)).status, 204, "a user is no service principal");
}

#[test]
fn unknown_member_and_a_text_that_refers_to_nothing_are_refused() {
    let mut probe = prepared();
    let nobody = probe.post(&members(GROUP), &reference("20000000-0000-4000-8000-00000000ffff"));
    assert_eq!((nobody.status, nobody.body["error"]["code"].as_str()), (404, Some("Request_ResourceNotFound")));
    for body in
        [json!({}), json!({"@odata.id": probe::IDENTITY}), json!({"@odata.id": "https://graph.microsoft.com/v1.0/x"})]
    {
        assert_eq!(probe.post(&members(GROUP), &body).status, 400, "{body}");
    }
}

#[test]
fn group_whose_members_are_decided_elsewhere_says_so_and_refuses() {
    for (kind, types, mail, synced) in [
        (GroupKind::Dynamic, json!(["DynamicMembership"]), false, Value::Null),
        (GroupKind::OnPremises, json!([]), false, json!(true)),
        (GroupKind::MailEnabled, json!([]), true, Value::Null),
        (GroupKind::Microsoft365, json!(["Unified"]), true, Value::Null),
    ] {
        let mut probe = prepared();
        probe.simulator.tenant.add_group(group(GROUP, kind));
        let read = probe.get(&format!("/v1.0/groups/{GROUP}")).body;
        let properties = ["groupTypes", "mailEnabled", "onPremisesSyncEnabled"].map(|name| read[name].clone());
        assert_eq!(properties, [types, json!(mail), synced], "{kind:?}");
        assert!(probe.post(&members(GROUP), &reference(probe::IDENTITY)).status >= 400, "{kind:?}");
        assert_eq!(probe.simulator.ledger().len(), 0);
    }
}

#[test]
fn group_is_found_by_the_words_of_its_name() {
    let mut probe = prepared();
    let ids = |answer: Value| {
        let groups = answer["value"].as_array().unwrap().iter();
        groups.map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let found = |probe: &mut Probe, words: &str| {
        let path = format!("/v1.0/groups?$search=%22displayName:{words}%22&$count=true&$select=id");
        ids(probe.send("GET", &path, None, &[("ConsistencyLevel", "eventual")]).body)
    };
    assert_eq!(found(&mut probe, "depot"), [GROUP, ASSIGNABLE]);
    assert_eq!(found(&mut probe, "epot"), Vec::<String>::new());
    probe.limit_to("Application.Read.All");
    assert_eq!(probe.get(&format!("/v1.0/groups/{GROUP}")).status, 403);
}

#[test]
fn what_a_group_has_is_read_with_the_documented_scopes() {
    let mut probe = prepared();
    let (api, role) = (ServicePrincipalId::known(probe::CUSTOM_API), probe::PEOPLES_ROLE.parse().unwrap());
    probe.simulator.tenant.grant(Guid::known(GROUP), api, role, probe.now);
    let path = format!("/v1.0/groups/{GROUP}/appRoleAssignments");
    let read = probe.get(&path);
    assert_eq!(read.body["value"][0]["principalId"], GROUP);
    assert_eq!(read.body["value"][0]["principalType"], "Group");
    probe.limit_to("GroupMember.Read.All");
    assert_eq!(probe.get(&path).status, 403, "it takes Directory.Read.All");
    let mut outer = group(ASSIGNABLE, GroupKind::Security);
    outer.members.push(Guid::known(GROUP));
    probe.simulator.tenant.add_group(outer);
    let above = probe.get(&format!("/v1.0/groups/{GROUP}/transitiveMemberOf"));
    assert_eq!(above.body["value"][0]["id"], ASSIGNABLE);
}
