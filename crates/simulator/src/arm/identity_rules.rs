//! Which identities a resource has after a request with `identity`: pure rules, one for each kind of type.

use serde_json::Value;

use super::super::tenant::WantedIdentities;
use super::refusal::ArmRefusal;
use super::resource_types::{MapRule, ResourceType, kinds_of};

/// `identity` of a request, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentIdentity {
    is_system_assigned: bool,
    is_user_assigned: bool,
    /// Whether there was a map at all.
    has_map: bool,
    /// The IDs with a value, which are to be there.
    pub kept: Vec<String>,
    /// The IDs with null, which are not to be there.
    pub removed: Vec<String>,
}

/// Reads `identity`. The type must be able to have what `type` says.
pub(super) fn read(of: &ResourceType, resource: &str, identity: &Value) -> Result<SentIdentity, ArmRefusal> {
    let invalid = |what: &str| ArmRefusal::malformed(&format!("The request content was invalid: {what}."));
    let identity = identity.as_object().ok_or_else(|| invalid("'identity' is not an object"))?;
    let text = identity.get("type").and_then(Value::as_str).ok_or_else(|| invalid("'identity.type' is missing"))?;
    let (is_system_assigned, is_user_assigned) = kinds_of(text)
        .filter(|&(system, user)| of.kind(system, user).is_some())
        .ok_or_else(|| invalid(&format!("'{text}' is not a type of identity that '{}' supports", of.name)))?;
    let map = match identity.get("userAssignedIdentities") {
        None | Some(Value::Null) => None,
        Some(map) => {
            Some(map.as_object().ok_or_else(|| invalid("'identity.userAssignedIdentities' is not an object"))?)
        }
    };
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for (id, value) in map.into_iter().flatten() {
        match value {
            Value::Null => removed.push(id.clone()),
            Value::Object(_) => kept.push(id.clone()),
            _ => return Err(invalid(&format!("the value of '{id}' is not an object"))),
        }
    }
    if !is_user_assigned && !kept.is_empty() {
        let what = "The request format was unexpected, a non-UserAssigned identity type should not contain: \
                    userAssignedIdentities";
        return Err(ArmRefusal::failed_identity(resource, what));
    }
    Ok(SentIdentity { is_system_assigned, is_user_assigned, has_map: map.is_some(), kept, removed })
}

/// The user-assigned identities that a resource has after a PATCH, and whether it has a system-assigned one. A type
/// without user-assigned ones has none afterwards, whatever it had.
pub(super) fn patched(
    rule: MapRule,
    undocumented_is_merge: bool,
    had: &[String],
    sent: &SentIdentity,
) -> Result<WantedIdentities, ArmRefusal> {
    let is_merge = rule == MapRule::Merge || rule == MapRule::Undocumented && undocumented_is_merge;
    let mut user_assigned: Vec<String> = Vec::new();
    if sent.is_user_assigned {
        let stays = had.iter().filter(|id| is_merge && !has(&sent.removed, id) && !has(&sent.kept, id));
        user_assigned.extend(stays.chain(&sent.kept).cloned());
    }
    if rule == MapRule::One && user_assigned.len() > 1 {
        return Err(ArmRefusal::malformed("The request content was invalid: more than one user-assigned identity."));
    }
    // Whether a list that is missing is refused where the list replaces isn't documented.
    let is_missing = user_assigned.is_empty() || !is_merge && !sent.has_map;
    if sent.is_user_assigned && is_missing {
        return Err(ArmRefusal::missing_identity_ids());
    }
    Ok(WantedIdentities { is_system_assigned: sent.is_system_assigned, user_assigned })
}

/// The identities that a resource has after a PUT: what was sent, and nothing else.
pub(super) fn put(sent: Option<&SentIdentity>) -> Result<WantedIdentities, ArmRefusal> {
    let Some(sent) = sent else { return Ok(WantedIdentities::default()) };
    if sent.is_user_assigned && sent.kept.is_empty() {
        return Err(ArmRefusal::missing_identity_ids());
    }
    Ok(WantedIdentities { is_system_assigned: sent.is_system_assigned, user_assigned: sent.kept.clone() })
}

