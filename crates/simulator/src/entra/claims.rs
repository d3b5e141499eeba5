//! The `claims` parameter: what a client was told to ask for.
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use domain::sorted_set::SortedSet;

use serde_json::{Value, json};

use super::refusal::SignInRefusal;

/// What the request wants its access token to say. What it wants of the id token is given anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AskedClaims {
    /// What the user has to have proven: authentication contexts (`acrs`), and how they signed in (`amr`: `mfa`).
    pub contexts: SortedSet<String>,
}

impl AskedClaims {
    /// Reads the parameter, which MSAL sends with every request.
    ///
    /// # Errors
    ///
    /// Where it is not a JSON object, as when a client passes a challenge's base64 on without decoding it.
    pub fn read(text: Option<&str>) -> Result<Self, SignInRefusal> {
        let Some(text) = text else { return Ok(Self::default()) };
        let value: Value = serde_json::from_str(text).map_err(|_| SignInRefusal::malformed_claims())?;
        if !value.is_object() {
            return Err(SignInRefusal::malformed_claims());
        }
        let mut contexts = SortedSet::new();
        for claim in ["acrs", "amr"] {
            let asked = &value["access_token"][claim];
            let several = asked["values"].as_array().into_iter().flatten();
            contexts.extend(several.chain(asked.get("value")).filter_map(|one| one.as_str().map(str::to_owned)));
        }
        Ok(Self { contexts })
    }
}

/// The claims that ask for authentication contexts, as a challenge carries them.
pub(super) fn asking_for<'a>(contexts: impl IntoIterator<Item = &'a String>) -> String {
    let values: Vec<&String> = contexts.into_iter().collect();
    let acrs = match values.as_slice() {
        [one] => json!({ "essential": true, "value": one }),
        several => json!({ "essential": true, "values": several }),
    };
    json!({ "access_token": { "acrs": acrs } }).to_string()
}
