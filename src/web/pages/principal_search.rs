//! Finding one identity or application by whatever a user has of it, with what can be done with each that fits.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::fetched_status::FetchedStatus;
use super::id_answer::FoundNotice;
use crate::web::components::{Badge, Notice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::reactive::dynamic;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::resource_type::resource_type;
use crate::web::text::{identities, principal_search as text, service_principal};
use domain::azure_resource::AzureResource;
use domain::likeness::{Namesake, namesakes};
use domain::search::SearchTerm;
use graph::operations::candidates::{Candidate, Candidates};

/// What can be done with something that was found: buttons and links. They are given the name by which screen reader
/// users tell it from the others.
pub type Actions = Arc<dyn Fn(&Candidate, &str) -> AnyView + Send + Sync>;

/// A search box and what it finds.
#[component]
pub fn PrincipalSearch(
    /// Tells this box from others on the page.
    id: &'static str,
    /// What is looked for.
    label: &'static str,
    /// Whether applications that are not managed identities count.
    applications: bool,
    /// What can be done with each.
    actions: Actions,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let field = NodeRef::<html::Input>::new();
    let asked = RwSignal::new(false);
    let found = FetchedSignal::<Candidates>::new(move || {
        let term = SearchTerm::parse(&field.get_untracked().map(|field| field.value()).unwrap_or_default());
        asked.set(term != SearchTerm::Empty);
        let directory = tenant.directory();
        async move { directory.candidates(term).await }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        found.read();
    };
    let hint = format!("{id}-hint");
    let described = hint.clone();
    let results = move || {
        let candidates = found.value()?;
        Some(match candidates {
            Candidates::These(all, more) => {
                let fitting: Vec<Candidate> =
                    all.into_iter().filter(|it| applications || it.identity.is_some()).collect();
                let none = fitting.is_empty();
                let names = names(&fitting);
                let actions = actions.clone();
                let row = move |(it, (name, namesake)): (Candidate, (String, Option<Namesake>))| {
                    view! { <Row actions=actions(&it, &name) namesake candidate=it /> }
                };
                view! {
                    {none.then(|| view! { <Notice tone=Tone::Info what=text::none(applications) next=text::NONE_NEXT /> })}
                    <ul class="candidates">{fitting.into_iter().zip(names).map(row).collect_view()}</ul>
                    {more.then(|| view! { <p class="soft">{text::MORE}</p> })}
                }
                .into_any()
            }
            Candidates::Other(found) => view! { <FoundNotice found /> }.into_any(),
        })
    };
    view! {
        <form class="region" role="search" on:submit=submit>
            <div class="field">
                <label for=id>{label}</label>
                <div class="with-button">
                    <input
                        id=id
                        type="search"
                        node_ref=field
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby=described
                    />
                    <button type="submit" class="button">
                        {text::FIND}
                    </button>
                </div>
                <p class="hint" id=hint>
                    {if applications { text::HINT_ALL } else { text::HINT }}
                </p>
            </div>
        </form>
        <Show when=move || asked.get()>
            <FetchedStatus of=found reading=text::LOOKING />
        </Show>
        {dynamic(move || asked.get().then(&results))}
    }
    .into_any()
}

#[component]
fn Row(candidate: Candidate, namesake: Option<Namesake>, actions: AnyView) -> impl IntoView {
    let mark = namesake.map(|it| view! { <Badge tone=Tone::Warn text=identities::namesake(it) /> " " });
    let name = identity_name(&candidate.display_name, candidate.id);
    let kind = match &candidate.identity {
        Some(identity) => text::kind(identity.kind).to_owned(),
        None => visible(service_principal::kind(&candidate.kind)),
    };
    let resource = candidate.identity.as_ref().and_then(|it| it.resource.as_ref()).map(where_it_is);
    view! {
        <li>
            <span>
                {mark}
                <bdi class="strong">{name}</bdi>
                <br />
                <span class="faint">
                    {kind} " · "
                    {resource.map(|resource| view! { <bdi>{visible(&resource)}</bdi> " · " })}
                    <span class="id">{candidate.id.to_string()}</span>
                </span>
            </span>
            <span class="actions">{actions}</span>
        </li>
    }
}

/// What each is called, with the ID where another one has the same name or one that looks like it, and how it relates to
/// the others.
fn names(all: &[Candidate]) -> Vec<(String, Option<Namesake>)> {
    let name = |it: &Candidate| identity_name(&it.display_name, it.id);
    let related = namesakes(all.iter().map(|it| it.display_name.as_str()));
    let told_apart = |(it, related): (&Candidate, Option<Namesake>)| match related {
        Some(_) => (text::namesake(&name(it), it.id), related),
        None => (name(it), None),
    };
    all.iter().zip(related).map(told_apart).collect()
}

/// What tells identities of one name apart at a glance.
fn where_it_is(resource: &AzureResource) -> String {
    match resource.resource_group() {
        Some(group) => format!("{} ({group})", resource_type(resource.resource_type())),
        None => resource_type(resource.resource_type()).to_owned(),
    }
}
