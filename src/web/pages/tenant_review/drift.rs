//! What changed since a review was saved.

use std::rc::Rc;

use leptos::prelude::*;

use super::desk::ReviewDesk;
use super::pieces::{identity_link, table};
use crate::web::browser::file;
use crate::web::components::{FileBox, Notice, TenantName, Tone};
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{review_files, tenant_review as text};
use domain::ids::ServicePrincipalId;
use domain::tenant_review::drift::{Drift, PermissionChange, drift};
use domain::tenant_review::saved::{FileError, LARGEST, SavedReview};
use domain::tenant_review::{PermissionKey, TenantReview};

const COLUMNS: &[&str] = &[text::NAME, text::THING, text::OF];

/// The file, and what changed since.
#[component]
pub fn DriftView(desk: ReviewDesk) -> impl IntoView {
    let opened = Callback::new(move |file: file::Opened| {
        let read = file.text.map_err(FileError::from).and_then(|text| SavedReview::read(&text));
        desk.accept_file_of_tenant(read, SavedReview::check_tenant, move |read| {
            desk.saved.set(Some(read.map(Rc::new)))
        });
    });
    let body = move || match desk.saved.get()? {
        Err(error) => Some(file_notice(error)),
        Ok(saved) => desk.review().map(|review| shown(&review, &drift(&saved, &review))),
    };
    view! {
        <section class="card region">
            <FileBox id="saved-review" label=review_files::OPEN_SAVED hint=review_files::OPEN_SAVED_HINT largest=LARGEST opened />
        </section>
        {dynamic(body)}
    }
    .into_any()
}

/// Why a file is not opened.
pub fn file_notice(error: FileError) -> AnyView {
    let (what, next) = review_files::file_error(error);
    view! { <Notice tone=Tone::Bad what next /> }.into_any()
}

fn shown(review: &TenantReview, drift: &Drift) -> AnyView {
    let nothing = drift.is_empty().then(|| view! { <Notice tone=Tone::Good what=review_files::NO_DRIFT /> });
    let no_roles =
        (!drift.directory_roles).then(|| view! { <Notice tone=Tone::Warn what=review_files::NO_ROLES_COMPARED /> });
    let was_incomplete =
        (!drift.was_complete).then(|| view! { <Notice tone=Tone::Warn what=review_files::WAS_INCOMPLETE /> });
    let not_compared = (drift.not_compared > 0)
        .then(|| view! { <Notice tone=Tone::Warn what=review_files::not_compared(drift.not_compared) /> });
    let granted = drift.granted.iter().map(|it| line(review, it)).collect();
    let revoked = drift.revoked.iter().map(|it| line(review, it)).collect();
    let new = drift.new.iter().map(|&row| view! { <li>{identity_link(review, row)}</li> }.into_any()).collect();
    let gone = drift.gone.iter().map(|(id, name)| gone(*id, name)).collect();
    view! {
        <h2>{review_files::since(&drift.since.minute())}</h2>
        {was_incomplete}
        {no_roles}
        {not_compared}
        {nothing}
        {part("granted", review_files::ADDED, granted, true)}
        {part("revoked", review_files::TAKEN, revoked, true)}
        {part("new", review_files::NEW, new, false)}
        {part("gone", review_files::GONE, gone, false)}
    }
    .into_any()
}

/// One part of what changed; nothing, where nothing did.
fn part(word: &'static str, heading: &'static str, lines: Vec<AnyView>, is_table: bool) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let count = lines.len();
    let body = if is_table {
        table(heading.to_owned(), COLUMNS, lines)
    } else {
        view! { <ul class="plain">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card region" aria-label=heading data-part=word>
            <div class="region-head">
                <h2>{heading}</h2>
                <span class="strong count">{count}</span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn line(review: &TenantReview, it: &PermissionChange) -> AnyView {
    let of = match &it.key {
        PermissionKey::AppRole(..) => it.api_name.clone(),
        PermissionKey::DirectoryRole(_, scope) => text::scope(scope, review.scope_name(scope)),
    };
    view! {
        <tr>
            <th scope="row">{identity_link(review, it.row)}</th>
            <td class="strong">
                <bdi>{visible(&it.label)}</bdi>
            </td>
            <td>
                <bdi>{visible(&of)}</bdi>
            </td>
        </tr>
    }
    .into_any()
}

fn gone(id: ServicePrincipalId, name: &str) -> AnyView {
    view! {
        <li>
            <TenantName name=name.to_owned() /> " " <span class="faint">{id.to_string()}</span>
        </li>
    }
    .into_any()
}
