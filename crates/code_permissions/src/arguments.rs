//! Arguments of a command or a call.

use crate::value::{Value, same_name};

/// Named and positional arguments.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// Names, without a sign, and values. A switch has an unknown value.
    pub named: Vec<(String, Value)>,
    /// Values without a name, in their order.
    pub positional: Vec<Value>,
    /// Whether something comes through a pipeline.
    pub is_piped: bool,
    /// Whether arguments come from a variable that isn't known.
    pub is_open: bool,
}

impl Arguments {
    /// A named argument. Names are compared without case.
    pub fn named(&self, name: &str) -> Option<&Value> {
        self.named.iter().rev().find(|(key, _)| same_name(key, name)).map(|(_, value)| value)
    }

    /// A named argument by a name or its beginning, as PowerShell allows it.
    pub fn by_prefix(&self, name: &str) -> Option<&Value> {
        self.named(name).or_else(|| {
            let begins = |key: &str| {
                key.len() >= 2 && name.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key))
            };
            self.named.iter().find(|(key, _)| begins(key)).map(|(_, value)| value)
        })
    }

    /// The first of these names that is there.
    pub fn first_of(&self, names: &[&str]) -> Option<&Value> {
        names.iter().find_map(|name| self.named(name))
    }

    /// An option of the query, in any argument.
    pub fn query_option(&self, name: &str) -> Option<&Value> {
        self.named(name)
            .or_else(|| self.named.iter().find_map(|(_, value)| value.deep_field(name)))
            .or_else(|| self.positional.iter().find_map(|value| value.deep_field(name)))
    }

    /// With the parameters of the function around replaced.
    pub fn substitute(&self, arguments: &[Value]) -> Self {
        Self {
            named: self.named.iter().map(|(name, value)| (name.clone(), value.substitute(arguments))).collect(),
            positional: self.positional.iter().map(|value| value.substitute(arguments)).collect(),
            ..*self
        }
    }
}
