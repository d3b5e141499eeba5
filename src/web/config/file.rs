//! `config.json`: its text read strictly, and written.
//!
//! ```json
//! { "tenant": "contoso.example", "clientId": "…", "mode": "reader-operator", "operatorClientId": "…" }
//! ```
//!
//! An unknown field is an error and not ignored: a host that writes `"mod": "read-only"` must not get a deployment that
//! can write.

use serde::{Deserialize, Serialize};

use super::{Config, Mode, NotATenant, Storage};
use crate::domain::ids::AppId;
use crate::web::cloud::Cloud;

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

/// Reads the text of a `config.json`. `None` where the text is not meant as one: a host may answer a missing
/// file with a page of its own.
pub fn from_file(text: &str) -> Option<Result<Config, Invalid>> {
    // Some editors put a byte order mark before the text; it is not a part of it.
    let text = text.trim_start_matches('\u{feff}').trim();
    text.starts_with('{').then(|| read(text))
}

/// Writes a configuration as the text of a `config.json`.
pub fn to_file(config: &Config) -> String {
    let (mode, storage, operator) = match config.mode {
        Mode::Single { storage, .. } => (ModeName::Single, Some(storage), None),
        Mode::ReaderOperator { operator, .. } => (ModeName::ReaderOperator, None, Some(operator)),
        Mode::ReadOnly { .. } => (ModeName::ReadOnly, None, None),
    };
    let file = File {
        tenant: config.tenant.to_string(),
        client_id: config.mode.client().to_string(),
        cloud: Some(Cloud::OF_THIS_BUILD.name().to_owned()),
        mode,
        operator_client_id: operator.map(|id: AppId| id.to_string()),
        storage: storage.map(|storage| match storage {
            Storage::Memory => StorageName::Memory,
            Storage::Session => StorageName::Session,
        }),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    tenant: String,
    client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud: Option<String>,
    mode: ModeName,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage: Option<StorageName>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ModeName {
    Single,
    ReaderOperator,
    ReadOnly,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StorageName {
    Memory,
    Session,
}

fn read(text: &str) -> Result<Config, Invalid> {
    let file: File = serde_json::from_str(text).map_err(|error| Invalid::Json(error.to_string()))?;
    check_cloud(file.cloud.as_deref())?;
    let tenant = file.tenant.parse().map_err(Invalid::Tenant)?;
    let client = file.client_id.parse().map_err(|_| Invalid::ClientId)?;
    let operator = match file.operator_client_id.as_deref() {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Invalid::OperatorClientId)?),
    };
    Ok(Config { tenant, mode: mode(file.mode, client, operator, file.storage)? })
}

fn check_cloud(name: Option<&str>) -> Result<(), Invalid> {
    let Some(name) = name else { return Ok(()) };
    match Cloud::named(name) {
        None => Err(Invalid::CloudUnknown(name.to_owned())),
        Some(cloud) if cloud != Cloud::OF_THIS_BUILD => Err(Invalid::CloudOfAnotherBuild(cloud)),
        Some(_) => Ok(()),
    }
}

fn mode(name: ModeName, client: AppId, operator: Option<AppId>, storage: Option<StorageName>) -> Result<Mode, Invalid> {
    match (name, operator, storage) {
        (ModeName::Single, None, Some(StorageName::Session)) => Ok(Mode::Single { client, storage: Storage::Session }),
        (ModeName::Single, None, _) => Ok(Mode::Single { client, storage: Storage::Memory }),
        (_, _, Some(_)) => Err(Invalid::StorageUnused),
        (ModeName::ReaderOperator, None, _) => Err(Invalid::OperatorMissing),
        (ModeName::ReaderOperator, Some(operator), _) if operator == client => Err(Invalid::OperatorIsReader),
        (ModeName::ReaderOperator, Some(operator), _) => Ok(Mode::ReaderOperator { reader: client, operator }),
        (ModeName::ReadOnly, None, _) => Ok(Mode::ReadOnly { client }),
        (ModeName::Single | ModeName::ReadOnly, Some(_), _) => Err(Invalid::OperatorUnused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: &str = "00000000-0000-0000-0000-00000000000a";
    const OPERATOR: &str = "00000000-0000-0000-0000-00000000000b";

    fn file(rest: &str) -> String {
        format!(r#"{{"tenant":"contoso.example","clientId":"{READER}",{rest}}}"#)
    }

    fn check(rest: &str, expected: Result<Mode, Invalid>) {
        assert_eq!(from_file(&file(rest)).unwrap().map(|config| config.mode), expected, "{rest}");
    }

    #[test]
    fn each_mode_is_read() {
        let (client, operator) = (READER.parse().unwrap(), OPERATOR.parse().unwrap());
        check(r#""mode":"single""#, Ok(Mode::Single { client, storage: Storage::Memory }));
        check(r#""mode":"single","storage":"memory""#, Ok(Mode::Single { client, storage: Storage::Memory }));
        check(r#""mode":"single","storage":"session""#, Ok(Mode::Single { client, storage: Storage::Session }));
        check(r#""mode":"read-only","cloud":"public""#, Ok(Mode::ReadOnly { client }));
        let both = format!(r#""mode":"reader-operator","operatorClientId":"{OPERATOR}""#);
        check(&both, Ok(Mode::ReaderOperator { reader: client, operator }));
    }

    #[test]
    fn fields_that_do_not_fit_together_are_refused() {
        let with_operator = |mode: &str, id: &str| format!(r#""mode":"{mode}","operatorClientId":"{id}""#);
        check(r#""mode":"reader-operator""#, Err(Invalid::OperatorMissing));
        check(&with_operator("reader-operator", READER), Err(Invalid::OperatorIsReader));
        check(&with_operator("reader-operator", "x"), Err(Invalid::OperatorClientId));
        check(&with_operator("single", OPERATOR), Err(Invalid::OperatorUnused));
        check(&with_operator("read-only", OPERATOR), Err(Invalid::OperatorUnused));
        check(r#""mode":"read-only","storage":"session""#, Err(Invalid::StorageUnused));
        check(r#""mode":"single","cloud":"china""#, Err(Invalid::CloudOfAnotherBuild(Cloud::China)));
        check(r#""mode":"single","cloud":"moon""#, Err(Invalid::CloudUnknown("moon".to_owned())));
    }

    #[test]
    fn a_mistake_in_the_file_is_an_error_with_its_place() {
        for text in [
            "{",
            r#"{"tenant":"contoso.example"}"#,
            &file(r#""mode":"everything""#),
            &file(r#""mod":"read-only""#),
            &file(r#""mode":"single","authority":"https://evil.example""#),
            &file(r#""mode":"read-only","mode":"single""#),
            &file(r#""mode":"single",}"#),
        ] {
            match from_file(text) {
                Some(Err(Invalid::Json(why))) => assert!(why.contains("line 1 column"), "{why}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        let wrong_client = r#"{"tenant":"contoso.example","clientId":"contoso","mode":"single"}"#;
        assert_eq!(from_file(wrong_client), Some(Err(Invalid::ClientId)));
        let wrong_tenant = format!(r#"{{"tenant":"a/b","clientId":"{READER}","mode":"single"}}"#);
        assert_eq!(from_file(&wrong_tenant), Some(Err(Invalid::Tenant(NotATenant))));
    }

    #[test]
    fn a_page_in_place_of_the_file_counts_as_none() {
        for text in ["", " \n", "<!doctype html><html></html>", "Not found", "\u{feff}<html>"] {
            assert_eq!(from_file(text), None, "{text:?}");
        }
        assert!(from_file(&format!("\u{feff}\n{}", file(r#""mode":"single""#))).is_some_and(|read| read.is_ok()));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (client, operator) = (READER.parse().unwrap(), OPERATOR.parse().unwrap());
        for mode in [
            Mode::Single { client, storage: Storage::Memory },
            Mode::Single { client, storage: Storage::Session },
            Mode::ReaderOperator { reader: client, operator },
            Mode::ReadOnly { client },
        ] {
            let config = Config { tenant: "organizations".parse().unwrap(), mode };
            assert_eq!(from_file(&to_file(&config)), Some(Ok(config)));
        }
    }
}
