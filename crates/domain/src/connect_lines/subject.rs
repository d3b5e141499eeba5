//! What code is written for, and the pieces that it is written in.

use crate::azure_resource::AzureResource;
use crate::cloud::Cloud;
use crate::identity::{IdentityKind, ManagedIdentity};
use crate::ids::{AppId, TenantId};
use crate::initial_domain::InitialDomain;
use crate::traps::IdentityPermissions;

/// What the code is written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSubject {
    /// How the identity is assigned. A user-assigned one is named by its client ID.
    pub kind: IdentityKind,
    /// Its client ID.
    pub client_id: AppId,
    /// Its resource.
    pub resource: Option<AzureResource>,
    /// The tenant, once it is known.
    pub tenant: Option<TenantId>,
    /// The tenant's initial domain, once it is known.
    pub initial_domain: Option<InitialDomain>,
    /// The cloud that the tenant is in.
    pub cloud: Cloud,
    /// The identity's application permissions: API and value.
    pub permissions: Vec<(AppId, String)>,
    /// Other APIs whose tokens are to be checked, such as those of which a permission was removed.
    pub other_apis: Vec<AppId>,
    /// Whether it has an Azure role.
    pub has_azure_role: bool,
}

/// A language that code is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeLanguage {
    /// PowerShell 7.
    PowerShell,
    /// Windows PowerShell 5.1.
    WindowsPowerShell,
    /// A POSIX shell with curl and jq.
    Shell,
    /// C#.
    CSharp,
    /// Python.
    Python,
    /// JavaScript for Node.js.
    JavaScript,
    /// The definition of a logic app's workflow.
    Json,
    /// A workflow of GitHub Actions.
    Yaml,
    /// A plain list.
    Text,
}

/// What a block of code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockPurpose {
    /// Modules or packages that have to be there.
    Modules,
    /// The trust between a workflow outside Azure and the identity.
    Federation,
    /// Connecting as the identity.
    Connect,
    /// Calls that work only with the identity's permissions.
    FirstCalls,
    /// The roles in the tokens that the identity gets now.
    TokenCheck,
    /// A whole workflow that does all of it.
    Workflow,
}

/// A piece of code to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// What it is for.
    pub purpose: BlockPurpose,
    /// Its language.
    pub language: CodeLanguage,
    /// The code, without a line end at its end.
    pub text: String,
}

/// Something that the code does not contain, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeGap {
    /// PnP PowerShell does not run in Windows PowerShell 5.1.
    PnpNeedsPowerShell7,
    /// Exchange Online has cmdlets only.
    ExchangeNeedsPowerShell,
    /// A system-assigned identity cannot have federated credentials.
    SystemAssignedCannotFederate,
    /// A logic app has no way to look into its token.
    NoTokenCheck,
    /// The identity has no application permission and no Azure role, as far as is known.
    NoPermission,
}

/// The code for one host and language.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ConnectLines {
    /// The blocks, in the order in which they are used.
    pub blocks: Vec<CodeBlock>,
    /// What is not in them.
    pub gaps: Vec<CodeGap>,
    /// The permissions without a call that proves them and changes nothing, each after its API. The values may be of the
    /// tenant's own.
    pub no_first_call: Vec<String>,
}

impl CodeSubject {
    /// The subject for an identity with these permissions.
    pub fn new(identity: &ManagedIdentity, cloud: Cloud, permissions: Vec<(AppId, String)>) -> Self {
        Self {
            kind: identity.kind,
            client_id: identity.app_id,
            resource: identity.resource.clone(),
            tenant: None,
            initial_domain: None,
            cloud,
            permissions,
            other_apis: Vec::new(),
            has_azure_role: false,
        }
    }

    /// Whether there is nothing that code would connect to.
    pub fn is_empty(&self) -> bool {
        self.permissions.is_empty() && self.other_apis.is_empty() && !self.has_azure_role
    }

    /// The client ID by which code names the identity; `None` where the resource's own identity is meant.
    pub(super) fn account(&self) -> Option<AppId> {
        (self.kind == IdentityKind::UserAssigned).then_some(self.client_id)
    }
}

/// The application permissions that count, for [`CodeSubject::permissions`].
pub fn permissions_in(held: IdentityPermissions<'_>) -> Vec<(AppId, String)> {
    held.permissions().into_iter().map(|it| (it.api, it.value)).collect()
}

impl ConnectLines {
    pub(super) fn push(&mut self, purpose: BlockPurpose, language: CodeLanguage, text: String) {
        if !text.is_empty() {
            self.blocks.push(CodeBlock { purpose, language, text });
        }
    }
}
