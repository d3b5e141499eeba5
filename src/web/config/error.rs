//! What is wrong with a `config.json`.

use super::tenant::NotATenant;
use domain::cloud::Cloud;

/// Why a `config.json` cannot be used. The host of the page can fix each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The file could not be fetched: try again, or look at the host.
    Unreachable,
    /// The file is not what it should be: mend it.
    Invalid(Invalid),
}

/// What is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// The text is meant as JSON but is none, or has a field that is missing, unknown, double or of the wrong type.
    /// The text is the reader's own, with line and column.
    Json(String),
    /// `tenant` names no tenant.
    Tenant(NotATenant),
    /// `clientId` is not an application id.
    ClientId,
    /// `operatorClientId` is not an application id.
    OperatorClientId,
    /// `mode` is `reader-operator` and `operatorClientId` is missing.
    OperatorMissing,
    /// There is an `operatorClientId`, but `mode` is not `reader-operator`.
    OperatorUnused,
    /// `operatorClientId` and `clientId` are the same registration, whose tokens could then always write.
    OperatorIsReader,
    /// `storage` is set, but `mode` is not `single`: the other modes leave no choice.
    StorageUnused,
    /// `cloud` is no cloud that is known; the text is what it says.
    CloudUnknown(String),
    /// `cloud` is another one than that of this build, which can reach its own only.
    CloudOfAnotherBuild(Cloud),
}
