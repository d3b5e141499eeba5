//! What statements do: sign in, write a message, remove something, give delegated permissions.

use super::api_names::words_of;
use super::lexer::{Bracket, Kind};
use super::tree::Tree;

/// What an item is about, beyond the permissions in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ItemContext {
    /// It signs the script itself in.
    pub signs_in: bool,
    /// It writes a message.
    pub says: bool,
    /// It removes something.
    pub removes: bool,
    /// It is about a role of Azure.
    pub azure_role: bool,
    /// It is about a role of Exchange.
    pub exchange_role: bool,
    /// It is about delegated permissions.
    pub delegated: bool,
    /// It is about app roles.
    pub app_roles: bool,
}

/// What each item does.
pub(super) fn item_contexts(tree: &Tree<'_>) -> Vec<ItemContext> {
    let mut doings = vec![ItemContext::default(); tree.items.len()];
    let mut consents = vec![false; tree.groups.len()];
    for at in 0..tree.tokens.len() {
        if tree.tokens[at].kind != Kind::Word {
            continue;
        }
        let home = tree.innermost_unquoted_item(at);
        let doing = &mut doings[home];
        let word = tree.tokens[at].text.to_ascii_lowercase();
        let is_name = tree.items[home].assign.is_some_and(|assign| at < assign);
        note_word(doing, &word, is_name);
        if is_name && matches!(word.as_str(), "consenttype" | "consent_type") {
            consents[tree.items[home].group] = true;
        }
    }
    for (item, doing) in doings.iter_mut().enumerate() {
        note_command(tree, item, doing);
        doing.delegated |= consents[tree.items[item].group];
    }
    doings
}

fn note_word(doing: &mut ItemContext, word: &str, is_name: bool) {
    doing.signs_in |= word.starts_with("connect-")
        || (word.starts_with("get-") && word.ends_with("token"))
        || [
            "acquire_token",
            "acquiretoken",
            "get-msal",
            "get-access-token",
            "getaccesstoken",
            "get_token",
            "loginpopup",
            "loginredirect",
        ]
        .iter()
        .any(|call| word.contains(call));
    doing.removes |= word.starts_with("remove-") || word.starts_with("revoke-");
    let joined = || word.replace(['_', '-'], "");
    doing.azure_role |= word.contains("azroleassignment")
        || (word.contains('-') && word.contains("rbac"))
        || word.contains("azurerm_role_assignment")
        || (word.contains("role")
            && ["roledefinitionname", "azurermroleassignment"].contains(&joined().trim_start_matches('-')))
        || word == "microsoft.authorization";
    doing.exchange_role |= word.contains("managementrole");
    doing.app_roles |= word.contains("approle") || word.contains("app_role");
    let says_delegated =
        || word.contains("oauth2") && (joined().contains("oauth2permission") || joined().contains("oauth2grant"));
    let compound = || word.contains('_') && word.split(['_', '.']).any(|part| part == "delegated");
    doing.delegated |= says_delegated() || compound() || (is_name && (word == "delegated" || word == "scp"));
}

/// Commands that are known by their first words.
fn note_command(tree: &Tree<'_>, item: usize, doing: &mut ItemContext) {
    if tree.groups[tree.items[item].group].bracket == Bracket::Quote {
        return;
    }
    let direct: Vec<usize> = tree.own_tokens(item).take(12).collect();
    let mut words = direct
        .iter()
        .filter(|at| tree.tokens[**at].kind == Kind::Word)
        .map(|at| tree.tokens[*at].text.to_ascii_lowercase());
    let Some(first) = words.next() else { return };
    let rest: Vec<String> = words.collect();
    let has = |word: &str| rest.iter().any(|it| it == word);
    let pipes = || tree.own_tokens(item).any(|at| tree.tokens[at].kind == Kind::Mark('|'));
    match first.as_str() {
        "az" | "m365" | "mgc" | "azd" => {
            doing.signs_in |= has("login");
            doing.removes |= has("delete") || has("remove");
            doing.azure_role |= first == "az" && rest.first().is_some_and(|it| it == "role") && has("assignment");
            doing.delegated |= has("permission") && has("grant");
        }
        "echo" | "printf" | "write-output" => doing.says |= !pipes(),
        "description" if tree.items[item].assign.is_none() => doing.says = true,
        "write-host" | "write-warning" | "write-error" | "write-verbose" | "write-debug" | "write-information"
        | "throw" | "print" | "console.writeline" | "console.write" | "console.log" | "console.error"
        | "logger.info" | "logger.error" | "log" | "write-log" | "logging.info" => {
            doing.says = true;
        }
        _ => {}
    }
}

/// What the name before a value says of the kind of permissions in it.
pub(super) fn kind_named(name: &str) -> Option<Delegation> {
    let words = words_of(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["delegated", "delegate", "delegates"]) {
        return Some(Delegation::Delegated);
    }
    if has(&["application", "applications"]) && has(&["permission", "permissions", "role", "roles"])
        || words.join("").contains("approle")
    {
        return Some(Delegation::Application);
    }
    None
}

/// Whether a permission is an application permission or a delegated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delegation {
    Application,
    Delegated,
}

/// Whether a name is that of a list of what is not wanted.
pub(super) fn names_unwanted(name: &str) -> bool {
    let unwanted = [
        "exclude",
        "excluded",
        "excludes",
        "exclusions",
        "deny",
        "denied",
        "forbidden",
        "blocked",
        "blocklist",
        "unwanted",
        "disallowed",
        "revoke",
        "revoked",
        "remove",
        "removed",
    ];
    words_of(name).iter().any(|word| unwanted.contains(&word.as_str()))
}

/// Whether a name is that of a text for people.
pub(super) fn names_prose(name: &str) -> bool {
    let prose = [
        "description",
        "reason",
        "justification",
        "comment",
        "comments",
        "note",
        "notes",
        "summary",
        "title",
        "message",
        "why",
        "purpose",
        "text",
        "synopsis",
        "details",
    ];
    words_of(name).last().is_some_and(|word| prose.contains(&word.as_str()))
}
