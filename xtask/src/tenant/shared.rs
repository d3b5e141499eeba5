//! The tenant between the servers that answer for it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::world::World;

/// The tenant, shared by all servers.
pub struct Shared(Mutex<World>);

impl Shared {
    /// Shares a tenant.
    pub fn new(world: World) -> Self {
        Self(Mutex::new(world))
    }

    /// The tenant for the length of one answer. A server that panicked leaves it as it was.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
