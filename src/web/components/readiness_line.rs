//! Whether calls of an identity can succeed, in one line with what to do.

use leptos::prelude::*;

use super::badge::Tone;
use crate::web::text::readiness as text;
use domain::ids::AppId;
use domain::readiness::{Readiness, UnknownReadiness};

/// The line.
#[component]
pub fn ReadinessLine(
    /// What is known.
    readiness: Readiness,
    /// The names of APIs in this tenant.
    names: Vec<(AppId, String)>,
) -> impl IntoView {
    let name = |id: AppId| names.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone());
    let (what, next) = text::explain(&readiness, name);
    // Not a live region: the minutes change, and a screen reader would read the line again each time.
    view! {
        <div class=format!("notice {}", tone(&readiness).class())>
            <strong>
                <bdi>{what}</bdi>
            </strong>
            {(!next.is_empty()).then(|| view! { <p>{next}</p> })}
        </div>
    }
    .into_any()
}

fn tone(readiness: &Readiness) -> Tone {
    match readiness {
        Readiness::Disabled
        | Readiness::AssignmentRequired(_)
        | Readiness::NoPermission { .. }
        | Readiness::SetupMissing(_) => Tone::Warn,
        Readiness::NotYet { .. } => Tone::Info,
        Readiness::Unknown(UnknownReadiness::Loading) => Tone::Plain,
        Readiness::Unknown(_) => Tone::Info,
        Readiness::Ready { .. } => Tone::Good,
    }
}
