//! Codes, tokens and session names, drawn from a seed: the simulator has no randomness of its own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha512};

/// A sequence of texts that do not repeat. The same seed gives the same sequence.
pub(super) struct Seeded {
    seed: u64,
    drawn: u64,
}

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next text: 86 characters that need no encoding anywhere, after a prefix that tells what it is.
    pub fn draw(&mut self, prefix: &str) -> String {
        self.drawn += 1;
        let digest = Sha512::new().chain_update(self.seed.to_le_bytes()).chain_update(self.drawn.to_le_bytes());
        format!("{prefix}{}", URL_SAFE_NO_PAD.encode(digest.finalize()))
    }
}
