//! C#, JavaScript, TypeScript, Python and JSON: languages of names, texts, brackets and operators.

use super::cursor::{Cursor, Pieces, is_name};
use super::{Lexed, MAX_DEPTH, Token, TokenKind};

/// The symbol that opens a block by indentation.
pub const INDENT: &str = "\u{2}";
/// The symbol that closes a block by indentation.
pub const DEDENT: &str = "\u{3}";

/// Which of the languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// C#.
    CSharp,
    /// JavaScript, TypeScript, and JSON with comments.
    JavaScript,
    /// Python.
    Python,
}

/// Operators of more than one character that matter; the others are read character by character.
const OPERATORS: [&str; 16] =
    ["===", "!==", "=>", "==", "!=", "<=", ">=", "+=", "??=", "??", "?.", "&&", "||", "::", "->", ":="];

/// The tokens of a script.
pub fn lex(text: &str, dialect: Dialect) -> Lexed<'_> {
    let mut lexer = Lexer { cursor: Cursor::new(text), dialect, no_regex_before: 0 };
    let mut tokens = Vec::new();
    while lexer.cursor.at < text.len() {
        lexer.until(&mut tokens, None, false, 0);
    }
    lexer.cursor.finish(tokens)
}

struct Lexer<'a> {
    cursor: Cursor<'a>,
    dialect: Dialect,
    /// No regular expression that is not closed on its line begins before this place.
    no_regex_before: usize,
}

impl<'a> Lexer<'a> {
    /// Lexes up to the bracket that closes what the caller opened, and over it.
    fn until(&mut self, tokens: &mut Vec<Token<'a>>, close: Option<u8>, one_line: bool, depth: usize) {
        let mut open = 0usize;
        let mut spaced = false;
        let mut indents = vec![0usize];
        let python = self.dialect == Dialect::Python;
        if python && close.is_none() {
            self.indentation(tokens, &mut indents);
        }
        while let Some(byte) = self.cursor.peek() {
            let (start, line) = (self.cursor.at, self.cursor.line);
            match byte {
                b'\n' if one_line => return,
                b'\n' => {
                    self.cursor.step();
                    if open == 0 && close.is_none() {
                        tokens.push(self.cursor.token(TokenKind::NewLine, start, line, spaced));
                        if python {
                            self.indentation(tokens, &mut indents);
                        }
                    }
                    spaced = true;
                    continue;
                }
                byte if byte.is_ascii_whitespace() => {
                    self.cursor.step();
                    spaced = true;
                    continue;
                }
                b'\\' if python => {
                    self.cursor.step();
                    self.cursor.take_while(|byte| byte == b'\r');
                    self.cursor.step();
                    spaced = true;
                    continue;
                }
                b'#' if python => self.cursor.line_comment(),
                b'#' if self.dialect == Dialect::CSharp => self.cursor.pass_line(),
                b'/' if !python && self.cursor.starts("//") => self.cursor.line_comment(),
                b'/' if !python && self.cursor.starts("/*") => self.cursor.block_comment("*/"),
                b'/' if self.dialect == Dialect::JavaScript && may_be_regex(tokens) && self.regex() => {
                    self.cursor.texts.push(start..self.cursor.at);
                    tokens.push(Token { kind: TokenKind::Text, text: "/", pieces: Vec::new(), line, spaced });
                }
                b'"' | b'\'' | b'`' => self.text(tokens, "", spaced, depth),
                b'$' | b'@' if self.dialect == Dialect::CSharp => self.prefixed(tokens, spaced, depth),
                byte if is_name(byte) || byte == b'$' || byte == b'@' => self.name(tokens, spaced, depth),
                b':' | b'!' if open == 0 && close.is_some() && self.is_format(tokens) => {
                    self.cursor.take_while(|byte| byte != b'}' && byte != b'\n' && byte != b'"');
                }
                b'(' | b'[' | b'{' => {
                    open += 1;
                    self.cursor.step();
                    tokens.push(self.cursor.token(TokenKind::Symbol, start, line, spaced));
                    // Statements inside braces end with lines.
                    if byte == b'{' && !python && close.is_none() {
                        open -= 1;
                    }
                }
                b')' | b']' | b'}' => {
                    if open == 0 && close == Some(byte) {
                        self.cursor.step();
                        return;
                    }
                    if byte != b'}' || python || close.is_some() {
                        open = open.saturating_sub(1);
                    }
                    self.cursor.step();
                    tokens.push(self.cursor.token(TokenKind::Symbol, start, line, spaced));
                }
                _ => {
                    let operator = OPERATORS.iter().find(|operator| self.cursor.starts(operator));
                    self.cursor.steps(operator.map_or(1, |operator| operator.len()));
                    tokens.push(self.cursor.token(TokenKind::Symbol, start, line, spaced));
                }
            }
            spaced = false;
        }
        for _ in 1..indents.len() {
            tokens.push(self.mark(DEDENT));
        }
    }

