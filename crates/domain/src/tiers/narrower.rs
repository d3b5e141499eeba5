//! What to give instead of a role that allows too much.

use crate::ids::{AppId, AppRoleId};
use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// A way to give less than a broad role gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlternativeRule {
    /// How the access becomes narrower.
    pub advice: Advice,
    /// Roles of the same API that allow a part of it. There may be none.
    pub roles: &'static [AppRoleId],
}

/// How access becomes narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Advice {
    /// By sites, lists or files that are opened one by one.
    Sites,
    /// By a scope of mailboxes in Exchange, and not by another role.
    Mailboxes,
    /// By what the identity owns.
    Owned,
    /// By taking the part that is needed.
    Part,
    /// By reading only.
    Reading,
}

impl Advice {
    /// What to do, in one sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Sites => {
                "Grant the permission for selected sites or files, then grant access only to the ones \
                            needed."
            }
            Self::Mailboxes => {
                "Assign an application role in Exchange with a mailbox scope, and no app role here: together \
                 they'd allow access to every mailbox."
            }
            Self::Owned => {
                "Grant the permission for owned applications, and make this identity an owner of each application that \
                 it manages."
            }
            Self::Part => "Grant only the part that's needed.",
            Self::Reading => "Grant read access if nothing has to be changed.",
        }
    }

    /// Microsoft's page about it.
    pub fn link(self) -> &'static str {
        match self {
            Self::Sites => "https://learn.microsoft.com/graph/permissions-selected-overview",
            Self::Mailboxes => "https://learn.microsoft.com/exchange/permissions-exo/application-rbac",
            Self::Owned | Self::Part | Self::Reading => "https://learn.microsoft.com/graph/permissions-reference",
        }
    }
}

/// What to give instead of this role of this API, where something narrower is known.
pub fn alternative_rule(api: AppId, role: AppRoleId) -> Option<AlternativeRule> {
    NARROWER.iter().find(|(of, broad, _)| *of == api && *broad == role).map(|(_, _, narrower)| *narrower)
}

/// The API, the broad role, how to narrow it, and the narrower roles.
macro_rules! narrower {
    ($($api:ident $broad:literal $advice:ident [$($id:literal)*];)*) => {
        &[$(($api, AppRoleId::known($broad), AlternativeRule { advice: Advice::$advice, roles: &[$(AppRoleId::known($id)),*] }),)*]
    };
}

