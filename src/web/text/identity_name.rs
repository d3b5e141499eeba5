//! The name of an identity that has none.

/// An identity that has no name.
pub fn unnamed(id_ending: &str) -> String {
    format!("Unnamed identity (…{id_ending})")
}
