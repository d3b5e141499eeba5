//! Ids as types, so that an application ID can't be used where an object ID is needed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::guid::{Guid, NotAGuid};

macro_rules! guid_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Guid);

        impl $name {
            /// An id of a table of known ids; a text that is not a GUID fails the build.
            pub const fn known(text: &str) -> Self {
                Self(Guid::known(text))
            }
        }

        impl FromStr for $name {
            type Err = NotAGuid;
            fn from_str(text: &str) -> Result<Self, NotAGuid> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )*};
}

guid_ids! {
    /// The object id of a service principal in this tenant: what the portal calls "Object (principal) ID".
    /// A managed identity and an API are both service principals.
    ServicePrincipalId;
    /// The application id, the same in every tenant: what Azure calls the client id.
    AppId;
    /// The id of an app role within its API. Two APIs may use the same one, so it says nothing without the API.
    AppRoleId;
    /// The id of a directory role's definition. For a built-in role it is the template id, the same in every tenant.
    RoleDefinitionId;
    /// The object id of a user.
    UserId;
    /// The id of a tenant.
    TenantId;
    /// The object id of anything else in the directory: a group, an administrative unit, an application.
    ObjectId;
    /// The id of a request, chosen by the client and echoed by the service.
    RequestId;
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as the service wrote it. It needs no encoding in a path.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
                if text.is_empty() || text.len() > 200 || !text.bytes().all(fits) {
                    return Err(NotAnId);
                }
                Ok(Self(text))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.to_owned().try_into()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

/// The text has a character that no id of an assignment has, or is empty or far too long.
/// The rule keeps a hostile id out of the path of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id of an assignment")
    }
}

impl std::error::Error for NotAnId {}

text_ids! {
    /// The id of an app role assignment: URL-safe base64, not a GUID, and it may begin with a hyphen.
    AppRoleAssignmentId;
    /// The id of a directory role assignment: URL-safe base64, not a GUID.
    RoleAssignmentId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_assignments_cannot_leave_their_place_in_a_path() {
        assert!("-jLOj0YSe0OZzXbR1Gd71fDqFUrPM1xIgUfvWBHJ9n0".parse::<AppRoleAssignmentId>().is_ok());
        for text in ["", "a/b", "..", "a?b", "a%2fb", "a b", "a\u{202e}"] {
            assert_eq!(text.parse::<AppRoleAssignmentId>(), Err(NotAnId), "{text:?}");
        }
    }
}
