//! Groups that an identity can be added to, and what their members get.

use futures_util::future::{join, join_all, join3};

use super::directory::Directory;
use crate::azure::ListAzureRoles;
use crate::endpoints::groups::{
    FindGroupsByName, GetGroup, ListDirectMemberships, ListGroupAppRoles, ListGroupMemberships,
};
use crate::endpoints::role_access::ListGroupRoles;
use crate::transport::{Surroundings, Transport};
use domain::azure_role::AzureRole;
use domain::change::approval::MOST_CHANGES;
use domain::change::wish::Wish;
use domain::directory_entry::EntryKind;
use domain::group::{Group, GroupAccess, GroupReading};
use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_set::SortedSet;
use domain::tiers::ReachedTier;

pub use crate::endpoints::groups::FoundGroups;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The groups that a text names: by the words of their names, or by an object ID.
    ///
    /// # Errors
    ///
    /// Where they can't be read. That there is none is no error.
    pub async fn find_groups(&self, text: &str) -> Result<FoundGroups, Problem> {
        let Ok(id) = text.trim().parse::<ObjectId>() else {
            return self.client.get(&FindGroupsByName(text.trim().to_owned())).await;
        };
        match self.client.get(&GetGroup(id)).await {
            Ok(group) => Ok(FoundGroups { groups: vec![group], more: false }),
            Err(Problem::NotFound(_)) => Ok(FoundGroups { groups: Vec::new(), more: false }),
            Err(problem) => Err(problem),
        }
    }

    /// A group.
    ///
    /// # Errors
    ///
    /// Where there is none, or it can't be read.
    pub async fn group(&self, id: ObjectId) -> Result<Group, Problem> {
        self.client.get(&GetGroup(id)).await
    }

    /// What a member of a group gets. `member` is the identity that is to be one. What can't be read says so for itself.
    pub async fn group_access(&self, id: ObjectId, member: ServicePrincipalId) -> GroupAccess {
        let (directory_roles, app_roles, above) = join3(
            self.client.list(&ListGroupRoles(vec![id]), |_| ()),
            self.client.list(&ListGroupAppRoles(id), |_| ()),
            self.client.list(&ListGroupMemberships(id), |_| ()),
        )
        .await;
        if let Ok(listing) = &app_roles {
            // The names of the roles are a service to the reader.
            let _ = self.load_resources(listing.items.iter().map(|it| it.resource)).await;
        }
        let (above, gap) = match above {
            Ok(listing) => {
                let gap = listing.gap.or((listing.unreadable > 0).then_some(Problem::Unreadable("a group")));
                (listing.items, gap)
            }
            Err(problem) => (Vec::new(), Some(problem)),
        };
        let is_group = |kind: &EntryKind| !matches!(kind, EntryKind::AdministrativeUnit | EntryKind::DirectoryRole);
        let above = above.iter().filter(|entry| is_group(&entry.kind)).map(|entry| entry.id.0);
        let principals: Vec<Guid> = std::iter::once(id.0).chain(above).collect();
        let azure_roles = self.azure_roles_with_leads(principals, member).await.map(|mut listing| {
            listing.gap = listing.gap.or(gap);
            listing
        });
        GroupAccess { directory_roles, app_roles, azure_roles }
    }

    /// The Azure roles of groups, each with where it would lead a member.
    async fn azure_roles_with_leads(
        &self,
        principals: Vec<Guid>,
        member: ServicePrincipalId,
    ) -> Result<Listing<(AzureRole, ReachedTier)>, Problem> {
        let listing = self.client.ask(&ListAzureRoles(principals)).await?;
        let leads = self.reached_tiers(member, &listing.items, |_| None).await;
        let items = listing.items.into_iter().zip(leads).collect();
        Ok(Listing { items, unreadable: listing.unreadable, gap: listing.gap })
    }

    /// The groups that an identity is a direct member of, with its administrative units and directory roles, by their
    /// IDs.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read.
    pub async fn direct_memberships(&self, identity: ServicePrincipalId) -> Result<Listing<ObjectId>, Problem> {
        self.client.list(&ListDirectMemberships(identity), |_| ()).await
    }

    /// Reads the groups of the wishes, and whether the identity is a direct member of them. Nothing is read where no wish is
    /// about a group.
    pub(super) async fn group_situation(
        &self,
        identity: ServicePrincipalId,
        wishes: &[Wish],
    ) -> Option<(Result<Listing<ObjectId>, Problem>, Vec<GroupReading>)> {
        let groups: SortedSet<ObjectId> = wishes.iter().filter_map(Wish::group).collect();
        if groups.is_empty() {
            return None;
        }
        // A link can name hundreds of groups. What a change has no room for is not asked for, and can't be reviewed.
        let readings = join_all(groups.into_iter().take(MOST_CHANGES).map(async |id| {
            let (group, access) = join(self.group(id), self.group_access(id, identity)).await;
            GroupReading { id, group, access }
        }));
        Some(join(self.direct_memberships(identity), readings).await)
    }
}
