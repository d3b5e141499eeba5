//! Values that the code gives to variables and arguments, as far as the text shows them.

use std::rc::Rc;

/// The character of a text where a part isn't known.
pub const HOLE: char = '\u{E000}';
/// The character of a text that is the address of the next page of an answer.
pub const NEXT_PAGE: char = '\u{E001}';
/// The first of the characters that stand for a parameter of the function around.
const FIRST_PARAMETER: u32 = 0xE100;
/// How many parameters a function can have.
pub const MAX_PARAMETERS: usize = 64;

/// How many texts a value can be.
const MAX_ALTERNATIVES: usize = 12;
/// How long a text that was put together can be, in bytes.
const MAX_LENGTH: usize = 4096;
/// How many entries a record or list can have.
const MAX_ENTRIES: usize = 256;
/// How deep values are looked into.
const MAX_DEPTH: usize = 6;

/// A value.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Not known.
    #[default]
    Unknown,
    /// One of these texts, with holes.
    Text(Vec<Rc<str>>),
    /// Names with values: a hashtable, an object, a dictionary.
    Record(Rc<Vec<(String, Value)>>),
    /// Values in a row.
    List(Rc<Vec<Value>>),
    /// A request in the making, of an SDK.
    Chain(Rc<Chain>),
}

/// A request that an SDK builds step by step.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// The steps, in lower case; `{}` for a key.
    pub steps: Vec<String>,
    /// An address that was given as a whole.
    pub address: Option<Value>,
    /// Options of the query: `$select` and so on, without the sign.
    pub query: Vec<(String, Value)>,
    /// As it is written.
    pub text: String,
}

/// The character of a parameter.
pub fn parameter(index: usize) -> char {
    char::from_u32(FIRST_PARAMETER + index.min(MAX_PARAMETERS) as u32).unwrap_or(HOLE)
}

/// The parameter that a character stands for.
pub fn parameter_index(character: char) -> Option<usize> {
    let index = (character as u32).checked_sub(FIRST_PARAMETER)?;
    (index <= MAX_PARAMETERS as u32).then_some(index as usize)
}

/// Whether a character stands for something that isn't written there.
pub fn is_hole(character: char) -> bool {
    character == HOLE || parameter_index(character).is_some()
}

