//! The clouds that a page can be built for. A page knows the hosts of one and no other.
//!
//! Source: <https://learn.microsoft.com/graph/deployments> and
//! <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>.

use anyhow::{Error, bail};
use std::str::FromStr;

/// A cloud of Microsoft's with its own sign-in, Graph and Resource Manager.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cloud {
    /// The worldwide cloud.
    Public,
    /// Azure Government, Microsoft 365 GCC High (L4).
    UsGov,
    /// Azure Government, Microsoft 365 DoD (L5).
    UsGovDod,
    /// Azure operated by 21Vianet.
    China,
}

impl Cloud {
    /// The name on the command line and in the build's environment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::UsGov => "usgov",
            Self::UsGovDod => "usgov-dod",
            Self::China => "china",
        }
    }

    /// The origins that the page may talk to: sign-in, Graph, Resource Manager.
    pub fn origins(self) -> [&'static str; 3] {
        match self {
            Self::Public => {
                ["https://login.microsoftonline.com", "https://graph.microsoft.com", "https://management.azure.com"]
            }
            Self::UsGov => [
                "https://login.microsoftonline.us",
                "https://graph.microsoft.us",
                "https://management.usgovcloudapi.net",
            ],
            Self::UsGovDod => [
                "https://login.microsoftonline.us",
                "https://dod-graph.microsoft.us",
                "https://management.usgovcloudapi.net",
            ],
            Self::China => [
                "https://login.partner.microsoftonline.cn",
                "https://microsoftgraph.chinacloudapi.cn",
                "https://management.chinacloudapi.cn",
            ],
        }
    }
}

impl FromStr for Cloud {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match [Self::Public, Self::UsGov, Self::UsGovDod, Self::China].into_iter().find(|cloud| cloud.name() == text) {
            Some(cloud) => Ok(cloud),
            None => bail!("there is no cloud {text:?}; known are public, usgov, usgov-dod and china"),
        }
    }
}
