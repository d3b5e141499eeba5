//! The access map on the page of an identity: drawn, as a list, and as a file.

use leptos::prelude::*;

use super::map_contents::access_map;
use super::regions::Regions;
use crate::web::browser::clock;
use crate::web::browser::download::download;
use crate::web::components::{Icon, MapNode, drawings, node_lists};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::identity_view::{IdentityView, Part, PermissionQuery, TierFilter};
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::{access_map as text, export, identities, tier};
use domain::access_map::{
    AccessMap, Branch, Caption, Content, Drawing, Layout, MapEntryKind, MapShape, MapSide, Node, svg_file,
};
use domain::identity::ManagedIdentity;
use domain::person::Person;
use domain::tiers::Tier;

/// The map.
#[component]
pub fn AccessMapSection(
    /// Whose.
    identity: ManagedIdentity,
    /// What is read.
    regions: Regions,
    /// Who reads it, for the file.
    person: FetchedSignal<Person>,
    /// Whether it is the sample tenant.
    control: SessionControl,
) -> impl IntoView {
    let identity = StoredValue::new(identity);
    let map = memo(move || identity.with_value(|identity| access_map(regions, identity)));
    let is_ready = memo(move || regions.held.is_settled());
    let save = move |_| {
        let contents =
            identity.with_value(|identity| map.with_untracked(|map| written(map, identity, person, control)));
        let name = text::file_name(&identity.with_value(|it| it.id.to_string()), &clock::now().date());
        download(&name, "image/svg+xml;charset=utf-8", &contents);
    };
    let drawn = move || {
        map.with(|map| {
            identity.with_value(|identity| {
                let (wide, tall) = (drawing(map, identity, MapShape::Wide), drawing(map, identity, MapShape::Tall));
                drawings(&wide, &tall, &nodes(map, identity))
            })
        })
    };
    let listed = move || map.with(|map| identity.with_value(|identity| node_lists(&nodes(map, identity))));
    view! {
        <section class="card region map-section" id=Part::AccessMap.element() aria-label=text::HEADING>
            <div class="region-head">
                <h2 tabindex="-1">{text::HEADING}</h2>
                <button type="button" class="button quiet" disabled=move || !is_ready.get() on:click=save>
                    {text::SAVE}
                </button>
            </div>
            <div class="map-box">{dynamic(drawn)}</div>
            <details class="map-as-list">
                <summary>{text::AS_LIST}</summary>
                {dynamic(listed)}
            </details>
        </section>
    }
    .into_any()
}

/// The map as a file, with its tenant and time.
fn written(
    map: &AccessMap,
    identity: &ManagedIdentity,
    person: FetchedSignal<Person>,
    control: SessionControl,
) -> String {
    let drawing = drawing(map, identity, MapShape::Wide);
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    let by = person.with_untracked(|fetched| {
        fetched.shown().map(|read| {
            let Person { tenant, user_principal_name, .. } = &read.value;
            let (id, at) = (tenant.id.to_string(), clock::now().minute());
            visible(&export::printed(&tenant.display_name, &id, user_principal_name, &at))
        })
    });
    let sample = is_sample.then(|| export::SAMPLE.to_owned());
    let notes: Vec<String> = by.into_iter().chain(sample).collect();
    svg_file(&drawing, &text::title(&identity_name(&identity.display_name, identity.id)), &notes)
}

fn drawing(map: &AccessMap, identity: &ManagedIdentity, shape: MapShape) -> Drawing {
    let layout = Layout::of(map, shape);
    let captions: Vec<Caption> = layout.nodes.iter().map(caption).collect();
    let own = Caption {
        name: identity_name(&identity.display_name, identity.id),
        detail: identities::kind(identity.kind).to_owned(),
        tier: tier_word(map.tier),
        icon: Icon::Identity.path(),
    };
    Drawing::of(&layout, [text::side(MapSide::Users), text::side(MapSide::Reach)], &own, &captions, map.tier)
}

/// The nodes with their addresses. Both shapes have the same nodes.
fn nodes(map: &AccessMap, identity: &ManagedIdentity) -> Vec<MapNode> {
    let total: usize =
        map.branches.iter().filter(|it| it.branch == Branch::Apis).flat_map(|it| &it.things).map(|it| it.size).sum();
    let node = |node: &Node| {
        let href = Route::IdentityPart(identity.id, section(node, total)).to_string();
        MapNode { side: node.branch.side(), caption: caption(node), href }
    };
    Layout::of(map, MapShape::Wide).nodes.iter().map(node).collect()
}

fn caption(node: &Node) -> Caption {
    let branch = node.branch;
    let of_branch = |detail: String, icon: Icon| (text::branch(branch).to_owned(), detail, icon);
    let (name, detail, icon) = match &node.content {
        Content::Thing(thing) => (visible(&thing.name), visible(&thing.detail), icon(thing.kind)),
        Content::Rest { things, size, all: true, .. } => {
            (text::things(branch, *things), text::size(branch, *size), Icon::Several)
        }
        Content::Rest { things, size, all: false, .. } => {
            (text::more(branch, *things), text::size(branch, *size), Icon::Several)
        }
        Content::Incomplete(gap) => of_branch(text::incomplete(branch, *gap).to_owned(), Icon::Unknown),
        Content::Unknown(gap) => of_branch(text::unknown(branch, *gap).to_owned(), Icon::Unknown),
        Content::Empty(branches) => (text::NONE.to_owned(), text::none(branches), Icon::Nothing),
    };
    Caption { name, detail, tier: tier_word(node.tier()), icon: icon.path() }
}

fn tier_word(of: Option<Tier>) -> &'static str {
    of.map_or("", tier::name)
}

const fn icon(kind: MapEntryKind) -> Icon {
    match kind {
        MapEntryKind::User => Icon::User,
        MapEntryKind::Group => Icon::Group,
        MapEntryKind::Application => Icon::Application,
        MapEntryKind::Agent => Icon::Agent,
        MapEntryKind::Credential => Icon::Key,
        MapEntryKind::Resource => Icon::Resource,
        MapEntryKind::Api => Icon::Api,
        MapEntryKind::EntraRole => Icon::Role,
        MapEntryKind::AzureScope => Icon::Scope,
        MapEntryKind::Other => Icon::Object,
    }
}

/// The section with the details of a node. Where the permissions are many enough to be searched, those of one API are
/// searched for.
fn section(node: &Node, permissions: usize) -> IdentityView {
    let part = match node.branch {
        Branch::Apis => {
            let search = match &node.content {
                Content::Thing(thing) if permissions > super::permissions::SEARCHED_FROM => thing.name.clone(),
                _ => String::new(),
            };
            return IdentityView::Permissions(PermissionQuery { search, tier: TierFilter::All });
        }
        Branch::EntraRoles => Part::DirectoryRoles,
        Branch::AzureScopes => Part::AzureRoles,
        Branch::Groups => Part::Groups,
        Branch::Owned => Part::Owned,
        Branch::Delegated => Part::Delegated,
        Branch::Hosts | Branch::Controllers => Part::Control,
        Branch::Credentials => Part::Credentials,
        Branch::Owners | Branch::Agents => Part::Owners,
    };
    IdentityView::Part(part)
}
