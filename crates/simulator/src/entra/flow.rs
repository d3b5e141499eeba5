//! A request on its way through the pages that a user passes.

use super::authorization_request::AuthorizationRequest;
use super::refusal::SignInRefusal;
use super::reply_address::ReplyAddress;
use super::resource::Resource;
use domain::ids::{AppId, UserId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;
use graph::transport::Response;

/// A request on its way through the pages.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub purpose: Purpose,
    /// Who has signed in so far.
    pub signed_in: Option<SignedInAs>,
    /// Whether the consent page was answered.
    pub consented: bool,
}

/// What a flow leads to.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// A code for a client.
    Code(Box<AuthorizationRequest>),
    /// The consent of an administrator for all users.
    AdminConsent(AdminConsentRequest),
}

/// What an administrator is asked to consent to.
#[derive(Clone, Debug)]
pub(super) struct AdminConsentRequest {
    pub client: AppId,
    pub reply: ReplyAddress,
    /// The scopes asked for, or those that the registration lists.
    pub scopes: Vec<(Resource, String)>,
}

/// A user, and what they proved.
#[derive(Clone, Debug)]
pub(super) struct SignedInAs {
    pub user: UserId,
    pub proofs: SortedSet<String>,
}

/// The flows that wait for a user, by the text that their forms carry.
#[derive(Default)]
pub(super) struct Flows(pub SortedMap<String, Flow>);

impl Purpose {
    pub fn client(&self) -> AppId {
        match self {
            Self::Code(wanted) => wanted.client,
            Self::AdminConsent(wanted) => wanted.client,
        }
    }

    /// Sends a refusal back to the client.
    pub fn refuse(&self, now: Timestamp, refusal: &SignInRefusal) -> Response {
        match self {
            Self::Code(wanted) => wanted.reply.refuse(now, refusal),
            Self::AdminConsent(wanted) => wanted.reply.refuse(now, refusal),
        }
    }

    /// Whether the pages may stay connected to the window that opened them.
    pub fn same_origin_opener(&self) -> bool {
        matches!(self, Self::Code(wanted) if wanted.same_origin_opener)
    }
}
