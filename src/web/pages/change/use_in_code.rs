//! The lines with which code connects as an identity after a change, for what the change granted.

use leptos::prelude::*;

use crate::web::components::UseInCode;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::reactive::memo;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::connect_lines as text;
use domain::apis::KnownApis;
use domain::change::execution::{Execution, StepState};
use domain::change::plan::{Addition, Removal, Step};
use domain::cloud::Cloud;
use domain::connect_lines::CodeSubject;
use domain::identity::ManagedIdentity;
use domain::ids::AppId;
use domain::person::Person;

/// The list of identities, where the change is for several.
const IDENTITY: &str = "code-identity";

/// The code for each identity whose permissions were changed; nothing where only roles were.
#[component]
pub fn UseInCodeAfter(
    /// The change, ended.
    execution: Execution,
    /// The signed-in user, whose tenant it is.
    person: FetchedSignal<Person>,
) -> impl IntoView {
    let apis = expect_context::<OpenTenant>().directory().apis();
    let identities = execution.plan().identities();
    let subjects: Vec<(String, CodeSubject)> = identities
        .iter()
        .filter_map(|identity| Some((visible(&identity.display_name), subject_of(&execution, identity, &apis)?)))
        .collect();
    let Some((_, first)) = subjects.first().cloned() else { return ().into_any() };
    let names: Vec<String> = subjects.iter().map(|(name, _)| name.clone()).collect();
    let chosen = RwSignal::new(0_usize);
    let subject = memo(move || {
        let mut subject = subjects.get(chosen.get()).map_or_else(|| first.clone(), |(_, subject)| subject.clone());
        person.with(|fetched| {
            if let Some(tenant) = fetched.value().map(|person| &person.tenant) {
                subject.tenant = Some(tenant.id);
                subject.initial_domain.clone_from(&tenant.initial_domain);
            }
        });
        subject
    });
    let option = |(at, name): (usize, String)| view! { <option value=at.to_string()>{name}</option> };
    let identity = (names.len() > 1).then(|| {
        view! {
            <div class="field">
                <label for=IDENTITY>{text::IDENTITY}</label>
                <select
                    id=IDENTITY
                    on:change:target=move |event| chosen.set(event.target().value().parse().unwrap_or_default())
                >
                    {names.into_iter().enumerate().map(option).collect_view()}
                </select>
            </div>
        }
    });
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <p class="soft">{text::WHAT_AFTER}</p>
            {identity}
            <UseInCode subject=subject.into() />
        </section>
    }
    .into_any()
}

/// What the change granted to an identity, and the APIs of what it revoked; `None` where code needs neither.
fn subject_of(execution: &Execution, identity: &ManagedIdentity, apis: &KnownApis) -> Option<CodeSubject> {
    let (mut granted, mut other): (Vec<(AppId, String)>, Vec<AppId>) = (Vec::new(), Vec::new());
    let mut has_azure_role = false;
    for (step, state) in execution.steps().filter(|(step, _)| step.principal() == identity.id) {
        if !matches!(state, StepState::Done { .. } | StepState::AlreadySo | StepState::Unknown(_)) {
            continue;
        }
        match step {
            Step::Add(Addition::AppRole(missing)) => {
                let api = missing.api();
                let role = missing.grant().app_role;
                let value = apis.by_app_id(api).and_then(|api| api.role(role)?.value.clone());
                granted.push((api, value.unwrap_or_else(|| role.to_string())));
            }
            Step::Remove(Removal::AppRole(held)) => other.extend(held.api()),
            Step::Add(Addition::AzureRole(_)) => has_azure_role = true,
            Step::Add(Addition::EntraRole(_) | Addition::GroupMembership(_))
            | Step::Remove(Removal::EntraRole(_) | Removal::AzureRole(_) | Removal::GroupMembership(_)) => {}
        }
    }
    let mut subject = CodeSubject::new(identity, Cloud::OF_THIS_BUILD, granted);
    subject.other_apis = other;
    subject.has_azure_role = has_azure_role;
    (!subject.is_empty()).then_some(subject)
}
