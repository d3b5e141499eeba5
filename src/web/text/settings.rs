//! Who is signed in, where, and how this deployment signs in.

use domain::cloud::Cloud;

/// The heading.
pub const HEADING: &str = "Settings";
/// The heading of the account.
pub const ACCOUNT: &str = "Account";
/// The user.
pub const PERSON: &str = "Signed in as";
/// The tenant.
pub const TENANT: &str = "Tenant";
/// The tenant's id.
pub const TENANT_ID: &str = "Tenant ID";
/// The cloud.
pub const CLOUD: &str = "Cloud";
/// No one is signed in.
pub const NOBODY: &str = "You aren't signed in.";
/// The sample is open.
pub const SAMPLE: &str = "The sample tenant is open. It's made up, and nothing you do in it leaves this browser.";
/// The people of the sample.
pub const SAMPLE_PEOPLE: &str = "View the sample as:";
/// The people of the sample, by the names under which it knows them.
pub const PEOPLE: [(&str, &str); 4] = [
    ("administrator", "Global Administrator"),
    ("application-administrator", "Application Administrator"),
    ("helpdesk", "Helpdesk"),
    ("eligible-administrator", "User with an eligible role"),
];
/// Said while the user is read.
pub const READING: &str = "Loading your account";
/// What the region is, for its refresh button.
pub const REGION: &str = "your account";

/// The heading of the sign-in part.
pub const SIGN_IN: &str = "How Bestow signs in";
/// The name of a cloud.
pub fn cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "Microsoft global cloud",
        Cloud::UsGovernment => "Microsoft Cloud for US Government (GCC High)",
        Cloud::UsGovernmentDod => "Microsoft Cloud for US Government (DoD)",
        Cloud::China => "Microsoft Azure operated by 21Vianet",
    }
}
