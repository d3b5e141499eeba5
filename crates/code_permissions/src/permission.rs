//! Permissions, the APIs that they belong to, and which permission contains which.

/// An API that permissions belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// Microsoft Graph.
    Graph,
    /// SharePoint Online.
    SharePoint,
    /// Exchange Online.
    Exchange,
    /// The Teams module: permissions of Microsoft Graph and an Entra role.
    Teams,
    /// Azure Resource Manager: actions of Azure roles.
    Azure,
}

impl Api {
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::SharePoint => "sharepoint",
            Self::Exchange => "exchange",
            Self::Teams => "teams",
            Self::Azure => "azure",
        }
    }
}

/// An application permission, or an action of Azure roles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    /// The API that it belongs to.
    pub api: Api,
    /// Its value, such as `User.Read.All`.
    pub name: String,
}

impl Permission {
    /// A permission of an API.
    pub fn new(api: Api, name: impl Into<String>) -> Self {
        Self { api, name: name.into() }
    }

    /// A permission of Microsoft Graph.
    pub fn graph(name: impl Into<String>) -> Self {
        Self::new(Api::Graph, name)
    }
}

/// Whether one permission contains another of the same API: `User.ReadWrite.All` contains `User.Read.All`.
pub fn covers(broad: &str, narrow: &str) -> bool {
    if broad == narrow {
        return true;
    }
    if broad == "Directory.ReadWrite.All" && covers("Directory.Read.All", narrow) {
        return true;
    }
    // What the documentation of these permissions says.
    let contained: &[&str] = match broad {
        "Directory.Read.All" => &[
            "User.Read.All",
            "User.ReadBasic.All",
            "Group.Read.All",
            "GroupMember.Read.All",
            "Application.Read.All",
            "Device.Read.All",
            "OrgContact.Read.All",
            "Organization.Read.All",
        ],
        "Group.Read.All" => &["GroupMember.Read.All"],
        "Group.ReadWrite.All" => &["GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Create"],
        "Sites.Manage.All" | "Sites.FullControl.All" => &["Sites.Read.All", "Sites.ReadWrite.All", "Sites.Manage.All"],
        "Application.ReadWrite.All" => &["Application.ReadWrite.OwnedBy"],
        _ => &[],
    };
    if contained.contains(&narrow) {
        return true;
    }
    let (Some((resource, operation, reach)), Some((other, narrow_operation, narrow_reach))) =
        (split_name(broad), split_name(narrow))
    else {
        return false;
    };
    resource == other
        && reach == narrow_reach
        && rank_operation(operation) > rank_operation(narrow_operation)
        && rank_operation(narrow_operation) > 0
}

/// `User.Read.All` as resource, operation and reach.
pub(crate) fn split_name(name: &str) -> Option<(&str, &str, &str)> {
    let mut parts = name.split('.');
    let resource = parts.next()?;
    let operation = parts.next()?;
    Some((resource, operation, parts.next().unwrap_or_default()))
}

/// How much of a resource an operation allows; 0 for one that isn't comparable.
pub(crate) fn rank_operation(operation: &str) -> u8 {
    match operation {
        "ReadBasic" => 1,
        "Read" => 2,
        "ReadWrite" => 3,
        "Manage" => 4,
        "FullControl" => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broader_permission_of_the_same_resource_covers_a_narrower_one() {
        assert!(covers("User.ReadWrite.All", "User.Read.All"));
        assert!(covers("Group.Read.All", "GroupMember.Read.All"));
        assert!(!covers("User.Read.All", "User.ReadWrite.All"));
        assert!(!covers("GroupMember.ReadWrite.All", "Group.ReadWrite.All"));
        assert!(!covers("Sites.FullControl.All", "Sites.Selected"));
    }
}
