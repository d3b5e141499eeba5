//! What the sign-in lacks, said once on the overview for all sections, with the button that helps. Each section says the
//! same of itself on its tab.

use leptos::prelude::*;

use super::held::roles_missing;
use super::regions::Regions;
use crate::web::components::ProblemNotice;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::ask_button::AskButton;
use crate::web::reactive::{dynamic, memo};
use domain::problem::Problem;
use domain::scope::Scope;

/// The notices.
#[component]
pub fn Obstacles(
    /// What is read.
    regions: Regions,
) -> impl IntoView {
    let obstacles = memo(move || obstacles(regions));
    let retry = Callback::new(move |()| {
        regions.held.read();
        regions.relations.read();
    });
    let notice = move |problem: Problem| {
        view! {
            <ProblemNotice problem=problem.clone()>
                <div class="actions">
                    <AskButton problem retry />
                </div>
            </ProblemNotice>
        }
    };
    dynamic(move || obstacles.get().into_iter().map(notice).collect_view())
}

/// The problems that a sign-in or consent solves, each once. Missing scopes are asked for together.
fn obstacles(regions: Regions) -> Vec<Problem> {
    let Regions { held, relations, .. } = regions;
    let mut all: Vec<Problem> = Vec::new();
    all.extend(problem(held.app_roles));
    all.extend(problem(held.roles));
    all.extend(problem(relations.groups));
    all.extend(problem(relations.owners));
    all.extend(problem(relations.owned));
    all.extend(problem(relations.delegated));
    all.extend(problem(relations.credentials));
    held.roles.with(|fetched| {
        let missing = fetched.value().map(roles_missing).unwrap_or_default();
        all.extend(missing.into_iter().map(|(_, problem)| problem));
    });
    let mut scopes: Vec<Scope> = Vec::new();
    let mut found: Vec<Problem> = Vec::new();
    for problem in all {
        match problem {
            Problem::ScopeMissing(missing) => scopes.extend(missing),
            Problem::SignInNeeded | Problem::StepUp(_) if !found.contains(&problem) => found.push(problem),
            _ => {}
        }
    }
    scopes.sort_unstable();
    scopes.dedup();
    found.extend((!scopes.is_empty()).then_some(Problem::ScopeMissing(scopes)));
    found
}

fn problem<T: 'static>(fetched: FetchedSignal<T>) -> Option<Problem> {
    fetched.with(|fetched| fetched.problem().cloned())
}
