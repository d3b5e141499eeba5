//! Sign-ins of a managed identity. Only the beta interface lists them.
//!
//! <https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta>

use serde::Deserialize;

use crate::endpoint::{Endpoint, EndpointFacts};
use crate::odata::{Get, Page, literal};
use crate::transport::Request;
use domain::activity::SignIn;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::scope::Scope;
use domain::sort;

/// How many sign-ins are asked for. An identity may sign in every minute; when it last did is what counts.
pub const NEWEST: u16 = 10;

/// Lists the newest sign-ins of a managed identity. One page is read and no more.
#[derive(Clone, Copy, Debug)]
pub struct ListNewestSignIns(pub ServicePrincipalId);

impl Endpoint for ListNewestSignIns {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show when an identity last signed in",
        method: "GET",
        path: "/beta/auditLogs/signIns",
        scopes: &[Scope::AuditLogReadAll],
        docs: "https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta",
    };
    type Response = Listing<SignIn>;

    fn request(&self) -> Request {
        let condition = format!(
            "signInEventTypes/any(t: t eq {}) and servicePrincipalId eq {}",
            literal("managedIdentity"),
            literal(self.0)
        );
        Get::new("/beta/auditLogs/signIns").filter(condition).top(NEWEST).request()
    }

    fn response(&self, body: &[u8]) -> Option<Listing<SignIn>> {
        let page: Page<'_> = serde_json::from_slice(body).ok()?;
        let mut listing = Listing::complete(Vec::new());
        for entry in page.value.iter().take(usize::from(NEWEST)) {
            match self.read(entry.get()) {
                Some(sign_in) => listing.items.push(sign_in),
                None => listing.unreadable += 1,
            }
        }
        sort::sort_by_key(&mut listing.items, |sign_in| std::cmp::Reverse(sign_in.at));
        Some(listing)
    }
}

impl ListNewestSignIns {
    fn read(&self, json: &str) -> Option<SignIn> {
        let wire: WireSignIn = serde_json::from_str(json).ok()?;
        (wire.service_principal_id == self.0).then_some(())?;
        let error = wire.status.and_then(|status| status.error_code).filter(|&code| code != 0);
        Some(SignIn { at: wire.created_date_time.parse().ok()?, resource_name: wire.resource_display_name, error })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireSignIn {
    created_date_time: String,
    service_principal_id: ServicePrincipalId,
    resource_display_name: Option<String>,
    status: Option<WireStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireStatus {
    error_code: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_are_read_newest_first_and_those_of_others_are_not_believed() {
        let id = "8097154c-b14f-4898-928c-16ca80e12dfd";
        let of = |principal: &str, at: &str, code: u32| {
            format!(
                r#"{{"createdDateTime":"{at}","servicePrincipalId":"{principal}","resourceDisplayName":"Microsoft Graph","status":{{"errorCode":{code}}}}}"#
            )
        };
        let body = format!(
            r#"{{"value":[{},{},{}]}}"#,
            of(id, "2026-11-20T00:00:00Z", 7000215),
            of(id, "2026-11-22T00:00:00Z", 0),
            of("9097154c-b14f-4898-928c-16ca80e12dfd", "2026-11-23T00:00:00Z", 0),
        );
        let listing = ListNewestSignIns(id.parse().unwrap()).response(body.as_bytes()).unwrap();
        let told: Vec<_> = listing.items.iter().map(|it| (it.at.date(), it.error)).collect();
        assert_eq!(told, [("2026-11-22".to_owned(), None), ("2026-11-20".to_owned(), Some(7000215))]);
        assert_eq!(listing.unreadable, 1);
    }
}
