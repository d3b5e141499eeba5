//! Variables and the values that they can have.

use super::{Assignment, MAX_LOOKS, Scope};
use crate::value::{NEXT_PAGE, Value};
use std::rc::Rc;

/// How many blocks around a place are looked at for a loop.
const MAX_LOOP_BLOCKS: usize = 4;

impl Scope<'_> {
    /// Gives a variable a value.
    pub fn assign(&mut self, name: &str, value: Value) {
        if is_next_page(&value) {
            for block in self.open_blocks.iter().rev().take(MAX_LOOP_BLOCKS).filter(|block| **block != 0) {
                self.next_pages.insert((name.to_owned(), *block));
            }
        }
        let value = match value {
            // A client is called by its name.
            Value::Chain(chain) if chain.steps.is_empty() && chain.address.is_none() => {
                let mut chain = Rc::unwrap_or_clone(chain);
                name.clone_into(&mut chain.text);
                Value::Chain(Rc::new(chain))
            }
            other => other,
        };
        let block = self.open_blocks.last().copied().unwrap_or_default();
        let assignment = Assignment { value, block, function: self.function_id() };
        self.variables.entry(name.to_owned()).or_default().push(assignment);
        self.log.push(name.to_owned());
    }

    /// The values that a variable can have here. In a loop, what it gets later in the loop too.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        let value = self.lookup_before(name);
        let function = self.open_functions.last().map_or(0, |open| open.block);
        let mut loops = self.open_blocks.iter().rev().take(MAX_LOOP_BLOCKS).filter(|block| **block > function);
        let key = |block: &u32| (name.to_owned(), *block);
        if !self.next_pages_before.is_empty() && loops.any(|block| self.next_pages_before.contains(&key(block))) {
            return value
                .map(|value| if is_next_page(&value) { value } else { value.or(Value::text(NEXT_PAGE.to_string())) });
        }
        value
    }

    fn lookup_before(&self, name: &str) -> Option<Value> {
        let mut found: Option<Value> = None;
        if let Some(assignments) = self.variables.get(name) {
            for assignment in assignments.iter().rev().take(MAX_LOOKS) {
                let is_open = self.blocks.get(assignment.block as usize).copied().unwrap_or(false);
                let is_visible = is_open || assignment.function == self.function_id() || assignment.function == 0;
                if !is_visible {
                    continue;
                }
                found = Some(match found {
                    Some(value) => assignment.value.clone().or(value),
                    None => assignment.value.clone(),
                });
                if is_open {
                    return found;
                }
            }
        }
        found.or_else(|| self.fallback.get(name).cloned())
    }
}

/// Whether a value is the address of the next page of an answer.
fn is_next_page(value: &Value) -> bool {
    matches!(value, Value::Text(texts) if texts.iter().any(|text| text.starts_with(NEXT_PAGE)))
}
