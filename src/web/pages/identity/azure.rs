//! Azure: what an identity may do there, which resources use it, and who may run code on them. It is read with a token
//! of its own, which the user gives by connecting Azure.

use leptos::prelude::*;

use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Partial;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::azure_reach::RatedAzureRole;
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureRole, Controller};
use domain::directory_entry::DirectoryEntry;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_map::SortedMap;
use domain::tiers::ReachedTier;

/// Azure roles, and the groups through which some of them come.
#[derive(Clone, Debug)]
pub struct HeldInAzure {
    /// The roles.
    pub roles: Listing<AzureRole>,
    /// Where each of the roles leads, in their order.
    pub leads: Vec<ReachedTier>,
    /// The names of the identities that roles lead to, as far as they may be read.
    pub names: SortedMap<Guid, String>,
    /// The groups of the identity, as far as they could be read.
    pub groups: Vec<DirectoryEntry>,
    /// Why roles that come through groups may be missing.
    pub groups_gap: Option<Problem>,
}

impl Partial for HeldInAzure {
    /// Whether all roles that the signed-in user may see were read, and all groups.
    fn is_complete(&self) -> bool {
        self.roles.is_complete() && self.groups_gap.is_none()
    }
}

impl HeldInAzure {
    /// The roles with their tiers.
    pub fn rated(&self) -> Vec<RatedAzureRole> {
        let leads = self.leads.iter().copied().chain(std::iter::repeat(ReachedTier::UNKNOWN));
        self.roles.items.iter().zip(leads).map(|(role, lead)| RatedAzureRole::of(role.clone(), lead)).collect()
    }

    /// What the identity is called that a role leads to; its ID, where the name may not be read.
    pub fn leads_to(&self, rated: &RatedAzureRole) -> Option<String> {
        rated.leads_to.map(|id| self.names.get(&id.0).cloned().unwrap_or_else(|| id.to_string()))
    }
}

/// Who may run code where an identity lives, with their names as far as they may be read.
pub type Controllers = (Listing<Controller>, SortedMap<Guid, String>);

/// What is read of Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AzureReading {
    /// Everything.
    All,
    /// The resources that use the identity.
    Hosts,
    /// Who may run code where it lives.
    Controllers,
}

/// Reads from Azure. It comes with another part of the program than the page.
pub type AzureReader = fn(AzureRegions, AzureSubject, AzureReading);

/// Of whom it is read: an object ID, and the Azure resource where there is one.
pub type AzureSubject = (ServicePrincipalId, Option<AzureResource>);

/// What Azure says of one identity, each read on its own.
#[derive(Clone, Copy)]
pub struct AzureRegions {
    tenant: OpenTenant,
    identity: StoredValue<Option<AzureSubject>>,
    groups: StoredValue<Result<Listing<DirectoryEntry>, Problem>>,
    reader: StoredValue<Option<AzureReader>>,
    /// Its roles. With them everything else is read again, as after Azure was connected.
    pub roles: FetchedSignal<HeldInAzure>,
    /// The resources that use it.
    pub hosts: FetchedSignal<Listing<AzureResource>>,
    /// Who may run code on its own resource.
    pub controllers: FetchedSignal<Controllers>,
}

impl AzureRegions {
    /// Nothing has been read yet.
    pub fn new(tenant: OpenTenant) -> Self {
        let identity = StoredValue::new(None);
        let groups = StoredValue::new(Ok(Listing::complete(Vec::new())));
        let all = Self {
            tenant,
            identity,
            groups,
            reader: StoredValue::new(None),
            roles: FetchedSignal::read_elsewhere(),
            hosts: FetchedSignal::read_elsewhere(),
            controllers: FetchedSignal::read_elsewhere(),
        };
        all.roles.set_reader(move |_| all.run(AzureReading::All));
        all.hosts.set_reader(move |_| all.run(AzureReading::Hosts));
        all.controllers.set_reader(move |_| all.run(AzureReading::Controllers));
        // The identity is looked up first, and then the part of the program comes that reads Azure.
        all.roles.begin();
        all.hosts.begin();
        all.controllers.begin();
        all
    }

    /// Reads everything of the identity with this object ID and Azure resource, which is in these groups, as far as that
    /// could be read.
    pub fn read(
        self,
        id: ServicePrincipalId,
        resource: Option<AzureResource>,
        groups: Result<Listing<DirectoryEntry>, Problem>,
    ) {
        self.identity.set_value(Some((id, resource)));
        self.groups.set_value(groups);
        self.roles.read();
    }

    /// Reads who may run code again by itself where a new token may give more names.
    pub fn follow_tokens(self) {
        let lacks = |(listing, names): &Controllers| listing.items.iter().any(|it| !names.contains_key(&it.principal));
        self.controllers.reread_where(lacks);
    }

    /// Takes what reads Azure, now that its part of the program is there, and reads what was asked for before that.
    pub fn attach(self, reader: AzureReader) {
        if self.reader.get_value().is_none() {
            self.reader.set_value(Some(reader));
            self.roles.read();
        }
    }

    /// What is read before the reader is there is read by [`AzureRegions::attach`].
    fn run(self, what: AzureReading) {
        let (reader, identity) = (self.reader.get_value(), self.identity.get_value());
        if let Some((read, identity)) = reader.zip(identity) {
            read(self, identity, what);
        }
    }

    /// The tenant that is read.
    pub fn tenant(self) -> OpenTenant {
        self.tenant
    }

    /// The groups of the identity, and why they may not be all.
    pub fn groups(self) -> (Vec<DirectoryEntry>, Option<Problem>) {
        match self.groups.get_value() {
            Ok(groups) => (groups.items, groups.gap),
            Err(problem) => (Vec::new(), Some(problem)),
        }
    }
}
