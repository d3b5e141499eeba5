//! What a script is made of, whatever its language.

use super::language::Language;
use super::step::{ScriptAction, ScriptApi, ScriptStep};
use crate::cloud::Cloud;
use crate::ids::{AppId, TenantId};

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

impl Script {
    /// The steps that a language can say, with their numbers, counted from one.
    pub(super) fn steps_for(&self, language: Language) -> impl Iterator<Item = (usize, &ScriptStep)> {
        let numbered = self.steps.iter().enumerate().map(|(at, step)| (at + 1, step));
        numbered.filter(move |(_, step)| step.deed.skip_reason(language).is_none())
    }

    /// Whether a language says a step that changes an Azure role.
    pub(super) fn azure_steps(&self, language: Language) -> bool {
        let is_azure =
            |deed: &ScriptAction| matches!(deed, ScriptAction::AssignAzure { .. } | ScriptAction::RemoveAzure { .. });
        self.steps_for(language).any(|(_, step)| is_azure(&step.deed))
    }

    /// Whether a step changes the members of a group.
    pub(super) fn changes_members(&self) -> bool {
        let is_member =
            |it: &ScriptAction| matches!(it, ScriptAction::AddMember { .. } | ScriptAction::RemoveMember { .. });
        self.steps.iter().any(|step| is_member(&step.deed))
    }

    /// The APIs that have to be created first, each once.
    pub(super) fn apis_to_create(&self) -> Vec<AppId> {
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
pub(super) fn variable(api: AppId) -> String {
    format!("api_{}", api.to_string().replace('-', "_"))
}
