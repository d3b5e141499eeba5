//! `config.json`: its text read strictly, and written.
//!
//! ```json
//! { "tenant": "contoso.example", "clientId": "…", "mode": "reader-operator", "operatorClientId": "…" }
//! ```
//!
//! An unknown field is an error and not ignored: a host that writes `"mod": "read-only"` must not get a deployment that
//! can write.

use serde::Serialize;

use super::deployment::{Config, Mode, Storage};
use super::error::Invalid;
use domain::cloud::Cloud;
use domain::ids::AppId;
use domain::json_reader::{Json, JsonError, JsonReader};

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
        Mode::Single { storage, .. } => ("single", Some(storage), None),
        Mode::ReaderOperator { operator, .. } => ("reader-operator", None, Some(operator)),
        Mode::ReadOnly { .. } => ("read-only", None, None),
    };
    let file = File {
        tenant: config.tenant.to_string(),
        client_id: config.mode.client().to_string(),
        cloud: Cloud::OF_THIS_BUILD.name(),
        mode,
        operator_client_id: operator.map(|id: AppId| id.to_string()),
        storage: storage.map(|storage| match storage {
            Storage::Memory => "memory",
            Storage::Session => "session",
        }),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// What is written. The reader is apart, because it is needed at each visit and the writer is not.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    tenant: String,
    client_id: String,
    cloud: &'static str,
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage: Option<&'static str>,
}

/// The names of the modes.
const MODES: [&str; 3] = ["single", "reader-operator", "read-only"];
/// The names of the storages.
const STORAGES: [&str; 2] = ["memory", "session"];
/// The fields. The first three have to be there.
const FIELDS: [&str; 6] = ["tenant", "clientId", "mode", "cloud", "operatorClientId", "storage"];
const REQUIRED: usize = 3;

#[derive(Clone, Copy)]
enum ModeName {
    Single,
    ReaderOperator,
    ReadOnly,
}

/// The texts of the fields, of which mode and storage are known words.
fn fields(text: &str) -> Result<[Option<String>; FIELDS.len()], JsonError> {
    let mut found: [Option<Option<String>>; FIELDS.len()] = Default::default();
    let mut reader = JsonReader::new(text);
    reader.object(&mut |reader, name| {
        let at = FIELDS.iter().position(|field| *field == name);
        let at = at.ok_or_else(|| reader.error(unknown("field", &name, &FIELDS)))?;
        if found[at].is_some() {
            return Err(reader.error(format!("duplicate field `{name}`")));
        }
        let value = match reader.value()? {
            Json::Text(text) => Some(text),
            Json::Null if at >= REQUIRED => None,
            _ => return Err(reader.error(format!("invalid type of `{name}`, expected a string"))),
        };
        let words: &[&str] = match FIELDS[at] {
            "mode" => &MODES,
            "storage" => &STORAGES,
            _ => &[],
        };
        if let Some(word) = &value
            && !words.is_empty()
            && !words.contains(&word.as_str())
        {
            return Err(reader.error(unknown(&name, word, words)));
        }
        found[at] = Some(value);
        Ok(())
    })?;
    reader.end()?;
    match FIELDS[..REQUIRED].iter().zip(&found).find(|(_, value)| value.is_none()) {
        Some((name, _)) => Err(reader.error(format!("missing field `{name}`"))),
        None => Ok(found.map(Option::flatten)),
    }
}

fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    format!("unknown {what} `{word}`, expected one of `{}`", known.join("`, `"))
}

fn read(text: &str) -> Result<Config, Invalid> {
    let [tenant, client, mode_name, cloud, operator, storage] =
        fields(text).map_err(|error| Invalid::Json(error.to_string()))?;
    check_cloud(cloud.as_deref())?;
    let tenant = tenant.unwrap_or_default().parse().map_err(Invalid::Tenant)?;
    let client = client.unwrap_or_default().parse().map_err(|_| Invalid::ClientId)?;
    let operator = match operator {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Invalid::OperatorClientId)?),
    };
    let name = match mode_name.as_deref() {
        Some("single") => ModeName::Single,
        Some("reader-operator") => ModeName::ReaderOperator,
        _ => ModeName::ReadOnly,
    };
    let storage = storage.map(|word| if word == "session" { Storage::Session } else { Storage::Memory });
    Ok(Config { tenant, mode: mode(name, client, operator, storage)? })
}

fn check_cloud(name: Option<&str>) -> Result<(), Invalid> {
    let Some(name) = name else { return Ok(()) };
    match Cloud::named(name) {
        None => Err(Invalid::CloudUnknown(name.to_owned())),
        Some(cloud) if cloud != Cloud::OF_THIS_BUILD => Err(Invalid::CloudOfAnotherBuild(cloud)),
        Some(_) => Ok(()),
    }
}

fn mode(name: ModeName, client: AppId, operator: Option<AppId>, storage: Option<Storage>) -> Result<Mode, Invalid> {
    match (name, operator, storage) {
        (ModeName::Single, None, storage) => Ok(Mode::Single { client, storage: storage.unwrap_or(Storage::Memory) }),
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
    use crate::web::config::tenant::NotATenant;

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
