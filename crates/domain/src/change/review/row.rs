//! The rows of a review: what each wish is about, what would happen, and what speaks against it.

use std::num::NonZeroU16;

use crate::api::AppRole;
use crate::azure_assignment::AzureAssignmentName;
use crate::azure_rights::AzureRoleDefinition;
use crate::azure_role::AzureScope;
use crate::change::origin::{Origin, Preselected};
use crate::change::permission::AzureRoleAt;
use crate::change::plan::{Addition, Removal, Step};
use crate::change::privilege::{Owner, Privilege};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::group::{FixedMembers, Group, GroupAccess};
use crate::guid::Guid;
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::problem::Problem;
use crate::tiers::ReachedTier;
use crate::time::Timestamp;

/// What one wish would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// The identity that the wish is for.
    pub identity: ServicePrincipalId,
    /// The wish.
    pub wish: Wish,
    /// What it is about, as far as it could be found.
    pub subject: Subject,
    /// What would happen.
    pub verdict: Verdict,
    /// What speaks against it without making it impossible.
    pub warnings: Vec<Warning>,
    /// The privileges that would be given; nothing, where nothing would be.
    pub privilege: Option<Privilege>,
    /// What filled the row in, where the user did not choose it.
    pub preselected: Option<Preselected>,
}

impl ReviewRow {
    /// A row without warnings, as the user's own choice.
    pub fn new(identity: ServicePrincipalId, wish: Wish, subject: Subject, verdict: Verdict) -> Self {
        Self { identity, wish, subject, verdict, warnings: Vec::new(), privilege: None, preselected: None }
    }

    /// Whether the row waits for the user's own tick: something else filled it in, and
    /// - it is tier 0 or unrated, or
    /// - a link, a change request or a text asks for a removal: removals can break what runs, and those may come from
    ///   anyone, while the user opened a baseline and chose what to copy from, or
    /// - a link asks it for another identity than that of the page.
    pub fn needs_users_selection(&self, page: ServicePrincipalId) -> bool {
        let Some((Preselected { origin, ticked: false }, step)) = self.preselected.zip(self.verdict.step()) else {
            return false;
        };
        let is_foreign = matches!(origin, Origin::Link | Origin::ChangeRequest | Origin::PastedText);
        let is_elsewhere = origin == Origin::Link && self.identity != page;
        (step.takes() && is_foreign) || is_elsewhere || self.privilege.is_some_and(Privilege::may_be_tier_zero)
    }

    /// Whether the row, once chosen, takes the typed name of the identity and a reason.
    pub fn is_guarded(&self) -> bool {
        match self.privilege {
            Some(Privilege::TierZero | Privilege::Unrated(Owner::Microsoft)) => true,
            Some(Privilege::Unrated(Owner::Custom)) => self.preselected.is_some(),
            Some(Privilege::Lower) | None => false,
        }
    }

    /// The scope of a role, and the end of an Entra role: those of what would be sent, where anything would.
    pub fn scope(&self) -> Option<RoleScope> {
        match (self.verdict.step(), &self.subject) {
            (Some(Step::Add(Addition::EntraRole(missing))), _) => {
                Some(RoleScope::Directory(missing.grant().scope.clone(), missing.lasting()))
            }
            (Some(Step::Remove(Removal::EntraRole(held))), _) => {
                Some(RoleScope::Directory(held.grant().scope.clone(), Lasting::Permanent))
            }
            (Some(Step::Add(Addition::AzureRole(missing))), _) => Some(RoleScope::Azure(missing.grant().scope.clone())),
            (Some(Step::Remove(Removal::AzureRole(held))), _) => Some(RoleScope::Azure(held.grant().scope.clone())),
            (Some(Step::Add(_) | Step::Remove(_)), _) => None,
            (None, Subject::DirectoryRole { scope, lasting, .. }) => {
                Some(RoleScope::Directory(scope.clone(), *lasting))
            }
            (None, Subject::AzureRole { at, .. }) => Some(RoleScope::Azure(at.scope.clone())),
            (None, _) => None,
        }
    }

    /// Whether the row asks the user to choose one of several meanings.
    pub fn is_question(&self) -> bool {
        matches!(self.verdict, Verdict::NotPossible(Obstacle::Ambiguous(_)))
    }
}

/// The scope of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleScope {
    /// Of an Entra role, with its end.
    Directory(DirectoryScope, Lasting),
    /// Of an Azure role.
    Azure(AzureScope),
}

