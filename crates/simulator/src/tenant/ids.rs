//! How Entra makes ids: random GUIDs, and assignment ids that are base64url over the GUIDs of their parts.
//!
//! The forms were found by decoding Microsoft's documented examples; each has a test with one of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use domain::guid::Guid;

/// The two GUIDs that the id of an app role assignment is made of. Their order keeps a principal's assignments together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppRoleAssignmentKey {
    /// The principal that has the role.
    pub principal: Guid,
    /// The assignment's own part.
    pub own: Guid,
}

impl AppRoleAssignmentKey {
    /// The 43 characters that Graph writes.
    pub fn text(self) -> String {
        base64url(&[self.principal, self.own])
    }

    /// Reads what [`Self::text`] writes.
    pub fn read(text: &str) -> Option<Self> {
        match guids_of(text)?.as_slice() {
            &[principal, own] => Some(Self { principal, own }),
            _ => None,
        }
    }
}

/// A random-looking GUID of version 4 that depends on nothing but its arguments.
pub fn random_guid(seed: u64, number: u64) -> Guid {
    let high = mix(seed ^ mix(number));
    let low = mix(high ^ number);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&high.to_be_bytes());
    bytes[8..].copy_from_slice(&low.to_be_bytes());
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid::from_bytes(bytes)
}

/// One step of the generator SplitMix64: <https://prng.di.unimi.it/splitmix64.c>.
pub(crate) fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// GUIDs in the order in which .NET stores their bytes, as base64url without padding.
pub(crate) fn base64url(guids: &[Guid]) -> String {
    let bytes: Vec<u8> = guids.iter().flat_map(|guid| mixed_endian(*guid.bytes())).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn guids_of(text: &str) -> Option<Vec<Guid>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let chunks = bytes.chunks(16).map(|chunk| <[u8; 16]>::try_from(chunk).ok());
    chunks.map(|chunk| chunk.map(mixed_endian).map(Guid::from_bytes)).collect()
}

/// Its own inverse: the first three fields of a GUID change their byte order.
fn mixed_endian(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented examples of `serviceprincipal-post-approleassignedto` and of its sister pages.
    #[test]
    fn ids_of_app_role_assignments_begin_with_the_principal() {
        for (text, principal, own) in [
            (
                "-WmtM5na7Uus0D8kI1yylpU9Mdo0Pb9OoBJvd3T5eKc",
                "33ad69f9-da99-4bed-acd0-3f24235cb296",
                "da313d95-3d34-4ebf-a012-6f7774f978a7",
            ),
            (
                "UxOIjjUXr0WvIe4TRFgqTY4z9Wu5KxpBtlEpoTGjw-A",
                "8e881353-1735-45af-af21-ee1344582a4d",
                "6bf5338e-2bb9-411a-b651-29a131a3c3e0",
            ),
        ] {
            let key = AppRoleAssignmentKey { principal: Guid::known(principal), own: Guid::known(own) };
            assert_eq!(key.text(), text);
            assert_eq!(AppRoleAssignmentKey::read(text), Some(key));
        }
    }

    #[test]
    fn what_is_not_an_id_of_an_assignment_is_refused() {
        for text in ["", "-WmtM5na7Uus0D8kI1yylpU9Mdo0Pb9OoBJvd3T5eK", "33ad69f9-da99-4bed-acd0-3f24235cb296", "a b"] {
            assert_eq!(AppRoleAssignmentKey::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn made_guids_differ_and_repeat() {
        let guids: std::collections::BTreeSet<_> = (0..1000).map(|number| random_guid(7, number)).collect();
        assert_eq!(guids.len(), 1000);
        assert_eq!(random_guid(7, 3), random_guid(7, 3));
        assert_eq!(random_guid(7, 3).to_string().as_bytes()[14], b'4');
    }
}
