//! Tokens in their brackets, divided into items: statements, entries and elements.

use std::ops::Range;

use super::lexer::{Bracket, Kind, Token};

/// Brackets deeper than this are read as marks.
const DEEPEST: usize = 48;
/// How many words may be in front of `=` or `:` and still be a name.
const LONGEST_NAME: usize = 8;

/// What is between two brackets; the first group is the whole text.
#[derive(Clone, Debug)]
pub(super) struct BracketGroup {
    pub bracket: Bracket,
    /// The opening token; none for the whole text.
    pub open: Option<usize>,
    /// Its items, by number.
    pub items: Vec<usize>,
}

/// A statement, an entry of an object or an element of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub group: usize,
    /// Its tokens, with those in its brackets.
    pub tokens: Range<usize>,
    /// The token that puts a name before a value.
    pub assign: Option<usize>,
    /// The groups directly within it.
    pub groups: Vec<usize>,
}

/// A text as a tree.
pub(super) struct Tree<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub groups: Vec<BracketGroup>,
    pub items: Vec<Item>,
    /// The item to which each token belongs; for a bracket, the one that contains the bracket.
    pub item_of: Vec<usize>,
    /// The group that each opening bracket opens.
    pub opened: Vec<Option<usize>>,
    /// The closing bracket of each group; the number of tokens for the whole text.
    pub close_of: Vec<usize>,
    /// The option, such as `-Scopes`, that is last before each token within its item.
    pub option: Vec<Option<usize>>,
    /// The sign of assignment that is last before each token within its item.
    pub sign: Vec<Option<usize>>,
}

impl<'t> Tree<'t> {
    /// Puts brackets together and divides what is in them.
    pub(super) fn of(text: &'t str, mut tokens: Vec<Token<'t>>) -> Self {
        let mates = match_brackets(&tokens);
        for (at, token) in tokens.iter_mut().enumerate() {
            if mates[at].is_none() && matches!(token.kind, Kind::Open(_) | Kind::Close(_)) {
                token.kind = Kind::Mark(token.text.chars().next().unwrap_or(' '));
            }
        }
        let count = tokens.len();
        let root = BracketGroup { bracket: Bracket::Curly, open: None, items: Vec::new() };
        let mut tree = Self {
            text,
            groups: vec![root],
            items: Vec::new(),
            item_of: vec![0; count],
            opened: vec![None; count],
            close_of: vec![count],
            option: vec![None; count],
            sign: vec![None; count],
            tokens,
        };
        tree.divide();
        tree
    }

    fn divide(&mut self) {
        let mut open: Vec<usize> = vec![0];
        self.begin(0, 0);
        for at in 0..self.tokens.len() {
            let group = open[open.len() - 1];
            match self.tokens[at].kind {
                Kind::Open(bracket) => {
                    let item = self.put(group, at);
                    let number = self.groups.len();
                    self.groups.push(BracketGroup { bracket, open: Some(at), items: Vec::new() });
                    self.close_of.push(self.tokens.len());
                    self.items[item].groups.push(number);
                    self.opened[at] = Some(number);
                    open.push(number);
                    self.begin(number, at + 1);
                }
                Kind::Close(_) => {
                    self.close_of[group] = at;
                    open.pop();
                    self.put(open[open.len() - 1], at);
                }
                _ if self.separates(group, at) => {
                    self.put(group, at);
                    self.begin(group, at + 1);
                }
                Kind::Assign => {
                    let item = self.put(group, at);
                    if self.items[item].assign.is_none() && self.is_name(item, at) {
                        self.items[item].assign = Some(at);
                    }
                }
                _ => {
                    self.put(group, at);
                }
            }
        }
    }

    fn begin(&mut self, group: usize, at: usize) {
        // An item of nothing, as between two separators, is used again.
        if let Some(&last) = self.groups[group].items.last()
            && self.items[last].tokens.is_empty()
        {
            self.items[last].tokens = at..at;
            return;
        }
        self.groups[group].items.push(self.items.len());
        self.items.push(Item { group, tokens: at..at, assign: None, groups: Vec::new() });
    }

