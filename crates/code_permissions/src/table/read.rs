//! Reads the table's text.

use super::conditions::Condition;
use super::facts::{CmdletTarget, Source, Table};
use super::method::Method;
use super::modules::{EntraCmdlet, ExchangeCmdlet, PnpCmdlet};
use super::paths::MethodEntry;
use super::requirement::Profile;
use std::fmt;

/// Why a text is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The bytes are not UTF-8.
    NotText,
    /// A section that the table must have is not there.
    MissingSection(&'static str),
    /// A line can't be read; its number, from 1.
    Line(usize),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => write!(f, "The table isn't UTF-8 text."),
            Self::MissingSection(name) => write!(f, "The table has no section [{name}]."),
            Self::Line(number) => write!(f, "Line {number} of the table can't be read."),
        }
    }
}

impl std::error::Error for TableError {}

/// The sections that a table has, in their order.
const SECTIONS: [&str; 9] =
    ["permissions", "profiles", "paths", "conditions", "entra", "azuread", "pnp", "exchange", "teams"];

/// What the lines of a section share.
#[derive(Default)]
struct TableReading {
    table: Table,
    /// The name before, for front-coded names.
    name: String,
    /// The path before.
    path: Vec<Box<str>>,
    /// The noun before.
    noun: String,
    /// Aliases of PnP cmdlets, entered at the end.
    aliases: Vec<(Box<str>, Box<str>)>,
}

impl Table {
    /// Reads the table from the bytes of its file.
    ///
    /// # Errors
    ///
    /// When the bytes are no text, when a section is missing, and when a line doesn't have the form that the module
    /// describes.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        let text = std::str::from_utf8(bytes).map_err(|_| TableError::NotText)?;
        let mut reading = TableReading::default();
        let mut section = "";
        let mut next = SECTIONS.iter();
        for (index, line) in text.lines().enumerate() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let expected = next.next().copied().unwrap_or_default();
                if name != expected {
                    return Err(TableError::MissingSection(expected));
                }
                section = expected;
                reading.name.clear();
                continue;
            }
            if line.is_empty() && section.is_empty() || line.starts_with('#') {
                continue;
            }
            reading.line(section, line).ok_or(TableError::Line(index + 1))?;
        }
        if let Some(missing) = next.next() {
            return Err(TableError::MissingSection(missing));
        }
        Ok(reading.finish())
    }
}

impl TableReading {
    fn line(&mut self, section: &str, line: &str) -> Option<()> {
        match section {
            "" => self.head(line),
            "permissions" => self.permission(line),
            "profiles" => self.profile(line),
            "paths" => self.path(line),
            "conditions" => {
                self.table.conditions.push(Condition::read(line)?);
                Some(())
            }
            "entra" => self.entra(line),
            "azuread" => self.azure_ad(line),
            "pnp" => self.pnp(line),
            "exchange" => self.exchange(line),
            _ => self.teams(line),
        }
    }

    fn head(&mut self, line: &str) -> Option<()> {
        if let Some(date) = line.strip_prefix("date ") {
            self.table.date = date.into();
            return Some(());
        }
        let mut cells = line.strip_prefix("source ")?.split('|').map(str::to_owned);
        let source = Source { key: cells.next()?, name: cells.next()?, version: cells.next()?, license: cells.next()? };
        self.table.sources.push(source);
        Some(())
    }

    fn permission(&mut self, line: &str) -> Option<()> {
        let (name, level) = line.split_once(' ')?;
        self.table.permissions.push((name.into(), level.parse().ok()?));
        Some(())
    }

    fn profile(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('|');
        let mut least = Vec::new();
        for set in cells.next()?.split(',').filter(|set| !set.is_empty()) {
            least.push(set.split('+').map(|digits| self.index(base36(digits)?)).collect::<Option<Vec<_>>>()?);
        }
        let others = self.differences(cells.next().unwrap_or_default())?;
        let resource_specific = self.differences(cells.next().unwrap_or_default())?;
        self.table.profiles.push(Profile { least, others, resource_specific });
        Some(())
    }

    fn differences(&self, cell: &str) -> Option<Vec<u16>> {
        let mut at = 0u32;
        let mut list = Vec::new();
        for digits in cell.split(',').filter(|digits| !digits.is_empty()) {
            at = at.checked_add(base36(digits)?)?;
            list.push(self.index(at)?);
        }
        Some(list)
    }

    /// An index of a permission that is there.
    fn index(&self, number: u32) -> Option<u16> {
        self.table.permissions.get(number as usize)?;
        u16::try_from(number).ok()
    }

    fn path(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let (shared, rest) = split_digit(cells.next()?)?;
        if shared > self.path.len() {
            return None;
        }
        self.path.truncate(shared);
        self.path.extend(rest.split('/').map(Box::from));
        let mut methods = Vec::new();
        for cell in cells.next().unwrap_or_default().split(',').filter(|cell| !cell.is_empty()) {
            let letter = cell.chars().next()?;
            let (digits, flags) = cell.get(1..)?.split_once('.').unwrap_or((cell.get(1..)?, ""));
            let profile = u16::try_from(base36(digits)?).ok()?;
            self.table.profiles.get(profile as usize)?;
            methods.push(MethodEntry { method: Method::from_letter(letter)?, profile, flags: flags.into() });
        }
        let segments = self.path.clone();
        self.table.paths.insert(&segments, methods);
        let cmdlets = cells.next().unwrap_or_default();
        if !cmdlets.is_empty() {
            let template: String =
                segments.iter().flat_map(|segment| ["/", if segment.is_empty() { "{}" } else { segment }]).collect();
            for cell in cmdlets.split(' ') {
                self.cmdlet(cell, &template)?;
            }
        }
        Some(())
    }

