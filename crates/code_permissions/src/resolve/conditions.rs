//! What in a request changes what it needs.

use super::outcome::{NeededCall, Reason};
use crate::address::GraphAddress;
use crate::permission::{Permission, covers};
use crate::table::{Condition, Method, Table, When};
use crate::value::{Value, is_hole, same_name};

/// What is known of the query and the body of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    pub select: Option<String>,
    pub filter: String,
    pub expand: String,
    pub order_by: String,
    pub search: String,
    /// The names in the body; `None` where the body isn't known.
    pub body: Option<Vec<String>>,
    /// The body itself.
    pub content: Value,
}

impl Details {
    /// The query of an address, and a body.
    pub fn of_address(address: &GraphAddress, body: Value) -> Self {
        let option = |name: &str| address.option(name).unwrap_or_default().to_owned();
        let names = match &body {
            Value::Record(fields) => Some(fields.iter().map(|(name, _)| name.clone()).collect()),
            _ => None,
        };
        Self {
            select: address.option("select").map(str::to_owned),
            filter: option("filter"),
            expand: option("expand"),
            order_by: option("orderby"),
            search: option("search"),
            body: names,
            content: body,
        }
    }

    /// The properties that are selected; `None` where nothing is selected.
    fn selected(&self) -> Option<Vec<&str>> {
        let select = self.select.as_deref()?;
        Some(select.split(',').map(str::trim).filter(|name| !name.is_empty()).collect())
    }

