//! Which API a mention belongs to: by what encloses it, by where its list is used, by what is above it.

use crate::sorted_map::SortedMap;

use super::api_refs::{ApiRef, ApiSet, Clarity};
use super::bindings::{assigned, counts, variables};
use super::lexer::{Bracket, Kind};
use super::statements::ItemContext;
use super::tree::Tree;

/// An item with more groups than this is not searched for what its other groups say.
const MOST_GROUPS: usize = 16;
/// The most places at which the use of a list is looked at.
const MOST_USES: usize = 64;

/// What a text says of APIs, added up for its items and groups.
pub(super) struct ApiEvidence<'a, 't> {
    tree: &'a Tree<'t>,
    refs: &'a [Option<ApiRef>],
    doings: &'a [ItemContext],
    /// How many mentions are before each token.
    mentions_before: Vec<usize>,
    /// What is in each item itself, by clarity: names and IDs, and identifiers too.
    clear: Vec<ApiSet>,
    all: Vec<ApiSet>,
    /// What is anywhere in each group.
    within: Vec<ApiSet>,
    /// What is in those items of each group that mention no permission.
    beside: Vec<(ApiSet, ApiSet)>,
    /// The tokens at which each name is used.
    uses: SortedMap<String, Vec<usize>>,
    /// What is known of the items that give a list a name.
    flows: SortedMap<usize, ListUse>,
}

/// What becomes of a list that has a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListUse {
    /// The API for which the list is used.
    pub api: Option<usize>,
    /// Whether it is what the script itself signs in with.
    pub signs_in: bool,
    /// Whether delegated permissions are made of it.
    pub delegated: bool,
}

/// An API that something says, and whether it says so beyond doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ApiMention {
    pub api: usize,
    pub certain: bool,
}

impl<'a, 't> ApiEvidence<'a, 't> {
    pub(super) fn of(
        tree: &'a Tree<'t>,
        refs: &'a [Option<ApiRef>],
        doings: &'a [ItemContext],
        is_mention: &[bool],
    ) -> Self {
        let (items, groups) = (tree.items.len(), tree.groups.len());
        let mut evidence = Self {
            tree,
            refs,
            doings,
            mentions_before: counts(is_mention),
            clear: vec![ApiSet::default(); items],
            all: vec![ApiSet::default(); items],
            within: vec![ApiSet::default(); groups],
            beside: vec![(ApiSet::default(), ApiSet::default()); groups],
            uses: SortedMap::new(),
            flows: SortedMap::new(),
        };
        for (at, found) in refs.iter().enumerate() {
            let Some(found) = found.filter(|found| found.clarity >= Clarity::Identifier) else { continue };
            let home = tree.innermost_unquoted_item(at);
            evidence.all[home].insert(found.api);
            if found.clarity >= Clarity::Name {
                evidence.clear[home].insert(found.api);
            }
        }
        // A group is behind the one around it.
        for group in (0..groups).rev() {
            for &item in &tree.groups[group].items {
                let mut here = evidence.all[item];
                tree.items[item].groups.iter().for_each(|inner| here.extend(evidence.within[*inner]));
                evidence.within[group].extend(here);
                if !evidence.mentions(item) {
                    evidence.beside[group].0.extend(evidence.clear[item]);
                    evidence.beside[group].1.extend(here);
                }
            }
        }
        evidence.note_uses();
        evidence
    }

    /// Whether a permission is mentioned in an item.
    pub(super) fn mentions(&self, item: usize) -> bool {
        let tokens = &self.tree.items[item].tokens;
        self.mentions_before[tokens.end] > self.mentions_before[tokens.start]
    }

    fn note_uses(&mut self) {
        let mut names: SortedMap<String, Vec<usize>> = SortedMap::new();
        for item in 0..self.tree.items.len() {
            if self.mentions(item)
                && let Some((name, _)) = assigned(self.tree, item)
            {
                names.entry(name).or_default();
            }
        }
        for at in 0..self.tree.tokens.len() {
            for name in variables(self.tree, at) {
                if let Some(uses) = names.get_mut(&name) {
                    uses.push(at);
                }
            }
        }
        self.uses = names;
    }