/// What a row is about, with the names that the tenant gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An app role.
    AppRole {
        /// The API.
        api: AppId,
        /// The API's name, where it is in the tenant.
        api_name: Option<String>,
        /// The role, where the API has it.
        role: Option<AppRole>,
        /// The value or id that was asked for.
        asked: String,
    },
    /// A directory role.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// Its definition, where the tenant has it.
        definition: Option<RoleDefinition>,
        /// Where it is to count.
        scope: DirectoryScope,
        /// For how long it is to be assigned.
        lasting: Lasting,
    },
    /// An Azure role.
    AzureRole {
        /// The role at its scope.
        at: Box<AzureRoleAt>,
        /// Its definition, where it could be read.
        definition: Option<Box<AzureRoleDefinition>>,
        /// The identities that it would lead to.
        lead: ReachedTier,
    },
    /// Membership of a group.
    Group {
        /// The group's object ID.
        id: ObjectId,
        /// The group, where it could be read.
        group: Option<Box<Group>>,
        /// What its members get, where that was read.
        access: Option<Box<GroupAccess>>,
    },
    /// An app role of an API that is not known.
    RoleOfUnknownApi {
        /// The service principal of the API.
        resource: ServicePrincipalId,
        /// The API's name as it was noted with the grant; empty, where there is none.
        noted_name: String,
        /// The role.
        role: AppRoleId,
    },
    /// A name that couldn't be found, or that has several meanings.
    Name(String),
}

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is missing and would be added.
    Add(Step),
    /// It is assigned and would be removed.
    Take(Step),
    /// It is assigned already; nothing would be sent.
    AlreadyHeld {
        /// Since when, where the service says so.
        since: Option<Timestamp>,
        /// When it ends by itself, where it does.
        until: Option<Timestamp>,
    },
    /// It is not assigned; there is nothing to remove.
    NotHeld,
    /// It cannot be done.
    NotPossible(Obstacle),
}

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The tenant has no service principal for the API. Someone has to create it first.
    ApiNotInTenant(AppId),
    /// The API could not be read, so its roles are not known.
    ApiUnread(Problem),
    /// No API of the tenant, or not the one that was named, has such a role.
    NoSuchRole,
    /// The API has the application id of one of Microsoft's, and another owner.
    ApiForged,
    /// The role's id and its value do not belong together: the list of roles is not to be trusted.
    RoleContradictsCatalog,
    /// The role is for people only. An application cannot have it.
    PeopleOnly,
    /// The API has disabled the role.
    Disabled,
    /// The name has several meanings; each is a wish to choose instead.
    Ambiguous(Vec<Choice>),
    /// The tenant has no such directory role.
    NoSuchDirectoryRole,
    /// The directory roles could not be read.
    DirectoryRolesUnread(Problem),
    /// The directory role is disabled.
    DirectoryRoleDisabled,
    /// The scope is of a form that is not known.
    ScopeNotKnown,
    /// The identity's permissions couldn't be read in full, so it is unknown whether this one is missing.
    HeldUnread(Problem),
    /// The scope has no such Azure role.
    NoSuchAzureRole,
    /// The Azure roles could not be read, as where Azure is not connected.
    AzureRolesUnread(Problem),
    /// Azure roles, app roles and memberships of groups can't be assigned for a limited time here.
    CannotEnd,
    /// The identity has the role at this scope under another condition. Azure has no second assignment of it.
    OtherCondition,
    /// The name that the assignment is to have belongs to another assignment.
    AzureNameTaken,
    /// The identity inherits the role: the assignment was made at this scope above, and is removed there.
    MadeAbove {
        /// The scope of the assignment.
        scope: AzureScope,
        /// The name of the assignment there, by which it is removed whatever its condition.
        name: AzureAssignmentName,
    },
    /// A group of the identity has the role. Remove the identity from the group, or the role from the group.
    OfGroup {
        /// The group's object ID.
        group: Guid,
        /// The scope of the group's assignment.
        scope: AzureScope,
    },
    /// The tenant has no such group.
    NoSuchGroup,
    /// The group could not be read, so it is not known whether Microsoft Graph can change its members.
    GroupUnread(Problem),
    /// Microsoft Graph can't add an identity to the group or remove it.
    GroupMembersFixed(FixedMembers),
    /// Another row asks for the same.
    AskedTwice,
    /// Another row assigns the same role for this many hours, which is shorter.
    ShorterAsked(NonZeroU16),
    /// There is no such managed identity to change.
    NobodyThere(Absence),
}

/// Why there is no managed identity to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing in the tenant has this id any more, or ever had.
    NotFound,
    /// It was deleted and can still be restored.
    Deleted,
    /// The id belongs to something that is not a managed identity.
    SomethingElse,
}

/// One meaning of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The wish that has this meaning.
    pub wish: Wish,
    /// The name of the API or, for a directory role, of the role.
    pub of: String,
}

/// What speaks against a row without making it impossible. The service decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The user has none of the roles that are usually needed, of which one would do.
    RoleProbablyMissing(&'static [RoleDefinitionId]),
    /// Which roles the user has could not be read; one of these is needed.
    OwnRolesUnread(&'static [RoleDefinitionId]),
    /// The identity cannot sign in at present.
    IdentityDisabled,
    /// The API's name makes people think of Microsoft, and its owner is someone else.
    ApiNotMicrosofts(AppId),
    /// The API did not offer this role yet when the page was released.
    RoleIsNew,
    /// The tenant seems to lack the license for roles that end by themselves.
    LicenseProbablyMissing,
    /// It is requested as time-bound, and is assigned permanently.
    HeldWithoutEnd,
    /// It is requested as time-bound, and is assigned; whether it ends couldn't be read.
    HeldEndUnread,
    /// No role of the user allows the change at this Azure scope.
    AzureRightMissing,
    /// It is unknown whether the user may make the change at this Azure scope.
    AzureRightUnknown,
    /// The identity has the role already, by an assignment at this scope above.
    HeldAbove(AzureScope),
    /// The identity has the role already, through a group.
    HeldByGroup,
    /// The identity keeps the role by an assignment at this scope above.
    StaysAbove(AzureScope),
    /// The identity keeps the role through a group.
    StaysByGroup,
    /// It is the last app role of an API that issues tokens to assigned principals only.
    LastRoleOfApi(AppId),
}

impl Verdict {
    /// What would be sent, where anything would.
    pub fn step(&self) -> Option<&Step> {
        match self {
            Self::Add(step) | Self::Take(step) => Some(step),
            Self::AlreadyHeld { .. } | Self::NotHeld | Self::NotPossible(_) => None,
        }
    }
}
