//! Cmdlets of Microsoft Entra PowerShell, PnP PowerShell, Exchange Online and Teams.

use super::cmdlet_request;
use super::context::Context;
use super::outcome::{NeededCall, Outcome, Reason};
use crate::arguments::Arguments;
use crate::permission::{Api, Permission, covers};
use crate::request::Request;
use crate::table::{CmdletTarget, ExchangeCmdlet, Method};

/// A cmdlet of Microsoft Entra PowerShell.
pub(super) fn entra(context: &mut Context<'_>, request: &Request, name: &str, arguments: &Arguments) -> Outcome {
    let table = context.table;
    let Some(cmdlet) = table.entra_cmdlet(name) else {
        return Outcome::unknown(request, Reason::UnknownCmdlet("Microsoft Entra PowerShell"));
    };
    let mut targets: Vec<CmdletTarget> = Vec::new();
    for (method, path) in &cmdlet.sends {
        targets.push(CmdletTarget { method: *method, path: path.clone(), v1: true });
        // The table names the form with a key; without one the cmdlet lists.
        if let (Method::Get, Some(list)) = (*method, path.strip_suffix("/{}")) {
            targets.push(CmdletTarget { method: *method, path: list.into(), v1: true });
        }
    }
    for called in &cmdlet.calls {
        targets.extend(table.cmdlet(called).unwrap_or_default().iter().cloned());
    }
    // A cmdlet that reads before it writes needs the write.
    let verb = name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let reads = matches!(verb.as_str(), "get" | "find" | "test" | "select");
    if !reads && targets.iter().any(|target| target.method != Method::Get) {
        targets.retain(|target| target.method != Method::Get);
    }
    if targets.is_empty() {
        return of_examples(request, &cmdlet.examples);
    }
    let chosen = cmdlet_request::choose(&targets, arguments).clone();
    match cmdlet_request::of_target(context, request, chosen.method, &chosen.path, arguments) {
        Outcome::Unknown { .. } if !cmdlet.examples.is_empty() => of_examples(request, &cmdlet.examples),
        outcome => outcome,
    }
}

/// What the examples of a page connect with, where nothing better is known.
fn of_examples(request: &Request, examples: &[Vec<Box<str>>]) -> Outcome {
    let Some(first) = examples.first() else {
        return Outcome::unknown(request, Reason::UnknownCmdlet("Microsoft Entra PowerShell"));
    };
    let mut call = NeededCall::new(request, Api::Graph);
    call.least = vec![first.iter().map(|name| Permission::graph(name.as_ref())).collect()];
    call.is_inferred = true;
    call.flags = "e".into();
    Outcome::Needed(Box::new(call))
}