#[rustfmt::skip]
static NARROWER: &[(AppId, AppRoleId, AlternativeRule)] = narrower! {
    // Sites.FullControl.All: Sites.Selected
    MICROSOFT_GRAPH "a82116e5-55eb-4c41-a434-62fe8a61c773" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d"];
    // Sites.Manage.All: Sites.Selected
    MICROSOFT_GRAPH "0c0bf378-bf22-4481-8f81-9e89a9b4960a" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d"];
    // Sites.ReadWrite.All: Sites.Selected
    MICROSOFT_GRAPH "9492366f-7969-46a4-8d15-ed1a20078fff" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d"];
    // Sites.Read.All: Sites.Selected
    MICROSOFT_GRAPH "332a536c-c7ef-4017-ab91-336970924f0d" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d"];
    // Sites.FullControl.All: Sites.Selected
    SHAREPOINT_ONLINE "678536fe-1083-478a-9c59-b99265e6b0d3" Sites ["20d37865-089c-4dee-8c41-6967602d4ac8"];
    // Sites.Manage.All: Sites.Selected
    SHAREPOINT_ONLINE "9bff6588-13f2-4c48-bbf2-ddab62256b36" Sites ["20d37865-089c-4dee-8c41-6967602d4ac8"];
    // Sites.ReadWrite.All: Sites.Selected
    SHAREPOINT_ONLINE "fbcd29d2-fcca-4405-aded-518d457caae4" Sites ["20d37865-089c-4dee-8c41-6967602d4ac8"];
    // Sites.Read.All: Sites.Selected
    SHAREPOINT_ONLINE "d13f72ca-a275-4b96-b789-48ebcc4da984" Sites ["20d37865-089c-4dee-8c41-6967602d4ac8"];
    // Files.ReadWrite.All: Sites.Selected, Lists.SelectedOperations.Selected, Files.SelectedOperations.Selected
    MICROSOFT_GRAPH "75359482-378d-4052-8f01-80520e7db3cd" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d" "23c5a9bd-d900-4ecf-be26-a0689755d9e5" "bd61925e-3bf4-4d62-bc0b-06b06c96d95c"];
    // Files.Read.All: Sites.Selected, Lists.SelectedOperations.Selected, Files.SelectedOperations.Selected
    MICROSOFT_GRAPH "01d4889c-1287-42c6-ac1f-5d1e02578ef6" Sites ["883ea226-0bf2-4a8f-9f9d-92c9162a727d" "23c5a9bd-d900-4ecf-be26-a0689755d9e5" "bd61925e-3bf4-4d62-bc0b-06b06c96d95c"];
    // Mail.Read
    MICROSOFT_GRAPH "810c84a8-4a9e-49e6-bf7d-12d183f40d01" Mailboxes [];
    // Mail.ReadWrite
    MICROSOFT_GRAPH "e2a3a72e-5f79-4c64-b1b1-878b674786c9" Mailboxes [];
    // Mail.Send
    MICROSOFT_GRAPH "b633e1c5-b582-4048-a93e-9f11b44c7e96" Mailboxes [];
    // Calendars.Read
    MICROSOFT_GRAPH "798ee544-9d2d-430c-a058-570e29e34338" Mailboxes [];
    // Calendars.ReadWrite
    MICROSOFT_GRAPH "ef54d2bf-783f-4e0f-bca1-3210c0444d99" Mailboxes [];
    // Contacts.Read
    MICROSOFT_GRAPH "089fe4d0-434a-44c5-8827-41ba8a0b17f5" Mailboxes [];
    // Contacts.ReadWrite
    MICROSOFT_GRAPH "6918b873-d17a-4dc1-b314-35f528134491" Mailboxes [];
    // MailboxSettings.Read
    MICROSOFT_GRAPH "40f97065-369a-49f4-947c-6a255697ae91" Mailboxes [];
    // MailboxSettings.ReadWrite
    MICROSOFT_GRAPH "6931bccd-447a-43d1-b442-00a195474933" Mailboxes [];
    // full_access_as_app
    EXCHANGE_ONLINE "dc890d15-9560-4a4c-9b7f-a736ec74ec40" Mailboxes [];
    // Mail.Read
    EXCHANGE_ONLINE "810c84a8-4a9e-49e6-bf7d-12d183f40d01" Mailboxes [];
    // Mail.ReadWrite
    EXCHANGE_ONLINE "e2a3a72e-5f79-4c64-b1b1-878b674786c9" Mailboxes [];
    // Mail.Send
    EXCHANGE_ONLINE "b633e1c5-b582-4048-a93e-9f11b44c7e96" Mailboxes [];
    // Application.ReadWrite.All: Application.ReadWrite.OwnedBy, Application.Read.All
    MICROSOFT_GRAPH "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9" Owned ["18a4783c-866b-4cc7-a460-3d5e5662c884" "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"];
    // Directory.ReadWrite.All: User.ReadUpdate.All, GroupMember.ReadWrite.All, Device.ReadWrite.All
    MICROSOFT_GRAPH "19dbc75e-c2e2-444c-a770-ec69d8559fc7" Part ["5639c449-cfd9-4088-bc48-3e16da108bf8" "dbaae8cf-10b5-4b86-a4a1-f871c94c6695" "1138cb37-bd11-4084-a2b7-9f71582aeddb"];
    // Directory.Read.All: User.Read.All, GroupMember.Read.All, Application.Read.All, Device.Read.All
    MICROSOFT_GRAPH "7ab1d382-f21e-4acd-a863-ba3e13f7da61" Part ["df021288-bdef-4463-88db-98f22de89214" "98830695-27a2-44f7-8c18-0c3ebc9698f6" "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30" "7438b122-aefc-4978-80ed-43db9fcc7715"];
    // Group.ReadWrite.All: GroupMember.ReadWrite.All, Group.Create
    MICROSOFT_GRAPH "62a82d76-70ea-41e2-9197-370581804d09" Part ["dbaae8cf-10b5-4b86-a4a1-f871c94c6695" "bf7b1a76-6e77-406b-b258-bf5c7720e98f"];
    // Group.Read.All: GroupMember.Read.All
    MICROSOFT_GRAPH "5b567255-7703-4780-807c-7be8301ae99b" Part ["98830695-27a2-44f7-8c18-0c3ebc9698f6"];
    // User.ReadWrite.All: User.Create, User.ReadUpdate.All, User.EnableDisableAccount.All, User-Phone.ReadWrite.All, User-Mail.ReadWrite.All
    MICROSOFT_GRAPH "741f803b-c850-494e-b5df-cde7c675a1ca" Part ["4240f680-4f73-4082-a766-aa916a2dc9b3" "5639c449-cfd9-4088-bc48-3e16da108bf8" "3011c876-62b7-4ada-afa2-506cbbecc68c" "86ceff06-c822-49ff-989a-d912845ffe69" "280d0935-0796-47d1-8d26-273470a3f17a"];
    // User.Read.All: User.ReadBasic.All
    MICROSOFT_GRAPH "df021288-bdef-4463-88db-98f22de89214" Part ["97235f07-e226-4f63-ace3-39588e11d3a1"];
    // UserAuthenticationMethod.ReadWrite.All: UserAuthMethod-TAP.ReadWrite.All, UserAuthMethod-Phone.ReadWrite.All, UserAuthMethod-Passkey.ReadWrite.All
    MICROSOFT_GRAPH "50483e42-d915-4231-9639-7fdb7fd190e5" Part ["627169a8-8c15-451c-861a-5b80e383de5c" "6e85d483-7092-4375-babe-0a94a8213a58" "0400e371-7db1-4338-a269-96069eb65227"];
    // UserAuthenticationMethod.Read.All: UserAuthMethod-Phone.Read.All, UserAuthMethod-Passkey.Read.All
    MICROSOFT_GRAPH "38d9df27-64da-44fd-b7c5-a6fbac20248f" Part ["f529a223-ea70-43ec-b268-5012de2fbaa2" "72e00c1d-3e3d-43bb-a0b9-c435611bb1d2"];
    // RoleManagement.ReadWrite.Directory: RoleAssignmentSchedule.Remove.Directory, RoleManagement.Read.Directory
    MICROSOFT_GRAPH "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" Reading ["d3495511-98b7-4df3-b317-4e35c19f6129" "483bed4a-2ad3-4361-a73b-c83ccdbdc53c"];
    // RoleManagement.Read.All: RoleManagement.Read.Directory
    MICROSOFT_GRAPH "c7fbd983-d9aa-4fa7-84b8-17382c103bc4" Part ["483bed4a-2ad3-4361-a73b-c83ccdbdc53c"];
    // Policy.Read.All: Policy.Read.ConditionalAccess, Policy.Read.AuthenticationMethod, Policy.Read.PermissionGrant
    MICROSOFT_GRAPH "246dd0d5-5bd0-4def-940b-0421030a5b68" Part ["37730810-e9ba-4e46-b07e-8ca78d182097" "8e3bc81b-d2f3-4b7b-838c-32c88218d2f0" "9e640839-a198-48fb-8b9a-013fd6f6cbcd"];
    // AuditLog.Read.All: ProvisioningLog.Read.All
    MICROSOFT_GRAPH "b0afded3-3588-46d8-8b3d-9842eff778da" Part ["091937d3-3e38-47a1-8649-b2f99d3035f1"];
    // Chat.Read.All: Chat.Read.WhereInstalled, Chat.ReadBasic.All
    MICROSOFT_GRAPH "6b7d71aa-70aa-4810-a8d9-5d9fb2830017" Part ["1c1b4c8e-3cc7-4c58-8470-9b92c9d5848b" "b2e060da-3baf-4687-9611-f4ebc0f0cbde"];
    // Chat.ReadWrite.All: Chat.ReadWrite.WhereInstalled, Chat.Create
    MICROSOFT_GRAPH "294ce7c9-31ba-490a-ad7d-97a7d075e4ed" Part ["ad73ce80-f3cd-40ce-b325-df12c33df713" "d9c48af6-9ad9-47ad-82c3-63757137b9af"];
    // Domain.ReadWrite.All: Domain.Read.All
    MICROSOFT_GRAPH "7e05723c-0bb0-42da-be95-ae9f08a6e53c" Reading ["dbb9058a-0e50-45d7-ae91-66909b5d4664"];
    // Organization.ReadWrite.All: OrganizationalBranding.ReadWrite.All, Organization.Read.All
    MICROSOFT_GRAPH "292d869f-3427-49a8-9dab-8c70152b74e9" Part ["d2ebfbc1-a5f8-424b-83a6-56ab5927a73c" "498476ce-e0fe-48b0-b801-37ba7e2685c6"];
    // BitlockerKey.Read.All: BitlockerKey.ReadBasic.All
    MICROSOFT_GRAPH "57f1cf28-c0c4-4ec3-9a30-19a2eaaf2f6e" Part ["f690d423-6b29-4d04-98c6-694c42282419"];
    // DeviceLocalCredential.Read.All: DeviceLocalCredential.ReadBasic.All
    MICROSOFT_GRAPH "884b599e-4d48-43a5-ba94-15c414d00588" Part ["db51be59-e728-414b-b800-e0f010df1a79"];
    // LifecycleWorkflows.ReadWrite.All: LifecycleWorkflows-Workflow.Activate, LifecycleWorkflows-Workflow.ReadWrite.All
    MICROSOFT_GRAPH "5c505cf4-8424-4b8e-aa14-ee06e3bb23e3" Part ["3a87a643-13d2-47aa-8d6a-b0a8377cb03b" "94c88098-1d9d-4c42-a356-4d5a95312554"];
    // TeamMember.ReadWrite.All: TeamMember.ReadWriteNonOwnerRole.All
    MICROSOFT_GRAPH "0121dc95-1b9f-4aed-8bac-58c5ac466691" Part ["4437522e-9a86-4a41-a7da-e380edd4a97d"];
};

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::tiers::rate_app_role;

    #[test]
    fn every_role_named_can_be_granted_and_is_no_more_dangerous_than_the_broad_one() {
        let apis = well_known_apis();
        let mut seen = SortedSet::new();
        for (api, broad, narrower) in NARROWER {
            let roles = &apis.iter().find(|it| it.app_id == *api).unwrap().app_roles;
            let value =
                |id: &AppRoleId| roles.iter().find(|role| role.id == *id && role.enabled).map(|role| role.value);
            assert!(value(broad).is_some() && seen.insert((api, broad)), "{api} {broad}");
            for role in narrower.roles {
                assert!(value(role).is_some() && role != broad, "{:?} {role}", value(broad));
                let tiers = (rate_app_role(*api, *role).tier(), rate_app_role(*api, *broad).tier());
                assert!(tiers.0.is_none_or(|narrow| Some(narrow) >= tiers.1), "{:?} {:?}", value(broad), value(role));
            }
            assert!(narrower.roles.is_empty() == (narrower.advice == Advice::Mailboxes), "{:?}", value(broad));
        }
    }

    #[test]
    fn sites_are_narrowed_by_selection_and_unknown_roles_not_at_all() {
        let full = AppRoleId::known("678536fe-1083-478a-9c59-b99265e6b0d3");
        let selected = AppRoleId::known("20d37865-089c-4dee-8c41-6967602d4ac8");
        let found = alternative_rule(SHAREPOINT_ONLINE, full).unwrap();
        assert_eq!((found.advice, found.roles), (Advice::Sites, &[selected][..]));
        assert_eq!(alternative_rule(MICROSOFT_GRAPH, full), None, "that role is of SharePoint");
    }
}
