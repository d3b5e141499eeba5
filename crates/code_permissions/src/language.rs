//! Which language a script is written in.

/// A language that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// PowerShell.
    PowerShell,
    /// C#.
    CSharp,
    /// Python.
    Python,
    /// JavaScript or TypeScript.
    JavaScript,
    /// Shell (bash, sh), with the Azure CLI and curl.
    Shell,
    /// A file of requests (`.http`, `.rest`).
    HttpFile,
    /// A workflow of a logic app, in JSON.
    LogicApp,
}

/// How much of a text is looked at.
const SAMPLE: usize = 16_384;

impl Language {
    /// The name, as it is written in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::PowerShell => "powershell",
            Self::CSharp => "csharp",
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::Shell => "shell",
            Self::HttpFile => "http",
            Self::LogicApp => "logicapp",
        }
    }

    /// The language of a file by its extension, without a dot.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "ps1" | "psm1" | "psd1" => Self::PowerShell,
            "cs" | "csx" => Self::CSharp,
            "py" | "pyw" => Self::Python,
            "js" | "mjs" | "cjs" | "ts" | "mts" | "cts" | "jsx" | "tsx" => Self::JavaScript,
            "sh" | "bash" | "zsh" | "azcli" => Self::Shell,
            "http" | "rest" => Self::HttpFile,
            "json" => Self::LogicApp,
            _ => return None,
        })
    }

    /// The language of a text by what is written in it.
    pub fn of_text(text: &str) -> Self {
        let end = (0..=SAMPLE.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let sample = &text[..end];
        let trimmed = sample.trim_start_matches('\u{feff}').trim_start();
        if trimmed.starts_with("#!") {
            let first = trimmed.lines().next().unwrap_or_default();
            let by_name =
                [("pwsh", Self::PowerShell), ("python", Self::Python), ("node", Self::JavaScript), ("sh", Self::Shell)];
            if let Some((_, language)) = by_name.iter().find(|(name, _)| first.contains(name)) {
                return *language;
            }
        }
        if trimmed.starts_with('{') && sample.contains('"') {
            return Self::LogicApp;
        }
        let mut scores = [0u32; 6];
        for line in sample.lines() {
            score(line.trim(), &mut scores);
        }
        let languages = [Self::PowerShell, Self::CSharp, Self::Python, Self::JavaScript, Self::Shell, Self::HttpFile];
        let best = scores.iter().enumerate().max_by_key(|(index, score)| (**score, usize::MAX - index));
        best.map_or(Self::PowerShell, |(index, _)| languages[index])
    }
}

/// Adds what a line says about each language.
fn score(line: &str, scores: &mut [u32; 6]) {
    let [powershell, csharp, python, javascript, shell, http] = scores;
    let first = line.split_whitespace().next().unwrap_or_default();
    let starts = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
    if starts(&["$", "param(", "param (", "function ", "[CmdletBinding", "<#", "Connect-", "Import-Module"]) {
        *powershell += 2;
    }
    if first.split_once('-').is_some_and(|(verb, noun)| {
        verb.starts_with(|c: char| c.is_ascii_uppercase()) && noun.starts_with(|c: char| c.is_ascii_uppercase())
    }) {
        *powershell += 4;
    }
    if starts(&["using ", "namespace ", "public ", "private ", "var ", "await ", "internal "])
        && (line.ends_with(';') || line.ends_with('{') || line.contains('('))
    {
        *csharp += 2;
    }
    if line.contains("Async(") || line.contains("new GraphServiceClient") {
        *csharp += 3;
    }
    if starts(&["import ", "from ", "def ", "async def ", "if __name__", "with ", "print("]) && !line.ends_with(';') {
        *python += 2;
    }
    if line.ends_with(':') && starts(&["def ", "for ", "if ", "while ", "class ", "async def "])
        || line.contains("requests.")
    {
        *python += 3;
    }
    if starts(&["const ", "let ", "import {", "import * as", "export ", "function ", "async function "])
        || line.contains("=> {") && !line.contains("Async(")
    {
        *javascript += 2;
    }
    if line.contains("require(")
        || line.contains("await fetch(")
        || line.contains(".api(")
        || line.contains("console.log")
    {
        *javascript += 4;
    }
    if starts(&["az ", "curl ", "export ", "echo ", "fi", "done", "if [", "set -e"])
        || line.contains("$(az ")
        || line.contains("$(curl ")
    {
        *shell += 3;
    }
    let is_request = matches!(first, "GET" | "POST" | "PATCH" | "PUT" | "DELETE") && line.contains('/');
    if is_request || line.starts_with("###") {
        *http += 4;
    }
}
