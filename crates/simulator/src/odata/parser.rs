//! The grammar of a `$filter`, as much of it as the directory answers.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::super::refusal::Refusal;
use super::lexer::{Token, tokens};
use domain::guid::Guid;
use domain::time::Timestamp;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// All of them.
    And(Vec<Condition>),
    /// At least one of them.
    Or(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// A property and a literal: `displayName eq 'x'`; the operator is `eq`, `ne`, `ge`, `le`, `gt` or `lt`.
    Compare(Path, &'static str, Literal),
    /// `startswith(p,'x')`, `endswith(p,'x')` or `contains(p,'x')`.
    Affix(Path, &'static str, String),
    /// `p in ('x','y')`.
    In(Path, Vec<Literal>),
    /// `p/any(x:…)`: the collection, the name of its member, and the condition on it.
    Any(Path, String, Box<Condition>),
}

/// The names that lead to a value, as they are written between slashes.
pub(super) type Path = Vec<String>;

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    /// `'x'`
    Text(String),
    /// A GUID without quotes.
    Guid(Guid),
    /// A time without quotes.
    Time(Timestamp),
    /// A number.
    Number(i64),
    /// `true` or `false`
    Flag(bool),
    /// `null`
    Null,
}

/// Reads a filter.
pub(super) fn parse(filter: &str) -> Result<Condition, Refusal> {
    let mut parser = Parser { filter, tokens: tokens(filter)?.into_iter().peekable() };
    let condition = parser.either()?;
    match parser.tokens.peek() {
        None => Ok(condition),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    filter: &'a str,
    tokens: Peekable<IntoIter<(usize, Token)>>,
}

impl Parser<'_> {
    fn either(&mut self) -> Result<Condition, Refusal> {
        let mut parts = vec![self.both()?];
        while self.accept_word("or") {
            parts.push(self.both()?);
        }
        Ok(if parts.len() > 1 { Condition::Or(parts) } else { parts.remove(0) })
    }

    fn both(&mut self) -> Result<Condition, Refusal> {
        let mut parts = vec![self.term()?];
        while self.accept_word("and") {
            parts.push(self.term()?);
        }
        Ok(if parts.len() > 1 { Condition::And(parts) } else { parts.remove(0) })
    }

    fn term(&mut self) -> Result<Condition, Refusal> {
        if self.accept_mark('(') {
            let inner = self.either()?;
            self.expect_mark(')')?;
            return Ok(inner);
        }
        let name = self.word()?;
        if name.eq_ignore_ascii_case("not") {
            return Ok(Condition::Not(Box::new(self.term()?)));
        }
        if self.accept_mark('(') {
            return self.call(&name);
        }
        let path = path(&name);
        let operator = self.word()?;
        if operator.eq_ignore_ascii_case("in") {
            return self.members(path);
        }
        let known = ["eq", "ne", "ge", "le", "gt", "lt"].into_iter().find(|known| operator == *known);
        let Some(known) = known else { return Err(self.unexpected()) };
        Ok(Condition::Compare(path, known, self.literal()?))
    }

    /// What is behind `name(`: a function, or the condition on a collection's members.
    fn call(&mut self, name: &str) -> Result<Condition, Refusal> {
        if let Some(collection) = name.strip_suffix("/any") {
            let member = self.word()?;
            self.expect_mark(':')?;
            let condition = self.either()?;
            self.expect_mark(')')?;
            return Ok(Condition::Any(path(collection), member, Box::new(condition)));
        }
        let known = ["startswith", "endswith", "contains"].into_iter().find(|known| name.eq_ignore_ascii_case(known));
        let Some(known) = known else {
            return Err(Refusal::Malformed(format!(
                "Invalid filter clause: An unknown function with name '{name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed."
            )));
        };
        let path = path(&self.word()?);
        self.expect_mark(',')?;
        let Literal::Text(affix) = self.literal()? else { return Err(self.unexpected()) };
        self.expect_mark(')')?;
        Ok(Condition::Affix(path, known, affix))
    }

    fn members(&mut self, path: Path) -> Result<Condition, Refusal> {
        self.expect_mark('(')?;
        let mut members = vec![self.literal()?];
        while self.accept_mark(',') {
            members.push(self.literal()?);
        }
        self.expect_mark(')')?;
        Ok(Condition::In(path, members))
    }

    fn literal(&mut self) -> Result<Literal, Refusal> {
        let unexpected = self.unexpected();
        match self.tokens.next().map(|(_, token)| token) {
            Some(Token::Text(text)) => Ok(Literal::Text(text)),
            Some(Token::Guid(guid)) => Ok(Literal::Guid(guid)),
            Some(Token::Time(time)) => Ok(Literal::Time(time)),
            Some(Token::Number(number)) => Ok(Literal::Number(number)),
            Some(Token::Word(word)) => match word.as_str() {
                "true" => Ok(Literal::Flag(true)),
                "false" => Ok(Literal::Flag(false)),
                "null" => Ok(Literal::Null),
                _ => Err(unexpected),
            },
            _ => Err(unexpected),
        }
    }

    fn word(&mut self) -> Result<String, Refusal> {
        let unexpected = self.unexpected();
        match self.tokens.next() {
            Some((_, Token::Word(word))) => Ok(word),
            _ => Err(unexpected),
        }
    }

    fn accept_word(&mut self, word: &str) -> bool {
        self.tokens
            .next_if(|(_, token)| matches!(token, Token::Word(found) if found.eq_ignore_ascii_case(word)))
            .is_some()
    }

    fn accept_mark(&mut self, mark: char) -> bool {
        self.tokens.next_if(|(_, token)| *token == Token::Mark(mark)).is_some()
    }

    fn expect_mark(&mut self, mark: char) -> Result<(), Refusal> {
        if self.accept_mark(mark) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&mut self) -> Refusal {
        let at = self.tokens.peek().map_or(self.filter.len(), |(at, _)| *at);
        Refusal::Malformed(format!("Invalid filter clause: Syntax error at position {at} in '{}'.", self.filter))
    }
}

fn path(name: &str) -> Path {
    name.split('/').map(str::to_owned).collect()
}
