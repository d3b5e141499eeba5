//! What the tenant says about the permissions of sets: names, descriptions, and which it has.

use std::rc::Rc;

use futures_util::future::join;

use crate::web::tenant::open_tenant::OpenDirectory;
use domain::apis::KnownApis;
use domain::change::wish::Wish;
use domain::directory_role::RoleDefinition;
use domain::problem::Problem;
use domain::sets::{SetEntry, entries};
use graph::operations::review::apis_of;

/// The APIs and directory roles of the tenant, as far as sets name them.
#[derive(Clone)]
pub struct TenantWords {
    /// The APIs.
    pub apis: KnownApis,
    /// The directory roles.
    pub definitions: Vec<RoleDefinition>,
}

impl TenantWords {
    /// Reads what these wishes name. A bare name can be that of any API, so then all of them are read.
    ///
    /// # Errors
    ///
    /// Where the directory roles cannot be read. An API that cannot be read leaves its permissions without words.
    pub async fn read(directory: Rc<OpenDirectory>, wishes: Vec<Wish>) -> Result<Self, Problem> {
        let apis = apis_of(&wishes);
        let has_bare_name = wishes.iter().any(|wish| matches!(wish, Wish::Named { api: None, .. }));
        let tenant = async {
            if has_bare_name {
                // A gap leaves names without a meaning, which is said of each.
                let _ = directory.load_apis_of_tenant().await;
            }
        };
        let ((), (roles, ())) = join(tenant, join(directory.directory_roles(), directory.load_apis(&apis))).await;
        Ok(Self { apis: directory.apis(), definitions: roles?.items })
    }

    /// The wishes with the tenant's words.
    pub fn entries(&self, wishes: &[Wish]) -> Vec<SetEntry> {
        entries(wishes, &self.apis, &self.definitions)
    }
}
