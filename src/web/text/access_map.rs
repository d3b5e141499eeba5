//! The access map of an identity.

use super::count;
use domain::access_map::{Branch, MapGap, MapSide};

/// The heading.
pub const HEADING: &str = "Access map";
/// What the button above the drawing does.
pub const SAVE: &str = "Save as SVG";
/// What opens the list.
pub const AS_LIST: &str = "Access map as a list";
/// Where a branch has nothing.
pub const NONE: &str = "None found";
/// The name of a file, of the identity with this object ID.
pub fn file_name(id: &str, date: &str) -> String {
    format!("access-map-{id}-{date}.svg")
}
/// The title of a file.
pub fn title(identity: &str) -> String {
    format!("Access map of {identity}")
}

/// The heading of a side.
pub const fn side(side: MapSide) -> &'static str {
    match side {
        MapSide::Users => "Who can use this identity",
        MapSide::Reach => "What this identity can reach",
    }
}

/// The name of a branch.
pub const fn branch(branch: Branch) -> &'static str {
    match branch {
        Branch::Hosts => "Azure resources",
        Branch::Controllers => "Azure roles on its resource",
        Branch::Credentials => "Federated credentials",
        Branch::Owners => "Owners",
        Branch::Agents => "Agent identities",
        Branch::Apis => "Application permissions",
        Branch::EntraRoles => "Entra roles",
        Branch::AzureScopes => "Azure roles",
        Branch::Groups => "Groups",
        Branch::Owned => "Owned objects",
        Branch::Delegated => "Delegated permissions",
    }
}

/// A number of things of a branch.
pub fn things(branch: Branch, number: usize) -> String {
    let (one, many) = match branch {
        Branch::Hosts => ("Azure resource", "Azure resources"),
        Branch::Controllers => ("principal with access to its resource", "principals with access to its resource"),
        Branch::Credentials => ("federated credential", "federated credentials"),
        Branch::Owners => ("owner", "owners"),
        Branch::Agents => ("agent identity", "agent identities"),
        Branch::Apis => ("API", "APIs"),
        Branch::EntraRoles => ("Entra role", "Entra roles"),
        Branch::AzureScopes => ("Azure scope", "Azure scopes"),
        Branch::Groups => ("group", "groups"),
        Branch::Owned => ("owned object", "owned objects"),
        Branch::Delegated => ("API with delegated permissions", "APIs with delegated permissions"),
    };
    count::of(number, one, many)
}

/// A number of things beside those that are drawn.
pub fn more(branch: Branch, number: usize) -> String {
    let said = things(branch, number);
    let (number, noun) = said.split_once(' ').unwrap_or((&said, ""));
    format!("{number} more {noun}")
}

/// How many permissions or roles things stand for; nothing where each of them is one.
pub fn size(branch: Branch, size: usize) -> String {
    match branch {
        Branch::Apis | Branch::Delegated => count::of(size, "permission", "permissions"),
        Branch::AzureScopes => count::of(size, "role", "roles"),
        _ => String::new(),
    }
}

/// The delegated permissions of an API.
pub fn delegated(scopes: &str) -> String {
    format!("Delegated: {scopes}")
}

/// Why something is not known.
pub const fn unknown(branch: Branch, gap: MapGap) -> &'static str {
    match gap {
        MapGap::Loading => "Loading",
        MapGap::ConsentRequired => "Unknown: consent required",
        MapGap::SignInRequired if is_azure(branch) => "Unknown: Azure isn't connected",
        MapGap::SignInRequired => "Unknown: sign-in required",
        MapGap::AccessDenied => "Unknown: access denied",
        MapGap::LicenseRequired => "Unknown: license required",
        MapGap::ResourceUnknown => "Unknown: Azure resource not in directory",
        MapGap::NotLoaded => "Unknown: couldn't load",
    }
}

/// Why more may exist than what was read.
pub const fn incomplete(branch: Branch, gap: MapGap) -> &'static str {
    match gap {
        MapGap::Loading => "Loading",
        MapGap::ConsentRequired => "More may exist: consent required",
        MapGap::SignInRequired if is_azure(branch) => "More may exist: Azure isn't connected",
        MapGap::SignInRequired => "More may exist: sign-in required",
        MapGap::AccessDenied => "More may exist: access denied",
        MapGap::LicenseRequired => "More may exist: license required",
        MapGap::ResourceUnknown => "More may exist: Azure resource not in directory",
        MapGap::NotLoaded => "More may exist: couldn't load all",
    }
}

const fn is_azure(branch: Branch) -> bool {
    matches!(branch, Branch::Hosts | Branch::Controllers | Branch::AzureScopes)
}

/// Branches that have nothing; of those with `true`, nothing that the user can read.
pub fn none(branches: &[(Branch, bool)]) -> String {
    let name = |(it, visible_only): &(Branch, bool)| match visible_only {
        true => format!("{} (none visible)", branch(*it)),
        false => branch(*it).to_owned(),
    };
    branches.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things_agree_with_their_noun() {
        assert_eq!(things(Branch::Apis, 1), "1 API");
        assert_eq!(more(Branch::Groups, 994), "994 more groups");
        assert_eq!(more(Branch::Groups, 1001), "1,001 more groups");
        assert_eq!(size(Branch::AzureScopes, 2), "2 roles");
    }

    #[test]
    fn what_is_not_visible_is_not_called_absent() {
        let said = none(&[(Branch::Groups, false), (Branch::AzureScopes, true)]);
        assert_eq!(said, "Groups, Azure roles (none visible)");
    }
}
