//! When a change takes effect, and how to see it.
//!
//! What an identity may do is in its tokens, and Azure keeps a token of each API for about a day. A grant can therefore
//! seem to do nothing, and a revoke to have been in vain, until the next token; no one can hurry it.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations>

use std::time::Duration;

use super::cloud::Cloud;
use super::identity::{IdentityKind, ManagedIdentity};
use super::ids::AppId;
use super::time::Timestamp;
use super::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH};

/// How long Azure keeps a token of a managed identity, about.
pub const TOKEN_KEPT: Duration = Duration::from_secs(24 * 3600);

/// How long a change of an Azure role can take until it counts.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected>
pub const AZURE_ROLE_DELAY: Duration = Duration::from_secs(10 * 60);

/// Whether a change that was made counts by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A token from before the change may still be in use.
    PerhapsNotYet {
        /// By when every token from before the change has ended, about.
        by: Timestamp,
        /// How long that is from now.
        left: Duration,
    },
    /// No token from before the change is in use any more.
    Certain,
}

/// Whether a change made at this time counts now. It is the same after a grant and after a revoke.
pub fn effect(changed: Timestamp, now: Timestamp) -> Effect {
    let by = changed + TOKEN_KEPT;
    if now >= by { Effect::Certain } else { Effect::PerhapsNotYet { by, left: by.since(now) } }
}

/// A place from which the token can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A runbook, a function or a shell with the Az modules, on the Azure resource.
    PowerShell,
    /// A shell on a virtual machine.
    VirtualMachine,
}

/// The application id by which a program names the identity when it asks for a token. A resource may have several
/// user-assigned identities beside its own; a program that names none gets the token of the resource's own identity.
pub fn account(identity: &ManagedIdentity) -> Option<AppId> {
    (identity.kind == IdentityKind::UserAssigned).then_some(identity.app_id)
}

/// Commands, made of fixed words and ids, that print the roles in the present token of an [`account`] for an API. They
/// run on the Azure resource, for only there can the identity get a token.
pub fn look_at_token(place: Place, cloud: Cloud, api: AppId, account: Option<AppId>) -> String {
    let resource = match api {
        MICROSOFT_GRAPH => cloud.graph_root().to_owned(),
        EXCHANGE_ONLINE if cloud == Cloud::Public => "https://outlook.office365.com".to_owned(),
        other => other.to_string(),
    };
    match place {
        Place::PowerShell => {
            let named = account.map_or(String::new(), |id| format!(" -AccountId '{id}'"));
            format!(
                "Connect-AzAccount -Identity{named} | Out-Null\n\
                 $token = (Get-AzAccessToken -ResourceUrl '{resource}' -AsSecureString).Token | ConvertFrom-SecureString -AsPlainText\n\
                 $part = $token.Split('.')[1].Replace('-', '+').Replace('_', '/')\n\
                 $part = $part.PadRight([math]::Ceiling($part.Length / 4) * 4, '=')\n\
                 ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part)) | ConvertFrom-Json).roles"
            )
        }
        Place::VirtualMachine => {
            let named = account.map_or(String::new(), |id| format!("&client_id={id}"));
            format!(
                "curl -s -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource={resource}{named}' \\\n  \
                 | python3 -c 'import sys,json,base64; p=json.load(sys.stdin)[\"access_token\"].split(\".\")[1]; print(json.loads(base64.urlsafe_b64decode(p+\"=\"*(-len(p)%4))).get(\"roles\"))'"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_certain_a_day_later() {
        let changed = Timestamp::from_millis(1_790_000_000_000);
        let hour = Duration::from_secs(3600);
        let by = changed + 24 * hour;
        assert_eq!(effect(changed, changed), Effect::PerhapsNotYet { by, left: 24 * hour });
        assert_eq!(effect(changed, changed + 23 * hour), Effect::PerhapsNotYet { by, left: hour });
        assert_eq!(effect(changed, by), Effect::Certain);
    }

    #[test]
    fn the_token_is_asked_for_the_api_in_its_cloud() {
        let check = |cloud, api, wanted: &str| {
            for place in [Place::PowerShell, Place::VirtualMachine] {
                let command = look_at_token(place, cloud, api, None);
                assert!(command.contains(wanted), "{command}");
            }
        };
        check(Cloud::Public, MICROSOFT_GRAPH, "https://graph.microsoft.com");
        check(Cloud::China, MICROSOFT_GRAPH, "https://microsoftgraph.chinacloudapi.cn");
        check(Cloud::Public, EXCHANGE_ONLINE, "https://outlook.office365.com");
        let other = "11111111-0000-4000-8000-0000000000a1";
        check(Cloud::Public, other.parse().unwrap(), other);
    }

    #[test]
    fn a_user_assigned_identity_is_named_or_another_one_would_answer() {
        let mut identity = crate::change::example::Example::new().identity;
        for (kind, named) in
            [(IdentityKind::UserAssigned, true), (IdentityKind::SystemAssigned, false), (IdentityKind::Unknown, false)]
        {
            identity.kind = kind;
            let account = account(&identity);
            let command = |place| look_at_token(place, Cloud::Public, MICROSOFT_GRAPH, account);
            let shell = command(Place::PowerShell);
            let id = identity.app_id;
            assert_eq!(shell.contains(&format!("Connect-AzAccount -Identity -AccountId '{id}' |")), named, "{shell}");
            let machine = command(Place::VirtualMachine);
            assert_eq!(machine.contains(&format!("graph.microsoft.com&client_id={id}'")), named, "{machine}");
            assert_eq!(shell.contains(&id.to_string()) || machine.contains(&id.to_string()), named);
        }
    }
}
