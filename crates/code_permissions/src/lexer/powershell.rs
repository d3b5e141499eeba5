//! PowerShell.

use super::cursor::{Cursor, Pieces, is_name};
use super::{Lexed, MAX_DEPTH, Token, TokenKind};

/// The tokens of a PowerShell script.
pub fn lex(text: &str) -> Lexed<'_> {
    let mut cursor = Cursor::new(text);
    let mut tokens = Vec::new();
    while cursor.at < text.len() {
        lex_until(&mut cursor, &mut tokens, None, 0);
    }
    cursor.finish(tokens)
}

/// Lexes up to the bracket that closes what the caller opened, and over it.
fn lex_until<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, close: Option<u8>, depth: usize) {
    let mut open = 0usize;
    let mut spaced = false;
    while let Some(byte) = cursor.peek() {
        let (start, line) = (cursor.at, cursor.line);
        let mut symbol = |cursor: &mut Cursor<'a>, length: usize| {
            cursor.steps(length);
            tokens.push(cursor.token(TokenKind::Symbol, start, line, spaced));
        };
        match byte {
            b' ' | b'\t' | b'\r' => {
                cursor.step();
                spaced = true;
                continue;
            }
            b'`' => {
                cursor.step();
                if cursor.peek() == Some(b'\r') {
                    cursor.step();
                }
                cursor.step();
                spaced = true;
                continue;
            }
            b'\n' => {
                cursor.step();
                tokens.push(cursor.token(TokenKind::NewLine, start, line, spaced));
            }
            b'#' => cursor.line_comment(),
            b'<' if cursor.starts("<#") => cursor.block_comment("#>"),
            b'"' => double_quoted(cursor, tokens, spaced, depth),
            b'\'' => single_quoted(cursor, tokens, spaced),
            b'@' if cursor.starts("@\"") || cursor.starts("@'") => here_string(cursor, tokens, spaced, depth),
            b'@' if cursor.starts("@{") || cursor.starts("@(") => {
                open += 1;
                symbol(cursor, 2);
            }
            b'$' if cursor.starts("$(") => {
                open += 1;
                symbol(cursor, 2);
            }
            b'$' | b'@' => variable(cursor, tokens, spaced),
            b'(' | b'{' | b'[' => {
                open += usize::from(byte != b'[');
                symbol(cursor, 1);
            }
            b')' | b'}' | b']' => {
                if open == 0 && close == Some(byte) {
                    cursor.step();
                    return;
                }
                open = open.saturating_sub(usize::from(byte != b']'));
                symbol(cursor, 1);
            }
            b'|' | b'&' if cursor.peek_at(1) == Some(byte) => symbol(cursor, 2),
            b':' if cursor.starts("::") => symbol(cursor, 2),
            b'+' | b'=' if cursor.peek_at(1) == Some(b'=') => symbol(cursor, 2),
            b'.' if cursor.peek_at(1).is_some_and(|next| next == b'/' || next == b'\\') && spaced => {
                word(cursor, tokens, spaced)
            }
            b'|' | b'&' | b';' | b',' | b'=' | b'+' | b'.' | b'!' | b'<' | b'>' | b'?' | b'%' | b':' => {
                symbol(cursor, 1)
            }
            _ => word(cursor, tokens, spaced),
        }
        spaced = false;
    }
}

/// A word: a command, a parameter, a keyword, an argument without quotes, a member or a number.
fn word<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool) {
    let (start, line) = (cursor.at, cursor.line);
    let is_member = !spaced && tokens.last().is_some_and(|token| token.is(".") || token.is("::"));
    if is_member {
        cursor.take_while(is_name);
        if cursor.at == start {
            cursor.step();
        }
        tokens.push(cursor.token(TokenKind::Word, start, line, spaced));
        return;
    }
    let mut is_address = false;
    let mut pieces = Pieces::default();
    let mut from = start;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'=' | b'?' | b'&' | b'+' | b'%' | b'[' | b']' if is_address => cursor.step(),
            b'/' => {
                is_address = true;
                cursor.step();
            }
            // A parameter with its value: `-Method:GET`, `-All:$true`.
            b':' if cursor.slice(start).starts_with('-') => break,
            b':' if cursor.peek_at(1) == Some(b':') => break,
            b'$' if is_address || cursor.at > start => {
                pieces.literal(cursor.slice(from));
                match expansion(cursor, MAX_DEPTH - 1) {
                    Some(code) => pieces.code(code),
                    None => pieces.literal("$"),
                }
                from = cursor.at;
            }
            b'`' => {
                pieces.literal(cursor.slice(from));
                cursor.step();
                from = cursor.at;
                if cursor.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
                    break;
                }
                cursor.step();
            }
            byte if byte.is_ascii_whitespace() => break,
            b'(' | b')' | b'{' | b'}' | b'[' | b']' | b';' | b',' | b'|' | b'&' | b'\'' | b'"' | b'=' | b'<' | b'>' => {
                break;
            }
            b'+' if cursor.at > start => break,
            _ => cursor.step(),
        }
    }
    if cursor.at == start {
        cursor.step();
    }
    pieces.literal(cursor.slice(from));
    let text = cursor.slice(start);
    let pieces = pieces.finish();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // An argument with a placeholder is a text.
    let kind = match pieces.as_slice() {
        [super::Piece::Literal(_)] if is_number => TokenKind::Number,
        [super::Piece::Literal(_)] | [] => TokenKind::Word,
        _ => TokenKind::Text,
    };
    tokens.push(Token { kind, text, pieces, line, spaced });
}

