//! The app registrations, with exactly the delegated permissions that Bestow's requests need: as manifests, and as commands
//! for PowerShell and the Azure CLI. The documents and the page use the same text.

pub mod powershell;
pub mod shell;

use domain::cloud::Cloud;
use domain::scope::Scope;

/// Microsoft Graph's application ID, the same in every tenant.
pub const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
/// That of Azure Resource Manager, which the portal calls Azure Service Management.
pub const AZURE: &str = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
/// Azure Resource Manager's only delegated permission, `user_impersonation`.
pub const USER_IMPERSONATION: &str = "41094075-9dad-400e-a0bd-54e686782033";

/// Which registrations a deployment has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccessMode {
    /// One that only reads. Nothing can be changed.
    #[default]
    ReadOnly,
    /// One that only reads and another for changes.
    ReaderOperator,
    /// One that reads and changes.
    Single,
}

/// An app registration.
pub struct RegisteredApp {
    /// Its display name.
    pub name: &'static str,
    /// Its delegated permissions of Microsoft Graph.
    pub scopes: Vec<Scope>,
}

/// What the commands register.
#[derive(Clone, Copy, Debug)]
pub struct RegistrationOptions<'a> {
    /// The folder that the page is in, as an absolute address that ends with a slash.
    pub address: &'a str,
    /// The tenant's ID or one of its domains, where it is known.
    pub tenant: Option<&'a str>,
    /// The cloud.
    pub cloud: Cloud,
    /// Which registrations.
    pub mode: AccessMode,
    /// Whether the registration that users sign in with gets the permission for Azure.
    pub azure: bool,
    /// The optional scopes that the registration for changes gets as well.
    pub extras: &'a [Scope],
    /// Whether tenant-wide admin consent is granted.
    pub consent: bool,
}

/// An optional scope of the registration for changes, and how the scripts name it.
pub struct Extra {
    /// The scope.
    pub scope: Scope,
    /// The option of the script for Bash, without its dashes.
    pub option: &'static str,
    /// The switch of the script for PowerShell, without its dash.
    pub switch: &'static str,
    /// What it is for.
    pub purpose: &'static str,
}

/// The optional scopes. One that isn't registered is asked for when a change needs it.
pub const EXTRAS: &[Extra] = &[Extra {
    scope: Scope::GroupMemberReadWriteAll,
    option: "groups",
    switch: "Groups",
    purpose: "to change the members of groups",
}];

/// The registration that users sign in with. It can only read.
pub fn reader() -> RegisteredApp {
    RegisteredApp { name: "Bestow", scopes: Scope::ALL.iter().copied().filter(|scope| !scope.writes()).collect() }
}

/// The registration that changes are applied with.
pub fn operator() -> RegisteredApp {
    let scopes = Scope::ALL.iter().copied().filter(|scope| !scope.is_optional()).collect();
    RegisteredApp { name: "Bestow (changes)", scopes }
}

/// The registrations of a deployment, the one that users sign in with first. The one for changes gets the extras.
pub fn registrations(mode: AccessMode, extras: &[Scope]) -> Vec<RegisteredApp> {
    let operator = || {
        let mut operator = operator();
        operator.scopes.extend(extras.iter().copied().filter(|scope| scope.is_optional()));
        operator
    };
    match mode {
        AccessMode::ReadOnly => vec![reader()],
        AccessMode::ReaderOperator => vec![reader(), operator()],
        AccessMode::Single => vec![RegisteredApp { name: reader().name, ..operator() }],
    }
}

impl RegisteredApp {
    /// The values of the permissions, as consent takes them.
    pub fn values(&self) -> String {
        self.scopes.iter().map(|scope| scope.value()).collect::<Vec<_>>().join(" ")
    }

