//! What is in the address or is typed into the search box.

use bestow::web::config::TenantName;
use bestow::web::navigation::review_address::ReviewAddress;
use bestow::web::navigation::route::Route;
use bestow::web::navigation::route_text::{decode, encode_into};
use bestow::web::parts::release;
use domain::azure_resource::AzureResource;
use domain::directory_role::DirectoryScope;
use domain::guid::Guid;
use domain::search::SearchTerm;
use domain::time::Timestamp;
use graph::endpoint::{Collection, Endpoint};
use graph::endpoints::applications::FindApplicationsByName;
use graph::endpoints::groups::FindGroupsByName;
use graph::endpoints::service_principals::FindByName;
use proptest::prelude::*;
use url::Url;

use super::cases;
use super::edits::edited;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_address_leads_to_a_page_that_has_an_address_of_its_own(
        fragment in edited(&[
            "#/",
            "#/identities?q=O'Brien&kind=user&tier=0",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd/change/review?grant=00000003-0000-0000-c000-000000000000/User.Read.All&assign=29232cdf-9323-42fd-ade2-1d097af3e4de",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd/compare?set=mail",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd/change?for=a72223ed-0a1e-4683-9b4b-44bed448bccc&value=00000003-0000-0000-c000-000000000000/Mail.Send&hours=8/29232cdf-9323-42fd-ade2-1d097af3e4de/&revoke=a72223ed-0a1e-4683-9b4b-44bed448bccc/741f803b-c850-494e-b5df-cde7c675a1ca&remove=29232cdf-9323-42fd-ade2-1d097af3e4de/administrativeUnits/8097154c-b14f-4898-928c-16ca80e12dfd&name=/Mail.Send",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd/compare?with=set:mail-sending",
            "#/identity/8097154c-b14f-4898-928c-16ca80e12dfd/permissions?q=mail&tier=0",
            "#/review?view=who&q=x&tier=0&of=00000003-0000-0000-c000-000000000000&has=x&type=unknown&group=rg&granted=30&signed-in=90&sort=name&finding=x",
            "#/draft/eyJ2IjoxfQ",
            "#/sets/new?from=8097154c-b14f-4898-928c-16ca80e12dfd&value=00000003-0000-0000-c000-000000000000/Mail.Send",
            "#/sets/own-0123456789abcdef",
            "#/settings",
            "#/connect",
            "#/nowhere/%2e%2e/%00",
        ]),
    ) {
        let route = Route::parse(&fragment);
        let address = route.to_string();
        prop_assert!(address.is_ascii() && address.bytes().all(|byte| byte.is_ascii_graphic()), "{}", address);
        if !matches!(route, Route::NotFound(_)) {
            prop_assert_eq!(Route::parse(&address), route, "{}", address);
        }
    }

    #[test]
    fn what_is_encoded_is_decoded_and_cannot_end_its_part(text in any::<String>()) {
        let mut address = String::new();
        encode_into(&text, &mut address);
        prop_assert!(!address.contains(['&', '=', '#', '?', '+', ' ', '"', '<', '>']), "{}", address);
        prop_assert_eq!(decode(&address), text);
    }

    #[test]
    fn only_two_digits_are_an_encoding(text in "[%+ 0-9a-fA-Fx-]{0,12}") {
        let decoded = decode(&text);
        let encodings = text.as_bytes().windows(3).filter(|three| {
            three[0] == b'%' && three[1..].iter().all(u8::is_ascii_hexdigit)
        });
        if encodings.count() == 0 {
            prop_assert_eq!(decoded, text);
        }
    }

    #[test]
    fn every_search_means_something(
        text in edited(&[
            "8097154c-b14f-4898-928c-16ca80e12dfd",
            "{8097154C-B14F-4898-928C-16CA80E12DFD}",
            "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/8097154c-b14f-4898-928c-16ca80e12dfd/appId/a72223ed-0a1e-4683-9b4b-44bed448bccc",
            "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.Web/sites/shop",
            "https://portal.azure.com/#@halden.example/resource/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.Web/sites/a%20b/overview",
            "O'Brien & Søn",
        ]),
    ) {
        let _ = SearchTerm::parse(&text);
        if let Some(resource) = AzureResource::parse(&text) {
            prop_assert_eq!(AzureResource::parse(resource.id()), Some(resource.clone()));
        }
    }

    #[test]
    fn a_view_of_the_review_is_the_same_written_and_read(
        query in edited(&[
            "view=who&q=x&tier=0&of=00000003-0000-0000-c000-000000000000&type=unknown&subscription=1b87a2f0-0000-4000-8000-000000000001&group=rg",
            "view=findings&has=role:29232cdf-9323-42fd-ade2-1d097af3e4de/&granted=30&signed-in=90&sort=name&finding=dangerous&of=directory",
            "has=741f803b-c850-494e-b5df-cde7c675a1ca",
        ]),
    ) {
        let read = ReviewAddress::parse(&query);
        let written = read.to_string();
        prop_assert!(written.bytes().all(|byte| byte.is_ascii_graphic()), "{}", written);
        prop_assert_eq!(ReviewAddress::parse(&written), read, "{}", written);
    }

    #[test]
    fn an_id_a_time_and_a_scope_are_the_same_written_and_read(
        text in edited(&[
            "8097154c-b14f-4898-928c-16ca80e12dfd",
            "2026-11-23T09:00:00.123Z",
            "/administrativeUnits/8097154c-b14f-4898-928c-16ca80e12dfd",
            "/",
        ]),
    ) {
        if let Ok(id) = text.parse::<Guid>() {
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
        if let Ok(at) = text.parse::<Timestamp>() {
            prop_assert_eq!(at.to_string().parse(), Ok(at));
        }
        let scope = DirectoryScope::parse(&text);
        prop_assert_eq!(DirectoryScope::parse(&scope.to_string()), scope);
    }

    #[test]
    fn whatever_is_a_tenant_is_one_part_of_an_address(
        text in edited(&["contoso.onmicrosoft.com", "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640", "//evil.example", "common"]),
    ) {
        if let Ok(tenant) = text.parse::<TenantName>() {
            let written = tenant.to_string();
            let url = Url::parse(&format!("https://login.microsoftonline.com/{written}/v2.0")).unwrap();
            prop_assert_eq!((url.host_str(), url.path()), (Some("login.microsoftonline.com"), &*format!("/{written}/v2.0")));
            prop_assert!(!["common", "organizations", "consumers"].contains(&&*written));
        }
    }

    #[test]
    fn a_document_of_the_host_names_a_release_or_none(
        text in edited(&["<script>(() => { const files = {\"app\":{\"glue\":\"./assets/bestow-1.js\",\"wasm\":\"./assets/bestow-1.wasm\"}}; })()</script>"]),
    ) {
        let found = release::of_document(&text);
        prop_assert!(found.is_none_or(|files| text.contains(files)));
        prop_assert!(!release::is_newer(&text, &text));
    }

    #[test]
    fn a_search_is_sent_as_a_text_that_nothing_can_end(text in any::<String>()) {
        for request in [
            FindByName(text.clone()).request(),
            FindApplicationsByName(text.clone()).request(),
            FindGroupsByName(text.clone()).request(),
        ] {
            let uri = request.uri().to_string();
            prop_assert!(uri.starts_with("/v1.0/"), "{}", uri);
            // As the service reads it: within the quotation marks is the text, with each mark in it doubled.
            let url = Url::parse(&format!("https://graph.microsoft.com{uri}")).unwrap();
            prop_assert!(url.fragment().is_none());
            let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
            prop_assert!(names.iter().all(|name| name.starts_with('$')), "{:?}", names);
        }
    }
}
