//! What pages of other origins may ask of Microsoft Graph and Azure Resource Manager, and read of the answers.
//!
//! Both allow every origin, because what opens them is a token and not a cookie. The exposed headers are those that
//! Microsoft's own Dev Proxy repeats. How long a preflight may be remembered is not documented, so nothing is said about
//! it here and a browser asks again after its own few seconds: the less favourable case.

use super::hosts::Host;
use graph::transport::{Request, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
};
use http::{HeaderValue, Method};

const EXPOSED: &str = "ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, \
                       ReadWriteConsistencyToken, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, Retry-After";

/// The methods that Azure Resource Manager allows, whatever is asked for; from a trace in Microsoft's documentation of
/// the portal.
const METHODS_OF_AZURE: &str = "GET,POST,PUT,DELETE,PATCH,OPTIONS,HEAD";

/// The answer to a preflight, where the request is one. Microsoft Graph allows the method that is asked for.
pub fn preflight(host: Host, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let method = headers.get(ACCESS_CONTROL_REQUEST_METHOD).filter(|_| request.method() == Method::OPTIONS)?;
    let mut response = Response::new(Vec::new());
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let methods = if host == Host::Arm { HeaderValue::from_static(METHODS_OF_AZURE) } else { method.clone() };
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    if let Some(names) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    Some(response)
}

/// Lets the page that asked read the answer.
pub fn allow(request: &Request, response: &mut Response) {
    if request.headers().contains_key(ORIGIN) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preflight_is_allowed_whatever_it_asks_for() {
        let asked = http::Request::options("/v1.0/$batch")
            .header(ORIGIN, "https://app.contoso.example")
            .header(ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(ACCESS_CONTROL_REQUEST_HEADERS, "authorization,consistencylevel")
            .body(Vec::new())
            .unwrap();
        let answer = preflight(Host::Graph, &asked).unwrap();
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_HEADERS], "authorization,consistencylevel");
        assert!(preflight(Host::Graph, &http::Request::options("/v1.0/me").body(Vec::new()).unwrap()).is_none());
    }

    #[test]
    fn azure_allows_the_methods_that_write() {
        for method in ["PUT", "PATCH", "DELETE"] {
            let asked = http::Request::options("/subscriptions/x")
                .header(ORIGIN, "https://app.contoso.example")
                .header(ACCESS_CONTROL_REQUEST_METHOD, method)
                .body(Vec::new())
                .unwrap();
            let answer = preflight(Host::Arm, &asked).unwrap();
            let allowed = answer.headers()[ACCESS_CONTROL_ALLOW_METHODS].to_str().unwrap();
            assert!(allowed.split(',').any(|it| it == method), "{allowed}");
        }
    }

    #[test]
    fn only_pages_are_told_what_they_may_read() {
        for (origin, told) in [(Some("https://app.contoso.example"), true), (None, false)] {
            let mut asked = http::Request::get("/v1.0/me");
            if let Some(origin) = origin {
                asked = asked.header(ORIGIN, origin);
            }
            let mut answer = Response::new(Vec::new());
            allow(&asked.body(Vec::new()).unwrap(), &mut answer);
            assert_eq!(answer.headers().contains_key(ACCESS_CONTROL_EXPOSE_HEADERS), told, "{origin:?}");
        }
    }
}
