//! Azure roles, which count for resources of Azure and say nothing about the directory.

use std::fmt;

use super::azure_resource::AzureResource;
use super::guid::Guid;
use super::time::Timestamp;

/// An Azure role that is assigned to an identity or to one of its groups.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/role-assignments>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRole {
    /// The id of the assignment.
    pub id: String,
    /// The identity or the group that it is assigned to.
    pub principal: Guid,
    /// The role. For a built-in role the id is the same everywhere.
    pub role: Guid,
    /// Its name, where the definition could be seen.
    pub role_name: Option<String>,
    /// Whether it is a role of the tenant's own.
    pub custom: bool,
    /// The scope. The role also applies to every scope below.
    pub scope: AzureScope,
    /// The name of the subscription that the scope is in, where there is one and it could be seen.
    pub subscription_name: Option<String>,
    /// When it was assigned, where the service says so.
    pub created: Option<Timestamp>,
    /// Whether a condition limits it.
    pub conditional: bool,
    /// Where the scope is relative to the identity's own resource; `None` if it has none.
    pub standing: Option<ScopeRelation>,
}

/// Someone who has an Azure role with which code can be run where an identity lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Controller {
    /// Who.
    pub principal: Guid,
    /// What they are.
    pub kind: PrincipalKind,
    /// The role.
    pub role: Guid,
    /// The scope.
    pub scope: AzureScope,
    /// Where that is relative to the resource.
    pub standing: ScopeRelation,
}

/// What the holder of an Azure role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// An application or an identity.
    ServicePrincipal,
    /// Something else, or someone of another tenant.
    Other,
}

impl PrincipalKind {
    /// The kind of this name, as Azure Resource Manager writes it.
    pub fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "user" => Self::User,
            "group" => Self::Group,
            "serviceprincipal" => Self::ServicePrincipal,
            _ => Self::Other,
        }
    }
}

/// Where an Azure role counts. It counts for everything below as well.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/scope-overview>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AzureScope {
    /// In all of Azure that belongs to the tenant.
    Root,
    /// In the subscriptions of a management group.
    ManagementGroup(ManagementGroup),
    /// In a subscription.
    Subscription(Guid),
    /// In a resource group.
    ResourceGroup {
        /// The subscription.
        subscription: Guid,
        /// The group's name.
        name: String,
    },
    /// For one resource.
    Resource(AzureResource),
    /// A scope that this program cannot read, as the service wrote it.
    Other(String),
}

/// A management group, which has subscriptions and other management groups.
///
/// <https://learn.microsoft.com/azure/governance/management-groups/overview>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagementGroup {
    /// Its id, which people choose. That of the topmost group is the tenant's.
    pub id: String,
    /// What it is called, where that is known.
    pub name: Option<String>,
}

/// The management groups above a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsAbove {
    /// As many as the service tells.
    pub groups: Vec<ManagementGroup>,
    /// Whether these are all, up to the topmost.
    pub complete: bool,
}

/// Where a scope is relative to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeRelation {
    /// It is the resource itself.
    Direct,
    /// It is above the resource, which inherits the role.
    Inherited,
    /// It is elsewhere.
    Elsewhere,
    /// It cannot be told, as of a management group where the service does not say which are above the resource.
    NotKnown,
}

impl AzureScope {
    /// Reads the scope of an assignment.
    pub fn parse(text: &str) -> Self {
        let trimmed = text.trim_end_matches('/');
        let parts: Vec<&str> = trimmed.split('/').skip(1).collect();
        let is = |at: usize, word: &str| parts.get(at).is_some_and(|part| part.eq_ignore_ascii_case(word));
        let subscription = || parts.get(1).filter(|_| is(0, "subscriptions")).and_then(|id| id.parse::<Guid>().ok());
        if trimmed.is_empty() && text == "/" {
            return Self::Root;
        }
        let of_group = is(0, "providers") && is(1, "Microsoft.Management") && is(2, "managementGroups");
        match (parts.len(), subscription()) {
            (4, _) if of_group => Self::ManagementGroup(ManagementGroup { id: parts[3].to_owned(), name: None }),
            (2, Some(subscription)) => Self::Subscription(subscription),
            (4, Some(subscription)) if is(2, "resourceGroups") => {
                Self::ResourceGroup { subscription, name: parts[3].to_owned() }
            }
            _ => AzureResource::parse(trimmed).map_or_else(|| Self::Other(text.to_owned()), Self::Resource),
        }
    }

    /// Whether the groups above a resource are needed to find its position relative to one.
    pub fn is_of_management_group(&self) -> bool {
        matches!(self, Self::ManagementGroup(_))
    }

    /// The same, with the name of its management group where that is one of these.
    pub fn named_after(self, above: &GroupsAbove) -> Self {
        match self {
            Self::ManagementGroup(group) => Self::ManagementGroup(above.find(&group.id).cloned().unwrap_or(group)),
            other => other,
        }
    }

