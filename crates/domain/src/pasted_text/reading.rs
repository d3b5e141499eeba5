//! Reads a pasted text.

use super::api_refs::{ApiSet, Apis, Clarity, api_refs};
use super::bindings::bind;
use super::characters::plain;
use super::evidence::{ApiEvidence, ApiMention};
use super::known::{KnownAppRole, KnownPermissions};
use super::lexer::{Bracket, Kind, lex};
use super::lines;
use super::mentions::{Mention, MentionMeaning, mentions, value_of};
use super::outcome::{MOST, PastedText, Question, SkippedText, TextSkipReason, WantedAppRole};
use super::shape::Shape;
use super::statements::{Delegation, ItemContext, item_contexts, kind_named, names_prose, names_unwanted};
use super::tree::Tree;
use crate::sorted_set::SortedSet;
use crate::well_known::{AZURE_AD_GRAPH, MICROSOFT_GRAPH};

/// Understands a text.
pub fn read(text: &str, known: &KnownPermissions) -> PastedText {
    let text = plain(text);
    let tree = Tree::of(&text, lex(&text, Shape::of(&text)));
    let (mentions, taken) = mentions(&tree, known);
    let mut apis = Apis::of(known);
    let mut refs = api_refs(&tree, &mut apis, &taken);
    let mut is_mention = vec![false; tree.tokens.len()];
    mentions.iter().for_each(|mention| is_mention[mention.token] = true);
    bind(&tree, &mut refs, &is_mention);
    let doings = item_contexts(&tree);
    let tokens: Vec<usize> = mentions.iter().map(|mention| mention.token).collect();
    let said = lines::line_contexts(&tree, &mut apis, &refs, &doings, &tokens);
    let mut of_text = ApiSet::default();
    for (at, found) in refs.iter().enumerate() {
        if let Some(found) =
            found.filter(|found| found.clarity >= Clarity::Name && !doings[tree.innermost_unquoted_item(at)].signs_in)
        {
            of_text.insert(found.api);
        }
    }
    for host in mentions.iter().filter_map(|mention| mention.host) {
        if let Some(api) = apis.number(host) {
            of_text.insert(api);
        }
    }
    let evidence = ApiEvidence::of(&tree, &refs, &doings, &is_mention);
    let mut reader =
        TextReader { known, tree: &tree, apis, doings: &doings, evidence, of_text, read: PastedText::default() };
    for (mention, said) in mentions.iter().zip(&said) {
        reader.read_mention(mention, *said);
    }
    reader.comments();
    reader.finished()
}

struct TextReader<'a, 't> {
    known: &'a KnownPermissions,
    tree: &'a Tree<'t>,
    apis: Apis,
    doings: &'a [ItemContext],
    evidence: ApiEvidence<'a, 't>,
    /// The APIs that the text names anywhere.
    of_text: ApiSet,
    read: PastedText,
}

impl TextReader<'_, '_> {
    fn read_mention(&mut self, mention: &Mention, said: lines::LineContext) {
        let text = || match &mention.meaning {
            MentionMeaning::Value(text)
            | MentionMeaning::DisplayName(text)
            | MentionMeaning::Pattern(text)
            | MentionMeaning::Default(text) => text.clone(),
            MentionMeaning::Unknown(text) | MentionMeaning::Variable(text) => text.clone(),
            MentionMeaning::Id(id) => id.to_string(),
            MentionMeaning::DirectoryRole(role) => role.name.to_owned(),
        };
        if let Some(why) = self.why_left_out(mention, said) {
            return self.leave_out(text(), why);
        }
        match &mention.meaning {
            MentionMeaning::Pattern(text) => self.leave_out(text.clone(), TextSkipReason::Pattern),
            MentionMeaning::Default(text) => self.leave_out(text.clone(), TextSkipReason::Default),
            MentionMeaning::Variable(text) => self.leave_out(text.clone(), TextSkipReason::Variable),
            MentionMeaning::DirectoryRole(role) => {
                if !self.read.directory_roles.contains(role) {
                    self.read.directory_roles.push(*role);
                }
            }
            MentionMeaning::Unknown(name) => self.unknown(mention, said, name),
            MentionMeaning::Value(value) => {
                let roles: Vec<KnownAppRole> = self.known.by_value(value).collect();
                let delegated = self.known.delegated(value);
                self.permission(mention, said, value, &roles, delegated);
            }
            MentionMeaning::Id(id) => {
                let roles: Vec<KnownAppRole> = self.known.by_id(id).collect();
                let delegated = self.known.delegated_by_id(id);
                let delegated = delegated.or_else(|| roles.first().map(|role| role.value));
                self.permission(mention, said, &id.to_string(), &roles, delegated);
            }
            MentionMeaning::DisplayName(name) => {
                let roles: Vec<KnownAppRole> = self.known.by_display_name(name).collect();
                self.permission(mention, said, name, &roles, None);
            }
        }
    }

