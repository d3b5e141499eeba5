//! The 128-bit ids of the directory.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A GUID, written as Microsoft Graph writes it: lower case, hyphenated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid([u8; 16]);

/// The text is not a GUID of 32 hexadecimal digits in the groups 8-4-4-4-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAGuid;

impl fmt::Display for NotAGuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a GUID")
    }
}

impl std::error::Error for NotAGuid {}

impl Guid {
    /// The GUID of zeros, which Microsoft Graph uses as the id of "default access".
    pub const ZERO: Self = Self([0; 16]);

    /// A GUID from its bytes, in the order in which they are written.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, in the order in which they are written.
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads a GUID at compile time, for the tables of known ids.
    ///
    /// # Panics
    ///
    /// Where the text is not a GUID, which for a table fails the build.
    pub const fn known(text: &str) -> Self {
        match Self::read(text.as_bytes()) {
            Some(guid) => guid,
            None => panic!("a known id is not a GUID"),
        }
    }

    /// Reads a GUID with or without hyphens, as people have it in scripts and in the portals of other services.
    pub fn from_digits(text: &str) -> Option<Self> {
        if let Ok(id) = text.parse() {
            return Some(id);
        }
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let groups = [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]];
        groups.join("-").parse().ok()
    }

    const fn read(text: &[u8]) -> Option<Self> {
        if text.len() != 36 {
            return None;
        }
        let mut bytes = [0u8; 16];
        let (mut at, mut digit) = (0, 0);
        while at < 36 {
            let c = text[at];
            if matches!(at, 8 | 13 | 18 | 23) {
                if c != b'-' {
                    return None;
                }
            } else {
                let value = match c {
                    b'0'..=b'9' => c - b'0',
                    b'a'..=b'f' => c - b'a' + 10,
                    b'A'..=b'F' => c - b'A' + 10,
                    _ => return None,
                };
                bytes[digit / 2] = bytes[digit / 2] << 4 | value;
                digit += 1;
            }
            at += 1;
        }
        Some(Self(bytes))
    }
}

impl FromStr for Guid {
    type Err = NotAGuid;

    fn from_str(text: &str) -> Result<Self, NotAGuid> {
        Self::read(text.as_bytes()).ok_or(NotAGuid)
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Guid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Guid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Guid;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GUID")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Guid, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_read_in_any_case_and_written_in_lower_case() {
        let guid: Guid = "741F803B-c850-494e-B5DF-cde7c675a1ca".parse().unwrap();
        assert_eq!(guid.to_string(), "741f803b-c850-494e-b5df-cde7c675a1ca");
        assert_eq!(guid, Guid::known("741f803b-c850-494e-b5df-cde7c675a1ca"));
    }

    #[test]
    fn what_is_not_a_guid_is_refused() {
        for text in [
            "",
            "741f803b",
            "741f803bc850494eb5dfcde7c675a1ca",
            "{741f803b-c850-494e-b5df-cde7c675a1ca}",
            "741f803b-c850-494e-b5df-cde7c675a1cg",
            "741f803b-c850-494e-b5df-cde7c675a1ca ",
            "741f803b+c850-494e-b5df-cde7c675a1ca",
        ] {
            assert_eq!(text.parse::<Guid>(), Err(NotAGuid), "{text:?}");
        }
    }
}
