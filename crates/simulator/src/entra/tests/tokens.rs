//! Codes and tokens: who gets them, for what, and for how long.

use super::*;

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
fn an_access_token_opens_its_resource_for_an_hour() {
    let mut browser = browser();
    let tokens = browser.signed_in(ADMINISTRATOR, &[]);
    let access = tokens["access_token"].as_str().unwrap();
    let later = browser.now + Duration::from_secs(3600);
    assert_eq!(browser.entra.access(later, access, Resource::Graph, false), Err(AccessError::Expired));
    assert_eq!(browser.entra.access(browser.now, "EwGraphx", Resource::Graph, false), Err(AccessError::Unknown));
}

#[test]
fn the_same_seed_gives_the_same_tokens() {
    let token = || browser().signed_in(ADMINISTRATOR, &[])["access_token"].clone();
    assert_eq!(token(), token());
}
