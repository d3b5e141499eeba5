//! The cards of jobs: ways to find what is needed, and permission sets. A card opens in its place and shows what the job
//! needs. Which one is open is in the address. Opening a card selects nothing.

use leptos::prelude::*;

use super::catalog::Catalog;
use super::job_actions::JobActions;
use super::job_contents::JobSubject;
use super::set_job::{JobSet, SetJob, job_set};
use crate::web::change::desk::ChangeDesk;
use crate::web::components::Icon;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Job, Route};
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::parts::later::{DeferredView, PartView};
use crate::web::parts::part::PageSection;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{add_azure, add_group, code, copy_from, jobs as text, pasted, sets};
use domain::change::wish::Wish;
use domain::ids::ServicePrincipalId;

/// The card that is open, which follows the address.
#[derive(Clone, Copy)]
struct OpenJob {
    id: ServicePrincipalId,
    job: Memo<Option<Job>>,
    desk: ChangeDesk,
    navigation: Navigation,
}

impl OpenJob {
    fn new(id: ServicePrincipalId) -> Self {
        let navigation = expect_context::<Navigation>();
        let route = navigation.route();
        let job = memo(move || match &*route.read() {
            Route::Change(of, ChangeStep::Job(job), _) if *of == id => Some(*job),
            _ => None,
        });
        Self { id, job, desk: expect_context(), navigation }
    }

    fn is(self, job: Job) -> bool {
        self.job.get().map(Job::card) == Some(job)
    }

    /// The service principal from which the address asks to copy.
    fn source(self) -> Option<ServicePrincipalId> {
        match self.job.get()? {
            Job::Copy(source) => source,
            _ => None,
        }
    }

    /// Opens a card, or closes it. Back leads to the page with all cards closed.
    fn toggle(self, job: Job) {
        let open = self.job.get_untracked();
        let step = if open.map(Job::card) == Some(job) { ChangeStep::Choose } else { ChangeStep::Job(job) };
        let route = self.desk.address(self.id, step);
        match open {
            None => self.navigation.go(&route),
            Some(_) => self.navigation.replace(&route),
        }
    }
}

/// The cards.
#[component]
pub fn Jobs(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// What can be chosen.
    catalog: FetchedSignal<Catalog>,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
    /// How a job adds to the selection.
    actions: JobActions,
    /// Moves the focus to the search.
    to_search: Callback<()>,
) -> impl IntoView {
    let open = OpenJob::new(id);
    let own = OwnSets::open();
    // A role without its scope was left for another page.
    if open.job.get_untracked().is_none() && open.desk.with_untracked(id, |open| open.open_azure_role().is_some()) {
        open.toggle(Job::AzureRole);
    }
    let source = Signal::derive(move || open.source());
    let way = move |job: Job, icon: Icon, name: &'static str, about: &'static str| {
        let about = view! { <span class="faint">{about}</span> }.into_any();
        let contents = ViewFn::from(move || {
            provide_context(JobSubject { job, id, source, actions });
            view! { <PartView what=DeferredView::Section(PageSection::JobContents) /> }
        });
        view! { <Card open job icon name=name.to_owned() about contents /> }
    };
    let built_in = sets::GROUPS.iter().flat_map(|(_, sets)| sets.iter().map(|&set| SetKey::BuiltIn(set)));
    let built_in: Vec<SetKey> = built_in.collect();
    let keys = move || {
        let own = own.all().into_iter().map(|(id, _)| SetKey::Own(id));
        own.chain(built_in.iter().copied()).collect::<Vec<_>>()
    };
    let set = move |key: SetKey| {
        let JobSet { name, purpose, wishes: of_set } = job_set(own, key)?;
        let about = view! { <SetFacts catalog wishes=of_set.clone() /> }.into_any();
        let contents = ViewFn::from(move || {
            let (purpose, of_set) = (purpose.clone(), of_set.clone());
            view! { <SetJob key purpose wishes=of_set catalog chosen=wishes actions /> }
        });
        Some(view! { <Card open job=Job::Set(key) icon=Icon::Several name=visible(&name) about contents /> })
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <div class="region-head">
                <h2>{text::HEADING}</h2>
                <button type="button" class="button quiet" on:click=handler(move || to_search.run(()))>
                    {text::TO_SEARCH}
                </button>
            </div>
            <div class="jobs">
                {way(Job::Code, Icon::Api, code::HEADING, text::CODE)}
                {way(Job::Paste, Icon::List, pasted::HEADING, text::PASTE)}
                {way(Job::Copy(None), Icon::Identity, copy_from::HEADING, text::COPY)}
                {way(Job::AzureRole, Icon::Scope, add_azure::HEADING, text::AZURE_ROLE)}
                {way(Job::Group, Icon::Group, add_group::HEADING, text::GROUP)}
            </div>
            <div class="region-head">
                <h3>{text::SETS}</h3>
                <a href=Route::Sets.to_string()>{sets::ALL}</a>
            </div>
            <div class="jobs">
                <For each=keys key=|key| *key children=set />
            </div>
        </section>
    }
    .into_any()
}

/// A card, and below it what it opens. What was entered there stays while the page is shown.
#[component]
fn Card(open: OpenJob, job: Job, icon: Icon, name: String, about: AnyView, contents: ViewFn) -> impl IntoView {
    let id = format!("job-{}", job.to_string().replace('/', "-"));
    let (facts, panel) = (format!("{id}-about"), format!("{id}-panel"));
    let is_open = memo(move || open.is(job));
    let was_opened = Memo::new(move |before: Option<&bool>| before == Some(&true) || is_open.get());
    let controls = panel.clone();
    let described_by = facts.clone();
    let region = name.clone();
    let contents = move || {
        let (contents, panel, region) = (contents.clone(), panel.clone(), region.clone());
        was_opened.get().then(|| {
            view! {
                <section class="job-panel card region" id=panel aria-label=region hidden=move || !is_open.get()>
                    {contents.run()}
                </section>
            }
        })
    };
    view! {
        <div class="job" class:open=move || is_open.get()>
            {icon.draw()}
            <div class="job-text">
                <button
                    type="button"
                    class="job-name"
                    id=id
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=move || is_open.get().then(|| controls.clone())
                    aria-describedby=described_by
                    on:click=handler(move || open.toggle(job))
                >
                    <bdi>{name}</bdi>
                </button>
                <div id=facts class="job-about">{about}</div>
            </div>
        </div>
        {dynamic(contents)}
    }
    .into_any()
}

/// What a set leads to: how much it contains, its highest tier, and what has to be set up.
#[component]
fn SetFacts(catalog: FetchedSignal<Catalog>, wishes: Vec<Wish>) -> impl IntoView {
    let contents = super::set_job::contents(&wishes);
    let facts = move || {
        catalog.with(|fetched| {
            let catalog = fetched.value()?;
            Some((super::set_job::tier_badge(catalog.tier(&wishes)), text::setups(&catalog.setup_after(&wishes))))
        })
    };
    view! {
        <span class="faint">{contents}</span>
        {dynamic(move || {
            facts()
                .map(|(tier, setup)| {
                    view! {
                        {tier}
                        {setup.map(|setup| view! { <span class="faint">{setup}</span> })}
                    }
                })
        })}
    }
    .into_any()
}
