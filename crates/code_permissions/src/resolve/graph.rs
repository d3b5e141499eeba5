//! Requests to Microsoft Graph.

use super::conditions::{self, Details};
use super::context::Context;
use super::outcome::{DelegatedOnly, NeededCall, Outcome, Reason};
use crate::address::{GraphAddress, segments_of_steps};
use crate::arguments::Arguments;
use crate::permission::{Api, Permission};
use crate::request::Request;
use crate::table::{Method, Table};
use crate::value::{Chain, Value};

/// How many requests of one batch are read. Microsoft accepts 20.
const MAX_BATCH: usize = 100;

/// A request by its address.
pub(super) fn request(
    context: &mut Context<'_>,
    request: &Request,
    method: Method,
    address: &GraphAddress,
    body: &Value,
) -> Vec<Outcome> {
    if address.segments.first().is_some_and(|segment| segment.eq_ignore_ascii_case("$batch")) {
        return batch(context, request, body);
    }
    let details = Details::of_address(address, context.body(body));
    vec![one(context, request, method, address, &details)]
}

/// A request that an SDK builds.
pub(super) fn sdk(
    context: &mut Context<'_>,
    source: &Request,
    chain: &Chain,
    method: &str,
    arguments: &Arguments,
) -> Vec<Outcome> {
    let Some(method) = Method::from_name(method) else { return Vec::new() };
    let steps = chain.steps.iter().map(String::as_str).collect::<Vec<_>>();
    if steps.first() == Some(&"batch") {
        return vec![Outcome::unknown(source, Reason::BatchInVariable)];
    }
    let segments = segments_of_steps(&chain.steps, &context.table.paths);
    let mut address = GraphAddress { segments, ..GraphAddress::default() };
    for (name, value) in &chain.query {
        address.query.push((name.clone(), value.option_text()));
    }
    for name in ["select", "filter", "expand", "orderby", "search"] {
        if let Some(value) = arguments.query_option(name) {
            address.query.push((name.to_owned(), value.option_text()));
        }
    }
    let body = arguments.named("body").or(arguments.positional.first()).cloned().unwrap_or_default();
    let details = Details::of_address(&address, context.body(&body));
    vec![one(context, source, method, &address, &details)]
}

/// The requests in the body of a batch.
fn batch(context: &mut Context<'_>, source: &Request, body: &Value) -> Vec<Outcome> {
    let body = context.body(body);
    let Some(requests) = body.field("requests").map(Value::items) else {
        return vec![Outcome::unknown(source, Reason::BatchInVariable)];
    };
    let mut outcomes = Vec::new();
    for item in requests.iter().take(MAX_BATCH) {
        let address = item.field("url").cloned().unwrap_or_default();
        let method = item.field("method").cloned().unwrap_or_else(|| Value::text("GET"));
        for address in address.texts() {
            let method = method.constant().and_then(|name| Method::from_name(&name));
            let parsed = crate::address::parse(&address, crate::address::Base::Graph);
            match (parsed, method) {
                (crate::address::Address::Graph(address), Some(method)) if !address.segments.is_empty() => {
                    let inner = item.field("body").cloned().unwrap_or_default();
                    let details = Details::of_address(&address, context.body(&inner));
                    outcomes.push(one(context, source, method, &address, &details));
                }
                _ => outcomes.push(Outcome::unknown(source, Reason::BatchInVariable)),
            }
        }
    }
    if outcomes.is_empty() {
        outcomes.push(Outcome::unknown(source, Reason::BatchInVariable));
    }
    outcomes
}

/// What a method at an address needs.
pub(super) fn one(
    context: &mut Context<'_>,
    request: &Request,
    method: Method,
    address: &GraphAddress,
    details: &Details,
) -> Outcome {
    let table = context.table;
    let first = address.segments.first().map(|segment| segment.to_ascii_lowercase());
    match first.as_deref() {
        // The service's own description.
        None | Some("$metadata") => {
            let reason = if address.segments.is_empty() { Reason::AddressInVariable } else { return nothing(request) };
            return Outcome::unknown(request, reason);
        }
        Some("me") => return of_signed_in_user(table, request, method, address),
        _ => {}
    }
    let written = address.display(&table.paths);
    let Some(template) = address.template(&table.paths, Some(method)) else {
        let is_open = address.segments.iter().all(|segment| segment.chars().all(crate::value::is_hole));
        let reason = if is_open {
            Reason::AddressInVariable
        } else {
            Reason::NotInTable(format!("{} {written}", method.name()))
        };
        return Outcome::unknown(request, reason);
    };
    let path = as_written(&written, &template);
    of_template(table, request, method, &template, path, details)
}

