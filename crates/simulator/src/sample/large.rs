//! Tenants of any size, for measuring: as many identities and grants as wanted, the same ones for the same seed.
//!
//! What identities have is spread as in real tenants: some have nothing, many a few roles, a few very many; a handful
//! of roles of Microsoft Graph makes up most grants. Some grants are to a deleted API, some identities share a name,
//! some have directory roles, themselves or through groups.

use std::collections::BTreeSet;
use std::time::Duration;

use super::ids::id_of;
use super::{apis, company, directory_roles, people};
use crate::tenant::{RoleScope, ServicePrincipal, SignIn, Tenant, mix, random_guid};
use domain::guid::Guid;
use domain::ids::{AppId, RoleDefinitionId, ServicePrincipalId};
use domain::time::Timestamp;
use domain::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// A tenant to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LargeTenant {
    /// How many managed identities it has.
    pub identities: usize,
    /// How many app roles they have together.
    pub assignments: usize,
    /// What chance begins with.
    pub seed: u64,
}

const SUBSCRIPTIONS: u64 = 24;
const PURPOSES: [&str; 12] = [
    "sync", "report", "ingest", "billing", "deploy", "archive", "notify", "scan", "export", "lookup", "triage",
    "backup",
];
const TEAMS: [&str; 10] =
    ["hr", "finance", "sales", "identity", "network", "retail", "data", "security", "legal", "logistics"];