    /// Why something is not to be taken, whatever it means.
    fn why_left_out(&mut self, mention: &Mention, said: lines::LineContext) -> Option<TextSkipReason> {
        let items: Vec<usize> = self.tree.enclosing_items(mention.token).map(|(item, _)| item).collect();
        let any = |does: fn(&ItemContext) -> bool| items.iter().any(|item| does(&self.doings[*item]));
        if any(|doing| doing.signs_in) || mention.asked_at_sign_in {
            return Some(TextSkipReason::SignIn);
        }
        if any(|doing| doing.removes) {
            return Some(TextSkipReason::Removed);
        }
        if any(|doing| doing.says) {
            return Some(TextSkipReason::Message);
        }
        if any(|doing| doing.exchange_role) {
            return Some(TextSkipReason::ExchangeRole);
        }
        if matches!(mention.meaning, MentionMeaning::DirectoryRole(_)) && any(|doing| doing.azure_role) {
            return Some(TextSkipReason::AzureRole);
        }
        if items.iter().any(|item| self.evidence.list_use(*item).signs_in) {
            return Some(TextSkipReason::SignIn);
        }
        let names = self.evidence.enclosing_names(mention.token);
        let compared = names.first().map(|name| name.to_ascii_lowercase());
        let is_refused = matches!(
            compared.as_deref(),
            Some("-ne" | "-cne" | "-ine" | "-notin" | "-notcontains" | "-notlike" | "-notmatch")
        );
        if is_refused || said.negated || names.iter().any(|name| names_unwanted(name)) {
            return Some(TextSkipReason::Unwanted);
        }
        let in_prose = names.iter().any(|name| names_prose(name)) && self.is_among_words(mention.token);
        in_prose.then_some(TextSkipReason::Message)
    }

    /// Whether other words are in the quotation around a token.
    fn is_among_words(&self, token: usize) -> bool {
        let group = self.tree.items[self.tree.item_of[token]].group;
        let is_word = |at: usize| {
            self.tree.tokens[at].kind == Kind::Word && value_of(self.known, self.tree.tokens[at].text).is_none()
        };
        self.tree.groups[group].bracket == Bracket::Quote && self.tree.tokens_in_group(group).take(40).any(is_word)
    }

    /// Takes a permission that some of the roles, or a delegated permission, are.
    fn permission(
        &mut self,
        mention: &Mention,
        said: lines::LineContext,
        text: &str,
        roles: &[KnownAppRole],
        delegated: Option<&'static str>,
    ) {
        let kind = self.kind_of(mention, said);
        if let (Some(value), true) = (delegated, kind == Some(Delegation::Delegated) || roles.is_empty()) {
            return self.delegated(value);
        }
        if kind == Some(Delegation::Delegated) {
            return match roles.first() {
                Some(role) => self.delegated(role.value),
                None => self.leave_out(text.to_owned(), TextSkipReason::Unknown),
            };
        }
        if roles.is_empty() {
            return self.leave_out(text.to_owned(), TextSkipReason::Unknown);
        }
        if text == "user_impersonation" && mention.host.is_none() {
            return self.delegated("user_impersonation");
        }
        let has = |api: usize| roles.iter().any(|role| role.api == api);
        match self.api_of(mention, said, &has) {
            Some(found) if self.apis.is_known(found.api) && !has(found.api) => {
                let why = self.apis.id(found.api).map_or(TextSkipReason::Unknown, TextSkipReason::NotOfThisApi);
                match delegated.filter(|_| self.apis.id(found.api) == Some(MICROSOFT_GRAPH)) {
                    Some(value) => self.delegated(value),
                    None => self.leave_out(text.to_owned(), why),
                }
            }
            Some(found) => self.grant(found.api, text, roles),
            None => self.grant_by_known_apis(text, roles),
        }
    }

