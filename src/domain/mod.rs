//! What things are: ids, identities, APIs, roles, what an identity holds, and changes to it.
//!
//! Pure: no I/O, no clock, no randomness, and no knowledge of how Microsoft Graph writes any of it.

pub mod guid;
pub mod ids;
pub mod time;
