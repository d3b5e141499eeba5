//! The fields of a query and of a form.

use graph::transport::Request;

/// Names and values, decoded, in the order sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of the address.
    pub fn of_query(request: &Request) -> Self {
        Self::read(request.uri().query().unwrap_or_default().as_bytes())
    }

    /// The fields of the body.
    pub fn of_body(request: &Request) -> Self {
        Self::read(request.body())
    }

    fn read(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// A field that is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }
}