/// A cmdlet of PnP PowerShell.
pub(super) fn pnp(context: &mut Context<'_>, request: &Request, name: &str) -> Option<Outcome> {
    let Some(cmdlet) = context.table.pnp_cmdlet(name) else {
        return Some(Outcome::unknown(request, Reason::UnknownCmdlet("PnP PowerShell")));
    };
    let page = Some(format!("https://pnp.github.io/powershell/cmdlets/{name}.html"));
    if cmdlet.is_delegated_only {
        return Some(Outcome::delegated(request, "Requires a signed-in user", None));
    }
    if &*cmdlet.kind == "none" && cmdlet.required.is_empty() {
        return None;
    }
    let mut sets: Vec<Vec<Permission>> = Vec::new();
    for set in &cmdlet.required {
        let Some(set) = set.iter().map(|name| permission(name)).collect::<Option<Vec<_>>>() else {
            return Some(Outcome::unknown(request, Reason::OtherApi(format!("{} of PnP PowerShell", cmdlet.kind))));
        };
        sets.push(set);
    }
    let api = match &*cmdlet.kind {
        "graph" => Api::Graph,
        _ => sets.first().and_then(|set| set.first()).map_or(Api::SharePoint, |permission| permission.api),
    };
    let mut call = NeededCall::new(request, api);
    call.page = page;
    if sets.is_empty() {
        let verb = name.split('-').next().unwrap_or_default();
        let reads = ["get", "find", "test", "export", "read"].contains(&verb.to_ascii_lowercase().as_str());
        let names: &[&str] = match &*cmdlet.kind {
            "spo" if reads => &["Sites.Selected", "Sites.Read.All"],
            "spo" => &["Sites.Selected", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"],
            "spo-admin" => &["Sites.FullControl.All"],
            kind => return Some(Outcome::unknown(request, Reason::OtherApi(format!("{kind} of PnP PowerShell")))),
        };
        sets = names.iter().map(|name| vec![Permission::new(Api::SharePoint, *name)]).collect();
        call.is_inferred = true;
    }
    // Alternatives that contain an earlier one are broader.
    for set in sets {
        let is_broader = call.least.iter().any(|least| {
            least.len() == 1 && set.len() == 1 && least[0].api == set[0].api && covers(&set[0].name, &least[0].name)
        });
        match (is_broader, set.as_slice()) {
            (true, [one]) => call.others.push(one.clone()),
            _ => call.least.push(set),
        }
    }
    if call.least.iter().flatten().any(|permission| permission.name == "Sites.Selected") {
        call.conditions.push("With Sites.Selected, also grant access to the site.".into());
    }
    Some(Outcome::Needed(Box::new(call)))
}

/// `api/permission` of the table.
fn permission(text: &str) -> Option<Permission> {
    let (api, name) = text.split_once('/')?;
    let api = match api {
        "graph" => Api::Graph,
        "sharepoint" => Api::SharePoint,
        _ => return None,
    };
    Some(Permission::new(api, name))
}

/// A cmdlet of Exchange Online.
pub(super) fn exchange(
    context: &mut Context<'_>,
    request: &Request,
    name: &str,
    cmdlet: ExchangeCmdlet,
) -> Option<Outcome> {
    let lower = name.to_ascii_lowercase();
    let (verb, noun) = lower.split_once('-')?;
    if matches!(verb, "connect" | "disconnect") {
        if noun == "ippssession" {
            return Some(Outcome::unknown(request, Reason::Compliance));
        }
        return None;
    }
    if cmdlet.on_premises && !cmdlet.online {
        return Some(Outcome::unknown(request, Reason::OnPremises));
    }
    if cmdlet.compliance && (!cmdlet.online || context.connects_to_compliance) {
        return Some(Outcome::unknown(request, Reason::Compliance));
    }
    if cmdlet.is_delegated_only {
        let substitute = match lower.as_str() {
            "new-unifiedgroup" => Some("POST /groups with Group.Create"),
            "remove-unifiedgroup" => Some("DELETE /groups/{} with Group.ReadWrite.All"),
            "add-unifiedgrouplinks" => Some("POST /groups/{}/members/$ref with GroupMember.ReadWrite.All"),
            "remove-unifiedgrouplinks" => Some("DELETE /groups/{}/members/{}/$ref with GroupMember.ReadWrite.All"),
            _ => None,
        };
        return Some(Outcome::delegated(request, "Requires a signed-in user", substitute.map(str::to_owned)));
    }
    let rules = &context.table.exchange;
    let reads = rules.setting("read verbs").split(',').any(|read| read.eq_ignore_ascii_case(verb));
    let role = match (reads, cmdlet.protection, cmdlet.recipient) {
        (true, true, _) => "protection read role",
        (true, false, _) => "read role",
        (false, true, _) => "protection role",
        (false, false, true) => "recipient role",
        (false, false, false) => "other role",
    };
    let mut call = NeededCall::new(request, Api::Exchange);
    call.least = vec![vec![Permission::new(Api::Exchange, rules.setting("permission"))]];
    call.roles = vec![rules.setting(role).to_owned()];
    call.is_inferred = true;
    call.page = Some(format!("https://learn.microsoft.com/powershell/module/exchangepowershell/{lower}"));
    Some(Outcome::Needed(Box::new(call)))
}

/// A cmdlet of the Teams module.
pub(super) fn teams(context: &mut Context<'_>, request: &Request, name: &str) -> Option<Outcome> {
    let lower = name.to_ascii_lowercase();
    let (verb, noun) = lower.split_once('-')?;
    if matches!(verb, "connect" | "disconnect") {
        return None;
    }
    let rules = &context.table.teams;
    if rules.is_delegated_only(name) {
        let substitute = (lower == "new-team").then(|| "POST /teams with Team.Create".to_owned());
        return Some(Outcome::delegated(request, "Requires a signed-in user", substitute));
    }
    let list = if noun.starts_with("cs") { "permissions of Cs" } else { "permissions" };
    let mut call = NeededCall::new(request, Api::Teams);
    call.least = vec![rules.list(list).into_iter().map(Permission::graph).collect()];
    call.roles = rules.list("roles").into_iter().map(str::to_owned).take(1).collect();
    call.is_inferred = true;
    call.page = Some(format!("https://learn.microsoft.com/powershell/module/microsoftteams/{lower}"));
    Some(Outcome::Needed(Box::new(call)))
}
