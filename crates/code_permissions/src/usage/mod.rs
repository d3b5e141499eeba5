//! Which of its permissions does an identity use, by an exported log?
//!
//! Reads an export of `GraphAPIAuditEvents` (advanced hunting) or `MicrosoftGraphActivityLogs` (Log Analytics), CSV or
//! JSON, and compares the calls of one identity with the permissions that are assigned to it. A log says which call was
//! answered and not which permission let it pass, so a permission that shares its calls with another is only possibly
//! used; and a permission that isn't seen may belong to a job that runs once a month or once a year.
//!
//! Microsoft's pages: <https://learn.microsoft.com/defender-xdr/advanced-hunting-graphapiauditevents-table>,
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftgraphactivitylogs>.

mod allowed;
mod calls;
mod columns;
mod csv;
mod json_rows;
mod limits;
mod log;
mod log_error;
mod permissions;
mod report;
mod time;

pub use calls::{NOT_IN_TABLE, UnmatchedCall};
pub use log::{IdentityIds, UsageLog};
pub use log_error::LogError;
pub use permissions::{
    AssignedPermission, CallCount, PermissionUsage, RefusedCall, RowCounts, UnknownUse, Usage, Verdict,
    permission_usage,
};
pub use report::to_json;
pub use time::{DateOrder, LogTime, Window};
