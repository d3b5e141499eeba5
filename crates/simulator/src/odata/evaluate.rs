//! Whether an entry meets a condition.

use serde_json::Value;

use super::parser::{Condition, Literal, Path};
use super::set::Entity;

/// Whether an entry meets a condition.
pub(super) fn meets(condition: &Condition, entry: &dyn Entity) -> bool {
    is_true(condition, &Scope { entry, member: None })
}

/// What names mean: those of the entry, and within `any` that of the member.
struct Scope<'a> {
    entry: &'a dyn Entity,
    member: Option<(&'a str, &'a Value)>,
}

impl Scope<'_> {
    fn value(&self, path: &Path) -> Value {
        let (first, rest) = path.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let mut value = match self.member {
            Some((name, member)) if name == first => member.clone(),
            _ => self.entry.value(first),
        };
        for name in rest {
            value = value.get_mut(name.as_str()).map_or(Value::Null, Value::take);
        }
        value
    }
}

fn is_true(condition: &Condition, scope: &Scope<'_>) -> bool {
    match condition {
        Condition::And(parts) => parts.iter().all(|part| is_true(part, scope)),
        Condition::Or(parts) => parts.iter().any(|part| is_true(part, scope)),
        Condition::Not(inner) => !is_true(inner, scope),
        Condition::Compare(path, operator, literal) => compares(&scope.value(path), operator, literal),
        Condition::Affix(path, function, affix) => {
            let (value, affix) = (lower(&scope.value(path)), affix.to_lowercase());
            value.is_some_and(
                |text| if *function == "startswith" { text.starts_with(&affix) } else { text.ends_with(&affix) },
            )
        }
        Condition::In(path, members) => {
            let value = scope.value(path);
            members.iter().any(|member| compares(&value, "eq", member))
        }
        Condition::Any(path, member, inner) => {
            let value = scope.value(path);
            let members = value.as_array().map(Vec::as_slice).unwrap_or_default();
            members.iter().any(|value| is_true(inner, &Scope { entry: scope.entry, member: Some((member, value)) }))
        }
    }
}

/// Texts are compared without regard to case, as the directory does.
fn compares(value: &Value, operator: &str, literal: &Literal) -> bool {
    let order = match literal {
        Literal::Null => return value.is_null() == (operator == "eq"),
        Literal::Flag(flag) => value.as_bool().map(|found| found.cmp(flag)),
        Literal::Number(number) => value.as_i64().map(|found| found.cmp(number)),
        Literal::Text(text) => lower(value).map(|found| found.cmp(&text.to_lowercase())),
        Literal::Guid(guid) => lower(value).map(|found| found.cmp(&guid.to_string())),
        Literal::Time(time) => {
            value.as_str().and_then(|text| text.parse().ok()).map(|found: domain::time::Timestamp| found.cmp(time))
        }
    };
    match operator {
        "eq" => order.is_some_and(std::cmp::Ordering::is_eq),
        "ne" => order.is_none_or(std::cmp::Ordering::is_ne),
        "ge" => order.is_some_and(std::cmp::Ordering::is_ge),
        "le" => order.is_some_and(std::cmp::Ordering::is_le),
        "gt" => order.is_some_and(std::cmp::Ordering::is_gt),
        _ => order.is_some_and(std::cmp::Ordering::is_lt),
    }
}

fn lower(value: &Value) -> Option<String> {
    value.as_str().map(str::to_lowercase)
}
