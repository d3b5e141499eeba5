//! Permissions for selected resources beside permissions for all resources.
//!
//! <https://learn.microsoft.com/graph/permissions-selected-overview>
//! <https://learn.microsoft.com/graph/permissions-reference>

use super::assigned::AssignedPermission;
use super::trap::{RemainingLimit, Trap};
use crate::ids::AppId;
use crate::sort;
use crate::well_known::{MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// A permission for selected resources, and the permissions for all such resources.
pub(super) struct Pair {
    /// The permissions for selected resources, by API and value.
    pub scoped: &'static [(AppId, &'static str)],
    /// The permissions that reach everything.
    pub broad: &'static [(AppId, &'static str, RemainingLimit)],
}

use RemainingLimit::{Nothing, Writing};

/// The pairs. Those of sites go across Microsoft Graph and SharePoint, which both give access to the same sites.
pub(super) const PAIRS: &[Pair] = &[
    Pair {
        scoped: &[
            (MICROSOFT_GRAPH, "Sites.Selected"),
            (MICROSOFT_GRAPH, "Lists.SelectedOperations.Selected"),
            (MICROSOFT_GRAPH, "ListItems.SelectedOperations.Selected"),
            (MICROSOFT_GRAPH, "Files.SelectedOperations.Selected"),
            (SHAREPOINT_ONLINE, "Sites.Selected"),
        ],
        broad: &[
            (MICROSOFT_GRAPH, "Sites.FullControl.All", Nothing),
            (SHAREPOINT_ONLINE, "Sites.FullControl.All", Nothing),
            (MICROSOFT_GRAPH, "Sites.Manage.All", Nothing),
            (SHAREPOINT_ONLINE, "Sites.Manage.All", Nothing),
            (MICROSOFT_GRAPH, "Sites.ReadWrite.All", Nothing),
            (SHAREPOINT_ONLINE, "Sites.ReadWrite.All", Nothing),
            (MICROSOFT_GRAPH, "Files.ReadWrite.All", Nothing),
            (MICROSOFT_GRAPH, "Sites.Read.All", Writing),
            (SHAREPOINT_ONLINE, "Sites.Read.All", Writing),
            (MICROSOFT_GRAPH, "Files.Read.All", Writing),
        ],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "Application.ReadWrite.OwnedBy")],
        broad: &[(MICROSOFT_GRAPH, "Application.ReadWrite.All", Nothing)],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "Chat.ReadWrite.WhereInstalled")],
        broad: &[(MICROSOFT_GRAPH, "Chat.ReadWrite.All", Nothing), (MICROSOFT_GRAPH, "Chat.Read.All", Writing)],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "Chat.Read.WhereInstalled")],
        broad: &[(MICROSOFT_GRAPH, "Chat.ReadWrite.All", Nothing), (MICROSOFT_GRAPH, "Chat.Read.All", Nothing)],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "ChatMember.ReadWrite.WhereInstalled")],
        broad: &[
            (MICROSOFT_GRAPH, "ChatMember.ReadWrite.All", Nothing),
            (MICROSOFT_GRAPH, "ChatMember.Read.All", Writing),
        ],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "ChatMember.Read.WhereInstalled")],
        broad: &[
            (MICROSOFT_GRAPH, "ChatMember.ReadWrite.All", Nothing),
            (MICROSOFT_GRAPH, "ChatMember.Read.All", Nothing),
        ],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "ExternalConnection.ReadWrite.OwnedBy")],
        broad: &[(MICROSOFT_GRAPH, "ExternalConnection.ReadWrite.All", Nothing)],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "ExternalItem.ReadWrite.OwnedBy")],
        broad: &[(MICROSOFT_GRAPH, "ExternalItem.ReadWrite.All", Nothing)],
    },
    Pair {
        scoped: &[(MICROSOFT_GRAPH, "SynchronizationData-User.Upload.OwnedBy")],
        broad: &[(MICROSOFT_GRAPH, "SynchronizationData-User.Upload", Nothing)],
    },
];

/// Whether a permission is one of those that are scoped or broad here.
pub fn is_scoped_or_broad(api: AppId, value: &str) -> bool {
    let is = |of: AppId, name: &str| of == api && name.eq_ignore_ascii_case(value);
    PAIRS.iter().any(|pair| {
        pair.scoped.iter().any(|&(of, name)| is(of, name)) || pair.broad.iter().any(|&(of, name, _)| is(of, name))
    })
}

/// Those permissions, by their place in the list, that reach everything while another of the list was meant to be
/// enough.
pub fn broad_beside_scoped(held: &[(AppId, &str)]) -> Vec<usize> {
    let find = |api: AppId, value: &str| held.iter().position(|it| it.0 == api && it.1.eq_ignore_ascii_case(value));
    let mut broad: Vec<usize> = PAIRS
        .iter()
        .filter(|pair| pair.scoped.iter().any(|&(api, value)| find(api, value).is_some()))
        .flat_map(|pair| pair.broad.iter().filter_map(|&(api, value, _)| find(api, value)))
        .collect();
    sort::sort(&mut broad);
    broad.dedup();
    broad
}

/// Each scoped permission that is assigned, with the broadest one beside it.
pub(super) fn traps(held: &[AssignedPermission]) -> Vec<Trap> {
    let find = |api: AppId, value: &str| held.iter().find(|it| it.api == api && it.value.eq_ignore_ascii_case(value));
    let mut traps = Vec::new();
    for pair in PAIRS {
        let broadest = pair.broad.iter().find_map(|&(api, value, limits)| Some((find(api, value)?, limits)));
        let Some((broad, limits)) = broadest else { continue };
        for scoped in pair.scoped.iter().filter_map(|&(api, value)| find(api, value)) {
            traps.push(Trap::ScopedBesideBroad { scoped: scoped.clone(), broad: broad.clone(), limits });
        }
    }
    traps
}
