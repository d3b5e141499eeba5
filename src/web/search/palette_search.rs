//! What the command palette finds: pages, actions of the page that is open, identities and permissions. Plain values in,
//! a list of addresses out.

use domain::change::wish::Wish;
use domain::directory_role::DirectoryScope;
use domain::ids::{AppId, ServicePrincipalId};
use domain::search::SearchTerm;
use domain::search_words::SearchWords;
use domain::tenant_review::PermissionKey;

use crate::web::navigation::identity_query::{IdentityQuery, IdentitySort};
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::review_address::{ReviewAddress, View};
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::search::page_actions::{open_identity, page_actions};
use crate::web::search::permission_search::{Offer, OfferKey, Offers};
use crate::web::tenant::identity_list::{IdentityList, MatchKind};
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::resource_type::resource_type;
use crate::web::text::{
    change, frame, identities, new_identity, palette as text, receipts, rights, role_name, sets, welcome,
};

/// The most identities and permissions that are offered at once.
const MOST: usize = 8;

/// The most permissions in each of two groups.
const MOST_IN_TWO: usize = 5;

/// The shortest search that looks for permissions, in characters.
const SHORTEST: usize = 2;

/// A group of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteGroup {
    /// Identities that were opened last.
    Recent,
    /// What can be done on the page.
    Actions,
    /// Pages.
    Pages,
    /// Identities.
    Identities,
    /// Identities whose names are a typing error away.
    Near,
    /// Permissions and Entra roles to add to the identity that is open.
    Additions,
    /// Permissions and Entra roles, each with the identities that have it.
    Holders,
}

/// Something that was found, and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteResult {
    /// Its group.
    pub group: PaletteGroup,
    /// What it is called, safe to show.
    pub label: String,
    /// What tells it from others, safe to show; may be empty.
    pub detail: String,
    /// Where it leads.
    pub route: Route,
    /// What opening it adds to the selection, for which identity: the user's own choice.
    pub selects: Option<(ServicePrincipalId, Wish)>,
}

/// What is searched.
#[derive(Clone, Copy)]
pub struct PaletteSources<'a> {
    /// The page that is open.
    pub route: &'a Route,
    /// The identities that were opened last.
    pub recent: &'a [ServicePrincipalId],
    /// The identities, as far as they are read.
    pub list: &'a IdentityList,
    /// What can be assigned, once it is read.
    pub offers: Option<&'a Offers>,
    /// The object ID of an API of the tenant.
    pub resource_of: &'a dyn Fn(AppId) -> Option<ServicePrincipalId>,
}

/// What fits a search, group by group. An empty search finds recent identities, actions and pages.
pub fn search(typed: &str, sources: PaletteSources<'_>) -> Vec<PaletteResult> {
    let typed = typed.trim();
    let mut found = Vec::new();
    let (wanted, permission) = wanted_permissions(typed);
    if wanted == WantedResults::All {
        if typed.is_empty() {
            found.extend(recent(sources));
        }
        let words = SearchWords::with_synonyms(typed);
        let named = |group, (label, route): (&str, Route)| simple(group, label.to_owned(), String::new(), route);
        let actions = page_actions(sources.route).into_iter();
        let actions = actions.filter(|(label, _)| words.all_in(&label.to_lowercase()));
        found.extend(actions.map(|action| named(PaletteGroup::Actions, action)));
        let pages = pages().into_iter();
        let pages = pages.filter(|(label, _, more)| words.all_in(&format!("{} {more}", label.to_lowercase())));
        found.extend(pages.map(|(label, route, _)| named(PaletteGroup::Pages, (label, route))));
        if !typed.is_empty() {
            found.extend(identities_like(typed, sources.list));
        }
    }
    if permission.chars().count() >= SHORTEST && is_name(permission) {
        found.extend(permissions(permission, wanted, sources));
    }
    found
}

/// What a search asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WantedResults {
    All,
    Holders,
    Additions,
}

