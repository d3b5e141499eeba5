//! The same change elsewhere: as PowerShell, for the Azure CLI, as Terraform and as Bicep.
//!
//! The code of each is made of ids and fixed words only. Names that someone chose are in comments, between quotation
//! marks, with everything spelled out that could end a comment or mean something to a shell, so that even a comment
//! that is pasted where comments are not understood does nothing.
//!
//! Deliberately absent: anything that looks ids up by name when the code runs.

mod azure_cli;
mod bicep;
mod comment;
mod powershell;
mod step;
mod terraform;

pub use step::{Names, ScriptAction, ScriptApi, ScriptStep};

use super::cloud::Cloud;
use super::ids::{AppId, TenantId};

/// A change to be written down, bound to its tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The tenant that the ids belong to.
    pub tenant: TenantId,
    /// The cloud that the tenant is in.
    pub cloud: Cloud,
    /// What is to be done, in order: what gives before what takes.
    pub steps: Vec<ScriptStep>,
}

/// A language that a change can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// PowerShell with the Microsoft Graph modules.
    PowerShell,
    /// A POSIX shell with the Azure CLI.
    AzureCli,
    /// Terraform with the azuread provider.
    Terraform,
    /// Bicep with the Microsoft Graph extension.
    Bicep,
}

/// A change as text, and what the language cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptText {
    /// The text of the file.
    pub text: String,
    /// The steps that are not in it.
    pub left_out: Vec<SkippedStep>,
}

/// A step that a language cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkippedStep {
    /// Its place among the steps.
    pub step: usize,
    /// Why.
    pub why: StepSkipReason,
}

/// Why a language cannot say a step. Another language can, except where the scope is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepSkipReason {
    /// It knows no directory roles.
    NoDirectoryRoles,
    /// It can only add.
    CannotTakeAway,
    /// It knows no Azure roles.
    NoAzureRoles,
    /// It knows the members of a group only as a whole.
    NoGroupMembers,
    /// It knows no assignment that ends by itself.
    NoTimeLimit,
    /// The scope of the role has a form that is not known, and could be anything.
    ScopeNotKnown,
}

impl Language {
    /// Every language, the most used first.
    pub const ALL: &'static [Self] = &[Self::PowerShell, Self::AzureCli, Self::Terraform, Self::Bicep];

    /// The ending of a file in this language, without a dot.
    pub const fn file_ending(self) -> &'static str {
        match self {
            Self::PowerShell => "ps1",
            Self::AzureCli => "sh",
            Self::Terraform => "tf",
            Self::Bicep => "bicep",
        }
    }

    /// What begins a comment to the end of the line.
    const fn comment(self) -> &'static str {
        match self {
            Self::PowerShell | Self::AzureCli | Self::Terraform => "#",
            Self::Bicep => "//",
        }
    }

    /// The command that creates the service principal of an API, which a tenant needs before it can grant its roles.
    pub fn create_api(self, api: AppId) -> String {
        match self {
            Self::PowerShell => format!("New-MgServicePrincipal -AppId '{api}'"),
            Self::AzureCli => format!("az ad sp create --id {api}"),
            Self::Terraform => terraform::create_api(api),
            Self::Bicep => bicep::create_api(api),
        }
    }
}

impl StepSkipReason {
    /// The reason in the words of the file.
    const fn words(self) -> &'static str {
        match self {
            Self::NoDirectoryRoles => "this language doesn't support Entra roles",
            Self::CannotTakeAway => "this language can only add assignments",
            Self::NoAzureRoles => "this file doesn't support Azure roles",
            Self::NoGroupMembers => "this language can't change individual members of a group",
            Self::NoTimeLimit => "this language doesn't support time-bound assignments",
            Self::ScopeNotKnown => "the scope isn't supported",
        }
    }
}

impl Script {
    /// Writes the change down.
    pub fn write(&self, language: Language) -> ScriptText {
        let mut left_out = Vec::new();
        for (step, entry) in self.steps.iter().enumerate() {
            if let Some(why) = entry.deed.skip_reason(language) {
                left_out.push(SkippedStep { step, why });
            }
        }
        let mut text = match language {
            Language::PowerShell => powershell::write(self),
            Language::AzureCli => azure_cli::write(self),
            Language::Terraform => terraform::write(self),
            Language::Bicep => bicep::write(self),
        };
        for left in &left_out {
            let sentence = comment::sentence(left.step + 1, &self.steps[left.step]);
            text.push_str(&format!(
                "\n{} Not in this file, because {}: {sentence}\n",
                language.comment(),
                left.why.words()
            ));
        }
        ScriptText { text, left_out }
    }

    /// The steps that a language can say, with their numbers, counted from one.
    fn steps_for(&self, language: Language) -> impl Iterator<Item = (usize, &ScriptStep)> {
        let numbered = self.steps.iter().enumerate().map(|(at, step)| (at + 1, step));
        numbered.filter(move |(_, step)| step.deed.skip_reason(language).is_none())
    }

    /// Whether a language says a step that changes an Azure role.
    fn azure_steps(&self, language: Language) -> bool {
        let is_azure =
            |deed: &ScriptAction| matches!(deed, ScriptAction::AssignAzure { .. } | ScriptAction::RemoveAzure { .. });
        self.steps_for(language).any(|(_, step)| is_azure(&step.deed))
    }

    /// Whether a step changes the members of a group.
    fn changes_members(&self) -> bool {
        let is_member =
            |it: &ScriptAction| matches!(it, ScriptAction::AddMember { .. } | ScriptAction::RemoveMember { .. });
        self.steps.iter().any(|step| is_member(&step.deed))
    }

    /// The APIs that have to be created first, each once.
    fn apis_to_create(&self) -> Vec<AppId> {
        let mut apis = Vec::new();
        for step in &self.steps {
            if let ScriptAction::Grant { api: ScriptApi::ToCreate(app_id), .. } = step.deed
                && !apis.contains(&app_id)
            {
                apis.push(app_id);
            }
        }
        apis
    }
}

/// A name for a variable, made of the id of an application.
fn variable(api: AppId) -> String {
    format!("api_{}", api.to_string().replace('-', "_"))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tokenizer;