impl Value {
    /// One text.
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(vec![text.into()])
    }

    /// A text of which nothing is known.
    pub fn hole() -> Self {
        Self::text(HOLE.to_string())
    }

    /// The texts that it can be; a hole where it is no text.
    pub fn texts(&self) -> Vec<Rc<str>> {
        match self {
            Self::Text(texts) if !texts.is_empty() => texts.clone(),
            Self::List(items) if items.len() == 1 => items[0].texts(),
            _ => vec![Rc::from(HOLE.to_string())],
        }
    }

    /// The only text, without holes.
    pub fn constant(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(texts) if texts.len() == 1 && !texts[0].contains(is_hole) => Some(texts[0].clone()),
            _ => None,
        }
    }

    /// The elements of a list; a single value is its own only element.
    pub fn items(&self) -> Vec<Self> {
        match self {
            Self::List(items) => items.as_ref().clone(),
            other => vec![other.clone()],
        }
    }

    /// The text of an option of a query, such as `$select`: names in a row are joined by commas.
    pub fn option_text(&self) -> String {
        match self {
            Self::List(items) => items.iter().map(Self::option_text).collect::<Vec<_>>().join(","),
            Self::Text(texts) => texts.first().map(|text| text.to_string()).unwrap_or_default(),
            _ => HOLE.to_string(),
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Text(texts) => texts.iter().all(|text| text.chars().all(|character| character == HOLE)),
            _ => false,
        }
    }

    /// Whether it may be a client whose making isn't known: nothing, or an argument.
    pub fn is_unknown_client(&self) -> bool {
        self.is_unknown() || matches!(self, Self::Text(texts) if texts.iter().all(|text| text.chars().all(is_hole)))
    }

    /// A field of a record. Names are compared without case, blanks and signs.
    pub fn field(&self, name: &str) -> Option<&Self> {
        let Self::Record(fields) = self else { return None };
        fields.iter().rev().find(|(key, _)| same_name(key, name)).map(|(_, value)| value)
    }

    /// A field of a record, or of a record in it. Of a dotted name (`QueryParameters.Select`) the last part counts.
    pub fn deep_field(&self, name: &str) -> Option<&Self> {
        self.deep_field_in(name, 0)
    }

    fn deep_field_in(&self, name: &str, depth: usize) -> Option<&Self> {
        if depth > MAX_DEPTH {
            return None;
        }
        let Self::Record(fields) = self else { return None };
        let last = |key: &str| key.rsplit('.').next().is_some_and(|key| same_name(key, name));
        fields
            .iter()
            .find(|(key, _)| last(key))
            .map(|(_, value)| value)
            .or_else(|| fields.iter().find_map(|(_, value)| value.deep_field_in(name, depth + 1)))
    }

    /// The record with one more field.
    pub fn with_field(self, name: &str, value: Self) -> Self {
        match self {
            Self::Record(fields) if fields.len() < MAX_ENTRIES => {
                let mut fields = Rc::unwrap_or_clone(fields);
                fields.push((name.to_owned(), value));
                Self::Record(Rc::new(fields))
            }
            Self::Record(fields) => Self::Record(fields),
            _ => Self::Record(Rc::new(vec![(name.to_owned(), value)])),
        }
    }

    /// A record of these fields.
    pub fn record(mut fields: Vec<(String, Self)>) -> Self {
        fields.truncate(MAX_ENTRIES);
        Self::Record(Rc::new(fields))
    }

    /// A list of these values.
    pub fn list(mut items: Vec<Self>) -> Self {
        items.truncate(MAX_ENTRIES);
        Self::List(Rc::new(items))
    }

    /// Either of two values.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Text(mut texts), Self::Text(more)) => {
                for text in more {
                    if !texts.contains(&text) && texts.len() < MAX_ALTERNATIVES {
                        texts.push(text);
                    }
                }
                Self::Text(texts)
            }
            (Self::Text(texts), Self::Unknown) | (Self::Unknown, Self::Text(texts)) => {
                Self::Text(texts).or(Self::hole())
            }
            (Self::Unknown, other) => other,
            (value, _) => value,
        }
    }

    /// The two texts after each other.
    pub fn concat(&self, other: &Self) -> Self {
        let (left, right) = (self.texts(), other.texts());
        let mut texts: Vec<Rc<str>> = Vec::new();
        for start in &left {
            for end in &right {
                if texts.len() < MAX_ALTERNATIVES {
                    texts.push(join(start, end));
                }
            }
        }
        Self::Text(texts)
    }

    /// A list as one value: any of its elements.
    pub fn any_item(&self) -> Self {
        match self {
            Self::List(items) => {
                let mut items = items.iter().cloned();
                let first = items.next().unwrap_or_default();
                items.fold(first, Self::or)
            }
            other => other.clone(),
        }
    }

    /// The text with `{0}`, `{1}` or `{}` filled in.
    pub fn format(&self, values: &[Self]) -> Self {
        let Some(pattern) = self.texts().first().cloned() else { return Self::Unknown };
        let mut result = Self::text("");
        let mut next = 0;
        let mut rest: &str = &pattern;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else { break };
            let inside = &rest[open + 1..open + length];
            let digits: String = inside.chars().take_while(char::is_ascii_digit).collect();
            result = result.concat(&Self::text(&rest[..open]));
            let index = if digits.is_empty() { next } else { digits.parse().unwrap_or(usize::MAX) };
            next += 1;
            result = result.concat(values.get(index).unwrap_or(&Self::Unknown));
            rest = &rest[open + length + 1..];
            if next > MAX_PARAMETERS {
                break;
            }
        }
        result.concat(&Self::text(rest))
    }

    /// Whether a parameter of the function around is in it.
    pub fn has_parameter(&self) -> bool {
        self.any_text(0, &|text| text.contains(|character| parameter_index(character).is_some()))
    }

    fn any_text(&self, depth: usize, fits: &dyn Fn(&str) -> bool) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match self {
            Self::Unknown => false,
            Self::Text(texts) => texts.iter().any(|text| fits(text)),
            Self::Record(fields) => fields.iter().any(|(_, value)| value.any_text(depth + 1, fits)),
            Self::List(items) => items.iter().any(|value| value.any_text(depth + 1, fits)),
            Self::Chain(chain) => chain.address.as_ref().is_some_and(|address| address.any_text(depth + 1, fits)),
        }
    }

    /// The value with the parameters replaced by arguments.
    pub fn substitute(&self, arguments: &[Self]) -> Self {
        self.substitute_in(arguments, 0)
    }

    fn substitute_in(&self, arguments: &[Self], depth: usize) -> Self {
        if depth > MAX_DEPTH {
            return Self::Unknown;
        }
        match self {
            Self::Text(texts) => {
                let mut result: Option<Self> = None;
                for text in texts {
                    let value = substitute_text(text, arguments);
                    result = Some(match result {
                        Some(before) => before.or(value),
                        None => value,
                    });
                }
                result.unwrap_or_default()
            }
            Self::Record(fields) => Self::record(
                fields.iter().map(|(key, value)| (key.clone(), value.substitute_in(arguments, depth + 1))).collect(),
            ),
            Self::List(items) => {
                Self::list(items.iter().map(|value| value.substitute_in(arguments, depth + 1)).collect())
            }
            Self::Chain(chain) => {
                let mut chain = chain.as_ref().clone();
                chain.address = chain.address.map(|address| address.substitute_in(arguments, depth + 1));
                Self::Chain(Rc::new(chain))
            }
            Self::Unknown => Self::Unknown,
        }
    }
}

