//! Sending a question to Azure Resource Graph, and reading its answer page by page.
//!
//! <https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data>

use http::{HeaderValue, Method, header};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::client::Client;
use crate::transport::{Authority, Request, Surroundings, Transport};
use domain::listing::Listing;
use domain::problem::Problem;

/// The one address.
pub const ADDRESS: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

/// The most pages of one answer that are read; each has a thousand rows.
const MOST_PAGES: usize = 100;

/// A question, and how a row of its answer is read.
pub trait ResourceGraphQuery {
    /// What the page asks it for.
    const PURPOSE: &'static str;
    /// What a row contains.
    type Row;
    /// The question in Kusto. It consists of constants and GUIDs.
    fn kusto(&self) -> String;
    /// Reads one row; nothing, where it is not what was asked for.
    fn row(&self, json: &str) -> Option<Self::Row>;
}

impl<T: Transport, S: Surroundings> Client<T, S> {
    /// Asks a question, to the end of its answer.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read; [`Problem::SignInNeeded`] where Azure is not connected.
    pub async fn ask<Q: ResourceGraphQuery>(&self, question: &Q) -> Result<Listing<Q::Row>, Problem> {
        let mut listing = Listing::complete(Vec::new());
        let (mut skip_token, mut received) = (None, 0);
        for page in 0..MOST_PAGES {
            let answer = match self.exchange(Authority::Azure, request(question.kusto(), skip_token.as_deref())).await {
                Ok(answer) => answer,
                Err(problem) if page == 0 => return Err(problem),
                Err(problem) => {
                    listing.gap = Some(problem);
                    return Ok(listing);
                }
            };
            let Ok(body) = serde_json::from_slice::<ResourceGraphAnswer<'_>>(answer.body()) else {
                listing.gap = Some(Problem::Unreadable(Q::PURPOSE));
                return if page == 0 { Err(Problem::Unreadable(Q::PURPOSE)) } else { Ok(listing) };
            };
            received += body.data.len();
            for row in body.data {
                match question.row(row.get()) {
                    Some(row) => listing.items.push(row),
                    None => listing.unreadable += 1,
                }
            }
            skip_token = match body.skip_token {
                None => {
                    // An answer may end before its end, and only its numbers say so.
                    if body.total_records.is_some_and(|total| received < total) {
                        listing.gap = Some(Problem::Unreadable("a list that ended early"));
                    }
                    return Ok(listing);
                }
                same if same == skip_token => break,
                next => next,
            };
        }
        listing.gap = Some(Problem::Unreadable("a list that doesn't end"));
        Ok(listing)
    }
}

#[derive(Serialize)]
struct Body<'a> {
    query: String,
    options: Options<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options<'a> {
    result_format: &'static str,
    #[serde(rename = "$top")]
    top: u16,
    #[serde(rename = "$skipToken", skip_serializing_if = "Option::is_none")]
    skip_token: Option<&'a str>,
    authorization_scope_filter: &'static str,
}

/// <https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data>
#[derive(Deserialize)]
struct ResourceGraphAnswer<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    #[serde(rename = "totalRecords")]
    total_records: Option<usize>,
    #[serde(rename = "$skipToken")]
    skip_token: Option<String>,
}

/// Without a list of subscriptions the whole tenant is asked, and the filter brings in what is assigned above the
/// subscriptions, at management groups and at the root; by default that would be missing without a word.
fn request(query: String, skip_token: Option<&str>) -> Request {
    let options = Options {
        result_format: "objectArray",
        top: 1000,
        skip_token,
        authorization_scope_filter: "AtScopeAboveAndBelow",
    };
    // Texts and numbers always serialise.
    let mut request = Request::new(serde_json::to_vec(&Body { query, options }).unwrap_or_default());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = http::Uri::from_static(ADDRESS);
    request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    request
}
