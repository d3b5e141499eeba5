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
mod contents;
mod language;
mod powershell;
mod step;
mod terraform;

pub use contents::Script;
pub use language::{Language, StepSkipReason};
pub use step::{Names, ScriptAction, ScriptApi, ScriptStep};

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
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tokenizer;
