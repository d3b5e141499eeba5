//! What stands in the address or is typed into the search box.

use bestow::domain::azure_resource::AzureResource;
use bestow::domain::search::SearchTerm;
use bestow::web::route::Route;
use bestow::web::route_text::{decode, encode_into};
use proptest::prelude::*;

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
}
