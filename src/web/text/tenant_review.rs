//! The review of the whole tenant.

use std::time::Duration;

use super::count;
use crate::web::tenant::tenant_text::{identity_name, visible};
use domain::directory_role::DirectoryScope;
use domain::ids::ObjectId;
use domain::problem::Problem;
use domain::tenant_review::{MissingData, PermissionState, ReadingProgress};

/// The heading, and the word in the navigation.
pub const HEADING: &str = "Tenant review";
/// What it is, below the heading.
pub const WHAT: &str =
    "All managed identities with their application permissions and Entra roles, including those through groups.";
/// What the region is, for its refresh button.
pub const REGION: &str = "the review";
/// The buttons of a reading.
pub const PAUSE: &str = "Pause";
/// Lets a paused reading continue.
pub const RESUME: &str = "Resume";
/// Ends a reading.
pub const STOP: &str = "Stop";
/// Reads what is missing.
pub const READ_MISSING: &str = "Load missing data";
/// Said while a reading is paused.
pub const PAUSED: &str = "Paused. Loaded data is kept.";
/// The name of the group of buttons.
pub const READING: &str = "Loading the tenant";
/// The badge of a review in which nothing is missing.
pub const COMPLETE: &str = "Complete";
/// The badge of one in which nothing of the directory is missing, while Azure is not connected.
pub const COMPLETE_WITHOUT_AZURE: &str = "Complete without Azure roles";
/// The badge of one in which something is.
pub const INCOMPLETE: &str = "Incomplete";
/// What that means, before the list of what is missing.
pub const INCOMPLETE_MEANS: &str = "This review is incomplete";
/// What to do about it.
pub const INCOMPLETE_NEXT: &str = "Results may be missing. Exports are marked as incomplete.";

/// The name of the group of views.
pub const VIEWS: &str = "Views of the review";
/// The views.
pub const IDENTITIES: &str = "Identities";
/// The view of the findings.
pub const FINDINGS: &str = "Findings";
/// The view *Who has access*.
pub const WHO: &str = "By permission";
/// The view that compares with a saved review.
pub const DRIFT: &str = "Changes (drift)";
/// The view that compares with a baseline.
pub const DESIRED: &str = "Baseline";
/// The view that is printed and exported.
pub const REPORT: &str = "Report and export";

/// Filters and columns.
pub const SEARCH: &str = "Search the review";
/// What the search box understands.
pub const SEARCH_HINT: &str = "Name, ID, resource or resource group";
/// The filter and column of the tier.
pub const TIER: &str = "Highest tier";
/// The choice of identities whose permissions have no tier.
pub const NOT_RATED: &str = "Not rated";
/// The choice of identities that have nothing.
pub const NO_PERMISSIONS: &str = "No permissions";
/// The filter by API.
pub const API: &str = "API";
/// The choice of directory roles in the filter by API.
pub const DIRECTORY_ROLES: &str = "Entra roles";
/// The filter by permission.
pub const PERMISSION: &str = "Permission or role";
/// The filter by the age of the newest grant, and its column.
pub const GRANTED: &str = "Newest grant";
/// The filter by sign-ins.
pub const ACTIVITY: &str = "Last sign-in";
/// The column that counts what is assigned.
pub const HOLDS: &str = "Permissions";
/// The order of the rows.
pub const SORT: &str = "Sort by";
/// The orders, by the word that is in an address.
pub const SORTS: [(&str, &str); 4] =
    [("", "Tier (high to low)"), ("name", "Name"), ("count", "Number of permissions"), ("newest", "Newest grant")];
/// The choices by the age of the newest grant, by the word that is in an address.
pub const GRANTED_CHOICES: [(&str, &str); 5] = [
    ("7", "Within 7 days"),
    ("30", "Within 30 days"),
    ("90", "Within 90 days"),
    ("before-90", "More than 90 days ago"),
    ("before-365", "More than a year ago"),
];
/// The choices by the last sign-in.
pub const ACTIVITY_CHOICES: [(&str, &str); 4] = [
    ("30", "Within 30 days"),
    ("before-30", "More than 30 days ago"),
    ("before-90", "More than 90 days ago"),
    ("unknown", "Unknown"),
];
/// Where sign-ins were not loaded, so that the filter has no effect.
pub const ACTIVITY_NOT_READ: &str = "Sign-ins aren't loaded. Load them under Findings.";
/// Where nothing fits.
pub const NO_MATCH: &str = "No identities found";
/// What to do about it.
pub const NO_MATCH_NEXT: &str = "Check the spelling, or clear the filters.";
/// Of an identity whose permissions could not be read.
pub const NOT_READ: &str = "Couldn't load";
/// In place of a number that is not known.
pub const UNKNOWN: &str = "Unknown";
/// Where the service does not say when.
pub const NOT_SAID: &str = "Unknown";
/// The name of the box that selects a row.
pub fn select(name: &str) -> String {
    format!("Select {name}")
}
/// Selects all rows that are shown.
pub const SELECT_ALL: &str = "Select all shown";
/// Copies all rows that fit.
pub const COPY_ALL: &str = "Copy list";
/// Prints all rows that fit.
pub const PRINT_ALL: &str = "Print list";
/// The column of the most dangerous permission.
pub const HIGHEST_PERMISSION: &str = "Highest-tier permission";
/// Clears the selection.
pub const CLEAR_SELECTION: &str = "Clear selection";
/// Begins a change to what is selected.
pub const CHANGE_SELECTED: &str = "Change permissions…";
/// Removes the permission that the list is filtered by from the selected identities.
pub const REMOVE_FROM_SELECTED: &str = "Remove from selected…";
/// Saves the selected identities as a baseline.
pub const SAVE_DESIRED: &str = "Save as baseline";
/// The name of the bar of a selection.
pub const SELECTION: &str = "Selection";

