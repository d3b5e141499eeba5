//! The Azure resource that an identity belongs to, read from its resource id.

use std::fmt;

use super::guid::Guid;
use super::ids::ServicePrincipalId;

/// A resource of Azure Resource Manager, such as
/// `/subscriptions/…/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/lazy`, or one that belongs to a
/// management group, such as the policy assignment
/// `/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/policyAssignments/backup`.
///
/// Azure compares these ids without regard to case and so does this type.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules>
#[derive(Clone, Debug)]
pub struct AzureResource {
    id: String,
    subscription: Option<Guid>,
    management_group: Option<String>,
    resource_group: Option<String>,
    resource_type: String,
    name: String,
}

impl AzureResource {
    /// Reads a resource id. What follows the resource, as in the address of a portal page, is not part of it,
    /// so the text must be the id alone.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
        let is = |at: usize, word: &str| parts.get(at).is_some_and(|part| part.eq_ignore_ascii_case(word));
        let (mut subscription, mut management_group, mut resource_group) = (None, None, None);
        let mut rest = if is(0, "subscriptions") {
            subscription = Some(parts.get(1)?.parse().ok()?);
            &parts[2..]
        } else if is(0, "providers") && is(1, "Microsoft.Management") && is(2, "managementGroups") {
            management_group = parts.get(3).filter(|id| !id.is_empty()).map(|id| (*id).to_owned());
            management_group.as_ref()?;
            &parts[4..]
        } else {
            return None;
        };
        if subscription.is_some() && rest.len() >= 2 && rest[0].eq_ignore_ascii_case("resourceGroups") {
            resource_group = Some(rest[1].to_owned());
            rest = &rest[2..];
        }
        // A resource of a resource begins a new `providers` part; the last one names it.
        let at = rest.iter().rposition(|part| part.eq_ignore_ascii_case("providers"))?;
        let of_provider = &rest[at + 1..];
        if of_provider.len() < 3
            || of_provider.len().is_multiple_of(2)
            || of_provider.iter().any(|part| part.is_empty())
        {
            return None;
        }
        let types: Vec<&str> = of_provider.iter().copied().skip(1).step_by(2).collect();
        Some(Self {
            id: text.to_owned(),
            subscription,
            management_group,
            resource_group,
            resource_type: format!("{}/{}", of_provider[0], types.join("/")),
            name: of_provider[of_provider.len() - 1].to_owned(),
        })
    }

    /// The whole id, as it was written.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The subscription; nothing for a resource of a management group.
    pub fn subscription(&self) -> Option<Guid> {
        self.subscription
    }

    /// The ID of the management group, for a resource that belongs to one and to no subscription.
    pub fn management_group(&self) -> Option<&str> {
        self.management_group.as_deref()
    }

    /// The resource group, where the resource is in one.
    pub fn resource_group(&self) -> Option<&str> {
        self.resource_group.as_deref()
    }

    /// Provider and type, as `Microsoft.Automation/automationAccounts`.
    pub fn resource_type(&self) -> &str {
        &self.resource_type
    }

    /// The name of the resource itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name with those of the resources that it is in, as Azure writes it: `server/database`.
    pub fn full_name(&self) -> String {
        let parts: Vec<&str> = self.id.split('/').collect();
        let provider = parts.iter().rposition(|part| part.eq_ignore_ascii_case("providers"));
        let names = provider.map_or(&[][..], |at| parts.get(at + 3..).unwrap_or_default());
        names.iter().step_by(2).copied().collect::<Vec<_>>().join("/")
    }

    /// Whether the resource is a user-assigned managed identity, and not something that has one.
    pub fn is_user_assigned_identity(&self) -> bool {
        self.resource_type.eq_ignore_ascii_case("Microsoft.ManagedIdentity/userAssignedIdentities")
    }
}

/// The managed identities that an Azure resource has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignedIdentities {
    /// Its own, which lives and dies with it.
    pub system_assigned: Option<ServicePrincipalId>,
    /// Those that were assigned to it, which are resources themselves.
    pub user_assigned: Vec<AzureResource>,
}

impl PartialEq for AzureResource {
    fn eq(&self, other: &Self) -> bool {
        self.id.eq_ignore_ascii_case(&other.id)
    }
}

impl Eq for AzureResource {}

impl fmt::Display for AzureResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";

    #[test]
    fn full_name_has_the_names_of_the_parents() {
        let full_name = |tail: &str| AzureResource::parse(&format!("/subscriptions/{SUB}{tail}")).unwrap().full_name();
        assert_eq!(full_name("/resourceGroups/rg1/providers/Microsoft.Automation/automationAccounts/lazy"), "lazy");
        assert_eq!(full_name("/resourceGroups/rg1/providers/Microsoft.Web/sites/shop/slots/blue"), "shop/blue");
        let lock = "/resourceGroups/rg1/providers/Microsoft.Web/sites/shop/providers/Microsoft.Authorization/locks/l";
        assert_eq!(full_name(lock), "l");
    }

    #[test]
    fn the_parts_of_a_resource_id_are_read() {
        let check = |tail: &str, group: Option<&str>, kind: &str, name: &str| {
            let resource = AzureResource::parse(&format!("/subscriptions/{SUB}{tail}")).unwrap();
            assert_eq!(resource.subscription().map(|id| id.to_string()).as_deref(), Some(SUB), "{tail}");
            assert_eq!((resource.resource_group(), resource.resource_type(), resource.name()), (group, kind, name));
        };
        check(
            "/resourceGroups/rg1/providers/Microsoft.Automation/automationAccounts/lazy",
            Some("rg1"),
            "Microsoft.Automation/automationAccounts",
            "lazy",
        );
        check(
            "/resourcegroups/rg1/providers/Microsoft.Web/sites/shop/slots/blue/",
            Some("rg1"),
            "Microsoft.Web/sites/slots",
            "blue",
        );
        check(
            "/providers/Microsoft.Authorization/policyAssignments/p1",
            None,
            "Microsoft.Authorization/policyAssignments",
            "p1",
        );
    }

    #[test]
    fn a_policy_assignment_of_a_management_group_is_read_with_its_group() {
        let id =
            "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/x";
        for id in [id.to_owned(), id.to_lowercase()] {
            let resource = AzureResource::parse(&id).unwrap();
            assert_eq!((resource.management_group(), resource.name()), (Some("mg"), "x"));
            assert_eq!((resource.subscription(), resource.resource_group()), (None, None));
            assert!(resource.resource_type().eq_ignore_ascii_case("Microsoft.Authorization/policyAssignments"));
        }
    }

    #[test]
    fn what_is_not_a_resource_id_is_refused() {
        for text in [
            "",
            "/subscriptions",
            "/subscriptions/x/resourceGroups/rg/providers/A/b/c",
            "/subscriptions/1b87a2f0-0000-4000-8000-000000000001",
            "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg",
            "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers/A/b",
            "isExplicit=True",
            "/providers/Microsoft.Management/managementGroups/mg",
            "/providers/Microsoft.Management/managementGroups//providers/A/b/c",
            "/providers/Microsoft.Management/managementGroups/mg/resourceGroups/rg",
        ] {
            assert_eq!(AzureResource::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn case_does_not_tell_resources_apart() {
        let one = format!("/subscriptions/{SUB}/resourceGroups/RG/providers/Microsoft.Web/sites/Shop");
        assert_eq!(AzureResource::parse(&one), AzureResource::parse(&one.to_lowercase()));
    }
}