/// Something that needs nothing, as a call without permissions.
fn nothing(request: &Request) -> Outcome {
    Outcome::Needed(Box::new(NeededCall::new(request, Api::Graph)))
}

/// The template, with `$ref`, `$value` or `$count` where the code writes them.
fn as_written(written: &str, template: &str) -> String {
    let last = written.rsplit('/').next().unwrap_or_default();
    match last {
        "$ref" | "$value" | "$count" if !template.ends_with(last) => format!("{template}/{last}"),
        _ => template.to_owned(),
    }
}

/// What a method at a template needs, for a request of the code.
pub(super) fn of_template(
    table: &Table,
    request: &Request,
    method: Method,
    template: &str,
    path: String,
    details: &Details,
) -> Outcome {
    let label = format!("{} {path}", method.name());
    let Some(requirement) = table.requirement_at(method, template) else {
        return Outcome::unknown(request, Reason::NotInTable(label));
    };
    let delegated = |reason: &str, substitute: Option<String>| {
        Outcome::DelegatedOnly(Box::new(DelegatedOnly {
            line: request.line,
            text: request.text.clone(),
            request: Some((method.name(), path.clone())),
            reason: reason.into(),
            substitute,
        }))
    };
    if conditions::is_delegated_only(table, method, template) || requirement.is_delegated_only() {
        return delegated("Requires a signed-in user", conditions::substitute(method, template));
    }
    if requirement.flags().contains('m') {
        let substitute = "Teamwork.Migrate.All, only to import messages in migration mode";
        return delegated("Applications can't send messages", Some(substitute.into()));
    }
    let least: Vec<Vec<Permission>> =
        requirement.least().iter().map(|set| set.iter().map(|name| Permission::graph(*name)).collect()).collect();
    if least.is_empty() {
        let specific = requirement.resource_specific();
        let reason = if specific.is_empty() {
            Reason::NoPermission(label)
        } else {
            Reason::ResourceSpecific(specific.join(", "))
        };
        return Outcome::unknown(request, reason);
    }
    let mut call = NeededCall::new(request, Api::Graph);
    call.method = Some(method.name());
    call.path = Some(path);
    call.least = least;
    call.others = requirement.others().into_iter().map(Permission::graph).collect();
    call.flags = requirement.flags().to_owned();
    if let Some(unknown) = conditions::apply(table, method, template, details, &mut call) {
        return Outcome::unknown(request, unknown);
    }
    conditions::explain_owned(&mut call);
    if call.page.is_none() {
        call.page = call.least.first().and_then(|set| set.first()).map(|permission| reference_page(&permission.name));
    }
    Outcome::Needed(Box::new(call))
}

/// Microsoft's page about a permission of Graph.
fn reference_page(permission: &str) -> String {
    let anchor: String = permission.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()).collect();
    format!("https://learn.microsoft.com/graph/permissions-reference#{anchor}")
}

/// `/me`: nobody is signed in. The same path of a user may be possible.
fn of_signed_in_user(table: &Table, request: &Request, method: Method, address: &GraphAddress) -> Outcome {
    let mut segments = vec!["users".to_owned(), "{}".to_owned()];
    segments.extend_from_slice(&address.segments[1..]);
    let other = GraphAddress { segments, ..GraphAddress::default() };
    let substitute = other.template(&table.paths, Some(method)).and_then(|template| {
        let requirement = table.requirement_at(method, &template)?;
        let least = requirement.least().first()?.join(" + ");
        (!requirement.is_delegated_only()).then(|| format!("{} {template} with {least}", method.name()))
    });
    Outcome::DelegatedOnly(Box::new(DelegatedOnly {
        line: request.line,
        text: request.text.clone(),
        request: Some((method.name(), address.display(&table.paths))),
        reason: "/me is the signed-in user".into(),
        substitute,
    }))
}
