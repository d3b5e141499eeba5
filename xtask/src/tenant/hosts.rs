//! The host names that exist for a browser behind the proxy.

/// Where the page is.
pub const PAGE: &str = "https://app.contoso.example/";

/// A host that is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// The web host of the page.
    Page,
    /// Entra's sign-in.
    SignIn,
    /// Microsoft Graph.
    Graph,
    /// Azure Resource Manager.
    Arm,
}

impl Host {
    /// Every host.
    pub const ALL: [Self; 4] = [Self::Page, Self::SignIn, Self::Graph, Self::Arm];

    /// The host's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "app.contoso.example",
            Self::SignIn => simulator::entra::HOST,
            Self::Graph => "graph.microsoft.com",
            Self::Arm => "management.azure.com",
        }
    }

    /// The host with a name; a port behind it is the standard one or none.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.strip_suffix(":443").unwrap_or(name);
        Self::ALL.into_iter().find(|host| host.name().eq_ignore_ascii_case(name))
    }

    /// The names of all hosts.
    pub fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|host| host.name()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_at_the_standard_port_are_known() {
        assert_eq!(Host::named("Graph.Microsoft.com:443"), Some(Host::Graph));
        for name in ["graph.microsoft.com:8443", "graph.microsoft.com.evil.example", "xgraph.microsoft.com", ""] {
            assert_eq!(Host::named(name), None, "{name}");
        }
    }
}
