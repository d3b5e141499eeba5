//! The signed-in user, with the tenant's names of their roles: what the settings and the page of rights begin with.

use futures_util::future::join;
use leptos::prelude::*;

use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_into, reread_when_renewed, reread_where};
use crate::web::tenant_text::visible;
use crate::web::text::role_name;
use domain::directory_role::RoleDefinition;
use domain::ids::RoleDefinitionId;
use domain::person::Person;

/// The user, and the names of the tenant's roles as far as they could be read.
pub type UserAccount = (Person, Vec<RoleDefinition>);

/// Reads them, and says how to read them again.
pub fn read_account(tenant: OpenTenant) -> (RegionSignal<UserAccount>, Callback<()>) {
    let account = new_region::<UserAccount>();
    let refresh = Callback::new(move |()| {
        let directory = tenant.directory();
        directory.forget_signed_in_user();
        read_into(account, async move {
            let (person, roles) = join(directory.signed_in_user(), directory.directory_roles()).await;
            Ok((person?, roles.map(|listing| listing.items).unwrap_or_default()))
        });
    });
    refresh.run(());
    reread_where(account, |_| true, refresh);
    (account, refresh)
}

/// Reads the user alone, who may be known already, and says how to try again.
pub fn read_person(tenant: OpenTenant) -> (RegionSignal<Person>, Callback<()>) {
    let person = new_region::<Person>();
    let read = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(person, async move { directory.signed_in_user().await });
    });
    read.run(());
    reread_when_renewed(move || person.with(|region| region.failure().cloned()), read);
    (person, read)
}

/// What the tenant calls a role, as far as that could be read.
pub fn name_of_role(definitions: &[RoleDefinition], role: RoleDefinitionId) -> String {
    let known = definitions.iter().find(|it| it.id == role);
    known.map_or_else(|| role_name::role(role), |it| visible(&it.display_name))
}
