//! Finding a permission among all that a tenant's APIs and its directory offer: plain values in, a ranked list out.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use std::rc::Rc;

use domain::api::{Api, AppRole};
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::{DirectoryScope, RoleDefinition};
use domain::ids::{AppId, AppRoleId, RoleDefinitionId};
use domain::search_words::SearchWords;
use domain::sort;
use domain::well_known::COMMON_APIS;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// What it is.
    pub key: OfferKey,
    /// What people call it.
    pub label: String,
    /// The API's own name for it, where that says more than the label.
    pub title: String,
    /// What it lets its holder do.
    pub description: String,
    lowered: [String; 3],
}

/// What tells one offer from every other. Two APIs may use the same role id, so the API belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferKey {
    /// An app role of an API.
    AppRole(AppId, AppRoleId),
    /// A directory role, tenant-wide.
    DirectoryRole(RoleDefinitionId),
}

/// Who offers something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Offerer {
    /// An API.
    Api(AppId),
    /// The directory.
    Directory,
}

/// Everything that can be chosen in a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    offers: Vec<Offer>,
    apis: Vec<(AppId, String)>,
}

impl Offer {
    fn new(key: OfferKey, label: &str, title: &str, description: &str) -> Self {
        let lowered = [label, title, description].map(str::to_lowercase);
        let title = if title.eq_ignore_ascii_case(label) { String::new() } else { title.to_owned() };
        Self { key, label: label.to_owned(), title, description: description.to_owned(), lowered }
    }

    fn of_role(api: &Api, role: &AppRole) -> Self {
        Self::new(OfferKey::AppRole(api.app_id, role.id), role.label(), &role.display_name, &role.description)
    }

    /// The wish to have it.
    pub fn wish(&self) -> Wish {
        match self.key {
            OfferKey::AppRole(api, role) => {
                Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(role) }), Lasting::Permanent)
            }
            OfferKey::DirectoryRole(role) => {
                Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::Tenant }, Lasting::Permanent)
            }
        }
    }

    /// Whether this wish is for this offer.
    pub fn matches_wish(&self, wish: &Wish) -> bool {
        match (wish, self.key) {
            (
                Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), Lasting::Permanent),
                OfferKey::AppRole(of, _),
            ) => *api == of && value.eq_ignore_ascii_case(&self.label),
            // The scope and the end are chosen later.
            (Wish::Add(Permission::EntraRole { role, .. }, _), OfferKey::DirectoryRole(of)) => *role == of,
            _ => *wish == self.wish(),
        }
    }

    /// How well this offer fits a search, the smaller the better; nothing where a word doesn't occur. Values that are
    /// made of the searched words come first, those with the fewest other words before the rest.
    fn rank(&self, whole: &str, words: &SearchWords) -> Option<(u8, usize)> {
        if !words.all_in_any(&self.lowered) {
            return None;
        }
        let [label, title, description] = &self.lowered;
        if label == whole {
            return Some((0, 0));
        }
        if label.starts_with(whole) {
            return Some((1, 0));
        }
        Some(match words.words_left(&self.label) {
            Some(left) => (2, left),
            None if words.all_in(label) => (3, 0),
            None if words.all_in(title) => (4, 0),
            None if words.all_in(description) => (5, 0),
            None => (6, 0),
        })
    }
}

impl OfferKey {
    /// Who offers it.
    pub fn offerer(self) -> Offerer {
        match self {
            Self::AppRole(api, _) => Offerer::Api(api),
            Self::DirectoryRole(_) => Offerer::Directory,
        }
    }
}

impl Offers {
    /// What these APIs and the directory offer to an identity: what cannot be granted is left out.
    pub fn new(apis: &[Rc<Api>], roles: &[RoleDefinition]) -> Self {
        let mut offers = Vec::new();
        let mut named: Vec<(AppId, String)> = Vec::new();
        for api in apis {
            let before = offers.len();
            offers.extend(api.app_roles.iter().filter(|role| role.grantable()).map(|role| Offer::of_role(api, role)));
            if offers.len() > before {
                named.push((api.app_id, api.distinct_name().into_owned()));
            }
        }
        let enabled = roles.iter().filter(|role| role.enabled);
        offers.extend(
            enabled.map(|role| Offer::new(OfferKey::DirectoryRole(role.id), &role.display_name, "", &role.description)),
        );
        sort::sort_by(&mut offers, |a, b| {
            (&a.lowered[0], place(a.key), a.key).cmp(&(&b.lowered[0], place(b.key), b.key))
        });
        sort::sort_by_key(&mut named, |(_, name)| name.to_lowercase());
        Self { offers, apis: named }
    }

