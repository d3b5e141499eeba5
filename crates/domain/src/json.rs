//! What the JSON files of this page have in common: what they say first, how they name things, and how they are
//! written. The formats are in: [`super::export`], [`super::receipt`], [`super::tenant_review`], [`super::sets`],
//! [`super::draft`].

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::identity::ManagedIdentity;

/// Writes for people as well: indented, and with an end to the last line.
pub fn indented(document: &(impl Serialize + ?Sized)) -> String {
    // Nothing in these documents can fail to be written: their keys are words, their values texts, numbers and lists.
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}

/// Writes as shortly as possible.
pub fn compact(document: &impl Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default()
}

/// What a file says of itself. It is read before the rest, so that a newer version is told from a damaged file.
#[derive(Deserialize)]
pub struct FileHeader {
    format: String,
    version: u32,
}

impl FileHeader {
    /// Whether the file is in this form and version.
    pub fn is(&self, format: &str, version: u32) -> bool {
        self.format == format && self.version == version
    }

    /// Whether the file is in a later version of this form.
    pub fn is_newer(&self, format: &str, version: u32) -> bool {
        self.format == format && self.version > version
    }
}

/// Something with an id, and its name exactly as the tenant has it.
#[derive(Serialize)]
pub struct Named<'a> {
    id: String,
    name: &'a str,
}

impl<'a> Named<'a> {
    pub fn new(id: impl Display, name: &'a str) -> Self {
        Self { id: id.to_string(), name }
    }
}

/// A user, by the name that they sign in with.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileUser<'a> {
    id: String,
    user_principal_name: &'a str,
}

impl<'a> FileUser<'a> {
    pub fn new(id: impl Display, user_principal_name: &'a str) -> Self {
        Self { id: id.to_string(), user_principal_name }
    }
}

/// What is known of a managed identity without its permissions and roles.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileIdentity<'a> {
    id: String,
    app_id: String,
    name: &'a str,
    kind: &'static str,
    enabled: bool,
    created: Option<String>,
    azure_resource: Option<&'a str>,
}

impl<'a> From<&'a ManagedIdentity> for FileIdentity<'a> {
    fn from(identity: &'a ManagedIdentity) -> Self {
        Self {
            id: identity.id.to_string(),
            app_id: identity.app_id.to_string(),
            name: &identity.display_name,
            kind: identity.kind.word(),
            enabled: identity.enabled,
            created: identity.created.map(|time| time.to_string()),
            azure_resource: identity.resource.as_ref().map(|resource| resource.id()),
        }
    }
}
