//! The test of a connection: what each item is called, what is right or wrong with it, and what to do.

use super::problem::{Explanation, names};
use super::{count, role_name, sign_in};
use crate::web::connection_test::cause::{SignInCause, SignInFailure};
use crate::web::connection_test::outcomes::{ItemState, TestItem, TestStep, TestedApp};
use domain::ids::{RoleDefinitionId, TenantId};
use domain::scope::Scope;
use domain::time::Timestamp;

/// The heading.
pub const HEADING: &str = "Test connection";
/// What the test does.
pub const LEAD: &str = "Signs in with each registration in a window and reads from Microsoft Graph and Azure. Nothing is changed, and the \
     access tokens are discarded when a step ends.";
/// Said while there is nothing to test.
pub const NO_CONFIG: &str = "Enter valid IDs to test the connection.";
/// Said in the sample tenant.
pub const IN_SAMPLE: &str =
    "Exit the sample tenant to test a connection. While the sample is open, no requests are sent.";
/// Said while a window is open.
pub const WAITING: &str = "Waiting for the sign-in window";
/// What to do while a window is open.
pub const WAITING_NEXT: &str =
    "Sign in there. If the window shows an error, note the error code, close the window, and enter the code below.";
/// The field for the code.
pub const CODE_FIELD: &str = "Error code from the window, for example AADSTS50011";
/// The button that takes it.
pub const USE_CODE: &str = "Use this code";
/// Said where a text has no code.
pub const NO_CODE: &str = "Enter the number after AADSTS.";
/// The button that gives up a step.
pub const CANCEL: &str = "Cancel";
/// The columns.
pub const COLUMNS: [&str; 3] = ["Check", "Status", "Result"];
/// The label of a code.
pub const CODE: &str = "Code";
/// The report, on the button that copies it.
pub const REPORT: &str = "the report";
/// The button that saves the report.
pub const DOWNLOAD: &str = "Download report";
/// What is in the report.
pub const REPORT_HINT: &str =
    "The report contains IDs, statuses, codes and times, but no access tokens and no user names.";
/// A fact of the report.
pub const CLOUD: &str = "Cloud";
/// A fact of the report.
pub const TENANT: &str = "Tenant";
/// A fact of the report.
pub const MODE: &str = "Mode";
/// A fact of the report.
pub const CLIENT_ID: &str = "clientId";
/// A fact of the report.
pub const OPERATOR_ID: &str = "operatorClientId";
/// A fact of the report.
pub const REDIRECT: &str = "Redirect URI";

/// The beginning of the report.
pub fn report_head(version: &str, at: Timestamp) -> String {
    format!("Bestow {version}, connection test, {at}\n")
}

/// The button of a step.
pub fn step(step: TestStep) -> &'static str {
    match step {
        TestStep::SignIn => "Test sign-in",
        TestStep::Changes => "Test changes",
        TestStep::Azure => "Test Azure",
    }
}

/// The name of an item.
pub fn item(item: TestItem) -> String {
    let of = |app: TestedApp, name: &str| match app {
        TestedApp::SignIn => name.to_owned(),
        TestedApp::Changes => format!("{name} (changes)"),
    };
    match item {
        TestItem::Tenant => "Tenant".to_owned(),
        TestItem::TwoRegistrations => "Two registrations".to_owned(),
        TestItem::Registration(app) => of(app, "App registration"),
        TestItem::RedirectUri(app) => of(app, "Redirect URI"),
        TestItem::Account(app) => of(app, "Account"),
        TestItem::Consent(app) => of(app, "Consent"),
        TestItem::ReadsOnly => "Read-only access token".to_owned(),
        TestItem::User => "User (GET /me)".to_owned(),
        TestItem::Organization => "Tenant (GET /organization)".to_owned(),
        TestItem::Roles => "Your Entra roles".to_owned(),
        TestItem::Read(scope) => format!("Read with {scope}"),
        TestItem::AzureConsent => "Azure sign-in".to_owned(),
        TestItem::AzureApi => "Azure Resource Graph".to_owned(),
    }
}

