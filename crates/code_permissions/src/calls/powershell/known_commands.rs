//! Cmdlets: those that send a request to an address, those whose value is known, and all others.

use super::reader::PowerShellReader;
use crate::arguments::Arguments;
use crate::request::{Request, RequestKind, Sender, Unclear};
use crate::table::Method;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    pub(super) fn known_command(
        &mut self,
        name: &str,
        written: &str,
        line: u32,
        arguments: Arguments,
        input: Option<Value>,
    ) -> Value {
        let first = || arguments.positional.first().cloned();
        match name {
            "invoke-mggraphrequest" | "invoke-graphrequest" | "invoke-mgrestmethod" | "invoke-mgbetagraphrequest" => {
                self.request(written, line, &arguments, &["Uri"], Sender::Graph);
            }
            "invoke-pnpgraphmethod" => self.request(written, line, &arguments, &["Url", "Uri"], Sender::Graph),
            "invoke-pnpsprestmethod" => self.request(written, line, &arguments, &["Url"], Sender::SharePoint),
            "invoke-azrestmethod" => self.request(written, line, &arguments, &["Path", "Uri"], Sender::Azure),
            "invoke-restmethod" | "irm" | "invoke-webrequest" | "iwr" | "curl" | "wget" => {
                self.request(written, line, &arguments, &["Uri"], Sender::Any);
            }
            "invoke-expression" | "iex" => self.scope.add_unclear(line, written, Unclear::TextAsCode),
            "convertto-json" => {
                return input.or_else(|| arguments.named("InputObject").cloned()).or_else(first).unwrap_or_default();
            }
            "write-output" | "echo" | "out-string" => return input.or_else(first).unwrap_or_default(),
            "new-object" => {
                let property = arguments.named("Property").or(arguments.positional.get(1));
                return property.cloned().unwrap_or_default();
            }
            "join-path" | "join-uri" => {
                let parent = arguments.named("Path").cloned().or_else(first).unwrap_or_default();
                let child = arguments
                    .named("ChildPath")
                    .cloned()
                    .or_else(|| arguments.positional.get(1).cloned())
                    .unwrap_or_default();
                return parent.concat(&Value::text("/")).concat(&child);
            }
            "set-alias" | "new-alias" | "sal" | "nal" => {
                let alias = arguments.named("Name").cloned().or_else(first).and_then(|name| name.constant());
                let target = arguments.named("Value").or(arguments.positional.last()).and_then(Value::constant);
                if let (Some(alias), Some(target)) = (alias, target) {
                    self.scope.aliases.insert(alias.to_ascii_lowercase(), target.to_ascii_lowercase());
                }
            }
            "set-variable" | "new-variable" | "sv" => {
                let name = arguments.named("Name").cloned().or_else(first).and_then(|name| name.constant());
                let value = arguments.named("Value").or(arguments.positional.get(1)).cloned().unwrap_or_default();
                if let Some(name) = name {
                    self.scope.assign(&name.to_ascii_lowercase(), value);
                }
            }
            "connect-ippssession" => self.scope.connect_to_compliance(),
            "foreach-object" | "%" | "foreach" | "where-object" | "?" | "where" | "select-object" | "select" => {}
            _ => {
                let is_cmdlet = name.split_once('-').is_some_and(|(verb, noun)| {
                    !verb.is_empty()
                        && verb.bytes().all(|byte| byte.is_ascii_alphabetic())
                        && !noun.is_empty()
                        && noun.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                });
                if is_cmdlet {
                    let text = written.rsplit('\\').next().unwrap_or(written).to_owned();
                    let text = if text.eq_ignore_ascii_case(name) { text } else { name.to_owned() };
                    let kind = RequestKind::Cmdlet { name: text.clone(), arguments };
                    self.scope.add(Request { line, text, kind });
                }
            }
        }
        Value::Unknown
    }

    /// A command that sends a request to an address.
    fn request(&mut self, written: &str, line: u32, arguments: &Arguments, names: &[&str], sender: Sender) {
        let mut positional = arguments.positional.iter();
        let mut method = arguments.by_prefix("Method").or_else(|| arguments.named("CustomMethod")).cloned();
        let mut address = names.iter().find_map(|name| arguments.by_prefix(name)).cloned();
        for value in positional.by_ref().take(2) {
            let is_method = value.constant().is_some_and(|name| Method::from_name(&name).is_some());
            if is_method && method.is_none() {
                method = Some(value.clone());
            } else if address.is_none() {
                address = Some(value.clone());
            }
        }
        let body = arguments.first_of(&["Body", "Content", "Payload", "BodyParameter", "InputObject"]).cloned();
        if sender == Sender::Azure && address.is_none() {
            address = Some(azure_address(arguments));
        }
        let method = match method {
            Some(method) => method,
            // Not every argument is known.
            None if arguments.is_open => Value::hole(),
            None => Value::text("GET"),
        };
        let address = address.unwrap_or_default();
        self.scope.add_http(line, written, sender, address, method, body.unwrap_or_default());
    }
}

/// The path of Azure Resource Manager from the parts that a cmdlet takes.
fn azure_address(arguments: &Arguments) -> Value {
    let part = |name: &str| arguments.named(name).map(|value| value.texts()[0].to_string());
    let Some(provider) = part("ResourceProviderName") else { return Value::Unknown };
    let mut address = String::from("/subscriptions/x/resourceGroups/x/providers/");
    address.push_str(&provider);
    if let Some(kind) = arguments.named("ResourceType") {
        for kind in kind.items() {
            address.push('/');
            address.push_str(&kind.texts()[0]);
            address.push_str("/x");
        }
    }
    Value::text(address)
}
