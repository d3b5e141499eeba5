//! What a user typed or pasted into the one search box.

use super::azure_resource::AzureResource;
use super::guid::Guid;
use super::identity::ManagedIdentity;
use super::search_words::SearchWords;

/// The longest text that is taken for an id or an address, in bytes. Portal addresses have some hundred; a link could
/// bring a text of megabytes, which would keep the page busy.
const LONGEST: usize = 4096;

/// The longest JSON that is looked through, in bytes: what `az` prints about a resource has some thousand.
const LONGEST_JSON: usize = 65_536;

/// The longest name, in characters. Microsoft Entra allows 256.
const LONGEST_NAME: usize = 300;

/// A search, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchTerm {
    /// Nothing was typed.
    Empty,
    /// An id. Whether it is an object id or an application id shows only in the directory.
    Id(Guid),
    /// A client id, which is an application id, from a text that says so.
    ClientId(Guid),
    /// An Azure resource, by its whole id.
    Resource(AzureResource),
    /// A part of a name.
    Name(String),
}

impl SearchTerm {
    /// Understands a GUID, an Azure resource id, the address of a portal page that carries one of them, a line or the
    /// JSON that `az` prints, or a name.
    pub fn parse(text: &str) -> Self {
        let text = text.trim_matches(is_invisible);
        if text.is_empty() {
            return Self::Empty;
        }
        let is_json = text.starts_with(['{', '[']) && text.len() <= LONGEST_JSON;
        if text.len() > LONGEST && !is_json {
            return Self::Name(text.chars().take(LONGEST_NAME).collect());
        }
        let visible: String = text.chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).collect();
        let bare = visible
            .trim_matches(|c: char| c.is_whitespace() || "{}()[]<>\"'`,;\u{201c}\u{201d}\u{2018}\u{2019}".contains(c));
        if let Some(id) = Guid::from_digits(bare) {
            return Self::Id(id);
        }
        if let Some(resource) = AzureResource::parse(bare) {
            return Self::Resource(resource);
        }
        if is_address(bare)
            && let Some(term) = from_address(bare)
        {
            return term;
        }
        if let Some(term) = from_labels(&visible) {
            return term;
        }
        Self::Name(text.chars().take(if is_json { LONGEST_NAME } else { LONGEST }).collect())
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
            Self::ClientId(id) => identity.app_id.0 == *id,
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

/// Blanks, and the characters of no width that come along when a text is copied from a web page or a chat.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What `az` and the portals call the id of an identity's service principal, the surest first.
const PRINCIPAL_LABELS: [&str; 5] =
    ["principalId", "servicePrincipalId", "Object (principal) ID", "objectId", "Object ID"];
/// What they call its application id.
const CLIENT_LABELS: [&str; 5] = ["clientId", "appId", "applicationId", "Application ID", "Client ID"];

/// What a line such as `"principalId": "…",` says, or the JSON around it. The principal's id goes before the client id,
/// and the tenant's is neither. A text with one GUID and no name for it means that one.
fn from_labels(text: &str) -> Option<SearchTerm> {
    let labelled = |labels: &[&str]| labels.iter().find_map(|label| guid_after(text, label));
    if let Some(id) = labelled(&PRINCIPAL_LABELS) {
        return Some(SearchTerm::Id(id));
    }
    // `az ad sp show` calls the object id "id" alone.
    let own = text.starts_with('{').then(|| guid_after(text, "\"id\"")).flatten();
    if let Some(id) = own {
        return Some(SearchTerm::Id(id));
    }
    if let Some(id) = labelled(&CLIENT_LABELS) {
        return Some(SearchTerm::ClientId(id));
    }
    let resource = text.split(['"', '\'', ',', ' ', '\n']).filter(|part| part.starts_with('/'));
    let identity = resource.clone().filter_map(AzureResource::parse).find(AzureResource::is_user_assigned_identity);
    let first = || resource.clone().find_map(AzureResource::parse);
    if let Some(resource) = identity.or_else(first) {
        return Some(SearchTerm::Resource(resource));
    }
    only_guid(text).map(SearchTerm::Id)
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
    let within = |part: String| resource_start(&part).and_then(|at| resource_within(&part[at..]));
    if let Some(resource) = parts.filter(|part| part.contains('/')).find_map(within) {
        return Some(SearchTerm::Resource(resource));
    }
    if let Some(start) = resource_start(&decoded)
        && let Some(resource) = resource_within(&decoded[start..])
    {
        return Some(SearchTerm::Resource(resource));
    }
    only_guid(&decoded).map(SearchTerm::Id).or_else(|| container(&decoded).map(SearchTerm::Name))
}

/// Where the id of a resource begins: in a subscription, or at a management group, as policy assignments are.
fn resource_start(text: &str) -> Option<usize> {
    let starts = ["/subscriptions/", "/providers/Microsoft.Management/managementGroups/"];
    starts.iter().find_map(|start| find_ignoring_case(text, start))
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
        let before = text[..at].trim_end_matches(['"', '\'', ':', '=', '/', ' ']);
        let is_place = [
            "@",
            "subscriptions",
            "subscriptionid",
            "tenantid",
            "tenant",
            "tenant id",
            "subscription",
            "subscription id",
        ];
        let ends_with = |key: &&str| {
            before
                .len()
                .checked_sub(key.len())
                .and_then(|at| before.get(at..))
                .is_some_and(|end| end.eq_ignore_ascii_case(key))
        };
        if is_place.iter().any(ends_with) || found == Some(id) {
            continue;
        }
        if found.replace(id).is_some() {
            return None;
        }
    }
    found
}

