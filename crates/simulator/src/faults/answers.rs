//! Answers that no working service gives.

use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::rule::{ItemFault, Wait};
use domain::time::Timestamp;
use graph::transport::{Authority, Response};

/// What a challenge asks for, as base64: `{"access_token":{"nbf":{"essential":true, "value":"1726258122"}}}`.
const CLAIMS: &str = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTcyNjI1ODEyMiJ9fX0=";
const CHALLENGE: &str = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp";

const NOT_FOUND: &str = "Resource 'x' does not exist or one of its queried reference-property objects are not present.";

/// 429, with as much of a `Retry-After` as is wanted.
pub(super) fn throttled(wait: Wait, now: Timestamp, by: Authority) -> Response {
    let code = if by == Authority::Azure { "SubscriptionRequestsThrottled" } else { "TooManyRequests" };
    let mut response = error(429, code, "Please retry again later.");
    if let Some(value) = retry_after(wait, now).and_then(|text| HeaderValue::try_from(text).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// A failure of the service.
pub(super) fn failed(status: u16) -> Response {
    error(status, code(status), "The service is temporarily unavailable.")
}

/// 404 for something that is there.
pub(super) fn not_found() -> Response {
    error(404, "ResourceNotFound", NOT_FOUND)
}

/// 401 with claims.
pub(super) fn challenged(by: Authority) -> Response {
    let mut response = error(401, "InvalidAuthenticationToken", CHALLENGE);
    if let Ok(value) = HeaderValue::try_from(challenge(by)) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// Cuts the body in the middle.
pub(super) fn truncate(response: &mut Response) {
    let half = response.body().len() / 2;
    response.body_mut().truncate(half);
}

/// A page of a proxy on the way.
pub(super) fn html() -> Response {
    let mut response = Response::new(b"<!DOCTYPE html><title>Sign in to the network</title>".to_vec());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
    response
}

/// What a failing part of a batch says: status, headers and body.
pub(super) fn of_item(fault: &ItemFault, now: Timestamp) -> (u16, Value, Value) {
    let body = |code: &str, message: &str| json!({"error": {"code": code, "message": message}});
    match fault {
        ItemFault::Throttled(wait) => {
            let headers = retry_after(*wait, now).map_or(json!({}), |text| json!({"Retry-After": text}));
            (429, headers, body("TooManyRequests", "Please retry again later."))
        }
        ItemFault::Status(status) => {
            (*status, json!({}), body(code(*status), "The service is temporarily unavailable."))
        }
        ItemFault::NotFound => (404, json!({}), body("Request_ResourceNotFound", NOT_FOUND)),
        ItemFault::Challenged => (
            401,
            json!({"WWW-Authenticate": challenge(Authority::Read)}),
            body("InvalidAuthenticationToken", CHALLENGE),
        ),
    }
}

fn code(status: u16) -> &'static str {
    match status {
        503 => "serviceNotAvailable",
        504 => "GatewayTimeout",
        _ => "InternalServerError",
    }
}

/// Azure Resource Manager names another error than Microsoft Graph.
fn challenge(by: Authority) -> String {
    if by == Authority::Azure {
        return format!(
            r#"Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="User session has been revoked", claims="{CLAIMS}""#
        );
    }
    format!(
        r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", errorDescription="{CHALLENGE}", error="insufficient_claims", claims="{CLAIMS}""#
    )
}

fn error(status: u16, code: &str, message: &str) -> Response {
    let mut response = Response::new(json!({"error": {"code": code, "message": message}}).to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(
        HeaderName::from_static("request-id"),
        HeaderValue::from_static("00000000-0000-4000-8000-00000000fa17"),
    );
    response
}

fn retry_after(wait: Wait, now: Timestamp) -> Option<String> {
    match wait {
        Wait::Unsaid => None,
        Wait::Seconds(seconds) => Some(seconds.to_string()),
        Wait::Decimal(millis) => Some(format!("{}.{:03}", millis / 1000, millis % 1000)),
        Wait::Date(_) => wait.span().map(|span| http_date(now + span)),
    }
}

/// The preferred form of a date in HTTP: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>.
fn http_date(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = at.to_string();
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let day = usize::try_from(at.millis().div_euclid(86_400_000).rem_euclid(7)).unwrap_or_default();
    let month: usize = part(5..7).parse().unwrap_or(1);
    let (day, month) = (DAYS[day % 7], MONTHS[(month + 11) % 12]);
    format!("{day}, {} {month} {} {} GMT", part(8..10), part(0..4), part(11..19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_http_has_them() {
        for (time, text) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2026-11-23T04:05:06Z", "Mon, 23 Nov 2026 04:05:06 GMT"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ] {
            assert_eq!(http_date(time.parse().unwrap()), text);
        }
    }
}
