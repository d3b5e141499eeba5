//! What in a text can be a permission: values, IDs, display names, names of Entra roles, patterns.

use super::api_names::api_of_host;
use super::known::{KnownDirectoryRole, KnownPermissions};
use super::lexer::{Bracket, Kind, trimmed};
use super::roles_in_text::roles_in_text;
use super::tree::Tree;
use crate::guid::Guid;
use crate::ids::AppId;
use crate::sort;

/// What a place in the text can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MentionMeaning {
    /// The value of an app role, a delegated permission, or both.
    Value(String),
    /// The ID of an app role or of a delegated permission.
    Id(Guid),
    /// The display name of an app role, compared with one.
    DisplayName(String),
    /// An Entra role.
    DirectoryRole(KnownDirectoryRole),
    /// A pattern, such as `Mail.*`.
    Pattern(String),
    /// `.default`, which asks for everything that was granted already.
    Default(String),
    /// It has the form of a permission, and no known API has it.
    Unknown(String),
    /// A part of it is a variable.
    Variable(String),
}

/// A place in the text that can mean a permission.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub token: usize,
    pub meaning: MentionMeaning,
    /// The API whose address is before the value.
    pub host: Option<AppId>,
    /// Whether it is what an address asks a sign-in for.
    pub asked_at_sign_in: bool,
}

/// Everything that a text mentions, in order, and the tokens that the names of Entra roles are made of.
pub(super) fn mentions(tree: &Tree<'_>, known: &KnownPermissions) -> (Vec<Mention>, Vec<bool>) {
    let (roles, mut taken) = roles_in_text(tree, known);
    let mut found: Vec<Mention> = roles
        .into_iter()
        .map(|(token, role)| Mention {
            token,
            meaning: MentionMeaning::DirectoryRole(role),
            host: None,
            asked_at_sign_in: false,
        })
        .collect();
    for at in 0..tree.tokens.len() {
        if taken[at] {
            continue;
        }
        let before = found.len();
        match tree.tokens[at].kind {
            Kind::Word if tree.tokens[at].text.contains("://") => of_address(tree, known, at, &mut found),
            Kind::Word => found.extend(of_word(tree, known, at).map(|meaning| plain(at, meaning))),
            Kind::Open(Bracket::Quote) => found.extend(of_quotation(tree, known, at).map(|meaning| plain(at, meaning))),
            _ => {}
        }
        if found.len() > before {
            taken[at] = true;
            if let Some(group) = tree.opened[at] {
                taken[tree.tokens_in_group(group)].fill(true);
            }
        }
    }
    sort::sort_by_key(&mut found, |mention| mention.token);
    (found, taken)
}

fn plain(token: usize, meaning: MentionMeaning) -> Mention {
    Mention { token, meaning, host: None, asked_at_sign_in: false }
}

fn of_word(tree: &Tree<'_>, known: &KnownPermissions, at: usize) -> Option<MentionMeaning> {
    let text = tree.tokens[at].text;
    if let Some(id) = guid(text) {
        return of_id(tree, known, at, id);
    }
    if let Some(name) = text.strip_prefix('$') {
        let written = name.split_once('.').map(|(_, rest)| rest).filter(|_| in_quotation(tree, at));
        return written
            .filter(|rest| rest.split('.').any(is_action))
            .map(|_| MentionMeaning::Variable(text.to_owned()));
    }
    if let Some(value) = value_of(known, text) {
        return is_plausible(tree, known, at, text, &value).then_some(MentionMeaning::Value(value));
    }
    if text.contains('*') {
        return is_pattern(tree, known, at, text).then(|| MentionMeaning::Pattern(text.to_owned()));
    }
    if text == ".default" {
        return Some(MentionMeaning::Default(text.to_owned()));
    }
    let name = trimmed(text);
    (has_form(name) && is_listed(tree, at)).then(|| MentionMeaning::Unknown(name.to_owned()))
}

/// A GUID, of which it counts whether something known has it, or whether it is called the ID of a permission.
fn of_id(tree: &Tree<'_>, known: &KnownPermissions, at: usize, id: Guid) -> Option<MentionMeaning> {
    if let Some(role) = known.directory_role_by_id(&id) {
        return Some(MentionMeaning::DirectoryRole(role));
    }
    let is_known = known.by_id(&id).next().is_some() || known.delegated_by_id(&id).is_some();
    let before = tree.tokens[..at].iter().rev().take(5).find(|token| token.kind == Kind::Word);
    let name = before.map(|token| token.text.to_ascii_lowercase()).unwrap_or_default();
    let after = tree.tokens[at + 1..].iter().take(10).filter(|token| token.kind == Kind::Word).take(2);
    let has_kind = after.into_iter().any(|token| is_kind_word(token.text));
    let is_called_so = (has_kind && (name == "id" || is_followed_by_kind(tree, at)))
        || name.trim_start_matches('-').ends_with("approleid");
    (is_known || is_called_so).then_some(MentionMeaning::Id(id))
}