    /// The APIs that offer something, by name.
    pub fn apis(&self) -> &[(AppId, String)] {
        &self.apis
    }

    /// The name of an API that offers something.
    pub fn api_name(&self, id: AppId) -> Option<&str> {
        self.apis.iter().find(|(api, _)| *api == id).map(|(_, name)| name.as_str())
    }

    /// The name of a directory role that is offered.
    pub fn role_name(&self, id: RoleDefinitionId) -> Option<&str> {
        let is_it = |offer: &&Offer| offer.key == OfferKey::DirectoryRole(id);
        self.offers.iter().find(is_it).map(|offer| offer.label.as_str())
    }

    /// What fits a search, the best first, then by name. An empty search fits everything.
    pub fn matching(&self, search: &str, only: Option<Offerer>) -> Vec<&Offer> {
        let whole = search.trim().to_lowercase();
        let words = SearchWords::with_synonyms(&whole);
        let mut ranked: Vec<((u8, usize), &Offer)> = self
            .offers
            .iter()
            .filter(|offer| only.is_none_or(|only| offer.key.offerer() == only))
            .filter_map(|offer| offer.rank(&whole, &words).map(|rank| (rank, offer)))
            .collect();
        sort::sort_by_key(&mut ranked, |(rank, _)| *rank);
        ranked.into_iter().map(|(_, offer)| offer).collect()
    }

    /// The offer that a wish is for, where it is offered.
    pub fn find_offer(&self, wish: &Wish) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.matches_wish(wish))
    }
}

