//! A configuration as a user types it into the page, checked field by field.

use super::deployment::{Config, Mode, Storage};
use super::error::Invalid;
use domain::ids::AppId;
use graph::registration::AccessMode;

/// What the fields contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedConfig {
    /// The tenant's ID or one of its domains.
    pub tenant: String,
    /// The client ID of the registration that users sign in with.
    pub client: String,
    /// The client ID of the registration for changes. It counts where `mode` has two registrations.
    pub operator: String,
    /// What was chosen. Without a choice nothing can be changed: the first change would have write permissions consented
    /// for the registration that reads, and every deployment that only reads with it would be refused from then on.
    pub mode: AccessMode,
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedField {
    /// [`TypedConfig::tenant`].
    Tenant,
    /// [`TypedConfig::client`].
    Client,
    /// [`TypedConfig::operator`].
    Operator,
}

impl TypedConfig {
    /// A configuration in fields.
    pub fn of(config: &Config) -> Self {
        let (mode, operator) = match config.mode {
            Mode::ReadOnly { .. } => (AccessMode::ReadOnly, String::new()),
            Mode::ReaderOperator { operator, .. } => (AccessMode::ReaderOperator, operator.to_string()),
            Mode::Single { .. } => (AccessMode::Single, String::new()),
        };
        Self { tenant: config.tenant.to_string(), client: config.mode.client().to_string(), operator, mode }
    }

    /// The configuration. A single registration's tokens live in memory.
    ///
    /// # Errors
    ///
    /// What is wrong with the first field that can't be used.
    pub fn config(&self) -> Result<Config, Invalid> {
        let tenant = self.tenant.trim().parse().map_err(Invalid::Tenant)?;
        let client = self.client_id()?;
        let mode = match self.mode {
            AccessMode::ReadOnly => Mode::ReadOnly { client },
            AccessMode::ReaderOperator => Mode::ReaderOperator { reader: client, operator: self.operator_id()? },
            AccessMode::Single => Mode::Single { client, storage: Storage::Memory },
        };
        Ok(Config { tenant, mode })
    }

    /// What is wrong with a field, an empty one included. A field that the mode doesn't use is never wrong.
    pub fn invalid(&self, field: TypedField) -> Option<Invalid> {
        match field {
            TypedField::Tenant => self.tenant.trim().parse::<super::tenant::TenantName>().err().map(Invalid::Tenant),
            TypedField::Client => self.client_id().err(),
            TypedField::Operator if self.mode == AccessMode::ReaderOperator => self.operator_id().err(),
            TypedField::Operator => None,
        }
    }

    fn client_id(&self) -> Result<AppId, Invalid> {
        self.client.trim().parse().map_err(|_| Invalid::ClientId)
    }

    fn operator_id(&self) -> Result<AppId, Invalid> {
        let operator = self.operator.trim().parse().map_err(|_| Invalid::OperatorClientId)?;
        if self.client_id() == Ok(operator) { Err(Invalid::OperatorIsReader) } else { Ok(operator) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::config::NotATenant;

    const A: &str = "00000000-0000-0000-0000-00000000000a";
    const B: &str = "00000000-0000-0000-0000-00000000000b";

    fn typed(tenant: &str, client: &str, operator: &str, mode: AccessMode) -> TypedConfig {
        TypedConfig { tenant: tenant.to_owned(), client: client.to_owned(), operator: operator.to_owned(), mode }
    }

    #[test]
    fn typed_ids_are_read_only_unless_another_mode_is_chosen() {
        let (a, b) = (A.parse().unwrap(), B.parse().unwrap());
        let without_choice =
            TypedConfig { tenant: "contoso.example".into(), client: A.into(), ..TypedConfig::default() };
        assert_eq!(without_choice.config().unwrap().mode, Mode::ReadOnly { client: a });
        for (mode, expected) in [
            (AccessMode::ReadOnly, Mode::ReadOnly { client: a }),
            (AccessMode::ReaderOperator, Mode::ReaderOperator { reader: a, operator: b }),
            (AccessMode::Single, Mode::Single { client: a, storage: Storage::Memory }),
        ] {
            let config = typed("contoso.example", A, B, mode).config().unwrap();
            assert_eq!(config.mode, expected);
            assert_eq!(TypedConfig::of(&config).config(), Ok(config));
        }
    }

    #[test]
    fn fields_are_trimmed_and_each_says_what_is_wrong_with_it() {
        let config = typed(" Contoso.Example ", &format!(" {A}\n"), "", AccessMode::ReadOnly).config().unwrap();
        assert_eq!(config.tenant.to_string(), "contoso.example");
        let wrong = typed("contoso", "x", A, AccessMode::ReaderOperator);
        assert_eq!(wrong.invalid(TypedField::Tenant), Some(Invalid::Tenant(NotATenant)));
        assert_eq!(wrong.invalid(TypedField::Client), Some(Invalid::ClientId));
        assert_eq!(wrong.invalid(TypedField::Operator), None);
        assert_eq!(wrong.config(), Err(Invalid::Tenant(NotATenant)));
    }

    #[test]
    fn second_registration_is_asked_for_where_it_is_used_and_is_another_one() {
        let two = |operator: &str| typed("contoso.example", A, operator, AccessMode::ReaderOperator);
        assert_eq!(two("").config(), Err(Invalid::OperatorClientId));
        assert_eq!(two(A).config(), Err(Invalid::OperatorIsReader));
        assert_eq!(two(A).invalid(TypedField::Operator), Some(Invalid::OperatorIsReader));
        assert_eq!(typed("contoso.example", A, A, AccessMode::ReadOnly).invalid(TypedField::Operator), None);
    }
}
