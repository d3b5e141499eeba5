//! Where a text speaks of an API: by its application ID, by its name, or in the parts of an identifier.

use super::api_names::{LONGEST, api_named, api_of_host, words_of};
use super::known::KnownPermissions;
use super::lexer::{Kind, Token};
use super::mentions::guid;
use super::tree::Tree;
use crate::guid::Guid;
use crate::ids::AppId;

/// How clearly a place speaks of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clarity {
    /// A part of an identifier that is about something else: it counts for what that names.
    Part,
    /// An identifier that says nothing but the API and words such as "roles".
    Identifier,
    /// The name of the API, or a variable that was set to the API.
    Name,
    /// The application ID.
    Id,
}

/// That a token speaks of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ApiRef {
    pub api: usize,
    pub clarity: Clarity,
}

/// The APIs of a text: the known ones, and then those that it names by an ID of their own.
pub(super) struct Apis {
    ids: Vec<AppId>,
    known: usize,
}

/// A set of APIs. Beyond 64 of them nothing is distinguished any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ApiSet(u64);

impl ApiSet {
    pub(super) fn insert(&mut self, api: usize) {
        self.0 |= 1u64.checked_shl(u32::try_from(api).unwrap_or(63)).unwrap_or(0);
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn contains(self, api: usize) -> bool {
        u32::try_from(api).ok().and_then(|api| 1u64.checked_shl(api)).is_some_and(|bit| self.0 & bit != 0)
    }

    /// The one API of the set.
    pub(super) fn only(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| usize::try_from(self.0.trailing_zeros()).unwrap_or_default())
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Apis {
    pub(super) fn of(known: &KnownPermissions) -> Self {
        Self { ids: known.apis.iter().map(|(id, _)| *id).collect(), known: known.apis.len() }
    }

    pub(super) fn id(&self, api: usize) -> Option<AppId> {
        self.ids.get(api).copied()
    }

    /// Whether the roles of this API are known.
    pub(super) fn is_known(&self, api: usize) -> bool {
        api < self.known
    }

    pub(super) fn number(&mut self, id: AppId) -> Option<usize> {
        self.ids.iter().position(|known| *known == id).or_else(|| {
            (self.ids.len() < 64).then(|| {
                self.ids.push(id);
                self.ids.len() - 1
            })
        })
    }
}

/// For each token, the API that it speaks of. `taken` tokens mean something else.
pub(super) fn api_refs(tree: &Tree<'_>, apis: &mut Apis, taken: &[bool]) -> Vec<Option<ApiRef>> {
    let mut refs = vec![None; tree.tokens.len()];
    let mut at = 0;
    while at < tree.tokens.len() {
        if tree.tokens[at].kind != Kind::Word || taken[at] {
            at += 1;
            continue;
        }
        if let Some(found) = of_one_token(tree, apis, at) {
            refs[at] = Some(found);
            at += 1;
            continue;
        }
        let is_name_word = |at: usize| {
            let token: &Token<'_> = &tree.tokens[at];
            token.kind == Kind::Word && !taken[at] && !token.text.contains("://") && guid(token.text).is_none()
        };
        if !is_name_word(at) {
            at += 1;
            continue;
        }
        // A name of several words is on one line, and with nothing between them.
        let end = (at + 1..tree.tokens.len())
            .take(400)
            .find(|next| !is_name_word(*next))
            .unwrap_or((at + 400).min(tree.tokens.len()));
        of_words(tree, apis, at..end, &mut refs);
        at = end;
    }
    refs
}

fn of_one_token(tree: &Tree<'_>, apis: &mut Apis, at: usize) -> Option<ApiRef> {
    let text = tree.tokens[at].text;
    if let Some(id) = guid(text) {
        let number = apis.number_of_guid(id, tree, at)?;
        return Some(ApiRef { api: number, clarity: Clarity::Id });
    }
    let (_, rest) = text.split_once("://")?;
    let is_root = rest.trim_end_matches('/').split_once('/').is_none();
    let api = api_of_host(rest.split('/').next()?).filter(|_| is_root)?;
    Some(ApiRef { api: apis.number(api)?, clarity: Clarity::Name })
}

impl Apis {
    /// A GUID is an API where it is a known one's, or where what is before it says so.
    fn number_of_guid(&mut self, id: Guid, tree: &Tree<'_>, at: usize) -> Option<usize> {
        let id = AppId(id);
        if let Some(number) = self.ids.iter().position(|known| *known == id) {
            return Some(number);
        }
        let before = tree.tokens[..at].iter().rev().take(6);
        let name = before.take_while(|token| token.kind != Kind::Newline).find(|token| token.kind == Kind::Word)?;
        let words = words_of(name.text).join("");
        let says_so =
            ["apiid", "apiappid", "resourceappid", "api", "resourceapplicationid", "apiapplicationid", "resourceid"];
        let is_api = says_so.contains(&words.as_str()) && (words != "resourceid") || is_list_of_roles_beside(tree, at);
        if is_api { self.number(id) } else { None }
    }
}

/// Whether a GUID that is called `Id` or `appId` is beside a list of app roles.
fn is_list_of_roles_beside(tree: &Tree<'_>, at: usize) -> bool {
    let home = tree.innermost_unquoted_item(at);
    let group = tree.items[home].group;
    let names = |item: &usize| {
        let item = &tree.items[*item];
        let assign = item.assign?;
        let name = tree.tokens[item.tokens.start..assign].iter().rev().find(|token| token.kind == Kind::Word)?;
        Some(words_of(name.text).join(""))
    };
    group != 0
        && tree.groups[group].items.len() <= 24
        && names(&home).is_some_and(|name| matches!(name.as_str(), "id" | "appid" | "applicationid" | "clientid"))
        // The claims of a token have an "appid" and "roles": the one is who has the others.
        && tree.tokens[tree.items[home].tokens.clone()].iter().all(|token| token.text != "appid")
        && tree.groups[group].items.iter().filter_map(names).any(|name| {
            ["approleassignments", "approles", "permissions", "roles", "applicationpermissions"].contains(&name.as_str())
        })
}

/// Finds the names of APIs in words that follow one another.
fn of_words(tree: &Tree<'_>, apis: &mut Apis, range: std::ops::Range<usize>, refs: &mut [Option<ApiRef>]) {
    let several = range.len() > 1;
    let mut parts: Vec<(String, usize)> = Vec::new();
    for at in range {
        if is_tool(tree.tokens[at].text) {
            find_names(tree, apis, &parts, several, refs);
            parts.clear();
            continue;
        }
        parts.extend(words_of(tree.tokens[at].text).into_iter().map(|word| (word, at)));
    }
    find_names(tree, apis, &parts, several, refs);
}

fn find_names(tree: &Tree<'_>, apis: &mut Apis, parts: &[(String, usize)], several: bool, refs: &mut [Option<ApiRef>]) {
    let mut from = 0;
    while from < parts.len() {
        let longest = (1..=LONGEST.min(parts.len() - from)).rev().find_map(|length| {
            let name: String = parts[from..from + length].iter().map(|(word, _)| word.as_str()).collect();
            api_named(&name).map(|api| (api, length))
        });
        let Some((api, length)) = longest else {
            from += 1;
            continue;
        };
        let to = from + length;
        let next = parts.get(to).map(|(word, _)| word.as_str());
        let before = from.checked_sub(1).map(|before| parts[before].0.as_str());
        let token = parts[from].1;
        let is_tool = matches!(
            next,
            Some("powershell" | "sdk" | "explorer" | "module" | "modules" | "cmdlet" | "cmdlets" | "toolkit" | "cli")
        ) || before == Some("mg")
            || is_type(tree, token);
        if let Some(number) = apis.number(api).filter(|_| !is_tool && refs[token].is_none()) {
            let clarity = clarity(tree, parts, from..to, several);
            refs[token] = Some(ApiRef { api: number, clarity });
        }
        from = to;
    }
}

/// Commands and modules are named after an API and do not say which is meant.
fn is_tool(text: &str) -> bool {
    let verbs = [
        "connect-",
        "disconnect-",
        "get-",
        "new-",
        "invoke-",
        "import-",
        "install-",
        "set-",
        "update-",
        "find-",
        "select-",
        "remove-",
        "add-",
    ];
    let text = text.to_ascii_lowercase();
    verbs.iter().any(|verb| text.starts_with(verb)) || text.starts_with("microsoft.graph.") || text.starts_with("pnp.")
}

/// Whether a token is the beginning of a type, as `Microsoft.Graph/appRoleAssignedTo@v1.0`.
fn is_type(tree: &Tree<'_>, at: usize) -> bool {
    tree.tokens[at].text.eq_ignore_ascii_case("microsoft.graph")
        && tree.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Mark('/'))
}

/// Words that are beside the name of an API and say nothing else.
const FILLERS: [&str; 52] = [
    "app",
    "apps",
    "sp",
    "spn",
    "spns",
    "sps",
    "api",
    "apis",
    "id",
    "ids",
    "service",
    "principal",
    "principals",
    "resource",
    "resources",
    "role",
    "roles",
    "scope",
    "scopes",
    "permission",
    "permissions",
    "perm",
    "perms",
    "appid",
    "azuread",
    "data",
    "local",
    "locals",
    "var",
    "object",
    "required",
    "application",
    "client",
    "ms",
    "microsoft",
    "name",
    "online",
    "office",
    "365",
    "o",
    "access",
    "value",
    "values",
    "needed",
    "needs",
    "this",
    "script",
    "result",
    "published",
    "oauth",
    "2",
    "svc",
];

fn clarity(tree: &Tree<'_>, parts: &[(String, usize)], name: std::ops::Range<usize>, several: bool) -> Clarity {
    let tokens = parts[name.start].1..=parts[name.end - 1].1;
    let mut others = parts.iter().enumerate().filter(|(at, (_, token))| !name.contains(at) && tokens.contains(token));
    let text = tree.tokens[*tokens.start()].text;
    if others.clone().next().is_none() && !text.starts_with(['$', '-']) && !text.eq_ignore_ascii_case("microsoft.graph")
    {
        // In a sentence a small letter makes "exchange" and "graph" words of everyday language.
        let is_everyday = several && name.len() == 1 && text.starts_with(|c: char| c.is_lowercase()) && text.len() > 4;
        return if is_everyday { Clarity::Part } else { Clarity::Name };
    }
    if others.all(|(_, (word, _))| FILLERS.contains(&word.as_str())) && !text.starts_with('-') {
        Clarity::Identifier
    } else {
        Clarity::Part
    }
}
