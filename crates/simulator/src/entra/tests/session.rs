//! Sessions from one sign-in to the sign-out.

use super::*;

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
