//! Where in the page a user is: an enum, its parser and its inverse. No other file knows how an address is written.
//!
//! The address is in the fragment (`#/identity/…`), so that the page works on any web host under any path, and nothing
//! of it reaches a server. No state of the browser is read or written here.

use std::fmt;

use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;
use domain::receipt::ReceiptId;

use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::identity_query::IdentityQuery;
use crate::web::navigation::identity_view::IdentityView;
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::route_text::{decode, encode_into, encode_invisible, pairs};
use crate::web::navigation::set_key::SetKey;
use crate::web::navigation::wish_address;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The start: the welcome when signed out, the list of identities otherwise.
    Home,
    /// The list of identities, as it is searched and filtered.
    Identities(IdentityQuery),
    /// A new identity: enabled on a resource, created, or attached to one.
    NewIdentity(NewIdentityQuery),
    /// What one identity has. The id may turn out to be that of something else.
    Identity(ServicePrincipalId),
    /// The same page at one of its parts, as it is searched.
    IdentityPart(ServicePrincipalId, IdentityView),
    /// A change to the permissions and roles of an identity, and others with it. What is chosen is in the address, so
    /// that nothing is lost by a reload or a sign-in, and a link can fill in a selection. It cannot do more: every
    /// change is reviewed.
    Change(ServicePrincipalId, ChangeStep, Vec<Wanted>),
    /// Compares one identity with a permission set or another identity, once one is chosen.
    Compare(ServicePrincipalId, Option<CompareWith>),
    /// The review of the whole tenant. How it is looked at is in the query, which its own page reads.
    Review(String),
    /// A change that someone shared, as the part of a link, or the place to open one from a file. What it asks for is
    /// shown and nothing else: it continues by choosing and reviewing.
    Draft(Option<String>),
    /// The permission sets.
    Sets,
    /// One permission set.
    Set(SetKey),
    /// A set in the making, from the permissions and roles of an identity and from wishes.
    NewSet(Option<ServicePrincipalId>, Vec<Wish>),
    /// The changes that were made in this browser.
    Activity,
    /// The receipt of one of them.
    Receipt(ReceiptId),
    /// What the signed-in user may do.
    Rights,
    /// Who is signed in, where, and how this page is set up.
    Settings,
    /// How to connect a tenant of one's own.
    Connect,
    /// An address that leads nowhere, as it was written.
    NotFound(String),
}

/// The step of a change that has an address. Applying and the receipt have none: they cannot be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeStep {
    /// Choosing what to add.
    Choose,
    /// The same, with the card of a job open.
    Job(Job),
    /// Reading what would be written.
    Review,
}

/// A way to choose permissions by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// What the calls in code need.
    Code,
    /// What a pasted text names.
    Paste,
    /// What another service principal has, once one is chosen.
    Copy(Option<ServicePrincipalId>),
    /// A role in Azure.
    AzureRole,
    /// Membership of a group.
    Group,
    /// A permission set.
    Set(SetKey),
}

/// What tells one page from another: a change of it moves the focus to the new page's heading, a change of a search
/// does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// [`Route::Home`].
    Home,
    /// [`Route::Identities`].
    Identities,
    /// [`Route::NewIdentity`], whatever is chosen.
    NewIdentity,
    /// [`Route::Identity`], and [`Route::IdentityPart`] in all its parts.
    Identity(ServicePrincipalId),
    /// [`Route::Change`], in all its steps.
    Change(ServicePrincipalId),
    /// [`Route::Compare`], with whatever it is compared with.
    Compare(ServicePrincipalId),
    /// [`Route::Review`], in all its views.
    Review,
    /// [`Route::Draft`], whichever.
    Draft,
    /// [`Route::Sets`].
    Sets,
    /// [`Route::Set`].
    Set(SetKey),
    /// [`Route::NewSet`], whatever it is made of.
    NewSet,
    /// [`Route::Activity`].
    Activity,
    /// [`Route::Receipt`].
    Receipt(ReceiptId),
    /// [`Route::Rights`].
    Rights,
    /// [`Route::Settings`].
    Settings,
    /// [`Route::Connect`].
    Connect,
    /// [`Route::NotFound`].
    NotFound,
}

