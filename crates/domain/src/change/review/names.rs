//! Wishes that are only a name so far.

use super::row::{Choice, Obstacle, Subject};
use super::situation::Situation;
use super::subject::{self, best_role};
use crate::api::Api;
use crate::apis::ApiState;
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::AppId;
use crate::problem::Problem;
use crate::tiers::apis_with_value;
use crate::well_known::COMMON_APIS;

/// A name without one meaning that could be looked at: what its row is about, and why nothing would happen.
pub(super) type Unsettled = Box<(Subject, Obstacle)>;

/// Finds what a pasted name means: in the API that was named with it, else in every API and among the Entra roles.
///
/// A value that one of Microsoft's APIs is known to have belongs to that API. Where that API could not be read, or the
/// tenant does not have it, no other API takes its place: a role of the tenant's own API is then a choice to make.
pub(super) fn meaning_of(situation: Situation<'_>, api: Option<AppId>, name: &str) -> Result<Wish, Unsettled> {
    let unsettled = |obstacle| Err(Box::new((Subject::Name(name.to_owned()), obstacle)));
    if let Some(app_id) = api {
        return Ok(Wish::Add(
            Permission::AppRole(AppRoleName { api: app_id, role: RoleKey::Value(name.to_owned()) }),
            Lasting::Permanent,
        ));
    }
    let owners = apis_with_value(name);
    let Choices { choices, microsofts } = choices(situation, &owners, name);
    if let Some((app_id, problem)) = unread_owner(situation, &owners, name, microsofts) {
        let asked = subject::app_role(situation.apis, app_id, &RoleKey::Value(name.to_owned()));
        return Err(Box::new((asked, Obstacle::ApiUnread(problem))));
    }
    match (&choices[..], situation.directory_roles) {
        // A name with a blank is that of an Entra role.
        ([], Err(problem)) if name.contains(' ') => unsettled(Obstacle::DirectoryRolesUnread(problem.clone())),
        ([], _) => unsettled(Obstacle::NoSuchRole),
        ([only], _) if microsofts > 0 || owners.is_empty() || is_directory_role(only) => Ok(only.wish.clone()),
        _ => unsettled(Obstacle::Ambiguous(choices)),
    }
}

/// What a name can mean, and how many of these are app roles of Microsoft's APIs.
struct Choices {
    choices: Vec<Choice>,
    microsofts: usize,
}

fn choices(situation: Situation<'_>, owners: &[AppId], name: &str) -> Choices {
    let key = RoleKey::Value(name.to_owned());
    let mut choices: Vec<Choice> = Vec::new();
    let mut offer = |api: &Api| {
        if let Some(role) = best_role(api, &key) {
            let wish = Wish::Add(
                Permission::AppRole(AppRoleName { api: api.app_id, role: RoleKey::Id(role.id) }),
                Lasting::Permanent,
            );
            choices.push(Choice { wish, of: api.distinct_name().into_owned() });
        }
    };
    // Microsoft Graph comes first, as most people mean it, and the tenant's own APIs come last.
    let mut first: Vec<AppId> = COMMON_APIS.to_vec();
    first.extend(owners.iter().filter(|owner| !COMMON_APIS.contains(owner)));
    first.iter().filter_map(|api| situation.apis.by_app_id(*api)).for_each(|api| offer(api));
    let is_other = |api: &&std::rc::Rc<Api>| !first.contains(&api.app_id);
    situation.apis.present().filter(is_other).for_each(|api| offer(api));
    let of_microsoft = |choice: &&Choice| matches!(&choice.wish, Wish::Add(Permission::AppRole(AppRoleName { api, .. }), _) if first.contains(api));
    let microsofts = choices.iter().filter(of_microsoft).count();
    if let Ok(listing) = situation.directory_roles {
        for definition in listing.items.iter().filter(|it| it.display_name.eq_ignore_ascii_case(name)) {
            let scope = DirectoryScope::Tenant;
            let wish = Wish::Add(Permission::EntraRole { role: definition.id, scope }, Lasting::Permanent);
            choices.push(Choice { wish, of: definition.display_name.clone() });
        }
    }
    Choices { choices, microsofts }
}

/// The API of Microsoft that may have the name and could not be read. A value that no release knew may be new in one of
/// the common APIs, unless one of them was read and has it.
fn unread_owner(situation: Situation<'_>, owners: &[AppId], name: &str, microsofts: usize) -> Option<(AppId, Problem)> {
    let unread = |api: &AppId| match situation.apis.state(*api) {
        Some(ApiState::Unread(problem)) => Some((*api, problem.clone())),
        _ => None,
    };
    let may_be_new = microsofts == 0 && owners.is_empty() && !name.contains(' ');
    let common = COMMON_APIS.iter().filter(|_| may_be_new);
    owners.iter().chain(common).find_map(unread)
}

fn is_directory_role(choice: &Choice) -> bool {
    matches!(choice.wish, Wish::Add(Permission::EntraRole { .. }, _))
}
