//! Views are made of elements, attributes and text nodes.
//!
//! An element inside another that has nothing but literal attributes and children is compiled to a template that is
//! filled by `innerHTML`, which the page's policy refuses. One block anywhere in it, `{text::SIGN_IN}` or
//! `class={"spinner"}`, is enough for it to be built node by node. The rule is that of `is_inert_element` in leptos_macro.

use crate::sources::{Source, assert_none, below};
use crate::tokens::{macro_bodies, of};
use rstml::node::{KVAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::{Expr, ExprLit, Lit};

#[test]
fn no_element_becomes_a_template() {
    let found: Vec<String> = elements().iter().filter(|found| found.is_template).map(Found::describe).collect();
    assert_none(&found, "These elements need a {block} in them, as a text or as the value of an attribute:");
}

#[test]
fn no_element_has_a_style_attribute() {
    let styled = |found: &&Found| found.attributes.iter().any(|name| name == "style");
    let found: Vec<String> = elements().iter().filter(styled).map(Found::describe).collect();
    assert_none(&found, "The policy refuses these style attributes:");
}

#[test]
fn templates_are_recognized() {
    let check = |view: &str, expected: &[&str]| {
        let source = Source { path: "a.rs".to_owned(), text: format!("fn a() {{ view! {{ {view} }} }}") };
        let found: Vec<String> =
            elements_of(&source).into_iter().filter(|found| found.is_template).map(|found| found.name).collect();
        assert_eq!(found, expected, "{view}");
    };
    check("<div><p>\"text\"</p></div>", &["p"]);
    check("<div><p>{text}</p></div>", &[]);
    check("<div><input type=\"search\"/></div>", &["input"]);
    check("<div><input type={\"search\"}/></div>", &[]);
    check("<div><br/></div>", &[]);
    check("<p>\"text\"</p>", &[]);
    check("<p>\"text\"</p><p>\"text\"</p>", &[]);
    check("<Page><p>\"text\"</p></Page>", &[]);
    check("<div>{move || view! { <p><b>\"text\"</b></p> }}</div>", &["b"]);
    check("<div><p><Page/></p></div>", &[]);
    check("<div><p on:click=act>\"text\"</p></div>", &[]);
}

/// An element of a view.
struct Found {
    path: String,
    line: usize,
    name: String,
    attributes: Vec<String>,
    is_template: bool,
}

impl Found {
    fn describe(&self) -> String {
        format!("{}:{}: <{}>", self.path, self.line, self.name)
    }
}

fn elements() -> Vec<Found> {
    below("src/web").iter().flat_map(elements_of).collect()
}

fn elements_of(source: &Source) -> Vec<Found> {
    let mut found = Vec::new();
    for body in macro_bodies(of(&source.text), "view") {
        let nodes = rstml::parse2(body.stream()).unwrap_or_else(|error| panic!("{}: {error}", source.path));
        for node in &nodes {
            collect(&source.path, node, false, &mut found);
        }
    }
    found
}

/// `inside` says whether the node is the child of an element; those at the top of a view never become templates.
fn collect(path: &str, node: &Node, inside: bool, found: &mut Vec<Found>) {
    match node {
        Node::Element(element) => {
            let is_template = inside && has_content(element) && is_literal(node);
            found.push(Found {
                path: path.to_owned(),
                line: element.open_tag.token_lt.span.start().line,
                name: element.name().to_string(),
                attributes: element.attributes().iter().filter_map(name).collect(),
                is_template,
            });
            // What is in a template is part of it, and what is in a component is at the top again.
            let inside = !is_component(element);
            element.children.iter().filter(|_| !is_template).for_each(|child| collect(path, child, inside, found));
        }
        Node::Fragment(fragment) => fragment.children.iter().for_each(|child| collect(path, child, false, found)),
        _ => {}
    }
}

fn has_content(element: &NodeElement<rstml::Infallible>) -> bool {
    !element.attributes().is_empty() || !element.children.is_empty()
}

fn is_literal(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::RawText(_) => true,
        Node::Element(element) => {
            !is_component(element)
                && !matches!(element.name(), NodeName::Block(_))
                && element.attributes().iter().all(is_literal_attribute)
                && element.children.iter().all(is_literal)
        }
        _ => false,
    }
}

fn is_literal_attribute(attribute: &NodeAttribute) -> bool {
    let NodeAttribute::Attribute(attribute) = attribute else { return false };
    let name = attribute.key.to_string();
    let directive = ["style:", "prop:", "on:", "use:", "bind"].iter().any(|prefix| name.starts_with(prefix));
    let literal = match attribute.possible_value.to_value() {
        None => true,
        Some(value) => {
            matches!(&value.value, KVAttributeValue::Expr(Expr::Lit(ExprLit { lit: Lit::Str(_), .. })) if !directive)
        }
    };
    literal && !matches!(attribute.key, NodeName::Block(_))
}

fn name(attribute: &NodeAttribute) -> Option<String> {
    match attribute {
        NodeAttribute::Attribute(attribute) => Some(attribute.key.to_string()),
        NodeAttribute::Block(NodeBlock::ValidBlock(_) | NodeBlock::Invalid(_)) => None,
    }
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    element.name().to_string().starts_with(|first: char| first.is_ascii_uppercase())
}