    /// Its position relative to a resource, such as the identity's own, below these management groups.
    pub fn relation_to(&self, resource: &AzureResource, above: &GroupsAbove) -> ScopeRelation {
        let inherits = |yes: bool| if yes { ScopeRelation::Inherited } else { ScopeRelation::Elsewhere };
        match self {
            Self::Root => ScopeRelation::Inherited,
            Self::ManagementGroup(group) if above.find(&group.id).is_some() => ScopeRelation::Inherited,
            // The group itself; whether another group is above it or elsewhere takes the tree of groups.
            Self::ManagementGroup(group)
                if resource.management_group().is_some_and(|of| of.eq_ignore_ascii_case(&group.id)) =>
            {
                ScopeRelation::Inherited
            }
            Self::ManagementGroup(_) if resource.management_group().is_some() => ScopeRelation::NotKnown,
            Self::ManagementGroup(_) if above.complete => ScopeRelation::Elsewhere,
            Self::ManagementGroup(_) | Self::Other(_) => ScopeRelation::NotKnown,
            Self::Subscription(subscription) => inherits(Some(*subscription) == resource.subscription()),
            Self::ResourceGroup { subscription, name } => {
                let same = resource.resource_group().is_some_and(|group| group.eq_ignore_ascii_case(name));
                inherits(same && Some(*subscription) == resource.subscription())
            }
            Self::Resource(scope) if scope == resource => ScopeRelation::Direct,
            Self::Resource(scope) => {
                let above = format!("{}/", scope.id().to_lowercase());
                inherits(resource.id().to_lowercase().starts_with(&above))
            }
        }
    }
}

impl fmt::Display for AzureScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("/"),
            Self::ManagementGroup(group) => {
                write!(f, "/providers/Microsoft.Management/managementGroups/{}", group.id)
            }
            Self::Subscription(id) => write!(f, "/subscriptions/{id}"),
            Self::ResourceGroup { subscription, name } => {
                write!(f, "/subscriptions/{subscription}/resourceGroups/{name}")
            }
            Self::Resource(resource) => f.write_str(resource.id()),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl GroupsAbove {
    /// The group of this id. Azure compares ids without regard to case.
    fn find(&self, id: &str) -> Option<&ManagementGroup> {
        self.groups.iter().find(|group| group.id.eq_ignore_ascii_case(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";
    const SHOP: &str = "/resourceGroups/rg1/providers/Microsoft.Web/sites/shop";

    #[test]
    fn scopes_are_read_and_held_against_a_resource() {
        let shop = AzureResource::parse(&format!("/subscriptions/{SUB}{SHOP}")).unwrap();
        let check = |text: &str, kind: fn(&AzureScope) -> bool, wanted: ScopeRelation| {
            let scope = AzureScope::parse(text);
            assert!(kind(&scope), "{text} was read as {scope:?}");
            assert_eq!(scope.relation_to(&shop, &GroupsAbove::default()), wanted, "{text}");
        };
        let sub = |tail: &str| format!("/subscriptions/{}{tail}", SUB.to_uppercase());
        check("/", |it| *it == AzureScope::Root, ScopeRelation::Inherited);
        check(
            "/providers/Microsoft.Management/managementGroups/halden",
            AzureScope::is_of_management_group,
            ScopeRelation::NotKnown,
        );
        check(&sub(""), |it| matches!(it, AzureScope::Subscription(_)), ScopeRelation::Inherited);
        check(
            &sub("/resourcegroups/RG1"),
            |it| matches!(it, AzureScope::ResourceGroup { .. }),
            ScopeRelation::Inherited,
        );
        check(
            &sub("/resourceGroups/rg2"),
            |it| matches!(it, AzureScope::ResourceGroup { .. }),
            ScopeRelation::Elsewhere,
        );
        check(&sub(SHOP), |it| matches!(it, AzureScope::Resource(_)), ScopeRelation::Direct);
        check(&sub(&format!("{SHOP}2")), |it| matches!(it, AzureScope::Resource(_)), ScopeRelation::Elsewhere);
        check("/subscriptions/x", |it| matches!(it, AzureScope::Other(_)), ScopeRelation::NotKnown);
        check("", |it| matches!(it, AzureScope::Other(_)), ScopeRelation::NotKnown);
    }

    #[test]
    fn a_slot_inherits_from_its_site() {
        let site = AzureScope::parse(&format!("/subscriptions/{SUB}{SHOP}"));
        let slot = AzureResource::parse(&format!("/subscriptions/{SUB}{SHOP}/slots/blue")).unwrap();
        assert_eq!(site.relation_to(&slot, &GroupsAbove::default()), ScopeRelation::Inherited);
    }

    #[test]
    fn a_management_group_counts_where_it_is_above_the_resource() {
        let shop = AzureResource::parse(&format!("/subscriptions/{SUB}{SHOP}")).unwrap();
        let group = |id: &str, name: Option<&str>| ManagementGroup { id: id.to_owned(), name: name.map(str::to_owned) };
        let above = |complete| GroupsAbove { groups: vec![group("Halden", Some("Halden Logistics"))], complete };
        let scope = |id: &str| AzureScope::parse(&format!("/providers/Microsoft.Management/managementGroups/{id}"));
        for complete in [true, false] {
            assert_eq!(scope("halden").relation_to(&shop, &above(complete)), ScopeRelation::Inherited);
        }
        assert_eq!(scope("other").relation_to(&shop, &above(true)), ScopeRelation::Elsewhere);
        assert_eq!(scope("other").relation_to(&shop, &above(false)), ScopeRelation::NotKnown);
        let named = scope("halden").named_after(&above(false));
        assert_eq!(named, AzureScope::ManagementGroup(group("Halden", Some("Halden Logistics"))));
        assert_eq!(scope("other").named_after(&above(true)), AzureScope::ManagementGroup(group("other", None)));
    }
}