impl Route {
    /// Reads a fragment, with or without the `#`.
    pub fn parse(fragment: &str) -> Self {
        let whole = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let found = match parts[..] {
            [] => Some(Self::Home),
            ["identities"] => Some(Self::Identities(IdentityQuery::parse(query))),
            ["new-identity"] => Some(Self::NewIdentity(NewIdentityQuery::parse(query))),
            ["identity", id] => id.parse().ok().map(Self::Identity),
            ["identity", id, "change"] => Self::read_change(id, ChangeStep::Choose, query),
            ["identity", id, "change", "review"] => Self::read_change(id, ChangeStep::Review, query),
            ["identity", id, "change", job] => {
                Job::parse(job).and_then(|job| Self::read_change(id, ChangeStep::Job(job), query))
            }
            ["identity", id, "change", "copy", source] => source
                .parse()
                .ok()
                .and_then(|source| Self::read_change(id, ChangeStep::Job(Job::Copy(Some(source))), query)),
            ["identity", id, "change", "set", word] => {
                SetKey::parse(word).and_then(|set| Self::read_change(id, ChangeStep::Job(Job::Set(set)), query))
            }
            ["identity", id, "compare"] => id.parse().ok().map(|id| Self::Compare(id, CompareWith::parse(query))),
            ["identity", id, part] => {
                id.parse().ok().zip(IdentityView::parse(part, query)).map(|(id, view)| Self::IdentityPart(id, view))
            }
            ["review"] => Some(Self::Review(encode_invisible(query))),
            ["draft"] => Some(Self::Draft(None)),
            ["draft", part] => Some(Self::Draft(Some(decode(part)))),
            ["sets"] => Some(Self::Sets),
            ["sets", "new"] => Some(Self::new_set(query)),
            ["sets", word] => SetKey::parse(word).map(Self::Set),
            ["activity"] => Some(Self::Activity),
            ["receipt", id] => id.parse().ok().map(Self::Receipt),
            ["rights"] => Some(Self::Rights),
            ["settings"] => Some(Self::Settings),
            ["connect"] => Some(Self::Connect),
            _ => None,
        };
        found.unwrap_or_else(|| Self::NotFound(decode(whole)))
    }

    /// The page that this is a view of.
    pub fn page(&self) -> Page {
        match self {
            Self::Home => Page::Home,
            Self::Identities(_) => Page::Identities,
            Self::NewIdentity(_) => Page::NewIdentity,
            Self::Identity(id) | Self::IdentityPart(id, _) => Page::Identity(*id),
            Self::Change(id, ..) => Page::Change(*id),
            Self::Compare(id, _) => Page::Compare(*id),
            Self::Review(_) => Page::Review,
            Self::Draft(_) => Page::Draft,
            Self::Sets => Page::Sets,
            Self::Set(set) => Page::Set(*set),
            Self::NewSet(..) => Page::NewSet,
            Self::Activity => Page::Activity,
            Self::Receipt(id) => Page::Receipt(*id),
            Self::Rights => Page::Rights,
            Self::Settings => Page::Settings,
            Self::Connect => Page::Connect,
            Self::NotFound(_) => Page::NotFound,
        }
    }

    /// Whether the page can be read without a tenant.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Home | Self::Settings | Self::Connect | Self::NotFound(_))
    }

    /// The list of identities without a search.
    pub fn identities() -> Self {
        Self::Identities(IdentityQuery::default())
    }

    /// A change to what one identity has, with these wishes chosen.
    pub fn change(id: ServicePrincipalId, step: ChangeStep, wishes: impl IntoIterator<Item = Wish>) -> Self {
        Self::Change(id, step, wishes.into_iter().map(|wish| Wanted { identity: id, wish }).collect())
    }

    fn read_change(id: &str, step: ChangeStep, query: &str) -> Option<Self> {
        let id = id.parse().ok()?;
        Some(Self::Change(id, step, wish_address::parse(id, query)))
    }

    fn new_set(query: &str) -> Self {
        let from = pairs(query).find(|(name, _)| name == "from").and_then(|(_, id)| id.parse().ok());
        Self::NewSet(from, wish_address::parse_without_identity(query))
    }
}

impl Job {
    /// The card of the job: from whom is copied makes no difference.
    pub fn card(self) -> Self {
        if let Self::Copy(_) = self { Self::Copy(None) } else { self }
    }