/// The GUID that is behind `key/` or `key=`.
fn guid_after(text: &str, key: &str) -> Option<Guid> {
    let mut rest = text;
    while let Some(at) = find_ignoring_case(rest, key) {
        rest = &rest[at + key.len()..];
        let rest_of_name = rest.trim_start_matches(['"', '\'', ' ', '\t']);
        let is_apart = rest_of_name.len() < rest.len();
        // Behind a blank no sign is needed: "Object ID 8097154c-…".
        let value =
            rest_of_name.strip_prefix(['/', '=', ':']).or_else(|| is_apart.then_some(rest_of_name)).unwrap_or("");
        let value = value.trim_start_matches(['"', '\'', ' ', '\t', '{', '\n', '\r']);
        if let Some(id) = value.get(..36).and_then(|id| id.parse().ok()) {
            return Some(id);
        }
    }
    None
}

/// The longest resource id with which the text begins: a portal address continues with the name of a blade.
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
    use crate::identity::IdentityKind;
    use crate::ids::{AppId, ServicePrincipalId};

    const RESOURCE: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg-auto/providers/Microsoft.Automation/automationAccounts/lazy";

    #[test]
    fn search_text_is_understood() {
        let check = |text: &str, wanted: &str| {
            let got = match SearchTerm::parse(text) {
                SearchTerm::Empty => "empty".to_owned(),
                SearchTerm::Id(id) => format!("id {id}"),
                SearchTerm::ClientId(id) => format!("client {id}"),
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
    fn what_az_and_the_portals_print_is_understood() {
        let check = |text: &str, wanted: SearchTerm| assert_eq!(SearchTerm::parse(text), wanted, "{text}");
        let (principal, client) = ("8097154c-b14f-4898-928c-16ca80e12dfd", "a72223ed-0a1e-4683-9b4b-44bed448bccc");
        let id = |id: &str| SearchTerm::Id(id.parse().unwrap());
        let path = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x";
        let resource = SearchTerm::Resource(AzureResource::parse(path).unwrap());
        // As `az` prints a path.
        check(&format!("\"{path}\","), resource.clone());
        check(&format!("  '{path}' "), resource.clone());
        check(&format!("\u{201c}{path}\u{201d}"), resource.clone());
        check(&format!("\"id\": \"{path}\","), resource.clone());
        // GUIDs as they are found elsewhere.
        check("88d8e3e38f554a1e953a9b9898b8876b", id("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"));
        check("{88D8E3E38F554A1E953A9B9898B8876B}", id("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"));
        check("\u{feff}8097154c-b14f\u{200b}-4898-928c-16ca80e12dfd\u{200b}", id(principal));
        check(&format!("({principal})"), id(principal));
        check(&format!("{principal},"), id(principal));
        check("88d8e3e38f554a1e953a9b9898b8876", SearchTerm::Name("88d8e3e38f554a1e953a9b9898b8876".to_owned()));
        // Lines and JSON of `az identity show`.
        check(&format!("\"principalId\": \"{principal}\","), id(principal));
        check(&format!("Principal ID: {principal}"), id(principal));
        check(&format!("Object (principal) ID\t{principal}"), id(principal));
        check(&format!("\"clientId\": \"{client}\","), SearchTerm::ClientId(client.parse().unwrap()));
        let json = format!(
            "{{ \"clientId\": \"{client}\", \"id\": \"{path}\", \"principalId\": \"{principal}\", \"tenantId\": \"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640\" }}"
        );
        check(&json, id(principal));
        check(&json.replace('\n', " "), id(principal));
        check(
            &json.replace("principalId", "other").replace(principal, "x"),
            SearchTerm::ClientId(client.parse().unwrap()),
        );
        check(&format!("{{\"id\": \"{path}\", \"tenantId\": \"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640\"}}"), resource);
        check(&format!("{{\"appId\": \"{client}\", \"id\": \"{principal}\"}}"), id(principal));
        check(
            "\"tenantId\": \"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640\"",
            SearchTerm::Name("\"tenantId\": \"7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640\"".to_owned()),
        );
        check(&format!("id-reports {principal}"), id(principal));
        let policy =
            "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/x";
        let assignment = SearchTerm::Resource(AzureResource::parse(policy).unwrap());
        check(policy, assignment.clone());
        check(&format!("\"{policy}\","), assignment.clone());
        check(&format!("https://portal.azure.com/#view/X/id/{}", policy.replace('/', "%2F")), assignment);
        check("id-reports rg auto", SearchTerm::Name("id-reports rg auto".to_owned()));
    }

    #[test]
    fn endless_search_text_is_cut_to_the_longest_name() {
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
