//! The scopes that a request asks for: which resource they are of, and whether that resource has them.

use super::refusal::SignInRefusal;

/// An API that access tokens are given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Microsoft Graph. Scopes without a prefix are its own.
    Graph,
    /// Azure Resource Manager.
    Arm,
}

/// Microsoft Graph's delegated scopes that the page may ask for, and whether only an administrator may consent.
///
/// <https://learn.microsoft.com/graph/permissions-reference>
const GRAPH_SCOPES: [(&str, bool); 28] = [
    ("AdministrativeUnit.Read.All", true),
    ("Application.Read.All", true),
    ("Application.ReadWrite.All", true),
    ("AppRoleAssignment.ReadWrite.All", true),
    ("AuditLog.Read.All", true),
    ("CustomSecAttributeAssignment.Read.All", true),
    ("DelegatedPermissionGrant.ReadWrite.All", true),
    ("Device.Read.All", true),
    ("Directory.AccessAsUser.All", true),
    ("Directory.Read.All", true),
    ("Directory.ReadWrite.All", true),
    ("Group.Read.All", true),
    ("Group.ReadWrite.All", true),
    ("GroupMember.Read.All", true),
    ("Mail.Read", false),
    ("Organization.Read.All", true),
    ("Policy.Read.All", true),
    ("Reports.Read.All", true),
    ("RoleAssignmentSchedule.Read.Directory", true),
    ("RoleAssignmentSchedule.ReadWrite.Directory", true),
    ("RoleEligibilitySchedule.Read.Directory", true),
    ("RoleEligibilitySchedule.ReadWrite.Directory", true),
    ("RoleManagement.Read.All", true),
    ("RoleManagement.Read.Directory", true),
    ("RoleManagement.ReadWrite.Directory", true),
    ("User.Read", false),
    ("User.Read.All", true),
    ("User.ReadBasic.All", false),
];

const ARM_SCOPES: [(&str, bool); 1] = [("user_impersonation", false)];

impl Resource {
    /// The prefix that names the resource in a scope.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Graph => "https://graph.microsoft.com/",
            Self::Arm => "https://management.azure.com/",
        }
    }

    fn scopes(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::Graph => &GRAPH_SCOPES,
            Self::Arm => &ARM_SCOPES,
        }
    }

    /// The scope as the resource spells it, and whether only an administrator may consent to it.
    fn scope(self, name: &str) -> Option<(&'static str, bool)> {
        self.scopes().iter().copied().find(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Whether only an administrator may consent to the scope.
    pub(super) fn needs_administrator(self, name: &str) -> bool {
        self.scope(name).is_none_or(|(_, administrator)| administrator)
    }
}

/// What `scope` of a request says.
#[derive(Clone, Debug, Default)]
pub(super) struct AskedScopes {
    /// The scopes of resources, in the order asked, as the resource spells them.
    pub scopes: Vec<(Resource, String)>,
    /// The resource whose `.default` is asked for: whatever is already consented.
    pub whatever_consented: Option<Resource>,
    /// Whether a scope was written with its resource in front; the answer is then written so as well.
    pub qualified: bool,
    /// `openid`: an id token is wanted.
    pub openid: bool,
    /// `profile`, which the answer repeats.
    pub profile: bool,
    /// `offline_access`: a refresh token is wanted.
    pub offline_access: bool,
}

impl AskedScopes {
    /// Reads the parameter.
    ///
    /// # Errors
    ///
    /// `AADSTS650053` for a scope that its resource does not have, `AADSTS900144` without any.
    pub fn read(text: Option<&str>) -> Result<Self, SignInRefusal> {
        let text = text.unwrap_or_default();
        let mut asked = Self::default();
        for word in text.split_ascii_whitespace() {
            asked.take(word)?;
        }
        if text.trim().is_empty() { Err(SignInRefusal::missing("scope")) } else { Ok(asked) }
    }

    fn take(&mut self, word: &str) -> Result<(), SignInRefusal> {
        match word {
            "openid" => self.openid = true,
            "profile" => self.profile = true,
            "offline_access" => self.offline_access = true,
            "email" => {}
            _ => {
                let qualified = [Resource::Graph, Resource::Arm].into_iter().find_map(|resource| {
                    let name = word.get(..resource.prefix().len())?;
                    let rest = word.get(resource.prefix().len()..)?;
                    name.eq_ignore_ascii_case(resource.prefix()).then_some((resource, rest))
                });
                self.qualified |= qualified.is_some();
                let (resource, name) = qualified.unwrap_or((Resource::Graph, word));
                // ARM's scope is often written with two slashes, as its application id URI ends in one.
                let name = name.trim_start_matches('/');
                if name == ".default" {
                    self.whatever_consented = Some(resource);
                } else {
                    let (known, _) = resource.scope(name).ok_or_else(|| SignInRefusal::unknown_scope(word))?;
                    self.scopes.push((resource, known.to_owned()));
                }
            }
        }
        Ok(())
    }

    /// The one resource that a token can be given for; Microsoft Graph where only an id token is asked for.
    ///
    /// # Errors
    ///
    /// `AADSTS28000` where the scopes are of several resources.
    pub fn resource(&self) -> Result<Resource, SignInRefusal> {
        let mut resources = self.scopes.iter().map(|(resource, _)| *resource).chain(self.whatever_consented);
        let first = resources.next().unwrap_or(Resource::Graph);
        if resources.all(|other| other == first) { Ok(first) } else { Err(SignInRefusal::several_resources()) }
    }

    /// The scopes of one resource as the answer lists them: everything consented, then what concerns the id token.
    pub fn answered(&self, resource: Resource, consented: impl Iterator<Item = String>) -> String {
        let prefix = if self.qualified { resource.prefix() } else { "" };
        let mut words: Vec<String> = consented.map(|name| format!("{prefix}{name}")).collect();
        words.extend(self.openid.then(|| "openid".to_owned()));
        words.extend(self.profile.then(|| "profile".to_owned()));
        words.join(" ")
    }
}
