//! The box for pasted texts, and what was understood of one.

use super::count;
use super::role_name;
use domain::pasted_text::TextSkipReason;

/// The heading of the box.
pub const HEADING: &str = "Paste a list or script";
/// The label of the field.
pub const LABEL: &str = "Text with permissions";
/// What may be pasted.
pub const HINT: &str =
    "PowerShell, Azure CLI, Terraform, Bicep, manifests, tables, lists and sentences. The text stays in this browser.";
/// The button that reads the text.
pub const TAKE: &str = "Add to selection";
/// Said while the text is read.
pub const READING: &str = "Reading the text";
/// Where the text has no permissions.
pub const EMPTY: &str = "No permissions found in this text.";
/// What to do then.
pub const EMPTY_NEXT: &str = "Check that the text has the names or IDs of permissions, such as User.Read.All.";
/// The heading over Entra roles.
pub const DIRECTORY_ROLES: &str = "Entra roles";
/// What the user has to select.
pub const TIER_0: &str = "Tier 0 permissions aren't selected for you. Select them in the review.";
/// Over values that several APIs have.
pub const QUESTIONS: &str = "The text doesn't name the API. Select the API in the review.";
/// Over delegated permissions.
pub const DELEGATED: &str = "Delegated permissions. A managed identity can't have them.";
/// Over what is left out.
pub const LEFT_OUT: &str = "Left out";
/// Where the text has more than is taken.
pub const CUT: &str = "The text has more permissions than a change can have. The first ones were added.";

/// How many permissions were recognized and added.
pub fn recognized(recognized: usize, added: usize) -> String {
    let recognized_words = count::of(recognized, "permission or role recognized", "permissions and roles recognized");
    match recognized - added.min(recognized) {
        0 => format!("{recognized_words}, {} added to the selection.", count::grouped(added)),
        before => format!(
            "{recognized_words}, {} added to the selection, {} already in the selection.",
            count::grouped(added),
            count::grouped(before)
        ),
    }
}

/// Permissions of one API, or of one list, on one line.
pub fn names(names: &[String]) -> String {
    names.join(", ")
}

/// A value, and the APIs that have it.
pub fn question(value: &str, apis: &[String]) -> String {
    format!("{value}: {}", apis.join(", "))
}

/// Why something of a text is left out, as a phrase.
pub fn skip_reason(why: TextSkipReason) -> String {
    match why {
        TextSkipReason::SignIn => "sign-in scope of the script".to_owned(),
        TextSkipReason::Comment => "in a comment".to_owned(),
        TextSkipReason::Message => "in a message or description".to_owned(),
        TextSkipReason::Pattern => "a pattern; select the permissions that it means".to_owned(),
        TextSkipReason::Variable => "depends on a variable".to_owned(),
        TextSkipReason::Default => ".default means the permissions that are already granted".to_owned(),
        TextSkipReason::Unwanted => "the text excludes it".to_owned(),
        TextSkipReason::Removed => "the text removes it".to_owned(),
        TextSkipReason::AzureRole => "an Azure role assignment, not an Entra role".to_owned(),
        TextSkipReason::ExchangeRole => "a role of Exchange, assigned in Exchange".to_owned(),
        TextSkipReason::NotOfThisApi(api) => {
            format!("{} has no application permission with this name or ID", role_name::api(api))
        }
        TextSkipReason::ForPeople => "only users and groups can have it".to_owned(),
        TextSkipReason::SharedName => "several permissions have this display name".to_owned(),
        TextSkipReason::Unknown => "no known API has this permission".to_owned(),
    }
}

/// The heading over what is left out for one reason.
pub fn left_out(why: TextSkipReason, number: usize) -> String {
    let of = |one: &str, many: &str| count::of(number, one, many);
    match why {
        TextSkipReason::SignIn => of("sign-in scope of the script itself", "sign-in scopes of the script itself"),
        TextSkipReason::Comment => of("permission in a comment", "permissions in comments"),
        TextSkipReason::Message => {
            of("permission in a message or description", "permissions in messages or descriptions")
        }
        TextSkipReason::Pattern => {
            of("pattern. Select the permissions that it means", "patterns. Select the permissions that they mean")
        }
        TextSkipReason::Variable => of("name that depends on a variable", "names that depend on variables"),
        TextSkipReason::Default => of(
            "request for .default, which means the permissions that are already granted",
            "requests for .default, which means the permissions that are already granted",
        ),
        TextSkipReason::Unwanted => of("permission that the text excludes", "permissions that the text excludes"),
        TextSkipReason::Removed => of("permission that the text removes", "permissions that the text removes"),
        TextSkipReason::AzureRole => {
            of("Azure role assignment, not an Entra role", "Azure role assignments, not Entra roles")
        }
        TextSkipReason::ExchangeRole => {
            of("role of Exchange, assigned in Exchange", "roles of Exchange, assigned in Exchange")
        }
        TextSkipReason::NotOfThisApi(api) => {
            format!("{} that {} doesn't have", count::of(number, "permission", "permissions"), role_name::api(api))
        }
        TextSkipReason::ForPeople => {
            of("permission that only users and groups can have", "permissions that only users and groups can have")
        }
        TextSkipReason::SharedName => {
            of("display name that several permissions have", "display names that several permissions have")
        }
        TextSkipReason::Unknown => {
            of("permission or ID that no known API has", "permissions or IDs that no known API has")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_recognized_is_counted() {
        assert_eq!(recognized(9, 9), "9 permissions and roles recognized, 9 added to the selection.");
        assert_eq!(
            recognized(1, 0),
            "1 permission or role recognized, 0 added to the selection, 1 already in the selection."
        );
        assert_eq!(left_out(TextSkipReason::SignIn, 3), "3 sign-in scopes of the script itself");
        assert_eq!(left_out(TextSkipReason::SignIn, 1), "1 sign-in scope of the script itself");
    }
}
