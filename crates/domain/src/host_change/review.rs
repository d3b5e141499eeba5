//! What would happen, before anything is sent: what is enabled or attached where, what stays, and what is in the way.
//!
//! Only [`HostReview::approve`] makes a [`ReviewedHostChange`], and only where nothing is in the way.

use super::facts::{CreationFacts, HostFacts};
use super::host::{AzureLock, HostIdentity, HostResource, HostState, LockLevel};
use super::host_type::{HostEffect, HostSupport, HostType, PortalReason};
use super::identity_power::{AttachRisk, RiskyIdentity};
use super::obstacle::{HostObstacle, HostWarning};
use super::wish::{AzureRegion, HostWish, IdentityRequest, NewIdentity};
use crate::azure_resource::AzureResource;
use crate::azure_rights::{AzureRight, AzureTask};
use crate::azure_role::AzureScope;
use crate::change::approval::{Assurance, Guard, NotApproved};
use crate::ids::{TenantId, UserId};
use crate::problem::Problem;

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostReview {
    wish: HostWish,
    before: HostIdentity,
    request: Option<IdentityRequest>,
    obstacles: Vec<HostObstacle>,
    warnings: Vec<HostWarning>,
    risky: Option<RiskyIdentity>,
    /// Whether no other identity has the name of the risky one, for certain.
    is_unique: bool,
}

/// A change of one resource that was reviewed and approved by a user in a tenant. Only [`HostReview::approve`] makes one,
/// and nothing else can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedHostChange {
    pub(super) wish: HostWish,
    pub(super) before: HostIdentity,
    /// What is sent for the identity of a resource; nothing for a new identity, and where nothing is to be sent any more.
    pub(super) request: Option<IdentityRequest>,
    pub(super) tenant: TenantId,
    pub(super) person: UserId,
}

/// Reviews enabling or attaching.
pub fn review_host(wish: HostWish, facts: &HostFacts) -> HostReview {
    let HostFacts { host, right, locks, identities, attached } = facts;
    let may_assign = |id: &AzureResource| attached.iter().any(|it| it.0 == *id && it.1 == AzureRight::Probably);
    let mut obstacles = Vec::new();
    let mut warnings = Vec::new();
    let (request, host_type) = match HostType::of(&host.resource) {
        HostSupport::Here(host_type) => (wish.request(host_type, &host.identity, may_assign), Some(host_type)),
        HostSupport::InPortal(reason) => {
            obstacles.push(HostObstacle::InPortal(reason));
            (None, None)
        }
    };
    match &wish {
        HostWish::Enable(_) if host.identity.system.is_on() => {
            obstacles.push(HostObstacle::AlreadyEnabled(host.identity.system.principal()));
        }
        HostWish::Attach { identities, .. } if identities.is_empty() => obstacles.push(HostObstacle::NothingChosen),
        HostWish::Attach { identities, .. } if identities.iter().all(|id| host.identity.has(id)) => {
            obstacles.push(HostObstacle::AlreadyAttached);
        }
        _ => {}
    }
    match &host.state {
        HostState::Settled => {}
        HostState::Busy(word) => obstacles.push(HostObstacle::Busy(word.clone())),
        HostState::Failed => warnings.push(HostWarning::LastChangeFailed),
    }
    if let Some(host_type) = host_type {
        let scope = AzureScope::Resource(host.resource.clone());
        note_right(*right, host_type.write_action(), scope, &mut obstacles, &mut warnings);
        note_effect(host_type, host, &wish, &mut warnings);
        let named = request.iter().flat_map(|request| &request.named);
        let without_right = named.filter(|id| host.identity.has(id) && !may_assign(id)).cloned();
        let without_right: Vec<AzureResource> = without_right.collect();
        if !without_right.is_empty() {
            warnings.push(HostWarning::NamesAttached(without_right));
        }
    }
    note_locks(locks, &mut obstacles, &mut warnings);
    let mut risky = Vec::new();
    for facts in identities.iter().filter(|it| !host.identity.has(&it.resource)) {
        let resource = facts.resource.clone();
        if let Ok(Some(identity)) = &facts.identity {
            let is_new =
                |it: &RiskyIdentity| risky.iter().all(|other: &RiskyIdentity| other.identity.id != it.identity.id);
            risky.extend(RiskyIdentity::of(identity, facts.power).filter(is_new));
        }
        match &facts.identity {
            Err(problem) => obstacles.push(HostObstacle::IdentityUnreadable(resource.clone(), problem.clone())),
            Ok(None) => obstacles.push(HostObstacle::IdentityNotFound(resource.clone())),
            Ok(Some(identity)) if identity.regional && !is_same_region(&identity.region, &host.region) => {
                obstacles.push(HostObstacle::OtherRegion(resource.clone()));
            }
            Ok(Some(_)) => {}
        }
        let action = AzureTask::AttachIdentity.action().to_owned();
        note_right(facts.right, action, AzureScope::Resource(resource), &mut obstacles, &mut warnings);
    }
    if risky.len() > 1 {
        let resources = risky.iter().filter_map(|it| it.identity.resource.clone());
        obstacles.push(HostObstacle::SeveralRisky(resources.collect()));
    }
    HostReview {
        request,
        obstacles,
        warnings,
        risky: risky.into_iter().next(),
        ..HostReview::empty(wish, host.identity.clone())
    }
}

