//! What others do to the tenant while a change is applied.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::ids::{AppId, AppRoleId, RoleAssignmentId, ServicePrincipalId};
use domain::problem::Claims;
use domain::time::Timestamp;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use simulator::tenant::RoleAssignment;
use simulator::{Simulator, Tenant, sample};

use super::{APP_ROLES, IDENTITY, Skewed, start};

/// Something that another user does. App roles are meant by their place in [`APP_ROLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// An app role is switched off.
    Disabled(usize),
    /// The identity is deleted.
    Deleted,
    /// The user's own roles end.
    RightsEnd,
    /// The user has them again.
    RightsBack,
    /// Another administrator grants an app role.
    Granted(usize),
    /// Another administrator revokes an app role.
    Revoked(usize),
    /// Another administrator revokes an app role and grants it again, so that the assignment has another ID.
    GrantedAgain(usize),
}

/// Lets other changes happen before certain requests are answered.
pub struct Meanwhile<T> {
    inner: T,
    simulator: Rc<RefCell<Simulator>>,
    clock: Skewed,
    /// How long a request takes to arrive, and its answer to come back.
    travel: Duration,
    script: RefCell<Vec<(u32, Happening)>>,
    answered: Cell<u32>,
    happened: RefCell<Vec<(Timestamp, Happening)>>,
    rights: RefCell<Vec<(RoleAssignmentId, RoleAssignment)>>,
}

impl<T> Meanwhile<T> {
    /// Nothing happens yet.
    pub fn new(inner: T, simulator: Rc<RefCell<Simulator>>, clock: Skewed, travel: Duration) -> Self {
        Self {
            inner,
            simulator,
            clock,
            travel,
            script: RefCell::default(),
            answered: Cell::new(0),
            happened: RefCell::default(),
            rights: RefCell::default(),
        }
    }

    /// From now on, each change happens before the request with its number.
    pub fn follow(&self, script: Vec<(u32, Happening)>) {
        self.answered.set(0);
        self.script.replace(script);
    }

    /// What has happened, and when by the service's clock.
    pub fn happened(&self) -> Vec<(Timestamp, Happening)> {
        self.happened.borrow().clone()
    }

    fn let_happen(&self) {
        let number = self.answered.replace(self.answered.get() + 1);
        let due = self.script.borrow().iter().filter(|(at, _)| *at == number).map(|(_, it)| *it).collect::<Vec<_>>();
        for happening in due {
            let mut simulator = self.simulator.borrow_mut();
            let now = self.clock.now();
            let took_place = simulator.change_tenant(now, |tenant| self.change(tenant, happening));
            if took_place {
                self.happened.borrow_mut().push((now, happening));
            }
        }
    }

    /// Whether it made a difference.
    fn change(&self, tenant: &mut Tenant, happening: Happening) -> bool {
        let identity = tenant.service_principals.values().find(|it| it.display_name == IDENTITY).map(|it| it.id);
        let Some(identity) = identity else { return happening == Happening::RightsBack && self.give_back(tenant) };
        match happening {
            Happening::Disabled(at) => {
                let (resource, id) = role(tenant, APP_ROLES[at].0, APP_ROLES[at].1);
                let roles = tenant.service_principals.get_mut(&resource).unwrap().app_roles.iter_mut();
                roles.filter(|role| role.id == id).for_each(|role| role.is_enabled = false);
                true
            }
            Happening::Deleted => {
                tenant.delete_service_principal(identity, start());
                true
            }
            Happening::RightsEnd => {
                let mine = |held: &RoleAssignment| held.principal == sample::ADMINISTRATOR.0;
                let ended = tenant.role_assignments.iter().filter(|(_, held)| mine(held));
                self.rights.borrow_mut().extend(ended.map(|(id, held)| (id.clone(), *held)));
                tenant.role_assignments.retain(|_, held| !mine(held));
                true
            }
            Happening::RightsBack => self.give_back(tenant),
            Happening::Granted(at) => {
                let (resource, id) = role(tenant, APP_ROLES[at].0, APP_ROLES[at].1);
                let held = tenant.app_role_assignments.of_principal(identity.0);
                let free = !held.into_iter().any(|(_, it)| it.resource == resource && it.app_role == id);
                if free {
                    tenant.grant(identity.0, resource, id, self.clock.now());
                }
                free
            }
            Happening::GrantedAgain(at) => {
                let both = self.change(tenant, Happening::Revoked(at));
                both && self.change(tenant, Happening::Granted(at))
            }
            Happening::Revoked(at) => {
                let (resource, id) = role(tenant, APP_ROLES[at].0, APP_ROLES[at].1);
                let held = tenant.app_role_assignments.of_principal(identity.0);
                let found = held.into_iter().find(|(_, it)| it.resource == resource && it.app_role == id);
                let key = found.map(|(key, _)| key);
                key.is_some_and(|key| {
                    tenant.app_role_assignments.remove(key);
                    true
                })
            }
        }
    }

    fn give_back(&self, tenant: &mut Tenant) -> bool {
        let rights = std::mem::take(&mut *self.rights.borrow_mut());
        let any = !rights.is_empty();
        tenant.role_assignments.extend(rights);
        any
    }
}

impl<T: Transport> Transport for Meanwhile<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.clock.sleep(self.travel).await;
        self.let_happen();
        let answer = self.inner.send(authority, request).await;
        self.clock.sleep(self.travel).await;
        answer
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}

/// An app role of an API, by its value.
pub fn role(tenant: &Tenant, api: AppId, value: &str) -> (ServicePrincipalId, AppRoleId) {
    let api = tenant.service_principal_of(api).unwrap();
    let role = api.app_roles.iter().find(|role| role.value.as_deref() == Some(value)).unwrap();
    (api.id, role.id)
}