/// Whether a resource ID is in a list, in any case.
pub(super) fn has(ids: &[String], id: &str) -> bool {
    ids.iter().any(|it| it.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::super::resource_types::find;
    use super::*;
    use serde_json::json;

    const ONE: &str =
        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one";
    const TWO: &str =
        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/two";

    /// The names of the user-assigned identities, and whether there is a system-assigned one; or the code of the refusal.
    fn after(kind: &str, had: &[&str], identity: Value) -> Result<(bool, Vec<String>), String> {
        let kind = find(kind).unwrap();
        let had: Vec<String> = had.iter().map(|id| (*id).to_owned()).collect();
        let sent = read(&kind, "/r", &identity).map_err(|refusal| refusal.code.into_owned())?;
        let wanted = patched(kind.rule, false, &had, &sent).map_err(|refusal| refusal.code.into_owned())?;
        let name = |id: &String| id.rsplit('/').next().unwrap_or_default().to_lowercase();
        Ok((wanted.is_system_assigned, wanted.user_assigned.iter().map(name).collect()))
    }

    const MERGES: &str = "Microsoft.Compute/virtualMachines";
    const REPLACES: &str = "Microsoft.AppConfiguration/configurationStores";

    #[test]
    fn merging_type_keeps_what_is_not_named_and_removes_null() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let both = "SystemAssigned, UserAssigned";
        let two = json!({"type": both, "userAssignedIdentities": {TWO: {}}});
        assert_eq!(after(MERGES, &[ONE], two.clone()), Ok((true, names(&["one", "two"]))));
        assert_eq!(after(REPLACES, &[ONE], two), Ok((true, names(&["two"]))));
        let no_one = json!({"type": "userassigned", "userAssignedIdentities": {ONE.to_uppercase(): null}});
        assert_eq!(after(MERGES, &[ONE, TWO], no_one.clone()), Ok((false, names(&["two"]))));
        assert_eq!(after(MERGES, &[ONE], no_one.clone()), Err("MissingIdentityIds".to_owned()));
        assert_eq!(after(REPLACES, &[ONE, TWO], no_one), Err("MissingIdentityIds".to_owned()));
        let same = json!({"type": "UserAssigned", "userAssignedIdentities": {ONE.to_lowercase(): {}}});
        assert_eq!(after(MERGES, &[ONE], same), Ok((false, names(&["one"]))));
    }

    #[test]
    fn system_assigned_alone_detaches_all_user_assigned_identities() {
        for kind in [MERGES, REPLACES, "Microsoft.Web/sites"] {
            assert_eq!(after(kind, &[ONE, TWO], json!({"type": "SystemAssigned"})), Ok((true, vec![])), "{kind}");
            assert_eq!(after(kind, &[ONE], json!({"type": "None"})), Ok((false, vec![])), "{kind}");
        }
        let with_null = json!({"type": "SystemAssigned", "userAssignedIdentities": {ONE: null}});
        assert_eq!(after(MERGES, &[ONE], with_null), Ok((true, vec![])));
        let with_one = json!({"type": "SystemAssigned", "userAssignedIdentities": {ONE: {}}});
        assert_eq!(after(MERGES, &[ONE], with_one), Err("FailedIdentityOperation".to_owned()));
    }

    #[test]
    fn list_that_is_missing_keeps_where_it_merges_and_is_refused_where_it_replaces() {
        let bare = json!({"type": "SystemAssigned, UserAssigned"});
        assert_eq!(after(MERGES, &[ONE], bare.clone()), Ok((true, vec!["one".to_owned()])));
        assert_eq!(after(MERGES, &[], bare.clone()), Err("MissingIdentityIds".to_owned()));
        assert_eq!(after(REPLACES, &[ONE], bare), Err("MissingIdentityIds".to_owned()));
    }

    #[test]
    fn type_takes_only_the_kinds_that_it_can_have() {
        let both = json!({"type": "SystemAssigned, UserAssigned", "userAssignedIdentities": {ONE: {}}});
        assert_eq!(after("Microsoft.Batch/batchAccounts", &[], both), Err("InvalidRequestContent".to_owned()));
        let two = json!({"type": "UserAssigned", "userAssignedIdentities": {ONE: {}, TWO: {}}});
        assert_eq!(after("Microsoft.Batch/batchAccounts", &[], two), Err("InvalidRequestContent".to_owned()));
        let other = json!({"type": "UserAssigned", "userAssignedIdentities": {TWO: {}}});
        assert_eq!(after("Microsoft.Batch/batchAccounts", &[ONE], other), Ok((false, vec!["two".to_owned()])));
        assert_eq!(
            after("Microsoft.DataFactory/factories", &[], json!({"type": "None"})),
            Err("InvalidRequestContent".to_owned())
        );
        for identity in [
            json!({}),
            json!(null),
            json!({"type": "Own"}),
            json!({"type": "UserAssigned", "userAssignedIdentities": {ONE: 1}}),
        ] {
            assert_eq!(after(MERGES, &[], identity.clone()), Err("InvalidRequestContent".to_owned()), "{identity}");
        }
    }
}