/// "who has Mail.Send" and "add Mail.Send" ask for permissions alone.
fn wanted_permissions(typed: &str) -> (WantedResults, &str) {
    let after = |words: &str| {
        typed.get(..words.len()).filter(|start| start.eq_ignore_ascii_case(words)).map(|_| typed[words.len()..].trim())
    };
    if let Some(rest) = after(text::WHO_HAS_WORDS) {
        return (WantedResults::Holders, rest);
    }
    // "add permissions" is an action.
    match after(text::ADD_WORDS) {
        Some(rest) if rest.contains('.') => (WantedResults::Additions, rest),
        _ => (WantedResults::All, typed),
    }
}

fn is_name(typed: &str) -> bool {
    matches!(SearchTerm::parse(typed), SearchTerm::Name(_))
}

fn simple(group: PaletteGroup, label: String, detail: String, route: Route) -> PaletteResult {
    PaletteResult { group, label, detail, route, selects: None }
}

/// The pages, each with further words by which it is found.
fn pages() -> [(&'static str, Route, &'static str); 10] {
    [
        (frame::IDENTITIES, Route::identities(), text::IDENTITIES_WORDS),
        (new_identity::HEADING, Route::NewIdentity(NewIdentityQuery::default()), text::NEW_IDENTITY_WORDS),
        (frame::REVIEW, Route::Review(String::new()), text::REVIEW_WORDS),
        (sets::HEADING, Route::Sets, text::SETS_WORDS),
        (sets::NEW, Route::NewSet(None, Vec::new()), text::SETS_WORDS),
        (frame::DRAFTS, Route::Draft(None), text::DRAFTS_WORDS),
        (receipts::ACTIVITY, Route::Activity, text::ACTIVITY_WORDS),
        (rights::LINK, Route::Rights, text::RIGHTS_WORDS),
        (frame::SETTINGS, Route::Settings, text::SETTINGS_WORDS),
        (welcome::CONNECT, Route::Connect, text::CONNECT_WORDS),
    ]
}

fn recent(sources: PaletteSources<'_>) -> Vec<PaletteResult> {
    let here = open_identity(sources.route);
    let others = sources.recent.iter().filter(|id| Some(**id) != here);
    let rows = others.filter_map(|id| sources.list.position(|it| it.id == *id));
    rows.take(MOST).filter_map(|row| identity_result(PaletteGroup::Recent, sources.list, row)).collect()
}

fn identities_like(typed: &str, list: &IdentityList) -> Vec<PaletteResult> {
    let query = IdentityQuery { search: typed.to_owned(), ..IdentityQuery::default() };
    let found = list.find(&query, &list.order(IdentitySort::default(), &|_| None));
    let group = match found.kind {
        MatchKind::Exact => PaletteGroup::Identities,
        MatchKind::Near => PaletteGroup::Near,
    };
    let first = found.rows.iter().take(MOST).filter_map(|&row| identity_result(group, list, row));
    let all = || simple(group, text::all_identities(found.rows.len()), String::new(), Route::Identities(query.clone()));
    first.chain((found.rows.len() > MOST).then(all)).collect()
}

fn identity_result(group: PaletteGroup, list: &IdentityList, row: usize) -> Option<PaletteResult> {
    let identity = list.get(row)?;
    let resource = identity.resource.as_ref();
    let namesake = list.namesake(row).map(|_| identities::beginning(identity.id));
    let details = [
        namesake,
        Some(identities::kind(identity.kind).to_owned()),
        resource.map(|it| visible(resource_type(it.resource_type()))),
        resource.and_then(|it| it.resource_group()).map(visible),
    ];
    let label = identity_name(&identity.display_name, identity.id);
    let detail = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(simple(group, label, detail, Route::Identity(identity.id)))
}

fn permissions(typed: &str, wanted: WantedResults, sources: PaletteSources<'_>) -> Vec<PaletteResult> {
    let Some(offers) = sources.offers else { return Vec::new() };
    let open = open_identity(sources.route).filter(|_| wanted != WantedResults::Holders);
    let most = if open.is_some() && wanted == WantedResults::All { MOST_IN_TWO } else { MOST };
    let matching: Vec<&Offer> = offers.matching(typed, None).into_iter().take(most).collect();
    let additions =
        open.into_iter().flat_map(|id| matching.iter().map(move |offer| addition(id, offer, offers, sources)));
    let asks_for_holders = wanted != WantedResults::Additions;
    let holders = matching.iter().filter(|_| asks_for_holders).map(|offer| holders(offer, offers, sources));
    additions.chain(holders).collect()
}

