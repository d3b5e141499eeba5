//! How powerful a selection is, as far as that is known before the review.

use domain::apis::KnownApis;
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::wish::Wish;
use domain::ids::{AppId, AppRoleId};
use domain::tiers::{Rating, ReachedTier, Tier, rate_app_role, rate_azure, rate_directory_role_at};

/// The highest tier of what a selection adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelectionTier {
    /// The highest tier; `None` if nothing that is added is rated.
    pub highest: Option<Tier>,
    /// How many of the permissions and roles aren't rated.
    pub unrated: usize,
}

impl SelectionTier {
    /// The highest tier of a selection. `None` if it adds nothing.
    pub fn of<'a>(wishes: impl IntoIterator<Item = &'a Wish>, apis: &KnownApis) -> Option<Self> {
        let tiers: Vec<Option<Tier>> =
            wishes.into_iter().filter_map(|wish| rate(wish, apis)).map(|rating| rating.tier()).collect();
        let unrated = tiers.iter().filter(|tier| tier.is_none()).count();
        (!tiers.is_empty()).then(|| Self { highest: tiers.iter().flatten().min().copied(), unrated })
    }
}

/// The rating of a permission or role; `None` if it is removed. Azure roles get the rating that they have wherever they
/// lead, and pasted names have none.
pub fn rate(wish: &Wish, apis: &KnownApis) -> Option<Rating> {
    Some(match wish {
        Wish::Add(Permission::AppRole(name), _) => {
            app_role(name, apis).map(|(api, role)| rate_app_role(api, role)).unwrap_or_default()
        }
        Wish::Add(Permission::EntraRole { role, scope }, _) => rate_directory_role_at(*role, scope),
        Wish::Add(Permission::AzureRole(at), _) => rate_azure(at.role, &at.scope, ReachedTier::NOWHERE).rating(),
        // What a group carries is read for the review.
        Wish::Add(Permission::GroupMembership(_), _) | Wish::Named { .. } => Rating::default(),
        Wish::Remove(_) => return None,
    })
}

/// The API and ID of an app role that is named; `None` if the API isn't known or doesn't have it.
pub fn app_role(name: &AppRoleName, apis: &KnownApis) -> Option<(AppId, AppRoleId)> {
    match &name.role {
        RoleKey::Id(role) => Some((name.api, *role)),
        RoleKey::Value(value) => Some((name.api, apis.by_app_id(name.api)?.roles_by_value(value).next()?.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::example::{Example, directory_role, named, wish};
    use domain::well_known::{EXCHANGE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH};

    #[test]
    fn tier_of_a_selection_is_its_highest_and_counts_what_is_not_rated() {
        let apis = Example::new().apis;
        let check = |wishes: &[Wish], wanted: Option<(Option<Tier>, usize)>| {
            let tier = SelectionTier::of(wishes, &apis).map(|tier| (tier.highest, tier.unrated));
            assert_eq!(tier, wanted, "{wishes:?}");
        };
        let exchange = rate_directory_role_at(EXCHANGE_ADMINISTRATOR, &domain::directory_role::DirectoryScope::Tenant);
        check(&[], None);
        check(&[directory_role(EXCHANGE_ADMINISTRATOR)], Some((exchange.tier(), 0)));
        check(
            &[directory_role(EXCHANGE_ADMINISTRATOR), directory_role(GLOBAL_ADMINISTRATOR)],
            Some((Some(Tier::Zero), 0)),
        );
        check(&[named("Anything")], Some((None, 1)));
        check(&[named("Anything"), directory_role(GLOBAL_ADMINISTRATOR)], Some((Some(Tier::Zero), 1)));
    }

    #[test]
    fn app_role_that_the_api_lacks_is_not_rated() {
        let apis = Example::new().apis;
        assert!(rate(&wish(MICROSOFT_GRAPH, "User.ReadWrite.All"), &apis).unwrap().tier().is_some());
        assert_eq!(rate(&wish(MICROSOFT_GRAPH, "Nothing.Like.It"), &apis), Some(Rating::default()));
    }

    #[test]
    fn removal_has_no_tier() {
        let role =
            Permission::EntraRole { role: GLOBAL_ADMINISTRATOR, scope: domain::directory_role::DirectoryScope::Tenant };
        assert_eq!(SelectionTier::of(&[Wish::Remove(role)], &Example::new().apis), None);
    }
}
