//! The types of resources that can have a managed identity, and how the identity of each is changed.
//!
//! One type on a line: type, versions of its API, the values of `identity.type`, what a PATCH does with the map of
//! user-assigned identities, how a change of identities is answered, where its state is shown, and marks.
//!
//! - The map: `merge` adds what it names and removes what is null; `replace` leaves only what it names; `undocumented` is
//!   one of both; `one` replaces the only identity that there can be; `none` ignores `identity`; a type with `read` is
//!   only read here.
//! - The answer: 200 with the resource; 201 with the resource as it was while an operation goes on; 202 without a body
//!   while an operation goes on.
//! - The state: `*` is `provisioningState`, with the word for a running operation where that isn't `Updating`;
//!   `name=value` is a property that is always the same.
//! - Marks: `capitals` writes `PrincipalId` and `ClientId` in the map, `AutomationAccounts` in the type, and
//!   the region's display name; `none` writes the type `None` where there is no
//!   identity; `etag` has ETags; `put` also takes the whole resource.
//!
//! Made from Azure/azure-rest-api-specs as kairu-ms/azure-rest-api-specs `main` @3b030558 has it (MIT),
//! Azure/bicep-types-az @1f896de2 (MIT; the newest versions), Azure CLI 2.91.0 (MIT), and from
//! <https://learn.microsoft.com/azure/automation/add-user-assigned-identity>. Where these don't say what a type does, its
//! line has the less favorable answer.

const TABLE: &str = include_str!("resource-types.txt");

/// What a PATCH does with the map of user-assigned identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MapRule {
    Merge,
    Replace,
    Undocumented,
    One,
    /// `identity` is ignored.
    Ignored,
    /// The type is only read here.
    ReadOnly,
}

/// How a change of identities is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It is done.
    Done,
    /// An operation is running: 201 with the resource.
    Created,
    /// An operation is running: 202 without a body.
    Accepted,
}

/// A type of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ResourceType {
    pub name: &'static str,
    versions: &'static str,
    kinds: &'static str,
    pub rule: MapRule,
    pub progress: Progress,
    state: &'static str,
    marks: &'static str,
}

/// The type of this name, in any case.
pub(super) fn find(name: &str) -> Option<ResourceType> {
    TABLE.lines().filter_map(read).find(|it| it.name.eq_ignore_ascii_case(name))
}

fn read(line: &'static str) -> Option<ResourceType> {
    let mut parts = line.split('|');
    let (name, versions, kinds) = (parts.next()?, parts.next()?, parts.next()?);
    let rule = match parts.next()? {
        "merge" => MapRule::Merge,
        "replace" => MapRule::Replace,
        "undocumented" => MapRule::Undocumented,
        "one" => MapRule::One,
        "none" => MapRule::Ignored,
        "read" => MapRule::ReadOnly,
        _ => return None,
    };
    let progress = match parts.next()? {
        "200" => Progress::Done,
        "201" => Progress::Created,
        "202" => Progress::Accepted,
        _ => return None,
    };
    let (state, marks) = (parts.next()?, parts.next()?);
    Some(ResourceType { name, versions, kinds, rule, progress, state, marks })
}

impl ResourceType {
    /// The versions of its API, the newest first.
    pub(super) fn versions(&self) -> Vec<&'static str> {
        self.versions.split(',').collect()
    }

    /// The provider: what is before the first slash of the type.
    pub(super) fn provider(&self) -> &'static str {
        self.name.split('/').next().unwrap_or_default()
    }

    pub(super) fn has_mark(&self, mark: &str) -> bool {
        self.marks.split(',').any(|it| it == mark)
    }

    /// The value of `identity.type` for these kinds; nothing, where the type can't have them together.
    pub(super) fn kind(&self, is_system_assigned: bool, is_user_assigned: bool) -> Option<&'static str> {
        self.kinds.split(';').find(|it| kinds_of(it) == Some((is_system_assigned, is_user_assigned)))
    }

    /// The name of the property that shows the state, and its value.
    pub(super) fn state(&self, is_running: bool, has_failed: bool) -> Option<(&'static str, &'static str)> {
        match self.state.split_once('=') {
            None if self.state == "*" => Some(("Updating", "provisioningState")),
            None => return None,
            Some(("*", running)) => Some((running, "provisioningState")),
            Some(fixed) => return Some(fixed),
        }
        .map(|(running, name)| {
            let settled = if has_failed { "Failed" } else { "Succeeded" };
            (name, if is_running { running } else { settled })
        })
    }
}

/// Which kinds a value of `identity.type` names: system-assigned, user-assigned. Blanks and case don't count.
pub(super) fn kinds_of(text: &str) -> Option<(bool, bool)> {
    let parts: Vec<String> = text.split(',').map(|part| part.trim().to_ascii_lowercase()).collect();
    match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["none"] => Some((false, false)),
        ["systemassigned"] => Some((true, false)),
        ["userassigned"] => Some((false, true)),
        ["systemassigned", "userassigned"] | ["userassigned", "systemassigned"] => Some((true, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_type_of_its_own() {
        let types: Vec<ResourceType> =
            TABLE.lines().map(|line| read(line).unwrap_or_else(|| panic!("{line}"))).collect();
        assert_eq!(types.len(), 25);
        for it in &types {
            assert_eq!(types.iter().filter(|other| other.name.eq_ignore_ascii_case(it.name)).count(), 1, "{}", it.name);
            assert!(it.kinds.split(';').all(|kind| kinds_of(kind).is_some()), "{}", it.name);
            let dates = it.versions();
            assert!(dates.is_sorted_by(|one, other| one > other) && dates[0].len() >= 10, "{}", it.name);
            assert!(
                it.marks.split(',').all(|mark| ["", "capitals", "none", "etag", "put"].contains(&mark)),
                "{}",
                it.name
            );
        }
    }

    #[test]
    fn kinds_are_spelled_as_the_type_spells_them() {
        let kind = |name: &str| find(name).unwrap().kind(true, true);
        assert_eq!(kind("microsoft.compute/virtualmachines"), Some("SystemAssigned, UserAssigned"));
        assert_eq!(kind("Microsoft.App/containerApps"), Some("SystemAssigned,UserAssigned"));
        assert_eq!(kind("Microsoft.Logic/workflows"), None);
        assert_eq!(kinds_of("userassigned ,SystemAssigned"), Some((true, true)));
        assert_eq!(kinds_of("None, SystemAssigned"), None);
    }

    #[test]
    fn state_is_shown_where_the_type_shows_it() {
        let state = |name: &str, is_running, has_failed| find(name).unwrap().state(is_running, has_failed);
        assert_eq!(state("Microsoft.Automation/automationAccounts", false, false), Some(("state", "Ok")));
        assert_eq!(state("Microsoft.Compute/virtualMachines", true, false), Some(("provisioningState", "Updating")));
        assert_eq!(state("Microsoft.App/containerApps", true, false), Some(("provisioningState", "InProgress")));
        assert_eq!(state("Microsoft.App/containerApps", false, true), Some(("provisioningState", "Failed")));
        assert_eq!(state("Microsoft.Web/staticSites", false, false), None);
    }
}
