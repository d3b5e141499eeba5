//! The methods of HTTP that Microsoft Graph knows.

/// A method of HTTP that Microsoft Graph knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or runs an action.
    Post,
    /// Changes a part.
    Patch,
    /// Replaces.
    Put,
    /// Deletes.
    Delete,
}

impl Method {
    /// The method of this name, in any case. HEAD reads, MERGE changes a part.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "GET" | "HEAD" => Self::Get,
            "POST" => Self::Post,
            "PATCH" | "MERGE" => Self::Patch,
            "PUT" => Self::Put,
            "DELETE" => Self::Delete,
            _ => return None,
        })
    }

    /// The name in capitals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    pub(super) fn from_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'g' => Self::Get,
            'p' => Self::Post,
            'a' => Self::Patch,
            'u' => Self::Put,
            'd' => Self::Delete,
            _ => return None,
        })
    }
}