    fn names(&self, place: &str, name: &str) -> bool {
        let text = match place {
            "select" => self.select.as_deref().unwrap_or_default(),
            "filter" => &self.filter,
            "expand" => &self.expand,
            "orderby" => &self.order_by,
            "search" => &self.search,
            "default" => return self.select.is_none(),
            _ => return false,
        };
        words(text).any(|word| same_name(word, name))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}

/// Applies the conditions of a request to a call. A reason where the need isn't known because of one.
pub(super) fn apply(
    table: &Table,
    method: Method,
    template: &str,
    details: &Details,
    call: &mut NeededCall,
) -> Option<Reason> {
    if template == "/subscriptions" && method == Method::Post {
        return subscription(table, details, call);
    }
    for condition in table.conditions.iter().filter(|condition| condition.is_about(method, template)) {
        let effect = &condition.effect;
        let Some(why) = holds(condition, details, call) else {
            if let When::Unseen(what) = &condition.when {
                note_unseen(what, condition, call);
            }
            continue;
        };
        if !effect.least.is_empty() {
            call.least = effect.least.iter().map(|set| set.iter().map(Permission::graph).collect()).collect();
            call.is_conditional = !matches!(condition.when, When::NoSelect);
        }
        if !effect.by_kind.is_empty() {
            by_kind(condition, details, call);
        }
        for name in &effect.adds {
            for set in &mut call.least {
                add(set, name);
            }
        }
        let mut seen = Vec::new();
        call.least.retain(|set| {
            let is_new = !seen.contains(set);
            seen.push(set.clone());
            is_new
        });
        if !effect.adds_optional.is_empty() {
            call.conditions.push(format!("For {}, also requires {}.", why.join(", "), effect.adds_optional.join(", ")));
        }
        if !effect.narrower.is_empty() {
            call.narrower = effect.narrower.clone();
        }
        if !effect.second.is_empty() {
            call.conditions.push(format!("Access can be limited with: {}.", effect.second));
        }
        for role in &effect.roles {
            if !call.roles.contains(role) {
                call.roles.push(role.clone());
            }
        }
        for role in &effect.roles_for_admins {
            if !call.roles_for_admins.contains(role) {
                call.roles_for_admins.push(role.clone());
            }
        }
        if !effect.license.is_empty() {
            call.conditions.push(format!("Requires the license {}.", effect.license));
        }
        if !matches!(condition.when, When::NoSelect | When::AcceptsAny(_)) && effect.adds_optional.is_empty() {
            for reason in why {
                let is_said =
                    |said: &String| said.get(..reason.len()).is_some_and(|start| start.eq_ignore_ascii_case(&reason));
                if !call.why.iter().any(is_said) {
                    call.why.push(reason);
                }
            }
            call.page = Some(page(&condition.page));
        }
    }
    None
}

/// Adds a permission to a set, which keeps no permission that another of it contains.
fn add(set: &mut Vec<Permission>, name: &str) {
    if !set.iter().any(|has| covers(&has.name, name)) {
        set.retain(|has| !covers(name, &has.name));
        set.push(Permission::graph(name));
    }
}

/// What makes a condition hold.
fn holds(condition: &Condition, details: &Details, call: &NeededCall) -> Option<Vec<String>> {
    let found = |names: Vec<&str>| (!names.is_empty()).then(|| names.into_iter().map(str::to_owned).collect());
    match &condition.when {
        When::SelectOtherThan(list) => {
            let other = |name: &&str| !list.iter().any(|known| same_name(known, name));
            let selected = details.selected()?;
            found(
                selected
                    .into_iter()
                    .filter(other)
                    .map(|name| if name.contains(is_hole) { "$select" } else { name })
                    .collect(),
            )
        }
        When::NoSelect => details.select.is_none().then(Vec::new),
        When::AnyOf(names, places) => {
            let is_named = |name: &&String| places.iter().any(|place| details.names(place, name));
            found(names.iter().filter(is_named).map(String::as_str).collect())
        }
        When::BodyOnly(list) => {
            let body = details.body.as_ref().filter(|body| !body.is_empty())?;
            let fits = body.iter().all(|name| list.iter().any(|known| same_name(known, name)));
            fits.then(|| vec![format!("{} only", body.join(", "))])
        }
        When::Body(list) => {
            let body = details.body.as_ref()?;
            found(
                list.iter()
                    .filter(|known| body.iter().any(|name| same_name(known, name)))
                    .map(String::as_str)
                    .collect(),
            )
        }
        When::Expand(list) => {
            let is_named = |name: &&String| details.names("expand", name);
            found(list.iter().filter(is_named).map(String::as_str).collect())
        }
        When::AcceptsAny(list) => {
            let accepted = call.least.iter().flatten().chain(&call.others);
            accepted.into_iter().any(|permission| list.contains(&permission.name)).then(Vec::new)
        }
        When::Always => Some(Vec::new()),
        When::Unseen(_) => None,
    }
}

/// Adds a condition about something that the code doesn't show.
fn note_unseen(what: &str, condition: &Condition, call: &mut NeededCall) {
    let effect = &condition.effect;
    let mut parts = Vec::new();
    if !effect.adds.is_empty() {
        parts.push(format!("also requires {}", effect.adds.join(", ")));
    }
    if !effect.roles_for_admins.is_empty() {
        parts.push(format!("requires the Entra role {}", effect.roles_for_admins.join(" or ")));
    }
    for (kind, sets) in &effect.by_kind {
        let sets: Vec<String> = sets.iter().map(|set| set.join(" + ")).collect();
        parts.push(format!("{kind} requires {}", sets.join(" or ")));
    }
    if !parts.is_empty() {
        call.conditions.push(format!("{}: {}.", unseen_fact(what), parts.join("; ")));
    }
}

/// What the code doesn't show, in words. `what` is the key of a condition in the table, with its value if that is a text.
fn unseen_fact(what: &str) -> String {
    match what {
        "targetHoldsAdminRole" => "If the target has an administrator role".into(),
        "target role-assignable group" => "If the target is a role-assignable group".into(),
        "target hidden membership" => "If the membership is hidden".into(),
        "typeOfObject" => "By type of object".into(),
        "propertiesOtherThan" => "For properties other than id".into(),
        other => other
            .strip_prefix("memberType ")
            .map_or_else(|| other.into(), |kind| format!("If a member is of type {kind}")),
    }
}

/// The permissions by the kinds that the body names.
fn by_kind(condition: &Condition, details: &Details, call: &mut NeededCall) {
    let named: Vec<String> = match &condition.when {
        When::Body(fields) => fields
            .iter()
            .filter_map(|field| details.content.field(field))
            .flat_map(Value::items)
            .filter_map(|value| value.constant().map(|text| text.to_string()))
            .collect(),
        _ => Vec::new(),
    };
    let mut least: Vec<Vec<Permission>> = Vec::new();
    for kind in &named {
        let Some((_, sets)) = condition.effect.by_kind.iter().find(|(name, _)| same_name(name, kind)) else { continue };
        if least.is_empty() {
            least = sets.iter().map(|set| set.iter().map(Permission::graph).collect()).collect();
        } else if let Some(first) = sets.first() {
            for set in &mut least {
                for name in first {
                    add(set, name);
                }
            }
        }
    }
    if !least.is_empty() {
        call.least = least;
        call.is_conditional = true;
    }
}

/// A change notification needs what reading its resource needs.
fn subscription(table: &Table, details: &Details, call: &mut NeededCall) -> Option<Reason> {
    let resource = details.content.field("resource").and_then(Value::constant);
    let Some(resource) = resource else { return Some(Reason::SubscribedPathInVariable) };
    let address = crate::address::graph(&resource);
    let Some(template) = address.template(&table.paths, Some(Method::Get)) else {
        return Some(Reason::NotInTable(format!("GET {}", address.display(&table.paths))));
    };
    let requirement = table.requirement_at(Method::Get, &template)?;
    call.least =
        requirement.least().iter().map(|set| set.iter().map(|name| Permission::graph(*name)).collect()).collect();
    call.others = requirement.others().into_iter().map(Permission::graph).collect();
    call.why.push(format!("reads {template}"));
    None
}

/// Whether a condition says that only a signed-in user can send the request.
pub(super) fn is_delegated_only(table: &Table, method: Method, template: &str) -> bool {
    table.conditions.iter().any(|condition| {
        condition.effect.delegated_only && condition.when == When::Always && condition.is_about(method, template)
    })
}

/// What an application can do instead of a request that only a user can send.
pub(super) fn substitute(method: Method, template: &str) -> Option<String> {
    let text = match (method, template) {
        (Method::Post, "/users/{}/authentication/methods/{}/resetpassword") => {
            "PATCH /users/{} with passwordProfile and User-PasswordProfile.ReadWrite.All"
        }
        (Method::Post, "/users/{}/changepassword") => {
            "PATCH /users/{} with passwordProfile and User-PasswordProfile.ReadWrite.All"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// Says that a permission is only for what the identity owns.
pub(super) fn explain_owned(call: &mut NeededCall) {
    let is_owned =
        call.least.first().is_some_and(|set| set.iter().any(|permission| permission.name.ends_with(".OwnedBy")));
    if is_owned {
        let broad = "Application.ReadWrite.All";
        let otherwise =
            if call.others.iter().any(|other| other.name == broad) { broad } else { "a broader permission" };
        call.why.push(format!("only for applications that the identity owns; otherwise {otherwise}"));
    }
}

/// The address of a page that a condition names.
fn page(name: &str) -> String {
    let folder = if name.starts_with("exchange/") {
        ""
    } else if name.starts_with("permissions-")
        || name.starts_with("auth/")
        || name.starts_with("json-")
        || name.starts_with("cloud-")
    {
        "graph/"
    } else {
        "graph/api/"
    };
    format!("https://learn.microsoft.com/{folder}{name}")
}
