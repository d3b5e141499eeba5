//! What an identity is compared with, as part of an address: parser and writer.

use std::fmt;

use crate::web::navigation::route_text::pairs;
use crate::web::navigation::set_key::SetKey;
use domain::ids::ServicePrincipalId;

/// What an identity is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareWith {
    /// A permission set.
    Set(SetKey),
    /// Another identity. The id may turn out to be that of something else.
    Identity(ServicePrincipalId),
}

impl CompareWith {
    /// Reads the query of an address. What is not known is nothing: the page then asks.
    pub fn parse(query: &str) -> Option<Self> {
        let (_, value) = pairs(query).find(|(name, _)| name == "with")?;
        match value.strip_prefix("set:") {
            Some(word) => SetKey::parse(word).map(Self::Set),
            None => value.parse().ok().map(Self::Identity),
        }
    }
}

/// As it is in an address: characters that need no encoding.
impl fmt::Display for CompareWith {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(set) => write!(f, "set:{set}"),
            Self::Identity(id) => write!(f, "{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::permission_set::PermissionSet;

    #[test]
    fn a_set_is_found_again_by_its_word() {
        let with = CompareWith::Set(SetKey::BuiltIn(PermissionSet::MailSending));
        assert_eq!(with.to_string(), "set:mail-sending");
        assert_eq!(CompareWith::parse("with=set:mail-sending"), Some(with));
    }

    #[test]
    fn what_is_not_known_is_nothing() {
        for query in ["", "with=", "with=set:", "with=set:everything", "with=1", "set=mail-sending"] {
            assert_eq!(CompareWith::parse(query), None, "{query}");
        }
    }
}
