//! What the views have in common: links to identities, tiers, and tables of a few rows.

use leptos::prelude::*;

use crate::web::components::{Badge, StackedTable, TenantName, Tone, tone};
use crate::web::navigation::route::Route;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{azure, tenant_review as text, tier};
use domain::azure_reach::RatedAzureRole;
use domain::identity::ManagedIdentity;
use domain::tenant_review::{
    DecidingPermission, PermissionKey, PermissionState, ReviewedAssignment, ReviewedPermission, TenantReview,
};
use domain::tiers::TierRating;

/// The name of an identity; its ID where it has none, because a link has to have a name.
fn name_of(identity: &ManagedIdentity) -> String {
    if identity.display_name.is_empty() { identity.id.to_string() } else { identity.display_name.clone() }
}

/// The name of an identity, which leads to it.
pub fn identity_link(review: &TenantReview, row: usize) -> AnyView {
    let identity = &review.rows()[row].identity;
    view! {
        <a href=Route::Identity(identity.id).to_string()>
            <TenantName name=name_of(identity) />
        </a>
    }
    .into_any()
}

/// The same, with an id by which it takes the focus.
pub fn identity_name(review: &TenantReview, row: usize, id: String) -> AnyView {
    let identity = &review.rows()[row].identity;
    view! {
        <a id=id href=Route::Identity(identity.id).to_string()>
            <TenantName name=name_of(identity) />
        </a>
    }
    .into_any()
}

/// A tier as a word, with its reason on hover and for screen readers.
pub fn tier_badge(verdict: Option<TierRating>) -> AnyView {
    match verdict {
        None => ().into_any(),
        Some(verdict) => view! {
            <span title=verdict.reason>
                <Badge tone=tone(verdict.tier) text=tier::name(verdict.tier) />
            </span>
        }
        .into_any(),
    }
}

/// The tier of the identity in a row, and what the tier does not include.
pub fn tier_of_row(review: &TenantReview, row: usize) -> AnyView {
    let gaps = review.tier_gaps(row);
    let unknown = (review.tier(row).is_none() && !gaps.is_empty()).then_some(tier::UNKNOWN);
    let missing = (!gaps.is_empty()).then(|| {
        view! {
            " "
            <span class="faint" title=tier::gaps_in_full(gaps)>
                {tier::gaps_in_a_word(gaps)}
            </span>
        }
    });
    view! { {tier_badge(review.deciding_permission(row).and_then(DecidingPermission::verdict))} {unknown} {missing} }
        .into_any()
}

/// The same as text.
pub fn tier_of_row_in_words(review: &TenantReview, row: usize) -> String {
    let gaps = review.tier_gaps(row);
    let known = review.tier(row).map(tier::name).or_else(|| (!gaps.is_empty()).then_some(tier::UNKNOWN));
    let words = [known.unwrap_or_default(), tier::gaps_in_a_word(gaps)];
    words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What decides the tier of the identity in a row.
pub fn worst_of_row(review: &TenantReview, row: usize) -> String {
    match review.deciding_permission(row) {
        None => String::new(),
        Some(DecidingPermission::Thing(thing)) => thing.label.clone(),
        Some(DecidingPermission::Azure(role)) => azure_role(review, role),
    }
}

/// An Azure role with its scope, and the identity that decides its tier.
pub fn azure_role(review: &TenantReview, role: &RatedAzureRole) -> String {
    let name = |id| review.name_of(id).map_or_else(|| id.to_string(), str::to_owned);
    azure::role_with_reached_identity(&role.role, role.leads_to.map(name).as_deref())
}

/// An Azure role in a finding: its tier, the role, and where it leads.
pub fn azure_line(review: &TenantReview, role: &RatedAzureRole) -> AnyView {
    view! {
        <span class="thing">
            {tier_badge(role.rating.verdict)} " " <bdi class="strong">{visible(&azure_role(review, role))}</bdi>
        </span>
    }
    .into_any()
}

/// A permission: its tier, its name, and its problems.
pub fn permission_line(thing: &ReviewedPermission) -> AnyView {
    let state = (thing.state != PermissionState::Offered).then(|| {
        view! {
            " "
            <Badge tone=Tone::Warn text=text::state(thing.state) />
        }
    });
    view! {
        <span class="thing">
            {tier_badge(thing.verdict)} " " <bdi class="strong">{visible(&thing.label)}</bdi>
            {state} " "
            <bdi class="faint">{visible(&of(thing))}</bdi>
        </span>
    }
    .into_any()
}

/// The API or directory of a permission.
pub fn of(thing: &ReviewedPermission) -> String {
    match &thing.key {
        PermissionKey::AppRole(..) => thing.api_name.clone(),
        PermissionKey::DirectoryRole(_, scope) => text::scope(scope, &thing.scope_name),
    }
}

/// How something is assigned, and until when where it ends by itself.
pub fn assignment_path(review: &TenantReview, held: ReviewedAssignment) -> String {
    let path = match review.assigning_group(held) {
        None => text::DIRECT.to_owned(),
        Some((id, name)) if name.is_empty() => text::through(&id.to_string()),
        Some((_, name)) => text::through(name),
    };
    match held.until() {
        None => path,
        Some(end) => text::until(&path, &end.date()),
    }
}

/// A table of a few rows, each of which is drawn by the caller.
pub fn table(caption: String, columns: &'static [&'static str], rows: Vec<AnyView>) -> AnyView {
    view! {
        <StackedTable class="review-part" caption columns>
            {rows}
        </StackedTable>
    }
    .into_any()
}
