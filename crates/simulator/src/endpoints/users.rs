//! `/users`: people.
//!
//! <https://learn.microsoft.com/graph/api/user-get>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_SELF, READ_USERS, need_scope};
use super::super::tenant::{Tenant, User};
use super::answers::one;
use super::methods::{not_known, only_get};
use domain::ids::UserId;

/// What the service tells of a user. Without `$select` it tells only the first eleven.
pub(super) const USERS: EntitySet = EntitySet {
    type_name: "user",
    context: "users",
    directory: true,
    properties: &[
        Property::plain("businessPhones", PropertyType::Other),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::plain("givenName", PropertyType::Text),
        Property::plain("jobTitle", PropertyType::Text),
        Property::plain("mail", PropertyType::Text),
        Property::plain("mobilePhone", PropertyType::Text),
        Property::plain("officeLocation", PropertyType::Text),
        Property::plain("preferredLanguage", PropertyType::Text),
        Property::plain("surname", PropertyType::Text),
        Property::asked("userPrincipalName", PropertyType::Text, "eq ne ge le in startswith endswith"),
        Property::asked("id", PropertyType::Text, "eq ne in"),
        Property::asked("accountEnabled", PropertyType::Flag, "eq ne in").on_request(),
        Property::asked("userType", PropertyType::Text, "eq ne in").on_request(),
        Property::plain("deletedDateTime", PropertyType::Time).on_request(),
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
