//! What was understood of a text, as JSON for automation.

use serde::Serialize;

use super::outcome::{PastedText, TextSkipReason};
use crate::ids::AppId;
use crate::sorted_map::SortedMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TextAnswer<'a> {
    grant: SortedMap<AppId, Vec<&'a str>>,
    directory_roles: Vec<&'a str>,
    delegated: &'a [String],
    questions: Vec<WrittenQuestion<'a>>,
    left_out: Vec<WrittenLeftOut<'a>>,
}

#[derive(Serialize)]
struct WrittenQuestion<'a> {
    value: &'a str,
    apis: &'a [AppId],
}

#[derive(Serialize)]
struct WrittenLeftOut<'a> {
    text: &'a str,
    why: String,
}

/// The JSON; `why` says a reason in words.
pub fn to_json(read: &PastedText, why: impl Fn(TextSkipReason) -> String) -> String {
    let mut grant: SortedMap<AppId, Vec<&str>> = SortedMap::new();
    for role in &read.app_roles {
        grant.entry(role.api).or_default().push(&role.value);
    }
    let written = TextAnswer {
        grant,
        directory_roles: read.directory_roles.iter().map(|role| role.name).collect(),
        delegated: &read.delegated,
        questions: read.questions.iter().map(|it| WrittenQuestion { value: &it.value, apis: &it.apis }).collect(),
        left_out: read.left_out.iter().map(|it| WrittenLeftOut { text: &it.text, why: why(it.why) }).collect(),
    };
    serde_json::to_string_pretty(&written).unwrap_or_default()
}
