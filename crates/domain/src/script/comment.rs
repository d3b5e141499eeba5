//! Names in comments.

use super::step::{ScriptAction, ScriptStep};
use crate::visible_text::is_hidden;

/// Longest name that a comment carries, in characters.
const LONGEST_NAME: usize = 120;

/// A sentence that says what the step does, without a mark of the language in front of it.
pub(super) fn sentence(number: usize, step: &ScriptStep) -> String {
    let (role, identity) = (quoted(&step.names.role), quoted(&step.names.identity));
    let role = match &step.names.api {
        Some(api) => format!("{role} of {}", quoted(api)),
        None => role,
    };
    match step.deed {
        ScriptAction::Grant { .. } => format!("{number}. Grant {role} to {identity}."),
        ScriptAction::Revoke { .. } => format!("{number}. Revoke {role} from {identity}."),
        ScriptAction::Assign { .. } => format!("{number}. Assign the Entra role {role} to {identity}."),
        ScriptAction::Remove { .. } => format!("{number}. Remove the Entra role {role} from {identity}."),
        ScriptAction::AddMember { .. } => format!("{number}. Add {identity} to the group {role}."),
        ScriptAction::RemoveMember { .. } => format!("{number}. Remove {identity} from the group {role}."),
        ScriptAction::AssignAzure { .. } => format!("{number}. Assign the Azure role {role} to {identity}."),
        ScriptAction::RemoveAzure { .. } => format!("{number}. Remove the Azure role {role} from {identity}."),
    }
}

/// The name between quotation marks. Letters, digits and a few marks stay; everything else is spelled out, because it
/// could end the comment, turn the reading direction, or mean something to a shell that does not know comments.
pub(super) fn quoted(name: &str) -> String {
    let mut text = String::from("\"");
    for c in name.chars().take(LONGEST_NAME) {
        let letter = c.is_alphanumeric() && !is_hidden(c);
        if letter || " -_.,:@+()&'/".contains(c) {
            text.push(c);
        } else {
            text.push_str(&format!("<U+{:04X}>", u32::from(c)));
        }
    }
    if name.chars().nth(LONGEST_NAME).is_some() {
        text.push_str("...");
    }
    text.push('"');
    text
}
