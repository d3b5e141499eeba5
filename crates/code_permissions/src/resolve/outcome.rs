//! What is known of a request.

use crate::permission::{Api, Permission};
use crate::request::Request;

/// A call whose need is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededCall {
    /// The line, from 1.
    pub line: u32,
    /// The command or call, as it is written.
    pub text: String,
    /// The API.
    pub api: Api,
    /// The method, where one is known.
    pub method: Option<&'static str>,
    /// The path template, where one is known.
    pub path: Option<String>,
    /// Alternatives of permissions needed together, the least first.
    pub least: Vec<Vec<Permission>>,
    /// Other permissions that are accepted, each alone.
    pub others: Vec<Permission>,
    /// Whether only broader permissions of the same kind are accepted instead of the least.
    pub is_conditional: bool,
    /// What in the code makes this the least.
    pub why: Vec<String>,
    /// What the code doesn't show and would change the answer.
    pub conditions: Vec<String>,
    /// Narrower permissions that need a second grant.
    pub narrower: Vec<Vec<String>>,
    /// Entra roles that the identity needs as well: alternatives.
    pub roles: Vec<String>,
    /// Entra roles that are needed where the target has an administrator role.
    pub roles_for_admins: Vec<String>,
    /// Whether the roles, or the permissions where there are no roles, aren't documented for this call.
    pub is_inferred: bool,
    /// Whether the action is one on data (`dataActions` of Azure roles).
    pub is_data: bool,
    /// How the fact was found; see [`crate::table::Requirement::flags`].
    pub flags: String,
    /// A page of Microsoft Learn.
    pub page: Option<String>,
}

impl NeededCall {
    /// A call of an API without anything that it needs yet.
    pub fn new(request: &Request, api: Api) -> Self {
        Self {
            line: request.line,
            text: request.text.clone(),
            api,
            method: None,
            path: None,
            least: Vec::new(),
            others: Vec::new(),
            is_conditional: false,
            why: Vec::new(),
            conditions: Vec::new(),
            narrower: Vec::new(),
            roles: Vec::new(),
            roles_for_admins: Vec::new(),
            is_inferred: false,
            is_data: false,
            flags: String::new(),
            page: None,
        }
    }
}

/// A call that an application can't send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedOnly {
    /// The line, from 1.
    pub line: u32,
    /// The command or call, as it is written.
    pub text: String,
    /// The method and path, where they are known.
    pub request: Option<(&'static str, String)>,
    /// Why.
    pub reason: String,
    /// What an application can do instead.
    pub substitute: Option<String>,
}

/// Why a line can't be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The address is in a variable whose value isn't in the text.
    AddressInVariable,
    /// The method is in a variable whose value isn't in the text.
    MethodInVariable,
    /// The table doesn't have this path with this method.
    NotInTable(String),
    /// The table has the path, but no permission for an application.
    NoPermission(String),
    /// The body of a batch isn't in the text.
    BatchInVariable,
    /// The path of a subscription isn't in the text.
    SubscribedPathInVariable,
    /// Only resource-specific consent allows it; the permissions.
    ResourceSpecific(String),
    /// A retired module that can't sign in as a managed identity; today's cmdlet where there is one.
    RetiredModule(Option<String>),
    /// A command of Azure PowerShell or the Azure CLI: it needs an Azure role.
    AzureCommand,
    /// A client of one of Azure's own SDKs: it needs an Azure role.
    AzureSdk,
    /// Another API, by its host or name.
    OtherApi(String),
    /// SharePoint's REST API: the need depends on the site and the list.
    SharePointRest,
    /// Security & Compliance PowerShell, which doesn't sign in managed identities.
    Compliance,
    /// A cmdlet of on-premises servers.
    OnPremises,
    /// A cmdlet of a known module that the table doesn't have.
    UnknownCmdlet(&'static str),
    /// A command of a module that isn't known.
    OtherModule,
    /// The command is in a variable.
    CommandInVariable,
    /// Text is run as code.
    TextAsCode,
    /// Another file is run.
    OtherFile,
    /// An address that no call that is understood uses.
    UnusedAddress,
    /// A connector of a logic app with its own connection.
    Connector,
    /// More requests than are read.
    TooMany,
}

impl Reason {
    /// The reason in words.
    pub fn sentence(&self) -> String {
        match self {
            Self::AddressInVariable => "Address in a variable".into(),
            Self::MethodInVariable => "Method in a variable".into(),
            Self::NotInTable(path) => format!("Not in Bestow's table of permissions: {path}"),
            Self::NoPermission(path) => format!("No documented application permission: {path}"),
            Self::BatchInVariable => "Requests of a batch in a variable".into(),
            Self::SubscribedPathInVariable => "Resource of a change notification in a variable".into(),
            Self::ResourceSpecific(names) => format!("Requires resource-specific consent: {names}"),
            Self::RetiredModule(Some(today)) => {
                format!("Retired module without support for managed identities. Use {today}")
            }
            Self::RetiredModule(None) => "Retired module without support for managed identities".into(),
            Self::AzureCommand => "Azure command: requires an Azure role".into(),
            Self::AzureSdk => "Azure SDK: requires an Azure role".into(),
            Self::OtherApi(host) => format!("Another API: {host}"),
            Self::SharePointRest => "SharePoint REST API: the permission depends on the site and the list".into(),
            Self::Compliance => "Security & Compliance PowerShell doesn't support managed identities".into(),
            Self::OnPremises => "Cmdlet of on-premises Exchange Server".into(),
            Self::UnknownCmdlet(module) => format!("Not in Bestow's table of permissions: this cmdlet of {module}"),
            Self::OtherModule => "Command of a module that Bestow doesn't know".into(),
            Self::CommandInVariable => "Command in a variable".into(),
            Self::TextAsCode => "Text that is run as code".into(),
            Self::OtherFile => "Code in another file".into(),
            Self::UnusedAddress => "Address without a known call that uses it".into(),
            Self::Connector => "Connector with its own connection".into(),
            Self::TooMany => "More calls than Bestow reads".into(),
        }
    }
}

/// What is known of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What it needs.
    Needed(Box<NeededCall>),
    /// An application can't send it.
    DelegatedOnly(Box<DelegatedOnly>),
    /// Nothing.
    Unknown {
        /// The line, from 1.
        line: u32,
        /// The command or call, as it is written.
        text: String,
        /// Why.
        reason: Reason,
    },
}

impl Outcome {
    /// Nothing is known of a request.
    pub fn unknown(request: &Request, reason: Reason) -> Self {
        Self::Unknown { line: request.line, text: request.text.clone(), reason }
    }

    /// Only a signed-in user can send a request.
    pub fn delegated(request: &Request, reason: impl Into<String>, substitute: Option<String>) -> Self {
        Self::DelegatedOnly(Box::new(DelegatedOnly {
            line: request.line,
            text: request.text.clone(),
            request: None,
            reason: reason.into(),
            substitute,
        }))
    }
}
