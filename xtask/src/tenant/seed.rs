//! The tenant before anybody has changed it.

use bestow::domain::ids::{RoleDefinitionId, TenantId, UserId};
use bestow::domain::time::Timestamp;
use bestow::simulator::Tenant;
use bestow::simulator::tenant::{RoleScope, User};

/// People only.
pub fn tenant(_now: Timestamp) -> Tenant {
    let mut tenant = Tenant::new(TenantId::known("9f0a1c52-3a8e-4f4c-8f0b-0c1d2e3f4a5b"), "Contoso", "contoso.example");
    let adele = UserId::known("11111111-1111-4111-8111-111111111111");
    tenant.add_user(User::member(adele, "Adele Vance", "adele@contoso.example"));
    tenant.assign(adele.0, RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10"), RoleScope::Tenant);
    tenant
}
