//! C#, JavaScript, TypeScript and Python. Whatever isn't understood is read over, with the calls in it.

mod assignments;
mod brackets;
mod calls;
mod construction;
mod function_heads;
mod function_values;
mod members;
mod operands;
mod operators;
mod pass_through;
mod reader;
mod statements;

use super::scope::Scope;
use crate::lexer::Token;
use crate::lexer::c_like::Dialect;
use reader::CLikeReader;

/// Reads a script.
pub(super) fn read<'a>(tokens: &[Token<'a>], dialect: Dialect, scope: &mut Scope<'_>) {
    let mut reader = CLikeReader { tokens, at: 0, scope, dialect, depth: 0 };
    reader.statements(false);
}