    /// Takes an app role of an API; of one that no table has, under the value that the text gives.
    fn grant(&mut self, api: usize, text: &str, roles: &[KnownAppRole]) {
        let here: Vec<&KnownAppRole> = roles.iter().filter(|role| role.api == api).collect();
        let value = match here[..] {
            [] => roles.first().map_or(text, |role| role.value),
            [role] if role.for_people => return self.leave_out(text.to_owned(), TextSkipReason::ForPeople),
            [role] => role.value,
            _ => return self.leave_out(text.to_owned(), TextSkipReason::SharedName),
        };
        let Some(id) = self.apis.id(api) else { return };
        let wanted = WantedAppRole { api: id, value: value.to_owned() };
        if !self.read.app_roles.contains(&wanted) && self.read.app_roles.len() < MOST {
            self.read.app_roles.push(wanted);
        }
    }

    /// Where the text says nothing of the API: the only one that has it, or a question.
    fn grant_by_known_apis(&mut self, text: &str, roles: &[KnownAppRole]) {
        // Azure AD Graph is retired. No one means it who does not name it.
        let retired =
            |role: &&KnownAppRole| self.apis.id(role.api) == Some(AZURE_AD_GRAPH) && !self.of_text.contains(role.api);
        let current: Vec<KnownAppRole> = roles.iter().filter(|role| !retired(role)).copied().collect();
        let candidates = if current.is_empty() { roles.to_vec() } else { current };
        let mut numbers: Vec<usize> = candidates.iter().filter(|role| !role.for_people).map(|role| role.api).collect();
        numbers.dedup();
        match numbers[..] {
            [] => self.leave_out(text.to_owned(), TextSkipReason::ForPeople),
            [only] => self.grant(only, text, &candidates),
            _ => {
                let value = candidates[0].value.to_owned();
                let apis = numbers.into_iter().filter_map(|api| self.apis.id(api)).collect();
                if !self.read.questions.iter().any(|question| question.value == value)
                    && self.read.questions.len() < MOST
                {
                    self.read.questions.push(Question { value, apis });
                }
            }
        }
    }

    fn delegated(&mut self, value: &str) {
        if !self.read.delegated.iter().any(|known| known == value) && self.read.delegated.len() < MOST {
            self.read.delegated.push(value.to_owned());
        }
    }

    fn unknown(&mut self, mention: &Mention, said: lines::LineContext, name: &str) {
        if self.kind_of(mention, said) == Some(Delegation::Delegated) {
            return self.delegated(name);
        }
        match self.api_of(mention, said, &|_| false) {
            Some(found) if !self.apis.is_known(found.api) => self.grant(found.api, name, &[]),
            Some(ApiMention { api, .. }) => {
                let why = self.apis.id(api).map_or(TextSkipReason::Unknown, TextSkipReason::NotOfThisApi);
                self.leave_out(name.to_owned(), why);
            }
            None => self.leave_out(name.to_owned(), TextSkipReason::Unknown),
        }
    }

    /// The API that the text says. One that is known and lacks the permission counts only where it is said beyond doubt.
    fn api_of(
        &mut self,
        mention: &Mention,
        said: lines::LineContext,
        has: &dyn Fn(usize) -> bool,
    ) -> Option<ApiMention> {
        if let Some(api) = mention.host.and_then(|host| self.apis.number(host)) {
            return Some(ApiMention { api, certain: true });
        }
        let apis = &self.apis;
        let accepts =
            |said: ApiMention| if apis.is_known(said.api) { said.certain || has(said.api) } else { said.certain };
        let found = self.evidence.api_of(mention.token, said.api, &accepts);
        let weaker = [said.above, self.of_text.only()];
        found.or_else(|| {
            let api = weaker.into_iter().flatten().find(|api| has(*api))?;
            Some(ApiMention { api, certain: false })
        })
    }

    /// The kind of permission that the text says.
    fn kind_of(&mut self, mention: &Mention, said: lines::LineContext) -> Option<Delegation> {
        if let Some(kind) = self.kind_beside(mention.token) {
            return Some(kind);
        }
        let items: Vec<usize> = self.tree.enclosing_items(mention.token).map(|(item, _)| item).collect();
        let named = self.evidence.enclosing_names(mention.token).iter().find_map(|name| kind_named(name));
        let delegated = || items.iter().any(|item| self.doings[*item].delegated);
        if let Some(kind) = named.or(said.kind) {
            return Some(kind);
        }
        if delegated()
            || items.iter().any(|item| self.evidence.list_use(*item).delegated)
            || self.is_scope_beside_roles(&items)
        {
            return Some(Delegation::Delegated);
        }
        said.kind_above
    }

