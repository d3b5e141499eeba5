//! `/users`: people.
//!
//! <https://learn.microsoft.com/graph/api/user-get>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_SELF, READ_USERS, need_scope};
use super::super::tenant::{Tenant, User};
use super::answers::one;
use super::{not_known, only_get};
use domain::ids::UserId;

/// What the service tells of a user. Without `$select` it tells only the first eleven.
pub(super) const USERS: EntitySet = EntitySet {
    type_name: "user",
    context: "users",
    directory: true,
    properties: &[
        Property::plain("businessPhones", Kind::Other),
        Property::asked("displayName", Kind::Text, "eq ne ge le in startswith"),
        Property::plain("givenName", Kind::Text),
        Property::plain("jobTitle", Kind::Text),
        Property::plain("mail", Kind::Text),
        Property::plain("mobilePhone", Kind::Text),
        Property::plain("officeLocation", Kind::Text),
        Property::plain("preferredLanguage", Kind::Text),
        Property::plain("surname", Kind::Text),
        Property::asked("userPrincipalName", Kind::Text, "eq ne ge le in startswith endswith"),
        Property::asked("id", Kind::Text, "eq ne in"),
        Property::asked("accountEnabled", Kind::Flag, "eq ne in").on_request(),
        Property::asked("userType", Kind::Text, "eq ne in").on_request(),
        Property::plain("deletedDateTime", Kind::Time).on_request(),
    ],
    ..EntitySet::BASE
};

/// Answers what is behind `/users`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    let [key] = rest else { return Err(not_known(inquiry)) };
    let missing = || Refusal::NotFound((*key).to_owned());
    let found = match key.parse::<UserId>() {
        Ok(id) => tenant.users.get(&id),
        Err(_) => tenant.users.values().find(|user| user.user_principal_name.eq_ignore_ascii_case(key)),
    };
    let own = found.is_some_and(|user| user.id == inquiry.caller.user);
    need_scope(inquiry, if own { READ_SELF } else { READ_USERS })?;
    one(&USERS, &UserRow(found.ok_or_else(missing)?), inquiry)
}

/// A user in a list.
pub(super) struct UserRow<'t>(pub &'t User);

impl Entity for UserRow<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" => json!(it.id),
            "displayName" => json!(it.display_name),
            "userPrincipalName" | "mail" => json!(it.user_principal_name),
            "givenName" => json!(it.display_name.split_once(' ').map(|(given, _)| given)),
            "surname" => json!(it.display_name.split_once(' ').map(|(_, surname)| surname)),
            "accountEnabled" => json!(it.account_enabled),
            "userType" => json!(if it.guest { "Guest" } else { "Member" }),
            "businessPhones" => json!([]),
            _ => Value::Null,
        }
    }
}