fn addition(id: ServicePrincipalId, offer: &Offer, offers: &Offers, sources: PaletteSources<'_>) -> PaletteResult {
    let row = sources.list.position(|it| it.id == id).and_then(|row| sources.list.get(row));
    let name = row.map_or_else(|| text::THIS_IDENTITY.to_owned(), |it| identity_name(&it.display_name, id));
    PaletteResult {
        group: PaletteGroup::Additions,
        label: text::add(&visible(&offer.label), &name),
        detail: offerer(offer, offers),
        route: Route::change(id, ChangeStep::Choose, [offer.wish()]),
        selects: Some((id, offer.wish())),
    }
}

fn holders(offer: &Offer, offers: &Offers, sources: PaletteSources<'_>) -> PaletteResult {
    let mut address = ReviewAddress::of(View::Who);
    address.filter.thing = match offer.key {
        OfferKey::AppRole(api, role) => (sources.resource_of)(api).map(|api| PermissionKey::AppRole(api, role)),
        OfferKey::DirectoryRole(role) => Some(PermissionKey::DirectoryRole(role, DirectoryScope::Tenant)),
    };
    // Where the API isn't known, its permissions are found by the value.
    if address.filter.thing.is_none() {
        address.filter.search.clone_from(&offer.label);
    }
    let label = text::who_has(&visible(&offer.label));
    let route = Route::Review(address.to_string());
    simple(PaletteGroup::Holders, label, offerer(offer, offers), route)
}