/// The view *Who has access*.
pub const WHO_SEARCH: &str = "Permission, API or Entra role";
/// What the box understands.
pub const WHO_HINT: &str = "User.ReadWrite.All, Exchange, Reports Reader";
/// The column of what is assigned.
pub const THING: &str = "Permission or role";
/// The column of what it belongs to.
pub const OF: &str = "API or scope";
/// The column of holders.
pub const HOLDERS: &str = "Assigned to";
/// The column of the assignment path.
pub const WAY: &str = "Assignment path";
/// It is assigned directly.
pub const DIRECT: &str = "Direct";
/// The column of since when.
pub const SINCE: &str = "Since";
/// The column of the name.
pub const NAME: &str = "Name";
/// Goes back to the list of permissions.
pub const WHO_BACK: &str = "All permissions and roles";
/// Where nothing that is assigned fits.
pub const WHO_NONE: &str = "No identity has this permission";
/// What that means.
pub const WHO_NONE_NEXT: &str = "Only assigned permissions and roles are listed.";

/// How many identities and permissions there are, as far as they were read.
pub fn counts(identities: usize, holdings: usize, complete: bool) -> String {
    let counts = format!(
        "{} with {}",
        count::of(identities, "identity", "identities"),
        count::of(holdings, "permission or role", "permissions and roles")
    );
    if complete { counts } else { format!("{counts}, incomplete") }
}

/// The name of a link to one of several changes, where they do not fit into one.
pub fn part_of(name: &str, at: usize, all: usize) -> String {
    if all == 1 { name.to_owned() } else { format!("{name} ({at} of {all})") }
}

/// How many more changes it takes than are offered.
pub fn more_changes(number: usize) -> String {
    format!(
        "and {} more. Apply these first, then refresh the review to see the next ones.",
        count::of(number, "change", "changes")
    )
}

/// Said where the filter by permission does not offer all of them.
pub fn permissions_left_out(number: usize) -> String {
    let left_out = count::of(number, "permission isn't", "permissions aren't");
    format!(
        "{left_out} listed in the filter \u{201c}{PERMISSION}\u{201d}: the ones with the lowest tiers and the most \
         identities. Select an API first, or search all permissions:"
    )
}

/// The caption of the table.
pub fn caption(shown: usize, all: usize) -> String {
    let all_of_them = count::of(all, "identity", "identities");
    if shown == all { all_of_them } else { format!("{} of {all_of_them}", count::grouped(shown)) }
}

/// How far a reading has come.
pub fn progress(progress: ReadingProgress, left: Option<Duration>) -> String {
    if !progress.all_known {
        return format!("{} found so far", count::of(progress.all, "identity", "identities"));
    }
    let done =
        format!("{} of {} loaded", count::grouped(progress.done), count::of(progress.all, "identity", "identities"));
    match left {
        Some(left) if progress.done < progress.all => format!("{done}, about {} left", span(left)),
        _ => done,
    }
}

fn span(span: Duration) -> String {
    match span.as_secs() {
        seconds @ 0..90 => count::of(usize::try_from(seconds.max(1)).unwrap_or(1), "second", "seconds"),
        seconds => count::of(usize::try_from(seconds.div_ceil(60)).unwrap_or(1), "minute", "minutes"),
    }
}

/// What is missing, in a sentence.
pub fn missing(missing: &MissingData) -> String {
    match missing {
        MissingData::Identities(_) => "The list of identities couldn't be loaded completely.".to_owned(),
        MissingData::NotReadYet(number) => {
            format!("{} not loaded yet.", count::of(*number, "identity was", "identities were"))
        }
        MissingData::Grants { identities, problem } => {
            let number = count::of(identities.len(), "identity", "identities");
            format!(
                "Application permissions of {number} {}: {}.",
                not_loaded(problem),
                some_names(identities.iter().map(|(id, name)| identity_name(name, *id)))
            )
        }
        MissingData::DirectoryRoles(problem) => format!("Entra role assignments {}.", not_loaded(problem)),
        MissingData::AzureRoles(_) => "Not all Azure roles were loaded, so tiers may be higher.".to_owned(),
        MissingData::Members { groups, problem } => {
            let number = count::of(groups.len(), "group", "groups");
            format!(
                "The members of {number} with Entra roles or Azure roles {}: {}.",
                not_loaded(problem),
                some_names(groups.iter().map(|(_, name)| visible(name)))
            )
        }
        MissingData::RoleNames(problem) => format!("Names of Entra roles {}.", not_loaded(problem)),
        MissingData::Endings(problem) => format!("End times of Entra role assignments {}.", not_loaded(problem)),
        MissingData::Apis(_) => "Not all APIs were loaded. Some permissions have no name.".to_owned(),
        MissingData::Unreadable(number) => {
            format!("{} couldn't be read.", count::of(*number, "entry", "entries"))
        }
    }
}

