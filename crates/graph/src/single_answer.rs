//! What came of a write that was sent outside of a batch.

use crate::transport::Response;
use domain::problem::{Problem, ServiceMessage};

/// What came of a write that was sent alone.
#[derive(Clone, Debug)]
pub enum SingleAnswer {
    /// The service took it.
    Accepted(Response),
    /// The service refused it.
    Refused(ServiceMessage),
    /// It was not carried out; the user can remove the obstacle and send it again.
    NotSent(Problem),
    /// Whether it was carried out isn't known.
    Unclear,
}