const RESOURCES: [(&str, &str); 6] = [
    ("func", "Microsoft.Web/sites"),
    ("logic", "Microsoft.Logic/workflows"),
    ("aa", "Microsoft.Automation/automationAccounts"),
    ("vm", "Microsoft.Compute/virtualMachines"),
    ("ca", "Microsoft.App/containerApps"),
    ("adf", "Microsoft.DataFactory/factories"),
];
/// The roles that most identities have, the most common first.
const COMMON: [(AppId, &str); 14] = [
    (MICROSOFT_GRAPH, "User.Read.All"),
    (MICROSOFT_GRAPH, "Directory.Read.All"),
    (MICROSOFT_GRAPH, "Group.Read.All"),
    (MICROSOFT_GRAPH, "Mail.Send"),
    (MICROSOFT_GRAPH, "Sites.Selected"),
    (MICROSOFT_GRAPH, "GroupMember.Read.All"),
    (MICROSOFT_GRAPH, "Sites.Read.All"),
    (MICROSOFT_GRAPH, "User.ReadWrite.All"),
    (SHAREPOINT_ONLINE, "Sites.FullControl.All"),
    (MICROSOFT_GRAPH, "Application.Read.All"),
    (EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
    (MICROSOFT_GRAPH, "Group.ReadWrite.All"),
    (MICROSOFT_GRAPH, "Sites.FullControl.All"),
    (MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory"),
];
/// Directory Readers, Exchange Administrator, Groups Administrator, User Administrator, Privileged Role Administrator.
const ROLES: [RoleDefinitionId; 5] = [
    RoleDefinitionId::known("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"),
    RoleDefinitionId::known("29232cdf-9323-42fd-ade2-1d097af3e4de"),
    RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c"),
    RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1"),
    RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814"),
];

impl LargeTenant {
    /// A tenant with three roles for each identity, but for the largest size, which is that of a real tenant: 12,580
    /// identities with 60,000 roles.
    pub fn of(identities: usize) -> Self {
        let assignments = if identities == 12_580 { 60_000 } else { identities * 3 };
        Self { identities, assignments, seed: 2026 }
    }

    /// Makes it, with the people and the APIs of the sample tenant.
    pub fn make(self, now: Timestamp) -> Tenant {
        let mut tenant = company::tenant(now);
        directory_roles::add(&mut tenant);
        let ids: Vec<ServicePrincipalId> =
            (0..).take(self.identities).map(|at| self.add(&mut tenant, at, now)).collect();
        self.grant(&mut tenant, &ids, now);
        self.assign(&mut tenant, &ids);
        self.sign_in(&mut tenant, &ids, now);
        tenant.azure_readers.insert(people::ADMINISTRATOR);
        tenant
    }

    /// A number that depends on the seed, the subject and the question alone.
    fn chance(self, about: u64, question: u64) -> u64 {
        mix(self.seed ^ mix(about ^ mix(question)))
    }

    fn pick<T: Copy>(self, choices: &[T], about: u64, question: u64) -> T {
        let at = self.chance(about, question) % (choices.len() as u64).max(1);
        choices[usize::try_from(at).unwrap_or_default()]
    }

    fn add(self, tenant: &mut Tenant, at: u64, now: Timestamp) -> ServicePrincipalId {
        let (short, kind) = self.pick(&RESOURCES, at, 1);
        let (team, purpose) = (self.pick(&TEAMS, at, 2), self.pick(&PURPOSES, at, 3));
        // Every hundredth has the name of another one, in another resource group.
        let number = if at % 100 == 99 { at - 1 } else { at };
        let subscription = random_guid(self.seed ^ 0x5355_4253, self.chance(at, 4) % SUBSCRIPTIONS);
        let group = format!("rg-{team}-{}", at % 40);
        let user_assigned = self.chance(at, 5).is_multiple_of(3);
        let name = if user_assigned {
            format!("id-{team}-{purpose}-{number:05}")
        } else {
            format!("{short}-{team}-{purpose}-{number:05}")
        };
        let path = if user_assigned { "Microsoft.ManagedIdentity/userAssignedIdentities" } else { kind };
        let resource = format!("/subscriptions/{subscription}/resourcegroups/{group}/providers/{path}/{name}");
        let how = if user_assigned { "isExplicit=True" } else { "isExplicit=False" };
        let id = ServicePrincipalId(random_guid(self.seed ^ 0x4944, at));
        let app_id = AppId(random_guid(self.seed ^ 0x4150_5049, at));
        let created = now - Duration::from_secs(86_400 * (10 + self.chance(at, 6) % 1_800));
        let principal = ServicePrincipal::managed_identity(id, app_id, &name, &[how, &resource]);
        tenant.add_service_principal(ServicePrincipal { created, ..principal });
        id
    }

    fn grant(self, tenant: &mut Tenant, ids: &[ServicePrincipalId], now: Timestamp) {
        let common: Vec<_> = COMMON.iter().filter_map(|&(api, value)| apis::role(tenant, api, value)).collect();
        let rare: Vec<_> = [MICROSOFT_GRAPH, apis::DEPOT_GATEWAY_API, apis::ORDERS_API]
            .into_iter()
            .flat_map(|api| apis::grantable(tenant, api))
            .collect();
        let gone = (ServicePrincipalId(id_of("api", "gone")), domain::ids::AppRoleId(id_of("role", "gone")));
        let mut held: BTreeSet<(ServicePrincipalId, apis::RoleOfApi)> = BTreeSet::new();
        let mut number = 0;
        while held.len() < self.assignments && !ids.is_empty() {
            number += 1;
            // The square of a chance is small more often than not: the first identities have the most.
            let share = self.chance(number, 11) % 10_000;
            let of = usize::try_from(share * share / 10_000).unwrap_or_default() * ids.len() / 10_000;
            let role = match self.chance(number, 12) % 100 {
                0 => gone,
                1..70 => {
                    common[usize::try_from(
                        self.chance(number, 13) % (1 + self.chance(number, 14) % common.len() as u64),
                    )
                    .unwrap_or_default()]
                }
                _ => self.pick(&rare, number, 15),
            };
            if held.insert((ids[of], role)) {
                let age = self.chance(number, 16) % 900;
                tenant.grant(ids[of].0, role.0, role.1, now - Duration::from_secs(86_400 * age + 60));
            }
        }
    }

    /// Every fortieth identity has a directory role, every thirtieth is in one of five groups that have one.
    fn assign(self, tenant: &mut Tenant, ids: &[ServicePrincipalId]) {
        for (at, id) in (0..).zip(ids) {
            if at % 40 == 7 {
                tenant.assign(id.0, self.pick(&ROLES, at, 21), RoleScope::Tenant);
            }
        }
        for (at, role) in ROLES.iter().enumerate() {
            let members: Vec<Guid> = ids.iter().skip(at + 3).step_by(150).map(|id| id.0).collect();
            let name = format!("sg-role-automation-{at}");
            people::add_group(tenant, &name, true, &members);
            tenant.assign(people::group(&name).0, *role, RoleScope::Tenant);
        }
    }

    /// Two of three signed in lately, some long ago, others never as far as is known.
    fn sign_in(self, tenant: &mut Tenant, ids: &[ServicePrincipalId], now: Timestamp) {
        for (at, &principal) in (0..).zip(ids) {
            let days = match self.chance(at, 31) % 12 {
                0..8 => self.chance(at, 32) % 20,
                8 | 9 => 100 + self.chance(at, 32) % 300,
                _ => continue,
            };
            let id = random_guid(self.seed ^ 0x5347, at);
            let when = now - Duration::from_secs(86_400 * days + 600);
            let resource_display_name = "Microsoft Graph".to_owned();
            tenant.add_sign_in(SignIn { id, principal, at: when, resource_display_name, error_code: 0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant::ServicePrincipalKind;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    #[test]
    fn a_tenant_is_as_large_as_wanted_and_the_same_every_time() {
        let wanted = LargeTenant { identities: 500, assignments: 1_500, seed: 1 };
        let (one, other) = (wanted.make(NOW), wanted.make(NOW));
        assert_eq!(one.service_principals, other.service_principals);
        let is_identity = |it: &&ServicePrincipal| it.kind == ServicePrincipalKind::ManagedIdentity;
        assert_eq!(one.service_principals.values().filter(is_identity).count(), 500);
        assert_eq!(one.app_role_assignments.len(), 1_500);
        let another = LargeTenant { seed: 2, ..wanted }.make(NOW);
        assert!(!one.service_principals.keys().eq(another.service_principals.keys()));
    }

    #[test]
    fn some_hold_nothing_and_some_a_lot() {
        let tenant = LargeTenant::of(1_000).make(NOW);
        let held = tenant.service_principals.values().filter(|it| it.kind == ServicePrincipalKind::ManagedIdentity);
        let counts: Vec<usize> = held.map(|it| tenant.app_role_assignments.of_principal(it.id.0).count()).collect();
        assert!(counts.contains(&0) && counts.iter().any(|&count| count > 20));
        assert!(tenant.role_assignments.len() > 25);
    }
}
