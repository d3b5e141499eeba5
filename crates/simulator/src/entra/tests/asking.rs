//! Where a page asks, what it may ask for, how it is refused, and what the user answers.

use super::*;

#[test]
fn discovery_names_the_endpoints_that_answer() {
    let mut browser = browser();
    let document = browser.send("GET", "/contoso.example/v2.0/.well-known/openid-configuration", "", None);
    let document = body(&document);
    for endpoint in ["authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri"] {
        let path = document[endpoint].as_str().unwrap().strip_prefix("https://login.microsoftonline.com").unwrap();
        let method = if endpoint == "token_endpoint" { "POST" } else { "GET" };
        assert_ne!(browser.send(method, path, "", None).status(), 404, "{endpoint}");
    }
}

#[test]
fn what_is_not_registered_gets_an_answer_on_the_page_only() {
    for (changed, number) in [
        (("client_id", "99999999-9999-4999-8999-999999999999"), "AADSTS700016"),
        (("redirect_uri", "https://app.contoso.example/redirect.html/"), "AADSTS50011"),
        (("redirect_uri", "https://app.contoso.example/redirect.html?x=1"), "AADSTS50011"),
        (("redirect_uri", "https://evil.example/redirect.html"), "AADSTS50011"),
        (("redirect_uri", ""), "AADSTS900144"),
    ] {
        let response = browser().authorize(&[changed]);
        assert!(!response.headers().contains_key(LOCATION), "{changed:?}");
        assert!(text(&response).contains(number), "{changed:?}: {}", text(&response));
    }
    let elsewhere = browser().send("GET", "/fabrikam.example/oauth2/v2.0/authorize", "", None);
    assert!(text(&elsewhere).contains("AADSTS90002"));
}

#[test]
fn a_request_that_cannot_be_answered_goes_back_with_its_reason() {
    for (changed, number, error) in [
        (("code_challenge", ""), "AADSTS9002325", "invalid_request"),
        (("code_challenge_method", "plain"), "AADSTS9002325", "invalid_request"),
        (("response_type", "token"), "AADSTS700054", "unsupported_response_type"),
        (("scope", "User.Reed"), "AADSTS650053", "invalid_scope"),
        (("scope", ""), "AADSTS900144", "invalid_request"),
        (("claims", "eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="), "AADSTS90014", "invalid_request"),
        (("prompt", "none"), "AADSTS50058", "login_required"),
    ] {
        let (code, kind) = returned(&browser().authorize(&[changed]));
        assert_eq!((code.as_str(), kind.as_str()), (number, error), "{changed:?}");
    }
}

#[test]
fn a_page_is_answered_once() {
    let mut browser = browser();
    let page = browser.authorize(&[]);
    browser.answer(&page, &[("account", HELPDESK)]);
    assert_eq!(browser.answer(&page, &[("account", ADMINISTRATOR)]).status(), 400);
}

#[test]
fn the_pages_leave_their_opener_unless_it_is_of_the_same_origin() {
    for (pocd, isolated) in [("0", true), ("1", false)] {
        let page = browser().authorize(&[("pocd", pocd)]);
        assert_eq!(page.headers().contains_key("cross-origin-opener-policy"), isolated, "pocd={pocd}");
    }
}