/// A state in a word.
pub fn state(state: ItemState) -> &'static str {
    match state {
        ItemState::Ok => "OK",
        ItemState::Warning => "Warning",
        ItemState::Failed => "Failed",
        ItemState::Unknown => "Unknown",
        ItemState::NotRun => "Not run",
    }
}

/// Why a sign-in failed, and what to do. `redirect` is the address that has to be registered.
pub fn cause(failure: &SignInFailure, redirect: &str) -> Explanation {
    let (what, next) = match failure.cause() {
        SignInCause::TenantUnknown => (
            "Microsoft Entra doesn't find this tenant.".to_owned(),
            "Copy Directory (tenant) ID from the Overview of the registration, and check that this release of Bestow \
             is for the tenant's cloud.".to_owned(),
        ),
        SignInCause::OtherCloud => (
            "The tenant is in another national cloud.".to_owned(),
            "Use the release of Bestow for that cloud.".to_owned(),
        ),
        SignInCause::ClientUnknown => (
            "The tenant has no app registration with this client ID.".to_owned(),
            "Copy Application (client) ID, not the object ID, from the Overview of the registration, and check that the \
             registration is in this tenant."
                .to_owned(),
        ),
        SignInCause::ClientDisabled => (
            "The application is disabled.".to_owned(),
            "In the enterprise application, under Manage > Properties, set Enabled for users to sign-in? to Yes.".to_owned(),
        ),
        SignInCause::NotMultitenant => (
            "The registration is for a single tenant.".to_owned(),
            "Enter the tenant ID instead of organizations.".to_owned(),
        ),
        SignInCause::RedirectUnknown => (
            "The redirect URI of this page isn't registered.".to_owned(),
            format!("Under Manage > Authentication, add the platform Single-page application with exactly {redirect}"),
        ),
        SignInCause::RedirectNotSpa => (
            "The redirect URI is registered, but not for a single-page application.".to_owned(),
            format!(
                "Under Manage > Authentication, remove the redirect URI from the platform Web and add it to the platform \
                 Single-page application: {redirect}"
            ),
        ),
        SignInCause::AccountUnknown => (
            "The account isn't in this tenant.".to_owned(),
            "Choose an account of the tenant, or invite this account as a guest.".to_owned(),
        ),
        SignInCause::AccountDisabled => {
            ("The account is disabled.".to_owned(), "Choose another account.".to_owned())
        }
        SignInCause::NotAssigned => (
            "The user isn't assigned to the application.".to_owned(),
            "Assign the user under Users and groups of the enterprise application, or set Assignment required? to No."
                .to_owned(),
        ),
        SignInCause::TenantRestricted => (
            "Your network or organization doesn't allow sign-in to this tenant.".to_owned(),
            "Ask your network administrator about tenant restrictions and outbound access settings.".to_owned(),
        ),
        SignInCause::Policy => (
            "A Conditional Access policy blocks the sign-in.".to_owned(),
            "Give the code to your administrator. The sign-in log names the policy.".to_owned(),
        ),
        SignInCause::ProofRequired => (
            "The sign-in requires another step, such as multifactor authentication.".to_owned(),
            "Run this step again and complete it in the window.".to_owned(),
        ),
        SignInCause::ConsentMissing => (
            "No one has consented to the permissions of the registration.".to_owned(),
            "Select Grant admin consent under Manage > API permissions of the registration.".to_owned(),
        ),
        SignInCause::ConsentDeclined => {
            ("Consent was declined in the window.".to_owned(), "Run this step again and accept.".to_owned())
        }
        SignInCause::AdminConsent => (
            "Only an administrator can consent to the permissions of the registration.".to_owned(),
            "Ask an administrator to select Grant admin consent under Manage > API permissions of the \
             registration.".to_owned(),
        ),
        SignInCause::Misconfigured => (
            "The registration doesn't list the permissions that Bestow requests.".to_owned(),
            "Add the permissions under Manage > API permissions, or replace requiredResourceAccess in the manifest, and grant \
             admin consent."
                .to_owned(),
        ),
        SignInCause::ApiMissing => (
            "The tenant has no service principal for the API.".to_owned(),
            "Ask an administrator to create the service principal. For Azure: az ad sp create --id \
             797f4846-ba00-4fd7-ba43-dac1f8f63013".to_owned(),
        ),
        SignInCause::NoAnswer => (
            "The sign-in didn't finish.".to_owned(),
            "Run this step again. If the window shows an error, enter its code.".to_owned(),
        ),
        SignInCause::PopupBlocked | SignInCause::Surroundings => return sign_in::explain(&failure.error),
        SignInCause::Other => (
            "Microsoft Entra refused the sign-in.".to_owned(),
            "Look up the code in Microsoft's list of authentication error codes.".to_owned(),
        ),
    };
    Explanation { what, next }
}

