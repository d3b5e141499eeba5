//! The page: everything that needs a browser, and the decisions behind it.
//!
//! Modules without a condition are pure: they compile natively and are tested there in seconds. Modules for `wasm32`
//! touch the browser and contain as little as possible.

pub mod browser;
pub mod change;
pub mod config;
pub mod connection_test;
pub mod fetched;
pub mod hosting;
pub mod journal;
pub mod msal;
pub mod navigation;
pub mod own_sets;
pub mod parts;
pub mod receipts;
pub mod search;
pub mod session;
pub mod storage;
pub mod tenant;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod activation_desk;
#[cfg(target_arch = "wasm32")]
mod activation_wish;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod frame;
#[cfg(target_arch = "wasm32")]
mod host_desk;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
mod reactive;
#[cfg(target_arch = "wasm32")]
mod toasts;
#[cfg(target_arch = "wasm32")]
pub mod workplace;

#[cfg(target_arch = "wasm32")]
pub use app::start;
