//! All facts, for lookups by path, by cmdlet and by condition.

use super::conditions::Condition;
use super::method::Method;
use super::modules::{EntraCmdlet, ExchangeCmdlet, ExchangeRules, PnpCmdlet, TeamsRules};
use super::paths::PathTree;
use super::requirement::{PermissionLevel, Profile, Requirement};
use std::collections::HashMap;

/// Where facts were taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// One letter.
    pub key: String,
    /// Repository and folder, or package.
    pub name: String,
    /// Commit and date.
    pub version: String,
    /// The license of the source.
    pub license: String,
}

/// A path and a method that a cmdlet sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CmdletTarget {
    /// The method.
    pub method: Method,
    /// The template, such as `/users/{}`.
    pub path: Box<str>,
    /// Whether v1.0 has it.
    pub v1: bool,
}

/// All facts, for lookups by path, by cmdlet and by condition.
#[derive(Debug, Default)]
pub struct Table {
    /// The day on which the facts were collected.
    pub date: String,
    /// What they were collected from.
    pub sources: Vec<Source>,
    /// Paths of Microsoft Graph with what each method needs.
    pub paths: PathTree,
    /// Conditions under which a request needs something else.
    pub conditions: Vec<Condition>,
    pub(crate) permissions: Vec<PermissionLevel>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) cmdlets: HashMap<Box<str>, Vec<CmdletTarget>>,
    pub(crate) entra: HashMap<Box<str>, EntraCmdlet>,
    pub(crate) azure_ad: HashMap<Box<str>, Box<str>>,
    pub(crate) pnp: HashMap<Box<str>, PnpCmdlet>,
    pub(crate) exchange: ExchangeRules,
    pub(crate) teams: TeamsRules,
    pub(crate) levels: HashMap<Box<str>, u8>,
}

impl Table {
    /// What a method needs at a path template, or at a concrete path below `/v1.0` or `/beta`.
    ///
    /// Keys may be written as in a request (`/users/00000000-…`, `/users('…')`) or as `{}`.
    pub fn requirement(&self, method: Method, path: &str) -> Option<Requirement<'_>> {
        let found = self.paths.find(path, Some(method))?;
        self.requirement_at(method, &found)
    }

    /// What a method needs at the template that [`PathTree::find`] answered.
    pub fn requirement_at(&self, method: Method, template: &str) -> Option<Requirement<'_>> {
        let entry = self.paths.entry(template, method)?;
        let profile = self.profiles.get(entry.profile as usize)?;
        Some(Requirement { permissions: &self.permissions, profile, flags: &entry.flags })
    }

    /// The requests that a Graph PowerShell cmdlet sends. The name is compared without case.
    pub fn cmdlet(&self, name: &str) -> Option<&[CmdletTarget]> {
        self.cmdlets.get(name.to_ascii_lowercase().as_str()).map(Vec::as_slice)
    }

    /// Microsoft's privilege level of a Graph application permission, 1 (least) to 5; 3 where unknown.
    pub fn privilege(&self, permission: &str) -> u8 {
        match self.levels.get(permission) {
            Some(0) | None => 3,
            Some(level) => *level,
        }
    }

    /// A cmdlet of Microsoft Entra PowerShell. The name is compared without case.
    pub fn entra_cmdlet(&self, name: &str) -> Option<&EntraCmdlet> {
        self.entra.get(name.to_ascii_lowercase().as_str())
    }

    /// Today's name of a cmdlet of the retired AzureAD module; empty where there is none.
    pub fn successor(&self, name: &str) -> Option<&str> {
        self.azure_ad.get(name.to_ascii_lowercase().as_str()).map(|name| name.as_ref())
    }

    /// A cmdlet of PnP PowerShell, by its name or an alias. The name is compared without case.
    pub fn pnp_cmdlet(&self, name: &str) -> Option<&PnpCmdlet> {
        self.pnp.get(name.to_ascii_lowercase().as_str())
    }

    /// A cmdlet of Exchange PowerShell. The name is compared without case.
    pub fn exchange_cmdlet(&self, name: &str) -> Option<ExchangeCmdlet> {
        self.exchange.cmdlets.get(name.to_ascii_lowercase().as_str()).copied()
    }

    /// Whether the Teams module has this cmdlet. The name is compared without case.
    pub fn is_teams_cmdlet(&self, name: &str) -> bool {
        self.teams.cmdlets.contains_key(name.to_ascii_lowercase().as_str())
    }
}
