//! Cmdlets: whose they are.

use super::context::Context;
use super::outcome::{Outcome, Reason};
use super::{azure, azure_commands, cmdlet_request, known_commands, modules};
use crate::arguments::Arguments;
use crate::request::Request;

/// Cmdlets of Graph PowerShell that send nothing that needs a permission.
const FREE: [&str; 12] = [
    "connect-mggraph",
    "disconnect-mggraph",
    "get-mgcontext",
    "select-mgprofile",
    "get-mgenvironment",
    "add-mgenvironment",
    "set-mgenvironment",
    "remove-mgenvironment",
    "find-mggraphcommand",
    "find-mggraphpermission",
    "get-mgrequestcontext",
    "set-mgrequestcontext",
];

/// What a cmdlet needs.
pub(super) fn outcomes(
    context: &mut Context<'_>,
    request: &Request,
    name: &str,
    arguments: &Arguments,
) -> Vec<Outcome> {
    let lower = name.to_ascii_lowercase();
    let Some((_, noun)) = lower.split_once('-') else { return Vec::new() };
    if FREE.contains(&lower.as_str()) || known_commands::is_free(&lower) {
        return Vec::new();
    }
    if noun.starts_with("mg") {
        return vec![mg(context, request, name, arguments)];
    }
    if noun.starts_with("entra") && noun != "entra" {
        return vec![modules::entra(context, request, name, arguments)];
    }
    if let Some(today) = context.table.successor(name) {
        let today = (!today.is_empty()).then(|| today.to_owned());
        return vec![Outcome::unknown(request, Reason::RetiredModule(today))];
    }
    if noun.starts_with("azuread")
        || noun.starts_with("msol")
        || noun.starts_with("azurerm")
        || noun.starts_with("msgraph")
        || noun.starts_with("intune")
    {
        return vec![Outcome::unknown(request, Reason::RetiredModule(None))];
    }
    if noun.starts_with("pnp") {
        return vec![modules::pnp(context, request, name)].into_iter().flatten().collect();
    }
    if let Some(outcome) = azure::directory_cmdlet(context, request, &lower, arguments) {
        return vec![outcome];
    }
    if noun.starts_with("az") && context.table.exchange_cmdlet(name).is_none() {
        return vec![azure_commands::cmdlet(request, &lower)];
    }
    if let Some(cmdlet) = context.table.exchange_cmdlet(name) {
        return vec![modules::exchange(context, request, name, cmdlet)].into_iter().flatten().collect();
    }
    if context.table.is_teams_cmdlet(name) {
        return vec![modules::teams(context, request, name)].into_iter().flatten().collect();
    }
    if noun.starts_with("spo") {
        return vec![Outcome::unknown(request, Reason::UnknownCmdlet("SharePoint Online Management Shell"))];
    }
    if known_commands::is_harmless(&lower) {
        return Vec::new();
    }
    vec![Outcome::unknown(request, Reason::OtherModule)]
}

fn mg(context: &mut Context<'_>, request: &Request, name: &str, arguments: &Arguments) -> Outcome {
    let table = context.table;
    match table.cmdlet(name) {
        Some(targets) => {
            let target = cmdlet_request::choose(targets, arguments);
            cmdlet_request::of_target(context, request, target.method, &target.path, arguments)
        }
        None => Outcome::unknown(request, Reason::UnknownCmdlet("Microsoft Graph PowerShell")),
    }
}
