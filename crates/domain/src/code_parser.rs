//! For the tests of everything that writes code: parsers of the languages.

use tree_sitter::{Language, Parser};

/// The first part of a text that a parser of its language does not understand, with its place.
pub fn fault(grammar: Language, text: &str) -> Option<String> {
    let mut parser = Parser::new();
    parser.set_language(&grammar).unwrap();
    let text = format!("{text}\n");
    let tree = parser.parse(&text, None).unwrap();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if node.is_error() || node.is_missing() {
            return Some(format!("{}: {:?}", node.start_position(), &text[node.byte_range()]));
        }
        let mut cursor = node.walk();
        let children: Vec<_> = node.children(&mut cursor).collect();
        open.extend(children.into_iter().rev());
    }
    None
}
