//! The reader of every endpoint, over what the simulator answers to its own request, edited.

use std::collections::BTreeMap;
use std::fmt::Debug;

use domain::azure_resource::AzureResource;
use domain::guid::Guid;
use domain::ids::{AppId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId};
use domain::time::Timestamp;
use graph::endpoint::{Collection, Endpoint, EndpointFacts};
use graph::endpoints;
use graph::endpoints::administrative_units::{GetAdministrativeUnit, ListAdministrativeUnits};
use graph::endpoints::apis::{GetApi, GetApiByAppId, ListApisOfTenant};
use graph::endpoints::app_role_assignments::ListAppRoleAssignments;
use graph::endpoints::applications::{FindApplication, FindApplicationsByName, GetApplication};
use graph::endpoints::audit_log::{ListAppRoleChanges, ListAuditEntries, ListRecentGrants, Subject};
use graph::endpoints::delegated_grants::ListDelegatedGrants;
use graph::endpoints::directory_entries::{ListMemberships, ListOwnedObjects, ListOwners};
use graph::endpoints::directory_objects::{GetDeletedServicePrincipal, GetDirectoryObject};
use graph::endpoints::directory_roles::{ListRoleAssignments, ListRoleDefinitions};
use graph::endpoints::federated_credentials::ListFederatedCredentials;
use graph::endpoints::groups::{
    FindGroupsByName, GetGroup, ListDirectMemberships, ListGroupAppRoles, ListGroupMemberships,
};
use graph::endpoints::own_roles::{ListActivationRules, MyActiveRoles, MyEligibleRoles, MyRoleRequests};
use graph::endpoints::person::{Me, MyDirectoryRoles, MyOrganization};
use graph::endpoints::role_access::{ListGroupRoles, ListScheduledRoles};
use graph::endpoints::service_principals::{
    FindByAzureResource, FindByName, GetServicePrincipal, GetServicePrincipalByAppId, ListManagedIdentities,
};
use graph::endpoints::sign_ins::ListNewestSignIns;
use graph::endpoints::whole_tenant::{
    ListAllRoleAssignments, ListAllScheduledRoles, ListGrants, ListGroupMembers, ListServicePrincipalsInGroup,
    ListSignInActivity,
};
use proptest::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::cases;
use super::edits::edited_of;
use super::services;

/// A reader, by what is known of its endpoint. It reads a text as an answer, or as one entry of a list.
struct Reader {
    facts: EndpointFacts,
    read: fn(&str) -> bool,
}

const ID: ServicePrincipalId = ServicePrincipalId(Guid::ZERO);
const APP: AppId = AppId(Guid::ZERO);
const OBJECT: ObjectId = ObjectId(Guid::ZERO);
const SUBJECT: Subject = Subject { id: ID, app_id: APP };

fn of_list<C: Collection<Item: Debug>>(collection: &C, text: &str) -> bool {
    collection.item(text).is_some_and(|item| !format!("{item:?}").is_empty())
}

fn of_one<E: Endpoint<Response: Debug>>(endpoint: &E, text: &str) -> bool {
    endpoint.response(text.as_bytes()).is_some_and(|read| !format!("{read:?}").is_empty())
}

macro_rules! readers {
    ($($how:ident $kind:ty = $endpoint:expr;)*) => {
        [$(Reader { facts: <$kind>::FACTS, read: |text| $how(&$endpoint, text) }),*]
    };
}

fn resource() -> AzureResource {
    let id = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Web/sites/shop";
    AzureResource::parse(id).unwrap()
}