    /// Puts a token into the last item of a group.
    fn put(&mut self, group: usize, at: usize) -> usize {
        let item = self.groups[group].items[self.groups[group].items.len() - 1];
        self.item_of[at] = item;
        let is_separator = self.separates(group, at);
        if !is_separator {
            self.note_before(item, at);
            self.items[item].tokens.end = at + 1;
        }
        item
    }

    /// Notes which option and which sign of assignment are before a token.
    fn note_before(&mut self, item: usize, at: usize) {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.items[item].tokens.start) else { return };
        let Some(before) = (if self.item_of[before] == item { Some(before) } else { self.opening_of(before) }) else {
            return;
        };
        self.option[at] = if self.is_option(before) { Some(before) } else { self.option[before] };
        self.sign[at] = if self.tokens[before].kind == Kind::Assign { Some(before) } else { self.sign[before] };
    }

    /// The opening bracket of the closing one at `at`.
    fn opening_of(&self, at: usize) -> Option<usize> {
        let item = &self.items[self.item_of[at]];
        self.groups[item.group].open
    }

    fn is_option(&self, at: usize) -> bool {
        let Token { kind, text, .. } = self.tokens[at];
        kind == Kind::Word && text.starts_with('-') && text.trim_start_matches('-').starts_with(char::is_alphabetic)
    }

    fn is_name(&self, item: usize, at: usize) -> bool {
        at - self.items[item].tokens.start <= 4 * LONGEST_NAME
            && self.own_tokens(item).take(LONGEST_NAME + 2).count() <= LONGEST_NAME
    }

    /// Whether a token ends an item of this group.
    fn separates(&self, group: usize, at: usize) -> bool {
        let bracket = self.groups[group].bracket;
        match self.tokens[at].kind {
            Kind::Semicolon => {
                let next = self.tokens.get(at + 1).map(|token| token.kind);
                bracket != Bracket::Quote && next != Some(Kind::Open(Bracket::Loop))
            }
            Kind::Newline => bracket != Bracket::Quote && !self.continues_on_next_line(group, at),
            Kind::Comma => match bracket {
                Bracket::Round | Bracket::Square => true,
                Bracket::Curly => group != 0 && self.is_entry(at + 1),
                Bracket::Quote | Bracket::Loop | Bracket::Indent => false,
            },
            _ => false,
        }
    }

    /// Whether a name with its sign of assignment follows.
    fn is_entry(&self, at: usize) -> bool {
        let mut at = at;
        while self.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Newline | Kind::Comment | Kind::Tab)) {
            at += 1;
        }
        let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
        match kind(at) {
            Some(Kind::Word) => kind(at + 1) == Some(Kind::Assign),
            Some(Kind::Open(Bracket::Quote)) => {
                let close =
                    (at + 1..self.tokens.len().min(at + 12)).find(|it| kind(*it) == Some(Kind::Close(Bracket::Quote)));
                close.is_some_and(|close| kind(close + 1) == Some(Kind::Assign))
            }
            _ => false,
        }
    }

    /// Whether what is on the next line belongs to what is on this.
    fn continues_on_next_line(&self, group: usize, at: usize) -> bool {
        let quiet = |token: &&Token<'_>| token.kind != Kind::Comment && token.kind != Kind::Tab;
        let before = self.before_comments(at);
        let next = self.tokens[at + 1..].iter().take(8).find(quiet);
        let is_table = |line: usize| self.starts_with_bar(at, line);
        let ends_open = before.is_some_and(|before| match before.kind {
            Kind::Mark('`' | '\\') | Kind::Assign => before.line == self.tokens[at].line,
            Kind::Mark('|') => !is_table(before.line),
            Kind::Comma => self.groups[group].bracket != Bracket::Indent,
            Kind::Word => matches!(before.text, "-and" | "-or" | "&&" | "-join"),
            _ => false,
        });
        let starts_within = next.is_some_and(|next| match next.kind {
            Kind::Open(Bracket::Indent) => true,
            Kind::Open(Bracket::Curly) => {
                before.is_some_and(|before| matches!(before.kind, Kind::Close(Bracket::Round) | Kind::Word))
                    && !matches!(self.groups[group].bracket, Bracket::Square | Bracket::Round)
            }
            Kind::Open(Bracket::Loop) => true,
            Kind::Mark('|') => {
                let line = self.tokens[at + 1..].iter().take_while(|token| token.kind != Kind::Newline);
                line.take(200).filter(|token| token.kind == Kind::Mark('|')).count() == 1
            }
            Kind::Word => next.text.starts_with('.') && next.text.len() > 1,
            _ => false,
        });
        ends_open || starts_within
    }

    /// The last token before a line break that is no comment. A line that has only a comment is passed over.
    fn before_comments(&self, at: usize) -> Option<&Token<'t>> {
        let mut commented = false;
        for token in self.tokens[..at].iter().rev().take(24) {
            match token.kind {
                Kind::Comment => commented = true,
                Kind::Tab => {}
                Kind::Newline if commented => commented = false,
                _ => return Some(token),
            }
        }
        None
    }

    /// Whether the line that ends at a token begins with a bar, as rows of tables do.
    fn starts_with_bar(&self, at: usize, line: usize) -> bool {
        let line = self.tokens[..at].iter().rev().take_while(|token| token.line == line).take(400);
        line.last().is_some_and(|token| token.kind == Kind::Mark('|'))
    }

    /// The opening bracket of a closing one.
    pub(super) fn open_of(&self, close: usize) -> Option<usize> {
        let inner = close.checked_sub(1)?;
        // An empty pair of brackets has nothing within it.
        self.opened[inner].map(|_| inner).or_else(|| self.opening_of(inner))
    }

    /// The tokens that are in an item itself: of each of its brackets the opening one only.
    pub(super) fn own_tokens(&self, item: usize) -> impl Iterator<Item = usize> {
        let Range { start, end } = self.items[item].tokens;
        let mut at = start;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let here = at;
            at = self.opened[here].map_or(here, |group| self.close_of[group]) + 1;
            Some(here)
        })
    }

    /// The items around a token, the innermost first, each with the group by which it is reached from within.
    pub(super) fn enclosing_items(&self, token: usize) -> impl Iterator<Item = (usize, Option<usize>)> {
        let mut next = Some((self.item_of[token], None));
        std::iter::from_fn(move || {
            let here = next?;
            let group = self.items[here.0].group;
            next = self.groups[group].open.map(|open| (self.item_of[open], Some(group)));
            Some(here)
        })
    }

    /// The item around a token that is not within a quotation.
    pub(super) fn innermost_unquoted_item(&self, token: usize) -> usize {
        let unquoted = self
            .enclosing_items(token)
            .find(|(item, _)| self.groups[self.items[*item].group].bracket != Bracket::Quote);
        unquoted.map_or(0, |(item, _)| item)
    }

    /// The tokens between the brackets of a group.
    pub(super) fn tokens_in_group(&self, group: usize) -> Range<usize> {
        self.groups[group].open.map_or(0, |open| open + 1)..self.close_of[group]
    }
}

