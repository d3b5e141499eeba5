//! Every rule of the sign-in, seen from a browser that keeps its cookie and fills in forms.

mod asking;
mod conditional_access;
mod consent;
mod session;
mod tokens;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::*;
use domain::ids::{AppId, RoleDefinitionId, TenantId, UserId};

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
