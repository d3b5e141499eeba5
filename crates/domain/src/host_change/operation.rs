//! A long-running operation of Azure Resource Manager: its address and its status.
//!
//! <https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations>

use crate::problem::ServiceMessage;

/// The longest address that is followed, in bytes.
const LONGEST: usize = 8192;

/// Where the status of an operation is read: a path on the cloud's own Azure Resource Manager, with its options. The
/// address comes out of an answer, so that it never chooses the host, and it is only ever read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationAddress {
    relative: String,
    kind: OperationKind,
}

/// What is read at the address of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// The status, from the header `Azure-AsyncOperation`. An error there says nothing about the operation.
    Status,
    /// What the request would have been answered with, from the header `Location`; 202 until then.
    Result,
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationStatus {
    /// It is running.
    Running,
    /// It has ended as asked, as far as it says.
    Succeeded,
    /// It failed or was canceled.
    Failed(ServiceMessage),
    /// The status couldn't be read, which says nothing about the operation. The resource itself is read instead.
    Unreadable,
}

impl OperationAddress {
    /// Reads the address of an answer. `root` is the cloud's own, as `https://management.azure.com`; an address with
    /// another scheme, host, port or user is none.
    pub fn read(text: &str, root: &str, kind: OperationKind) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#'));
        let relative = text.strip_prefix(root).filter(|_| plain && text.len() <= LONGEST)?;
        let (path, query) = relative.split_once('?')?;
        let is_dots = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
        let mut parts = path.strip_prefix('/')?.split('/');
        let known = ["subscriptions", "providers"];
        let begins = parts.clone().next().is_some_and(|first| known.iter().any(|it| first.eq_ignore_ascii_case(it)));
        let whole = parts.all(|part| !part.is_empty() && !is_dots(part));
        let versioned = query.split('&').any(|option| option.starts_with("api-version="));
        (begins && whole && versioned).then(|| Self { relative: relative.to_owned(), kind })
    }

    /// What is read there.
    pub fn kind(&self) -> OperationKind {
        self.kind
    }

    /// Path and options, without scheme and host.
    pub fn relative(&self) -> &str {
        &self.relative
    }
}
