//! Addresses: which API they belong to, and the path template of Microsoft Graph that fits.

mod equivalents;
mod graph_address;
mod hosts;
mod parse;
mod percent;
mod segments;

pub use graph_address::{GraphAddress, graph};
pub(crate) use hosts::is_api_address;
pub use parse::{Address, Base, parse};
pub(crate) use segments::segments_of_steps;
