//! Wishes that are only a name so far.

use super::row::{Choice, Obstacle, ReviewRow, Subject, Verdict};
use super::subject::best_role;
use super::{Situation, row_of};
use crate::domain::change::wish::{Lasting, RoleKey, Wish};
use crate::domain::directory_role::DirectoryScope;
use crate::domain::ids::AppId;

/// A pasted name is looked for in the API that was named with it, else in every API and among the directory roles.
pub(super) fn named(situation: Situation<'_>, wish: &Wish, api: Option<AppId>, name: &str) -> ReviewRow {
    let obstacle = |obstacle| {
        let (subject, verdict) = (Subject::Name(name.to_owned()), Verdict::NotPossible(obstacle));
        ReviewRow::new(situation.identity.id, wish.clone(), subject, verdict)
    };
    // The row keeps the wish as it was chosen: by it a person takes it back or puts something else in its place.
    let meant = |meaning: &Wish| ReviewRow { wish: wish.clone(), ..row_of(situation, meaning) };
    if let Some(app_id) = api {
        return meant(&Wish::AppRole { api: app_id, role: RoleKey::Value(name.to_owned()) });
    }
    let choices = choices(situation, name);
    match &choices[..] {
        [] => obstacle(Obstacle::NoSuchRole),
        [only] => meant(&only.wish),
        _ => obstacle(Obstacle::Ambiguous(choices)),
    }
}

fn choices(situation: Situation<'_>, name: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for api in situation.apis.present() {
        let key = RoleKey::Value(name.to_owned());
        if let Some(role) = best_role(api, &key) {
            let wish = Wish::AppRole { api: api.app_id, role: RoleKey::Id(role.id) };
            choices.push(Choice { wish, of: api.distinct_name().into_owned() });
        }
    }
    if let Ok(listing) = situation.directory_roles {
        for definition in listing.items.iter().filter(|it| it.display_name.eq_ignore_ascii_case(name)) {
            let scope = DirectoryScope::Tenant;
            let wish = Wish::DirectoryRole { role: definition.id, scope, lasting: Lasting::Permanent };
            choices.push(Choice { wish, of: definition.display_name.clone() });
        }
    }
    choices
}
