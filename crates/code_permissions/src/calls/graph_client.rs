//! Clients of Microsoft Graph in the SDKs: by their type, by the name of a variable, and by the call that creates one.

use super::call::Call;
use crate::value::{Chain, Value};
use std::rc::Rc;

/// Whether a type is a client of Microsoft Graph.
pub(super) fn is_client_type(name: &str) -> bool {
    matches!(
        name,
        "GraphServiceClient"
            | "IGraphServiceClient"
            | "GraphClient"
            | "GraphBetaServiceClient"
            | "BaseGraphServiceClient"
    )
}

/// Whether a variable that isn't known is named like a client of Microsoft Graph.
pub(super) fn is_client_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let lower: String = last.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    matches!(
        lower.as_str(),
        "graph"
            | "graphclient"
            | "graphserviceclient"
            | "msgraph"
            | "msgraphclient"
            | "graphsdk"
            | "betaclient"
            | "graphbetaclient"
            | "betagraphclient"
    )
}

/// A client without steps.
pub(super) fn client(text: &str) -> Value {
    Value::Chain(Rc::new(Chain { text: text.to_owned(), ..Chain::default() }))
}

/// A call that answers a client of Microsoft Graph.
pub(super) fn create(call: &Call<'_>) -> Option<Value> {
    let creates = is_client_type(call.name)
        || (matches!(call.name, "init" | "initWithMiddleware") && call.receiver_text.ends_with("Client"));
    creates.then(|| client(call.name))
}
