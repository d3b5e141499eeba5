//! The form that people have from earlier tools: a list of APIs, each with the values of its app roles, and a list of
//! the names of directory roles.
//!
//! ```json
//! [{ "Id": "00000003-0000-0000-c000-000000000000", "Name": "Microsoft Graph", "AppRoleAssignments": ["Mail.Send"] }]
//! ```
//!
//! ```json
//! ["Exchange Administrator"]
//! ```

use serde::{Deserialize, Serialize};

use super::error::SetError;
use super::own_set::{checked_name, push};
use crate::apis::KnownApis;
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::ids::AppId;
use crate::json::indented;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireApi {
    #[serde(rename = "Id")]
    id: AppId,
    /// For people; an API is known by its id.
    #[serde(rename = "Name", default)]
    name: String,
    #[serde(rename = "AppRoleAssignments")]
    app_role_assignments: Vec<String>,
}

/// A wish that a file of this form cannot contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedWish {
    /// The wish.
    pub wish: Wish,
    /// Why.
    pub why: OmissionReason,
}

/// Why a file of this form cannot contain a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmissionReason {
    /// The role's value is not known, or it has none.
    NoValue,
    /// The role's name is not known.
    NoName,
    /// The file has no place for a scope or a limited time.
    ScopeOrTime,
    /// It is of another kind: a file contains app roles or directory roles, and nothing that removes.
    OtherKind,
}

/// Reads either list.
pub(super) fn read(text: &str) -> Result<Vec<Wish>, SetError> {
    let apis = match serde_json::from_str::<Vec<String>>(text) {
        Ok(names) => return role_names(names),
        Err(_) => serde_json::from_str::<Vec<WireApi>>(text).map_err(|error| SetError::not_a_set(&error))?,
    };
    let mut wishes = Vec::new();
    for api in apis {
        for value in api.app_role_assignments {
            let value = checked_name(value)?;
            let wish = Wish::Add(
                Permission::AppRole(AppRoleName { api: api.id, role: RoleKey::Value(value.clone()) }),
                Lasting::Permanent,
            );
            push(&mut wishes, wish, &value)?;
        }
    }
    Ok(wishes)
}

fn role_names(names: Vec<String>) -> Result<Vec<Wish>, SetError> {
    let mut wishes = Vec::new();
    for name in names {
        let name = checked_name(name)?;
        push(&mut wishes, Wish::Named { api: None, name: name.clone() }, &name)?;
    }
    Ok(wishes)
}

/// Writes the app roles among the wishes, and says what is not in the file.
pub fn write_assignments(wishes: &[Wish], apis: &KnownApis) -> (String, Vec<SkippedWish>) {
    let (mut wire, mut left_out): (Vec<WireApi>, Vec<SkippedWish>) = (Vec::new(), Vec::new());
    for wish in wishes {
        let (api, value) = match wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => (*api, value_of(apis, *api, role)),
            Wish::Named { api: Some(api), name } => (*api, Some(name.clone())),
            _ => {
                left_out.push(SkippedWish { wish: wish.clone(), why: OmissionReason::OtherKind });
                continue;
            }
        };
        let Some(value) = value else {
            left_out.push(SkippedWish { wish: wish.clone(), why: OmissionReason::NoValue });
            continue;
        };
        match wire.iter_mut().find(|it| it.id == api) {
            Some(it) => it.app_role_assignments.push(value),
            None => {
                let name = apis.by_app_id(api).map_or_else(String::new, |api| api.display_name.clone());
                wire.push(WireApi { id: api, name, app_role_assignments: vec![value] });
            }
        }
    }
    (indented(&wire), left_out)
}

/// Writes the names of the directory roles among the wishes, and says what is not in the file.
pub fn write_role_names(wishes: &[Wish], definitions: &[RoleDefinition]) -> (String, Vec<SkippedWish>) {
    let (mut names, mut left_out) = (Vec::new(), Vec::new());
    for wish in wishes {
        let why = match wish {
            Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::Tenant }, lasting)
                if *lasting == Lasting::Permanent =>
            {
                match definitions.iter().find(|definition| definition.id == *role) {
                    Some(definition) => {
                        names.push(definition.display_name.clone());
                        continue;
                    }
                    None => OmissionReason::NoName,
                }
            }
            Wish::Add(Permission::EntraRole { .. }, _) => OmissionReason::ScopeOrTime,
            Wish::Named { api: None, name } => {
                names.push(name.clone());
                continue;
            }
            _ => OmissionReason::OtherKind,
        };
        left_out.push(SkippedWish { wish: wish.clone(), why });
    }
    (indented(&names), left_out)
}

fn value_of(apis: &KnownApis, api: AppId, key: &RoleKey) -> Option<String> {
    match key {
        RoleKey::Value(value) => Some(value.clone()),
        RoleKey::Id(role) => apis.by_app_id(api)?.role(*role)?.value.clone(),
    }
}
