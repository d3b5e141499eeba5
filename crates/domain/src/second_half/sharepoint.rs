//! What is to be done in SharePoint Online.
//!
//! <https://learn.microsoft.com/graph/permissions-selected-overview>
//! <https://learn.microsoft.com/graph/api/site-post-permissions>

use super::checklist::{Checklist, Purpose, SetupIdentity, SetupStep, SetupTask, find};
use crate::ids::AppId;
use crate::traps::AssignedPermission;
use crate::well_known::{MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// Whether a permission reaches sites that are opened one by one.
pub(super) fn has_selected_sites(has: impl Fn(AppId, &str) -> bool) -> bool {
    [MICROSOFT_GRAPH, SHAREPOINT_ONLINE].iter().any(|&api| has(api, "Sites.Selected"))
}

/// Opening sites, where the identity has `Sites.Selected`, which by itself reaches no site.
pub(super) fn selected_sites(subject: SetupIdentity, permissions: &[AssignedPermission]) -> Option<Checklist> {
    find(permissions, MICROSOFT_GRAPH, "Sites.Selected")
        .or_else(|| find(permissions, SHAREPOINT_ONLINE, "Sites.Selected"))?;
    let SetupIdentity { id, app_id, .. } = subject;
    let open = format!(
        "New-MgSitePermission -SiteId 'SITE-ID' -BodyParameter @{{ roles = @('write'); grantedToIdentities = \
         @(@{{ application = @{{ id = '{app_id}'; displayName = '{id}' }} }}) }}"
    );
    let steps = vec![
        SetupStep::unverifiable(
            SetupTask::OpenSites,
            vec!["Connect-MgGraph -Scopes 'Sites.FullControl.All' -NoWelcome".to_owned(), open],
        ),
        SetupStep::unverifiable(SetupTask::CheckSites, vec!["Get-MgSitePermission -SiteId 'SITE-ID'".to_owned()]),
    ];
    Some(Checklist { purpose: Purpose::SelectedSites, steps })
}
