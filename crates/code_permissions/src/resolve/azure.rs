//! Azure Resource Manager, Azure PowerShell and the Azure CLI.

use super::context::Context;
use super::outcome::{NeededCall, Outcome, Reason};
use super::{azure_commands, cmdlet_request};
use crate::arguments::Arguments;
use crate::permission::{Api, Permission};
use crate::request::Request;
use crate::table::Method;

/// A request to Azure Resource Manager: the action of its provider and types.
///
/// GET reads, PUT and PATCH write, DELETE deletes, and POST runs the action that the address ends with. See
/// <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format>.
pub(super) fn request(request: &Request, method: Method, path: &str) -> Outcome {
    let Some((kind, action)) = resource_type(path) else {
        return Outcome::unknown(request, Reason::AzureCommand);
    };
    let operation = match (method, action) {
        (Method::Post, Some(action)) => format!("{kind}/{action}/action"),
        (Method::Post, None) => return Outcome::unknown(request, Reason::AzureCommand),
        // A list, or a type without a key: the last name is a type.
        (Method::Get, Some(last)) => format!("{kind}/{last}/read"),
        (Method::Put | Method::Patch, Some(last)) => format!("{kind}/{last}/write"),
        (Method::Delete, Some(last)) => format!("{kind}/{last}/delete"),
        (Method::Get, None) => format!("{kind}/read"),
        (Method::Put | Method::Patch, None) => format!("{kind}/write"),
        (Method::Delete, None) => format!("{kind}/delete"),
    };
    let mut call = NeededCall::new(request, Api::Azure);
    call.method = Some(method.name());
    call.path = Some(template(path));
    call.least = vec![vec![Permission::new(Api::Azure, operation)]];
    call.is_inferred = true;
    call.page = Some("https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations".into());
    Outcome::Needed(Box::new(call))
}

fn segments(path: &str) -> Vec<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

/// Provider and types of what an address names, and the name of an action behind it.
fn resource_type(path: &str) -> Option<(String, Option<String>)> {
    let segments = segments(path);
    let is = |text: &str, name: &str| text.eq_ignore_ascii_case(name);
    let provider = segments.iter().rposition(|segment| is(segment, "providers"));
    let (kind, rest) = match provider {
        Some(at) => {
            let namespace = segments.get(at + 1).filter(|name| name.contains('.'))?;
            ((*namespace).to_owned(), &segments[at + 2..])
        }
        None => match segments.as_slice() {
            [first, ..] if is(first, "subscriptions") => match segments.get(2) {
                Some(groups) if is(groups, "resourcegroups") => {
                    ("Microsoft.Resources/subscriptions".to_owned(), &segments[2..])
                }
                _ => ("Microsoft.Resources".to_owned(), &segments[..]),
            },
            [first, ..] if is(first, "tenants") => ("Microsoft.Resources".to_owned(), &segments[..]),
            _ => return None,
        },
    };
    let mut kind = kind;
    let mut action = None;
    for (index, segment) in rest.iter().enumerate() {
        if index % 2 == 1 {
            continue;
        }
        if segment.contains(crate::value::is_hole) {
            return None;
        }
        // The last name without one behind it is an action, if the request runs one.
        if index + 1 == rest.len() {
            action = Some((*segment).to_owned());
        } else {
            kind = format!("{kind}/{segment}");
        }
    }
    Some((kind, action))
}

/// The path with keys as `{}`.
fn template(path: &str) -> String {
    let segments = segments(path);
    let provider = segments.iter().rposition(|segment| segment.eq_ignore_ascii_case("providers"));
    let mut text = String::new();
    for (index, segment) in segments.iter().enumerate() {
        let is_key = match provider {
            Some(at) if index > at + 1 => (index - at) % 2 == 1,
            Some(at) if index >= at => false,
            _ => index % 2 == 1,
        };
        text.push('/');
        text.push_str(if is_key { "{}" } else { segment });
    }
    text.to_ascii_lowercase()
}

/// Cmdlets of Azure PowerShell that call Microsoft Graph.
pub(super) fn directory_cmdlet(
    context: &mut Context<'_>,
    request: &Request,
    name: &str,
    arguments: &Arguments,
) -> Option<Outcome> {
    let (verb, noun) = name.split_once('-')?;
    let noun = noun.strip_prefix("azad")?;
    let method = match verb {
        "get" => Method::Get,
        "new" | "add" => Method::Post,
        "update" | "set" => Method::Patch,
        "remove" => Method::Delete,
        _ => return Some(Outcome::unknown(request, Reason::AzureCommand)),
    };
    Some(directory(context, request, noun, method, arguments))
}

fn directory(
    context: &mut Context<'_>,
    request: &Request,
    noun: &str,
    method: Method,
    arguments: &Arguments,
) -> Outcome {
    let (collection, child) = match noun {
        "user" => ("users", ""),
        "group" => ("groups", ""),
        "groupmember" => ("groups", "members"),
        "groupowner" => ("groups", "owners"),
        "application" | "app" => ("applications", ""),
        "serviceprincipal" | "sp" => ("serviceprincipals", ""),
        _ => return Outcome::unknown(request, Reason::AzureCommand),
    };
    let is_one = !matches!(method, Method::Get | Method::Post)
        || arguments.first_of(&["ObjectId", "UserPrincipalName", "ApplicationId", "Id"]).is_some();
    let path = match (child, method) {
        ("", Method::Post) => format!("/{collection}"),
        ("", _) if is_one => format!("/{collection}/{{}}"),
        ("", _) => format!("/{collection}"),
        (child, Method::Post) => format!("/{collection}/{{}}/{child}/$ref"),
        (child, Method::Delete) => format!("/{collection}/{{}}/{child}/{{}}/$ref"),
        (child, _) => format!("/{collection}/{{}}/{child}"),
    };
    cmdlet_request::of_target(context, request, method, &path, &Arguments::default())
}

/// A command of the Azure CLI.
pub(super) fn cli(context: &mut Context<'_>, request: &Request, words: &[String]) -> Outcome {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let nothing = || Outcome::Needed(Box::new(NeededCall::new(request, Api::Azure)));
    match words.as_slice() {
        [] => nothing(),
        [
            "login" | "logout" | "version" | "extension" | "config" | "configure" | "cloud" | "upgrade" | "find"
            | "bicep" | "help",
            ..,
        ] => nothing(),
        ["account", "get-access-token" | "set" | "show" | "clear", ..] | ["account"] => nothing(),
        ["ad", noun @ ("user" | "group" | "app" | "sp"), rest @ ..] => {
            let (noun, verb) = match rest {
                ["member", verb, ..] => ("groupmember", *verb),
                ["owner", verb, ..] if *noun == "group" => ("groupowner", *verb),
                [verb] => (*noun, *verb),
                _ => return Outcome::unknown(request, Reason::AzureCommand),
            };
            let mut arguments = Arguments::default();
            let method = match verb {
                "list" => Method::Get,
                "show" | "check" => {
                    arguments.named.push(("Id".into(), crate::value::Value::Unknown));
                    Method::Get
                }
                "create" | "add" => Method::Post,
                "update" => Method::Patch,
                "delete" | "remove" => Method::Delete,
                _ => return Outcome::unknown(request, Reason::AzureCommand),
            };
            directory(context, request, noun, method, &arguments)
        }
        [other, ..] if !request.text.starts_with("az") => {
            Outcome::unknown(request, Reason::OtherApi((*other).to_owned()))
        }
        words => azure_commands::cli(request, words),
    }
}
