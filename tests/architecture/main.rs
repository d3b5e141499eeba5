//! Holds the sources to what the architecture promises: who uses whom, one place for each door to the outside, and
//! views that can never become markup from text.

mod doors;
mod layers;
mod size;
mod sources;
mod tokens;
mod views;
