//! How the app is registered for the page at hand: the commands, steps and manifests of this build's cloud.

use crate::web::config::AccessMode;
use crate::web::text::connect::{PortalApp, RegistrationWay, portal_steps as steps_for};
use domain::cloud::Cloud;
use domain::scope::Scope;
use graph::registration::{RegistrationOptions, powershell, registrations, shell};

pub use graph::registration::powershell::INSTALL;

/// The ways that there are in this build's cloud.
pub fn ways() -> Vec<RegistrationWay> {
    let all =
        [RegistrationWay::PowerShell, RegistrationWay::AzureCli, RegistrationWay::Portal, RegistrationWay::Manifest];
    // The Azure CLI doesn't know this cloud's Microsoft Graph.
    let is_there =
        |way: &RegistrationWay| *way != RegistrationWay::AzureCli || Cloud::OF_THIS_BUILD != Cloud::UsGovernmentDod;
    all.into_iter().filter(is_there).collect()
}

/// The commands of a way, for the page at this address; empty for a way without commands.
pub fn commands(
    way: RegistrationWay,
    address: &str,
    tenant: Option<&str>,
    mode: AccessMode,
    (azure, extras): (bool, &[Scope]),
    consent: bool,
) -> String {
    let options = RegistrationOptions { address, tenant, cloud: Cloud::OF_THIS_BUILD, mode, azure, extras, consent };
    match way {
        RegistrationWay::PowerShell => powershell::command(&options),
        RegistrationWay::AzureCli => shell::command(&options).unwrap_or_default(),
        RegistrationWay::Portal | RegistrationWay::Manifest => String::new(),
    }
}

/// The steps in the portal.
pub fn portal_steps(mode: AccessMode, azure: bool, extras: &[Scope]) -> Vec<String> {
    let apps = registrations(mode, extras);
    let permissions: Vec<String> = apps.iter().map(|app| app.values().replace(' ', ", ")).collect();
    let shown: Vec<PortalApp<'_>> =
        apps.iter().zip(&permissions).map(|(app, permissions)| PortalApp { name: app.name, permissions }).collect();
    steps_for(&shown, azure)
}

/// The manifest of each registration, with its name.
pub fn manifests(mode: AccessMode, azure: bool, extras: &[Scope], redirect: &str) -> Vec<(&'static str, String)> {
    let apps = registrations(mode, extras).into_iter();
    apps.map(|app| (app.name, app.manifest(redirect, azure))).collect()
}
