//! The signed-in user, with the tenant's names of their roles: what the settings and the page of rights begin with.

use futures_util::future::join;

use crate::web::fetched::signal::FetchedSignal;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::role_name;
use domain::directory_role::RoleDefinition;
use domain::ids::RoleDefinitionId;
use domain::person::Person;

/// The user, and the names of the tenant's roles as far as they could be read.
pub type UserAccount = (Person, Vec<RoleDefinition>);

/// Reads them.
pub fn read_account(tenant: OpenTenant) -> FetchedSignal<UserAccount> {
    let account = FetchedSignal::<UserAccount>::now(move || {
        let directory = tenant.directory();
        directory.forget_signed_in_user();
        async move {
            let (person, roles) = join(directory.signed_in_user(), directory.directory_roles()).await;
            Ok((person?, roles.map(|listing| listing.items).unwrap_or_default()))
        }
    });
    account.reread_where(|_| true);
    account
}

/// Reads the user alone, who may be known already.
pub fn read_person(tenant: OpenTenant) -> FetchedSignal<Person> {
    let person = FetchedSignal::<Person>::now(move || {
        let directory = tenant.directory();
        async move { directory.signed_in_user().await }
    });
    person.reread_when_renewed();
    person
}

/// What the tenant calls a role, as far as that could be read.
pub fn name_of_role(definitions: &[RoleDefinition], role: RoleDefinitionId) -> String {
    let known = definitions.iter().find(|it| it.id == role);
    known.map_or_else(|| role_name::role(role), |it| visible(&it.display_name))
}
