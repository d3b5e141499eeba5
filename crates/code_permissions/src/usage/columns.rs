//! The columns of both tables, and how exports name them.

use std::borrow::Cow;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Timestamp,
    TimeGenerated,
    RequestUri,
    RequestMethod,
    ResponseStatusCode,
    ApplicationId,
    AccountObjectId,
    ServicePrincipalId,
    UserId,
    EntityType,
    RequestId,
}

/// How many columns are read.
pub(super) const COLUMNS: usize = 11;

/// The cells of a row by column.
#[derive(Debug, Default)]
pub(super) struct Cells<'a>([Option<Cow<'a, str>>; COLUMNS]);

impl<'a> Cells<'a> {
    /// Sets a cell. The first one stays where a name repeats.
    pub fn set(&mut self, column: Column, cell: Cow<'a, str>) {
        let place = &mut self.0[column as usize];
        if place.as_ref().is_none_or(|there| there.trim().is_empty()) {
            *place = Some(cell);
        }
    }

    /// A cell without blanks around it; empty where there is none.
    pub fn get(&self, column: Column) -> &str {
        self.0[column as usize].as_deref().unwrap_or_default().trim()
    }
}

/// The column of a name, compared without case, blanks and ` [UTC]`.
pub(super) fn column(name: &str) -> Option<Column> {
    let name: String =
        name.chars().filter(|character| !character.is_whitespace() && *character != '\u{feff}').collect();
    let name = name.to_ascii_lowercase();
    Some(match name.strip_suffix("[utc]").unwrap_or(&name) {
        "timestamp" => Column::Timestamp,
        "timegenerated" => Column::TimeGenerated,
        "requesturi" => Column::RequestUri,
        "requestmethod" => Column::RequestMethod,
        "responsestatuscode" => Column::ResponseStatusCode,
        "applicationid" | "appid" => Column::ApplicationId,
        "accountobjectid" => Column::AccountObjectId,
        "serviceprincipalid" => Column::ServicePrincipalId,
        "userid" => Column::UserId,
        "entitytype" => Column::EntityType,
        "requestid" => Column::RequestId,
        _ => return None,
    })
}

/// Which columns a file has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SeenColumns([bool; COLUMNS]);

impl SeenColumns {
    /// Notes that the file has a column.
    pub fn add(&mut self, column: Column) {
        self.0[column as usize] = true;
    }

    /// The name of a column that is needed and not there.
    pub fn missing(&self) -> Option<&'static str> {
        let has = |column: Column| self.0[column as usize];
        [
            (has(Column::Timestamp) || has(Column::TimeGenerated), "Timestamp"),
            (has(Column::RequestUri), "RequestUri"),
            (has(Column::RequestMethod), "RequestMethod"),
            (has(Column::ResponseStatusCode), "ResponseStatusCode"),
            (
                has(Column::ApplicationId) || has(Column::AccountObjectId) || has(Column::ServicePrincipalId),
                "ApplicationId",
            ),
        ]
        .into_iter()
        .find_map(|(is_there, name)| (!is_there).then_some(name))
    }
}
