//! Additional setup: what still has to be done in Exchange and SharePoint after a permission was granted here.
//!
//! A checklist for each service that the identity has something of. Commands are made of the identity's ids and fixed
//! words; what a user has to fill in is written in capitals. Whether a step inside Exchange or SharePoint has been done
//! cannot be seen from here, and such a step says so.
//!
//! Deliberately absent: doing any of it. Neither service lets a page like this one.

mod after;
mod checklist;
mod exchange;
mod services;
mod sharepoint;

pub use after::checklists_after;
pub use checklist::{Checklist, ChecklistState, Purpose, SetupIdentity, SetupState, SetupStep, SetupTask};
pub use services::{checklists, setup_after};

#[cfg(test)]
mod tests;
