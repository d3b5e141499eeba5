//! A call in C#, JavaScript, TypeScript or Python.

use crate::arguments::Arguments;
use crate::lexer::c_like::Dialect;
use crate::value::Value;

/// A call that was read.
pub(super) struct Call<'s> {
    /// The whole chain, such as `graph.Users[].GetAsync`.
    pub text: &'s str,
    /// The last name.
    pub name: &'s str,
    /// The chain before the last name.
    pub receiver_text: &'s str,
    /// The value before the last name.
    pub receiver: &'s Value,
    pub arguments: &'s Arguments,
    pub line: u32,
    /// Whether `new` is before it.
    pub is_new: bool,
    pub dialect: Dialect,
}
