//! An exported log, read.

use super::columns::{Cells, Column, SeenColumns, column};
use super::limits::{MAX_METHOD, MAX_ROWS};
use super::log_error::LogError;
use super::time::{DateOrder, LogTime, OrderFinder, Window, WrittenTime};
use super::{csv, json_rows};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// Numbers of rows at which exports and queries end.
const LIMITS: [usize; 4] = [10_000, 30_000, 100_000, 500_000];

/// The IDs of an identity. A row belongs to it when one of them matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityIds {
    /// The application ID (client ID).
    pub app_id: Option<String>,
    /// The object ID of the service principal.
    pub object_id: Option<String>,
}

/// A request in the log. IDs are indexes of [`UsageLog::ids`], 0 where there is none.
#[derive(Clone, Debug)]
pub(super) struct LoggedRequest {
    pub app: u32,
    pub service_principal: u32,
    /// Whether a user was signed in.
    pub is_for_user: bool,
    pub method: Box<str>,
    pub uri: Box<str>,
    pub status: u16,
    time: Option<WrittenTime>,
}

/// An exported log: the requests without repeated rows.
#[derive(Clone, Debug)]
pub struct UsageLog {
    pub(super) requests: Vec<LoggedRequest>,
    ids: HashMap<String, u32>,
    /// How many rows of the file were read. At most 500,001.
    pub rows: usize,
    /// How many rows repeat another: same request ID, time, method, address and status.
    pub repeated: usize,
    /// How many rows have no address or no method, or are damaged.
    pub unreadable: usize,
    /// Whether rows are missing: the file ends at a limit of the tool that it comes from, says that it is partial, or has
    /// more rows than are read.
    pub is_cut: bool,
    /// The order of day and month in the dates.
    pub date_order: DateOrder,
}

impl UsageLog {
    /// Reads an export, CSV or JSON. The first 500,001 rows and 200 columns are read. A row of JSON that is longer than
    /// 1 MB counts as unreadable.
    ///
    /// # Errors
    ///
    /// When the bytes are no text, when JSON is damaged or has no rows, and when a column that is needed is missing.
    pub fn read(bytes: &[u8]) -> Result<Self, LogError> {
        let text = std::str::from_utf8(bytes).map_err(|_| LogError::NotText)?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(LogError::Empty);
        }
        let mut reading = LogReading::default();
        let columns = if text.starts_with(['{', '[']) {
            let found = json_rows::read(text, |cells| reading.add(cells.as_ref()))?;
            reading.is_partial |= found.is_partial;
            found.columns
        } else {
            read_csv(text, &mut reading)
        };
        let is_empty_json = reading.rows == 0 && text.starts_with(['{', '[']);
        match columns.missing() {
            Some(name) if !is_empty_json => Err(LogError::MissingColumn(name)),
            _ => Ok(reading.finish()),
        }
    }

    /// The identities that sent requests of their own, without a signed-in user.
    pub fn identities(&self) -> Vec<IdentityIds> {
        let mut names = vec![""; self.ids.len() + 1];
        self.ids.iter().for_each(|(name, index)| names[*index as usize] = name);
        let name =
            |index: u32| names.get(index as usize).filter(|name| !name.is_empty()).map(|name| (*name).to_owned());
        let own = self.requests.iter().filter(|request| !request.is_for_user);
        let pairs: BTreeSet<(u32, u32)> = own.map(|request| (request.app, request.service_principal)).collect();
        let mut identities: Vec<IdentityIds> = pairs
            .into_iter()
            .map(|(app, service_principal)| IdentityIds { app_id: name(app), object_id: name(service_principal) })
            .filter(|ids| *ids != IdentityIds::default())
            .collect();
        identities.sort();
        identities
    }

    /// The first and the last time in the file. `None` where the dates are ambiguous or there are none.
    pub fn window(&self) -> Option<Window> {
        let mut times = self.requests.iter().filter_map(|request| self.time(request));
        let first = times.next()?;
        Some(times.fold(Window { from: first, to: first }, |window, time| Window {
            from: window.from.min(time),
            to: window.to.max(time),
        }))
    }

    pub(super) fn time(&self, request: &LoggedRequest) -> Option<LogTime> {
        request.time?.resolve(self.date_order)
    }

    /// The index of an ID; `None` where the log doesn't have it.
    pub(super) fn index(&self, id: Option<&String>) -> Option<u32> {
        self.ids.get(&id?.trim().to_ascii_lowercase()).copied()
    }
}