fn readers() -> impl IntoIterator<Item = Reader> {
    readers! {
        of_one Me = Me;
        of_one MyOrganization = MyOrganization;
        of_list MyDirectoryRoles = MyDirectoryRoles;
        of_list MyEligibleRoles = MyEligibleRoles;
        of_list MyActiveRoles = MyActiveRoles;
        of_list MyRoleRequests = MyRoleRequests(None);
        of_list ListActivationRules = ListActivationRules(RoleDefinitionId(Guid::ZERO));
        of_list ListManagedIdentities = ListManagedIdentities;
        of_one GetServicePrincipal = GetServicePrincipal(ID);
        of_one GetServicePrincipalByAppId = GetServicePrincipalByAppId(APP);
        of_list FindByAzureResource = FindByAzureResource(resource());
        of_one FindByName = FindByName(String::new());
        of_one GetApi = GetApi(ID);
        of_one GetApiByAppId = GetApiByAppId(APP);
        of_list ListApisOfTenant = ListApisOfTenant(TenantId(Guid::ZERO));
        of_list ListAppRoleAssignments = ListAppRoleAssignments(ID);
        of_list ListRoleDefinitions = ListRoleDefinitions;
        of_list ListRoleAssignments = ListRoleAssignments(ID);
        of_list ListScheduledRoles = ListScheduledRoles(Guid::ZERO);
        of_list ListGroupRoles = ListGroupRoles(vec![OBJECT]);
        of_list ListMemberships = ListMemberships(ID);
        of_list ListDelegatedGrants = ListDelegatedGrants(ID);
        of_list ListFederatedCredentials = ListFederatedCredentials(ID);
        of_list ListOwners = ListOwners(ID);
        of_list ListOwnedObjects = ListOwnedObjects(ID);
        of_list ListAuditEntries = ListAuditEntries(SUBJECT);
        of_list ListAppRoleChanges = ListAppRoleChanges(SUBJECT);
        of_list ListRecentGrants = ListRecentGrants(Timestamp::from_millis(0));
        of_one ListNewestSignIns = ListNewestSignIns(ID);
        of_list ListGrants = ListGrants(ID);
        of_list ListAllRoleAssignments = ListAllRoleAssignments;
        of_list ListAllScheduledRoles = ListAllScheduledRoles;
        of_list ListGroupMembers = ListGroupMembers(OBJECT);
        of_list ListServicePrincipalsInGroup = ListServicePrincipalsInGroup(OBJECT);
        of_list ListSignInActivity = ListSignInActivity;
        of_one FindGroupsByName = FindGroupsByName(String::new());
        of_one GetGroup = GetGroup(OBJECT);
        of_list ListGroupAppRoles = ListGroupAppRoles(OBJECT);
        of_list ListGroupMemberships = ListGroupMemberships(OBJECT);
        of_list ListDirectMemberships = ListDirectMemberships(ID);
        of_one GetAdministrativeUnit = GetAdministrativeUnit(OBJECT);
        of_list ListAdministrativeUnits = ListAdministrativeUnits;
        of_list FindApplicationsByName = FindApplicationsByName(String::new());
        of_one GetApplication = GetApplication(Guid::ZERO);
        of_list FindApplication = FindApplication(APP);
        of_one GetDeletedServicePrincipal = GetDeletedServicePrincipal(Guid::ZERO);
        of_one GetDirectoryObject = GetDirectoryObject(Guid::ZERO);
    }
}

/// The most texts of one form that are edited.
const EACH: usize = 4;

/// What the service answers on a visit: whole answers that are not lists, and some entries of every list, distinguished
/// by the fields that they have.
fn texts() -> Vec<String> {
    let mut forms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |text: &str| {
        let Ok(mut value) = serde_json::from_str::<Value>(text) else { return };
        let Some(fields) = value.as_object() else { return };
        let form = fields.keys().map(String::as_str).collect::<Vec<_>>().join(" ");
        let of_form = forms.entry(form).or_default();
        if of_form.len() < EACH && text.len() < 20_000 {
            of_form.push(text.to_owned());
            // Some readers take only what they asked for by its id, which is zero here.
            without_ids(&mut value);
            of_form.push(value.to_string());
        }
    };
    for body in services::answers() {
        #[derive(serde::Deserialize)]
        struct List {
            value: Vec<Box<RawValue>>,
        }
        match serde_json::from_str::<List>(&body) {
            Ok(list) => list.value.iter().for_each(|entry| add(entry.get())),
            Err(_) => add(&body),
        }
        // Some readers take the list as a whole.
        if body.len() < 4_000 {
            add(&body);
        }
    }
    forms.into_values().flatten().collect()
}

/// Lets every id be zero.
fn without_ids(value: &mut Value) {
    match value {
        Value::String(text) if text.parse::<Guid>().is_ok() => *text = Guid::ZERO.to_string(),
        Value::Array(items) => items.iter_mut().for_each(without_ids),
        Value::Object(fields) => fields.values_mut().for_each(without_ids),
        _ => {}
    }
}

#[test]
fn every_endpoint_that_reads_is_here_and_reads_something() {
    let texts = texts();
    let readers: Vec<Reader> = readers().into_iter().collect();
    let is_here = |facts: &&EndpointFacts| readers.iter().any(|reader| reader.facts.purpose == facts.purpose);
    let missing: Vec<&EndpointFacts> = endpoints::ALL.iter().filter(|it| it.method == "GET" && !is_here(it)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let reads_nothing = |reader: &&Reader| !texts.iter().any(|text| (reader.read)(text));
    let idle: Vec<&str> = readers.iter().filter(reads_nothing).map(|reader| reader.facts.purpose).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_answer_and_no_entry_breaks_any_reader(text in edited_of(texts())) {
        for reader in readers() {
            let _ = (reader.read)(&text);
        }
    }
}
