//! A tenant in memory that answers HTTP requests as Microsoft Graph and Azure Resource Manager do.
//!
//! It replaces the service in the sample tenant, in the native tests and behind the HTTPS server of the tools.
//! `tests/contract` checks it against Microsoft's published contract, and it writes its own wire JSON: the types of the
//! client are not used, so that a wrong name in the client shows.
//!
//! In reading order: [`tenant`] is the directory, [`caller`] who asks, [`Simulator`] the services that answer,
//! [`ledger`] what was written, and `entra` the sign-in, which only the tools and the tests need. [`transport`] puts
//! the service where a client expects the network, and [`surroundings`] is a clock that only tests turn.
//!
//! What it does not know it refuses by name with 501, so that a test never passes on an invented answer. Absent on
//! purpose: CORS, TLS and tokens. The server of the tools provides them.

mod arm;
mod batch;
pub mod caller;
mod cost;
mod endpoints;
#[cfg(not(target_arch = "wasm32"))]
pub mod entra;
#[cfg(not(target_arch = "wasm32"))]
pub mod faults;
mod inquiry;
mod lag;
pub mod ledger;
mod object;
mod odata;
pub mod personas;
mod quota;
#[cfg(not(target_arch = "wasm32"))]
pub mod recording;
mod refusal;
mod reply;
mod resource_graph;
mod resource_table;
mod rights;
pub mod sample;
mod service;
#[cfg(not(target_arch = "wasm32"))]
pub mod surroundings;
pub mod tenant;
pub mod transport;

pub use caller::Caller;
pub use lag::Lag;
pub use quota::TenantSize;
pub use refusal::TokenProblem;
pub use service::Simulator;
pub use tenant::Tenant;
