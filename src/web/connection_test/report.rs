//! The checklist as text, to send to a colleague: IDs, states, codes and times. It has no token, no name of a user and no
//! words from outside.

use super::outcomes::TestLine;
use crate::web::config::{Config, Mode};
use crate::web::text::connection_test as text;
use domain::cloud::Cloud;
use domain::time::Timestamp;

/// The report of a configuration.
pub fn report(config: &Config, redirect: &str, lines: &[TestLine], at: Timestamp) -> String {
    let mut report = text::report_head(env!("CARGO_PKG_VERSION"), at);
    let mut fact = |name: &str, value: &str| report.push_str(&format!("{name}: {value}\n"));
    fact(text::CLOUD, Cloud::OF_THIS_BUILD.name());
    fact(text::TENANT, &config.tenant.to_string());
    fact(text::MODE, crate::web::text::sign_in::mode_name(config.mode));
    fact(text::CLIENT_ID, &config.mode.client().to_string());
    if let Mode::ReaderOperator { operator, .. } = config.mode {
        fact(text::OPERATOR_ID, &operator.to_string());
    }
    fact(text::REDIRECT, redirect);
    report.push('\n');
    for line in lines {
        let (state, item) = (text::state(line.state), text::item(line.item));
        let words = [line.sentence.as_str(), line.next.as_str(), line.code.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
        report.push_str(&format!("[{state}] {item}: {}\n", words.join(" ")));
    }
    report
}
