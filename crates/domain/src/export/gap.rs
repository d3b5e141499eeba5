//! Why a part of the evidence could not be read.

use crate::problem::Problem;

/// Why something could not be read, in a word that does not change, with what the service said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The reason, one of the words of the schema.
    pub reason: &'static str,
    /// What would help or what the service said; empty, where the reason says everything.
    pub detail: String,
    /// The id under which the service logged the request, where it told one.
    pub request_id: Option<String>,
}

impl From<&Problem> for Gap {
    fn from(problem: &Problem) -> Self {
        let (reason, detail) = match problem {
            Problem::ScopeMissing(scopes) => {
                let scopes: Vec<&str> = scopes.iter().map(|scope| scope.value()).collect();
                ("scope-missing", scopes.join(" "))
            }
            Problem::Forbidden(_) | Problem::RightLost(_) | Problem::SignInBlocked => ("forbidden", String::new()),
            Problem::LicenseMissing(_) => ("licence-missing", String::new()),
            Problem::NotFound(_) => ("not-found", String::new()),
            Problem::StepUp(_) => ("step-up-needed", String::new()),
            Problem::SignInNeeded => ("sign-in-needed", String::new()),
            Problem::Offline => ("offline", String::new()),
            Problem::Unreachable => ("unreachable", String::new()),
            Problem::Throttled(wait) => ("throttled", format!("{} s", wait.as_secs())),
            Problem::Unavailable(_) => ("unavailable", String::new()),
            Problem::Refused(_) | Problem::DetailsRequired(_) => ("refused", String::new()),
            Problem::Stopped => ("stopped", String::new()),
            Problem::Unreadable(part) => ("unreadable", (*part).to_owned()),
        };
        let said = problem.service_message();
        let detail = said.map_or(detail, |said| format!("{} {}: {}", said.status, said.code, said.message));
        Self { reason, detail, request_id: said.and_then(|said| said.request_id.clone()) }
    }
}

impl Gap {
    /// Entries that the service sent and this program could not read.
    pub fn unreadable_entries(count: usize) -> Self {
        Self { reason: "unreadable", detail: format!("{count} entries"), request_id: None }
    }
}
