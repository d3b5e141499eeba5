//! What can happen to a change that is open, what becomes of it, and what is to be done outside of it then.

use super::{OpenAzureRole, OpenChange};
use crate::web::navigation::route::ChangeStep;
use domain::azure_role::AzureScope;
use domain::change::approval::{Assurance, NotApproved};
use domain::change::execution::Execution;
use domain::change::lifecycle::Change;
use domain::change::origin::Origin;
use domain::change::request_details::RequestDetails;
use domain::change::review::Review;
use domain::change::role_terms::RoleTerms;
use domain::change::wish::{Wanted, Wish};
use domain::guid::Guid;
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::narrower::AlternativeScope;
use domain::scope::Scope;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// Something that happened to a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeEvent {
    /// The name of the page's identity was read.
    Named(String),
    /// The page was opened with this address. One that says nothing does not empty a selection that is open.
    Opened(ChangeStep, Vec<Wanted>),
    /// The address became another one: by Back, by a link, or because it shows what was chosen.
    Followed(ChangeStep, Vec<Wanted>),
    /// The user asked for these.
    Chosen(Vec<Wanted>),
    /// Something else than the user asked for these: they are marked, and what is risky of them waits in the review for
    /// the user's own tick. What is chosen already stays as it is.
    Preselected(Vec<Wanted>, Origin),
    /// The user has ticked these, whatever filled them in.
    Ticked(Vec<Wanted>),
    /// The user took these out, for every identity.
    LeftOut(Vec<Wish>),
    /// The user chose another wish instead of this one, for every identity. The new one has the same origin.
    Replaced {
        /// The wish that goes.
        old: Wish,
        /// The wish that comes in its place.
        new: Wish,
    },
    /// The user emptied the selection.
    Emptied,
    /// The user set other terms for a chosen Entra role. While something is missing in them the role is not among the
    /// wishes.
    TermsSet {
        /// The terms as they were.
        old: RoleTerms,
        /// The terms as they are now.
        new: RoleTerms,
    },
    /// The user wants an Entra role once more, for a scope of this kind that is still to be picked.
    RoleOpened(RoleDefinitionId, AlternativeScope),
    /// The user took out an Entra role whose terms are not all picked.
    OpenRoleDropped(RoleTerms),
    /// The user picked an Azure role, with its name, or wants another one.
    AzureRolePicked(Option<(Guid, String)>),
    /// The user picked the scope of an Azure role, or wants another one.
    AzureScopePicked(Option<AzureScope>),
    /// The Azure role that was being chosen is among the wishes now, or the user does not want it.
    AzureRoleClosed,
    /// The user added an identity to the change.
    Included(ServicePrincipalId),
    /// The user took an identity out, with what is chosen for it.
    Excluded(ServicePrincipalId),
    /// What would happen has been looked up.
    Reviewed(Review),
    /// The user took a row of the review out, or in again.
    RowToggled(usize),
    /// The user approved what is on screen. They sign in for it next.
    Approved {
        /// The identities that are known to be the only ones of their name.
        unique: SortedSet<ServicePrincipalId>,
        /// What the user gave along.
        assurance: Assurance,
    },
    /// The user has signed in for what they approved.
    SignedIn(Timestamp),
    /// The execution is in this state now.
    Advanced(Box<Execution>),
    /// The user did what a pause asks for, and filled in these details where it asks for them.
    Resumed(Option<RequestDetails>),
    /// The user stopped the change where it pauses.
    Stopped,
    /// The receipt is shown: a change that has ended is closed.
    ReceiptShown,
    /// The user threw the change away.
    Discarded,
}

/// What is to be done outside of the state after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeEffect {
    /// Show what is missing for the approval.
    Refuse(NotApproved),
    /// Get a token with these scopes, and one for Azure where `azure` says so, then send [`ChangeEvent::SignedIn`].
    SignIn {
        /// The scopes of Microsoft Graph.
        scopes: Vec<Scope>,
        /// Whether an Azure role is changed.
        azure: bool,
    },
    /// Say that the selection is not what was approved any more. Nothing is sent.
    SayChanged,
    /// Apply the plan from here on.
    Apply(Execution),
    /// Save how the execution ended, and drop its tokens.
    End(Execution),
}

impl ChangeEvent {
    /// That these are to be chosen: by the user, unless something else asks for them.
    pub fn added(wanted: Vec<Wanted>, origin: Option<Origin>) -> Self {
        match origin {
            Some(origin) => Self::Preselected(wanted, origin),
            None => Self::Chosen(wanted),
        }
    }

    /// That the user took an alternative with fewer privileges, or nothing, instead of a wish.
    pub fn narrowed(old: Wish, instead: Option<Wish>) -> Self {
        match instead {
            Some(new) => Self::Replaced { old, new },
            None => Self::LeftOut(vec![old]),
        }
    }
}

impl OpenChange {
    /// The change after an event, and what is to be done outside of it. An event that does not fit the stage, such as a
    /// choice while the plan is applied, changes nothing.
    pub fn handle(&mut self, event: ChangeEvent) -> Option<ChangeEffect> {
        let says_nothing_of_choices = matches!(event, ChangeEvent::Named(_) | ChangeEvent::ReceiptShown);
        let restored = if says_nothing_of_choices { None } else { self.restored.take() };
        match event {
            ChangeEvent::Named(name) => self.name = name,
            ChangeEvent::Opened(step, wanted) => self.follow(step, wanted, true, restored),
            ChangeEvent::Followed(step, wanted) => self.follow(step, wanted, false, restored),
            ChangeEvent::Chosen(wanted) => {
                self.close_ended();
                self.choose(wanted);
            }
            ChangeEvent::Preselected(wanted, origin) => {
                self.close_ended();
                self.preselect(wanted, origin);
            }
            ChangeEvent::Ticked(wanted) => self.tick(&wanted),
            ChangeEvent::LeftOut(wishes) => self.update(|change| wishes.iter().fold(change, Change::leave_out)),
            ChangeEvent::Replaced { old, new } => self.replace(&old, &new),
            ChangeEvent::Emptied => {
                self.open_roles.clear();
                self.open_azure_role = None;
                self.update(|_| Change::default());
            }
            ChangeEvent::TermsSet { old, new } => self.set_terms(&old, new),
            ChangeEvent::RoleOpened(role, kind) => self.open_role(role, kind),
            ChangeEvent::OpenRoleDropped(terms) => self.open_roles.retain(|it| it.terms != terms),
            ChangeEvent::AzureRolePicked(role) => self.pick_azure(|open| OpenAzureRole { role, ..open }),
            ChangeEvent::AzureScopePicked(scope) => self.pick_azure(|open| OpenAzureRole { scope, ..open }),
            ChangeEvent::AzureRoleClosed => self.open_azure_role = None,
            ChangeEvent::Included(identity) => {
                self.close_ended();
                self.include(identity);
            }
            ChangeEvent::Excluded(identity) => self.exclude(identity),
            ChangeEvent::Reviewed(review) => self.show_review(review),
            ChangeEvent::RowToggled(row) => self.toggle(row),
            ChangeEvent::Approved { unique, assurance } => return self.approve(unique, &assurance),
            ChangeEvent::SignedIn(at) => return Some(self.begin(at)),
            ChangeEvent::Advanced(execution) => self.update(|change| change.advanced(*execution)),
            ChangeEvent::Resumed(details) => return self.resume(details),
            ChangeEvent::Stopped => return self.stop(),
            ChangeEvent::ReceiptShown => self.close_ended(),
            ChangeEvent::Discarded => self.close(),
        }
        None
    }
}
