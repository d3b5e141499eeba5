//! The request to Microsoft Graph that a cmdlet sends with its arguments.

use super::conditions::Details;
use super::context::Context;
use super::graph;
use super::outcome::Outcome;
use crate::address::GraphAddress;
use crate::arguments::Arguments;
use crate::request::Request;
use crate::table::{CmdletTarget, Method};
use crate::value::{Value, same_name};

/// Parameters that are no property of a body.
const NO_PROPERTIES: [&str; 30] = [
    "bodyparameter",
    "confirm",
    "whatif",
    "passthru",
    "verbose",
    "debug",
    "erroraction",
    "warningaction",
    "headers",
    "responseheadersvariable",
    "inputobject",
    "errorvariable",
    "outvariable",
    "proxy",
    "break",
    "httppipelineappend",
    "httppipelineprepend",
    "additionalproperties",
    "consistencylevel",
    "outfile",
    "informationaction",
    "all",
    "top",
    "progressaction",
    "outbuffer",
    "pipelinevariable",
    "property",
    "expandproperty",
    "filter",
    "countvariable",
];

/// Parameters that only a list takes.
const OF_LISTS: [&str; 9] = ["all", "filter", "search", "top", "sort", "orderby", "countvariable", "pagesize", "skip"];

/// What a cmdlet needs that sends a request to a path.
pub(super) fn of_target(
    context: &mut Context<'_>,
    request: &Request,
    method: Method,
    path: &str,
    arguments: &Arguments,
) -> Outcome {
    let mut address = GraphAddress {
        segments: path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect(),
        ..GraphAddress::default()
    };
    for (option, names) in [
        ("select", ["Property", "Select"]),
        ("filter", ["Filter", "Filter"]),
        ("expand", ["ExpandProperty", "Expand"]),
        ("orderby", ["Sort", "OrderBy"]),
        ("search", ["Search", "SearchString"]),
    ] {
        if let Some(value) = arguments.first_of(&names) {
            address.query.push((option.to_owned(), value.option_text()));
        }
    }
    let body = context.body(&body(method, arguments));
    let details = Details::of_address(&address, body);
    graph::one(context, request, method, &address, &details)
}

/// The body that the parameters make.
fn body(method: Method, arguments: &Arguments) -> Value {
    if matches!(method, Method::Get | Method::Delete) {
        return Value::Unknown;
    }
    if let Some(body) = arguments.first_of(&["BodyParameter", "Body"]) {
        return body.clone();
    }
    if arguments.is_open {
        return Value::Unknown;
    }
    let is_property = |name: &str| {
        let lower = name.to_ascii_lowercase();
        let is_key = lower.ends_with("id") && lower.len() > 2;
        !is_key && !NO_PROPERTIES.contains(&lower.as_str())
    };
    let mut fields: Vec<(String, Value)> =
        arguments.named.iter().filter(|(name, _)| is_property(name)).cloned().collect();
    if let Some(Value::Record(more)) = arguments.named("AdditionalProperties") {
        fields.extend(more.iter().cloned());
    }
    if fields.is_empty() { Value::Unknown } else { Value::record(fields) }
}

/// The request among those that a cmdlet can send: by the number of keys that the arguments give.
pub(super) fn choose<'a>(targets: &'a [CmdletTarget], arguments: &Arguments) -> &'a CmdletTarget {
    let given = keys(arguments);
    let is_list = arguments.named.iter().any(|(name, _)| OF_LISTS.iter().any(|option| same_name(option, name)));
    let distance = |target: &CmdletTarget| {
        let keys = target.path.matches("{}").count();
        let ends_with_key = target.path.ends_with("{}");
        let wrong = usize::from(is_list && ends_with_key) * 4;
        // Parameters are named after the segments before the keys.
        let unnamed = unnamed_keys(&target.path, arguments);
        (keys.abs_diff(given) * 2 + wrong + unnamed, target.path.len())
    };
    targets.iter().min_by_key(|target| distance(target)).unwrap_or(&targets[0])
}

/// How many keys the arguments give.
fn keys(arguments: &Arguments) -> usize {
    let named = arguments.named.iter().filter(|(name, _)| {
        let lower = name.to_ascii_lowercase();
        (lower.ends_with("id") || lower.ends_with("key")) && lower != "contentid" || lower == "inputobject"
    });
    let count = named.count();
    if count > 0 { count } else { usize::from(!arguments.positional.is_empty() || arguments.is_piped) }
}

/// How many parameters that end with `Id` fit no segment of a path.
fn unnamed_keys(path: &str, arguments: &Arguments) -> usize {
    let segments: Vec<&str> = path.split('/').collect();
    arguments
        .named
        .iter()
        .filter_map(|(name, _)| name.to_ascii_lowercase().strip_suffix("id").map(str::to_owned))
        .filter(|stem| {
            !stem.is_empty()
                && !segments.iter().any(|segment| {
                    let singular = segment.trim_end_matches('s');
                    segment.starts_with(stem.as_str()) || stem.ends_with(singular) && !singular.is_empty()
                })
        })
        .count()
}
