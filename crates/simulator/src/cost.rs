//! What a request costs of the quota that Microsoft Graph gives a program in a tenant.
//!
//! <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits>

use http::Method;

use super::inquiry::Inquiry;
use super::quota::Charge;

/// What a request takes of the quota.
pub(super) fn charge(inquiry: &Inquiry<'_>) -> Charge {
    let is_report = inquiry
        .segments
        .first()
        .is_some_and(|first| ["auditLogs", "reports"].iter().any(|reports| first.eq_ignore_ascii_case(reports)));
    let is_write = inquiry.method != Method::GET && inquiry.segments.last().is_none_or(|last| last != "getByIds");
    Charge { units: resource_units(inquiry), writes: is_write.into(), reports: is_report.into() }
}

/// The resource units of a request: at least one.
fn resource_units(inquiry: &Inquiry<'_>) -> u32 {
    let last = inquiry.segments.last().map(|segment| segment.to_ascii_lowercase()).unwrap_or_default();
    let first = inquiry.segments.first().map(|segment| segment.to_ascii_lowercase()).unwrap_or_default();
    let base = match (first.as_str(), last.as_str()) {
        _ if inquiry.method != Method::GET && last != "getbyids" => 1,
        (_, "getbyids") | ("groups", "transitivemembers") => 5,
        ("groups", "members") => 3,
        (_, "approleassignments" | "oauth2permissiongrants" | "applications" | "users") => 2,
        ("me", "memberof" | "transitivememberof" | "ownedobjects") => 2,
        _ => 1,
    };
    let more = i32::from(!inquiry.options.expand.is_empty());
    let less = i32::from(inquiry.options.select.is_some()) + i32::from(inquiry.options.top.is_some_and(|top| top < 20));
    u32::try_from((base + more - less).max(1)).unwrap_or(1)
}
