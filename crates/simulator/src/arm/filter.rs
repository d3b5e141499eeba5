//! The conditions of lists: a few fixed forms, in any case and with any blanks.

use domain::guid::Guid;

/// What a list of role assignments is limited to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AssignmentFilter {
    /// Nothing below the scope.
    pub at_scope: bool,
    /// This principal only.
    pub principal: Option<Guid>,
    /// This principal, and the groups that it is in.
    pub assigned_to: Option<Guid>,
}

/// Reads a condition on role assignments; nothing, where the service doesn't take it. `atScope()` and
/// `principalId eq` exclude one another.
pub(super) fn of_assignments(text: Option<&str>) -> Option<AssignmentFilter> {
    let mut filter = AssignmentFilter::default();
    for part in parts(text.unwrap_or_default()) {
        let lower = part.to_ascii_lowercase();
        if lower == "atscope()" {
            filter.at_scope = true;
        } else if let Some(id) = lower.strip_prefix("principalid eq ") {
            filter.principal = Some(quoted(id)?);
        } else {
            let id = lower.strip_prefix("assignedto(")?.strip_suffix(')')?;
            filter.assigned_to = Some(quoted(id)?);
        }
    }
    let excluded = filter.principal.is_some() && (filter.at_scope || filter.assigned_to.is_some());
    (!excluded).then_some(filter)
}

/// The conditions that are joined by `and`.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(at) = rest.to_ascii_lowercase().find(" and ") {
        found.push(rest[..at].trim());
        rest = rest[at + 5..].trim();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// A GUID in quotes; the portal writes braces around it.
fn quoted(text: &str) -> Option<Guid> {
    let text = text.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text).parse().ok()
}

/// The text of `name eq 'text'`.
pub(super) fn equals(part: &str, name: &str) -> Option<String> {
    let start = part.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
    let rest = part[start.len()..].trim().strip_prefix("eq")?.trim();
    Some(rest.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_conditions_are_read_and_others_refused() {
        let id = "33333333-3333-3333-3333-333333333333";
        let both = of_assignments(Some(&format!("atScope() and assignedTo('{{{id}}}')"))).unwrap();
        assert!(both.at_scope && both.assigned_to == id.parse().ok());
        assert_eq!(of_assignments(None), Some(AssignmentFilter::default()));
        assert_eq!(of_assignments(Some(&format!("principalId eq '{id}'"))).unwrap().principal, id.parse().ok());
        for text in [format!("atScope() and principalId eq '{id}'"), "roleName eq 'x'".to_owned(), "x".to_owned()] {
            assert_eq!(of_assignments(Some(&text)), None, "{text}");
        }
        assert_eq!(equals("roleName eq 'O''Brien'", "roleName").as_deref(), Some("O'Brien"));
    }
}
