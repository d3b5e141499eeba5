//! Every sentence that the page says, and nothing else: one file for each screen, and one for each group of texts.
//! Pure, so that a test can check that every variant has a sentence.
//!
//! Sentences are plain and calm; a problem is followed by what to do next. Names from a tenant are passed in as they
//! are to be shown.

pub mod access_map;
pub mod activation;
pub mod activity;
pub mod add_azure;
pub mod add_group;
pub mod approval;
pub mod azure;
pub mod change;
pub mod code;
pub mod compare;
pub mod comparison;
pub mod connect;
pub mod connect_lines;
pub mod connection_test;
pub mod copy_from;
pub mod count;
pub mod draft;
pub mod effect;
pub mod elsewhere;
pub mod export;
pub mod facet;
pub mod fetch_ahead;
pub mod frame;
pub mod held_role;
pub mod hosting;
pub mod identities;
pub mod identity;
pub mod identity_line;
pub mod identity_name;
pub mod identity_status;
pub mod identity_undo;
pub mod interrupted;
pub mod jobs;
pub mod kept;
pub mod leave;
pub mod narrower;
pub mod new_identity;
pub mod new_identity_outcome;
pub mod next_steps;
pub mod outcome;
pub mod palette;
pub mod part;
pub mod pasted;
pub mod places;
pub mod principal_search;
pub mod problem;
pub mod readiness;
pub mod receipts;
pub mod recipients;
pub mod record;
pub mod refusal;
pub mod region;
pub mod relations;
pub mod release;
pub mod remove;
pub mod request_details;
pub mod resource_type;
pub mod review;
pub mod review_files;
pub mod review_findings;
pub mod rights;
pub mod role_name;
pub mod same_change;
pub mod service_principal;
pub mod sets;
pub mod settings;
pub mod sign_in;
pub mod standing;
pub mod standstill;
pub mod start;
pub mod stopped;
pub mod tenant_review;
pub mod tier;
pub mod timeline;
pub mod toast;
pub mod trap;
pub mod usage;
pub mod welcome;

/// The name of the product.
pub const PRODUCT: &str = "Bestow";