    fn mark(&self, text: &'a str) -> Token<'a> {
        Token { kind: TokenKind::Symbol, text, pieces: Vec::new(), line: self.cursor.line, spaced: true }
    }

    /// Python: the blocks that the blanks at the beginning of a line open and close.
    fn indentation(&mut self, tokens: &mut Vec<Token<'a>>, indents: &mut Vec<usize>) {
        let mut width = 0;
        while let Some(byte) = self.cursor.peek() {
            match byte {
                b' ' => width += 1,
                b'\t' => width += 8,
                b'\r' => {}
                _ => break,
            }
            self.cursor.step();
        }
        if matches!(self.cursor.peek(), None | Some(b'\n' | b'#')) {
            return;
        }
        if indents.last().is_some_and(|last| width > *last) && indents.len() < 256 {
            indents.push(width);
            tokens.push(self.mark(INDENT));
        }
        while indents.len() > 1 && indents.last().is_some_and(|last| width < *last) {
            indents.pop();
            tokens.push(self.mark(DEDENT));
        }
    }

    /// In a placeholder: whether the rest says how the value is written (`{x:N0}`, `{x!r}`).
    fn is_format(&self, tokens: &[Token<'a>]) -> bool {
        let not_ternary = !tokens.iter().rev().take(64).any(|token| token.is("?"));
        match self.dialect {
            Dialect::JavaScript => false,
            Dialect::CSharp => self.cursor.peek() == Some(b':') && not_ternary && !self.cursor.starts("::"),
            Dialect::Python => !self.cursor.starts("!=") && !self.cursor.starts(":="),
        }
    }

    /// A regular expression that ends on its line.
    fn regex(&mut self) -> bool {
        if self.cursor.at < self.no_regex_before {
            return false;
        }
        let bytes = self.cursor.text.as_bytes();
        let mut at = self.cursor.at + 1;
        let mut in_class = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' => break,
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => {
                    while self.cursor.at <= at {
                        self.cursor.step();
                    }
                    self.cursor.take_while(|byte| byte.is_ascii_alphabetic());
                    return true;
                }
                _ => {}
            }
            at += 1;
        }
        self.no_regex_before = at;
        false
    }

    fn name(&mut self, tokens: &mut Vec<Token<'a>>, spaced: bool, depth: usize) {
        let (start, line) = (self.cursor.at, self.cursor.line);
        if matches!(self.cursor.peek(), Some(b'@')) {
            self.cursor.step();
            tokens.push(self.cursor.token(TokenKind::Symbol, start, line, spaced));
            return;
        }
        let is_number = self.cursor.peek().is_some_and(|byte| byte.is_ascii_digit());
        self.cursor.take_while(|byte| is_name(byte) || byte == b'$' || (is_number && byte == b'.'));
        let name = self.cursor.slice(start);
        let is_prefix = name.len() <= 2 && name.bytes().all(|byte| b"rRbBuUfF".contains(&byte));
        if self.dialect == Dialect::Python && is_prefix && matches!(self.cursor.peek(), Some(b'"' | b'\'')) {
            self.text(tokens, name, spaced, depth);
            return;
        }
        let kind = if is_number { TokenKind::Number } else { TokenKind::Word };
        tokens.push(self.cursor.token(kind, start, line, spaced));
    }

    /// C#: `$"…"`, `@"…"`, `$@"…"`, `$$"""…"""`, or a name with `@`.
    fn prefixed(&mut self, tokens: &mut Vec<Token<'a>>, spaced: bool, depth: usize) {
        let (start, line) = (self.cursor.at, self.cursor.line);
        let prefix = self.cursor.take_while(|byte| byte == b'$' || byte == b'@');
        match self.cursor.peek() {
            Some(b'"') => self.text(tokens, prefix, spaced, depth),
            Some(byte) if is_name(byte) => self.name(tokens, spaced, depth),
            _ => tokens.push(self.cursor.token(TokenKind::Symbol, start, line, spaced)),
        }
    }

