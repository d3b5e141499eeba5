//! What a person typed or pasted into the one search box.

use super::azure_resource::AzureResource;
use super::guid::Guid;
use super::identity::ManagedIdentity;
use super::search_words::SearchWords;

/// The longest text that is taken for an id or an address, in bytes. Portal addresses have some hundred; a link could
/// bring a text of megabytes, which would keep the page busy.
const LONGEST: usize = 4096;

/// The longest name, in characters. Microsoft Entra allows 256.
const LONGEST_NAME: usize = 300;

/// A search, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchTerm {
    /// Nothing was typed.
    Empty,
    /// An id. Whether it is an object id or an application id shows only in the directory.
    Id(Guid),
    /// An Azure resource, by its whole id.
    Resource(AzureResource),
    /// A part of a name.
    Name(String),
}

impl SearchTerm {
    /// Understands a GUID, an Azure resource id, the address of a portal page that carries one of them, or a name.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Empty;
        }
        if text.len() > LONGEST {
            return Self::Name(text.chars().take(LONGEST_NAME).collect());
        }
        if let Ok(id) = text.trim_matches(|c| matches!(c, '{' | '}' | '"' | '\'')).parse() {
            return Self::Id(id);
        }
        if let Some(resource) = AzureResource::parse(text) {
            return Self::Resource(resource);
        }
        if is_address(text)
            && let Some(term) = from_address(text)
        {
            return term;
        }
        Self::Name(text.to_owned())
    }

    /// The words of a name, to be looked for in many texts at once. Anything else has none.
    pub fn words(&self) -> SearchWords {
        SearchWords::of(if let Self::Name(name) = self { name } else { "" })
    }

    /// Whether this identity is meant. Every word of a name must occur, in any order and any case, in the identity's
    /// name or in its Azure resource, so that people find it by resource group as well.
    pub fn matches(&self, identity: &ManagedIdentity) -> bool {
        match self {
            Self::Empty => true,
            Self::Id(id) => identity.id.0 == *id || identity.app_id.0 == *id,
            Self::Resource(wanted) => identity.resource.as_ref() == Some(wanted),
            Self::Name(name) => {
                let resource = identity.resource.as_ref().map_or("", AzureResource::id).to_lowercase();
                let display_name = identity.display_name.to_lowercase();
                let has = |word: &str| display_name.contains(word) || resource.contains(word);
                display_name.contains(&name.to_lowercase()) || name.to_lowercase().split_whitespace().all(has)
            }
        }
    }
}

/// Whether this is an address, with or without its scheme, as browsers let people copy it.
fn is_address(text: &str) -> bool {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start));
    ["https://", "http://", "portal.azure.", "entra.microsoft"].into_iter().any(begins)
}

/// Portal addresses put everything into the fragment: `#view/…/objectId/{guid}/appId/{guid}` for an enterprise
/// application and `#@tenant/resource/subscriptions/…/overview` for an Azure resource. That of a resource group or of a
/// subscription means what is in it. Some blades carry an id under another name; it counts where it is the only one that
/// is neither the tenant's nor a subscription's.
fn from_address(address: &str) -> Option<SearchTerm> {
    let decoded = decoded(address);
    for key in ["objectId", "servicePrincipalId", "principalId", "appId", "clientId"] {
        if let Some(id) = guid_after(&decoded, key) {
            return Some(SearchTerm::Id(id));
        }
    }
    // An id that is one part of the address ends where the part does, though a blade's name may look like more of it.
    let parts = address.split(['/', '?', '&', '#', '=']).map(self::decoded);
    let within =
        |part: String| find_ignoring_case(&part, "/subscriptions/").and_then(|at| resource_within(&part[at..]));
    if let Some(resource) = parts.filter(|part| part.contains('/')).find_map(within) {
        return Some(SearchTerm::Resource(resource));
    }
    if let Some(start) = find_ignoring_case(&decoded, "/subscriptions/")
        && let Some(resource) = resource_within(&decoded[start..])
    {
        return Some(SearchTerm::Resource(resource));
    }
    only_guid(&decoded).map(SearchTerm::Id).or_else(|| container(&decoded).map(SearchTerm::Name))
}

/// The beginning that the ids of all resources of a resource group or of a subscription have.
fn container(text: &str) -> Option<String> {
    let start = find_ignoring_case(text, "/subscriptions/")?;
    let mut parts = text[start..].split(['/', '?', '&', '#']).skip(2);
    let subscription: Guid = parts.next()?.parse().ok()?;
    let is_group = parts.next().is_some_and(|part| part.eq_ignore_ascii_case("resourceGroups"));
    // A name with a space in it would be two words.
    let group = parts.next().filter(|name| is_group && !name.is_empty() && !name.contains(char::is_whitespace));
    let group = group.map(|name| format!("resourceGroups/{name}/")).unwrap_or_default();
    Some(format!("/subscriptions/{subscription}/{group}"))
}

