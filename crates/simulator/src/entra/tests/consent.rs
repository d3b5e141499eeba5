//! Who consents to which scopes, and what a token then carries.

use super::*;

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
fn a_refresh_token_gives_nothing_that_was_not_consented() {
    let mut browser = browser();
    let token = browser.signed_in(ADMINISTRATOR, &[])["refresh_token"].as_str().unwrap().to_owned();
    let response = browser.refresh(&token, &[("scope", "Directory.Read.All")]);
    assert_eq!(refused(&response), (65_001, "invalid_grant".to_owned()));
    assert_eq!(body(&response)["suberror"], "consent_required");
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
fn admin_consent_has_its_own_address() {
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
