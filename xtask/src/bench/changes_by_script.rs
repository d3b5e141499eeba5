//! What the article's script sends for the nine changes, for comparison: every request that its commands make, one after
//! the other, and no more than that. Its errors of spelling are left out, without which it would send nothing.

use super::asking::ThrottledClient;
use super::counting::{Cost, Counting};
use anyhow::{Context, Result};
use domain::ids::AppId;
use domain::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};
use serde_json::{Value, json};
use simulator::Simulator;
use simulator::surroundings::VirtualTime;
use std::cell::RefCell;
use std::rc::Rc;

/// The APIs of which it grants roles, and whether it looks first whether a role is there.
const GRANTS: [(AppId, &[&str], bool); 3] = [
    (
        MICROSOFT_GRAPH,
        &["UserAuthenticationMethod.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "User.ReadWrite.All"],
        true,
    ),
    (SHAREPOINT_ONLINE, &["Sites.FullControl.All", "TermStore.ReadWrite.All", "User.ReadWrite.All"], true),
    (EXCHANGE_ONLINE, &["Exchange.ManageAsApp"], false),
];
const DIRECTORY_ROLE: &str = "Exchange%20Administrator";

/// What a run cost, and how many of its requests were refused.
pub fn run(simulator: &Rc<RefCell<Simulator>>, time: &VirtualTime, identity: &str) -> Result<(Cost, u64)> {
    let transport = Counting::new(simulator, time);
    let asking = ThrottledClient::new(&transport, time);
    time.run(script(&asking, identity)).context("the comparison got stuck")?;
    Ok((transport.cost(), asking.refused() as u64))
}

async fn script(asking: &ThrottledClient<'_>, identity: &str) {
    let found = asking.get(&format!("/v1.0/servicePrincipals?$filter=displayName%20eq%20%27{identity}%27")).await;
    let id = &found["value"][0]["id"];
    let own = format!("/v1.0/servicePrincipals/{}/appRoleAssignments", id.as_str().unwrap_or_default());
    for (app_id, values, looks) in GRANTS {
        let found = asking.get(&format!("/v1.0/servicePrincipals?$filter=appId%20eq%20%27{app_id}%27")).await;
        let api = &found["value"][0];
        for value in values {
            let role = list(&api["appRoles"]).find(|role| role["value"] == *value).map(|role| role["id"].clone());
            if looks {
                let held = asking.get(&own).await;
                if list(&held["value"])
                    .any(|it| it["resourceId"] == api["id"] && Some(&it["appRoleId"]) == role.as_ref())
                {
                    continue;
                }
            }
            asking.post(&own, &json!({ "principalId": id, "resourceId": api["id"], "appRoleId": role })).await;
        }
    }
    let definitions = "/v1.0/roleManagement/directory/roleDefinitions";
    let found = asking.get(&format!("{definitions}?$filter=displayName%20eq%20%27{DIRECTORY_ROLE}%27")).await;
    let role = &found["value"][0]["id"];
    let body = json!({ "principalId": id, "roleDefinitionId": role, "directoryScopeId": "/" });
    asking.post("/v1.0/roleManagement/directory/roleAssignments", &body).await;
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