    /// A text, its prefix already read.
    fn text(&mut self, tokens: &mut Vec<Token<'a>>, prefix: &str, spaced: bool, depth: usize) {
        let (start, line) = (self.cursor.at - prefix.len(), self.cursor.line);
        let quote = self.cursor.peek().unwrap_or(b'"');
        let form = self.form(prefix, quote);
        self.cursor.steps(form.quotes);
        let mut pieces = Pieces::default();
        let mut from = self.cursor.at;
        while let Some(byte) = self.cursor.peek() {
            if byte == quote && self.closes(quote, form.quotes) {
                if !(form.doubles && self.cursor.peek_at(1) == Some(quote)) {
                    break;
                }
                self.cursor.step();
                pieces.literal(self.cursor.slice(from));
                self.cursor.step();
                from = self.cursor.at;
                continue;
            }
            match byte {
                b'\n' if !form.many_lines => break,
                b'\\' if form.escapes => {
                    pieces.literal(self.cursor.slice(from));
                    self.cursor.step();
                    from = self.cursor.at;
                    match self.cursor.peek() {
                        Some(b'n' | b'r' | b't' | b'\r' | b'\n') => {
                            self.cursor.step();
                            pieces.literal(" ");
                            from = self.cursor.at;
                        }
                        Some(byte) if byte.is_ascii() => self.cursor.step(),
                        _ => {}
                    }
                }
                b'$' if form.dollar && self.cursor.peek_at(1) == Some(b'{') && depth < MAX_DEPTH => {
                    pieces.literal(self.cursor.slice(from));
                    self.cursor.steps(2);
                    self.placeholder(&mut pieces, form.many_lines, depth);
                    from = self.cursor.at;
                }
                b'{' if form.braces > 0 && depth < MAX_DEPTH => {
                    let run = self.run(b'{');
                    pieces.literal(self.cursor.slice(from));
                    if form.braces == 1 && run > 1 {
                        // A doubled brace is a brace.
                        self.cursor.steps(2);
                        pieces.literal("{");
                    } else if run < form.braces {
                        self.cursor.step();
                        pieces.literal("{");
                    } else {
                        self.cursor.steps(form.braces);
                        self.placeholder(&mut pieces, form.many_lines, depth);
                        for _ in 1..form.braces {
                            if self.cursor.peek() == Some(b'}') {
                                self.cursor.step();
                            }
                        }
                    }
                    from = self.cursor.at;
                }
                b'}' if form.braces == 1 && self.cursor.peek_at(1) == Some(b'}') => {
                    self.cursor.step();
                    pieces.literal(self.cursor.slice(from));
                    self.cursor.step();
                    from = self.cursor.at;
                }
                _ => self.cursor.step(),
            }
        }
        pieces.literal(self.cursor.slice(from));
        if self.cursor.peek() == Some(quote) {
            self.cursor.steps(form.quotes);
        }
        self.cursor.texts.push(start..self.cursor.at);
        let text = if quote == b'`' { "`" } else { "\"" };
        tokens.push(Token { kind: TokenKind::Text, text, pieces: pieces.finish(), line, spaced });
    }

    fn placeholder(&mut self, pieces: &mut Pieces<'a>, many_lines: bool, depth: usize) {
        let mut code = Vec::new();
        self.until(&mut code, Some(b'}'), !many_lines, depth + 1);
        pieces.code(code);
    }

    fn form(&self, prefix: &str, quote: u8) -> Form {
        let triple = self.run(quote) >= 3;
        match self.dialect {
            Dialect::Python => {
                let lower = prefix.to_ascii_lowercase();
                Form {
                    quotes: if triple { 3 } else { 1 },
                    escapes: !lower.contains('r'),
                    braces: usize::from(lower.contains('f')),
                    many_lines: triple,
                    ..Form::default()
                }
            }
            Dialect::CSharp if triple && quote == b'"' => Form {
                quotes: self.run(quote),
                braces: prefix.matches('$').count(),
                many_lines: true,
                ..Form::default()
            },
            Dialect::CSharp => {
                let verbatim = prefix.contains('@');
                Form {
                    quotes: 1,
                    escapes: !verbatim,
                    doubles: verbatim,
                    braces: usize::from(prefix.contains('$')),
                    many_lines: verbatim,
                    ..Form::default()
                }
            }
            Dialect::JavaScript => {
                let template = quote == b'`';
                Form { quotes: 1, escapes: true, dollar: template, many_lines: template, ..Form::default() }
            }
        }
    }

    /// How many times a byte is repeated from the current position on, up to 16.
    fn run(&self, byte: u8) -> usize {
        self.cursor.text.as_bytes()[self.cursor.at..].iter().take(16).take_while(|next| **next == byte).count()
    }

    fn closes(&self, quote: u8, quotes: usize) -> bool {
        quotes == 1 || self.run(quote) >= quotes
    }
}

/// How a text is written.
#[derive(Default)]
struct Form {
    /// How many quotes open and close it.
    quotes: usize,
    /// A backslash takes the next character as it is.
    escapes: bool,
    /// Two quotes are one.
    doubles: bool,
    /// How many braces open a placeholder; none where there are no placeholders.
    braces: usize,
    /// `${` opens a placeholder.
    dollar: bool,
    /// It may go over lines.
    many_lines: bool,
}

/// Whether a slash after these tokens opens a regular expression and doesn't divide.
fn may_be_regex(tokens: &[Token<'_>]) -> bool {
    match tokens.last() {
        None => true,
        Some(token) => match token.kind {
            TokenKind::Symbol => !matches!(token.text, ")" | "]" | "}"),
            TokenKind::Word => matches!(token.text, "return" | "typeof" | "case" | "in" | "of" | "await"),
            TokenKind::NewLine => true,
            TokenKind::Text | TokenKind::Number | TokenKind::Variable => false,
        },
    }
}
