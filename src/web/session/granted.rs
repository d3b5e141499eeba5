//! What a token may do, as the answer that brought it says.

use domain::scope::Scope;
use domain::sorted_map::SortedMap;

/// The delegated permissions that a token carries.
///
/// It keeps names that the page does not know: a token carries every scope ever consented, and one that the page
/// never asked for can still write.
///
/// The service does not tell letters' case apart, so scopes are found in lower case; they are shown as Microsoft writes
/// them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantedScopes(SortedMap<String, String>);

impl GrantedScopes {
    /// The scopes of an answer, with or without the address of Microsoft Graph before them.
    pub fn new<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Self {
        let named = |scope| {
            let name = bare(scope);
            (name.to_ascii_lowercase(), as_documented(name).to_owned())
        };
        Self(scopes.into_iter().filter(|scope| !scope.is_empty()).map(named).collect())
    }

    /// Whether the token carries this scope.
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains_key(&scope.value().to_ascii_lowercase())
    }

    /// Those of the scopes that the token does not carry.
    pub fn missing(&self, scopes: &[Scope]) -> Vec<Scope> {
        scopes.iter().copied().filter(|&scope| !self.contains(scope)).collect()
    }

    /// The scopes that make this a token that can write, in alphabetical order.
    pub fn writing_scopes(&self) -> Vec<String> {
        self.0.iter().filter(|(scope, _)| !only_reads(scope)).map(|(_, name)| name.clone()).collect()
    }
}

/// The name without the address of the API.
fn bare(scope: &str) -> &str {
    scope.rsplit('/').next().unwrap_or(scope)
}

/// A name as Microsoft writes it, where this page knows it: an answer may repeat the letters of the request.
fn as_documented(name: &str) -> &str {
    Scope::ALL.iter().map(|scope| scope.value()).find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name)
}

/// Whether a scope, in lower case, is known to give reading only.
///
/// What is not known as reading counts as writing: `Directory.AccessAsUser.All` and `Mail.Send` have no "write"
/// in their names. The second part of a name is what it allows:
/// <https://learn.microsoft.com/graph/permissions-overview#permissions-naming-pattern>
fn only_reads(scope: &str) -> bool {
    if matches!(scope, "openid" | "profile" | "email" | "offline_access") {
        return true;
    }
    matches!(scope.split('.').nth(1), Some("read" | "readbasic"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_to_read_counts_as_writing() {
        for scope in ["User.Read", "openid", "profile", "email", "offline_access", "User.ReadBasic.All"] {
            assert!(GrantedScopes::new([scope]).writing_scopes().is_empty(), "{scope}");
        }
        for scope in [
            "User.ReadWrite",
            "Directory.AccessAsUser.All",
            "Mail.Send",
            "user_impersonation",
            "Read",
            "x.Readx",
            "https://graph.microsoft.us/User.ReadWrite.All",
        ] {
            assert_eq!(GrantedScopes::new([scope]).writing_scopes().len(), 1, "{scope}");
        }
    }

    #[test]
    fn a_scope_is_shown_in_the_case_that_microsoft_documents() {
        let granted = GrantedScopes::new(["https://graph.microsoft.com/approleassignment.readwrite.all", "Mail.Send"]);
        assert_eq!(granted.writing_scopes(), ["AppRoleAssignment.ReadWrite.All", "Mail.Send"]);
    }

    #[test]
    fn the_scopes_that_the_page_knows_agree_on_what_writes() {
        for &scope in Scope::ALL {
            assert_eq!(GrantedScopes::new([scope.value()]).writing_scopes().is_empty(), !scope.writes(), "{scope}");
        }
    }

    #[test]
    fn a_scope_is_held_by_its_whole_name_in_any_case_and_with_its_address() {
        let granted = GrantedScopes::new(["https://graph.microsoft.us/user.READ", "Application.ReadWrite.All", ""]);
        assert!(granted.contains(Scope::UserRead));
        assert_eq!(granted.missing(&[Scope::UserRead, Scope::ApplicationReadAll]), [Scope::ApplicationReadAll]);
    }

    #[test]
    fn scopes_are_shown_as_microsoft_writes_them() {
        let granted = GrantedScopes::new([
            "https://graph.microsoft.com/approleassignment.readwrite.all",
            "Directory.AccessAsUser.All",
            "User.Read",
        ]);
        assert_eq!(granted.writing_scopes(), ["AppRoleAssignment.ReadWrite.All", "Directory.AccessAsUser.All"]);
    }
}