    /// The application as Microsoft Graph takes it, and as the manifest in the portal has it.
    /// <https://learn.microsoft.com/graph/api/application-post-applications>
    pub fn manifest(&self, redirect_uri: &str, azure: bool) -> String {
        let entry = |id: &dyn std::fmt::Display| {
            format!("        {{\n          \"id\": \"{id}\",\n          \"type\": \"Scope\"\n        }}")
        };
        let api = |id: &str, access: Vec<String>| {
            let access = access.join(",\n");
            format!(
                "    {{\n      \"resourceAppId\": \"{id}\",\n      \"resourceAccess\": [\n{access}\n      ]\n    }}"
            )
        };
        let mut apis = vec![api(GRAPH, self.scopes.iter().map(|scope| entry(&scope.id())).collect())];
        if azure {
            apis.push(api(AZURE, vec![entry(&USER_IMPERSONATION)]));
        }
        let (name, apis) = (self.name, apis.join(",\n"));
        // An address has these two percent-encoded already; a text that is none must not leave its quotes either.
        let uri = redirect_uri.replace('\\', "%5C").replace('"', "%22");
        format!(
            "{{\n  \"displayName\": \"{name}\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"spa\": {{\n    \
             \"redirectUris\": [\n      \"{uri}\"\n    ]\n  }},\n  \"requiredResourceAccess\": [\n{apis}\n  ]\n}}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::{ALL, MORE_TO_CHANGE, MORE_TO_SEE};
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    #[test]
    fn registrations_have_exactly_the_scopes_of_the_endpoints() {
        let needed = ALL.iter().flat_map(|facts| facts.scopes.iter().copied());
        let more = MORE_TO_SEE.iter().chain(MORE_TO_CHANGE).map(|(scope, _)| *scope);
        let all: BTreeSet<Scope> = needed.chain(more).collect();
        let needed: BTreeSet<Scope> = all.iter().copied().filter(|scope| !scope.is_optional()).collect();
        let of = |registration: &RegisteredApp| registration.scopes.iter().copied().collect::<BTreeSet<_>>();
        let reading: BTreeSet<Scope> = needed.iter().copied().filter(|scope| !scope.writes()).collect();
        for (mode, expected) in [
            (AccessMode::ReadOnly, vec![reading.clone()]),
            (AccessMode::ReaderOperator, vec![reading, needed.clone()]),
            (AccessMode::Single, vec![needed]),
        ] {
            assert_eq!(registrations(mode, &[]).iter().map(of).collect::<Vec<_>>(), expected, "{mode:?}");
        }
        let with_extras = |mode| registrations(mode, Scope::OPTIONAL).iter().map(of).collect::<Vec<_>>();
        assert_eq!(with_extras(AccessMode::ReaderOperator)[1], all);
        let reads = |scopes: &BTreeSet<Scope>| scopes.iter().all(|scope| !scope.writes());
        assert!(with_extras(AccessMode::ReadOnly).iter().all(reads), "a deployment that only reads gets none");
        assert!(EXTRAS.iter().map(|extra| extra.scope).eq(Scope::OPTIONAL.iter().copied()));
    }

    #[test]
    fn manifest_is_for_one_tenant_and_a_single_page_application() {
        let redirect = "https://bestow.example.com/redirect.html";
        for azure in [false, true] {
            let manifest: Value = serde_json::from_str(&reader().manifest(redirect, azure)).unwrap();
            assert_eq!(manifest["signInAudience"], "AzureADMyOrg");
            assert_eq!(manifest["spa"]["redirectUris"], json!([redirect]));
            let apis = manifest["requiredResourceAccess"].as_array().unwrap();
            assert_eq!(apis.iter().any(|api| api["resourceAppId"] == AZURE), azure);
            let access = apis[0]["resourceAccess"].as_array().unwrap();
            assert_eq!((access.len(), &apis[0]["resourceAppId"]), (reader().scopes.len(), &json!(GRAPH)));
            assert!(access.iter().all(|entry| entry["type"] == "Scope"));
        }
        assert!(serde_json::from_str::<Value>(&reader().manifest("a\"b\\c", false)).is_ok());
    }

    #[test]
    fn commands_say_what_was_chosen_for_the_cloud() {
        let options = RegistrationOptions {
            address: "https://bestow.example/a'b/",
            tenant: Some("contoso.example"),
            cloud: Cloud::China,
            mode: AccessMode::ReadOnly,
            azure: false,
            extras: &[],
            consent: true,
        };
        let bash = shell::command(&options).unwrap();
        assert!(
            bash.starts_with("az cloud set --name AzureChinaCloud\naz login --tenant 'contoso.example' "),
            "{bash}"
        );
        assert!(bash.ends_with(") 'https://bestow.example/a%27b/' --read-only --consent\n"), "{bash}");
        let powershell = powershell::command(&options);
        let end = "} -Address 'https://bestow.example/a''b/' -Tenant 'contoso.example' -ReadOnly -Consent -Environment China\n";
        assert!(powershell.ends_with(end), "{powershell}");
        let all =
            RegistrationOptions { mode: AccessMode::ReaderOperator, azure: true, cloud: Cloud::Public, ..options };
        assert!(shell::command(&all).unwrap().ends_with("/' --azure --consent\n"));
        assert!(powershell::command(&all).ends_with(" -Azure -Consent\n"));
        let groups = RegistrationOptions { extras: Scope::OPTIONAL, ..all };
        assert!(shell::command(&groups).unwrap().contains("/' --azure --groups"));
        assert!(powershell::command(&groups).contains(" -Azure -Groups"));
        let dod = RegistrationOptions { cloud: Cloud::UsGovernmentDod, ..options };
        assert_eq!(shell::command(&dod), None);
        assert!(powershell::command(&dod).contains(" -Environment USGovDoD\n"));
    }
}
