//! An administrator's consent for all users, asked for by an address.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-admin-consent>

use super::Entra;
use super::authorize::ReplyAddress;
use super::flow::{Flow, Purpose};
use super::form::Fields;
use super::refusal::SignInRefusal;
use super::scopes::{AskedScopes, Resource};
use domain::ids::AppId;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// What is to be consented to.
#[derive(Clone, Debug)]
pub(super) struct AdminConsentRequest {
    pub client: AppId,
    pub reply: ReplyAddress,
    /// The scopes asked for, or those that the registration lists.
    pub scopes: Vec<(Resource, String)>,
}

impl Entra {
    pub(super) fn admin_consent(&mut self, now: Timestamp, request: &Request, fields: &Fields) -> Response {
        match self.read_admin_consent(fields) {
            Ok(wanted) => {
                let signed_in = self.signed_in(request, None);
                self.proceed(now, Flow { purpose: Purpose::AdminConsent(wanted), signed_in, consented: false })
            }
            Err(refusal) => refusal.as_page(),
        }
    }

    fn read_admin_consent(&self, fields: &Fields) -> Result<AdminConsentRequest, SignInRefusal> {
        let registration = self.registration(fields.get("client_id"))?;
        let uri = fields.get("redirect_uri").ok_or_else(|| SignInRefusal::missing("redirect_uri"))?;
        if registration.redirect_uri(uri).is_none() {
            return Err(SignInRefusal::redirect_mismatch(registration.client, uri));
        }
        let asked = match fields.get("scope") {
            Some(scope) => AskedScopes::read(Some(scope))?.scopes,
            None => Vec::new(),
        };
        Ok(AdminConsentRequest {
            client: registration.client,
            reply: ReplyAddress {
                redirect_uri: uri.to_owned(),
                state: fields.get("state").map(str::to_owned),
                separator: '?',
            },
            scopes: if asked.is_empty() { registration.listed.clone() } else { asked },
        })
    }
}