    /// What the brackets around a token say of its API, the innermost first; the statement itself is looked at after
    /// what `line` says.
    pub(super) fn api_of(
        &mut self,
        token: usize,
        line: Option<usize>,
        accepts: &dyn Fn(ApiMention) -> bool,
    ) -> Option<ApiMention> {
        let around: Vec<(usize, Option<usize>)> = self.tree.enclosing_items(token).collect();
        let mut anchor = token;
        for (item, from) in around {
            let group = self.tree.items[item].group;
            if let Some(from) = from {
                anchor = self.tree.groups[from].open.unwrap_or(anchor);
            }
            let mut said = self.before(item, anchor);
            if group == 0 {
                said.push(line.map(|api| ApiMention { api, certain: false }));
            }
            said.push(self.clear[item].only().map(|api| ApiMention { api, certain: false }));
            said.push(self.all[item].only().map(|api| ApiMention { api, certain: false }));
            said.push(self.other_groups(item, from));
            if let Some(found) = said.into_iter().flatten().find(|said| accepts(*said)) {
                return Some(found);
            }
            let flow = self.list_use(item).api.map(|api| ApiMention { api, certain: false });
            let beside = (group != 0).then(|| self.mentions_in_other_entries(group)).into_iter().flatten().flatten();
            if let Some(found) = flow.into_iter().chain(beside).find(|said| accepts(*said)) {
                return Some(found);
            }
        }
        None
    }

    /// What the name of a value and the option before it say.
    fn before(&self, item: usize, anchor: usize) -> Vec<Option<ApiMention>> {
        let of = &self.tree.items[item];
        let mut said = Vec::new();
        if let Some(option) = self.tree.option[anchor] {
            said.push(self.refs[option].map(|found| ApiMention { api: found.api, certain: false }));
        }
        // One item may have several pairs without anything between them, as `["key"]="value"` of a shell.
        let nearest =
            self.tree.sign[anchor].filter(|sign| Some(*sign) != of.assign).map(|sign| (self.name_start(sign), sign));
        let first = of.assign.filter(|assign| *assign < anchor).map(|assign| (of.tokens.start, assign));
        for (start, assign) in nearest.into_iter().chain(first) {
            let mut apis = ApiSet::default();
            let mut certain = false;
            for found in self.refs[start..assign].iter().flatten() {
                apis.insert(found.api);
                certain |= found.clarity == Clarity::Id;
            }
            said.push(apis.only().map(|api| ApiMention { api, certain }));
        }
        said
    }

    /// Where the name begins that is right before an assignment operator.
    fn name_start(&self, sign: usize) -> usize {
        let before = sign.saturating_sub(1);
        match self.tree.tokens[before].kind {
            Kind::Close(_) => self.tree.open_of(before).unwrap_or(before),
            _ => before,
        }
    }

    /// What the other brackets of a statement say, such as the body of a loop.
    fn other_groups(&self, item: usize, from: Option<usize>) -> Option<ApiMention> {
        let groups = &self.tree.items[item].groups;
        if groups.len() > MOST_GROUPS {
            return None;
        }
        let mut apis = ApiSet::default();
        groups.iter().filter(|group| Some(**group) != from).for_each(|group| apis.extend(self.within[*group]));
        apis.only().map(|api| ApiMention { api, certain: false })
    }

    /// What the entries beside say that mention no permission.
    fn mentions_in_other_entries(&self, group: usize) -> Option<Vec<ApiMention>> {
        if self.tree.groups[group].bracket == Bracket::Quote {
            return None;
        }
        let (clear, all) = self.beside[group];
        let is_object = self.is_object(group);
        let said = |apis: ApiSet, certain| apis.only().map(|api| ApiMention { api, certain });
        Some([said(clear, is_object), said(all, false)].into_iter().flatten().collect())
    }

    /// Whether a group is an object, whose entries belong together, and not a block of statements.
    fn is_object(&self, group: usize) -> bool {
        let items = &self.tree.groups[group].items;
        items.len() <= 64
            && items.iter().map(|item| &self.tree.items[*item]).filter(|item| !item.tokens.is_empty()).all(|item| {
                let is_variable = self.tree.tokens[item.tokens.start].text.starts_with('$');
                !is_variable && (item.assign.is_some() || !item.groups.is_empty())
            })
    }

