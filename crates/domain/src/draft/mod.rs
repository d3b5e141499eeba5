//! Change requests: a change that one user prepares and another reviews and applies.
//!
//! A change request contains IDs and its author's statement about where it comes from. It has no effect by itself: when
//! it is opened, its effect is computed from the live tenant. Deliberately absent: names of identities and roles, which
//! are read from the tenant and never taken from a change request, and a signature, because a change request claims
//! nothing that would need one.

mod change_request;
mod wire;

pub use change_request::{Draft, DraftError, LARGEST, LIFETIME, LONGEST_CLAIM, LONGEST_NAME, MOST_WISHES};

impl Draft {
    /// The change request as the text of a file.
    pub fn to_json(&self) -> String {
        wire::write(self)
    }

    /// The change request for the fragment of a link.
    pub fn to_link_part(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.to_json())
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// [`DraftError::Damaged`], [`DraftError::NewerVersion`], [`DraftError::TooLarge`] or [`DraftError::Empty`].
    pub fn from_json(text: &str) -> Result<Self, DraftError> {
        if text.len() > LARGEST {
            return Err(DraftError::TooLarge);
        }
        let draft = wire::read(text)?;
        match draft.wishes.len() {
            0 => Err(DraftError::Empty),
            1..=MOST_WISHES => Ok(draft),
            _ => Err(DraftError::TooLarge),
        }
    }

    /// Reads the part of a link.
    ///
    /// # Errors
    ///
    /// As [`Self::from_json`].
    pub fn from_link_part(part: &str) -> Result<Self, DraftError> {
        use base64::Engine;
        if part.len() > LARGEST {
            return Err(DraftError::TooLarge);
        }
        let decoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part);
        let text = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(DraftError::Damaged)?;
        Self::from_json(&text)
    }
}

#[cfg(test)]
mod tests;