/// That several things are missing because of a problem, after their name.
fn not_loaded(problem: &Problem) -> &'static str {
    if *problem == Problem::Stopped { "weren't loaded" } else { "couldn't be loaded" }
}

/// The first names, as they are shown, and how many more there are.
fn some_names(mut names: impl ExactSizeIterator<Item = String>) -> String {
    const MOST: usize = 5;
    let first = names.by_ref().take(MOST).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => first,
        left => format!("{first} and {} more", count::grouped(left)),
    }
}

/// How many more there are than are shown.
pub fn more(number: usize) -> String {
    format!("and {} more", count::grouped(number))
}

/// The state of a permission that its API does not simply offer.
pub fn state(state: PermissionState) -> &'static str {
    match state {
        PermissionState::Offered => "",
        PermissionState::Disabled => "Disabled, in tokens until revoked",
        PermissionState::NotListed => "Not in the API's list",
        PermissionState::RoleGone => "Role deleted",
        PermissionState::ApiGone => "API deleted",
        PermissionState::DefaultAccess => "Default access",
        PermissionState::NotRead => "Name unavailable",
    }
}

/// Where a directory role counts, with the name of the place where that is known.
pub fn scope(scope: &DirectoryScope, name: &str) -> String {
    let named = |id: &ObjectId| if name.is_empty() { id.to_string() } else { name.to_owned() };
    match scope {
        DirectoryScope::Tenant => "Entra role, directory (tenant-wide)".to_owned(),
        DirectoryScope::AdministrativeUnit(id) => format!("Entra role, administrative unit {}", named(id)),
        DirectoryScope::Application(id) => format!("Entra role, application {}", named(id)),
        DirectoryScope::Other(_) => format!("Entra role, {}", super::identity::place(scope)),
    }
}

/// How something is assigned that ends by itself.
pub fn until(way: &str, day: &str) -> String {
    format!("{way}, ends {day}")
}

/// It is assigned through this group.
pub fn through(group: &str) -> String {
    format!("Group: {group}")
}

/// How many rows are selected.
pub fn selected(number: usize) -> String {
    format!("{} selected", count::of(number, "identity", "identities"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_what_is_left_once_it_can_be_told() {
        let of = |done, all, all_known| ReadingProgress { done, all, all_known };
        assert_eq!(progress(of(0, 999, false), None), "999 identities found so far");
        assert_eq!(progress(of(20, 12_580, true), None), "20 of 12,580 identities loaded");
        let left = |seconds| progress(of(500, 1_000, true), Some(Duration::from_secs(seconds)));
        assert_eq!(left(0), "500 of 1,000 identities loaded, about 1 second left");
        assert_eq!(left(89), "500 of 1,000 identities loaded, about 89 seconds left");
        assert_eq!(left(100), "500 of 1,000 identities loaded, about 2 minutes left");
    }

    #[test]
    fn names_of_what_is_missing_are_told_up_to_five() {
        let identities = |number: u8| {
            let id = domain::ids::ServicePrincipalId(domain::guid::Guid::ZERO);
            (0..number).map(|at| (id, format!("id-{at}"))).collect::<Vec<_>>()
        };
        let said = |number| missing(&MissingData::Grants { identities: identities(number), problem: Problem::Offline });
        assert_eq!(said(1), "Application permissions of 1 identity couldn't be loaded: id-0.");
        assert!(said(7).ends_with("id-0, id-1, id-2, id-3, id-4 and 2 more."));
    }

    #[test]
    fn what_a_name_hides_is_shown_in_what_is_missing() {
        let name = "\u{39c}icrosoft Graph".to_owned();
        let identities = vec![(domain::ids::ServicePrincipalId(domain::guid::Guid::ZERO), name.clone())];
        let groups = vec![(domain::ids::ObjectId(domain::guid::Guid::ZERO), name)];
        let problem = Problem::Offline;
        for said in [
            missing(&MissingData::Grants { identities, problem: problem.clone() }),
            missing(&MissingData::Members { groups, problem }),
        ] {
            assert!(said.ends_with(": ⟨\u{39c} U+039C⟩icrosoft Graph."), "{said}");
        }
    }
}
