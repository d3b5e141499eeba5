//! Requests that a script makes, before the table says what they need.

use crate::arguments::Arguments;
use crate::value::{Chain, Value};

/// Something that the code asks of an API.
#[derive(Clone, Debug)]
pub struct Request {
    /// The line, from 1.
    pub line: u32,
    /// The command or call, as it is written.
    pub text: String,
    /// What is asked.
    pub kind: RequestKind,
}

/// What a request is.
#[derive(Clone, Debug)]
pub enum RequestKind {
    /// A method at an address.
    Http {
        /// The address.
        address: Value,
        /// The method; GET where nothing says another.
        method: Value,
        /// The body.
        body: Value,
        /// What sends it.
        sender: Sender,
    },
    /// A cmdlet of PowerShell.
    Cmdlet {
        /// Its name.
        name: String,
        /// Its arguments.
        arguments: Arguments,
    },
    /// A request that an SDK of Microsoft Graph builds.
    Sdk {
        /// The steps.
        chain: Chain,
        /// The method.
        method: String,
        /// The arguments of the last step.
        arguments: Arguments,
    },
    /// A command of the Azure CLI other than `az rest`, by its words.
    AzureCli(Vec<String>),
    /// Something that the text doesn't show.
    Unclear(Unclear),
}

/// Which command or library sends a request, for addresses without a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Any client of HTTP.
    Any,
    /// A client of Microsoft Graph.
    Graph,
    /// A client of Azure Resource Manager.
    Azure,
    /// A client of SharePoint's REST API.
    SharePoint,
}

/// Why nothing can be said about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// The command is in a variable.
    CommandInVariable,
    /// Text is run as code.
    TextAsCode,
    /// Another file is run.
    OtherFile,
    /// An address that no call that is understood uses.
    UnusedAddress,
    /// A client of one of Azure's own SDKs.
    AzureSdk,
    /// A connector of a logic app with its own connection.
    Connector,
    /// More requests than are read.
    TooMany,
}
