//! How far a reading is, and what is missing of it.

use super::super::{MissingData, ReadingProgress};
use super::{AzureState, TenantReading};
use crate::held_role::RoleSource;
use crate::identity::ManagedIdentity;
use crate::ids::ObjectId;
use crate::problem::Problem;

impl TenantReading {
    /// How far the reading has come.
    pub fn progress(&self) -> ReadingProgress {
        let all = self.identities.items().len().max(self.listed);
        let all_known = matches!(&self.identities, RoleSource::Read(listing) if listing.gap.is_none());
        let done = self.grants.values().filter(|grants| grants.gap.is_none()).count();
        ReadingProgress { done: done.min(all), all, all_known }
    }

    /// Everything that is missing.
    pub fn missing(&self) -> Vec<MissingData> {
        let mut missing = Vec::new();
        missing.extend(problem_of(&self.identities).map(MissingData::Identities));
        missing.extend(self.missing_grants());
        missing.extend(problem_of(&self.roles).map(MissingData::DirectoryRoles));
        missing.extend(self.missing_azure().map(MissingData::AzureRoles));
        missing.extend(self.missing_members());
        missing.extend(problem_of(&self.definitions).map(MissingData::RoleNames));
        missing.extend(problem_of(&self.endings).map(MissingData::Endings));
        missing.extend(self.apis.clone().map(MissingData::Apis));
        let lists = unreadable(&self.identities) + unreadable(&self.roles) + unreadable(&self.endings);
        let members: usize = self.members.values().map(unreadable).sum();
        let entries = lists + members + self.grants.values().map(|grants| grants.unreadable).sum::<usize>();
        if entries > 0 {
            missing.push(MissingData::Unreadable(entries));
        }
        missing
    }

    fn missing_grants(&self) -> Vec<MissingData> {
        let mut missing = Vec::new();
        let not_yet = self.identities.items().iter().filter(|it| !self.grants.contains_key(&it.id)).count();
        if not_yet > 0 {
            missing.push(MissingData::NotReadYet(not_yet));
        }
        let failed = |it: &&ManagedIdentity| self.grants.get(&it.id).is_some_and(|grants| grants.gap.is_some());
        let identities: Vec<_> = self.identities.items().iter().filter(failed).collect();
        let first = identities.first().and_then(|it| self.grants.get(&it.id)?.gap.as_deref());
        if let Some(problem) = first.cloned() {
            let identities = identities.into_iter().map(|it| (it.id, it.display_name.clone())).collect();
            missing.push(MissingData::Grants { identities, problem });
        }
        missing
    }

    /// Why Azure roles are missing though Azure is connected. That it is not connected is beside every tier instead.
    fn missing_azure(&self) -> Option<Problem> {
        match &self.azure {
            AzureState::Pending | AzureState::NotConnected => None,
            AzureState::Failed(problem) => Some(problem.clone()),
            AzureState::Read(read) => {
                let unreadable = || (read.roles.unreadable > 0).then_some(Problem::Unreadable("an Azure role"));
                read.roles.gap.clone().or_else(|| read.estate.gap().cloned()).or_else(unreadable)
            }
        }
    }

    fn missing_members(&self) -> Option<MissingData> {
        let problem = |group: &ObjectId| self.members.get(group).and_then(problem_of);
        let open = self.open_groups();
        let first = open.iter().find_map(problem);
        // The name comes with a directory role; a group with Azure roles alone is named by its ID.
        let name = |id: ObjectId| Some(self.group_name(id)).filter(|name| !name.is_empty());
        let groups: Vec<_> = open.into_iter().map(|id| (id, name(id).unwrap_or_else(|| id.to_string()))).collect();
        // Groups that were not asked for yet are missing with the identities, whose reading was stopped.
        first.map(|problem| MissingData::Members { groups, problem })
    }
}

fn problem_of<T>(source: &RoleSource<T>) -> Option<Problem> {
    match source {
        // A user who stopped the reading before this knows that it is missing.
        RoleSource::Pending => Some(Problem::Stopped),
        RoleSource::Failed(problem) => Some(problem.clone()),
        RoleSource::Read(listing) => listing.gap.clone(),
    }
}

fn unreadable<T>(source: &RoleSource<T>) -> usize {
    match source {
        RoleSource::Read(listing) => listing.unreadable,
        RoleSource::Pending | RoleSource::Failed(_) => 0,
    }
}