/// The bracket that belongs to each; none, where there is none.
fn match_brackets(tokens: &[Token<'_>]) -> Vec<Option<usize>> {
    let mut mates = vec![None; tokens.len()];
    let mut open: Vec<(usize, Bracket)> = Vec::new();
    // How many of each kind are open within the innermost quotation.
    let mut counts: Vec<[usize; 6]> = vec![[0; 6]];
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(bracket) if open.len() < DEEPEST || bracket == Bracket::Quote => {
                open.push((at, bracket));
                if let Some(counts) = counts.last_mut() {
                    counts[bracket as usize] += 1;
                }
                if bracket == Bracket::Quote {
                    counts.push([0; 6]);
                }
            }
            Kind::Close(bracket) => {
                if bracket == Bracket::Quote {
                    counts.pop();
                }
                if counts.last().is_none_or(|counts| counts[bracket as usize] == 0) {
                    continue;
                }
                while let Some((opening, kind)) = open.pop() {
                    // What is still open at the end of a quotation was counted for that quotation.
                    if let Some(counts) = counts.last_mut().filter(|_| kind == bracket || bracket != Bracket::Quote) {
                        counts[kind as usize] = counts[kind as usize].saturating_sub(1);
                    }
                    if kind == bracket {
                        (mates[opening], mates[at]) = (Some(at), Some(opening));
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    mates
}
