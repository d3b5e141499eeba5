//! Narrower ways than a broad permission.

use super::count;
use crate::domain::narrower::{Narrower, Need, Place};
use crate::domain::tiers::Advice;

/// What the copy button beside the name of a role in Exchange copies.
pub const ROLE_NAME: &str = "the name of the role";

/// The heading, counted.
pub fn heading(number: usize) -> String {
    format!("Narrower instead: {}", count::of(number, "way", "ways"))
}

/// How a way is narrower.
pub fn how(way: Narrower) -> &'static str {
    match way {
        Narrower::AppRole { advice, .. } => match advice {
            Advice::Sites => "It reaches only the sites, lists or files that someone opens to it.",
            Advice::Owned => "It reaches only the applications that the identity owns.",
            Advice::Mailboxes | Advice::Part => "It allows only a part.",
            Advice::Reading => "It reads, and changes nothing.",
        },
        Narrower::DirectoryRole { place: Place::AdministrativeUnit, .. } => {
            "A directory role that counts for the users, groups or devices of one administrative unit."
        }
        Narrower::DirectoryRole { place: Place::Application, .. } => {
            "A directory role that counts for one application."
        }
        Narrower::ExchangeRole(_) => "A role for applications in Exchange, which counts for some mailboxes.",
    }
}

/// What a way needs.
pub fn need(need: Need) -> &'static str {
    match need {
        Need::OpenEachSite => "Each site has to be opened to it; the receipt says how.",
        Need::Ownership => "The identity has to be made an owner of each application that it manages.",
        Need::AdministrativeUnit => "An administrative unit with the objects in it.",
        Need::EntraP1 => "A licence for Microsoft Entra ID P1, for whoever administers the unit.",
        Need::AssignmentInExchange => {
            "An Exchange administrator makes the identity known there (New-ServicePrincipal), describes the mailboxes \
             (New-ManagementScope) and assigns the role (New-ManagementRoleAssignment)."
        }
        Need::RevokeTheBroad => {
            "Where the identity holds the broad permission already, it has to be removed: they add up."
        }
    }
}

/// The button that takes a role.
pub fn take(name: &str) -> String {
    format!("Take {name} instead")
}

/// The button that leads to the choice of a place.
pub fn choose_place(role: &str, place: Place) -> String {
    match place {
        Place::AdministrativeUnit => format!("Take {role} in an administrative unit instead…"),
        Place::Application => format!("Take {role} for one application instead…"),
    }
}

/// The button that leaves the broad permission out.
pub fn leave_out(name: &str) -> String {
    format!("Leave {name} out")
}
