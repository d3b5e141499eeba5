//! The address that a request goes to, which the request itself cannot choose: its token does.

use http::Uri;

use domain::cloud::Cloud;
use graph::arm;
use graph::transport::Authority;

/// The whole address of a relative URI: of Microsoft Graph if it begins with an API version, and of Azure Resource
/// Manager if it is one of its addresses. `None` for any other, which is not sent: a URI with a host of its own would
/// take the token there.
pub fn of(cloud: Cloud, authority: Authority, uri: &Uri) -> Option<String> {
    match authority {
        Authority::Read | Authority::Change => of_graph(cloud, uri),
        Authority::Azure => {
            let path_and_query = uri.path_and_query()?;
            arm::is_own_address(uri).then(|| format!("{}{path_and_query}", cloud.resource_manager_root()))
        }
    }
}

fn of_graph(cloud: Cloud, uri: &Uri) -> Option<String> {
    let relative = uri.scheme().is_none() && uri.authority().is_none();
    let path_and_query = uri.path_and_query()?.as_str();
    let version_first = ["/v1.0/", "/beta/"].iter().any(|version| path_and_query.starts_with(version));
    // The browser would resolve these; nothing that this program sends has them.
    let plain = !uri.path().split('/').any(|part| part == "." || part == "..") && !path_and_query.contains('\\');
    (relative && version_first && plain).then(|| format!("{}{path_and_query}", cloud.graph_root()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph::azure;

    #[test]
    fn a_relative_uri_goes_to_the_clouds_own_graph() {
        let uri = "/v1.0/servicePrincipals?$filter=a%20eq%20'b'".parse().unwrap();
        let expected = "https://graph.microsoft.com/v1.0/servicePrincipals?$filter=a%20eq%20'b'";
        assert_eq!(of(Cloud::Public, Authority::Read, &uri).as_deref(), Some(expected));
        let batch = "/beta/$batch".parse().unwrap();
        assert_eq!(
            of(Cloud::China, Authority::Change, &batch).as_deref(),
            Some("https://microsoftgraph.chinacloudapi.cn/beta/$batch")
        );
    }

    #[test]
    fn nothing_else_is_sent() {
        for text in [
            "https://evil.example/v1.0/me",
            "https://graph.microsoft.com/v1.0/me",
            "http://graph.microsoft.com/v1.0/me",
            "evil.example:443",
            "//evil.example/v1.0/me",
            "/@evil.example/v1.0/me",
            "/v1.0",
            "/v1.0.evil.example/me",
            "/v1.0/../beta/me",
            "/v1.0/./me",
            "/",
            "*",
        ] {
            // What http itself refuses is not sent either.
            let Ok(uri) = text.parse() else { continue };
            assert_eq!(of(Cloud::Public, Authority::Read, &uri), None, "{text}");
        }
    }

    #[test]
    fn the_token_for_azure_goes_to_azure_resource_manager_only() {
        let of_azure = |text: &str| of(Cloud::Public, Authority::Azure, &text.parse().unwrap());
        let whole = format!("https://management.azure.com{}", azure::ADDRESS);
        assert_eq!(of_azure(azure::ADDRESS), Some(whole.clone()));
        for text in ["/v1.0/me", "/providers/Microsoft.ResourceGraph/resources", "/subscriptions/../x?api-version=1"] {
            assert_eq!(of_azure(text), None, "{text}");
        }
        assert_eq!(of_azure(&whole), None, "an address with a host of its own");
        assert_eq!(of(Cloud::Public, Authority::Read, &azure::ADDRESS.parse().unwrap()), None);
    }
}