/// The address without its percent-encoding, of which parts of a fragment may have a second layer.
fn decoded(address: &str) -> String {
    let mut text = address.to_owned();
    for _ in 0..3 {
        let next = percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// The one GUID of a text, leaving out those that say which tenant or subscription is meant.
fn only_guid(text: &str) -> Option<Guid> {
    let mut found = None;
    for at in 0..text.len() {
        let Some(id) = text.get(at..at + 36).and_then(|id| id.parse::<Guid>().ok()) else { continue };
        let before = text[..at].to_ascii_lowercase();
        let is_place = ["@", "subscriptions/", "subscriptionid/", "tenantid/", "tenantid=", "tenant/"];
        if is_place.iter().any(|key| before.ends_with(key)) || found == Some(id) {
            continue;
        }
        if found.replace(id).is_some() {
            return None;
        }
    }
    found
}

/// The GUID that stands behind `key/` or `key=`.
fn guid_after(text: &str, key: &str) -> Option<Guid> {
    let mut rest = text;
    while let Some(at) = find_ignoring_case(rest, key) {
        rest = &rest[at + key.len()..];
        let value = rest.trim_start_matches(['"', '\'']).strip_prefix(['/', '=', ':']).unwrap_or("");
        let value = value.trim_start_matches(['"', '\'', ' ']);
        if let Some(id) = value.get(..36).and_then(|id| id.parse().ok()) {
            return Some(id);
        }
    }
    None
}

/// The longest resource id with which the text begins: a portal address goes on with the name of a blade.
fn resource_within(text: &str) -> Option<AzureResource> {
    let end = text.find(['?', '#', '&']).unwrap_or(text.len());
    let mut candidate = &text[..end];
    loop {
        // A blade is one part, so an id with an even number of parts behind its provider is cut until it fits.
        if let Some(resource) = AzureResource::parse(candidate) {
            return Some(resource);
        }
        candidate = &candidate[..candidate.rfind('/').filter(|&at| at > 0)?];
    }
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::IdentityKind;
    use crate::domain::ids::{AppId, ServicePrincipalId};

    const RESOURCE: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg-auto/providers/Microsoft.Automation/automationAccounts/lazy";

    #[test]
    fn search_text_is_understood() {
        let check = |text: &str, wanted: &str| {
            let got = match SearchTerm::parse(text) {
                SearchTerm::Empty => "empty".to_owned(),
                SearchTerm::Id(id) => format!("id {id}"),
                SearchTerm::Resource(resource) => format!("resource {}", resource.name()),
                SearchTerm::Name(name) => format!("name {name}"),
            };
            assert_eq!(got, wanted, "{text}");
        };
        let id = "3e4c2842-1778-407f-9b3f-2191f10874ec";
        check("  ", "empty");
        check(id, &format!("id {id}"));
        check(&format!(" {{{}}} ", id.to_uppercase()), &format!("id {id}"));
        check(RESOURCE, "resource lazy");
        check("O'Brien", "name O'Brien");
        check("https://example.org/", "name https://example.org/");
        check(
            &format!(
                "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/{id}/appId/00000003-0000-0000-c000-000000000000"
            ),
            &format!("id {id}"),
        );
        check(&format!("https://portal.azure.com/#@halden.example/resource{RESOURCE}/identity"), "resource lazy");
        check(&format!("https://portal.azure.com/#@halden.example/resource{RESOURCE}"), "resource lazy");
        check(
            &format!("https://portal.azure.com/#view/X/resourceId/{}", RESOURCE.replace('/', "%2F")),
            "resource lazy",
        );
        check(&format!("HTTPS://portal.azure.com/#@halden.example/resource{RESOURCE}/overview"), "resource lazy");
        check(&format!("portal.azure.com/#@halden.example/resource{RESOURCE}/users"), "resource lazy");
        let twice = RESOURCE.replace('/', "%252F");
        check(&format!("https://portal.azure.com/#view/X/resourceId/{twice}/blade~/overview"), "resource lazy");
        check(
            &format!("https://portal.azure.com/#view/X/parameters/%7B%22objectId%22%3A%20%22{id}%22%7D"),
            &format!("id {id}"),
        );
        let tenant = "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640";
        check(&format!("https://portal.azure.com/#@{tenant}/blade/X/identity/{id}"), &format!("id {id}"));
        let two = format!("https://portal.azure.com/#blade/X/one/{id}/other/{tenant}");
        check(&two, &format!("name {two}"));
        let group = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg-auto/";
        check(&format!("https://portal.azure.com/#@halden.example/resource{group}overview"), &format!("name {group}"));
        check(
            "https://portal.azure.com/#@x/resource/subscriptions/1b87a2f0-0000-4000-8000-000000000001/overview",
            "name /subscriptions/1b87a2f0-0000-4000-8000-000000000001/",
        );
        check("100%", "name 100%");
        check("https://portal.azure.com/%zz\u{e9}", "name https://portal.azure.com/%zz\u{e9}");
    }

    #[test]
    fn a_text_without_end_is_a_name_that_nobody_has() {
        let id = "3e4c2842-1778-407f-9b3f-2191f10874ec/";
        for text in
            ["/".repeat(1_000_000), format!("https://portal.azure.com/#{}", id.repeat(50_000)), "é".repeat(9_999)]
        {
            let SearchTerm::Name(name) = SearchTerm::parse(&text) else { panic!("{} bytes", text.len()) };
            assert!(text.starts_with(&name) && name.chars().count() == LONGEST_NAME);
        }
    }

    #[test]
    fn an_identity_is_found_by_what_people_know_of_it() {
        let identity = ManagedIdentity {
            id: ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfd"),
            app_id: AppId::known("a72223ed-0a1e-4683-9b4b-44bed448bccc"),
            display_name: "Lazy Automation".to_owned(),
            kind: IdentityKind::SystemAssigned,
            resource: AzureResource::parse(RESOURCE),
            enabled: true,
            created: None,
        };
        let check = |text: &str, found: bool| assert_eq!(SearchTerm::parse(text).matches(&identity), found, "{text}");
        check("", true);
        check("lazy", true);
        check("automation LAZY", true);
        check("rg-auto lazy", true);
        check("lazy func", false);
        check("8097154C-b14f-4898-928c-16ca80e12dfd", true);
        check("a72223ed-0a1e-4683-9b4b-44bed448bccc", true);
        check("a72223ed-0a1e-4683-9b4b-44bed448bccd", false);
        check(&RESOURCE.to_uppercase(), true);
        check(&format!("{RESOURCE}2"), false);
    }
}
