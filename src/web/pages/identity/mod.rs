//! One identity: what it is, everything it may do, who can act as it, and whether it is used.

mod activity;
mod activity_tab;
mod azure;
mod azure_reading;
mod azure_view;
mod directory_roles;
mod elsewhere;
mod evidence;
mod export;
mod facet;
mod facts;
mod held;
mod map;
mod map_contents;
mod obstacles;
mod permissions;
mod readiness;
mod receipts;
mod regions;
mod relations;
mod sections;
mod service_principal;
mod status;
mod tabs;
mod timeline;
mod usage;
mod use_in_code;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::account::read_person;
use super::fetched_status::FetchedStatus;
use super::id_answer::FoundNotice;
use super::print_head::PrintHead;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{Crumbs, IdentityLine, Notice, PageHeading, RemoveBar, TierSummary, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::identity_view::Tab;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::parts::later::{DeferredView, PartForPage, PartView};
use crate::web::parts::part::PageSection;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::session::SessionControl;
use crate::web::tenant::name_checks::NameChecks;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::recent_identities::RecentlyOpened;
use crate::web::tenant::tenant_text::identity_name;
use crate::web::text::{identity as text, sets};
use directory_roles::Roles;
use domain::change::wish::{Wanted, Wish};
use domain::identity::{ManagedIdentity, ServicePrincipal};
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use domain::person::Person;
use elsewhere::Elsewhere;
use facts::Facts;
use graph::operations::lookup::FoundObject;
use obstacles::Obstacles;
use permissions::Permissions;
use regions::Regions;
use relations::{Credentials, Delegated, Memberships, Owners};
pub use sections::identity_section;
use sections::{PrincipalSubject, SectionSubject};
use service_principal::ReadOnlyActions;
use status::Status;
use tabs::{Tabs, open_tab, panel};

/// The page of one identity.
#[component]
pub fn IdentityPage(
    /// Its object ID, or whatever else was in the address.
    id: ServicePrincipalId,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let found = FetchedSignal::<FoundObject>::now(move || {
        let directory = tenant.directory();
        async move { directory.find(id.0).await }
    });
    let regions = Regions::new(tenant, id);
    regions.held.read();
    regions.relations.read();
    regions.follow_tokens();
    let identity = memo(move || managed_identity(found));
    let principal = memo(move || other_principal(found));
    // An application id may have led here; what is assigned is under the object id.
    let navigation = expect_context::<Navigation>();
    let recently_opened = expect_context::<RecentlyOpened>();
    follow(move || {
        let Some(principal) = principal.get() else { return };
        if principal.id != id {
            return navigation.replace(&Route::Identity(principal.id));
        }
        regions.activity.are_of_principal(principal.id, principal.app_id);
    });
    follow(move || {
        let Some(identity) = identity.get() else { return };
        if identity.id != id {
            return navigation.replace(&Route::Identity(identity.id));
        }
        recently_opened.note(id);
        regions.activity.are_of(identity);
    });
    follow(move || {
        // Azure knows groups by their ids alone. It is asked only where it is connected; else the answer is at once that
        // it is not.
        let groups = regions.relations.groups.result().map(|groups| groups.map(|it| it.memberships));
        let of_identity = identity.get().map(|identity| (identity.id, identity.resource));
        let whose = of_identity.or_else(|| principal.get().map(|principal| (principal.id, None)));
        if let Some(((id, resource), groups)) = whose.zip(groups) {
            regions.azure.read(id, resource, groups);
        }
    });
    let open = open_tab(navigation);
    let is_there = memo(move || identity.read().is_some() || principal.read().is_some());
    follow_address(navigation, is_there, regions);
    let heading = Signal::derive(move || match (&*identity.read(), &*principal.read()) {
        (Some(identity), _) => identity_name(&identity.display_name, identity.id),
        (None, Some(principal)) => identity_name(&principal.display_name, principal.id),
        (None, None) => text::HEADING.to_owned(),
    });
    let person = read_person(tenant);
    let contents = move || identity.get().map(|identity| view! { <Parts identity regions person control open /> });
    let read_only_contents = move || {
        let principal = principal.get().filter(|principal| principal.id == id)?;
        provide_context(PrincipalSubject::new(principal, regions, person, control, open));
        Some(view! { <PartView what=DeferredView::Section(PageSection::ServicePrincipal) /> })
    };
    view! {
        <Crumbs />
        <div class="page-head">
            <PageHeading text=heading />
            {dynamic(move || identity.get().map(|identity| view! { <Actions id=identity.id /> }))}
            {dynamic(move || principal.get().map(|principal| view! { <ReadOnlyActions principal /> }))}
        </div>
        <FetchedStatus of=found reading=text::READING />
        {dynamic(move || other_thing(found))}
        {dynamic(move || identity.get().and_then(|identity| namesakes(tenant, identity)))}
        {dynamic(contents)}
        {dynamic(read_only_contents)}
    }
    .into_any()
}

/// Where another identity has the same name or one that looks like it: what tells this one apart.
fn namesakes(tenant: OpenTenant, identity: ManagedIdentity) -> Option<AnyView> {
    let uniqueness = NameChecks::of(tenant).check(&identity);
    let notice = view! {
        <Notice tone=Tone::Warn what=text::NAMESAKES next=text::NAMESAKES_NEXT>
            <p>
                <IdentityLine id=identity.id identity=Some(identity) uniqueness />
            </p>
        </Notice>
    };
    matches!(uniqueness, Uniqueness::Shared(_)).then(|| notice.into_any())
}

/// Everything below the heading.
#[component]
fn Parts(
    identity: ManagedIdentity,
    regions: Regions,
    person: FetchedSignal<Person>,
    control: SessionControl,
    open: Memo<Tab>,
) -> impl IntoView {
    let id = identity.id;
    let desk = expect_context::<ChangeDesk>();
    // An unfinished change of this identity is kept, and is reviewed together with the removal.
    let removal = Callback::new(move |ticked: Vec<Wish>| {
        Route::Change(id, ChangeStep::Review, desk.with(id, |open| open.wishes_with(ticked))).to_string()
    });
    let choose_removal = Callback::new(move |ticked: Vec<Wish>| {
        let wanted = ticked.into_iter().map(|wish| Wanted { identity: id, wish }).collect();
        desk.send(id, ChangeEvent::Chosen(wanted));
    });
    let tenant = Signal::derive(move || person.map(|person| person.tenant.clone()));
    let Regions { held, relations, .. } = regions;
    provide_context(SectionSubject::new(&identity, regions, person, tenant, control, open));
    let describing = PartForPage::load(DeferredView::Section(PageSection::AccessMap));
    let described = |section| describing.draw(DeferredView::Section(section));
    follow(move || {
        if describing.is_loaded() {
            regions.drawn.notify();
        }
    });
    let tier = move || regions.tier().map(|tier| view! { <TierSummary tier traps=held.traps() /> });
    let overview = view! {
        <Obstacles regions />
        <div class="overview">
            {describing.status()}
            {described(PageSection::AccessMap)}
            <div class="overview-side">
                {dynamic(tier)}
                <div class="overview-status">
                    {described(PageSection::Readiness)}
                    <Status identity=identity.clone() regions />
                </div>
            </div>
            <div class="overview-rest">
                {described(PageSection::UseInCode)}
                <Facts identity=identity.clone() tenant />
                {described(PageSection::Export)}
            </div>
        </div>
    };
    let permissions = view! {
        <Permissions held id />
        <Roles held />
        <Delegated relations />
        <Elsewhere identity=identity.clone() held />
        <Memberships relations selection=held.selection() />
        <RemoveBar selection=held.selection() review=removal choose=choose_removal />
    };
    let users = view! {
        {describing.status()}
        {described(PageSection::AzureControl)}
        <Credentials relations />
        <Owners relations />
    };
    let in_azure = view! {
        {describing.status()}
        {described(PageSection::AzureRoles)}
    };
    let activity = view! {
        {describing.status()}
        {described(PageSection::Activity)}
    };
    view! {
        <PrintHead person control />
        <Tabs id open />
        {panel(Tab::Overview, open, overview.into_any())}
        {panel(Tab::Permissions, open, permissions.into_any())}
        {panel(Tab::Azure, open, in_azure.into_any())}
        {panel(Tab::Users, open, users.into_any())}
        {panel(Tab::Activity, open, activity.into_any())}
    }
    .into_any()
}

/// What can be done with the identity.
#[component]
fn Actions(id: ServicePrincipalId) -> impl IntoView {
    let route = Route::Change(id, ChangeStep::Choose, Vec::new());
    view! {
        <div class="actions">
            <a class="button quiet" href=Route::NewSet(Some(id), Vec::new()).to_string()>
                {sets::FROM_IDENTITY}
            </a>
            <a class="button" href=Route::Compare(id, None).to_string()>
                {text::COMPARE}
            </a>
            <a class="button primary" href=route.to_string()>
                {text::ADD}
            </a>
        </div>
    }
}

/// Goes to the part that the address points at, once it is there. Where the focus is in it already, the user is
/// searching, and stays where they are.
fn follow_address(navigation: Navigation, is_there: Memo<bool>, regions: Regions) {
    let route = navigation.route();
    // What is above a part may move it once it has been read.
    let is_settled = memo(move || regions.held.is_settled());
    let part = memo(move || match &*route.read() {
        Route::IdentityPart(_, view) => view.element(),
        _ => None,
    });
    follow(move || {
        is_settled.track();
        regions.drawn.track();
        if let (true, Some(part)) = (is_there.get(), part.get()) {
            // The part is drawn in the same turn.
            request_animation_frame(move || {
                if !navigation.is_back() {
                    go_to(&part);
                }
            });
        }
    });
}

fn go_to(part: &str) {
    let Some(section) = document().get_element_by_id(part) else { return };
    // Where the focus is on the link of the tab, it stays there.
    let stays = |it: &web_sys::Element| {
        it.tag_name() != "H2" && section.contains(Some(it)) || it.closest(".tabs").is_ok_and(|tabs| tabs.is_some())
    };
    if document().active_element().is_some_and(|it| stays(&it)) {
        return;
    }
    section.scroll_into_view();
    let heading = section.query_selector("h2").ok().flatten().and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(heading) = heading {
        // A heading that cannot take the focus is still a heading.
        let _ = heading.focus();
    }
}

fn managed_identity(found: FetchedSignal<FoundObject>) -> Option<ManagedIdentity> {
    found.with(|fetched| match fetched.value() {
        Some(FoundObject::ManagedIdentity(identity)) => Some(identity.clone()),
        _ => None,
    })
}

/// A service principal of another kind, which is shown and can't be changed.
fn other_principal(found: FetchedSignal<FoundObject>) -> Option<ServicePrincipal> {
    found.with(|fetched| match fetched.value() {
        Some(FoundObject::Application(principal)) => Some(principal.clone()),
        _ => None,
    })
}

/// What the id belongs to, where it is no service principal.
fn other_thing(found: FetchedSignal<FoundObject>) -> Option<AnyView> {
    found.with(|fetched| match fetched.value() {
        None | Some(FoundObject::ManagedIdentity(_) | FoundObject::Application(_)) => None,
        Some(found) => Some(view! { <FoundNotice found=found.clone() /> }.into_any()),
    })
}
