//! What was found in code that a user pasted or opened: the permissions to preselect, and the calls in words.

use code_permissions::{Answer, Api, Language, NeededCall, Permission as Needed, Table, analyze};

use crate::web::text::code as text;
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::wish::{Lasting, Wish};
use domain::ids::AppId;
use domain::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// The longest code that is read, in bytes.
pub const LONGEST: usize = 1024 * 1024;

/// How many alternatives of a call are named.
const ALTERNATIVES: usize = 4;

/// Code to read.
pub struct Code {
    /// The code.
    pub text: String,
    /// The name of its file, if it comes from one. Its extension tells the language.
    pub file_name: Option<String>,
}

/// What was found in code. The rows have the cells of the columns in [`text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeReading {
    /// The permissions that the known calls need.
    pub wishes: Vec<Wish>,
    /// Permissions of which one alone would do for a call in the place of what it needs.
    pub alternatives: Vec<Wish>,
    /// The calls whose need is known.
    pub calls: Vec<Vec<String>>,
    /// The calls that an application can't make.
    pub delegated: Vec<Vec<String>>,
    /// The lines whose permissions are unknown.
    pub unknown: Vec<Vec<String>>,
    /// What is needed as well and can't be preselected: Entra roles, actions of Azure roles.
    pub notes: Vec<String>,
    /// The day of the facts.
    pub date: String,
}

impl CodeReading {
    /// Reads code by the facts in `table`. `None` if the table is damaged.
    pub fn of(code: &Code, table: &[u8]) -> Option<Self> {
        let table = Table::read(table).ok()?;
        let extension =
            code.file_name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
        let language = extension.and_then(Language::of_extension).unwrap_or_else(|| Language::of_text(&code.text));
        Some(Self::of_answer(&analyze(&code.text, language, &table)))
    }

    /// Whether no call was found.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.delegated.is_empty() && self.unknown.is_empty()
    }

    /// Whether every call is known.
    pub fn is_complete(&self) -> bool {
        self.unknown.is_empty()
    }

    fn of_answer(answer: &Answer) -> Self {
        let wishes: Vec<Wish> = answer.grant.iter().filter_map(wish).collect();
        let mut alternatives: Vec<Wish> = Vec::new();
        for call in &answer.calls {
            let alone = call.least.iter().filter_map(|set| if let [only] = &set[..] { Some(only) } else { None });
            for other in alone.chain(&call.others).take(1 + ALTERNATIVES).filter_map(wish) {
                if !wishes.contains(&other) && !alternatives.contains(&other) {
                    alternatives.push(other);
                }
            }
        }
        let actions: Vec<String> =
            answer.grant.iter().filter(|needed| needed.api == Api::Azure).map(|needed| needed.name.clone()).collect();
        let roles: Vec<String> = answer.directory_roles.iter().cloned().collect();
        let mut notes = Vec::new();
        if !roles.is_empty() {
            notes.push(text::roles(&roles));
        }
        if !actions.is_empty() {
            notes.push(text::azure_actions(&actions));
        }
        let delegated = answer.delegated_only.iter().map(|call| {
            let instead = call.substitute.clone().unwrap_or_default();
            vec![call.line.to_string(), call.text.clone(), call.reason.clone(), instead]
        });
        let unknown =
            answer.unknown.iter().map(|call| vec![call.line.to_string(), call.text.clone(), call.reason.sentence()]);
        Self {
            wishes,
            alternatives,
            calls: answer.calls.iter().map(|call| call_row(answer, call)).collect(),
            delegated: delegated.collect(),
            unknown: unknown.collect(),
            notes,
            date: answer.date.clone(),
        }
    }
}

/// The app role that grants a permission; `None` for an action of Azure roles.
fn wish(needed: &Needed) -> Option<Wish> {
    let name = AppRoleName { api: api(needed.api)?, role: RoleKey::Value(needed.name.clone()) };
    Some(Wish::Add(Permission::AppRole(name), Lasting::Permanent))
}

fn api(api: Api) -> Option<AppId> {
    match api {
        // The Teams module calls Microsoft Graph.
        Api::Graph | Api::Teams => Some(MICROSOFT_GRAPH),
        Api::SharePoint => Some(SHAREPOINT_ONLINE),
        Api::Exchange => Some(EXCHANGE_ONLINE),
        Api::Azure => None,
    }
}

