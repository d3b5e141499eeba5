//! The deployment that the page believes to be: its `config.json` and the app registrations behind it.

use bestow::web::config::{Config, Mode, Storage, TenantName, to_file};
use domain::ids::{AppId, TenantId};
use domain::scope::Scope;
use simulator::entra::{RedirectUri, Registration, Resource};

use super::hosts;

/// The registration that reads, or does everything.
pub const READER: AppId = AppId::known("4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c01");
/// The registration that changes.
pub const OPERATOR: AppId = AppId::known("4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c02");

/// The forms that a deployment can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deployment {
    /// No configuration: the host answers with an error.
    None,
    /// One registration that reads, another that changes.
    ReaderOperator,
    /// The same, with the tenant named by its id.
    ReaderOperatorById,
    /// One registration for all, whose tokens live in memory.
    Single,
    /// One registration for all, whose tokens live in the tab's storage.
    SingleInSession,
    /// Tokens that can change something are dropped.
    ReadOnly,
}

impl Deployment {
    /// The names of the forms.
    pub const NAMES: [&'static str; 6] =
        ["none", "reader-operator", "reader-operator-by-id", "single", "single-in-session", "read-only"];

    /// The form with a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "reader-operator" => Some(Self::ReaderOperator),
            "reader-operator-by-id" => Some(Self::ReaderOperatorById),
            "single" => Some(Self::Single),
            "single-in-session" => Some(Self::SingleInSession),
            "read-only" => Some(Self::ReadOnly),
            _ => None,
        }
    }

    /// The text of `config.json`, where there is one.
    pub fn config(self, id: TenantId, domain: &TenantName) -> Option<String> {
        let mode = match self {
            Self::None => return None,
            Self::ReaderOperator | Self::ReaderOperatorById => {
                Mode::ReaderOperator { reader: READER, operator: OPERATOR }
            }
            Self::Single => Mode::Single { client: READER, storage: Storage::Memory },
            Self::SingleInSession => Mode::Single { client: READER, storage: Storage::Session },
            Self::ReadOnly => Mode::ReadOnly { client: READER },
        };
        let tenant = if self == Self::ReaderOperatorById { TenantName::Id(id) } else { domain.clone() };
        Some(to_file(&Config { tenant, mode }))
    }
}

/// Where the sign-in returns to.
pub fn redirect_address() -> String {
    format!("{}redirect.html", hosts::PAGE)
}

/// Both registrations, as the page's own commands register them.
pub fn registrations() -> Vec<Registration> {
    let listed = |writes: bool| {
        let scopes = Scope::ALL.iter().filter(|scope| (writes || !scope.writes()) && !scope.is_optional());
        scopes.map(|scope| (Resource::Graph, scope.value().to_owned())).collect()
    };
    let registration = |client, display_name: &str, writes| Registration {
        client,
        display_name: display_name.to_owned(),
        redirect_uris: vec![RedirectUri::Spa(redirect_address())],
        listed: listed(writes),
        tells_roles: true,
    };
    vec![registration(READER, "Bestow", false), registration(OPERATOR, "Bestow operator", true)]
}
