//! One page for each place that an address can lead to. Pages start operations and hand what comes of them to
//! components.

mod account;
mod activity;
mod ask_button;
mod azure_status;
mod change;
mod compare;
mod connect;
mod connection_test;
mod draft;
mod fetch_ahead;
mod hosting;
mod id_answer;
mod identities;
mod identity;
mod interrupted;
mod kept;
mod new_identity;
mod not_found;
mod principal_search;
mod print_head;
mod region_status;
mod resource_answer;
mod rights;
mod sets;
mod settings;
mod sign_in_notice;
mod signed_out;
mod tenant_review;
mod welcome;

pub use activity::ActivityPage;
pub use change::{ChangePage, ReceiptPage};
pub use compare::ComparePage;
pub use connect::ConnectPage;
pub use draft::DraftPage;
pub use identities::IdentitiesPage;
pub use identity::IdentityPage;
pub use interrupted::InterruptedChanges;
pub use new_identity::NewIdentityPage;
pub use not_found::NotFoundPage;
pub use rights::RightsPage;
pub use sets::{NewSetPage, SetPage, SetsPage};
pub use settings::SettingsPage;
pub use signed_out::SignedOutPage;
pub use tenant_review::ReviewPage;
pub use welcome::{Restoring, WelcomePage};
