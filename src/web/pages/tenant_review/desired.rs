//! Compares the permissions that identities should have with those that they have.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use std::rc::Rc;

use leptos::prelude::*;

use super::change_links::{change_links, to_change};
use super::desk::ReviewDesk;
use super::drift::file_notice;
use super::pieces::{identity_link, permission_line};
use crate::web::browser::file::Opened;
use crate::web::components::{FileBox, Notice, Tone};
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{review_files, role_name, tenant_review as text};
use domain::change::origin::Origin;
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::tenant_review::TenantReview;
use domain::tenant_review::desired::{Baseline, BaselineDifference, removal};
use domain::tenant_review::saved::{FileError, LARGEST};

/// The file, and how it differs.
#[component]
pub fn DesiredView(desk: ReviewDesk) -> impl IntoView {
    let opened = Callback::new(move |file: Opened| {
        let read = file.text.map_err(FileError::from).and_then(|text| Baseline::read(&text));
        desk.accept_file_of_tenant(read, Baseline::check_tenant, move |read| desk.desired.set(Some(read.map(Rc::new))));
    });
    let body = move || match desk.desired.get()? {
        Err(error) => Some(file_notice(error)),
        Ok(desired) => desk.review().map(|review| {
            let difference = desired.compare_with(&review);
            view! { <Shown review=review difference /> }.into_any()
        }),
    };
    view! {
        <section class="card region">
            <FileBox id="desired-state" label=review_files::OPEN_DESIRED hint=review_files::OPEN_DESIRED_HINT largest=LARGEST opened />
        </section>
        {dynamic(body)}
    }
    .into_any()
}

/// The difference, and the change that it comes to.
#[component]
fn Shown(review: Rc<TenantReview>, difference: BaselineDifference) -> impl IntoView {
    let BaselineDifference { missing, extra, as_desired, unknown, not_read } = difference;
    let nothing = missing.is_empty() && extra.is_empty() && unknown.is_empty() && not_read.is_empty();
    // What is to be removed: nothing, until someone ticks it.
    let ticked = RwSignal::new(SortedSet::<(usize, u32)>::new());
    let by_identity = by_identity(&review, &missing, &extra);
    let (held, wanted) = (StoredValue::new_local(Rc::clone(&review)), StoredValue::new(missing));
    let change = move || {
        let mut all = wanted.get_value();
        let review = held.get_value();
        for (row, place) in ticked.read().iter() {
            let identity = review.rows()[*row].identity.id;
            all.push(Wanted { identity, wish: removal(&review.permission(*place).key) });
        }
        to_change(all)
    };
    let lines = by_identity.into_iter().map(|(row, missing, extra)| {
        // Narrow screens have no head, and name what there is.
        let (has_missing, has_extra) = (!missing.is_empty(), !extra.is_empty());
        let missing: Vec<String> = missing.iter().map(|wish| wish_name(&review, wish)).collect();
        let missing = missing.into_iter().map(|name| view! { <li><bdi>{visible(&name)}</bdi></li> }).collect_view();
        let extra = extra
            .into_iter()
            .map(|place| {
                let set = move |on: bool| {
                    ticked.update(|all| {
                        if on {
                            all.insert((row, place));
                        } else {
                            all.remove(&(row, place));
                        }
                    });
                };
                view! {
                    <li>
                        <label class="check-line">
                            <input type="checkbox" on:change:target=move |event| set(event.target().checked()) />
                            {permission_line(review.permission(place))}
                        </label>
                    </li>
                }
            })
            .collect_view();
        view! {
            <tr>
                <th scope="row">{identity_link(&review, row)}</th>
                <td data-label=has_missing.then_some(review_files::MISSING)>
                    <ul class="plain missing">{missing}</ul>
                </td>
                <td data-label=has_extra.then_some(review_files::EXTRA)>
                    <ul class="plain extra">{extra}</ul>
                </td>
            </tr>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    let has_extra = !lines.is_empty();
    const COLUMNS: &[&str] = &[text::NAME, review_files::MISSING, review_files::EXTRA];
    view! {
        {nothing.then(|| view! { <Notice tone=Tone::Good what=review_files::AS_DESIRED /> })}
        <section class="card region" aria-label=text::DESIRED>
            <h2>{text::DESIRED}</h2>
            {(as_desired > 0).then(|| view! { <p class="soft">{review_files::as_desired(as_desired)}</p> })}
            {(!unknown.is_empty()).then(|| view! { <Notice tone=Tone::Warn what=review_files::unknown(unknown.len()) /> })}
            {(!not_read.is_empty()).then(|| view! { <Notice tone=Tone::Warn what=review_files::desired_not_read(not_read.len()) /> })}
            {has_extra.then(|| view! {
                <p class="soft">{review_files::EXTRA_NEXT}</p>
                {super::pieces::table(text::DESIRED.to_owned(), COLUMNS, lines)}
            })}
            <div class="actions">
                {dynamic(move || change_links(change(), review_files::REVIEW_CHANGE, Some(Origin::File)))}
            </div>
        </section>
    }
    .into_any()
}

type BaselineLine = (usize, Vec<Wish>, Vec<u32>);

/// What is missing and what is extra, identity by identity.
fn by_identity(review: &TenantReview, missing: &[Wanted], extra: &[(usize, u32)]) -> Vec<BaselineLine> {
    let mut lines: SortedMap<usize, (Vec<Wish>, Vec<u32>)> = SortedMap::new();
    let rows: SortedMap<ServicePrincipalId, usize> =
        (0..).zip(review.rows()).map(|(row, it)| (it.identity.id, row)).collect();
    for Wanted { identity, wish } in missing {
        if let Some(&row) = rows.get(identity) {
            lines.entry(row).or_default().0.push(wish.clone());
        }
    }
    for &(row, place) in extra {
        lines.entry(row).or_default().1.push(place);
    }
    lines.into_iter().map(|(row, (missing, extra))| (row, missing, extra)).collect()
}

/// What a wish asks for, by the names that the review knows.
fn wish_name(review: &TenantReview, wish: &Wish) -> String {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => {
            let of_api = review.permissions().iter().find(|thing| thing.api == Some(*api));
            let api_name = of_api.map_or_else(|| api.to_string(), |thing| thing.api_name.clone());
            let role = match role {
                RoleKey::Value(value) => value.clone(),
                RoleKey::Id(id) => {
                    let known = review.permissions().iter().find(|thing| {
                        thing.api == Some(*api)
                            && matches!(&thing.key, domain::tenant_review::PermissionKey::AppRole(_, role) if role == id)
                    });
                    known.map_or_else(|| id.to_string(), |thing| thing.label.clone())
                }
            };
            format!("{role} · {api_name}")
        }
        Wish::Add(Permission::EntraRole { role, scope }, _) => {
            format!("{} · {}", role_name::role(*role), text::scope(scope, review.scope_name(scope)))
        }
        Wish::Named { name, .. } => name.clone(),
        Wish::Add(Permission::AzureRole(at), _) => role_name::azure_role(at.role),
        Wish::Add(Permission::GroupMembership(group), _) => group.to_string(),
        Wish::Remove(_) => String::new(),
    }
}