    /// `GUID=Role`, `"GUID","Scope"`, or `type = "Scope"` in the same braces.
    fn kind_beside(&self, token: usize) -> Option<Delegation> {
        let tree = self.tree;
        let kind = |text: &str| match text.to_ascii_lowercase().as_str() {
            "role" | "application" => Some(Delegation::Application),
            "scope" | "delegated" => Some(Delegation::Delegated),
            _ => None,
        };
        if super::mentions::guid(tree.tokens[token].text).is_some() {
            let after = tree.tokens[token + 1..].iter().take(5).take_while(|token| token.kind != Kind::Newline);
            let mut words = after.filter(|token| token.kind == Kind::Word);
            if let Some(found) = words.next().and_then(|word| kind(word.text)) {
                return Some(found);
            }
        }
        let home = tree.innermost_unquoted_item(token);
        let own = tree.items[home].groups.iter().take(2).filter(|group| tree.groups[**group].bracket == Bracket::Curly);
        let is_key = tree.items[home].assign.is_some_and(|assign| token < assign);
        let around = tree.enclosing_items(token).map(|(item, _)| tree.items[item].group).take(4);
        let groups: Vec<usize> = own.copied().filter(|_| is_key).chain(around).collect();
        groups.into_iter().filter(|group| *group != 0 && tree.groups[*group].items.len() <= 24).find_map(|group| {
            let items = tree.groups[group].items.iter().map(|item| &tree.items[*item]);
            items.filter_map(|item| item.assign.map(|assign| (item, assign))).find_map(|(item, assign)| {
                let name =
                    tree.tokens[item.tokens.start..assign].iter().rev().find(|token| token.kind == Kind::Word)?;
                let is_kind = ["type", "permissiontype", "permission_type", "kind"]
                    .contains(&name.text.to_ascii_lowercase().as_str());
                let value = tree.tokens[assign + 1..item.tokens.end].iter().find(|token| token.kind == Kind::Word)?;
                if is_kind { kind(value.text) } else { None }
            })
        })
    }

    /// Whether a permission is in `scopes` and another entry of the object is called `roles`.
    fn is_scope_beside_roles(&self, items: &[usize]) -> bool {
        let tree = self.tree;
        let name = |item: usize| {
            let item = &tree.items[item];
            let names = &tree.tokens[item.tokens.start..item.assign?];
            names.iter().rev().find(|token| token.kind == Kind::Word).map(|token| token.text.to_ascii_lowercase())
        };
        items.iter().any(|item| {
            let group = tree.items[*item].group;
            let is_scope = matches!(name(*item).as_deref(), Some("scope" | "scopes"));
            let others = &tree.groups[group].items;
            is_scope
                && group != 0
                && others.len() <= 24
                && others.iter().any(|other| matches!(name(*other).as_deref(), Some("roles" | "approles" | "role")))
        })
    }

    fn leave_out(&mut self, text: String, why: TextSkipReason) {
        let left = SkippedText { text, why };
        if self.read.left_out.len() < MOST && !self.read.left_out.contains(&left) {
            self.read.left_out.push(left);
        }
    }

    /// Notes what is in comments.
    fn comments(&mut self) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        for token in self.tree.tokens.iter().filter(|token| token.kind == Kind::Comment) {
            let words = token.text.split(|c: char| !is_name(c)).filter(|word| word.contains(['.', '_']));
            let values: SortedSet<String> = words.filter_map(|word| value_of(self.known, word)).collect();
            for value in values {
                self.leave_out(value, TextSkipReason::Comment);
            }
        }
    }

    /// The result without what contradicts itself: what is granted is neither in question nor left out as a remark.
    fn finished(self) -> PastedText {
        let mut read = self.read;
        let granted: SortedSet<&str> = read.app_roles.iter().map(|role| role.value.as_str()).collect();
        read.questions.retain(|question| !granted.contains(question.value.as_str()));
        let roles: SortedSet<&str> = read.directory_roles.iter().map(|role| role.name).collect();
        let delegated: SortedSet<&str> = read.delegated.iter().map(String::as_str).collect();
        let is_remark =
            |why| matches!(why, TextSkipReason::Comment | TextSkipReason::Message | TextSkipReason::Unknown);
        let is_taken = |text: &str| granted.contains(text) || roles.contains(text) || delegated.contains(text);
        read.left_out.retain(|left| !(is_remark(left.why) && is_taken(&left.text)));
        read
    }
}
