//! Shell: words of commands, as bash and sh read them.

use super::cursor::{Cursor, Pieces, is_name};
use super::{Lexed, MAX_DEPTH, Token, TokenKind};

/// The tokens of a shell script. An argument is one token with its pieces, however it is quoted.
pub fn lex(text: &str) -> Lexed<'_> {
    let mut cursor = Cursor::new(text);
    let mut tokens = Vec::new();
    let mut documents = Vec::new();
    while cursor.at < text.len() {
        lex_until(&mut cursor, &mut tokens, &mut documents, None, 0);
    }
    cursor.finish(tokens)
}

/// Lexes up to the bracket that closes what the caller opened, and over it. `documents` are the ends of here-documents
/// that begin with the next line, with whether they have placeholders.
fn lex_until<'a>(
    cursor: &mut Cursor<'a>,
    tokens: &mut Vec<Token<'a>>,
    documents: &mut Vec<(&'a str, bool)>,
    close: Option<u8>,
    depth: usize,
) {
    let mut open = 0usize;
    let mut spaced = true;
    while let Some(byte) = cursor.peek() {
        let (start, line) = (cursor.at, cursor.line);
        match byte {
            b'\n' => {
                cursor.step();
                for (end, expands) in std::mem::take(documents) {
                    here_document(cursor, tokens, end, expands, depth);
                }
                tokens.push(Token { kind: TokenKind::NewLine, text: "\n", pieces: Vec::new(), line, spaced });
            }
            b'\\' if cursor.peek_at(1) == Some(b'\n') || cursor.starts("\\\r\n") => {
                cursor.step();
                cursor.take_while(|byte| byte == b'\r');
                cursor.step();
                spaced = true;
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                cursor.step();
                spaced = true;
                continue;
            }
            b'#' if spaced || tokens.last().is_none_or(|token| token.kind != TokenKind::Text) => cursor.line_comment(),
            b'<' if cursor.starts("<<") && !cursor.starts("<<<") => {
                cursor.steps(2);
                cursor.take_while(|byte| byte == b'-' || byte == b' ');
                let quote = cursor.take_while(|byte| byte == b'\'' || byte == b'"' || byte == b'\\');
                let end = cursor.take_while(is_name);
                cursor.take_while(|byte| byte == b'\'' || byte == b'"');
                documents.push((end, quote.is_empty()));
            }
            b'(' | b')' | b';' | b'|' | b'&' | b'<' | b'>' => {
                if byte == b')' && open == 0 && close == Some(b')') {
                    cursor.step();
                    return;
                }
                match byte {
                    b'(' => open += 1,
                    b')' => open = open.saturating_sub(1),
                    _ => {}
                }
                cursor.step();
                if byte != b'(' && byte != b')' && cursor.peek() == Some(byte) {
                    cursor.step();
                }
                tokens.push(cursor.token(TokenKind::Symbol, start, line, spaced));
            }
            b'`' if close == Some(b'`') => {
                cursor.step();
                return;
            }
            _ => word(cursor, tokens, spaced, close, depth),
        }
        spaced = false;
    }
}

/// One argument with everything that is written together.
fn word<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool, close: Option<u8>, depth: usize) {
    let (start, line) = (cursor.at, cursor.line);
    let mut pieces = Pieces::default();
    let mut is_quoted = false;
    while let Some(byte) = cursor.peek() {
        match byte {
            byte if byte.is_ascii_whitespace() => break,
            b'(' | b')' | b';' | b'|' | b'&' | b'<' | b'>' => break,
            b'`' if close == Some(b'`') => break,
            b'\'' => {
                is_quoted = true;
                let from = cursor.at;
                cursor.step();
                let literal = cursor.take_while(|byte| byte != b'\'');
                pieces.literal(literal);
                cursor.step();
                cursor.texts.push(from..cursor.at);
            }
            b'"' => {
                is_quoted = true;
                let from = cursor.at;
                cursor.step();
                expanding(cursor, &mut pieces, Some(b'"'), depth);
                cursor.step();
                cursor.texts.push(from..cursor.at);
            }
            b'\\' => {
                cursor.step();
                if cursor.peek() == Some(b'\n') {
                    cursor.step();
                    continue;
                }
                one(cursor, &mut pieces);
            }
            b'$' => dollar(cursor, &mut pieces, depth),
            b'`' => backquoted(cursor, &mut pieces, depth),
            _ => one(cursor, &mut pieces),
        }
    }
    if cursor.at == start {
        cursor.step();
    }
    let kind = if is_quoted { TokenKind::Text } else { TokenKind::Word };
    tokens.push(Token { kind, text: cursor.slice(start), pieces: pieces.finish(), line, spaced });
}

