//! What a deployment says about itself: the tenant and the app registrations people sign in with.
//!
//! It comes from `config.json` beside the page, or is typed in by a user and kept for the tab. It contains nothing
//! secret. It cannot name a host: those are the build's ([`Cloud`]).

mod file;
mod tenant;

pub use file::{ConfigError, Invalid, from_file, to_file};
pub use tenant::{NotATenant, TenantName};

use domain::ids::AppId;
use graph::transport::Authority;

/// The tenant and the registrations of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Who may sign in.
    pub tenant: TenantName,
    /// The app registrations, and with them the form of the sign-in.
    pub mode: Mode,
}

/// Which app registrations there are and what their tokens can do.
///
/// Entra puts every scope ever consented into each token of a registration, whatever was asked for. So reading and
/// writing are distinguished by registration or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// One registration for all: each of its tokens counts as one that can write.
    Single {
        /// The registration.
        client: AppId,
        /// Where its tokens live.
        storage: Storage,
    },
    /// One registration that only reads, and another for changes.
    ReaderOperator {
        /// The registration that reads.
        reader: AppId,
        /// The registration whose token exists only while a reviewed plan is applied.
        operator: AppId,
    },
    /// One registration that only reads, and no changes. A token that can write is dropped.
    ReadOnly {
        /// The registration.
        client: AppId,
    },
}

/// Where the tokens of a single registration live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// In memory only; a reload ends the session. Sign-in is by popup.
    Memory,
    /// In the tab's session storage, where script of the page's origin can read them. Sign-in is by redirect.
    /// With tokens that can write this weakens the deployment, and the page says so.
    Session,
}

/// How a user signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInForm {
    /// The page leaves for Microsoft's and comes back to the address it left.
    Redirect,
    /// Microsoft's page opens in a window of its own.
    Popup,
}

impl Config {
    /// A configuration as a user types it on the welcome page: one registration, its tokens in memory.
    pub fn typed(tenant: &str, client: &str) -> Result<Self, Invalid> {
        let tenant = tenant.trim().parse().map_err(Invalid::Tenant)?;
        let client = client.trim().parse().map_err(|_| Invalid::ClientId)?;
        Ok(Self { tenant, mode: Mode::Single { client, storage: Storage::Memory } })
    }
}

impl Mode {
    /// The registration that people sign in with.
    pub fn client(self) -> AppId {
        match self {
            Self::Single { client, .. } | Self::ReadOnly { client } => client,
            Self::ReaderOperator { reader, .. } => reader,
        }
    }

    /// The registration whose token goes out with requests of this kind.
    pub fn registration(self, authority: Authority) -> AppId {
        match (self, authority) {
            (Self::ReaderOperator { operator, .. }, Authority::Change) => operator,
            _ => self.client(),
        }
    }

    /// Whether every token of the sign-in must be one that can only read.
    pub fn reads_only(self) -> bool {
        !matches!(self, Self::Single { .. })
    }

    /// Where the tokens of the sign-in live. A token that can only read may outlive a reload.
    pub fn storage(self) -> Storage {
        match self {
            Self::Single { storage, .. } => storage,
            Self::ReaderOperator { .. } | Self::ReadOnly { .. } => Storage::Session,
        }
    }

    /// How people sign in. A redirect loses what is in memory, so it goes with session storage.
    pub fn form(self) -> SignInForm {
        match self.storage() {
            Storage::Memory => SignInForm::Popup,
            Storage::Session => SignInForm::Redirect,
        }
    }

    /// Whether tokens that can write are in session storage.
    pub fn is_weakened(self) -> bool {
        matches!(self, Self::Single { storage: Storage::Session, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: AppId = AppId::known("00000000-0000-0000-0000-00000000000a");
    const B: AppId = AppId::known("00000000-0000-0000-0000-00000000000b");

    #[test]
    fn a_token_that_can_write_lies_in_storage_only_where_the_deployment_chose_it() {
        let modes = [
            (Mode::Single { client: A, storage: Storage::Memory }, SignInForm::Popup, false),
            (Mode::Single { client: A, storage: Storage::Session }, SignInForm::Redirect, true),
            (Mode::ReaderOperator { reader: A, operator: B }, SignInForm::Redirect, false),
            (Mode::ReadOnly { client: A }, SignInForm::Redirect, false),
        ];
        for (mode, form, weakened) in modes {
            assert_eq!((mode.form(), mode.is_weakened()), (form, weakened), "{mode:?}");
            assert_eq!(mode.storage() == Storage::Session, mode.reads_only() || weakened, "{mode:?}");
            assert_eq!((mode.client(), mode.registration(Authority::Read)), (A, A));
            let operator = if matches!(mode, Mode::ReaderOperator { .. }) { B } else { A };
            assert_eq!(mode.registration(Authority::Change), operator);
        }
    }

    #[test]
    fn what_a_person_types_is_trimmed_and_checked() {
        let typed = Config::typed(" Contoso.Example ", " 00000000-0000-0000-0000-00000000000a\n").unwrap();
        assert_eq!(typed.tenant.to_string(), "contoso.example");
        assert_eq!(typed.mode, Mode::Single { client: A, storage: Storage::Memory });
        assert_eq!(Config::typed("contoso.example", "contoso"), Err(Invalid::ClientId));
        assert_eq!(Config::typed("", "00000000-0000-0000-0000-00000000000a"), Err(Invalid::Tenant(NotATenant)));
    }
}
