//! Alternatives with fewer privileges than a broad permission.

use super::count;
use domain::narrower::{Alternative, AlternativeScope, Requirement};
use domain::tiers::Advice;

/// What the copy button beside the name of a role in Exchange copies.
pub const ROLE_NAME: &str = "the name of the role";

/// The heading, counted.
pub fn heading(number: usize) -> String {
    format!("Alternatives with fewer privileges: {}", count::of(number, "option", "options"))
}

/// How a way is narrower.
pub fn description(way: Alternative) -> &'static str {
    match way {
        Alternative::AppRole { advice, .. } => match advice {
            Advice::Sites => "Access only to sites, lists or files you grant explicitly",
            Advice::Owned => "Access only to applications that this identity owns",
            Advice::Mailboxes | Advice::Part => "Covers only part of this permission",
            Advice::Reading => "Read-only",
        },
        Alternative::DirectoryRole { place: AlternativeScope::AdministrativeUnit, .. } => {
            "Entra role scoped to an administrative unit"
        }
        Alternative::DirectoryRole { place: AlternativeScope::Application, .. } => {
            "Entra role scoped to one application"
        }
        Alternative::ExchangeRole(_) => "Exchange application role scoped to some mailboxes",
    }
}

/// What a way needs.
pub fn requirement(need: Requirement) -> &'static str {
    match need {
        Requirement::OpenEachSite => "You grant access to each site. The receipt shows how.",
        Requirement::Ownership => "Make this identity an owner of each application that it manages.",
        Requirement::AdministrativeUnit => "Create an administrative unit with the objects in it.",
        Requirement::EntraP1 => "Microsoft Entra ID P1 for the administrators of the unit.",
        Requirement::AssignmentInExchange => {
            "An Exchange administrator registers this identity (New-ServicePrincipal), creates a management scope \
             (New-ManagementScope) and assigns the role (New-ManagementRoleAssignment)."
        }
        Requirement::RevokeTheBroad => "Remove the broader permission as well: permissions are additive.",
    }
}

/// The button that takes a role.
pub fn replace_with(name: &str) -> String {
    format!("Replace with {name}")
}

/// The button that leads to the choice of a place.
pub fn choose_place(role: &str, place: AlternativeScope) -> String {
    match place {
        AlternativeScope::AdministrativeUnit => format!("Replace with {role} in an administrative unit…"),
        AlternativeScope::Application => format!("Replace with {role} for one application…"),
    }
}

/// The button that leaves the broad permission out.
pub fn remove_permission(name: &str) -> String {
    format!("Remove {name}")
}