/// Line, call, least permission and details of a call.
fn call_row(answer: &Answer, call: &NeededCall) -> Vec<String> {
    let request = match (call.method, &call.path) {
        (Some(method), Some(path)) => format!("{} ({method} {path})", call.text),
        _ => call.text.clone(),
    };
    let together =
        |set: &Vec<Needed>| set.iter().map(|needed| needed.name.clone()).collect::<Vec<String>>().join(" + ");
    let mut sets = call.least.iter().map(together);
    let least = sets.next().unwrap_or_else(|| text::NOTHING.to_owned());
    let mut details = Vec::new();
    if let Some(broader) = answer.covered_by(call) {
        details.push(text::covered_by(&broader.name));
    }
    let mut others: Vec<String> = Vec::new();
    for other in sets.chain(call.others.iter().map(|needed| needed.name.clone())) {
        if others.len() < ALTERNATIVES && !others.contains(&other) {
            others.push(other);
        }
    }
    if !others.is_empty() {
        details.push(text::alternatives(&others));
    }
    details.extend(call.conditions.iter().cloned());
    if call.is_inferred {
        details.push(text::INFERRED.to_owned());
    }
    vec![call.line.to_string(), request, least, details.join(" ")]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = include_bytes!("../../../crates/code_permissions/data/calls-to-permissions.txt");

    fn read(text: &str, file_name: Option<&str>) -> CodeReading {
        let code = Code { text: text.to_owned(), file_name: file_name.map(str::to_owned) };
        CodeReading::of(&code, TABLE).unwrap()
    }

    #[test]
    fn known_calls_become_wishes_of_their_api() {
        let reading = read("Connect-MgGraph -Identity\nGet-MgUser -UserId $id\nSend-MgUserMail -UserId $id", None);
        let named = |value: &str| {
            let name = AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value(value.to_owned()) };
            Wish::Add(Permission::AppRole(name), Lasting::Permanent)
        };
        assert!(reading.wishes.contains(&named("Mail.Send")), "{:?}", reading.wishes);
        assert_eq!(reading.calls.len(), 2);
        assert!(reading.is_complete() && !reading.is_empty());
    }

    #[test]
    fn address_in_a_variable_is_unknown_with_its_line() {
        let reading = read("Invoke-MgGraphRequest -Uri $address", Some("runbook.ps1"));
        assert!(!reading.is_complete());
        assert_eq!(reading.unknown[0][0], "1");
    }

    #[test]
    fn alternative_of_a_call_is_named_once() {
        let reading = read("Get-MgUserMessage -UserId $id", Some("search.ps1"));
        assert!(reading.calls[0][3].contains("Mail.Read, Mail.ReadWrite."), "{:?}", reading.calls);
    }

    #[test]
    fn cmdlet_alone_says_what_it_needs() {
        for (cmdlet, value) in [
            ("Get-MgUser", "User.ReadBasic.All"),
            ("send-mgusermail", "Mail.Send"),
            ("Get-MgGroupMember", "GroupMember.Read.All"),
        ] {
            let reading = read(cmdlet, Some("search.ps1"));
            let name = AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value(value.to_owned()) };
            assert_eq!(reading.wishes, [Wish::Add(Permission::AppRole(name), Lasting::Permanent)], "{cmdlet}");
            assert!(!reading.alternatives.contains(&reading.wishes[0]), "{cmdlet}");
        }
        let all = AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("User.Read.All".to_owned()) };
        let all = Wish::Add(Permission::AppRole(all), Lasting::Permanent);
        assert!(read("Get-MgUser", Some("search.ps1")).alternatives.contains(&all));
        assert!(read("Get-MgNothingLikeIt", Some("search.ps1")).calls.is_empty());
    }

    #[test]
    fn code_without_calls_is_empty() {
        assert!(read("Write-Output 'Get-MgUser'", Some("runbook.ps1")).is_empty());
    }

    #[test]
    fn damaged_table_reads_nothing() {
        let code = Code { text: "Get-MgUser".to_owned(), file_name: None };
        assert_eq!(CodeReading::of(&code, b"not a table"), None);
    }
}
