//! What happened to an identity, and what it did.

use futures_util::future::join;

use super::directory::Directory;
use crate::endpoints::audit_log::{ListAppRoleChanges, ListAuditEntries, Subject};
use crate::endpoints::sign_ins::{ListNewestSignIns, NEWEST};
use crate::transport::{Surroundings, Transport};
use domain::activity::{AuditEntry, LogEntries, SignIn};
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sort;
use domain::sorted_set::SortedSet;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Who changed what about an identity, newest first, as far as the tenant's log goes back.
    pub async fn audits_of(&self, identity: &ManagedIdentity) -> LogEntries<AuditEntry> {
        self.audits_of_principal(identity.id, identity.app_id).await
    }

    /// The same about a service principal of any kind, by both of its IDs.
    pub async fn audits_of_principal(&self, id: ServicePrincipalId, app_id: AppId) -> LogEntries<AuditEntry> {
        let subject = Subject { id, app_id };
        let (as_target, as_holder) = join(
            self.client.list(&ListAuditEntries(subject), |_| ()),
            self.client.list(&ListAppRoleChanges(subject), |_| ()),
        )
        .await;
        LogEntries::audits(merged(as_target, as_holder), self.surroundings().now())
    }

    /// The newest sign-ins of an identity.
    pub async fn sign_ins_of(&self, identity: &ManagedIdentity) -> LogEntries<SignIn> {
        LogEntries::sign_ins(self.client.get(&ListNewestSignIns(identity.id)).await, NEWEST)
    }
}

/// Both lists may have the same entry. One of them alone is a list with a gap.
fn merged(
    as_target: Result<Listing<AuditEntry>, Problem>,
    as_holder: Result<Listing<Option<AuditEntry>>, Problem>,
) -> Result<Listing<AuditEntry>, Problem> {
    let mut all = Listing::complete(Vec::new());
    match (as_target, as_holder) {
        (Err(problem), Err(_)) => return Err(problem),
        (Ok(one), Ok(other)) => {
            all.unreadable = one.unreadable + other.unreadable;
            all.gap = one.gap.or(other.gap);
            all.items = one.items.into_iter().chain(other.items.into_iter().flatten()).collect();
        }
        (Ok(one), Err(problem)) => all = Listing { gap: Some(problem), ..one },
        (Err(problem), Ok(other)) => {
            let items = other.items.into_iter().flatten().collect();
            all = Listing { items, unreadable: other.unreadable, gap: Some(problem) };
        }
    }
    let mut seen = SortedSet::new();
    all.items.retain(|entry| seen.insert(entry.id.clone()));
    sort::sort_by(&mut all.items, |one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
    Ok(all)
}
