//! Copying from another service principal: a managed identity, an application, or what a Run As account was.
//!
//! Offers each permission that it has and the identity lacks. Selected permissions join the selection and are reviewed
//! like all others. The source keeps its permissions.

use domain::change::permission::{AppRoleName, AzureRoleAt, Permission, RoleKey};
use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::{join, join5};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::places::PlaceNames;
use crate::web::browser::clock;
use crate::web::components::{Notice, ProblemNotice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::ask_button::AskButton;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::pages::principal_search::{Actions, PrincipalSearch};
use crate::web::reactive::{dynamic, follow};
use crate::web::tenant::open_tenant::{OpenDirectory, OpenTenant};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{copy_from as text, places, standing};
use domain::apis::KnownApis;
use domain::change::privilege::Privilege;
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::RoleDefinition;
use domain::held_role::RoleAccess;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_set::SortedSet;
use domain::verify::{
    ComparedPrincipal, ComparisonFinding, ComparisonRow, ComparisonSubject, ComparisonTenant, UnknownReason,
    compare_with_identity,
};
use graph::operations::candidates::Candidate;
use graph::operations::copy_azure::AzureCopy;
use graph::operations::lookup::FoundObject;
use graph::operations::review::apis_of;

/// What can be copied.
struct CopyOptions {
    other: ServicePrincipalId,
    name: String,
    /// What only the other has, or this one through a group only, each with the wish for it, and whether it may be tier
    /// 0.
    missing: Vec<(ComparisonRow, Wish, bool)>,
    /// How many of its permissions are already assigned.
    held: usize,
    /// Of how much it could not be read whether this one has it.
    unclear: usize,
    /// What cannot be copied: its API is not known any more, or its time is over.
    not_copyable: usize,
    /// Why it may not be all.
    gaps: Vec<Problem>,
    /// Whether Azure is not connected, so that Azure roles are left out.
    lacks_azure: bool,
}

impl CopyOptions {
    /// Whether everything that the other has was read and compared.
    fn is_complete(&self) -> bool {
        self.unclear == 0 && self.not_copyable == 0 && self.gaps.is_empty() && !self.lacks_azure
    }
}

/// What was copied, and what of it was not ticked before the user ticked it.
pub struct CopySelection {
    /// What joins the selection.
    pub wishes: Vec<Wish>,
    /// What of it may be tier 0 or comes through a group: the user ticked it here.
    pub ticked: Vec<Wish>,
}

/// Finds another service principal and offers its permissions.
#[component]
pub fn CopyFrom(
    /// The identity that is to have it.
    id: ServicePrincipalId,
    /// The service principal from which the address asks to copy.
    source: Signal<Option<ServicePrincipalId>>,
    /// Adds to what is chosen; tells how many were new.
    add: Callback<CopySelection, usize>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let asked = RwSignal::new(None::<(ServicePrincipalId, String)>);
    let answer = FetchedSignal::<Rc<CopyOptions>>::in_steps(move |answer| {
        let Some(other) = asked.get_untracked() else { return };
        let directory = tenant.directory();
        answer.take(async move { compare(&directory, id, other).await.map(Rc::new) });
    });
    // What the address asks for is shown, and nothing of it is chosen.
    follow(move || {
        let Some(source) = source.get().filter(|&source| source != id) else { return };
        let directory = tenant.directory();
        spawn_local(async move {
            let name = match directory.find(source.0).await {
                Ok(FoundObject::ManagedIdentity(identity)) => identity.display_name,
                Ok(FoundObject::Application(principal)) => principal.display_name,
                // What is no service principal has nothing to copy, and a problem is met again by who searches for it.
                _ => return,
            };
            if asked.try_set(Some((source, name))).is_none() {
                answer.read();
            }
        });
    });
    let actions: Actions = Arc::new(move |candidate: &Candidate, name: &str| {
        if candidate.id == id {
            return view! { <span class="soft">{text::ITSELF}</span> }.into_any();
        }
        let other = (candidate.id, candidate.display_name.clone());
        let label = text::look_at(name);
        let look = move |_| {
            asked.set(Some(other.clone()));
            answer.read();
        };
        view! {
            <button type="button" class="button" aria-label=label on:click=look>
                {text::LOOK}
            </button>
        }
        .into_any()
    });
    let shown = move || {
        let (other, _) = asked.get()?;
        // What was read of one is not shown as another's.
        let copyable = answer.value();
        let copyable = copyable.filter(|it| it.other == other)?;
        Some(view! { <Holds copyable add read=answer.reader() /> })
    };
    let status = move || {
        asked.read().as_ref()?;
        Some(view! { <FetchedStatus of=answer reading=text::READING /> })
    };
    view! {
        <p class="soft">{text::WHAT}</p>
        <PrincipalSearch id="copy-from" label=text::FROM applications=true actions />
        {dynamic(status)}
        {dynamic(shown)}
    }
    .into_any()
}

/// What the other has and the identity lacks, to be ticked.
#[component]
fn Holds(copyable: Rc<CopyOptions>, add: Callback<CopySelection, usize>, read: Callback<()>) -> impl IntoView {
    let places = expect_context::<PlaceNames>();
    // What it has through a group need not be given; a user who wants it assigned as well ticks it. A copy ticks nothing
    // that may be tier 0 either.
    let is_missing = |row: &ComparisonRow| row.finding == ComparisonFinding::Missing;
    let rows = || copyable.missing.iter().enumerate();
    let number = rows().filter(|(_, (row, ..))| is_missing(row)).count();
    let through_groups = copyable.missing.len() - number;
    let preticked: SortedSet<usize> =
        rows().filter(|(_, (row, _, may_be_zero))| is_missing(row) && !may_be_zero).map(|(at, _)| at).collect();
    let waits = rows().any(|(_, (_, _, may_be_zero))| *may_be_zero);
    let ticked = RwSignal::new(preticked.clone());
    let added = RwSignal::new(None::<usize>);
    let row = |(at, (row, wish, _)): (usize, &(ComparisonRow, Wish, bool))| {
        let (label, of) = words(row, wish, places);
        let arrives = match &row.finding {
            ComparisonFinding::ThroughGroup(arrival) => {
                Some(visible(&standing::indirect_assignment(standing::THIS_HAS, arrival)))
            }
            _ => None,
        };
        let toggle = move |on: bool| {
            ticked.update(|ticked| {
                if on {
                    ticked.insert(at);
                } else {
                    ticked.remove(&at);
                }
            });
        };
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    prop:checked=move || ticked.read().contains(&at)
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>
                    <bdi class="strong">{dynamic(move || visible(&label()))}</bdi>
                    <br />
                    <bdi class="faint">{dynamic(move || visible(&of()))}</bdi>
                    {arrives.map(|arrives| view! { <br /><bdi class="soft">{arrives}</bdi> })}
                </span>
            </label>
        }
    };
    let rows = copyable.missing.iter().enumerate().map(row).collect_view();
    let wishes = StoredValue::new(copyable.missing.iter().map(|(_, wish, _)| wish.clone()).collect::<Vec<Wish>>());
    let take = move |_| {
        let those = |is_meant: &dyn Fn(&usize) -> bool| -> Vec<Wish> {
            wishes.with_value(|wishes| {
                let chosen = wishes.iter().enumerate().filter(|(at, _)| is_meant(at));
                chosen.map(|(_, wish)| wish.clone()).collect()
            })
        };
        let now = ticked.get_untracked();
        let copied = CopySelection {
            wishes: those(&|at| now.contains(at)),
            ticked: those(&|at| now.contains(at) && !preticked.contains(at)),
        };
        added.set(Some(add.run(copied)));
    };
    let is_complete = copyable.is_complete();
    let gaps = copyable.gaps.iter().map(|problem| {
        view! { <ProblemNotice problem=problem.clone() /> }
    });
    let lacks_azure = copyable.lacks_azure.then(|| {
        view! {
            <Notice tone=Tone::Info what=text::WITHOUT_AZURE next=text::WITHOUT_AZURE_NEXT>
                <div class="actions">
                    <AskButton problem=Problem::SignInNeeded retry=read azure=true />
                </div>
            </Notice>
        }
    });
    view! {
        <p role="status">
            <bdi>{visible(&text::summary(&copyable.name, number, copyable.held, is_complete))}</bdi>
        </p>
        {text::through_groups(through_groups).map(|what| view! { <p class="soft">{what}</p> })}
        {waits.then(|| view! { <p class="soft">{text::NOT_TICKED}</p> })}
        {text::unclear(copyable.unclear).map(|what| view! { <p class="soft">{what}</p> })}
        {text::not_copyable(copyable.not_copyable).map(|what| view! { <p class="soft">{what}</p> })}
        {gaps.collect_view()}
        {lacks_azure}
        <div class="options">{rows}</div>
        <div class="actions">
            <button type="button" class="button" disabled=move || ticked.read().is_empty() on:click=take>
                {dynamic(move || text::add(ticked.read().len()))}
            </button>
            <span class="soft" role="status">
                {dynamic(move || added.get().map(text::added))}
            </span>
        </div>
    }
    .into_any()
}

