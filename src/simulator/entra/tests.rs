//! Every rule of the sign-in, seen from a browser that keeps its cookie and fills in forms.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::*;
use crate::domain::ids::RoleDefinitionId;

const CLIENT: &str = "0b5e3a2f-7a8e-4a07-9d53-1c8c8e0a6d11";
const PAGE: &str = "https://app.contoso.example/redirect.html";
const MISREGISTERED: &str = "https://app.contoso.example/web.html";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-0123456789";
const ADMINISTRATOR: &str = "adele@contoso.example";
const HELPDESK: &str = "henrietta@contoso.example";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A browser at the sign-in, with one cookie jar.
struct Browser {
    entra: Entra,
    now: Timestamp,
    cookie: Option<String>,
}

fn browser() -> Browser {
    let home = HomeTenant {
        id: TenantId::known("9f0a1c52-3a8e-4f4c-8f0b-0c1d2e3f4a5b"),
        domain: "contoso.example".to_owned(),
    };
    let registration = Registration {
        client: AppId::known(CLIENT),
        display_name: "Bestow <test>".to_owned(),
        redirect_uris: vec![RedirectUri::Spa(PAGE.to_owned()), RedirectUri::Web(MISREGISTERED.to_owned())],
        listed: vec![(Resource::Graph, "User.Read".to_owned()), (Resource::Graph, "Application.Read.All".to_owned())],
        tells_roles: true,
    };
    let administrator = Account {
        user: UserId::known("11111111-1111-4111-8111-111111111111"),
        display_name: "Adele Vance".to_owned(),
        user_principal_name: ADMINISTRATOR.to_owned(),
        roles: vec![RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10")],
    };
    let helpdesk = Account {
        user: UserId::known("22222222-2222-4222-8222-222222222222"),
        display_name: "Henrietta Mueller".to_owned(),
        user_principal_name: HELPDESK.to_owned(),
        roles: Vec::new(),
    };
    Browser {
        entra: Entra::new(home, vec![registration], vec![administrator, helpdesk], 7),
        now: Timestamp::from_millis(1_790_000_000_000),
        cookie: None,
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The standard fields of a request, with some replaced (`""` leaves one out).
fn with<'a>(standard: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = standard.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().filter(|(_, value)| !value.is_empty())).copied().collect()
}

fn parts(location: &str, separator: char) -> Vec<(String, String)> {
    let (_, fields) = location.split_once(separator).unwrap_or_else(|| panic!("no {separator} in {location}"));
    form_urlencoded::parse(fields.as_bytes()).into_owned().collect()
}

fn part(location: &str, name: &str) -> Option<String> {
    parts(location, '#').into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn location(response: &Response) -> String {
    let text = || String::from_utf8_lossy(response.body()).into_owned();
    let value = response.headers().get(LOCATION).unwrap_or_else(|| panic!("no redirect but {}", text()));
    value.to_str().unwrap().to_owned()
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body().clone()).unwrap()
}

fn body(response: &Response) -> Value {
    serde_json::from_slice(response.body()).unwrap()
}

impl Browser {
    fn send(&mut self, method: &str, path: &str, content: &str, origin: Option<&str>) -> Response {
        let mut request = http::Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        let response = self.entra.answer(self.now, &request.body(content.as_bytes().to_vec()).unwrap());
        if let Some(set) = response.headers().get(SET_COOKIE) {
            let (pair, rest) = set.to_str().unwrap().split_once(';').unwrap();
            self.cookie = (!rest.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        response
    }

    fn authorize(&mut self, changed: &[(&str, &str)]) -> Response {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let standard = [
            ("client_id", CLIENT),
            ("redirect_uri", PAGE),
            ("response_type", "code"),
            ("response_mode", "fragment"),
            ("scope", "User.Read openid profile offline_access"),
            ("state", "c3RhdGU=|own state/+ ="),
            ("nonce", "n-1"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let query = encoded(&with(&standard, changed));
        self.send("GET", &format!("/contoso.example/oauth2/v2.0/authorize?{query}"), "", None)
    }

    /// Fills in the form of a page.
    fn answer(&mut self, page: &Response, fields: &[(&str, &str)]) -> Response {
        let html = text(page);
        let between = |before: &str, after: &str| {
            let (_, rest) = html.split_once(before).unwrap_or_else(|| panic!("no {before} in {html}"));
            rest.split_once(after).unwrap().0.to_owned()
        };
        let (action, flow) = (between("action=\"", "\""), between("name=flow value=\"", "\""));
        let content = encoded(&with(&[("flow", &flow)], fields));
        self.send("POST", &action, &content, None)
    }

    /// Signs in and consents; returns the address that the browser is sent to.
    fn sign_in_as(&mut self, name: &str, changed: &[(&str, &str)]) -> String {
        let page = self.authorize(changed);
        let page = self.answer(&page, &[("account", name)]);
        if page.headers().contains_key(LOCATION) {
            return location(&page);
        }
        location(&self.answer(&page, &[("decision", "accept")]))
    }

    fn token(&mut self, fields: &[(&str, &str)], origin: Option<&str>) -> Response {
        self.send("POST", "/contoso.example/oauth2/v2.0/token", &encoded(fields), origin)
    }

    fn redeem(&mut self, code: &str, changed: &[(&str, &str)]) -> Response {
        let standard = [
            ("client_id", CLIENT),
            ("redirect_uri", PAGE),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("code_verifier", VERIFIER),
            ("scope", "User.Read openid profile offline_access"),
        ];
        self.token(&with(&standard, changed), Some("https://app.contoso.example"))
    }

    fn refresh(&mut self, token: &str, changed: &[(&str, &str)]) -> Response {
        let standard = [
            ("client_id", CLIENT),
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("scope", "User.Read openid profile offline_access"),
        ];
        self.token(&with(&standard, changed), Some("https://app.contoso.example"))
    }

    fn signed_in(&mut self, name: &str, changed: &[(&str, &str)]) -> Value {
        let answer = self.sign_in_as(name, changed);
        let scope = changed.iter().copied().find(|(name, _)| *name == "scope");
        let response = self.redeem(&part(&answer, "code").unwrap(), scope.as_slice());
        assert_eq!(response.status(), 200, "{}", text(&response));
        body(&response)
    }
}

/// The AADSTS number and the OAuth error of a refusal by the token endpoint.
fn refused(response: &Response) -> (u64, String) {
    assert_eq!(response.status(), 400, "{}", text(response));
    assert_eq!(response.headers()["access-control-allow-origin"], "*", "or the page could not read why");
    let body = body(response);
    (body["error_codes"][0].as_u64().unwrap(), body["error"].as_str().unwrap().to_owned())
}

/// The AADSTS number and the OAuth error that went back to the client.
fn returned(response: &Response) -> (String, String) {
    let answer = location(response);
    let description = part(&answer, "error_description").unwrap_or_else(|| panic!("no error in {answer}"));
    assert!(answer.starts_with(&format!("{PAGE}#")), "{answer}");
    (description.split_once(':').unwrap().0.to_owned(), part(&answer, "error").unwrap())
}

#[test]
fn a_sign_in_ends_with_tokens_for_the_person_who_was_chosen() {
    let mut browser = browser();
    let answer = browser.sign_in_as(ADMINISTRATOR, &[]);
    assert_eq!(part(&answer, "state").unwrap(), "c3RhdGU=|own state/+ =", "the state comes back byte for byte");
    let tokens = body(&browser.redeem(&part(&answer, "code").unwrap(), &[]));
    assert_eq!(tokens["scope"], "User.Read openid profile");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["refresh_token_expires_in"], 86_400);
    let claims = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    assert_eq!(claims["nonce"], "n-1");
    assert_eq!(claims["preferred_username"], ADMINISTRATOR);
    assert_eq!(claims["wids"][0], "62e90394-69f5-4237-9190-012177145e10");
    let info = URL_SAFE_NO_PAD.decode(tokens["client_info"].as_str().unwrap()).unwrap();
    let info: Value = serde_json::from_slice(&info).unwrap();
    assert_eq!(info["utid"], claims["tid"]);
    let access = browser.entra.access(browser.now, tokens["access_token"].as_str().unwrap(), Resource::Graph, false);
    let access = access.unwrap();
    assert_eq!(
        (access.user.to_string(), access.client.to_string()),
        (claims["oid"].as_str().unwrap().to_owned(), CLIENT.to_owned())
    );
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
fn a_code_is_redeemed_once_by_who_asked_for_it() {
    for (changed, number, error) in [
        (("code_verifier", "another-verifier-of-at-least-forty-three-characters"), 501_481, "invalid_grant"),
        (("code_verifier", ""), 900_144, "invalid_request"),
        (("redirect_uri", MISREGISTERED), 500_112, "invalid_client"),
        (("client_id", "99999999-9999-4999-8999-999999999999"), 700_016, "unauthorized_client"),
        (("code", "1.not-a-code"), 9_002_313, "invalid_grant"),
        (("grant_type", "password"), 70_003, "unsupported_grant_type"),
        (("scope", "User.Read https://management.azure.com/user_impersonation"), 28_000, "invalid_request"),
    ] {
        let mut browser = browser();
        let code = part(&browser.sign_in_as(ADMINISTRATOR, &[]), "code").unwrap();
        assert_eq!(refused(&browser.redeem(&code, &[changed])), (number, error.to_owned()), "{changed:?}");
    }
    let mut browser = browser();
    let code = part(&browser.sign_in_as(ADMINISTRATOR, &[]), "code").unwrap();
    assert_eq!(browser.redeem(&code, &[]).status(), 200);
    assert_eq!(refused(&browser.redeem(&code, &[])), (54_005, "invalid_grant".to_owned()), "a second time");
}

#[test]
fn a_code_is_good_for_ten_minutes() {
    let mut browser = browser();
    let code = part(&browser.sign_in_as(ADMINISTRATOR, &[]), "code").unwrap();
    browser.now = browser.now + Duration::from_secs(601);
    assert_eq!(refused(&browser.redeem(&code, &[])).0, 70_008);
}

#[test]
fn tokens_are_for_pages_of_the_registered_origin() {
    for (origin, number) in [(None, 9_002_327), (Some("https://evil.example"), 9_002_326)] {
        let response = browser().token(&[("client_id", CLIENT), ("grant_type", "authorization_code")], origin);
        assert_eq!(refused(&response).0, number, "{origin:?}");
    }
    let mut browser = browser();
    let answer = browser.sign_in_as(ADMINISTRATOR, &[("redirect_uri", MISREGISTERED)]);
    let code = part(&answer, "code").unwrap();
    let response = browser.redeem(&code, &[("redirect_uri", MISREGISTERED)]);
    assert_eq!(refused(&response), (9_002_326, "invalid_request".to_owned()), "registered as a web server");
}

#[test]
fn a_token_carries_every_scope_ever_consented_for_its_resource() {
    let mut browser = browser();
    let write = "AppRoleAssignment.ReadWrite.All";
    browser.signed_in(ADMINISTRATOR, &[("scope", &format!("{write} openid offline_access"))]);
    let tokens = browser.signed_in(ADMINISTRATOR, &[("prompt", "select_account")]);
    assert_eq!(tokens["scope"], format!("{write} User.Read openid profile"), "although only User.Read was asked for");
    let arm = "https://management.azure.com/user_impersonation";
    let tokens = browser.signed_in(ADMINISTRATOR, &[("scope", arm), ("prompt", "select_account")]);
    assert_eq!(tokens["scope"], arm, "another resource has its own");
    let opened = browser.entra.access(browser.now, tokens["access_token"].as_str().unwrap(), Resource::Graph, false);
    assert_eq!(opened, Err(AccessError::WrongAudience));
    browser.entra.withdraw_consent(AppId::known(CLIENT));
    let page = browser.authorize(&[]);
    assert!(text(&page).contains("Permissions requested"), "what was withdrawn is asked for again");
}

#[test]
fn scopes_are_answered_in_the_form_in_which_they_were_asked_for() {
    let tokens = browser().signed_in(ADMINISTRATOR, &[("scope", "https://graph.microsoft.com/User.Read openid")]);
    assert_eq!(tokens["scope"], "https://graph.microsoft.com/User.Read openid");
    assert_eq!(tokens["refresh_token"], Value::Null, "none without offline_access");
}

#[test]
fn a_refresh_token_is_replaced_but_lives_no_longer_than_a_day_after_the_sign_in() {
    let mut browser = browser();
    let first = browser.signed_in(ADMINISTRATOR, &[])["refresh_token"].as_str().unwrap().to_owned();
    browser.now = browser.now + Duration::from_secs(3600);
    let renewed = body(&browser.refresh(&first, &[]));
    let second = renewed["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    assert_eq!(renewed["refresh_token_expires_in"], 82_800);
    assert_eq!(browser.refresh(&first, &[]).status(), 200, "the old one is not revoked by its use");
    browser.now = browser.now + DAY;
    for token in [&first, &second] {
        assert_eq!(refused(&browser.refresh(token, &[])), (700_084, "invalid_grant".to_owned()));
    }
}

#[test]
fn a_refresh_token_gives_nothing_that_was_not_consented() {
    let mut browser = browser();
    let token = browser.signed_in(ADMINISTRATOR, &[])["refresh_token"].as_str().unwrap().to_owned();
    let response = browser.refresh(&token, &[("scope", "Directory.Read.All")]);
    assert_eq!(refused(&response), (65_001, "invalid_grant".to_owned()));
    assert_eq!(body(&response)["suberror"], "consent_required");
}

#[test]
fn a_session_signs_in_without_a_page_until_it_is_ended() {
    let mut browser = browser();
    browser.sign_in_as(ADMINISTRATOR, &[]);
    assert!(part(&location(&browser.authorize(&[])), "code").is_some());
    assert!(
        part(&location(&browser.authorize(&[("prompt", "none"), ("login_hint", ADMINISTRATOR)])), "code").is_some()
    );
    let other = returned(&browser.authorize(&[("prompt", "none"), ("login_hint", HELPDESK)]));
    assert_eq!(other.1, "login_required", "somebody else is meant");
    assert!(text(&browser.authorize(&[("prompt", "select_account")])).contains("Pick an account"));

    let query = encoded(&[("post_logout_redirect_uri", PAGE), ("state", "s/1")]);
    let response = browser.send("GET", &format!("/common/oauth2/v2.0/logout?{query}"), "", None);
    assert_eq!(location(&response), format!("{PAGE}?state=s%2F1"));
    assert_eq!(returned(&browser.authorize(&[("prompt", "none")])).1, "login_required");
}

#[test]
fn signing_out_goes_only_to_a_registered_address() {
    let query = encoded(&[("post_logout_redirect_uri", "https://evil.example/")]);
    let response = browser().send("GET", &format!("/common/oauth2/v2.0/logout?{query}"), "", None);
    assert!(!response.headers().contains_key(LOCATION));
}

#[test]
fn consent_is_the_administrators_for_what_only_they_may_give() {
    let mut browser = browser();
    let directory = [("scope", "Directory.Read.All openid")];
    let page = browser.authorize(&directory);
    let page = browser.answer(&page, &[("account", HELPDESK)]);
    assert!(text(&page).contains("Need admin approval") && text(&page).contains("Bestow &lt;test&gt;"));
    let back = browser.answer(&page, &[("decision", "accept")]);
    assert_eq!(returned(&back), ("AADSTS90094".to_owned(), "access_denied".to_owned()), "accepting is not theirs");
    assert_eq!(returned(&browser.authorize(&[("scope", "Directory.Read.All"), ("prompt", "none")])).0, "AADSTS65001");

    let page = browser.authorize(&[("scope", "Directory.Read.All"), ("prompt", "login")]);
    let page = browser.answer(&page, &[("account", ADMINISTRATOR)]);
    browser.answer(&page, &[("decision", "accept"), ("for_all", "yes")]);
    let tokens = browser.signed_in(HELPDESK, &[("scope", "Directory.Read.All openid"), ("prompt", "login")]);
    assert_eq!(tokens["scope"], "Directory.Read.All openid", "consented for everybody");
}

#[test]
fn a_person_may_decline() {
    let mut browser = browser();
    let page = browser.authorize(&[]);
    let page = browser.answer(&page, &[("account", HELPDESK)]);
    let back = browser.answer(&page, &[("decision", "decline")]);
    assert_eq!(returned(&back), ("AADSTS65004".to_owned(), "access_denied".to_owned()));
    assert!(text(&browser.authorize(&[])).contains("Permissions requested"), "nothing was consented");
}

#[test]
fn a_page_is_answered_once() {
    let mut browser = browser();
    let page = browser.authorize(&[]);
    browser.answer(&page, &[("account", HELPDESK)]);
    assert_eq!(browser.answer(&page, &[("account", ADMINISTRATOR)]).status(), 400);
}

#[test]
fn an_administrator_consents_for_everybody_at_an_address_of_its_own() {
    let mut browser = browser();
    let query = encoded(&[("client_id", CLIENT), ("redirect_uri", PAGE), ("state", "s")]);
    let page = browser.send("GET", &format!("/contoso.example/adminconsent?{query}"), "", None);
    let page = browser.answer(&page, &[("account", ADMINISTRATOR)]);
    let answer = location(&browser.answer(&page, &[("decision", "accept")]));
    assert!(parts(&answer, '?').contains(&("admin_consent".to_owned(), "True".to_owned())), "{answer}");
    browser.cookie = None;
    let tokens = browser.signed_in(HELPDESK, &[]);
    assert_eq!(tokens["scope"], "Application.Read.All User.Read openid profile");
}

#[test]
fn multi_factor_authentication_is_demanded_of_every_token() {
    let mut browser = browser();
    let token = browser.signed_in(ADMINISTRATOR, &[])["refresh_token"].as_str().unwrap().to_owned();
    browser.entra.conditional_access.multi_factor = true;
    let response = browser.refresh(&token, &[]);
    assert_eq!(refused(&response), (50_076, "interaction_required".to_owned()));
    assert_eq!(body(&response)["suberror"], "basic_action");
    let claims = body(&response)["claims"].as_str().unwrap().to_owned();
    assert_eq!(returned(&browser.authorize(&[("prompt", "none")])).0, "AADSTS50076");

    let page = browser.authorize(&[("claims", &claims)]);
    assert!(text(&page).contains("Approve sign in request"));
    let answer = location(&browser.answer(&page, &[("proof", "approve")]));
    let tokens = body(&browser.redeem(&part(&answer, "code").unwrap(), &[("claims", &claims)]));
    assert_eq!(browser.refresh(tokens["refresh_token"].as_str().unwrap(), &[]).status(), 200, "it is proven now");
}

#[test]
fn a_challenge_is_met_by_a_token_that_was_asked_for_with_its_claims() {
    let mut browser = browser();
    let tokens = browser.signed_in(ADMINISTRATOR, &[]);
    let access = tokens["access_token"].as_str().unwrap();
    browser.entra.conditional_access.demand = Some(Demand { context: "c1".to_owned(), writes_only: true });
    assert!(browser.entra.access(browser.now, access, Resource::Graph, false).is_ok(), "reading is not challenged");
    let challenged = browser.entra.access(browser.now, access, Resource::Graph, true).unwrap_err();
    let AccessError::Challenged { claims } = challenged else { panic!("{challenged:?}") };

    let refresh = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(refused(&browser.refresh(refresh, &[("claims", &claims)])).0, 50_076, "not without the person");
    let page = browser.authorize(&[("claims", &claims)]);
    let answer = location(&browser.answer(&page, &[("proof", "approve")]));
    let code = part(&answer, "code").unwrap();
    let tokens = body(&browser.redeem(&code, &[("claims", &claims)]));
    let access = tokens["access_token"].as_str().unwrap();
    assert!(browser.entra.access(browser.now, access, Resource::Graph, true).is_ok());
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let without = body(&browser.refresh(refresh, &[]));
    let access = without["access_token"].as_str().unwrap();
    assert!(browser.entra.access(browser.now, access, Resource::Graph, true).is_err(), "the claims were not asked for");
}

#[test]
fn revoked_sessions_give_nothing_any_more() {
    let mut browser = browser();
    let tokens = browser.signed_in(ADMINISTRATOR, &[]);
    let user = browser.entra.accounts()[0].user;
    browser.entra.revoke_sessions(browser.now, user);
    browser.now = browser.now + Duration::from_secs(1);
    let access = tokens["access_token"].as_str().unwrap();
    let challenge = browser.entra.access(browser.now, access, Resource::Graph, false).unwrap_err();
    assert!(matches!(&challenge, AccessError::Challenged { claims } if claims.contains("nbf")), "{challenge:?}");
    assert_eq!(refused(&browser.refresh(tokens["refresh_token"].as_str().unwrap(), &[])).0, 50_173);
    let tokens = browser.signed_in(ADMINISTRATOR, &[]);
    let access = tokens["access_token"].as_str().unwrap();
    assert!(browser.entra.access(browser.now, access, Resource::Graph, false).is_ok());
}

#[test]
fn an_access_token_opens_its_resource_for_an_hour() {
    let mut browser = browser();
    let tokens = browser.signed_in(ADMINISTRATOR, &[]);
    let access = tokens["access_token"].as_str().unwrap();
    let later = browser.now + Duration::from_secs(3600);
    assert_eq!(browser.entra.access(later, access, Resource::Graph, false), Err(AccessError::Expired));
    assert_eq!(browser.entra.access(browser.now, "EwGraphx", Resource::Graph, false), Err(AccessError::Unknown));
}

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
fn the_same_seed_gives_the_same_tokens() {
    let token = || browser().signed_in(ADMINISTRATOR, &[])["access_token"].clone();
    assert_eq!(token(), token());
}

#[test]
fn the_pages_leave_their_opener_unless_it_is_of_the_same_origin() {
    for (pocd, isolated) in [("0", true), ("1", false)] {
        let page = browser().authorize(&[("pocd", pocd)]);
        assert_eq!(page.headers().contains_key("cross-origin-opener-policy"), isolated, "pocd={pocd}");
    }
}