fn substitute_text(text: &Rc<str>, arguments: &[Value]) -> Value {
    if !text.contains(|character| parameter_index(character).is_some()) {
        return Value::Text(vec![text.clone()]);
    }
    let mut characters = text.chars();
    if let (Some(first), None) = (characters.next(), characters.next()) {
        let argument = parameter_index(first).and_then(|index| arguments.get(index));
        return argument.cloned().unwrap_or_default();
    }
    let mut result = Value::text("");
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if let Some(index) = parameter_index(character) {
            result = result.concat(&Value::text(&text[from..at]));
            result = result.concat(arguments.get(index).unwrap_or(&Value::Unknown));
            from = at + character.len_utf8();
        }
    }
    result.concat(&Value::text(&text[from..]))
}

fn join(start: &Rc<str>, end: &Rc<str>) -> Rc<str> {
    if start.is_empty() {
        return end.clone();
    }
    if end.is_empty() || start.len() >= MAX_LENGTH && start.ends_with(HOLE) {
        return start.clone();
    }
    let mut text = String::with_capacity((start.len() + end.len()).min(MAX_LENGTH + 8));
    for part in [start, end] {
        let room = MAX_LENGTH.saturating_sub(text.len());
        if part.len() <= room {
            text.push_str(part);
        } else {
            let cut = (0..=room).rev().find(|at| part.is_char_boundary(*at)).unwrap_or(0);
            text.push_str(&part[..cut]);
            text.push(HOLE);
            break;
        }
    }
    text.into()
}

/// Whether two names are the same without case, underscores and the sign of a query option.
pub fn same_name(left: &str, right: &str) -> bool {
    let plain = |name: &str| {
        let letters = name.bytes().filter(|byte| *byte != b'_' && *byte != b'$' && *byte != b'-');
        letters.map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    left.eq_ignore_ascii_case(right) || plain(left) == plain(right)
}
