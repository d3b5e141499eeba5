//! Traps: combinations that give more than they seem to give, or nothing, or that are easily mistaken.
//!
//! Permissions add up: a scoped one beside a broad one limits nothing, and a role without its other half opens nothing.
//! Each trap is named by what it is made of; what to say about it is with the page's texts.
//!
//! A trap that is about something missing is named only where everything was read. Deliberately absent: how dangerous a
//! permission is by itself, which is what the tiers tell.

mod assigned;
pub mod beside;
mod covered;
#[cfg(test)]
pub(super) mod example;
pub mod exchange;
mod leftover;
mod scoped_role;
mod trap;

pub use assigned::{AssignedPermission, IdentityPermissions};
pub use trap::{RemainingLimit, Trap, TrapDirectoryRole, TrapSeverity};

use crate::sort;

/// Names every trap that the identity is in, the gravest first.
pub fn traps(held: IdentityPermissions<'_>) -> Vec<Trap> {
    let permissions = held.permissions();
    let mut traps = beside::traps(&permissions);
    traps.extend(scoped_role::traps(held, &permissions));
    traps.extend(exchange::traps(held, &permissions));
    traps.extend(leftover::traps(held));
    traps.extend(covered::traps(held, &permissions));
    sort::sort_by_key(&mut traps, Trap::severity);
    traps
}

#[cfg(test)]
mod tests;
