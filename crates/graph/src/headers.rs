//! The headers that requests are sent with and that are read of responses, by their names.
//!
//! Each is named here once, because a name that is read from text brings the table of all names that HTTP knows into the
//! page.

use http::{HeaderName, header};

/// Allows queries that need an index of the directory.
/// <https://learn.microsoft.com/graph/aad-advanced-queries>
pub static CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
/// The ID that the sender gives a request to Azure.
pub static CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-client-request-id");
/// Where the status of a long-running operation is read.
pub static AZURE_ASYNC_OPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
/// The ID of a request to Microsoft Graph.
pub static REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
/// The ID of a request to Azure.
pub static AZURE_REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
/// The ID of all requests that belong to one request to Azure.
pub static CORRELATION_REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-correlation-request-id");

/// What is read of responses.
static READ: [&HeaderName; 8] = [
    &header::DATE,
    &header::LOCATION,
    &header::RETRY_AFTER,
    &header::WWW_AUTHENTICATE,
    &AZURE_ASYNC_OPERATION,
    &REQUEST_ID,
    &AZURE_REQUEST_ID,
    &CORRELATION_REQUEST_ID,
];

/// The header of this name, in any case, where it is one that is read of responses.
pub fn read_header(name: &str) -> Option<&'static HeaderName> {
    READ.into_iter().find(|header| header.as_str().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_by_its_name_in_any_case_and_no_other_header_is() {
        assert_eq!(read_header("Retry-After"), Some(&header::RETRY_AFTER));
        assert_eq!(read_header("Azure-AsyncOperation"), Some(&AZURE_ASYNC_OPERATION));
        assert_eq!(read_header("set-cookie"), None);
    }
}