/// `GUID=Role`.
fn is_followed_by_kind(tree: &Tree<'_>, at: usize) -> bool {
    matches!(tree.tokens.get(at + 1).map(|next| next.kind), Some(Kind::Assign))
        && tree.tokens.get(at + 2).is_some_and(|next| is_kind_word(next.text))
}

/// `Role` or `Scope`, as manifests call the kind of a permission.
pub(super) fn is_kind_word(word: &str) -> bool {
    word.eq_ignore_ascii_case("role") || word.eq_ignore_ascii_case("scope")
}

pub(super) fn guid(text: &str) -> Option<Guid> {
    text.trim_matches(|c: char| "-_.*".contains(c)).parse().ok()
}

/// The value that a word means, as Microsoft writes it.
pub(super) fn value_of(known: &KnownPermissions, word: &str) -> Option<String> {
    let known_value = |name: &str| {
        let role = known.by_value(name).next().map(|role| role.value);
        role.or_else(|| known.delegated(name)).map(str::to_owned)
    };
    let name = trimmed(word);
    if word.ends_with('*') && !word.starts_with('*') || name.len() < 4 {
        return None;
    }
    let unnumbered = || name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', '-']);
    // Names of Terraform and others cannot have dots.
    let dotted = || {
        let capital = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
        (name.contains('_') && name.split('_').all(capital)).then(|| name.replace('_', "."))
    };
    known_value(name).or_else(|| known_value(unnumbered())).or_else(|| dotted().and_then(|name| known_value(&name)))
}

/// Whether a word that is the value of a permission is meant as one.
fn is_plausible(tree: &Tree<'_>, known: &KnownPermissions, at: usize, text: &str, value: &str) -> bool {
    let touches = |next: usize| {
        let (token, here) = (tree.tokens.get(next), &tree.tokens[at]);
        token.filter(|token| token.start == here.start + here.text.len()).map(|token| token.kind)
    };
    if touches(at + 1) == Some(Kind::Mark('@')) {
        return false;
    }
    let is_lower = !text.contains(|c: char| c.is_ascii_uppercase());
    let quoted = in_quotation(tree, at);
    if is_lower && touches(at + 1) == Some(Kind::Open(Bracket::Round)) {
        return false;
    }
    // Words of everyday language.
    if matches!(value, "email" | "profile" | "readonly" | "secop") {
        return quoted
            && neighbours(tree, at)
                .any(|word| word == "openid" || value_of(known, word).is_some_and(|it| it.contains('.')));
    }
    if matches!(value, "app_access" | "application_access") {
        return quoted;
    }
    let segments = value.split('.').count();
    let in_code = tree.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Assign)
        || at.checked_sub(1).is_some_and(|before| tree.tokens[before].kind == Kind::Assign);
    !(is_lower && !quoted && segments == 2 && in_code)
}

/// The other words of the quotation around a token.
fn neighbours<'a>(tree: &'a Tree<'_>, at: usize) -> impl Iterator<Item = &'a str> {
    let group = tree.items[tree.item_of[at]].group;
    tree.tokens_in_group(group).take(60).filter(move |other| *other != at).map(|other| tree.tokens[other].text)
}

pub(super) fn in_quotation(tree: &Tree<'_>, at: usize) -> bool {
    tree.groups[tree.items[tree.item_of[at]].group].bracket == Bracket::Quote
}

/// Whether a word with an asterisk stands for permissions.
fn is_pattern(tree: &Tree<'_>, known: &KnownPermissions, at: usize, text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').map(|part| part.trim_matches('*')).collect();
    if parts.len() < 2 {
        return text.len() > 2
            && in_quotation(tree, at)
            && is_compared_by_pattern(tree, at)
            && known.is_subject(parts[0]);
    }
    known.is_subject(parts[0]) && parts[1..].iter().all(|part| part.is_empty() || is_action(part))
        || (parts[0].is_empty() && parts[1..].iter().any(|part| is_action(part)))
}

/// Whether what is compared here is compared by a pattern.
pub(super) fn is_compared_by_pattern(tree: &Tree<'_>, at: usize) -> bool {
    let start = tree.groups[tree.items[tree.item_of[at]].group].open.unwrap_or(at);
    let before = tree.tokens[..start].iter().rev().take(2);
    let words = [
        "-like",
        "-clike",
        "-ilike",
        "-match",
        "-cmatch",
        "-imatch",
        "-notlike",
        "-notmatch",
        "startswith",
        "contains",
    ];
    before.into_iter().any(|token| words.contains(&token.text.to_ascii_lowercase().as_str()))
}

/// Whether a part of a value says what is done.
fn is_action(part: &str) -> bool {
    let actions = [
        "all",
        "read",
        "readbasic",
        "readwrite",
        "write",
        "send",
        "create",
        "delete",
        "manage",
        "fullcontrol",
        "selected",
        "export",
        "import",
        "invite",
        "ownedby",
        "manageasapp",
        "accessasuser",
        "execute",
        "submit",
    ];
    let part = part.to_ascii_lowercase();
    actions.contains(&part.as_str()) || (part.starts_with("read") && part.len() < 20)
}

