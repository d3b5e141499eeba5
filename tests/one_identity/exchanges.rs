//! How many exchanges a user waits for: from a search to what an identity may do.

use std::time::Duration;

use domain::identity::ManagedIdentity;
use domain::search::SearchTerm;
use domain::tiers::host_control;
use domain::well_known::COMMON_APIS;
use futures_util::future::{join, join3, join4};
use graph::operations::lookup::FoundObject;
use graph::transport::{Authority, Surroundings};
use simulator::recording::{Exchange, depth};

use crate::visit::Visit;

/// What a user sees of one identity. Everything that its object id is enough for is asked for at once; the logs and
/// Azure follow when the identity and its groups are known.
async fn open(visit: &Visit, identity: &ManagedIdentity) {
    let (directory, id) = (&visit.directory, identity.id);
    let app_roles = async {
        let (held, ()) = join(directory.assignments_of(id), directory.load_apis(COMMON_APIS)).await;
        let held = held.app_roles.unwrap();
        directory.load_resources(held.items.iter().map(|it| it.grant.resource)).await.unwrap();
    };
    let relations = join4(
        directory.owners_of(id),
        directory.owned_by(id),
        directory.delegated_grants_of(id),
        directory.federated_credentials_of(id),
    );
    let afterwards = async {
        let (found, groups) = join(directory.find(id.0), directory.groups_of(id)).await;
        assert!(matches!(found.unwrap(), FoundObject::ManagedIdentity(_)));
        let groups = groups.unwrap().memberships;
        assert!(groups.is_complete());
        let groups: Vec<_> = groups.items.iter().map(|it| it.id).collect();
        let of_azure = join3(
            directory.azure_roles_of(id, &groups, identity.resource.as_ref()),
            directory.hosts_of(id),
            controllers(visit, identity),
        );
        join3(directory.audits_of(identity), directory.sign_ins_of(identity), of_azure).await
    };
    let (_, roles, (owners, owned, grants, trust), (audits, sign_ins, (azure, hosts, _))) =
        join4(app_roles, directory.role_access(id, |_| ()), relations, afterwards).await;
    assert_eq!(roles.gaps(), []);
    assert!(owners.is_ok() && owned.is_ok() && grants.is_ok() && trust.is_ok());
    assert!(audits.entries.is_ok() && sign_ins.entries.is_ok(), "{audits:?} {sign_ins:?}");
    assert!(azure.is_ok() && hosts.is_ok(), "{azure:?} {hosts:?}");
}

async fn controllers(visit: &Visit, identity: &ManagedIdentity) {
    let Some(host) = &identity.resource else { return };
    let listing = visit.directory.controllers_of(host, host_control(Some(host)).azure_roles).await.unwrap();
    let principals: Vec<_> = listing.items.iter().map(|it| it.principal).collect();
    assert!(!visit.directory.names_of(&principals).await.is_empty());
}

/// Those of the exchanges that go to Microsoft Graph.
fn with_graph(exchanges: &[Exchange]) -> usize {
    exchanges.iter().filter(|exchange| exchange.authority != Authority::Azure).count()
}

#[test]
fn from_a_pasted_id_to_its_permissions_are_two_exchanges() {
    let visit = Visit::new();
    let lazy = visit.identity("aa-m365-lifecycle");
    for pasted in [lazy.id.0, lazy.app_id.0] {
        visit.sent.take();
        let began = visit.time.now();
        visit.run(async {
            let found = visit.directory.find(pasted).await.unwrap();
            let FoundObject::ManagedIdentity(identity) = found else { panic!("{found:?}") };
            let held = visit.directory.assignments_of(identity.id).await;
            assert_eq!((held.app_roles.unwrap().items.len(), held.directory_roles.unwrap().items.len()), (8, 1));
        });
        let exchanges = visit.sent.exchanges();
        assert_eq!((exchanges.len(), depth(&exchanges)), (2, 2), "{pasted}");
        assert_eq!(visit.time.now().since(began), Duration::from_secs(2));
    }
}

#[test]
fn from_an_azure_resource_to_its_permissions_are_two_exchanges() {
    let visit = Visit::new();
    let lazy = visit.identity("aa-m365-lifecycle");
    let SearchTerm::Resource(resource) = SearchTerm::parse(lazy.resource.as_ref().unwrap().id()) else { panic!() };
    visit.run(async {
        let found = visit.directory.identities_of(resource).await.unwrap();
        assert_eq!(found.items[0].id, lazy.id);
        visit.directory.assignments_of(found.items[0].id).await.app_roles.unwrap();
    });
    assert_eq!(depth(&visit.sent.exchanges()), 2);
}

#[test]
fn every_facet_is_there_after_six_exchanges() {
    // A list of more than 999 entries has a second page, and so has the log of who granted them.
    let cases = [("aa-m365-lifecycle", 6), ("adf-warehouse", 6), ("func-onboarding-prod", 6)];
    for (name, most) in cases.into_iter().chain([("id-load-test-1001-permissions", 7)]) {
        let visit = Visit::new();
        let identity = visit.identity(name);
        visit.run(open(&visit, &identity));
        let exchanges = visit.sent.exchanges();
        assert!(depth(&exchanges) <= 4, "{name}: {} one after the other", depth(&exchanges));
        assert!(with_graph(&exchanges) <= most, "{name}: {} with Microsoft Graph", with_graph(&exchanges));
    }
}
