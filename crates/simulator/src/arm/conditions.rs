//! Conditions of role assignments, as far as they limit which roles may be assigned to whom.
//!
//! Understood are `AND`, `OR`, `!`, parentheses, `ActionMatches{'…'}`, and comparisons of the attributes
//! `RoleDefinitionId`, `PrincipalId` and `PrincipalType` of a role assignment with a set of values. Anything else, such
//! as a condition on the data of a storage account, is true for no request.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
//! <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>

use super::action_pattern::is_matched;
use domain::guid::Guid;

/// What a condition decides by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// What is done.
    pub action: &'a str,
    /// The role of the assignment that is made or removed.
    pub role: Guid,
    /// Its principal.
    pub principal: Guid,
    /// The type of its principal.
    pub principal_type: &'a str,
}

/// Whether a condition is fulfilled; nothing, where it is not written as a condition at all.
pub(super) fn holds(condition: &str, asked: Asked<'_>) -> Option<bool> {
    let mut reader = Reader { rest: condition.trim(), asked };
    let fulfilled = reader.either()?;
    reader.rest.trim().is_empty().then_some(fulfilled)
}

struct Reader<'a> {
    rest: &'a str,
    asked: Asked<'a>,
}

impl<'a> Reader<'a> {
    fn either(&mut self) -> Option<bool> {
        let mut fulfilled = self.both()?;
        while self.takes_word("OR") || self.takes("||") {
            fulfilled |= self.both()?;
        }
        Some(fulfilled)
    }

    fn both(&mut self) -> Option<bool> {
        let mut fulfilled = self.single()?;
        while self.takes_word("AND") || self.takes("&&") {
            fulfilled &= self.single()?;
        }
        Some(fulfilled)
    }

    fn single(&mut self) -> Option<bool> {
        if self.takes("!") || self.takes_word("NOT") {
            return Some(!self.single()?);
        }
        if self.takes("(") {
            let inner = self.either()?;
            return self.takes(")").then_some(inner);
        }
        if self.takes_word("ActionMatches") {
            let patterns = self.values()?;
            return Some(patterns.iter().any(|pattern| is_matched(pattern, self.asked.action)));
        }
        if self.takes("@") {
            return self.comparison();
        }
        None
    }

    /// `Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {a, b}`.
    fn comparison(&mut self) -> Option<bool> {
        let (_, rest) = self.rest.split_once('[')?;
        let (attribute, rest) = rest.split_once(']')?;
        self.rest = rest.trim_start();
        let end = self.rest.find([' ', '{', '\'', '\n', '\r', '\t'])?;
        let (operator, rest) = self.rest.split_at(end);
        self.rest = rest;
        let values = self.values()?;
        let operator = operator.rsplit(':').next()?.to_ascii_lowercase();
        let actual = match attribute.rsplit(':').next()?.to_ascii_lowercase().as_str() {
            "roledefinitionid" => self.asked.role.to_string(),
            "principalid" => self.asked.principal.to_string(),
            "principaltype" => self.asked.principal_type.to_owned(),
            // An attribute that a role assignment doesn't have.
            _ => return Some(false),
        };
        // GUIDs are written with and without dashes.
        let plain = |text: &str| text.replace('-', "").to_ascii_lowercase();
        let is_among = values.iter().any(|value| plain(value) == plain(&actual));
        Some(match operator.as_str() {
            "guidequals" | "stringequals" | "stringequalsignorecase" => is_among,
            "guidnotequals" | "stringnotequals" | "stringnotequalsignorecase" => !is_among,
            _ => false,
        })
    }

    /// A set in braces, or one value in quotes.
    fn values(&mut self) -> Option<Vec<String>> {
        self.rest = self.rest.trim_start();
        let (inside, rest) = match self.rest.strip_prefix('{') {
            Some(set) => set.split_once('}')?,
            None => self.rest.strip_prefix('\'')?.split_once('\'')?,
        };
        self.rest = rest;
        Some(inside.split(',').map(|value| value.trim().trim_matches('\'').to_owned()).collect())
    }

    fn takes(&mut self, text: &str) -> bool {
        self.rest = self.rest.trim_start();
        let Some(rest) = self.rest.strip_prefix(text) else { return false };
        self.rest = rest;
        true
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.rest = self.rest.trim_start();
        let is_next = self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let ends = self.rest.get(word.len()..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        if is_next && ends {
            self.rest = &self.rest[word.len()..];
        }
        is_next && ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: Guid = Guid::known("acdd72a7-3385-48ef-bd42-f606fba81ae7");
    const OWNER: Guid = Guid::known("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";

    /// The condition of the portal's template "constrain roles and principal types".
    const DELEGATED: &str = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR \
        (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals \
        {acdd72a7-3385-48ef-bd42-f606fba81ae7, 4633458b17de408ab8740445c86b69e6} AND \
        @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase \
        {'ServicePrincipal'}))";

    fn check(condition: &str, action: &str, role: Guid, principal_type: &str) -> Option<bool> {
        holds(condition, Asked { action, role, principal: Guid::ZERO, principal_type })
    }

    #[test]
    fn delegated_roles_and_principal_types_are_told_apart() {
        assert_eq!(check(DELEGATED, WRITE, READER, "ServicePrincipal"), Some(true));
        let secrets_user = Guid::known("4633458b-17de-408a-b874-0445c86b69e6");
        assert_eq!(check(DELEGATED, WRITE, secrets_user, "serviceprincipal"), Some(true), "without dashes");
        assert_eq!(check(DELEGATED, WRITE, READER, "User"), Some(false));
        assert_eq!(check(DELEGATED, WRITE, OWNER, "ServicePrincipal"), Some(false));
        let delete = "Microsoft.Authorization/roleAssignments/delete";
        assert_eq!(check(DELEGATED, delete, OWNER, "User"), Some(true), "the condition is about writing");
    }

    #[test]
    fn role_that_may_not_be_assigned_is_excluded() {
        let all_but_owner = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] \
                             ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}";
        assert_eq!(check(all_but_owner, WRITE, READER, "User"), Some(true));
        assert_eq!(check(all_but_owner, WRITE, OWNER, "User"), Some(false));
    }

    #[test]
    fn other_attributes_are_fulfilled_by_nothing_and_other_texts_are_no_condition() {
        let of_data = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'x'";
        assert_eq!(check(of_data, WRITE, READER, "User"), Some(false));
        for text in ["", "(", "x", "ActionMatches{'a'} AND", "ActionMatches{'a'} b", "@Request[x"] {
            assert_eq!(check(text, WRITE, READER, "User"), None, "{text}");
        }
    }
}
