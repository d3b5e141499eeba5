//! What was understood of a pasted text.

use super::known::KnownDirectoryRole;
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::AppId;

/// The most permissions that a text gives. A plan takes far fewer.
pub const MOST: usize = 500;

/// What a text asks for, and what of it was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedText {
    /// The app roles, in the order of the text.
    pub app_roles: Vec<WantedAppRole>,
    /// The Entra roles.
    pub directory_roles: Vec<KnownDirectoryRole>,
    /// Delegated permissions, which no identity can have.
    pub delegated: Vec<String>,
    /// Values of which the text does not say in which API.
    pub questions: Vec<Question>,
    /// What was left out, and why.
    pub left_out: Vec<SkippedText>,
}

/// An app role that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedAppRole {
    /// The API.
    pub api: AppId,
    /// The value, as Microsoft writes it.
    pub value: String,
}

/// A value that several APIs have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The value.
    pub value: String,
    /// The APIs that have it, Microsoft Graph first.
    pub apis: Vec<AppId>,
}

/// Something that looks like a permission and is none to be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedText {
    /// What the text says.
    pub text: String,
    /// Why it is left out.
    pub why: TextSkipReason,
}

/// Why something is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextSkipReason {
    /// The script itself signs in with it.
    SignIn,
    /// It is in a comment.
    Comment,
    /// It is in a message or a description.
    Message,
    /// It is a pattern, which may mean many permissions.
    Pattern,
    /// A part of it is a variable.
    Variable,
    /// `.default` stands for what was granted already.
    Default,
    /// The text says that it is not wanted.
    Unwanted,
    /// The text removes it.
    Removed,
    /// It is a role of Azure.
    AzureRole,
    /// It is a role of Exchange's own, such as "Application Mail.Send".
    ExchangeRole,
    /// The API that the text names has no such permission.
    NotOfThisApi(AppId),
    /// Only users and groups can have it.
    ForPeople,
    /// Several permissions of the API have this display name.
    SharedName,
    /// No known API has a permission with this name or ID.
    Unknown,
}

impl PastedText {
    /// Whether nothing in the text was recognized.
    pub fn is_empty(&self) -> bool {
        self.app_roles.is_empty()
            && self.directory_roles.is_empty()
            && self.delegated.is_empty()
            && self.questions.is_empty()
            && self.left_out.is_empty()
    }

    /// What the text asks for as wishes. A value in question, and one that no table knows, is looked for in the tenant.
    pub fn wishes(&self) -> Vec<Wish> {
        let named = |name: &String| Wish::Named { api: None, name: name.clone() };
        let app_roles = self.app_roles.iter().map(|role| {
            Wish::Add(
                Permission::AppRole(AppRoleName { api: role.api, role: RoleKey::Value(role.value.clone()) }),
                Lasting::Permanent,
            )
        });
        let directory_roles = self.directory_roles.iter().map(|role| {
            Wish::Add(Permission::EntraRole { role: role.id, scope: DirectoryScope::Tenant }, Lasting::Permanent)
        });
        let questions = self.questions.iter().map(|question| named(&question.value));
        let unknown =
            self.left_out.iter().filter(|left| left.why == TextSkipReason::Unknown && left.text.contains('.'));
        let unknown = unknown.map(|left| named(&left.text));
        app_roles.chain(directory_roles).chain(questions).chain(unknown).take(MOST).collect()
    }
}