/// Of permissions of one name, Microsoft Graph's come first, as most people mean it.
fn place(key: OfferKey) -> usize {
    match key {
        OfferKey::AppRole(api, _) => COMMON_APIS.iter().position(|&it| it == api).unwrap_or(COMMON_APIS.len()),
        OfferKey::DirectoryRole(_) => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalog::apis::well_known_apis;
    use domain::catalog::directory_roles::built_in_roles;
    use domain::guid::Guid;
    use domain::ids::ServicePrincipalId;

    fn role(number: u8, value: &str, name: &str, description: &str) -> AppRole {
        AppRole {
            id: AppRoleId(Guid::from_bytes([number; 16])),
            value: Some(value.to_owned()),
            display_name: name.to_owned(),
            description: description.to_owned(),
            enabled: true,
            for_applications: true,
        }
    }

    fn offers() -> Offers {
        let api = |number: u8, name: &str, roles: Vec<AppRole>| {
            Rc::new(Api {
                id: ServicePrincipalId(Guid::from_bytes([number; 16])),
                app_id: AppId(Guid::from_bytes([number; 16])),
                display_name: name.to_owned(),
                owner_tenant: None,
                assignment_required: false,
                app_roles: roles,
            })
        };
        let graph = vec![
            role(1, "User.Read.All", "Read people", "Reads every profile."),
            role(2, "User.ReadWrite.All", "Change people", "Changes every profile."),
            role(3, "Mail.Send", "Send messages", "Sends mail as anyone."),
            AppRole { for_applications: false, ..role(4, "User.Only", "", "") },
            AppRole { enabled: false, ..role(5, "Old.Role", "", "") },
        ];
        let sites = vec![role(2, "User.ReadWrite.All", "Change profiles", "Changes profiles of SharePoint.")];
        let administrator = RoleDefinition {
            id: RoleDefinitionId(Guid::from_bytes([9; 16])),
            display_name: "Exchange Administrator".to_owned(),
            description: "Manages mail.".to_owned(),
            built_in: true,
            enabled: true,
        };
        Offers::new(&[api(1, "Microsoft Graph", graph), api(2, "SharePoint", sites)], &[administrator])
    }

    fn found(search: &str, only: Option<Offerer>) -> Vec<String> {
        let offers = offers();
        let name = |offer: &&Offer| match offer.key.offerer() {
            Offerer::Api(api) => format!("{} of {}", offer.label, offers.api_name(api).unwrap()),
            Offerer::Directory => offer.label.clone(),
        };
        offers.matching(search, only).iter().map(name).collect()
    }

    #[test]
    fn permissions_are_found_by_value_name_and_what_they_do() {
        let check = |search: &str, wanted: &[&str]| assert_eq!(found(search, None), wanted, "{search}");
        check("user.read.all", &["User.Read.All of Microsoft Graph"]);
        check("USER.READWRITE", &["User.ReadWrite.All of Microsoft Graph", "User.ReadWrite.All of SharePoint"]);
        check("mail", &["Mail.Send of Microsoft Graph", "Exchange Administrator"]);
        check("send mail", &["Mail.Send of Microsoft Graph"]);
        check("change profile", &["User.ReadWrite.All of SharePoint", "User.ReadWrite.All of Microsoft Graph"]);
        check("exchange", &["Exchange Administrator"]);
        check("nothing like it", &[]);
        assert_eq!(found("", None).len(), 5);
    }

    /// The labels that a search finds in what Microsoft's APIs and Entra offer.
    fn found_in_catalog(search: &str) -> Vec<String> {
        let apis: Vec<Rc<Api>> = well_known_apis()
            .into_iter()
            .map(|api| {
                let roles = api.app_roles.into_iter().filter(|role| role.enabled).map(|role| AppRole {
                    id: role.id,
                    value: Some(role.value.to_owned()),
                    display_name: role.display_name.to_owned(),
                    description: role.description.to_string(),
                    enabled: role.enabled,
                    for_applications: !role.for_people,
                });
                Rc::new(Api {
                    id: ServicePrincipalId(api.app_id.0),
                    app_id: api.app_id,
                    display_name: api.name.to_owned(),
                    owner_tenant: None,
                    assignment_required: false,
                    app_roles: roles.collect(),
                })
            })
            .collect();
        let roles: Vec<RoleDefinition> = built_in_roles()
            .map(|role| RoleDefinition {
                id: role.id,
                display_name: role.display_name.to_owned(),
                description: role.description.to_owned(),
                built_in: true,
                enabled: true,
            })
            .collect();
        Offers::new(&apis, &roles).matching(search, None).iter().map(|offer| offer.label.clone()).collect()
    }

    #[test]
    fn administrators_find_permissions_by_their_own_words() {
        let check = |search: &str, wanted: &str, among: usize| {
            let found = found_in_catalog(search);
            let at = found.iter().position(|label| label == wanted);
            assert!(at.is_some_and(|at| at < among), "{search}: {wanted} is at {at:?} of {}", found.len());
        };
        check("send email", "Mail.Send", 1);
        check("send mail", "Mail.Send", 1);
        check("read users", "User.Read.All", 3);
        check("read emails", "Mail.Read", 1);
        check("update users", "User.ReadWrite.All", 10);
        check("licence", "License Administrator", 3);
        check("licences", "LicenseAssignment.ReadWrite.All", 10);
        check("mfa", "UserAuthenticationMethod.Read.All", 100);
        check("MFA", "UserAuthenticationMethod.ReadWrite.All", 100);
        check("delete users", "User.DeleteRestore.All", 1);
        check("reset password", "User-PasswordProfile.ReadWrite.All", 1);
        check("read onedrive", "Files.Read.All", 20);
    }

    #[test]
    fn delete_and_remove_find_the_same() {
        for (one, other) in [("delete", "remove"), ("delete user", "remove users"), ("license", "licence")] {
            let [mut one, mut other] = [one, other].map(found_in_catalog);
            one.sort();
            other.sort();
            assert!(!one.is_empty());
            assert_eq!(one, other);
        }
    }

    #[test]
    fn what_an_identity_cannot_hold_is_not_offered() {
        assert_eq!(found("user.only", None), Vec::<String>::new());
        assert_eq!(found("old.role", None), Vec::<String>::new());
    }

    #[test]
    fn a_search_can_be_kept_to_one_offerer() {
        let sharepoint = Offerer::Api(AppId(Guid::from_bytes([2; 16])));
        assert_eq!(found("user", Some(sharepoint)), ["User.ReadWrite.All of SharePoint"]);
        assert_eq!(found("", Some(Offerer::Directory)), ["Exchange Administrator"]);
    }

    #[test]
    fn a_wish_is_for_one_api_only() {
        let offers = offers();
        let sharepoint = AppId(Guid::from_bytes([2; 16]));
        let by_value = Wish::Add(
            Permission::AppRole(AppRoleName { api: sharepoint, role: RoleKey::Value("user.readwrite.all".to_owned()) }),
            Lasting::Permanent,
        );
        let meant: Vec<_> =
            offers.matching("", None).into_iter().filter(|offer| offer.matches_wish(&by_value)).collect();
        assert_eq!(meant.len(), 1);
        assert_eq!(meant[0].key.offerer(), Offerer::Api(sharepoint));
        assert!(meant[0].matches_wish(&meant[0].wish()));
    }
}
