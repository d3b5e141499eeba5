//! PowerShell.

mod argument_list;
mod assignments;
mod brackets;
mod commands;
mod function_heads;
mod known_commands;
mod members;
mod operands;
mod operators;
mod pipelines;
mod reader;
mod statements;
mod type_literals;

use super::scope::Scope;
use crate::lexer::Token;
use reader::PowerShellReader;

/// Reads a script.
pub(super) fn read<'a>(tokens: &[Token<'a>], scope: &mut Scope<'_>) {
    let mut reader = PowerShellReader { tokens, at: 0, scope, depth: 0, ends_at_comma: false };
    reader.statements(None);
}
