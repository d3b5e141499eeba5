//! The scopes that a request asks for: which resource they are of, and whether that resource has them.

use super::refusal::SignInRefusal;
use super::resource::Resource;

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
