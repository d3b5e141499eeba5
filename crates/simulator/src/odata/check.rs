//! Whether a list can be asked what a filter asks, before anything is compared.

use super::super::refusal::Refusal;
use super::parser::{Condition, Literal, Path};
use super::set::{EntitySet, PropertyType};

/// How many alternatives one filter may have.
const MOST_ALTERNATIVES: usize = 15;

/// Refuses what the list cannot be asked. `advanced` says that the request has `ConsistencyLevel: eventual` and
/// `$count=true`, without which the directory refuses `ne`, `not` and `endswith`.
pub(super) fn check(condition: &Condition, set: &EntitySet, advanced: bool) -> Result<(), Refusal> {
    check_in(condition, set, advanced, None)
}

/// `collection` is the collection whose members the condition is about, and their name.
fn check_in(
    condition: &Condition,
    set: &EntitySet,
    advanced: bool,
    collection: Option<(&Path, &str)>,
) -> Result<(), Refusal> {
    match condition {
        Condition::And(parts) => parts.iter().try_for_each(|part| check_in(part, set, advanced, collection)),
        Condition::Or(parts) => {
            few_enough(alternatives(condition))?;
            parts.iter().try_for_each(|part| check_in(part, set, advanced, collection))
        }
        Condition::Not(inner) => {
            if set.directory && !advanced {
                return Err(unsupported(set, &first_name(inner, collection)));
            }
            check_in(inner, set, advanced, collection)
        }
        Condition::Compare(path, operator, literal) => {
            let kind = check_use(set, path, operator, advanced, collection)?;
            check_literal(kind, literal, operator)
        }
        Condition::Affix(path, function, _) => check_use(set, path, function, advanced, collection).map(drop),
        Condition::In(path, members) => {
            few_enough(members.len())?;
            let kind = check_use(set, path, "in", advanced, collection)?;
            members.iter().try_for_each(|member| check_literal(kind, member, "in"))
        }
        Condition::Any(path, member, inner) => check_in(inner, set, advanced, Some((path, member))),
    }
}

/// How many alternatives a condition has, with those that are in parentheses.
fn alternatives(condition: &Condition) -> usize {
    match condition {
        Condition::Or(parts) => parts.iter().map(alternatives).sum(),
        _ => 1,
    }
}

fn few_enough(alternatives: usize) -> Result<(), Refusal> {
    if alternatives <= MOST_ALTERNATIVES {
        return Ok(());
    }
    Err(Refusal::UnsupportedQuery(format!(
        "Too many child clauses specified in search filter expression containing 'OR' operators: {alternatives}. Max allowed: {MOST_ALTERNATIVES}."
    )))
}

/// Whether the operator is allowed on the property, and the property's type.
fn check_use(
    set: &EntitySet,
    path: &Path,
    operator: &str,
    advanced: bool,
    collection: Option<(&Path, &str)>,
) -> Result<PropertyType, Refusal> {
    let whole = full_path(path, collection);
    let root = whole.split('/').next().unwrap_or_default();
    let exact = set.properties.iter().find(|property| property.name == whole && !property.derived);
    let Some(property) = exact.or_else(|| set.property(root)) else {
        return Err(Refusal::Malformed(format!(
            "Invalid filter clause: Could not find a property named '{root}' on type 'microsoft.graph.{}'.",
            set.type_name
        )));
    };
    let allowed = property.filter.split(' ').any(|known| known == operator);
    if operator == "contains" {
        return Err(unsupported_by_type(set, property.name));
    }
    let needs_more = matches!(operator, "ne" | "endswith") && set.directory && !advanced;
    if !allowed || needs_more {
        return Err(unsupported(set, property.name));
    }
    Ok(property.kind)
}

fn check_literal(kind: PropertyType, literal: &Literal, operator: &str) -> Result<(), Refusal> {
    let (wanted, found) = match (kind, literal) {
        (_, Literal::Null) | (PropertyType::Text | PropertyType::Other, Literal::Text(_)) => return Ok(()),
        (PropertyType::Guid, Literal::Guid(_))
        | (PropertyType::Flag, Literal::Flag(_))
        | (PropertyType::Time, Literal::Time(_)) => {
            return Ok(());
        }
        (kind, literal) => (edm(kind), edm_of(literal)),
    };
    let operator = match operator {
        "ne" => "NotEqual",
        "ge" => "GreaterThanOrEqual",
        "le" => "LessThanOrEqual",
        "gt" => "GreaterThan",
        "lt" => "LessThan",
        _ => "Equal",
    };
    Err(Refusal::Malformed(format!(
        "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '{wanted}' and '{found}' for operator kind '{operator}'."
    )))
}

fn edm(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text | PropertyType::Other => "Edm.String",
        PropertyType::Guid => "Edm.Guid",
        PropertyType::Flag => "Edm.Boolean",
        PropertyType::Time => "Edm.DateTimeOffset",
    }
}

fn edm_of(literal: &Literal) -> &'static str {
    match literal {
        Literal::Text(_) | Literal::Null => "Edm.String",
        Literal::Guid(_) => "Edm.Guid",
        Literal::Time(_) => "Edm.DateTimeOffset",
        Literal::Number(_) => "Edm.Int32",
        Literal::Flag(_) => "Edm.Boolean",
    }
}

/// The path from the entry: that of a member begins with its collection.
fn full_path(path: &Path, collection: Option<(&Path, &str)>) -> String {
    match collection {
        Some((of, member)) if path.first().is_some_and(|first| first == member) => {
            of.iter().chain(path.iter().skip(1)).cloned().collect::<Vec<_>>().join("/")
        }
        _ => path.join("/"),
    }
}

fn first_name(condition: &Condition, collection: Option<(&Path, &str)>) -> String {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.first().map(|part| first_name(part, collection)).unwrap_or_default()
        }
        Condition::Not(inner) => first_name(inner, collection),
        Condition::Compare(path, ..) | Condition::Affix(path, ..) | Condition::In(path, _) => {
            full_path(path, collection)
        }
        Condition::Any(path, ..) => path.join("/"),
    }
}

fn unsupported(set: &EntitySet, property: &str) -> Refusal {
    if !set.directory {
        return Refusal::BadRequest(format!("Invalid filter clause {property}: System.String").into());
    }
    unsupported_by_type(set, property)
}

fn unsupported_by_type(set: &EntitySet, property: &str) -> Refusal {
    let mut resource = set.type_name.to_owned();
    if let Some(first) = resource.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Refusal::UnsupportedQuery(format!(
        "Unsupported or invalid query filter clause specified for property '{property}' of resource '{resource}'."
    ))
}