    /// The job with this word, but for sets, which have a word of their own.
    fn parse(word: &str) -> Option<Self> {
        let jobs = [Self::Code, Self::Paste, Self::Copy(None), Self::AzureRole, Self::Group];
        jobs.into_iter().find(|job| job.to_string() == word)
    }
}

/// As it is in an address: characters that need no encoding.
impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code => f.write_str("code"),
            Self::Paste => f.write_str("paste"),
            Self::Copy(None) => f.write_str("copy"),
            Self::Copy(Some(source)) => write!(f, "copy/{source}"),
            Self::AzureRole => f.write_str("azure-role"),
            Self::Group => f.write_str("group"),
            Self::Set(set) => write!(f, "set/{set}"),
        }
    }
}

/// What is added to the address of a change.
impl fmt::Display for ChangeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choose => Ok(()),
            Self::Job(job) => write!(f, "/{job}"),
            Self::Review => f.write_str("/review"),
        }
    }
}

/// The fragment with its `#`: what is in a link.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/"),
            Self::Identities(query) => write!(f, "#/identities{query}"),
            Self::NewIdentity(query) => write!(f, "#/new-identity{query}"),
            Self::Identity(id) => write!(f, "#/identity/{id}"),
            Self::IdentityPart(id, view) => write!(f, "#/identity/{id}/{view}"),
            Self::Change(id, step, wishes) => {
                write!(f, "#/identity/{id}/change{step}{}", wish_address::query(*id, wishes))
            }
            Self::Compare(id, None) => write!(f, "#/identity/{id}/compare"),
            Self::Compare(id, Some(with)) => write!(f, "#/identity/{id}/compare?with={with}"),
            Self::Review(query) if query.is_empty() => f.write_str("#/review"),
            Self::Review(query) => write!(f, "#/review?{query}"),
            Self::Draft(None) => f.write_str("#/draft"),
            Self::Draft(Some(part)) => {
                let mut encoded = String::new();
                encode_into(part, &mut encoded);
                // It is one part of the path, whatever is in it.
                write!(f, "#/draft/{}", encoded.replace('/', "%2F"))
            }
            Self::Sets => f.write_str("#/sets"),
            Self::Set(set) => write!(f, "#/sets/{set}"),
            Self::NewSet(None, wishes) => write!(f, "#/sets/new{}", wish_address::query_without_identity(wishes)),
            Self::NewSet(Some(from), wishes) => {
                write!(
                    f,
                    "#/sets/new?from={from}{}",
                    wish_address::query_without_identity(wishes).replacen('?', "&", 1)
                )
            }
            Self::Activity => f.write_str("#/activity"),
            Self::Receipt(id) => write!(f, "#/receipt/{id}"),
            Self::Rights => f.write_str("#/rights"),
            Self::Settings => f.write_str("#/settings"),
            Self::Connect => f.write_str("#/connect"),
            Self::NotFound(text) => {
                let mut fragment = String::from("#");
                encode_into(text, &mut fragment);
                f.write_str(&fragment)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::navigation::identity_query::{IdentityColumn, IdentitySort, KindFilter};
    use crate::web::navigation::identity_view::{Part, PermissionQuery, TierFilter};
    use crate::web::own_sets::OwnSetId;
    use domain::change::permission_set::PermissionSet;
    use domain::time::Timestamp;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    fn id() -> ServicePrincipalId {
        ID.parse().unwrap()
    }

    #[test]
    fn an_address_is_written_as_it_was_read() {
        let search = |search: &str| IdentityQuery { search: search.to_owned(), ..IdentityQuery::default() };
        let all = IdentityQuery {
            search: "O'Brien & Sons #1".to_owned(),
            kind: KindFilter::UserAssigned,
            resource_type: "Microsoft.Web/sites".to_owned(),
            group: "rg (old)".to_owned(),
            subscription: ID.to_owned(),
            sort: IdentitySort { column: IdentityColumn::Group, is_descending: true },
        };
        let filtered = PermissionQuery { search: "mail & more".to_owned(), tier: TierFilter::NotRated };
        let routes = [
            Route::Home,
            Route::identities(),
            Route::Identities(search("a=b&c")),
            Route::Identities(search("100% 😀 \u{202e}")),
            Route::Identities(search("a+b")),
            Route::Identities(all),
            Route::NewIdentity(NewIdentityQuery::default()),
            Route::NewIdentity(NewIdentityQuery::parse("job=create")),
            Route::Identity(id()),
            Route::IdentityPart(id(), IdentityView::Part(Part::AzureRoles)),
            Route::IdentityPart(id(), IdentityView::Permissions(PermissionQuery::default())),
            Route::IdentityPart(id(), IdentityView::Permissions(filtered)),
            Route::IdentityPart(id(), IdentityView::Azure),
            Route::IdentityPart(id(), IdentityView::Users),
            Route::IdentityPart(id(), IdentityView::Activity),
            Route::Change(id(), ChangeStep::Choose, Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::Code), Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::Copy(None)), Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::Copy(Some(id()))), Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::AzureRole), Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::Group), Vec::new()),
            Route::change(id(), ChangeStep::Job(Job::Paste), PermissionSet::LogReading.wishes()),
            Route::Change(id(), ChangeStep::Job(Job::Set(SetKey::BuiltIn(PermissionSet::MailSending))), Vec::new()),
            Route::Change(id(), ChangeStep::Job(Job::Set(SetKey::Own(OwnSetId::new(7)))), Vec::new()),
            Route::change(id(), ChangeStep::Review, PermissionSet::Microsoft365Automation.wishes()),
            Route::Compare(id(), None),
            Route::Compare(id(), Some(CompareWith::Identity(id()))),
            Route::Review(String::new()),
            Route::Review("view=findings&q=a%20b".to_owned()),
            Route::Compare(id(), Some(CompareWith::Set(SetKey::BuiltIn(PermissionSet::MailSending)))),
            Route::Draft(None),
            Route::Draft(Some("eyJhIjoxfQ-_".to_owned())),
            Route::Draft(Some("not a part".to_owned())),
            Route::Sets,
            Route::Set(SetKey::BuiltIn(PermissionSet::LogReading)),
            Route::Set(SetKey::Own(OwnSetId::new(7))),
            Route::NewSet(None, Vec::new()),
            Route::NewSet(Some(id()), Vec::new()),
            Route::NewSet(Some(id()), PermissionSet::LogReading.wishes()),
            Route::NewSet(None, PermissionSet::LogReading.wishes()),
            Route::Activity,
            Route::Receipt(ReceiptId::new(Timestamp::from_millis(1_790_000_000_000), id())),
            Route::Rights,
            Route::Settings,
            Route::Connect,
            Route::NotFound("/nowhere".to_owned()),
            Route::NotFound("/identity/not-an-id".to_owned()),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route, "{route}");
        }
    }

    #[test]
    fn addresses_that_people_and_browsers_write_are_understood() {
        let check = |text: &str, route: Route| assert_eq!(Route::parse(text), route, "{text}");
        check("", Route::Home);
        check("#", Route::Home);
        check("#/identities/", Route::identities());
        check("#/identities?unknown=1&q", Route::identities());
        check("#/identities?type=robot", Route::identities());
        check(&format!("#/identity/{}", ID.to_uppercase()), Route::Identity(id()));
        check(&format!("/identity/{ID}/"), Route::Identity(id()));
        check(&format!("#/identity/{ID}/compare?with=nothing-known"), Route::Compare(id(), None));
    }

    #[test]
    fn unknown_address_is_kept_as_written() {
        for text in [
            "#/identity",
            "#/identity/1",
            "#/identity/%zz",
            "#/identity/5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b/change/nothing-known",
            "#/identity/5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b/change/copy/nothing-known",
            "#/identity/5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b/change/set",
            "#/identity/5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b/change/set/nothing-known",
            "#/Settings",
            "#/sets/none",
            "#/draft/a/b",
            "#/receipt",
            "#/receipt/1",
            "#access_token=x",
        ] {
            assert!(matches!(Route::parse(text), Route::NotFound(_)), "{text}");
        }
        assert_eq!(Route::parse("#/a%20b"), Route::NotFound("/a b".to_owned()));
    }

    #[test]
    fn typing_into_a_search_stays_on_the_page() {
        let typed = Route::parse("#/identities?q=lazy");
        assert_eq!(typed.page(), Route::identities().page());
        assert_ne!(typed, Route::identities());
    }
}
