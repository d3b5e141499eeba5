//! Which permissions does this code need?
//!
//! Reads PowerShell, C#, Python, JavaScript and TypeScript, shell scripts, files of HTTP requests and workflows of Logic
//! Apps. It finds the calls of Microsoft Graph, Azure Resource Manager, SharePoint, Exchange and Teams with their lines,
//! and answers the least application permissions for each and the smallest set for all. What can't be judged is listed
//! with its reason, so that an answer is never taken for complete when it isn't.
//!
//! The same facts say which permissions an identity uses by an exported log of its calls, see [`usage`].
//!
//! The facts are a table that is read from bytes, see [`Table::read`]:
//!
//! ```
//! use code_permissions::{Language, Table, analyze, to_json};
//!
//! let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/calls-to-permissions.txt")).unwrap();
//! let table = Table::read(&bytes).unwrap();
//! let answer = analyze("Get-MgGroupMember -GroupId $id", Language::PowerShell, &table);
//! assert_eq!(to_json(&answer)["grant"]["graph"][0], "GroupMember.Read.All");
//! ```

pub mod address;
mod answer;
mod arguments;
mod calls;
mod json;
mod json_text;
mod language;
pub mod lexer;
mod permission;
mod request;
mod resolve;
pub mod table;
pub mod usage;
mod value;

pub use answer::{Answer, UnknownCall, analyze};
pub use json::to_json;
pub use language::Language;
pub use permission::{Api, Permission, covers};
pub use resolve::{DelegatedOnly, NeededCall, Reason};
pub use table::{Method, Table, TableError};
