//! How much of a file is read, so that a file made to fill the memory can't.

/// How many rows are read: one more than the most that an export or a query has. The rows after them are left out, and
/// the log counts as cut.
pub(super) const MAX_ROWS: usize = 500_001;
/// How many columns are read, in the order of the file. A needed column after them counts as missing.
pub(super) const MAX_COLUMNS: usize = 200;
/// The longest row of JSON that is read, in bytes. A longer one counts as unreadable.
pub(super) const MAX_JSON_ROW: usize = 1024 * 1024;
/// How many characters of a method are kept. The longest method of HTTP has 17.
pub(super) const MAX_METHOD: usize = 32;
/// The longest address that is looked up with its query, in bytes.
pub(super) const MAX_ADDRESS: usize = 8000;
/// How many characters of a path that isn't understood are kept.
pub(super) const MAX_PATH: usize = 300;
/// How many different calls that aren't understood are kept.
pub(super) const MAX_UNMATCHED: usize = 500;
/// How many different requests are remembered with their call. The others are looked up again.
pub(super) const MAX_KNOWN: usize = 10_000;