    /// What becomes of the list that an item gives a name to.
    pub(super) fn list_use(&mut self, item: usize) -> ListUse {
        if let Some(flow) = self.flows.get(&item) {
            return *flow;
        }
        let flow = self.find_list_use(item).unwrap_or_default();
        self.flows.insert(item, flow);
        flow
    }

    fn find_list_use(&self, item: usize) -> Option<ListUse> {
        if !self.mentions(item) {
            return None;
        }
        let (name, _) = assigned(self.tree, item)?;
        let of = &self.tree.items[item];
        let uses = self.uses.get(&name)?;
        let after = uses.partition_point(|at| *at < of.tokens.end);
        let mut flow = ListUse::default();
        let (mut apis, mut grants) = (ApiSet::default(), false);
        for &at in uses[after..].iter().take(MOST_USES) {
            let home = self.tree.innermost_unquoted_item(at);
            if self.sets_anew(home, at, &name) {
                break;
            }
            let mut found = None;
            for (item, from) in self.tree.enclosing_items(at) {
                let doing = self.doings[item];
                flow.signs_in |= doing.signs_in;
                flow.delegated |= doing.delegated;
                grants |= doing.app_roles || self.other_items_grant(item, from);
                found = found.or_else(|| self.clear[item].only()).or_else(|| self.all[item].only());
                found = found.or_else(|| self.other_groups(item, from).map(|said| said.api));
                let group = self.tree.items[item].group;
                if group != 0 {
                    found = found.or_else(|| self.mentions_in_other_entries(group)?.first().map(|said| said.api));
                }
            }
            found.into_iter().for_each(|api| apis.insert(api));
        }
        // Terraform's order says nothing: what uses a list may be before it.
        for &at in uses[..after].iter().take(MOST_USES) {
            if apis.is_empty() && self.tree.tokens[at].text.contains('.') && at < of.tokens.start {
                let said = self.tree.enclosing_items(at).find_map(|(item, _)| {
                    let group = self.tree.items[item].group;
                    (group != 0).then(|| self.mentions_in_other_entries(group)?.first().map(|said| said.api)).flatten()
                });
                said.into_iter().for_each(|api| apis.insert(api));
            }
        }
        flow.api = apis.only();
        flow.signs_in &= !grants;
        Some(flow)
    }

    /// Whether a block of the statement is about app roles.
    fn other_items_grant(&self, item: usize, from: Option<usize>) -> bool {
        let groups = self.tree.items[item].groups.iter().take(MOST_GROUPS).filter(|group| Some(**group) != from);
        groups.flat_map(|group| self.tree.groups[*group].items.iter().take(200)).any(|item| {
            let inner = self.tree.items[*item]
                .groups
                .iter()
                .take(4)
                .flat_map(|group| self.tree.groups[*group].items.iter().take(20));
            self.doings[*item].app_roles || inner.into_iter().any(|item| self.doings[*item].app_roles)
        })
    }

    /// Whether a use is where the name gets another value.
    fn sets_anew(&self, home: usize, at: usize, name: &str) -> bool {
        let of = &self.tree.items[home];
        let sets = of.assign.is_some_and(|assign| at < assign && self.tree.tokens[assign].text != "+=");
        sets && assigned(self.tree, home).is_some_and(|(other, _)| other == name)
    }

    /// The option before a token, in each of the items around it, and the name that each gives; the innermost first.
    pub(super) fn enclosing_names(&self, token: usize) -> Vec<String> {
        let tree = self.tree;
        let mut names = Vec::new();
        let mut anchor = token;
        for (item, from) in tree.enclosing_items(token) {
            if let Some(from) = from {
                anchor = tree.groups[from].open.unwrap_or(anchor);
            }
            if let Some(option) = tree.option[anchor] {
                names.push(tree.tokens[option].text.to_owned());
            }
            let of = &tree.items[item];
            if let Some(assign) = of.assign.filter(|assign| *assign < anchor) {
                let words = tree.tokens[of.tokens.start..assign].iter().filter(|token| token.kind == Kind::Word);
                names.extend(words.map(|token| token.text.to_owned()));
            }
        }
        names
    }
}
