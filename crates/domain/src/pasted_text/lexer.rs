//! The one lexer: it divides a text of any language into words, brackets, quotations and marks.
//!
//! It knows no grammar. A quotation is a bracket with tokens in it, so that a query within a string, or JSON within a
//! command, is read like the rest. A quotation mark without its other half on the line is a mark like any other: what
//! follows is read as if it were not there, and a stray one changes nothing.

use super::shape::Shape;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a number, a variable, an option such as `-Scopes`, or an address.
    Word,
    /// A comment, whole.
    Comment,
    Open(Bracket),
    Close(Bracket),
    Comma,
    Semicolon,
    /// `=` or `:`, where it puts a name before a value.
    Assign,
    Newline,
    Tab,
    /// Any other character.
    Mark(char),
}

/// What encloses tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
    Quote,
    /// `do` and `done` of a shell.
    Loop,
    /// Lines that are further in, where that means something.
    Indent,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    pub start: usize,
    pub line: usize,
}

/// Quotations within quotations that are still divided.
const DEEPEST_QUOTE: usize = 3;

struct Lexer<'t> {
    text: &'t str,
    shape: Shape,
    tokens: Vec<Token<'t>>,
    line: usize,
    in_fence: bool,
    /// Where the ends of comments were looked for in vain; by kind of comment.
    unclosed: [bool; 3],
    /// The end of the line that is being read.
    line_end: usize,
    /// Up to where no plain closing mark was found, and none at all; by depth and kind of quotation mark. Without it, a
    /// line of many marks would be searched to its end for each of them.
    no_plain_close: [[usize; 2]; DEEPEST_QUOTE],
    no_close: [[usize; 2]; DEEPEST_QUOTE],
    has_loops: bool,
    indents: Vec<usize>,
}

/// Divides a text whose characters are [plain](super::characters::plain).
pub(super) fn lex(text: &str, shape: Shape) -> Vec<Token<'_>> {
    let has_loops = shape.code && text.contains("done");
    let mut lexer = Lexer {
        text,
        shape,
        tokens: Vec::new(),
        line: 0,
        in_fence: false,
        unclosed: [false; 3],
        line_end: 0,
        no_plain_close: [[0; 2]; DEEPEST_QUOTE],
        no_close: [[0; 2]; DEEPEST_QUOTE],
        has_loops,
        indents: vec![0],
    };
    lexer.start_line(0);
    lexer.range(0, text.len(), 0);
    while lexer.indents.len() > 1 {
        lexer.indents.pop();
        lexer.push(Kind::Close(Bracket::Indent), text.len(), text.len());
    }
    lexer.tokens
}

