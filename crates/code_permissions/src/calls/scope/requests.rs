//! Requests of a script, and of its functions where they depend on parameters.

use super::Scope;
use crate::calls::found_requests::MAX_REQUESTS;
use crate::request::{Request, RequestKind, Sender, Unclear};
use crate::resolve;
use crate::value::{NEXT_PAGE, Value};

/// How many requests of a function depend on its parameters.
const MAX_TEMPLATES: usize = 32;

impl Scope<'_> {
    /// Adds a request, or keeps it with its function where it depends on a parameter.
    pub fn add(&mut self, mut request: Request) {
        if let RequestKind::Http { address, .. } = &mut request.kind {
            let texts = address.texts();
            let (next, first): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.contains(NEXT_PAGE));
            if !next.is_empty() {
                self.continuations.push(request.line);
                if first.is_empty() {
                    return;
                }
                *address = Value::Text(first);
            }
        }
        if let Some(open) = self.open_functions.last_mut()
            && depends_on_parameter(&request.kind)
            && !resolve::is_resolved(self.table, &request)
        {
            if open.function.templates.len() < MAX_TEMPLATES {
                open.function.templates.push(request);
            }
            return;
        }
        if self.requests.len() < MAX_REQUESTS {
            self.requests.push(request);
        } else if self.requests.len() == MAX_REQUESTS {
            let kind = RequestKind::Unclear(Unclear::TooMany);
            self.requests.push(Request { line: request.line, text: request.text, kind });
        }
    }

    /// Adds a request at an address.
    pub fn add_http(&mut self, line: u32, text: &str, sender: Sender, address: Value, method: Value, body: Value) {
        let kind = RequestKind::Http { address, method, body, sender };
        self.add(Request { line, text: text.to_owned(), kind });
    }

    /// Adds a line of which nothing can be said.
    pub fn add_unclear(&mut self, line: u32, text: &str, unclear: Unclear) {
        self.add(Request { line, text: text.to_owned(), kind: RequestKind::Unclear(unclear) });
    }

    /// Notes the base of the addresses of a client.
    pub fn add_base(&mut self, base: &Value) {
        if let Some(base) = base.constant()
            && self.bases.len() < 8
        {
            self.bases.insert(base);
        }
    }

    /// The base of addresses, if the script has one.
    pub fn only_base(&self) -> Option<Value> {
        let mut bases = self.bases.iter();
        match (bases.next(), bases.next()) {
            (Some(base), None) => Some(Value::text(base.clone())),
            _ => None,
        }
    }

    /// Notes a connection to Security & Compliance PowerShell.
    pub fn connect_to_compliance(&mut self) {
        self.connects_to_compliance = true;
    }
}

fn depends_on_parameter(kind: &RequestKind) -> bool {
    match kind {
        RequestKind::Http { address, method, .. } => address.has_parameter() || method.has_parameter(),
        RequestKind::Sdk { chain, .. } => chain.address.as_ref().is_some_and(Value::has_parameter),
        RequestKind::Cmdlet { .. } | RequestKind::AzureCli(_) | RequestKind::Unclear(_) => false,
    }
}
