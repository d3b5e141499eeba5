//! Conditions under which a request needs other permissions than its path says.

use super::method::Method;
use serde_json::Value;

/// What a condition looks at. Names are compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// `$select` names a property outside this list.
    SelectOtherThan(Vec<String>),
    /// The request has no `$select`.
    NoSelect,
    /// One of the properties is in one of the query options.
    AnyOf(Vec<String>, Vec<String>),
    /// The body has properties, and only of this list.
    BodyOnly(Vec<String>),
    /// The body has one of the properties.
    Body(Vec<String>),
    /// `$expand` names one of the properties.
    Expand(Vec<String>),
    /// The least permissions or the accepted ones have one of this list.
    AcceptsAny(Vec<String>),
    /// Always.
    Always,
    /// Something that the code doesn't show, such as the kind of the target.
    Unseen(String),
}

/// What a condition changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Replaces the least permissions.
    pub least: Vec<Vec<String>>,
    /// Needed as well.
    pub adds: Vec<String>,
    /// Needed as well, for one property only.
    pub adds_optional: Vec<String>,
    /// Entra roles that the identity needs as well.
    pub roles: Vec<String>,
    /// Entra roles that are needed where the target has an administrator role.
    pub roles_for_admins: Vec<String>,
    /// Narrower alternatives with a second grant, and what that grant is.
    pub narrower: Vec<Vec<String>>,
    /// The second grant or the second way to limit access.
    pub second: String,
    /// A license that the tenant needs.
    pub license: String,
    /// The permission by kind of object.
    pub by_kind: Vec<(String, Vec<Vec<String>>)>,
    /// Only a signed-in user can do it.
    pub delegated_only: bool,
}

/// A condition of some paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Methods; none for all.
    methods: Vec<Method>,
    /// Templates; `*` at the end for everything below.
    paths: Vec<String>,
    /// What is looked at.
    pub when: When,
    /// What changes.
    pub effect: Effect,
    /// The page of Microsoft Learn.
    pub page: String,
    /// Whether the page was seen: `documented`, `documented, not seen here` or `inferred`.
    pub status: String,
}

impl Condition {
    /// Reads one line of the table.
    pub(super) fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let when = &value["when"];
        let effect = Effect {
            least: sets(&value["least"]),
            adds: strings(&value["adds"]),
            adds_optional: strings(&value["addsOptional"]),
            roles: strings(&value["role"]),
            roles_for_admins: strings(&value["roleForAdmins"]),
            narrower: sets(&value["narrower"]),
            second: ["second", "narrowerBy"].iter().find_map(|key| value[key].as_str()).unwrap_or_default().into(),
            license: value["licence"].as_str().unwrap_or_default().into(),
            by_kind: ["perType", "perEntity", "perMemberType"]
                .iter()
                .find_map(|key| kinds(&value[key]))
                .unwrap_or_default(),
            delegated_only: value["delegatedOnly"].as_bool().unwrap_or(false),
        };
        Some(Self {
            methods: strings(&value["m"]).iter().filter_map(|name| Method::from_name(name)).collect(),
            paths: strings(&value["p"]),
            when: read_when(when)?,
            effect,
            page: value["doc"].as_str()?.into(),
            status: value["status"].as_str()?.into(),
        })
    }

    /// Whether the condition is about this request.
    pub fn is_about(&self, method: Method, template: &str) -> bool {
        (self.methods.is_empty() || self.methods.contains(&method))
            && self.paths.iter().any(|path| match path.strip_suffix('*') {
                Some(start) => template.starts_with(start),
                None => path == template,
            })
    }
}

fn read_when(when: &Value) -> Option<When> {
    let map = when.as_object()?;
    let list = |key: &str| map.get(key).map(strings);
    Some(if let Some(names) = list("selectOtherThan") {
        When::SelectOtherThan(names)
    } else if map.contains_key("noSelect") {
        When::NoSelect
    } else if let Some(names) = list("anyOf") {
        When::AnyOf(names, list("in").unwrap_or_default())
    } else if let Some(names) = list("bodyOnly") {
        When::BodyOnly(names)
    } else if let Some(names) = list("body") {
        When::Body(names)
    } else if let Some(names) = list("expand") {
        When::Expand(names)
    } else if let Some(names) = list("acceptsAny") {
        When::AcceptsAny(names)
    } else if map.is_empty() {
        When::Always
    } else {
        let (key, value) = map.iter().next()?;
        When::Unseen(match value.as_str() {
            Some(text) => format!("{key} {text}"),
            None => key.clone(),
        })
    })
}

fn strings(value: &Value) -> Vec<String> {
    let texts = |items: &Vec<Value>| items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    value.as_array().map(texts).unwrap_or_default()
}

fn sets(value: &Value) -> Vec<Vec<String>> {
    value.as_array().map(|items| items.iter().map(strings).collect()).unwrap_or_default()
}

fn kinds(value: &Value) -> Option<Vec<(String, Vec<Vec<String>>)>> {
    let kind = |(name, needed): (&String, &Value)| {
        let sets = needed.as_str().map_or_else(|| sets(needed), |one| vec![vec![one.to_owned()]]);
        (name.clone(), sets)
    };
    Some(value.as_object()?.iter().map(kind).collect())
}
