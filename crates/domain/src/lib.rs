//! The domain types: IDs, identities, APIs, roles, assignments, and changes.
//!
//! Pure: no I/O, no clock, no randomness, and no knowledge of how Microsoft Graph writes any of it.

pub mod access;
pub mod activity;
pub mod api;
pub mod apis;
pub mod app_role_assignment;
pub mod azure_reach;
pub mod azure_resource;
pub mod azure_role;
pub mod catalog;
pub mod change;
pub mod clipboard;
pub mod cloud;
#[cfg(test)]
mod code_parser;
pub mod connect_lines;
pub mod csv;
pub mod delegated_grant;
pub mod directory_entry;
pub mod directory_role;
pub mod draft;
pub mod effect;
pub mod export;
pub mod federated_credential;
pub mod file_text;
pub mod guid;
pub mod held_role;
pub mod holdings;
#[cfg(test)]
mod hostile_names;
pub mod identity;
pub mod identity_tier_inputs;
pub mod ids;
pub mod initial_domain;
mod json;
pub mod json_reader;
pub mod likeness;
pub mod listing;
pub mod maker;
pub mod markdown;
pub mod narrower;
pub mod pasted_text;
pub mod person;
pub mod policy_rule;
pub mod portal;
pub mod problem;
pub mod readiness;
pub mod receipt;
pub mod rights;
pub mod scope;
pub mod script;
pub mod search;
mod search_synonyms;
pub mod search_words;
pub mod second_half;
pub mod sets;
pub mod sort;
pub mod sorted_map;
pub mod sorted_set;
pub mod tenant_review;
pub mod tiers;
pub mod time;
pub mod traps;
pub mod verify;
pub mod visible_text;
pub mod well_known;
