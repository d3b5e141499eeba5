//! App registrations, as far as signing in depends on them.

use domain::ids::AppId;

use super::resource::Resource;

/// An application that people may sign in to.
///
/// <https://learn.microsoft.com/graph/api/resources/application>
#[derive(Clone, Debug)]
pub struct Registration {
    /// The application id, which requests call `client_id`.
    pub client: AppId,
    /// The name that the consent page shows.
    pub display_name: String,
    /// Where answers may go, exactly as registered.
    pub redirect_uris: Vec<RedirectUri>,
    /// The scopes that the registration lists; an administrator's consent at `/adminconsent` is to these.
    pub listed: Vec<(Resource, String)>,
    /// Whether the id token tells the user's directory roles: `groupMembershipClaims` of the manifest.
    pub tells_roles: bool,
}

/// A reply address and the platform that it was registered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectUri {
    /// A single-page application: codes are redeemed from the browser, across origins, with PKCE.
    Spa(String),
    /// A web server: a browser that redeems a code for it is refused. A frequent mistake of a registration.
    Web(String),
}

impl RedirectUri {
    /// The address.
    pub fn uri(&self) -> &str {
        match self {
            Self::Spa(uri) | Self::Web(uri) => uri,
        }
    }
}

impl Registration {
    /// Addresses are compared byte for byte: no wildcard, no trailing slash forgiven.
    pub(super) fn redirect_uri(&self, uri: &str) -> Option<&RedirectUri> {
        self.redirect_uris.iter().find(|registered| registered.uri() == uri)
    }

    /// Whether a page of this origin may redeem codes and refresh tokens.
    pub(super) fn is_spa_of(&self, origin: &str) -> bool {
        self.redirect_uris.iter().any(|registered| match registered {
            RedirectUri::Spa(uri) => origin_of(uri) == origin,
            RedirectUri::Web(_) => false,
        })
    }
}

/// Scheme, host and port of an absolute address.
fn origin_of(uri: &str) -> &str {
    let after_scheme = uri.find("://").map_or(0, |at| at + 3);
    let end = uri[after_scheme..].find('/').map_or(uri.len(), |at| after_scheme + at);
    &uri[..end]
}