    fn cmdlet(&mut self, cell: &str, template: &str) -> Option<()> {
        let (verb, cell) = cell.split_once('!').map_or((None, cell), |(verb, cell)| (Some(verb), cell));
        let start = cell.find([':', '=', '~'])?;
        let (shared, rest) = split_digit(cell.get(..start)?)?;
        self.noun.truncate(if self.noun.is_char_boundary(shared) { shared } else { return None });
        self.noun.push_str(rest);
        let mut version = ':';
        for letter in cell.get(start..)?.chars() {
            let Some(method) = Method::from_letter(letter) else {
                version = letter;
                continue;
            };
            let verb = verb.unwrap_or(usual_verb(method)).to_ascii_lowercase();
            let noun = self.noun.to_ascii_lowercase();
            for (prefix, is_there) in [("mg", version != '~'), ("mgbeta", version != '=')] {
                if is_there {
                    let target = CmdletTarget { method, path: template.into(), v1: prefix == "mg" };
                    let name = format!("{verb}-{prefix}{noun}").into_boxed_str();
                    self.table.cmdlets.entry(name).or_default().push(target);
                }
            }
        }
        Some(())
    }

    /// A front-coded name and the cells after it.
    fn named<'a>(&mut self, line: &'a str) -> Option<(Box<str>, std::str::Split<'a, char>)> {
        let mut cells = line.split('|');
        let (shared, rest) = split_digit(cells.next()?)?;
        self.name.truncate(if self.name.is_char_boundary(shared) { shared } else { return None });
        self.name.push_str(rest);
        Some((self.name.to_ascii_lowercase().into(), cells))
    }

    fn entra(&mut self, line: &str) -> Option<()> {
        let (name, mut cells) = self.named(line)?;
        let mut cmdlet = EntraCmdlet::default();
        for pair in list(cells.next(), ';') {
            let (method, path) = pair.split_once(' ')?;
            cmdlet.sends.push((Method::from_name(method)?, path.into()));
        }
        cmdlet.calls = list(cells.next(), ',').map(Box::from).collect();
        cmdlet.examples = sets(cells.next());
        self.table.entra.insert(name, cmdlet);
        Some(())
    }

    fn azure_ad(&mut self, line: &str) -> Option<()> {
        let (name, mut cells) = self.named(line)?;
        let new = match cells.next()? {
            "=" => self.name.replace("-AzureAD", "-Entra"),
            new => new.to_owned(),
        };
        self.table.azure_ad.insert(name, new.into());
        Some(())
    }

    fn pnp(&mut self, line: &str) -> Option<()> {
        let (name, mut cells) = self.named(line)?;
        let cmdlet = PnpCmdlet {
            kind: cells.next()?.into(),
            required: sets(cells.next()),
            documented: list(cells.next(), ',').map(Box::from).collect(),
            is_delegated_only: cells.next().is_some_and(|mark| mark == "x"),
        };
        for alias in list(cells.next(), ',') {
            self.aliases.push((alias.to_ascii_lowercase().into(), name.clone()));
        }
        self.table.pnp.insert(name, cmdlet);
        Some(())
    }

    fn exchange(&mut self, line: &str) -> Option<()> {
        if let Some((name, value)) = line.split_once(": ") {
            self.table.exchange.settings.insert(name.into(), value.into());
            return Some(());
        }
        let (name, mut cells) = self.named(line)?;
        let marks = cells.next()?;
        let cmdlet = ExchangeCmdlet {
            online: marks.contains('e'),
            compliance: marks.contains('c'),
            on_premises: marks.contains('o'),
            recipient: marks.contains('r'),
            protection: marks.contains('p'),
            is_delegated_only: marks.contains('x'),
        };
        self.table.exchange.cmdlets.insert(name, cmdlet);
        Some(())
    }

    fn teams(&mut self, line: &str) -> Option<()> {
        if let Some((name, value)) = line.split_once(": ") {
            self.table.teams.settings.insert(name.into(), value.into());
            return Some(());
        }
        let (name, _) = self.named(line)?;
        self.table.teams.cmdlets.insert(name, ());
        Some(())
    }

    fn finish(mut self) -> Table {
        for (alias, name) in self.aliases {
            if let Some(cmdlet) = self.table.pnp.get(&name) {
                let copy = PnpCmdlet {
                    kind: cmdlet.kind.clone(),
                    required: cmdlet.required.clone(),
                    documented: cmdlet.documented.clone(),
                    is_delegated_only: cmdlet.is_delegated_only,
                };
                self.table.pnp.entry(alias).or_insert(copy);
            }
        }
        self.table.levels = self.table.permissions.iter().cloned().collect();
        self.table
    }
}

/// A digit of base 36 and what follows.
fn split_digit(text: &str) -> Option<(usize, &str)> {
    let digit = base36(text.get(..1)?)?;
    Some((digit as usize, text.get(1..)?))
}

fn base36(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 36).ok()
}

fn usual_verb(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Post => "New",
        Method::Patch => "Update",
        Method::Put => "Set",
        Method::Delete => "Remove",
    }
}

fn list(cell: Option<&str>, separator: char) -> impl Iterator<Item = &str> {
    cell.unwrap_or_default().split(separator).filter(|item| !item.is_empty())
}

fn sets(cell: Option<&str>) -> Vec<Vec<Box<str>>> {
    list(cell, ',').map(|set| set.split('+').map(Box::from).collect()).collect()
}
