//! Where the next page of a list is.
//!
//! The service sends an absolute address with every page but the last. An address that comes out of a response must
//! never choose where the token goes, so it is parsed, compared with the request that it continues, and turned back
//! into a relative one.

use http::Uri;

use super::transport::Request;

/// The longest link that is followed, in bytes.
const LONGEST: usize = 8192;

/// The request for the next page, where the link points to the same host, version and collection as the request that
/// it continues. Headers are kept, for an advanced query needs them on every page.
pub fn follow(link: &str, host: &str, continued: &Request) -> Option<Request> {
    // What a URL parser would drop or turn around is refused before one sees it.
    let plain = link.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#'));
    if link.len() > LONGEST || !plain {
        return None;
    }
    let uri: Uri = link.parse().ok()?;
    let same_host = uri.scheme_str() == Some("https") && uri.authority().is_some_and(|it| it.as_str() == host);
    if !same_host || uri.path() != continued.uri().path() {
        return None;
    }
    // A continuation differs from what it continues; the same address again would go round for ever.
    let next = uri.path_and_query().filter(|next| Some(*next) != continued.uri().path_and_query())?;
    let mut request = continued.clone();
    *request.uri_mut() = Uri::from(next.clone());
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Get;

    const HOST: &str = "graph.microsoft.com";

    fn followed(link: &str) -> Option<String> {
        let continued = Get::new("/v1.0/servicePrincipals").top(999).advanced().request();
        let next = follow(link, HOST, &continued)?;
        assert_eq!(next.headers(), continued.headers(), "headers are kept");
        Some(next.uri().to_string())
    }

    #[test]
    fn a_link_to_the_same_collection_is_followed_as_a_relative_address() {
        let link = "https://graph.microsoft.com/v1.0/servicePrincipals?$top=999&$skiptoken=AbC-_1%3d";
        assert_eq!(followed(link).as_deref(), Some("/v1.0/servicePrincipals?$top=999&$skiptoken=AbC-_1%3d"));
    }

    #[test]
    fn a_link_to_anywhere_else_is_refused() {
        let long = format!("https://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken={}", "x".repeat(LONGEST));
        for link in [
            "",
            "/v1.0/servicePrincipals?$skiptoken=x",
            "//graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "https://evil.example/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com.evil.example/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com./v1.0/servicePrincipals?$skiptoken=x",
            "https://GRAPH.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com:443/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com@evil.example/v1.0/servicePrincipals?$skiptoken=x",
            "https://user@graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com\\@evil.example/v1.0/servicePrincipals?$skiptoken=x",
            "http://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com/beta/servicePrincipals?$skiptoken=x",
            "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
            "https://graph.microsoft.com/v1.0/servicePrincipals/../users?$skiptoken=x",
            "https://graph.microsoft.com/v1.0/$batch",
            "https://graph.microsoft.com/v1.0/servicePrincipals?$top=999&$count=true",
            "https://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=a\tb",
            "https://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x#y",
            "https://gr\u{430}ph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
            "data:text/plain,x",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(followed(link), None, "{link}");
        }
    }
}
