//! What the views have in common: links to identities, tiers, and tables of a few rows.

use leptos::prelude::*;

use crate::domain::tenant_review::{Holding, TenantReview, Thing, ThingKey, ThingState};
use crate::domain::tiers::Verdict;
use crate::web::components::{Badge, StackedTable, TenantName, Tone, tone};
use crate::web::route::Route;
use crate::web::tenant_text::visible;
use crate::web::text::{tenant_review as text, tier};

/// The name of an identity, which leads to it.
pub fn identity_link(review: &TenantReview, row: usize) -> AnyView {
    let identity = &review.rows()[row].identity;
    view! {
        <a href=Route::Identity(identity.id).to_string()>
            <TenantName name=identity.display_name.clone() />
        </a>
    }
    .into_any()
}

/// The same, with an id by which it takes the focus.
pub fn identity_name(review: &TenantReview, row: usize, id: String) -> AnyView {
    let identity = &review.rows()[row].identity;
    view! {
        <a id=id href=Route::Identity(identity.id).to_string()>
            <TenantName name=identity.display_name.clone() />
        </a>
    }
    .into_any()
}

/// A tier as a word, with its reason on hover and for those who listen.
pub fn tier_badge(verdict: Option<Verdict>) -> AnyView {
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

/// A thing: its tier, what it is called, and what is the matter with it.
pub fn thing_line(thing: &Thing) -> AnyView {
    let state = (thing.state != ThingState::Offered).then(|| {
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

/// What a thing belongs to.
pub fn of(thing: &Thing) -> String {
    match &thing.key {
        ThingKey::AppRole(..) => thing.api_name.clone(),
        ThingKey::DirectoryRole(_, scope) => text::scope(scope, &thing.scope_name),
    }
}

/// How something is held, and until when where it ends by itself.
pub fn way(review: &TenantReview, held: Holding) -> String {
    let way = match review.through(held) {
        None => text::DIRECT.to_owned(),
        Some((id, name)) if name.is_empty() => text::through(&id.to_string()),
        Some((_, name)) => text::through(name),
    };
    match held.until() {
        None => way,
        Some(end) => text::until(&way, &end.date()),
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
