//! A search over Azure roles by their names and by what they allow.
//!
//! What a role allows is in its description and in its actions, such as
//! `Microsoft.KeyVault/vaults/secrets/getSecret/action`, whose words are searched as words.

use super::azure_rights::AzureRoleDefinition;
use super::guid::Guid;
use super::search_words::SearchWords;
use super::sort;
use super::tiers::azure_power;

/// Azure roles, prepared for a search at each keystroke.
#[derive(Clone, Debug, Default)]
pub struct AzureRoleSearch {
    roles: Vec<Prepared>,
}

/// A role with the texts that are searched, in lower case.
#[derive(Clone, Debug)]
struct Prepared {
    role: AzureRoleDefinition,
    name: String,
    description: String,
    actions: String,
    /// How much it allows: a role that can assign roles or change everything last, then by the number of actions, of
    /// which one for everything counts as many.
    breadth: (bool, usize),
}

impl AzureRoleSearch {
    /// Prepares these roles.
    pub fn new(roles: Vec<AzureRoleDefinition>) -> Self {
        Self { roles: roles.into_iter().map(Prepared::new).collect() }
    }

    /// The roles that fit what was typed, the best first: those whose names have all words before those whose
    /// descriptions or actions have, and among equals those that allow less. Without words, none.
    pub fn find(&self, typed: &str) -> Vec<&AzureRoleDefinition> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        let (words, whole) = (SearchWords::with_synonyms(typed), typed.to_lowercase());
        let fits = self.roles.iter().filter_map(|it| Some((it.rank(&words, &whole)?, it)));
        let mut found: Vec<(u8, &Prepared)> = fits.collect();
        sort::sort_by_key(&mut found, |(rank, it)| (*rank, it.breadth, it.name.clone()));
        found.into_iter().map(|(_, it)| &it.role).collect()
    }

    /// The role of this ID.
    pub fn role(&self, id: Guid) -> Option<&AzureRoleDefinition> {
        self.roles.iter().find(|it| it.role.role == id).map(|it| &it.role)
    }
}

/// How many actions one for everything counts as.
const EVERYTHING: usize = 1000;

impl Prepared {
    fn new(role: AzureRoleDefinition) -> Self {
        let blocks = || role.permissions.iter();
        let listed = || blocks().flat_map(|block| block.actions.iter().chain(&block.data_actions));
        let actions = listed().map(|action| words_of(action)).collect::<Vec<_>>().join(" ");
        let count = listed().map(|action| if action == "*" { EVERYTHING } else { 1 }).sum();
        Self {
            name: role.name.to_lowercase(),
            description: role.description.to_lowercase(),
            actions,
            breadth: (azure_power(role.role).is_some_and(|power| power.leads_to_identities()), count),
            role,
        }
    }

    fn rank(&self, words: &SearchWords, whole: &str) -> Option<u8> {
        if self.name == whole || self.role.role.to_string() == whole {
            return Some(0);
        }
        if words.all_in(&self.name) {
            return Some(1);
        }
        let with_description = format!("{} {}", self.name, self.description);
        if words.all_in(&with_description) {
            return Some(2);
        }
        words.all_in(&format!("{with_description} {}", self.actions)).then_some(3)
    }
}

/// An action in words: `Microsoft.KeyVault/vaults/getSecret/action` becomes `key vault vaults get secret action`, beside
/// the parts as they are written.
fn words_of(action: &str) -> String {
    let action = action.strip_prefix("Microsoft.").unwrap_or(action);
    let mut words = String::with_capacity(2 * action.len());
    let mut before = ' ';
    for c in action.chars() {
        if !c.is_alphanumeric() && c != '*' {
            words.push(' ');
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    words.push(' ');
    words.push_str(&action.to_lowercase());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure_rights::AzurePermissions;

    fn role(number: u8, name: &str, description: &str, actions: &[&str]) -> AzureRoleDefinition {
        AzureRoleDefinition {
            role: Guid::from_bytes([number; 16]),
            name: name.to_owned(),
            description: description.to_owned(),
            custom: false,
            permissions: vec![AzurePermissions {
                data_actions: actions.iter().map(|&it| it.to_owned()).collect(),
                ..AzurePermissions::default()
            }],
            assignable_scopes: Vec::new(),
        }
    }

    fn names(search: &AzureRoleSearch, typed: &str) -> Vec<String> {
        search.find(typed).into_iter().map(|role| role.name.clone()).collect()
    }

    fn sample() -> AzureRoleSearch {
        let secrets = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
        AzureRoleSearch::new(vec![
            role(
                1,
                "Key Vault Administrator",
                "Perform all data plane operations on a key vault, read secrets.",
                &["*"],
            ),
            role(2, "Key Vault Secrets User", "Read secret contents.", &[secrets]),
            role(3, "Vault Worker", "For a worker.", &[secrets]),
            role(4, "Reader", "View all resources.", &["*/read"]),
        ])
    }

    #[test]
    fn role_is_found_by_what_it_allows_and_the_one_that_allows_less_comes_first() {
        let search = sample();
        assert_eq!(names(&search, "read key vault secrets"), ["Key Vault Secrets User", "Key Vault Administrator"]);
        assert_eq!(names(&search, "get secret")[..1], ["Key Vault Secrets User"]);
        assert!(names(&search, "get secret").contains(&"Vault Worker".to_owned()), "by its action alone");
    }

    #[test]
    fn role_is_found_by_its_whole_name_and_by_its_id_first() {
        let search = sample();
        assert_eq!(names(&search, "reader")[0], "Reader");
        assert_eq!(names(&search, &Guid::from_bytes([3; 16]).to_string()), ["Vault Worker"]);
        assert!(search.role(Guid::from_bytes([4; 16])).is_some());
        for nothing in ["", "  ", "no such role"] {
            assert!(names(&search, nothing).is_empty(), "{nothing:?}");
        }
    }
}