/// Reviews creating an identity. One that exists is never changed.
pub fn review_creation(new: NewIdentity, facts: &CreationFacts) -> HostReview {
    let mut obstacles = Vec::new();
    let mut warnings = Vec::new();
    if new.resource().is_none() {
        obstacles.push(HostObstacle::GroupUnreadable);
    }
    if let Some(existing) = &facts.existing {
        obstacles.push(HostObstacle::Exists(existing.clone()));
    }
    match &facts.regions {
        Ok(regions) if regions.contains(&new.region) => {}
        Ok(_) => obstacles.push(HostObstacle::RegionNotOffered(new.region.clone())),
        Err(_) => warnings.push(HostWarning::RegionsUnknown),
    }
    let action = AzureTask::CreateIdentity.action().to_owned();
    note_right(facts.right, action, new.scope(), &mut obstacles, &mut warnings);
    note_locks(&facts.locks, &mut obstacles, &mut warnings);
    HostReview { obstacles, warnings, ..HostReview::empty(HostWish::Create(new), HostIdentity::NONE) }
}

pub(super) fn note_right(
    right: AzureRight,
    action: String,
    scope: AzureScope,
    obstacles: &mut Vec<HostObstacle>,
    warnings: &mut Vec<HostWarning>,
) {
    match right {
        AzureRight::Probably => {}
        AzureRight::No => obstacles.push(HostObstacle::NoRight { action, scope }),
        AzureRight::Unknown => warnings.push(HostWarning::RightUnknown(action)),
    }
}

pub(super) fn note_effect(host_type: &HostType, host: &HostResource, wish: &HostWish, warnings: &mut Vec<HostWarning>) {
    match host_type.effect {
        HostEffect::AzureJobsOnly if wish.wants_system() || wish.undo().is_some() => {}
        HostEffect::AzureJobsOnly => warnings.push(HostWarning::AzureJobsOnly),
        HostEffect::MayRestart => warnings.push(HostWarning::MayRestart),
        HostEffect::InstanceUpgrade if host.manual_upgrade => warnings.push(HostWarning::InstanceUpgrade),
        HostEffect::InstanceUpgrade | HostEffect::NotDocumented => warnings.push(HostWarning::RestartNotDocumented),
    }
}

pub(super) fn note_locks(
    locks: &Result<Vec<AzureLock>, Problem>,
    obstacles: &mut Vec<HostObstacle>,
    warnings: &mut Vec<HostWarning>,
) {
    let Ok(locks) = locks else { return warnings.push(HostWarning::LocksUnknown) };
    let read_only = locks.iter().filter(|lock| lock.level == LockLevel::ReadOnly).map(|lock| lock.scope.clone());
    let read_only: Vec<AzureScope> = read_only.collect();
    if !read_only.is_empty() {
        obstacles.push(HostObstacle::ReadOnly(read_only));
    }
    if locks.iter().any(|lock| lock.level == LockLevel::Other) {
        warnings.push(HostWarning::LocksUnknown);
    }
}

