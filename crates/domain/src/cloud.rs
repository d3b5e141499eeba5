//! Microsoft's clouds and their hosts.
//!
//! One build serves one cloud: its content security policy names exactly one sign-in host and one Microsoft Graph, and
//! a token of one cloud works in no other. Which one is chosen at compile time by the environment variable
//! `BESTOW_CLOUD`. Nothing that a user or a server says can change it.
//!
//! <https://learn.microsoft.com/graph/deployments>

use crate::portal::Portals;

/// A cloud of Microsoft's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    /// The worldwide cloud, Microsoft 365 GCC included.
    Public,
    /// Microsoft Cloud for US Government, L4 (GCC High).
    UsGovernment,
    /// Microsoft Cloud for US Government, L5 (DoD).
    UsGovernmentDod,
    /// Microsoft Azure and Microsoft 365 operated by 21Vianet.
    China,
}

impl Cloud {
    /// Every cloud that a build can be made for.
    pub const ALL: &'static [Self] = &[Self::Public, Self::UsGovernment, Self::UsGovernmentDod, Self::China];

    /// The cloud of this build.
    pub const OF_THIS_BUILD: Self = match option_env!("BESTOW_CLOUD") {
        None => Self::Public,
        Some(name) => Self::from_name(name),
    };

    /// The name by which `BESTOW_CLOUD` and `config.json` call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::UsGovernment => "usgov",
            Self::UsGovernmentDod => "usgov-dod",
            Self::China => "china",
        }
    }

    /// The cloud with this name, letters' case aside.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cloud| cloud.name().eq_ignore_ascii_case(name))
    }

    /// Where people sign in; no slash at the end.
    pub const fn sign_in_root(self) -> &'static str {
        match self {
            Self::Public => "https://login.microsoftonline.com",
            Self::UsGovernment | Self::UsGovernmentDod => "https://login.microsoftonline.us",
            Self::China => "https://login.partner.microsoftonline.cn",
        }
    }

    /// Microsoft Graph; no slash at the end.
    pub const fn graph_root(self) -> &'static str {
        match self {
            Self::Public => "https://graph.microsoft.com",
            Self::UsGovernment => "https://graph.microsoft.us",
            Self::UsGovernmentDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }

    /// Azure Resource Manager; no slash at the end.
    pub const fn resource_manager_root(self) -> &'static str {
        match self {
            Self::Public => "https://management.azure.com",
            Self::UsGovernment | Self::UsGovernmentDod => "https://management.usgovcloudapi.net",
            Self::China => "https://management.chinacloudapi.cn",
        }
    }

    /// The portals to which pages link.
    pub const fn portals(self) -> Portals {
        match self {
            Self::Public => Portals::PUBLIC,
            Self::UsGovernment | Self::UsGovernmentDod => Portals::US_GOVERNMENT,
            Self::China => Portals::CHINA,
        }
    }

    /// How a delegated permission of Microsoft Graph is asked for in this cloud.
    /// A bare name stands for the worldwide Microsoft Graph, so everywhere else the root goes before it.
    pub fn qualified(self, scope: &str) -> String {
        match self {
            Self::Public => scope.to_owned(),
            _ => format!("{}/{scope}", self.graph_root()),
        }
    }

    const fn from_name(name: &str) -> Self {
        let mut at = 0;
        while at < Self::ALL.len() {
            if same(name.as_bytes(), Self::ALL[at].name().as_bytes()) {
                return Self::ALL[at];
            }
            at += 1;
        }
        panic!("BESTOW_CLOUD is none of public, usgov, usgov-dod, china")
    }
}

/// Equality of texts that a constant can be computed with.
const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_is_found_by_its_name_in_both_ways() {
        for &cloud in Cloud::ALL {
            assert_eq!(Cloud::named(cloud.name()), Some(cloud));
            assert_eq!(Cloud::from_name(cloud.name()), cloud);
        }
        assert_eq!(Cloud::named("Public"), Some(Cloud::Public));
        assert_eq!(Cloud::named("germany"), None);
    }

    #[test]
    fn roots_are_bare_https_origins() {
        for &cloud in Cloud::ALL {
            for root in [cloud.sign_in_root(), cloud.graph_root(), cloud.resource_manager_root()] {
                let host = root.strip_prefix("https://").unwrap();
                assert!(host.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-'), "{root}");
            }
        }
    }

    #[test]
    fn only_the_public_cloud_takes_bare_scope_names() {
        assert_eq!(Cloud::Public.qualified("User.Read"), "User.Read");
        assert_eq!(Cloud::China.qualified("User.Read"), "https://microsoftgraph.chinacloudapi.cn/User.Read");
    }
}