impl<'t> Lexer<'t> {
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.tokens.push(Token { kind, text: &self.text[start..end], start, line: self.line });
    }

    /// Divides a part of the text; `depth` counts the quotations around it.
    fn range(&mut self, start: usize, end: usize, depth: usize) {
        let mut at = start;
        while let Some(c) = self.text[at..end].chars().next() {
            at = match c {
                '\n' => {
                    self.push(Kind::Newline, at, at + 1);
                    self.line += 1;
                    self.start_line(at + 1);
                    at + 1
                }
                ' ' => at + 1,
                '"' | '\'' => self.quotation(c, at, end, depth),
                '\\' | '`' => self.escape(c, at, end, depth),
                _ if depth == 0 && self.comment_end(at, end).is_some() => self.comment(at, end),
                _ => self.plain_token(c, at, end),
            };
        }
    }

    fn plain_token(&mut self, c: char, at: usize, end: usize) -> usize {
        let next = at + c.len_utf8();
        let kind = match c {
            '(' => Kind::Open(Bracket::Round),
            ')' => Kind::Close(Bracket::Round),
            '[' => Kind::Open(Bracket::Square),
            ']' => Kind::Close(Bracket::Square),
            '{' => Kind::Open(Bracket::Curly),
            '}' => Kind::Close(Bracket::Curly),
            ',' => Kind::Comma,
            ';' => Kind::Semicolon,
            '\t' => Kind::Tab,
            '=' | ':' | '!' | '<' | '>' | '+' => return self.operator(c, at, end),
            _ if is_word(c) => return self.word(at, end),
            _ => Kind::Mark(c),
        };
        self.push(kind, at, next);
        next
    }

    /// `=`, `:`, `=>` and `+=` give a value to a name; `==`, `!=`, `<=`, `>=` and `::` do not.
    fn operator(&mut self, c: char, at: usize, end: usize) -> usize {
        let next = self.text[at + 1..end].chars().next();
        let (kind, length) = match (c, next) {
            ('=', Some('=')) => (Kind::Mark('~'), self.text[at..end].bytes().take_while(|b| *b == b'=').count()),
            ('=', Some('>')) | ('+', Some('=')) => (Kind::Assign, 2),
            ('!' | '<' | '>', Some('=')) => (Kind::Mark('~'), 2),
            (':', Some(':')) => (Kind::Mark(':'), 2),
            ('=' | ':', _) => (Kind::Assign, 1),
            _ => (Kind::Mark(c), 1),
        };
        self.push(kind, at, at + length);
        at + length
    }

    fn word(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        if let Some(length) = variable_in_braces(rest) {
            self.push(Kind::Word, at, at + length);
            return at + length;
        }
        let mut length = 0;
        let mut before = ' ';
        for c in rest.chars() {
            let within = c == '\''
                && before.is_alphanumeric()
                && rest[length + 1..].starts_with(|next: char| next.is_alphanumeric());
            let scope =
                c == ':' && rest.starts_with('$') && rest[length + 1..].starts_with(|next: char| next.is_alphabetic());
            if !(is_word(c) || within || scope) {
                break;
            }
            before = c;
            length += c.len_utf8();
        }
        if rest[length..].starts_with("://") {
            let ends = |c: char| c.is_whitespace() || "\"'<>|,;()[]{}`".contains(c);
            length = rest.find(ends).unwrap_or(rest.len());
        }
        let text = &rest[..length];
        let starts = self.starts_statement();
        let kind = match text {
            "do" if self.has_loops && starts => Kind::Open(Bracket::Loop),
            "done" if self.has_loops && starts => Kind::Close(Bracket::Loop),
            _ => Kind::Word,
        };
        self.push(kind, at, at + length);
        at + length
    }

    fn starts_statement(&self) -> bool {
        self.tokens.last().is_none_or(|token| matches!(token.kind, Kind::Newline | Kind::Semicolon | Kind::Comment))
    }

    /// `\n` and `` `n `` in a quotation end a line; any other escape is passed over.
    fn escape(&mut self, c: char, at: usize, end: usize, depth: usize) -> usize {
        let mut next = self.text[at + 1..end].chars();
        let (sign, after) = (next.next(), next.next());
        let ends_line =
            matches!(sign, Some('n' | 'r' | 't')) && !after.is_some_and(|after| after.is_lowercase() || after == '.');
        if depth > 0 && ends_line {
            self.push(Kind::Newline, at, at + 2);
            return at + 2;
        }
        self.push(Kind::Mark(c), at, at + 1);
        at + 1
    }

    /// A quotation that ends on its line, or a mark.
    fn quotation(&mut self, quote: char, at: usize, end: usize, depth: usize) -> usize {
        let close =
            if depth < DEEPEST_QUOTE && self.may_open(quote, at) { self.close_of(quote, at, end, depth) } else { None };
        let Some(close) = close else {
            self.push(Kind::Mark(quote), at, at + 1);
            return at + 1;
        };
        self.push(Kind::Open(Bracket::Quote), at, at + 1);
        self.range(at + 1, close, depth + 1);
        self.push(Kind::Close(Bracket::Quote), close, close + 1);
        close + 1
    }

    /// An apostrophe within a word opens nothing, nor does a quotation mark at the end of a long one.
    fn may_open(&self, quote: char, at: usize) -> bool {
        let mut before = self.text[..at].chars().rev();
        let is_word = |c: char| c.is_alphanumeric();
        match before.next() {
            Some(c) if is_word(c) => quote == '"' && before.take(2).take_while(|c| is_word(*c)).count() < 2,
            _ => true,
        }
    }

    fn close_of(&mut self, quote: char, at: usize, end: usize, depth: usize) -> Option<usize> {
        let kind = usize::from(quote == '"');
        let limit = end.min(self.line_end).max(at + 1);
        let line = &self.text[at + 1..limit];
        if line.starts_with(quote) && !line[1..].starts_with(quote) {
            return Some(at + 1);
        }
        if self.no_close[depth][kind] == limit {
            return None;
        }
        let is_close =
            |offset: usize| quote == '"' || !line[offset + 1..].starts_with(|after: char| after.is_alphanumeric());
        let mut first = None;
        let mut offsets = memchr::memchr_iter(quote as u8, line.as_bytes()).filter(|&it| is_close(it)).peekable();
        if self.no_plain_close[depth][kind] == limit {
            first = offsets.next();
        } else {
            while let Some(offset) = offsets.next() {
                first = first.or(Some(offset));
                if offsets.peek() == Some(&(offset + 1)) {
                    offsets.next();
                } else if !line[..offset].ends_with(['\\', '`']) {
                    return Some(at + 1 + offset);
                }
            }
            self.no_plain_close[depth][kind] = limit;
        }
        if first.is_none() {
            self.no_close[depth][kind] = limit;
        }
        first.map(|offset| at + 1 + offset)
    }

    /// Where a comment that begins here ends.
    fn comment_end(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        let before = self.text[..at].chars().next_back().unwrap_or('\n');
        let apart = before.is_whitespace() || ",;)]}({[".contains(before);
        for (kind, (open, close)) in [("<#", "#>"), ("<!--", "-->"), ("/*", "*/")].into_iter().enumerate() {
            if rest.starts_with(open) && (kind < 2 || apart) && !self.unclosed[kind] {
                let found = rest[open.len()..].find(close).map(|found| at + open.len() + found + close.len());
                self.unclosed[kind] = found.is_none();
                return found;
            }
        }
        let line_end = || at + rest.find('\n').unwrap_or(rest.len());
        if rest.starts_with("//") && apart {
            return Some(line_end());
        }
        if rest.starts_with('#') && apart {
            let hashes = rest.len() - rest.trim_start_matches('#').len();
            let after = rest[hashes..].chars().next().unwrap_or(' ');
            let starts_line = self.tokens.last().is_none_or(|token| token.kind == Kind::Newline);
            let is_number = !starts_line && after.is_ascii_digit() && !self.shape.code;
            let is_comment = self.shape.hash_is_comment(self.in_fence, starts_line, hashes) && !is_number;
            return is_comment.then(line_end);
        }
        None
    }

    fn comment(&mut self, at: usize, end: usize) -> usize {
        let Some(stop) = self.comment_end(at, end) else { return at + 1 };
        self.push(Kind::Comment, at, stop);
        self.line += self.text[at..stop].matches('\n').count();
        if stop > self.line_end {
            self.line_end = stop + self.text[stop..].find('\n').unwrap_or(self.text.len() - stop);
        }
        stop
    }

    /// What the beginning of a line says: the fence of a piece of code, or how far in the line is.
    fn start_line(&mut self, at: usize) {
        let line = self.text[at..].split('\n').next().unwrap_or_default();
        let trimmed = line.trim_start_matches([' ', '\t']);
        self.line_end = at + line.len();
        if self.shape.markdown && (trimmed.starts_with("```") || trimmed.starts_with("~~~")) {
            self.in_fence = !self.in_fence;
        }
        if !self.shape.yaml || trimmed.is_empty() || trimmed.starts_with('#') {
            return;
        }
        let mut indent = line.len() - trimmed.len();
        self.dedent(indent, at);
        let mut content = trimmed;
        while let Some(rest) = content.strip_prefix("- ") {
            indent += 2;
            content = rest;
            self.indent(indent, at);
        }
        self.indent(indent, at);
    }

    fn dedent(&mut self, indent: usize, at: usize) {
        while self.indents.last().is_some_and(|top| *top > indent) {
            self.indents.pop();
            self.push(Kind::Close(Bracket::Indent), at, at);
        }
    }

    fn indent(&mut self, indent: usize, at: usize) {
        if self.indents.last().is_none_or(|top| *top < indent) {
            self.indents.push(indent);
            self.push(Kind::Open(Bracket::Indent), at, at);
        }
    }
}

/// A word without what lists and emphasis put around it.
pub(super) fn trimmed(word: &str) -> &str {
    let word = word.trim_matches(|c: char| "-.*_".contains(c));
    word.strip_suffix("'s").unwrap_or(word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "_-.*$".contains(c)
}

/// The length of `${name}`.
fn variable_in_braces(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("${")?;
    let length = inner.bytes().take(80).position(|byte| byte == b'}')?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_:.@[]*-".contains(&byte);
    (length > 0 && inner.bytes().take(length).all(fits)).then_some(length + 3)
}