fn is_same_region(one: &str, two: &str) -> bool {
    matches!((AzureRegion::named(one), AzureRegion::named(two)), (Some(one), Some(two)) if one == two)
}

impl HostReview {
    pub(super) fn new(
        wish: HostWish,
        before: HostIdentity,
        request: Option<IdentityRequest>,
        obstacles: Vec<HostObstacle>,
        warnings: Vec<HostWarning>,
    ) -> Self {
        Self { request, obstacles, warnings, ..Self::empty(wish, before) }
    }

    /// The review of a resource that isn't read, because the Azure portal changes its identity.
    pub fn left_to_portal(wish: HostWish, reason: PortalReason) -> Self {
        let obstacles = vec![HostObstacle::InPortal(reason)];
        Self { obstacles, ..Self::empty(wish, HostIdentity::NONE) }
    }

    fn empty(wish: HostWish, before: HostIdentity) -> Self {
        let (obstacles, warnings) = (Vec::new(), Vec::new());
        Self { wish, before, request: None, obstacles, warnings, risky: None, is_unique: false }
    }

    /// The same, where it is known whether another identity has the name of the risky one.
    #[must_use]
    pub fn with_unique(self, is_unique: bool) -> Self {
        Self { is_unique, ..self }
    }

    /// The identity whose name has to be typed before it is attached, and why.
    pub fn risky(&self) -> Option<&RiskyIdentity> {
        self.risky.as_ref()
    }

    /// What has to be typed, where the identity is tier 0 or may be.
    pub fn guard(&self) -> Option<Guard<'_>> {
        let RiskyIdentity { identity, risk } = self.risky.as_ref()?;
        Some(Guard::of(identity, self.is_unique, *risk == AttachRisk::TierZero))
    }

    /// Whether the user has given what the approval takes.
    ///
    /// # Errors
    ///
    /// What is missing.
    pub fn check(&self, assurance: &Assurance) -> Result<(), NotApproved> {
        match (self.guard(), self.wish.undo()) {
            (Some(guard), _) => guard.check(assurance),
            (None, Some(undo)) if assurance.name.trim() != undo.name() => Err(NotApproved::NameMissing),
            (None, _) => Ok(()),
        }
    }

    /// What was asked for.
    pub fn wish(&self) -> &HostWish {
        &self.wish
    }

    /// The identities that the resource has now.
    pub fn before(&self) -> &HostIdentity {
        &self.before
    }

    /// The user-assigned identities that would be attached.
    pub fn added(&self) -> Vec<&AzureResource> {
        self.wish.identities().iter().filter(|id| !self.before.has(id)).collect()
    }

    /// What would be sent for the identity of a resource.
    pub fn request(&self) -> Option<&IdentityRequest> {
        self.request.as_ref()
    }

    /// What is in the way.
    pub fn obstacles(&self) -> &[HostObstacle] {
        &self.obstacles
    }

    /// What the user has to know.
    pub fn warnings(&self) -> &[HostWarning] {
        &self.warnings
    }

    /// Approves the change; nothing, where something is in the way, or the user hasn't given what it takes.
    pub fn approve(self, tenant: TenantId, person: UserId, assurance: &Assurance) -> Option<ReviewedHostChange> {
        let is_ready = self.is_ready() && self.check(assurance).is_ok();
        let Self { wish, before, request, .. } = self;
        is_ready.then_some(ReviewedHostChange { wish, before, request, tenant, person })
    }

    /// Whether nothing is in the way.
    pub fn is_ready(&self) -> bool {
        let is_without_request =
            matches!(self.wish, HostWish::Create(_)) || self.wish.undo().is_some_and(|undo| undo.host().is_none());
        self.obstacles.is_empty() && (self.request.is_some() || is_without_request)
    }
}

impl ReviewedHostChange {
    /// What was asked for.
    pub fn wish(&self) -> &HostWish {
        &self.wish
    }

    /// The identities that the resource had when the change was reviewed.
    pub fn before(&self) -> &HostIdentity {
        &self.before
    }

    /// The tenant in which it was reviewed.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who reviewed it.
    pub fn person(&self) -> UserId {
        self.person
    }
}
