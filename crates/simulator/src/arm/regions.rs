//! The regions of a subscription, and the provider of managed identities in it.
//!
//! <https://learn.microsoft.com/rest/api/resources/providers/get>

use serde_json::{Value, json};

use super::guards::need_multi_factor;
use super::inquiry::{Answer, Arm, ArmInquiry};
use super::list::value;
use super::refusal::{ArmRefusal, REGIONS};
use super::{inventory, rights, scopes};
use domain::guid::Guid;

const PROVIDER: &str = "Microsoft.ManagedIdentity";

/// Answers the regions.
pub(super) fn regions(arm: &Arm<'_>, inquiry: &ArmInquiry<'_>, of: Guid) -> Result<Answer, ArmRefusal> {
    need_seen(arm, inquiry, of)?;
    let entry = |(name, display): (&str, &str)| {
        json!({
            "id": format!("/subscriptions/{of}/locations/{name}"), "name": name, "type": "Region",
            "displayName": display, "regionalDisplayName": display,
            "metadata": { "regionType": "Physical", "regionCategory": "Recommended" },
        })
    };
    Ok((200, Some(value(REGIONS.into_iter().map(entry).collect()))))
}

/// Answers the provider of managed identities.
pub(super) fn provider(arm: &Arm<'_>, inquiry: &ArmInquiry<'_>, of: Guid) -> Result<Answer, ArmRefusal> {
    need_seen(arm, inquiry, of)?;
    Ok((200, Some(write(arm, of))))
}

/// Registers the provider of managed identities, at once.
pub(super) fn register(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>, of: Guid) -> Result<Answer, ArmRefusal> {
    need_multi_factor(arm.tenant, inquiry.caller)?;
    scopes::need_subscription(arm.tenant, of)?;
    rights::need(arm.tenant, inquiry, &inquiry.address.scope, "Microsoft.ManagedIdentity/register/action")?;
    arm.tenant.azure.unregistered_subscriptions.remove(&of);
    Ok((200, Some(write(arm, of))))
}

fn need_seen(arm: &Arm<'_>, inquiry: &ArmInquiry<'_>, of: Guid) -> Result<(), ArmRefusal> {
    scopes::need_subscription(arm.tenant, of)?;
    let scope = &inquiry.address.scope;
    match inventory::is_seen(arm.tenant, inquiry, scope) {
        true => Ok(()),
        false => {
            let action = "Microsoft.Resources/subscriptions/read";
            Err(ArmRefusal::forbidden(arm.tenant, inquiry.caller, action, scope))
        }
    }
}

fn write(arm: &Arm<'_>, of: Guid) -> Value {
    let is_registered = !arm.tenant.azure.unregistered_subscriptions.contains(&of);
    let locations = REGIONS.map(|(_, display)| display);
    let kind = |name: &str, locations: &[&str]| {
        json!({
            "resourceType": name, "locations": locations, "apiVersions": ["2024-11-30", "2023-01-31", "2018-11-30"],
        })
    };
    json!({
        "id": format!("/subscriptions/{of}/providers/{PROVIDER}"), "namespace": PROVIDER,
        "registrationState": if is_registered { "Registered" } else { "NotRegistered" },
        "registrationPolicy": "RegistrationRequired",
        "resourceTypes": [kind("userAssignedIdentities", &locations), kind("identities", &[])],
    })
}
