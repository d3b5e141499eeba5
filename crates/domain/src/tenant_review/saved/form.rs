//! The form of the file: its name, its version and its largest size.

/// The version of the form. It grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The largest file that is read, in bytes: some times that of a tenant with 12,580 identities.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// The name of the form, as the file gives it.
pub(super) const FORMAT: &str = "bestow.review";
