//! Addresses of Microsoft's APIs in the text that no request uses.

use super::Scope;
use crate::calls::found_requests::MAX_REQUESTS;
use crate::lexer::{Piece, Token, TokenKind};
use crate::request::{Request, RequestKind, Unclear};
use crate::value::HOLE;

impl Scope<'_> {
    /// Addresses of Microsoft's APIs in the text that no request used.
    pub fn find_unused_addresses(&mut self, tokens: &[Token<'_>]) {
        let mut used: Vec<String> = Vec::new();
        for request in &self.requests {
            if let RequestKind::Http { address, .. } = &request.kind {
                used.extend(address.texts().iter().map(|text| text.to_ascii_lowercase()));
            }
        }
        for function in self.functions.values() {
            for template in &function.templates {
                if let RequestKind::Http { address, .. } = &template.kind {
                    used.extend(address.texts().iter().map(|text| text.to_ascii_lowercase()));
                }
            }
        }
        used.sort_unstable();
        let mut unused = Vec::new();
        collect_unused(tokens, &used, &mut unused);
        unused.truncate(MAX_REQUESTS);
        self.unused = unused;
    }
}

/// Texts with an address that isn't the beginning of a used one.
fn collect_unused(tokens: &[Token<'_>], used: &[String], unused: &mut Vec<Request>) {
    for (index, token) in tokens.iter().enumerate() {
        let mut start = String::new();
        for piece in &token.pieces {
            match piece {
                Piece::Literal(text) if start.is_empty() => start.push_str(text),
                Piece::Literal(_) => {}
                Piece::Code(code) => {
                    if start.is_empty() {
                        start.push(HOLE);
                    }
                    collect_unused(code, used, unused);
                }
            }
        }
        if !matches!(token.kind, TokenKind::Text | TokenKind::Word) || start.len() > 2048 {
            continue;
        }
        let start = start.trim().to_ascii_lowercase();
        // Up to where a value is filled in: `{0}`, `%s`.
        let start = start.split(['{', '%']).next().unwrap_or_default();
        if !crate::address::is_api_address(start) || is_reference(tokens, index) {
            continue;
        }
        let at = used.partition_point(|address| address.as_str() < start);
        if used.get(at).is_some_and(|address| address.starts_with(start)) {
            continue;
        }
        let kind = RequestKind::Unclear(Unclear::UnusedAddress);
        unused.push(Request { line: token.line, text: start.chars().take(120).collect(), kind });
    }
}

/// Whether the text is the value of `@odata.id` or `…@odata.bind`, which names an object in a body.
fn is_reference(tokens: &[Token<'_>], index: usize) -> bool {
    let before = tokens[..index].iter().rev().take(6);
    let names_object = |token: &Token<'_>| {
        token.kind == TokenKind::Word && matches!(token.text, "odata_id" | "OdataId" | "odataId" | "ODataId")
    };
    if before.clone().any(names_object) {
        return true;
    }
    before.flat_map(|token| &token.pieces).any(|piece| match piece {
        Piece::Literal(text) => text.to_ascii_lowercase().contains("odata."),
        Piece::Code(_) => false,
    })
}
