//! A change request is read as it was written, and whatever was changed in it is noticed.

use super::*;
use crate::azure_assignment::AzureCondition;
use crate::azure_role::AzureScope;
use crate::change::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission};
use crate::change::permission_set::PermissionSet;
use crate::change::wish::{Lasting, Wanted, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::{ServicePrincipalId, TenantId};
use crate::time::Timestamp;
use crate::well_known::EXCHANGE_ADMINISTRATOR;

const TENANT: TenantId = TenantId::known("66666666-0000-4000-8000-0000000000f1");
const IDENTITY: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");
const OTHER: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b2");

fn made() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// A change request with a wish of every kind.
fn draft() -> Draft {
    let mut wishes: Vec<Wanted> = PermissionSet::Microsoft365Automation
        .wishes()
        .into_iter()
        .map(|wish| Wanted { identity: IDENTITY, wish })
        .collect();
    let role = EXCHANGE_ADMINISTRATOR;
    let unit = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    let hours = Lasting::Hours(std::num::NonZeroU16::new(8).unwrap());
    for wish in [
        Wish::Add(Permission::EntraRole { role, scope: unit.clone() }, hours),
        Wish::Remove(Permission::EntraRole { role, scope: unit }),
        Wish::Remove(Permission::AppRole(AppRoleIds {
            resource: IDENTITY,
            role: "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap(),
        })),
        Wish::Named { api: None, name: "User.Read.All".to_owned() },
        Wish::Add(
            Permission::AppRole(AppRoleName {
                api: crate::well_known::MICROSOFT_GRAPH,
                role: crate::change::permission::RoleKey::Id("741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap()),
            }),
            Lasting::Permanent,
        ),
    ] {
        wishes.push(Wanted { identity: OTHER, wish });
    }
    Draft::new(TENANT, made(), "Jonas of the helpdesk, ticket 4711", wishes)
}

#[test]
fn a_draft_is_read_as_it_was_written_from_a_file_and_from_a_link() {
    let draft = draft();
    assert_eq!(Draft::from_json(&draft.to_json()), Ok(draft.clone()));
    let short = Draft { wishes: draft.wishes[..3].to_vec(), ..draft.clone() };
    assert_eq!(Draft::from_link_part(&short.to_link_part()), Ok(short));
    let groups: Vec<usize> = draft.by_identity().iter().map(|(_, wishes)| wishes.len()).collect();
    assert_eq!(groups, [9, 5]);
}

#[test]
fn draft_with_an_azure_role_is_of_a_version_that_earlier_pages_refuse() {
    let scope = AzureScope::parse("/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg (1)");
    let role = AzureRoleAt {
        condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")),
        ..AzureRoleAt::new("4633458b-17de-408a-b874-0445c86b69e6".parse().unwrap(), scope)
    };
    let add = Wish::Add(Permission::AzureRole(Box::new(role.clone())), Lasting::Permanent);
    let remove = Wish::Remove(Permission::AzureRole(Box::new(role)));
    let wishes = [add, remove].map(|wish| Wanted { identity: IDENTITY, wish }).to_vec();
    let azure = Draft::new(TENANT, made(), "", wishes);
    let text = azure.to_json();
    assert!(text.contains("\"bestowDraft\":2"), "{text}");
    assert_eq!(Draft::from_json(&text), Ok(azure));
    for (from, to) in [
        ("\"bestowDraft\":2", "\"bestowDraft\":1"),
        ("\"conditionVersion\":\"2.0\"", "\"x\":1"),
        ("/subscriptions/1b87a2f0", "/subscriptions/x"),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from}");
        assert_eq!(Draft::from_json(&damaged), Err(DraftError::Damaged), "{to}");
    }
    assert!(draft().to_json().contains("\"bestowDraft\":1"), "without one, earlier pages can read it");
}

#[test]
fn draft_with_a_group_is_of_a_version_that_earlier_pages_refuse() {
    let group = "99999999-0000-4000-8000-000000000001".parse().unwrap();
    let add = Wish::Add(Permission::GroupMembership(group), Lasting::Permanent);
    let remove = Wish::Remove(Permission::GroupMembership(group));
    let wishes = [add, remove].map(|wish| Wanted { identity: IDENTITY, wish }).to_vec();
    let draft = Draft::new(TENANT, made(), "", wishes);
    let text = draft.to_json();
    assert!(text.contains("\"bestowDraft\":3"), "{text}");
    assert_eq!(Draft::from_json(&text), Ok(draft));
    for (from, to) in [("\"bestowDraft\":3", "\"bestowDraft\":2"), ("99999999-", "x-")] {
        assert_eq!(Draft::from_json(&text.replacen(from, to, 1)), Err(DraftError::Damaged), "{to}");
    }
}

#[test]
fn a_draft_is_for_one_tenant_and_for_some_days() {
    let draft = draft();
    let day = std::time::Duration::from_secs(86_400);
    assert_eq!(draft.check(TENANT, made() + day), Ok(()));
    assert_eq!(draft.check(TENANT, made() + LIFETIME + day), Err(DraftError::Expired(made() + LIFETIME)));
    assert_eq!(draft.check(TENANT, made() - day), Err(DraftError::FromTheFuture(made())));
    let other = TenantId::known("66666666-0000-4000-8000-0000000000f2");
    assert_eq!(draft.check(other, made()), Err(DraftError::OtherTenant(TENANT)));
}

/// Each pair replaces the first occurrence of a text. Every one of these is refused, or differs visibly: it names
/// another tenant, another time, another identity or another wish.
const MUTATIONS: &[(&str, &str)] = &[
    ("{", ""),
    ("{", "["),
    ("\"bestowDraft\":1", "\"bestowDraft\":2"),
    ("\"bestowDraft\":1", "\"bestowDraft\":0"),
    ("\"bestowDraft\":1", "\"bestowDraft\":1e999"),
    ("\"bestowDraft\":1,", ""),
    ("\"bestowDraft\":1", "\"bestowDraft\":1,\"bestowDraft\":1"),
    ("\"bestowDraft\"", "\"bestowDraf\u{442}\""),
    ("\"tenant\"", "\"Tenant\""),
    ("\"tenant\":\"6", "\"tenant\":\"7"),
    ("\"tenant\":\"6", "\"tenant\":\"66"),
    ("\"tenant\":\"6", "\"tenant\":\" 6"),
    ("\"tenant\":", "\"__proto__\":{},\"tenant\":"),
    ("2026-11-23", "2026-11-24"),
    ("2026-11-23T09:00:00Z", "soon"),
    ("\"from\":\"Jonas", "\"from\":\"Ingrid"),
    ("\"from\":\"Jonas", "\"from\":\"\\u0000"),
    ("\"from\":\"Jonas of", "\"from\":[\"Jonas of"),
    ("\"from\":\"Jonas", "\"from\":\"Jonas\u{202e}"),
    ("\"created\":\"2026-11-23", "\"created\":\"+2026-11-23"),
    ("\"created\":", "\"expires\":\"2099-01-01T00:00:00Z\",\"created\":"),
    ("22222222-0000-4000-8000-0000000000b1", "22222222-0000-4000-8000-0000000000b3"),
    ("22222222-0000-4000-8000-0000000000b1", "../users"),
    ("\"kind\":\"appRole\"", "\"kind\":\"write\""),
    ("\"kind\":\"appRole\"", "\"kind\":\"appRole\",\"apply\":true"),
    ("\"kind\":\"appRole\"", "\"kind\":\"noAppRole\""),
    ("\"kind\":\"appRole\"", "\"kind\":\"appRole\",\"kind\":\"directoryRole\""),
    ("\"value\":\"UserAuth", "\"value\":\"Mail.Send\",\"value\":\"UserAuth"),
    ("\"value\":\"UserAuth", "\"value\":\"User\u{200b}Auth"),
    ("\"value\":\"UserAuth", "\"value\":\"\\u202eUserAuth"),
    ("\"value\":\"UserAuthenticationMethod.Read.All\"", "\"value\":\"\""),
    ("\"value\":\"UserAuth", "\"role\":\"741f803b-c850-494e-b5df-cde7c675a1ca\",\"value\":\"UserAuth"),
    ("\"hours\":8", "\"hours\":8,\"hours\":8760"),
    ("\"hours\":8", "\"hours\":1e999"),
    ("\"hours\":8", "\"hours\":8.0"),
    ("00000003-0000-0000-c000-000000000000", "00000003-0000-0ff1-ce00-000000000000"),
    ("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"),
    ("\"hours\":8", "\"hours\":0"),
    ("\"hours\":8", "\"hours\":-1"),
    ("\"hours\":8", "\"hours\":9"),
    ("\"scope\":\"/\"", "\"scope\":\"/x/../\""),
    ("\"scope\":\"/\"", "\"scope\":\"/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451\""),
    ("29232cdf-9323-42fd-ade2-1d097af3e4de", "62e90394-69f5-4237-9190-012177145e10"),
    ("\"changes\":[", "\"changes\":[],\"changes\":["),
    ("\"changes\":[", "\"changes\":[null,"),
    ("\"wishes\":[", "\"wishes\":[[],"),
    ("}]}", "}]"),
    ("}]}", "}]}x"),
];

#[test]
fn changed_draft_is_refused_or_visibly_different() {
    let draft = draft();
    let text = draft.to_json();
    for (from, to) in MUTATIONS {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from} is not in the draft");
        match Draft::from_json(&changed) {
            Err(_) => {}
            Ok(read) => assert_ne!(read, draft, "{to} went unnoticed"),
        }
    }
    for text in ["\u{feff}{}", "", "null", "[]", "\0", "{}"] {
        assert!(Draft::from_json(text).is_err(), "{text:?}");
    }
    assert_eq!(Draft::from_json(&" ".repeat(LARGEST + 1)), Err(DraftError::TooLarge));
    assert_eq!(
        Draft::from_json(&text.replace("\"bestowDraft\":1", "\"bestowDraft\":4")),
        Err(DraftError::NewerVersion)
    );
    for part in ["", "%", "e30=", "e30", "\u{442}"] {
        assert!(Draft::from_link_part(part).is_err(), "{part:?}");
    }
}

#[test]
fn a_link_in_which_one_character_was_changed_is_refused_or_visibly_another() {
    let draft = Draft { wishes: draft().wishes[..2].to_vec(), ..draft() };
    let part = draft.to_link_part();
    let mut equal = 0;
    for at in 0..part.len() {
        for other in ["A", "a", "0", "_", "=", "%", " "] {
            let mut changed = part.clone();
            changed.replace_range(at..=at, other);
            let read = Draft::from_link_part(&changed);
            equal += usize::from(changed != part && read == Ok(draft.clone()));
        }
        assert!(Draft::from_link_part(&part[..at]).is_err(), "cut off at {at}");
    }
    // One hexadecimal digit of an id may change between small and capital, which is the same id.
    assert!(equal < 20, "{equal} changes went unnoticed");
}

#[test]
fn a_draft_with_too_many_wishes_is_refused() {
    let mut draft = draft();
    draft.wishes = vec![draft.wishes[0].clone(); MOST_WISHES + 1];
    assert_eq!(Draft::from_json(&draft.to_json()), Err(DraftError::TooLarge));
    draft.wishes.clear();
    assert_eq!(Draft::from_json(&draft.to_json()), Err(DraftError::Empty));
}