fn offerer(offer: &Offer, offers: &Offers) -> String {
    match offer.key {
        OfferKey::AppRole(api, _) => visible(offers.api_name(api).unwrap_or(&role_name::api(api))),
        OfferKey::DirectoryRole(_) => change::DIRECTORY_ROLES.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::{Api, AppRole};
    use domain::azure_resource::AzureResource;
    use domain::guid::Guid;
    use domain::identity::{IdentityKind, ManagedIdentity};
    use domain::ids::AppRoleId;
    use std::rc::Rc;

    fn guid(number: u8) -> Guid {
        Guid::from_bytes([number; 16])
    }

    fn list() -> IdentityList {
        let identity = |number: u8, name: &str| ManagedIdentity {
            id: ServicePrincipalId(guid(number)),
            app_id: AppId(guid(number + 100)),
            display_name: name.to_owned(),
            kind: IdentityKind::SystemAssigned,
            resource: AzureResource::parse(&format!(
                "/subscriptions/{}/resourceGroups/rg/providers/Microsoft.Web/sites/{name}",
                guid(99)
            )),
            enabled: true,
            created: None,
        };
        let many = (10..30).map(|number| identity(number, &format!("worker-{number}")));
        IdentityList::new([identity(1, "mailer"), identity(2, "orders")].into_iter().chain(many).collect())
    }

    fn offers() -> Offers {
        let role = AppRole {
            id: AppRoleId(guid(7)),
            value: Some("Mail.Send".to_owned()),
            display_name: "Send mail".to_owned(),
            description: String::new(),
            enabled: true,
            for_applications: true,
        };
        let api = Api {
            id: ServicePrincipalId(guid(8)),
            app_id: AppId(guid(9)),
            display_name: "Microsoft Graph".to_owned(),
            owner_tenant: None,
            assignment_required: false,
            app_roles: vec![role],
        };
        Offers::new(&[Rc::new(api)], &[])
    }

    fn found(address: &str, typed: &str) -> Vec<PaletteResult> {
        let (route, list, offers) = (Route::parse(address), list(), offers());
        let recent = [ServicePrincipalId(guid(2)), ServicePrincipalId(guid(1)), ServicePrincipalId(guid(77))];
        let resource_of = |api: AppId| (api == AppId(guid(9))).then(|| ServicePrincipalId(guid(8)));
        let sources = PaletteSources {
            route: &route,
            recent: &recent,
            list: &list,
            offers: Some(&offers),
            resource_of: &resource_of,
        };
        search(typed, sources)
    }

    fn labels(found: &[PaletteResult], group: PaletteGroup) -> Vec<&str> {
        found.iter().filter(|it| it.group == group).map(|it| it.label.as_str()).collect()
    }

    fn identity(number: u8) -> String {
        Route::Identity(ServicePrincipalId(guid(number))).to_string()
    }

    #[test]
    fn every_result_is_an_address_that_is_understood() {
        for address in ["#/identities", "#/review", &identity(1)] {
            for typed in ["", "e", "mail", "mailre", "who has mail.send", "add mail.send", "worker"] {
                for result in found(address, typed) {
                    assert_eq!(Route::parse(&result.route.to_string()), result.route, "{}", result.label);
                }
            }
        }
    }

    #[test]
    fn empty_search_finds_recent_identities_first_and_not_the_one_that_is_open() {
        let recent = |address: &str| {
            let found = found(address, "");
            assert_eq!(found[0].group, PaletteGroup::Recent);
            labels(&found, PaletteGroup::Recent).iter().map(|&it| it.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(recent("#/identities"), ["orders", "mailer"]);
        assert_eq!(recent(&identity(2)), ["mailer"]);
        let here = found(&identity(2), "");
        assert!(labels(&here, PaletteGroup::Actions).contains(&"Add permissions"));
        assert!(labels(&here, PaletteGroup::Pages).contains(&"Tenant review"));
        assert_eq!(labels(&here, PaletteGroup::Additions), [""; 0]);
    }

    #[test]
    fn identities_are_found_as_in_the_list_and_near_names_are_marked() {
        assert_eq!(labels(&found("#/review", "mailer"), PaletteGroup::Identities), ["mailer"]);
        assert_eq!(labels(&found("#/review", "0202"), PaletteGroup::Identities), ["orders"]);
        let near = found("#/review", "odrers");
        assert_eq!(labels(&near, PaletteGroup::Near), ["orders"]);
        assert_eq!(labels(&near, PaletteGroup::Identities), [""; 0]);
        let many = found("#/review", "worker");
        let last = many.iter().rfind(|it| it.group == PaletteGroup::Identities).unwrap();
        assert_eq!(last.label, "Show all 20 identities in the list");
        assert_eq!(last.route.to_string(), "#/identities?q=worker");
    }

    #[test]
    fn permission_is_added_to_the_open_identity_or_leads_to_who_has_it() {
        let here = found(&identity(1), "mail.send");
        assert_eq!(labels(&here, PaletteGroup::Additions), ["Add Mail.Send to mailer"]);
        assert_eq!(labels(&here, PaletteGroup::Holders), ["Who has Mail.Send"]);
        let add = here.iter().find(|it| it.selects.is_some()).unwrap();
        assert!(matches!(&add.route, Route::Change(_, ChangeStep::Choose, wishes) if wishes.len() == 1));
        let elsewhere = found("#/review", "send mail");
        assert_eq!(labels(&elsewhere, PaletteGroup::Additions), [""; 0]);
        assert_eq!(labels(&elsewhere, PaletteGroup::Holders), ["Who has Mail.Send"]);
        let route = elsewhere.last().unwrap().route.to_string();
        assert!(route.starts_with("#/review?view=who&has="), "{route}");
    }

    #[test]
    fn question_who_has_a_permission_finds_nothing_else() {
        for (typed, wanted) in [
            ("who has mail.send", &["Who has Mail.Send"][..]),
            ("Who has Mail", &["Who has Mail.Send"]),
            ("add mail.send", &["Add Mail.Send to mailer"]),
        ] {
            let found = found(&identity(1), typed);
            assert_eq!(found.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), wanted, "{typed}");
        }
        let actions = found(&identity(1), "add perm");
        assert_eq!(labels(&actions, PaletteGroup::Actions), ["Add permissions"]);
    }
}