/// One character as it is.
fn one<'a>(cursor: &mut Cursor<'a>, pieces: &mut Pieces<'a>) {
    let start = cursor.at;
    cursor.step();
    while cursor.at < cursor.text.len() && !cursor.text.is_char_boundary(cursor.at) {
        cursor.step();
    }
    pieces.literal(cursor.slice(start));
}

/// Text with placeholders, up to a quote or to the end.
fn expanding<'a>(cursor: &mut Cursor<'a>, pieces: &mut Pieces<'a>, end: Option<u8>, depth: usize) {
    while let Some(byte) = cursor.peek() {
        match byte {
            _ if Some(byte) == end => return,
            b'\\' => {
                cursor.step();
                if cursor.peek() == Some(b'\n') {
                    cursor.step();
                } else {
                    one(cursor, pieces);
                }
            }
            b'$' => dollar(cursor, pieces, depth),
            b'`' => backquoted(cursor, pieces, depth),
            _ => one(cursor, pieces),
        }
    }
}

fn backquoted<'a>(cursor: &mut Cursor<'a>, pieces: &mut Pieces<'a>, depth: usize) {
    cursor.step();
    if depth >= MAX_DEPTH {
        return;
    }
    let mut code = Vec::new();
    lex_until(cursor, &mut code, &mut Vec::new(), Some(b'`'), depth + 1);
    code.insert(0, command_mark(cursor.line));
    pieces.code(code);
}

/// Marks code that is a command, not a variable.
fn command_mark<'a>(line: u32) -> Token<'a> {
    Token { kind: TokenKind::Symbol, text: "$(", pieces: Vec::new(), line, spaced: false }
}

/// `$name`, `${name…}`, `$(command)`, `$((sum))`.
fn dollar<'a>(cursor: &mut Cursor<'a>, pieces: &mut Pieces<'a>, depth: usize) {
    let line = cursor.line;
    match cursor.peek_at(1) {
        Some(b'(') if depth < MAX_DEPTH => {
            cursor.steps(2);
            let mut code = vec![command_mark(line)];
            lex_until(cursor, &mut code, &mut Vec::new(), Some(b')'), depth + 1);
            pieces.code(code);
        }
        Some(b'{') => {
            cursor.steps(2);
            let name = cursor.take_while(is_name);
            cursor.take_while(|byte| byte != b'}' && byte != b'\n');
            cursor.step();
            pieces.code(vec![variable(name, line)]);
        }
        Some(byte) if is_name(byte) || matches!(byte, b'@' | b'*' | b'#' | b'?' | b'!' | b'$') => {
            cursor.step();
            let start = cursor.at;
            if byte.is_ascii_digit() || !is_name(byte) {
                cursor.step();
            } else {
                cursor.take_while(is_name);
            }
            let name = cursor.slice(start);
            pieces.code(vec![variable(name, line)]);
        }
        _ => {
            cursor.step();
            pieces.literal("$");
        }
    }
}

fn variable(name: &str, line: u32) -> Token<'_> {
    Token { kind: TokenKind::Variable, text: name, pieces: Vec::new(), line, spaced: false }
}

/// A here-document becomes a text after a `<<`.
fn here_document<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, end: &str, expands: bool, depth: usize) {
    let (start, line) = (cursor.at, cursor.line);
    let mut pieces = Pieces::default();
    while cursor.at < cursor.text.len() {
        let from = cursor.at;
        let rest = &cursor.text.as_bytes()[cursor.at..];
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let content = rest[..length].trim_ascii();
        if content == end.as_bytes() {
            break;
        }
        if expands {
            while cursor.peek().is_some_and(|byte| byte != b'\n') {
                match cursor.peek() {
                    Some(b'$') => dollar(cursor, &mut pieces, depth),
                    _ => one(cursor, &mut pieces),
                }
            }
        } else {
            cursor.pass_line();
            pieces.literal(cursor.slice(from));
        }
        cursor.step();
        pieces.literal("\n");
    }
    cursor.texts.push(start..cursor.at);
    cursor.pass_line();
    let mark = Token { kind: TokenKind::Symbol, text: "<<", pieces: Vec::new(), line, spaced: true };
    tokens.push(mark);
    tokens.push(Token { kind: TokenKind::Text, text: "<<", pieces: pieces.finish(), line, spaced: true });
}
