//! From tokens to requests: who is asked for what, as far as the text shows it.

mod c_like;
mod call;
mod fluent;
mod found_requests;
mod graph_client;
mod http_client;
mod http_file;
mod known_names;
mod logic_app;
mod native;
mod powershell;
mod scope;
mod shell;

pub use found_requests::FoundRequests;

use crate::language::Language;
use crate::lexer::c_like::Dialect;
use crate::table::Table;
use scope::Scope;

/// From which length on, in bytes, a text is read once.
const LONG_TEXT: usize = 200_000;

/// Finds the requests of a script.
pub fn find_requests(text: &str, language: Language, table: &Table) -> FoundRequests {
    let mut scope = Scope::new(table);
    // Functions may be called before they are written, so that the text is read more than once, if it isn't very long.
    let passes = if text.len() > LONG_TEXT { 1 } else { 3 };
    match language {
        Language::PowerShell => {
            let lexed = crate::lexer::powershell::lex(text);
            (0..passes).for_each(|_| powershell::read(&lexed.tokens, scope.begin_pass()));
            scope.find_unused_addresses(&lexed.tokens);
        }
        Language::CSharp | Language::JavaScript | Language::Python => {
            let dialect = match language {
                Language::CSharp => Dialect::CSharp,
                Language::Python => Dialect::Python,
                _ => Dialect::JavaScript,
            };
            let lexed = crate::lexer::c_like::lex(text, dialect);
            (0..passes).for_each(|_| c_like::read(&lexed.tokens, dialect, scope.begin_pass()));
            scope.find_unused_addresses(&lexed.tokens);
        }
        Language::Shell => {
            let lexed = crate::lexer::shell::lex(text);
            (0..passes).for_each(|_| shell::read(&lexed.tokens, scope.begin_pass()));
            scope.find_unused_addresses(&lexed.tokens);
        }
        Language::HttpFile => http_file::read(text, scope.begin_pass()),
        Language::LogicApp => logic_app::read(text, scope.begin_pass()),
    }
    scope.finish()
}
