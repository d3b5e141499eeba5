//! What is demanded beyond choosing an account.

use super::*;

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
