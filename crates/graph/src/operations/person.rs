//! Who is signed in.

use futures_util::future::join3;

use super::directory::Directory;
use crate::endpoints::person::{Me, MyDirectoryRoles, MyOrganization};
use crate::transport::{Surroundings, Transport};
use domain::listing::Listing;
use domain::person::Person;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The signed-in user, their tenant and their roles, read once for a session.
    ///
    /// # Errors
    ///
    /// Where the user or the tenant cannot be read. Roles that cannot be read say so themselves.
    pub async fn signed_in_user(&self) -> Result<Person, Problem> {
        if let Some(person) = self.person.borrow().clone() {
            return Ok(person);
        }
        let (account, tenant, roles) =
            join3(self.client.get(&Me), self.client.get(&MyOrganization), self.client.list(&MyDirectoryRoles, |_| ()))
                .await;
        let account = account?;
        let roles = roles.and_then(Listing::whole);
        let person = Person {
            id: account.id,
            display_name: account.display_name,
            user_principal_name: account.user_principal_name,
            tenant: tenant?,
            roles,
        };
        self.person.replace(Some(person.clone()));
        Ok(person)
    }

    /// Reads the user again the next time, as after a role was activated.
    pub fn forget_signed_in_user(&self) {
        self.person.replace(None);
    }
}
