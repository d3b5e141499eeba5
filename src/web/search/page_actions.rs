//! What can be done on each page, as links to addresses, for the command palette.

use crate::web::navigation::identity_query::{IdentityColumn, IdentityQuery, KindFilter};
use crate::web::navigation::identity_view::{IdentityView, Part, Tab};
use crate::web::navigation::review_address::{ReviewAddress, View};
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::text::{export, identity, identity_status, palette as text, receipts, sets, tenant_review, welcome};
use domain::ids::ServicePrincipalId;

/// Something that can be done, and its address.
pub type PageAction = (&'static str, Route);

/// What can be done on the page at this address.
pub fn page_actions(route: &Route) -> Vec<PageAction> {
    match route {
        Route::Identities(query) => of_list(query),
        Route::Identity(id) | Route::IdentityPart(id, _) => of_identity(*id),
        Route::Change(id, ChangeStep::Choose | ChangeStep::Job(_), wishes) => {
            let review = (text::REVIEW, Route::Change(*id, ChangeStep::Review, wishes.clone()));
            let view = (text::VIEW_IDENTITY, Route::Identity(*id));
            if wishes.is_empty() { vec![view] } else { vec![review, view] }
        }
        Route::Change(id, ChangeStep::Review, wishes) => vec![
            (text::SELECT, Route::Change(*id, ChangeStep::Choose, wishes.clone())),
            (text::VIEW_IDENTITY, Route::Identity(*id)),
        ],
        Route::Compare(id, _) => vec![(identity::ADD, add(*id)), (text::VIEW_IDENTITY, Route::Identity(*id))],
        Route::Review(_) => of_review(),
        Route::Sets | Route::Set(_) => vec![(sets::NEW, Route::NewSet(None, Vec::new()))],
        Route::Receipt(_) => vec![(receipts::ACTIVITY, Route::Activity)],
        Route::Settings => vec![(welcome::CONNECT, Route::Connect)],
        Route::Home
        | Route::NewIdentity(_)
        | Route::Draft(_)
        | Route::NewSet(..)
        | Route::Activity
        | Route::Rights
        | Route::Connect
        | Route::NotFound(_) => Vec::new(),
    }
}

/// The identity whose page is at this address.
pub fn open_identity(route: &Route) -> Option<ServicePrincipalId> {
    match route {
        Route::Identity(id) | Route::IdentityPart(id, _) | Route::Change(id, ..) | Route::Compare(id, _) => Some(*id),
        Route::NewSet(from, _) => *from,
        _ => None,
    }
}

fn add(id: ServicePrincipalId) -> Route {
    Route::Change(id, ChangeStep::Choose, Vec::new())
}

fn of_list(query: &IdentityQuery) -> Vec<PageAction> {
    let only = |kind| Route::Identities(IdentityQuery { kind, ..query.clone() });
    let all = (text::ALL_IDENTITIES, Route::identities());
    let kinds = [
        (text::ONLY_SYSTEM_ASSIGNED, only(KindFilter::SystemAssigned)),
        (text::ONLY_USER_ASSIGNED, only(KindFilter::UserAssigned)),
    ];
    let is_changed = *query != IdentityQuery::default();
    // A narrow window has no heads of columns to sort by.
    let by = |column| {
        let sort = query.sort.toggled(column);
        (text::sort_by(column), Route::Identities(IdentityQuery { sort, ..query.clone() }))
    };
    is_changed.then_some(all).into_iter().chain(kinds).chain(IdentityColumn::ALL.map(by)).collect()
}

fn of_identity(id: ServicePrincipalId) -> Vec<PageAction> {
    let tab = |tab: Tab| {
        let route = tab.view().map_or(Route::Identity(id), |view| Route::IdentityPart(id, view));
        (identity_status::tab(tab), route)
    };
    let mut all = vec![
        (identity::ADD, add(id)),
        (identity::COMPARE, Route::Compare(id, None)),
        (sets::FROM_IDENTITY, Route::NewSet(Some(id), Vec::new())),
        (export::HEADING, Route::IdentityPart(id, IdentityView::Part(Part::Evidence))),
    ];
    all.extend(Tab::ALL.map(tab));
    all
}

fn of_review() -> Vec<PageAction> {
    let name = |view: View| match view {
        View::Identities => tenant_review::IDENTITIES,
        View::Findings => tenant_review::FINDINGS,
        View::Who => tenant_review::WHO,
        View::Drift => tenant_review::DRIFT,
        View::Desired => tenant_review::DESIRED,
        View::Report => tenant_review::REPORT,
    };
    View::ALL.map(|view| (name(view), Route::Review(ReviewAddress::of(view).to_string()))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    fn labels(address: &str) -> Vec<&'static str> {
        page_actions(&Route::parse(address)).into_iter().map(|(label, _)| label).collect()
    }

    #[test]
    fn every_action_is_an_address_that_is_understood() {
        let identity = format!("#/identity/{ID}");
        let selected = format!("{identity}/change?name=/Mail.Send");
        for address in ["#/identities?q=a", &identity, &selected, "#/review", "#/sets", "#/settings"] {
            let actions = page_actions(&Route::parse(address));
            assert!(!actions.is_empty(), "{address}");
            for (label, route) in actions {
                assert_eq!(Route::parse(&route.to_string()), route, "{label}");
                assert!(!matches!(route, Route::NotFound(_)), "{label}");
            }
        }
    }

    #[test]
    fn selection_can_be_reviewed_once_there_is_one() {
        assert_eq!(labels(&format!("#/identity/{ID}/change")), [text::VIEW_IDENTITY]);
        let selected = format!("#/identity/{ID}/change?name=/Mail.Send");
        assert_eq!(labels(&selected), [text::REVIEW, text::VIEW_IDENTITY]);
        let Some((_, Route::Change(_, ChangeStep::Review, wishes))) =
            page_actions(&Route::parse(&selected)).into_iter().next()
        else {
            panic!("the review comes first")
        };
        assert_eq!(wishes.len(), 1, "what is selected is reviewed");
    }

    #[test]
    fn open_identity_is_that_of_the_address() {
        let id = ID.parse().ok();
        for address in ["", "/azure", "/change", "/compare"] {
            assert_eq!(open_identity(&Route::parse(&format!("#/identity/{ID}{address}"))), id, "{address}");
        }
        assert_eq!(open_identity(&Route::parse("#/review")), None);
    }
}