/// Whether a name has the form of a permission, such as `Orders.Read.All`.
fn has_form(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let well_formed = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    (2..=4).contains(&parts.len())
        && name.len() <= 120
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && parts.iter().all(well_formed)
        && !matches!(
            parts[0],
            "Console" | "File" | "Stream" | "System" | "Debug" | "Microsoft" | "Process" | "Path" | "Get" | "New"
        )
        && parts[1..].iter().any(|part| is_action(part))
}

/// Whether a word is by itself: in quotation marks, in a list, in a cell.
fn is_listed(tree: &Tree<'_>, at: usize) -> bool {
    let alone = |token: Option<&super::lexer::Token<'_>>| {
        token.is_none_or(|token| match token.kind {
            Kind::Word => token.text.chars().all(|c| "-*0123456789.".contains(c)) || value_like(token.text),
            Kind::Newline | Kind::Comma | Kind::Semicolon | Kind::Tab | Kind::Comment => true,
            Kind::Open(bracket) => bracket != Bracket::Round,
            Kind::Close(_) | Kind::Mark('|') => true,
            Kind::Assign | Kind::Mark(_) => false,
        })
    };
    let before = at.checked_sub(1).and_then(|before| tree.tokens.get(before));
    let governed = before.is_some_and(|before| before.kind == Kind::Assign || before.text == "in");
    let next = tree.tokens.get(at + 1);
    let described = next.is_some_and(|next| next.kind == Kind::Open(Bracket::Round) && !in_quotation(tree, at));
    (alone(before) || governed) && (alone(next) || described)
}

fn value_like(text: &str) -> bool {
    has_form(trimmed(text))
}

/// A quotation that is compared with a display name, or that is a pattern of regular expressions.
fn of_quotation(tree: &Tree<'_>, known: &KnownPermissions, open: usize) -> Option<MentionMeaning> {
    let group = tree.opened[open]?;
    let inside = tree.tokens_in_group(group);
    if inside.is_empty() || inside.len() > 40 {
        return None;
    }
    let text = quoted_text(tree, group)?;
    if is_display_name_compared(tree, open) && known.by_display_name(text).next().is_some() {
        return Some(MentionMeaning::DisplayName(text.to_owned()));
    }
    let before = tree.tokens[open.checked_sub(1)?].text;
    let by_expression = before.eq_ignore_ascii_case("-match") || before.eq_ignore_ascii_case("-cmatch");
    let has_subject = inside
        .clone()
        .any(|at| known.is_subject(trimmed(tree.tokens[at].text)) || value_of(known, tree.tokens[at].text).is_some());
    (by_expression && has_subject && text.contains(['\\', '^', '$', '|', '*', '(', '[']))
        .then(|| MentionMeaning::Pattern(text.to_owned()))
}

/// The text between quotation marks.
pub(super) fn quoted_text<'t>(tree: &Tree<'t>, group: usize) -> Option<&'t str> {
    let inside = tree.tokens_in_group(group);
    let (first, last) = (tree.tokens.get(inside.start)?, tree.tokens.get(inside.end.checked_sub(1)?)?);
    tree.text.get(first.start..last.start + last.text.len())
}

/// Whether a quotation is what a display name is compared with.
fn is_display_name_compared(tree: &Tree<'_>, open: usize) -> bool {
    let names_it = |text: &str| {
        let last = text.rsplit(['.', '_']).next().unwrap_or_default();
        text.to_ascii_lowercase().ends_with("display_name") || last.eq_ignore_ascii_case("displayname")
    };
    tree.tokens[..open].iter().rev().take(4).any(|token| token.kind == Kind::Word && names_it(token.text))
}

/// Addresses such as `https://graph.microsoft.com/User.Read.All`, and requests for a sign-in with several of them.
fn of_address(tree: &Tree<'_>, known: &KnownPermissions, at: usize, found: &mut Vec<Mention>) {
    let address = tree.tokens[at].text;
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    for (number, part) in decoded.split(['?', '&', '#']).enumerate() {
        let scopes = if number == 0 { Some(part) } else { part.strip_prefix("scope=") };
        for scope in scopes.into_iter().flat_map(|scopes| scopes.split([' ', '+', ','])) {
            let (before, name) = scope.rsplit_once('/').unwrap_or(("", scope));
            let host = before.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
            let asked_at_sign_in = number > 0;
            let host = host.and_then(|host| api_of_host(host).or_else(|| host.parse().ok()));
            let name = name.trim_end_matches(['.', '\\', '/']);
            let meaning = if name == ".default" {
                MentionMeaning::Default(scope.to_owned())
            } else if let Some(value) = value_of(known, name).filter(|_| !name.contains('*')) {
                MentionMeaning::Value(value)
            } else if host.is_some() && has_form(name) && number == 0 {
                MentionMeaning::Unknown(name.to_owned())
            } else {
                continue;
            };
            // In the path of a request only an API's own address is before a permission.
            if number == 0
                && host.is_none()
                && !before.ends_with(".com")
                && !before.ends_with(".net")
                && !before.starts_with("api://")
                && !matches!(meaning, MentionMeaning::Default(_))
            {
                continue;
            }
            found.push(Mention { token: at, meaning, host, asked_at_sign_in });
        }
    }
}
