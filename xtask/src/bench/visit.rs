//! How many exchanges a user waits for, one after the other, from a pasted id to what the identity may do, counted on
//! the sample tenant with every answer taking a second.

use super::figures::Row;
use super::release::Release;
use anyhow::{Context, Result, bail};
use domain::identity::ManagedIdentity;
use domain::ids::AppId;
use domain::scope::Scope;
use domain::tiers::host_control;
use domain::time::Timestamp;
use domain::well_known::COMMON_APIS;
use graph::operations::directory::Directory;
use graph::operations::lookup::FoundObject;
use simulator::faults::{Fault, FaultyTransport, Rule, When, Which};
use simulator::recording::{Recording, depth};
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// It has directory roles, and app roles of several APIs.
const IDENTITY: &str = "id-hr-sync";
const NOW: &str = "2026-11-23T09:00:00Z";
const PERMISSIONS: u64 = 2;
const EVERY_FACET: u64 = 6;

type Sent = Recording<Rc<FaultyTransport<SimulatorTransport<VirtualTime>, VirtualTime>>, VirtualTime>;

/// The waits from a pasted id to the permissions, and to every facet; and how many exchanges those are in all.
pub fn rows(_release: &Release) -> Result<Vec<Row>> {
    let now: Timestamp = NOW.parse().ok().context("a constant time is malformed")?;
    let time = VirtualTime::new(now, 7);
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
    let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
    let caller = Caller::new(sample::ADMINISTRATOR, app, &scopes.join(" "));
    let simulator = Rc::new(RefCell::new(Simulator::new(sample::tenant(now))));
    let service = SimulatorTransport::new(simulator, time.clone(), caller);
    let slow = Rule::new(Fault::Latency(Duration::from_secs(1)), Which::Any, When::Always);
    let sent = Recording::new(Rc::new(FaultyTransport::new(service, time.clone(), 7, vec![slow])), time.clone());
    let granted = Scope::ALL.iter().copied().collect();
    let directory = Directory::new(sent.clone(), time.clone(), "graph.microsoft.com", granted);

    let listing = time.run(directory.identities(|_| ())).context("the list got stuck")??;
    let named = listing.items.into_iter().find(|identity| identity.display_name == IDENTITY);
    let identity = named.with_context(|| format!("the sample tenant has no {IDENTITY}"))?;
    sent.take();
    time.run(permissions(&directory, &identity)).context("the visit got stuck")??;
    let to_permissions = depth(&sent.exchanges());
    sent.take();
    time.run(everything(&directory, &identity)).context("the visit got stuck")??;
    let exchanges = sent.exchanges();
    Ok(vec![
        Row::new("to its application permissions and directory roles", to_permissions as u64, "exchanges in a row")
            .reach(PERMISSIONS),
        Row::new("to every facet", depth(&exchanges) as u64, "exchanges in a row").reach(EVERY_FACET),
        Row::new("  all of them", exchanges.len() as u64, "exchanges"),
    ])
}

/// From a pasted id to the app roles and directory roles.
async fn permissions(directory: &Directory<Sent, VirtualTime>, identity: &ManagedIdentity) -> Result<()> {
    let FoundObject::ManagedIdentity(found) = directory.find(identity.id.0).await? else {
        bail!("the id was not recognized");
    };
    let held = directory.assignments_of(found.id).await;
    held.app_roles?;
    held.directory_roles?;
    Ok(())
}

/// The same with everything else that the page shows: what the object id is enough for at once, the logs and Azure when
/// the identity and its groups are known.
async fn everything(directory: &Directory<Sent, VirtualTime>, identity: &ManagedIdentity) -> Result<()> {
    let id = identity.id;
    let app_roles = async {
        let (held, ()) = tokio::join!(directory.assignments_of(id), directory.load_apis(COMMON_APIS));
        directory.load_resources(held.app_roles?.items.iter().map(|it| it.grant.resource)).await
    };
    let afterwards = async {
        let (found, groups) = tokio::join!(directory.find(id.0), directory.groups_of(id));
        found?;
        let groups: Vec<_> = groups?.memberships.items.iter().map(|group| group.id).collect();
        let (audits, sign_ins, azure, hosts, control) = tokio::join!(
            directory.audits_of(identity),
            directory.sign_ins_of(identity),
            directory.azure_roles_of(id, &groups, identity.resource.as_ref()),
            directory.hosts_of(id),
            controllers(directory, identity),
        );
        audits.entries?;
        sign_ins.entries?;
        azure?;
        hosts?;
        control
    };
    let (app_roles, _, owners, owned, grants, trust, afterwards) = tokio::join!(
        app_roles,
        directory.role_access(id, |_| ()),
        directory.owners_of(id),
        directory.owned_by(id),
        directory.delegated_grants_of(id),
        directory.federated_credentials_of(id),
        afterwards,
    );
    app_roles?;
    owners?;
    owned?;
    grants?;
    trust?;
    afterwards
}

/// Who may run code where the identity lives, with their names.
async fn controllers(directory: &Directory<Sent, VirtualTime>, identity: &ManagedIdentity) -> Result<()> {
    let host = identity.resource.as_ref().context("the identity has no resource")?;
    let listing = directory.controllers_of(host, host_control(Some(host)).azure_roles).await?;
    let principals: Vec<_> = listing.items.iter().map(|it| it.principal).collect();
    directory.names_of(&principals).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn visit_takes_no_more_exchanges_than_promised() {
        let rows = rows(&Release { folder: PathBuf::new(), against: None }).unwrap();
        assert!(rows.iter().all(Row::is_reached));
    }
}
