//! From requests to what they need.

mod azure;
mod azure_commands;
mod cmdlet_request;
mod cmdlets;
mod conditions;
mod context;
mod graph;
mod known_commands;
mod modules;
mod outcome;

pub(crate) use context::Context;
pub use outcome::{DelegatedOnly, NeededCall, Outcome, Reason};

use crate::address::{self, Address, Base};
use crate::request::{Request, RequestKind, Sender, Unclear};
use crate::table::{Method, Table};
use crate::value::{HOLE, Value, is_hole};

/// Whether a request can be resolved without knowing more.
pub(crate) fn is_resolved(table: &Table, request: &Request) -> bool {
    let mut context = Context::new(table, false);
    outcomes(&mut context, request).iter().all(|outcome| !matches!(outcome, Outcome::Unknown { .. }))
}

/// What a request needs. An address that can be several, and a batch, give several outcomes.
pub(crate) fn outcomes(context: &mut Context<'_>, request: &Request) -> Vec<Outcome> {
    match &request.kind {
        RequestKind::Http { address, method, body, sender } => {
            let mut outcomes = Vec::new();
            for address in address.texts() {
                for method in method.texts() {
                    outcomes.extend(http(context, request, &address, &method, body, *sender));
                }
            }
            outcomes
        }
        RequestKind::Cmdlet { name, arguments } => cmdlets::outcomes(context, request, name, arguments),
        RequestKind::Sdk { chain, method, arguments } => graph::sdk(context, request, chain, method, arguments),
        RequestKind::AzureCli(words) => vec![azure::cli(context, request, words)],
        RequestKind::Unclear(unclear) => vec![Outcome::unknown(request, unclear_reason(*unclear))],
    }
}

fn unclear_reason(unclear: Unclear) -> Reason {
    match unclear {
        Unclear::CommandInVariable => Reason::CommandInVariable,
        Unclear::TextAsCode => Reason::TextAsCode,
        Unclear::OtherFile => Reason::OtherFile,
        Unclear::UnusedAddress => Reason::UnusedAddress,
        Unclear::AzureSdk => Reason::AzureSdk,
        Unclear::Connector => Reason::Connector,
        Unclear::TooMany => Reason::TooMany,
    }
}

fn http(
    context: &mut Context<'_>,
    request: &Request,
    address: &str,
    method: &str,
    body: &Value,
    sender: Sender,
) -> Vec<Outcome> {
    let base = match sender {
        Sender::Any => Base::None,
        Sender::Graph => Base::Graph,
        Sender::Azure => Base::Azure,
        Sender::SharePoint => Base::SharePoint,
    };
    let parsed = address::parse(address, base);
    let known_method = || -> Result<Method, Outcome> {
        if method.contains(is_hole) || method.is_empty() {
            return Err(Outcome::unknown(request, Reason::MethodInVariable));
        }
        Method::from_name(method.trim()).ok_or_else(|| Outcome::unknown(request, Reason::MethodInVariable))
    };
    match parsed {
        Address::Graph(address) => match known_method() {
            Ok(method) => graph::request(context, request, method, &address, body),
            Err(unknown) => vec![unknown],
        },
        Address::Azure(path) => match known_method() {
            Ok(method) => vec![azure::request(request, method, &path)],
            Err(unknown) => vec![unknown],
        },
        Address::SharePoint => vec![Outcome::unknown(request, Reason::SharePointRest)],
        Address::OtherApi(host) => vec![Outcome::unknown(request, Reason::OtherApi(host.replace(HOLE, "{}")))],
        Address::Foreign | Address::NextPage => Vec::new(),
        Address::Unknown => vec![Outcome::unknown(request, Reason::AddressInVariable)],
    }
}

/// What a logged request to Microsoft Graph needs. Its body isn't known.
pub(crate) fn resolve_logged(table: &Table, method: Method, address: &address::GraphAddress) -> Outcome {
    let kind = RequestKind::Unclear(Unclear::UnusedAddress);
    let request = Request { line: 0, text: String::new(), kind };
    let details = conditions::Details::of_address(address, Value::Unknown);
    graph::one(&mut Context::new(table, false), &request, method, address, &details)
}