/// The name of a row, and its API or scope.
fn words(
    row: &ComparisonRow,
    wish: &Wish,
    names: PlaceNames,
) -> (impl Fn() -> String + Send + use<>, impl Fn() -> String + Send + use<>) {
    let (label, of) = match &row.about {
        ComparisonSubject::Thing { label, of, .. } => (label.clone(), of.clone().unwrap_or_default()),
        ComparisonSubject::Wish(_) => (String::new(), String::new()),
    };
    let (wish, at) = (wish.clone(), wish.azure_role().cloned());
    let label = move || at.as_ref().map_or_else(|| label.clone(), |at| names.azure().role(at));
    let of = move || match &wish {
        Wish::Add(Permission::AzureRole(at), _) => names.azure().role_scope(&at.scope, at.condition.is_some()),
        Wish::Add(Permission::EntraRole { scope, .. }, lasting) => {
            places::directory_role(scope, names.name(scope).as_deref(), *lasting)
        }
        _ => of.clone(),
    };
    (label, of)
}

async fn compare(
    directory: &OpenDirectory,
    id: ServicePrincipalId,
    (other, name): (ServicePrincipalId, String),
) -> Result<CopyOptions, Problem> {
    let apis = apis_of(&[]);
    let nothing = |_: &RoleAccess| ();
    let both = join(directory.assignments_of(id), directory.assignments_of(other));
    let accesses = join(directory.role_access(id, nothing), directory.role_access(other, nothing));
    let azure = directory.azure_roles_to_copy(id, other);
    let ((held, of_other), (access, access_of_other), roles, (), azure) =
        join5(both, accesses, directory.directory_roles(), directory.load_apis(&apis), azure).await;
    let lacks_azure = matches!(azure, Err(Problem::SignInNeeded));
    let azure = match azure {
        Ok(azure) => azure,
        Err(Problem::SignInNeeded) => AzureCopy::default(),
        Err(problem) => AzureCopy { gap: Some(problem), ..AzureCopy::default() },
    };
    let resources = of_other.app_roles.iter().chain(&held.app_roles).flat_map(|listing| &listing.items);
    let unread = directory.load_resources(resources.map(|it| it.grant.resource)).await.err();
    let tenant = ComparisonTenant { apis: &directory.apis(), directory_roles: &roles, now: clock::now() };
    let table = compare_with_identity(
        tenant,
        ComparedPrincipal { held: &held, roles: &access },
        ComparedPrincipal { held: &of_other, roles: &access_of_other },
    );
    let tally = table.counts();
    let held = table.rows.iter().filter(|row| row.finding.is_assigned()).count();
    let doubts: Vec<Problem> = table.rows.iter().filter_map(|row| held_unread(&row.finding)).cloned().collect();
    let unclear = doubts.len();
    let known = directory.apis();
    let missing: Vec<(ComparisonRow, Wish, bool)> = table
        .rows
        .into_iter()
        .filter(|row| matches!(row.finding, ComparisonFinding::Missing | ComparisonFinding::ThroughGroup(_)))
        .filter_map(|row| row.wish().map(|wish| (row, wish)))
        .map(|(row, wish)| {
            let may_be_zero = may_be_tier_zero(&known, &roles, &wish);
            (row, wish, may_be_zero)
        })
        .collect();
    let not_copyable = tally.missing + tally.through_group - missing.len();
    let missing = missing.into_iter().chain(azure.missing.into_iter().map(azure_row)).collect();
    let held = held + azure.held;
    let ends = access_of_other.scheduled.ends_gap();
    let mut gaps: Vec<Problem> = Vec::new();
    for gap in [of_other.app_roles.err(), of_other.directory_roles.err(), ends, unread, azure.gap]
        .into_iter()
        .flatten()
        .chain(doubts)
    {
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    Ok(CopyOptions { other, name, not_copyable, missing, held, unclear, gaps, lacks_azure })
}

/// An Azure role that only the other has. Where it leads is known in the review only, so that nothing ticks it here.
fn azure_row(at: AzureRoleAt) -> (ComparisonRow, Wish, bool) {
    let wish = Wish::Add(Permission::AzureRole(Box::new(at)), Lasting::Permanent);
    let row = ComparisonRow {
        about: ComparisonSubject::Wish(wish.clone()),
        finding: ComparisonFinding::Missing,
        lasting: Ok(Lasting::Permanent),
    };
    (row, wish, true)
}

/// Whether a wish may be for a permission of tier 0. One that cannot be found is unrated as well.
fn may_be_tier_zero(apis: &KnownApis, roles: &Result<Listing<RoleDefinition>, Problem>, wish: &Wish) -> bool {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => apis.by_app_id(*api).is_none_or(|api| {
            let role = match role {
                RoleKey::Id(id) => Some(*id),
                RoleKey::Value(value) => api.role_named(value).map(|role| role.id),
            };
            role.is_none_or(|role| Privilege::of_app_role(api, role).may_be_tier_zero())
        }),
        Wish::Add(Permission::EntraRole { role, .. }, _) => {
            let definition = roles.as_ref().ok().and_then(|all| all.items.iter().find(|it| it.id == *role));
            Privilege::of_directory_role(*role, definition).may_be_tier_zero()
        }
        // Where an Azure role leads, and what a group carries, is known in the review only.
        Wish::Add(Permission::AzureRole(_) | Permission::GroupMembership(_), _) => true,
        Wish::Named { .. } => true,
        Wish::Remove(_) => false,
    }
}

/// Why it is not known whether this one has it too.
fn held_unread(finding: &ComparisonFinding) -> Option<&Problem> {
    match finding {
        ComparisonFinding::CannotTell(UnknownReason::HeldUnread(problem)) => Some(problem),
        _ => None,
    }
}