/// The sentence of an item without a next step.
fn only(what: impl Into<String>) -> Explanation {
    Explanation::new(what, "")
}

/// An item that was not looked at.
pub fn not_run() -> Explanation {
    only("")
}
/// Azure in a read-only deployment.
pub fn no_azure() -> Explanation {
    only("Not available in read-only mode: Azure has no read-only permission.")
}
/// The tenant exists.
pub fn tenant_found(name: &str, id: TenantId) -> Explanation {
    let id = id.to_string();
    only(if name == id { "The tenant exists.".to_owned() } else { format!("{name} is the tenant {id}.") })
}
/// The tenant was refused without a code.
pub fn tenant_refused() -> Explanation {
    Explanation::new(
        "Microsoft Entra refuses this tenant.",
        "Check Directory (tenant) ID on the Overview of the registration.",
    )
}
/// Nothing was said about the tenant.
pub fn tenant_unclear() -> Explanation {
    Explanation::new(
        "Couldn't check the tenant with Microsoft Entra.",
        "Select Test sign-in, which shows whether the tenant exists.",
    )
}
/// The configuration is for any tenant.
pub fn any_tenant() -> Explanation {
    Explanation::new(
        "The value organizations accepts accounts of any tenant.",
        "Enter the tenant ID to accept this tenant only.",
    )
}
/// The registrations differ.
pub fn two_registrations() -> Explanation {
    only("Reading and changing use different registrations.")
}
/// The registrations don't differ.
pub fn same_registration() -> Explanation {
    Explanation::new("Both IDs are the same registration.", "Enter the ID of the second registration.")
}
/// The registration exists.
pub fn registration_found() -> Explanation {
    only("The registration is in the tenant.")
}
/// The redirect URI is right.
pub fn redirect_found() -> Explanation {
    only("Registered for a single-page application.")
}
/// The account could sign in.
pub fn account_signed_in() -> Explanation {
    only("The account can sign in.")
}
/// Another account applies changes.
pub fn other_account() -> Explanation {
    only("The account can sign in. It isn't the account that you used for Test sign-in.")
}
/// The account is signed in to another tenant.
pub fn other_tenant(tenant: TenantId) -> Explanation {
    Explanation::new(
        format!("The account is signed in to another tenant: {tenant}."),
        "Choose an account of the tenant in the configuration.",
    )
}
/// Another user answered.
pub fn other_user() -> Explanation {
    Explanation::new(
        "Microsoft Graph returned another user.",
        "Run the test again. If it keeps failing, something between this browser and Microsoft may be changing responses.",
    )
}
/// Consent was given before the failure.
pub fn consent_given() -> Explanation {
    only("The permissions for sign-in have consent.")
}
/// Everything was consented to.
pub fn consent_complete() -> Explanation {
    only("All permissions of the registration have consent.")
}
/// What the sign-in needs is missing.
pub fn consent_missing(missing: &[Scope]) -> Explanation {
    Explanation::new(
        format!("The access token lacks {}.", names(missing)),
        "Select Grant admin consent under Manage > API permissions of the registration.",
    )
}
/// What features need is missing.
pub fn consent_later(missing: &[Scope]) -> Explanation {
    Explanation::new(
        format!("Not consented yet: {}.", names(missing)),
        "Users are asked to consent when a feature needs the permission. To avoid this, grant admin consent.",
    )
}
/// What changes need is missing.
pub fn consent_at_change(missing: &[Scope]) -> Explanation {
    Explanation::new(
        format!("Not consented yet: {}.", names(missing)),
        "An administrator is asked to consent when the first change is applied. To avoid this, grant admin consent.",
    )
}
/// The token reads only.
pub fn token_reads() -> Explanation {
    only("The access token can only read.")
}
/// The token can write.
pub fn token_writes(scopes: &[String]) -> Explanation {
    Explanation::new(
        format!("The access token can write: {}. Bestow refuses it in this mode.", scopes.join(", ")),
        "Check that the client ID is the one of the registration that only reads, and that the two client IDs aren't swapped. \
         If they are right, revoke these permissions under Permissions of the enterprise application, for the tenant and \
         for users, or register another app for reading.",
    )
}
/// A read was answered.
pub fn answered() -> Explanation {
    only("Microsoft Graph responded.")
}
/// The tenant was read.
pub fn organization(tenant: TenantId) -> Explanation {
    only(format!("The access token is for the tenant {tenant}."))
}
/// The user's roles.
pub fn roles(roles: &[RoleDefinitionId]) -> Explanation {
    let names: Vec<String> = roles.iter().map(|&role| role_name::role(role)).collect();
    only(format!("{}: {}.", count::of(roles.len(), "active role", "active roles"), names.join(", ")))
}
/// The user has no role.
pub fn no_roles() -> Explanation {
    Explanation::new(
        "You have no active Entra role.",
        "You can read what the tenant allows all users to read. Changes require a role: for permissions of Microsoft Graph, \
         Privileged Role Administrator.",
    )
}
/// There is a token for Azure.
pub fn azure_token() -> Explanation {
    only("user_impersonation of Azure Service Management has consent.")
}
/// There is none.
pub fn azure_consent() -> Explanation {
    Explanation::new(
        "The registration has no consent for Azure Service Management.",
        "Add user_impersonation of Azure Service Management under Manage > API permissions and grant admin consent.",
    )
}
/// Azure answers, and shows nothing.
pub fn no_subscription() -> Explanation {
    Explanation::new(
        "Azure responded, but shows no subscription.",
        "To see Azure roles, you need an Azure role such as Reader at a subscription or management group.",
    )
}
/// Azure answers.
pub fn subscriptions(number: usize) -> Explanation {
    only(format!("Azure responded with {}.", count::of(number, "subscription", "subscriptions")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_sentence_and_a_next_step_of_its_own() {
        let numbers = [
            "90002", "90038", "700016", "7000112", "50194", "50011", "9002326", "50020", "50057", "50105", "500021",
            "53003", "50076", "65001", "65004", "90094", "650057", "500011", "99999",
        ];
        let said: std::collections::BTreeSet<_> = numbers
            .iter()
            .map(|number| {
                let said = cause(&SignInFailure::from_code(number).unwrap(), "https://bestow.example/redirect.html");
                assert!(!said.next.is_empty(), "{number}");
                said.what
            })
            .collect();
        assert_eq!(said.len(), numbers.len());
    }

    #[test]
    fn redirect_uri_to_register_is_in_the_next_step() {
        for number in ["50011", "9002326"] {
            let said = cause(&SignInFailure::from_code(number).unwrap(), "https://bestow.example/redirect.html");
            assert!(said.next.ends_with("https://bestow.example/redirect.html"), "{number}");
        }
    }
}