fn variable<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool) {
    let (start, line) = (cursor.at, cursor.line);
    let is_splat = cursor.peek() == Some(b'@');
    cursor.step();
    let name = variable_name(cursor);
    if name.is_empty() {
        tokens.push(cursor.token(TokenKind::Symbol, start, line, spaced));
        return;
    }
    let kind = if is_splat { "@" } else { "$" };
    tokens.push(Token { kind: TokenKind::Variable, text: name, pieces: splat(kind), line, spaced });
}

/// A splatted variable is marked by a piece.
fn splat<'a>(sign: &str) -> Vec<super::Piece<'a>> {
    if sign == "@" { vec![super::Piece::Literal("@".into())] } else { Vec::new() }
}

/// The name after `$`: `name`, `env:NAME`, `{any name}`; the scope (`script:`, `global:`) is left out.
fn variable_name<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    if cursor.peek() == Some(b'{') {
        cursor.step();
        let name = cursor.take_while(|byte| byte != b'}' && byte != b'\n');
        cursor.step();
        return without_scope(name);
    }
    let start = cursor.at;
    cursor.take_while(is_name);
    if cursor.at > start && cursor.peek() == Some(b':') && cursor.peek_at(1).is_some_and(is_name) {
        cursor.step();
        cursor.take_while(is_name);
    } else if cursor.at == start && cursor.peek().is_some_and(|byte| matches!(byte, b'$' | b'?' | b'^')) {
        cursor.step();
    }
    without_scope(cursor.slice(start))
}

fn without_scope(name: &str) -> &str {
    match name.split_once(':') {
        Some((scope, rest)) if !scope.eq_ignore_ascii_case("env") => rest,
        _ => name,
    }
}

/// The code of a placeholder in a text: `$name`, `${name}` or `$(…)`.
fn expansion<'a>(cursor: &mut Cursor<'a>, depth: usize) -> Option<Vec<Token<'a>>> {
    let mut code = Vec::new();
    match cursor.peek_at(1) {
        Some(b'(') if depth < MAX_DEPTH => {
            cursor.steps(2);
            lex_until(cursor, &mut code, Some(b')'), depth + 1);
        }
        Some(byte) if is_name(byte) || byte == b'{' => variable(cursor, &mut code, false),
        _ => {
            cursor.step();
            return None;
        }
    }
    Some(code)
}

fn double_quoted<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool, depth: usize) {
    let (start, line) = (cursor.at, cursor.line);
    cursor.step();
    let mut pieces = Pieces::default();
    let mut from = cursor.at;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'"' if cursor.peek_at(1) == Some(b'"') => {
                cursor.step();
                pieces.literal(cursor.slice(from));
                cursor.step();
                from = cursor.at;
            }
            b'"' => break,
            b'`' => {
                pieces.literal(cursor.slice(from));
                cursor.step();
                from = cursor.at;
                escaped(cursor, &mut pieces, &mut from);
            }
            b'$' => {
                pieces.literal(cursor.slice(from));
                match expansion(cursor, depth) {
                    Some(code) => pieces.code(code),
                    None => pieces.literal("$"),
                }
                from = cursor.at;
            }
            _ => cursor.step(),
        }
    }
    pieces.literal(cursor.slice(from));
    cursor.step();
    cursor.texts.push(start..cursor.at);
    tokens.push(Token { kind: TokenKind::Text, text: "\"", pieces: pieces.finish(), line, spaced });
}

/// The character after a backtick. Letters that stand for control characters become a blank.
fn escaped<'a>(cursor: &mut Cursor<'a>, pieces: &mut Pieces<'a>, from: &mut usize) {
    match cursor.peek() {
        Some(b'n' | b'r' | b't' | b'0' | b'a' | b'b' | b'f' | b'v' | b'e') => {
            pieces.literal(" ");
            cursor.step();
            *from = cursor.at;
        }
        Some(byte) if byte.is_ascii() => cursor.step(),
        _ => {}
    }
}

fn single_quoted<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool) {
    let (start, line) = (cursor.at, cursor.line);
    cursor.step();
    let mut pieces = Pieces::default();
    let mut from = cursor.at;
    while let Some(byte) = cursor.peek() {
        if byte != b'\'' {
            cursor.step();
            continue;
        }
        if cursor.peek_at(1) != Some(b'\'') {
            break;
        }
        cursor.step();
        pieces.literal(cursor.slice(from));
        cursor.step();
        from = cursor.at;
    }
    pieces.literal(cursor.slice(from));
    cursor.step();
    cursor.texts.push(start..cursor.at);
    tokens.push(Token { kind: TokenKind::Text, text: "'", pieces: pieces.finish(), line, spaced });
}

fn here_string<'a>(cursor: &mut Cursor<'a>, tokens: &mut Vec<Token<'a>>, spaced: bool, depth: usize) {
    let (start, line) = (cursor.at, cursor.line);
    let expands = cursor.starts("@\"");
    let end = if expands { "\"@" } else { "'@" };
    cursor.steps(2);
    let mut pieces = Pieces::default();
    let mut from = cursor.at;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' => {
                cursor.step();
                if cursor.starts(end) {
                    break;
                }
            }
            b'`' if expands => {
                pieces.literal(cursor.slice(from));
                cursor.step();
                from = cursor.at;
                if cursor.peek().is_some_and(|byte| byte.is_ascii() && byte != b'\n') {
                    cursor.step();
                }
            }
            b'$' if expands => {
                pieces.literal(cursor.slice(from));
                match expansion(cursor, depth) {
                    Some(code) => pieces.code(code),
                    None => pieces.literal("$"),
                }
                from = cursor.at;
            }
            _ => cursor.step(),
        }
    }
    pieces.literal(cursor.slice(from));
    cursor.steps(2);
    cursor.texts.push(start..cursor.at);
    tokens.push(Token { kind: TokenKind::Text, text: "@\"", pieces: pieces.finish(), line, spaced });
}
