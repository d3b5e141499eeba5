//! The command palette and the keyboard shortcuts.

use super::count;
use crate::web::navigation::identity_query::IdentityColumn;

/// The button in the header that opens the palette.
pub const OPEN: &str = "Go to…";
/// The name of the palette.
pub const HEADING: &str = "Command palette";
/// The label of its field.
pub const SEARCH: &str = "Go to a page, an identity, a permission or an action";
/// What can be typed.
pub const HINT: &str = "Identity, ID, permission, page or action";
/// The name of the list of results.
pub const RESULTS: &str = "Results";
/// How it is used.
pub const KEYS: &str = "Up and Down select, Enter opens, Esc closes.";
/// Said while the identities are read.
pub const READING: &str = "Loading identities and permissions";
/// Said where identities or permissions couldn't be read.
pub const INCOMPLETE: &str = "Not all identities and permissions could be loaded, so results may be missing.";
/// Said where nothing fits.
pub const NONE: &str = "No results";
/// What Enter does with a name that is only similar.
pub const NEAR_ENTER: &str = "Similar name. Press Enter to search for this name.";

/// The heading above identities that were opened last.
pub const RECENT: &str = "Recent identities";
/// The heading above what can be done on the page.
pub const ACTIONS: &str = "On this page";
/// The heading above the pages.
pub const PAGES: &str = "Pages";
/// The heading above the identities.
pub const IDENTITIES: &str = "Identities";
/// The heading above identities whose names are a typing error away.
pub const NEAR: &str = "Similar names";
/// The heading above permissions and roles to add.
pub const ADDITIONS: &str = "Add a permission or an Entra role";
/// The heading above permissions and roles, each with the identities that have it.
pub const HOLDERS: &str = "Who has a permission or an Entra role";

/// The words with which a search asks for the identities that have a permission.
pub const WHO_HAS_WORDS: &str = "who has ";
/// The words with which a search asks to add a permission.
pub const ADD_WORDS: &str = "add ";

/// The result that leads to the identities that have a permission.
pub fn who_has(permission: &str) -> String {
    format!("Who has {permission}")
}

/// The result that selects a permission for an identity.
pub fn add(permission: &str, identity: &str) -> String {
    format!("Add {permission} to {identity}")
}

/// The identity that is open, while its name isn't known.
pub const THIS_IDENTITY: &str = "this identity";

/// The result that leads to the list with the same search.
pub fn all_identities(number: usize) -> String {
    format!("Show all {} in the list", count::of(number, "identity", "identities"))
}

/// How many results there are.
pub fn results(number: usize) -> String {
    count::of(number, "result", "results")
}

/// The action on a change that shows what would be written.
pub const REVIEW: &str = "Review the selection";
/// The action on a change that goes back to selecting.
pub const SELECT: &str = "Change the selection";
/// The action that opens the page of the identity.
pub const VIEW_IDENTITY: &str = "View identity";
/// The action that shows system-assigned identities alone.
pub const ONLY_SYSTEM_ASSIGNED: &str = "Show system-assigned identities";
/// The action that shows user-assigned identities alone.
pub const ONLY_USER_ASSIGNED: &str = "Show user-assigned identities";
/// The action that shows all identities again.
pub const ALL_IDENTITIES: &str = "Show all identities";

/// The action that sorts the list by a column, or the other way round where it is sorted by it.
pub const fn sort_by(column: IdentityColumn) -> &'static str {
    match column {
        IdentityColumn::Name => "Sort by name",
        IdentityColumn::Kind => "Sort by type",
        IdentityColumn::ResourceType => "Sort by Azure resource",
        IdentityColumn::Group => "Sort by resource group",
        IdentityColumn::Subscription => "Sort by subscription",
        IdentityColumn::Tier => "Sort by highest tier",
    }
}

/// Further words by which pages are found, in lower case.
pub const IDENTITIES_WORDS: &str = "managed identity list start home";
/// The same for new identities.
pub const NEW_IDENTITY_WORDS: &str = "create enable attach system-assigned user-assigned";
/// The same for the review.
pub const REVIEW_WORDS: &str = "report audit tenant-wide";
/// The same for permission sets.
pub const SETS_WORDS: &str = "bundle template";
/// The same for change requests.
pub const DRAFTS_WORDS: &str = "draft shared file open";
/// The same for the activity.
pub const ACTIVITY_WORDS: &str = "receipts history undo changes";
/// The same for the user's roles.
pub const RIGHTS_WORDS: &str = "what can i do activate pim";
/// The same for the settings.
pub const SETTINGS_WORDS: &str = "account test connection shortcuts storage";
/// The same for the connection.
pub const CONNECT_WORDS: &str = "register app config sign-in";

/// The heading of the list of shortcuts, and of the setting.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// The columns of the list.
pub const KEY: &str = "Key";
/// The column that says what a key does.
pub const DOES: &str = "Action";
/// What opens the palette.
pub const PALETTE_KEY: &str = "Ctrl+K";
/// The same on a Mac.
pub const PALETTE_KEY_MAC: &str = "⌘K";
/// What it does.
pub const PALETTE_DOES: &str = "Open or close the command palette";
/// The shortcuts beside the one that opens the palette.
pub const LIST: [(&str, &str); 6] = [
    ("/", "Go to the search box of the page"),
    ("?", "Show this list"),
    ("Esc", "Close the command palette or this list"),
    ("Up, Down", "In a list of identities: previous and next row"),
    ("Page Up, Page Down", "In a list of identities: one screen up and down"),
    ("Home, End", "In a list of identities: first and last row"),
];
/// The link to the setting.
pub const TO_SETTING: &str = "Turn off single-key shortcuts in Settings";
/// The button that closes the list.
pub const CLOSE: &str = "Close";

/// The label of the setting.
pub const SINGLE_KEYS: &str = "Use single-key shortcuts (/ and ?)";
/// What the setting means.
pub const SINGLE_KEYS_HINT: &str = "The shortcuts don't work while you type in a field. Ctrl+K (Cmd+K on a Mac) \
    always opens the command palette.";
