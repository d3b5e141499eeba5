//! What kind of text was pasted, as far as it decides what is a comment and what is a heading.

/// The kind of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// A program or a configuration: `#` begins a comment.
    pub code: bool,
    /// Markdown: `#` at the beginning of a line is a heading.
    pub markdown: bool,
    /// YAML: what is further in belongs to what is above it.
    pub yaml: bool,
}

/// The most lines that are looked at; the kind of a text shows early.
const LINES: usize = 2_000;

impl Shape {
    /// Judges by the lines of the text.
    pub(super) fn of(text: &str) -> Self {
        let (mut code, mut keys, mut other, mut tables, mut fences, mut headings) = (0, 0, 0, 0, 0, 0);
        for line in text.lines().take(LINES).map(str::trim).filter(|line| !line.is_empty()) {
            if line.starts_with("```") || line.starts_with("~~~") {
                fences += 1;
            } else if is_delimiter_row(line) {
                tables += 1;
            } else if line.starts_with('#') {
                headings += usize::from(line.trim_start_matches('#').starts_with(' '));
            } else if is_code(line) {
                code += 1;
            } else if is_yaml_line(line) {
                keys += 1;
            } else {
                other += 1;
            }
        }
        let markdown = tables > 0 || fences > 0 || (headings > 1 && code == 0 && keys == 0 && text.contains("\n## "));
        let yaml = !markdown && code == 0 && keys > 1 && other <= keys / 4 && has_indented_line(text);
        Self { code: (code > 0 || yaml) && (!markdown || fences == 0), markdown, yaml }
    }

    /// Whether `#` begins a comment on this line.
    pub(super) fn hash_is_comment(self, in_fence: bool, starts_line: bool, hashes: usize) -> bool {
        match self {
            _ if in_fence => true,
            Self { markdown: true, .. } => false,
            Self { code: true, .. } => true,
            _ => !starts_line || hashes == 1,
        }
    }
}

/// The row under the head of a Markdown table.
fn is_delimiter_row(line: &str) -> bool {
    line.contains("---") && line.contains('|') && line.chars().all(|c| "|-: ".contains(c))
}

fn is_code(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let starts = [
        "az",
        "for",
        "foreach",
        "foreach(",
        "resource",
        "data",
        "locals",
        "var",
        "param",
        "extension",
        "module",
        "variable",
        "import",
        "from",
        "const",
        "let",
        "using",
        "function",
        "def",
        "export",
        "if",
        "try",
        "while",
        "do",
        "done",
        "m365",
        "mgc",
        "provider",
        "output",
        "terraform",
        "return",
    ];
    let ends = ["{", "}", "(", ");", "=@(", "[", "],", "},", ")", "]"];
    (starts.contains(&first.to_ascii_lowercase().as_str()) && line.contains(['=', '{', '(', '$', '-', ';', '\'', '"']))
        || line.starts_with(['$', '{', '}', '[', ')', '@'])
        || (ends.iter().any(|end| line.ends_with(end)) && line.contains(['{', '=', '[', '$']))
        || line.contains("@(")
        || line.contains("@{")
        || line.contains(" = ")
        || is_cmdlet(first)
        || is_shell_assignment(first)
}

/// PowerShell's commands: `Verb-Noun`.
fn is_cmdlet(word: &str) -> bool {
    let Some((verb, noun)) = word.split_once('-') else { return false };
    let verbs = [
        "connect",
        "get",
        "new",
        "set",
        "add",
        "remove",
        "write",
        "import",
        "install",
        "invoke",
        "foreach",
        "where",
        "update",
        "grant",
        "register",
        "start",
        "disconnect",
        "select",
    ];
    verbs.contains(&verb.to_ascii_lowercase().as_str()) && noun.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `NAME=value`, as shells write it.
fn is_shell_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, value)| {
        !name.is_empty() && !value.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// `key: value`, `key:` or `- …`.
fn is_yaml_line(line: &str) -> bool {
    let line = line.trim_start_matches("- ");
    let Some((key, rest)) = line.split_once(':') else { return line != "---" && !line.contains(char::is_whitespace) };
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.\"'/ ".contains(c);
    (rest.is_empty() || rest.starts_with(' ')) && key.len() < 60 && key.chars().all(plain) && !key.contains(". ")
}

fn has_indented_line(text: &str) -> bool {
    text.lines().take(LINES).any(|line| line.starts_with("  ") || line.starts_with("- "))
}
