//! Role definitions: some sixty of the 928 built-in ones, and the tenant's own.
//!
//! The table has the roles that matter for the sample, one on a line: ID, name, actions, excluded actions, data actions,
//! excluded data actions, and the roles that a condition within the role lets its holder assign. `~` stands for
//! `Microsoft.`, and `+` for three actions that most roles have. Of long lists the table has the first entries, without
//! those about support and alerts. Made from `az role definition list` of August 2026 (iann0036/iam-dataset
//! `azure/built-in-roles-raw.json` @2073fa52ac008a45477aa0b1b4580cd99135bf60, MIT). Descriptions are left out.

use serde_json::{Value, json};

use super::super::tenant::Tenant;
use super::scope::is_within;
use domain::guid::Guid;

const TABLE: &str = include_str!("built-in-roles.txt");

/// What most roles have.
const COMMON: [&str; 3] = [
    "Microsoft.Authorization/*/read",
    "Microsoft.Resources/deployments/*",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
];

/// A role.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub id: Guid,
    pub name: String,
    pub custom: bool,
    pub actions: Vec<String>,
    pub not_actions: Vec<String>,
    pub data_actions: Vec<String>,
    pub not_data_actions: Vec<String>,
    /// The only roles that a condition within the role lets its holder assign and remove; any where it is empty.
    pub only_roles: Vec<Guid>,
    pub assignable_scopes: Vec<String>,
}

/// Every role of the tenant.
pub(super) fn all(tenant: &Tenant) -> impl Iterator<Item = Definition> {
    let own = tenant.azure.custom_roles.iter().map(|role| Definition {
        id: role.id,
        name: role.name.clone(),
        custom: true,
        actions: role.actions.clone(),
        not_actions: Vec::new(),
        data_actions: Vec::new(),
        not_data_actions: Vec::new(),
        only_roles: Vec::new(),
        assignable_scopes: role.assignable_scopes.clone(),
    });
    TABLE.lines().filter_map(read).chain(own)
}

pub(super) fn find(tenant: &Tenant, id: Guid) -> Option<Definition> {
    all(tenant).find(|it| it.id == id)
}

fn read(line: &str) -> Option<Definition> {
    let mut parts = line.split('|');
    let id = parts.next()?.parse().ok()?;
    let name = parts.next()?.to_owned();
    let mut texts = || -> Vec<String> {
        let entries = parts.next().unwrap_or_default().split(',').filter(|entry| !entry.is_empty());
        let spell = |entry: &str| match entry {
            "+" => COMMON.map(str::to_owned).to_vec(),
            _ => vec![entry.replace('~', "Microsoft.")],
        };
        entries.flat_map(spell).collect()
    };
    let (actions, not_actions, data_actions, not_data_actions) = (texts(), texts(), texts(), texts());
    let only_roles = texts().iter().filter_map(|id| id.parse().ok()).collect();
    let assignable_scopes = vec!["/".to_owned()];
    Some(Definition {
        id,
        name,
        custom: false,
        actions,
        not_actions,
        data_actions,
        not_data_actions,
        only_roles,
        assignable_scopes,
    })
}

impl Definition {
    /// Whether the role can be assigned at a scope.
    pub(super) fn is_assignable_at(&self, tenant: &Tenant, scope: &str) -> bool {
        self.assignable_scopes.iter().any(|above| is_within(tenant, scope, above))
    }

    /// The block of permissions.
    pub(super) fn permissions(&self) -> Value {
        json!({
            "actions": self.actions, "notActions": self.not_actions,
            "dataActions": self.data_actions, "notDataActions": self.not_data_actions,
        })
    }

    pub(super) fn json(&self, prefix: &str) -> Value {
        json!({
            "properties": {
                "roleName": self.name,
                "type": if self.custom { "CustomRole" } else { "BuiltInRole" },
                "description": "",
                "assignableScopes": self.assignable_scopes,
                "permissions": [self.permissions()],
            },
            "id": format!("{prefix}/providers/Microsoft.Authorization/roleDefinitions/{}", self.id),
            "type": "Microsoft.Authorization/roleDefinitions",
            "name": self.id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_role_of_its_own() {
        let roles: Vec<Definition> = TABLE.lines().map(|line| read(line).unwrap_or_else(|| panic!("{line}"))).collect();
        assert!((50..80).contains(&roles.len()), "{}", roles.len());
        for role in &roles {
            assert!(!role.actions.is_empty() || !role.data_actions.is_empty(), "{}", role.name);
            assert_eq!(roles.iter().filter(|it| it.id == role.id || it.name == role.name).count(), 1, "{}", role.name);
        }
        let conditional: Vec<&str> =
            roles.iter().filter(|it| !it.only_roles.is_empty()).map(|it| it.name.as_str()).collect();
        assert_eq!(conditional, ["Key Vault Data Access Administrator"]);
    }
}
