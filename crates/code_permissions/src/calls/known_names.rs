//! Names of fields and variables whose value is known in every script: the address of the next page and of tokens.

/// The address of a token endpoint, which needs no permission.
pub(super) const TOKEN_ENDPOINT: &str = "http://169.254.169.254/";

/// Whether a name is that of the address of the next page.
pub(super) fn is_next_page(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("nextlink")
        || lower.contains("next_link")
        || lower.contains("deltalink")
        || lower.contains("delta_link")
}

/// Whether a name is that of the address that hands out tokens to a managed identity.
pub(super) fn is_token_endpoint(name: &str) -> bool {
    matches!(name.to_ascii_uppercase().as_str(), "IDENTITY_ENDPOINT" | "MSI_ENDPOINT" | "IMDS_ENDPOINT")
}