/// Reads the rows of a CSV text.
fn read_csv(text: &str, reading: &mut LogReading) -> SeenColumns {
    let mut seen = SeenColumns::default();
    let mut rows = csv::Rows::of(text);
    let header = rows.next().unwrap_or_default();
    let columns: Vec<Option<Column>> = header.iter().map(|name| column(name)).collect();
    columns.iter().flatten().for_each(|column| seen.add(*column));
    for row in rows {
        let mut cells = Cells::default();
        for (column, cell) in columns.iter().zip(row) {
            if let Some(column) = column {
                cells.set(*column, cell);
            }
        }
        if reading.add(Some(&cells)).is_break() {
            break;
        }
    }
    seen
}

/// The rows that were read so far.
#[derive(Default)]
struct LogReading {
    requests: Vec<LoggedRequest>,
    ids: HashMap<String, u32>,
    request_keys: HashSet<String>,
    order: OrderFinder,
    rows: usize,
    repeated: usize,
    unreadable: usize,
    is_partial: bool,
}

impl LogReading {
    /// Adds a row; `None` for one that is damaged. Ends the reading at the row after the last that is read.
    fn add(&mut self, cells: Option<&Cells<'_>>) -> ControlFlow<()> {
        if self.rows == MAX_ROWS {
            self.is_partial = true;
            return ControlFlow::Break(());
        }
        self.rows += 1;
        self.add_request(cells);
        ControlFlow::Continue(())
    }

    /// Adds the request of a row, or counts the row as unreadable or repeated.
    fn add_request(&mut self, cells: Option<&Cells<'_>>) {
        let Some(cells) = cells else {
            self.unreadable += 1;
            return;
        };
        let (uri, method) = (cells.get(Column::RequestUri), cells.get(Column::RequestMethod));
        if uri.is_empty() || method.is_empty() {
            self.unreadable += 1;
            return;
        }
        let written = [Column::Timestamp, Column::TimeGenerated].map(|column| cells.get(column));
        let written = written.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let (id, status) = (cells.get(Column::RequestId), cells.get(Column::ResponseStatusCode));
        if !id.is_empty() && !self.request_keys.insert([id, written, method, status, uri].join("\n")) {
            self.repeated += 1;
            return;
        }
        let time = WrittenTime::read(written);
        if let Some(time) = &time {
            self.order.add(time);
        }
        let is_for_user =
            cells.get(Column::EntityType).eq_ignore_ascii_case("user") || !cells.get(Column::UserId).is_empty();
        let service_principal = match (cells.get(Column::ServicePrincipalId), is_for_user) {
            ("", false) => cells.get(Column::AccountObjectId),
            (id, _) => id,
        };
        let service_principal = self.index(service_principal);
        let app = self.index(cells.get(Column::ApplicationId));
        self.requests.push(LoggedRequest {
            app,
            service_principal,
            is_for_user,
            method: method.chars().take(MAX_METHOD).collect(),
            uri: uri.into(),
            status: status.split('.').next().and_then(|digits| digits.parse().ok()).unwrap_or(0),
            time,
        });
    }

    fn index(&mut self, id: &str) -> u32 {
        if id.is_empty() {
            return 0;
        }
        let next = u32::try_from(self.ids.len() + 1).unwrap_or(u32::MAX);
        *self.ids.entry(id.to_ascii_lowercase()).or_insert(next)
    }

    fn finish(self) -> UsageLog {
        UsageLog {
            requests: self.requests,
            ids: self.ids,
            rows: self.rows,
            repeated: self.repeated,
            unreadable: self.unreadable,
            is_cut: self.is_partial || LIMITS.contains(&self.rows),
            date_order: self.order.order(),
        }
    }
}
