//! The directory roles of an identity, by every assignment path.

use leptos::prelude::*;

use super::held::{HeldRegions, roles_missing};
use super::permissions::add_link;
use crate::web::components::{DirectoryRoles, FetchedHead, Notice, ProblemNotice, Tone};
use crate::web::navigation::identity_view::Part;
use crate::web::pages::ask_button::{AskButton, RetryButton};
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::dynamic;
use crate::web::text::{held_role, identity as text};
use domain::held_role::{RoleAccess, RolePart};
use domain::problem::Problem;

/// The directory roles.
#[component]
pub fn Roles(
    /// What is assigned.
    held: HeldRegions,
) -> impl IntoView {
    let contents = move || {
        held.roles.with(|fetched| {
            fetched.value().map(|access| {
                view! {
                    {missing(access, held.roles.reader())}
                    {listed(access, held, fetched.is_loading())}
                }
            })
        })
    };
    view! {
        <section class="region" id=Part::DirectoryRoles.element() aria-label=text::DIRECTORY_ROLES>
            <FetchedHead
                heading=move || text::DIRECTORY_ROLES
                what=text::DIRECTORY_ROLES_REGION
                of=held.roles
            />
            <FetchedStatus of=held.roles reading=held_role::READING_ROLES />
            {dynamic(contents)}
        </section>
    }
    .into_any()
}

fn listed(access: &RoleAccess, held: HeldRegions, reading: bool) -> AnyView {
    let roles = access.roles();
    if roles.is_empty() {
        let known = !reading && roles_missing(access).is_empty();
        return known
            .then(|| {
                view! {
                    <Notice tone=Tone::Plain what=text::NO_DIRECTORY_ROLES next=text::NO_DIRECTORY_ROLES_NEXT>
                        {add_link(held, text::ASSIGN_FIRST)}
                    </Notice>
                }
            })
            .into_any();
    }
    view! { <DirectoryRoles access=access.clone() selection=held.selection() /> }.into_any()
}

/// Says which roles are missing and why, and offers what it takes to read them.
fn missing(access: &RoleAccess, retry: Callback<()>) -> AnyView {
    let line = |(part, problem): (RolePart, Problem)| {
        view! {
            <p class="caution">{held_role::missing_roles(part)}</p>
            <ProblemNotice problem=problem.clone()>
                <AskButton problem=problem.clone() retry />
                <RetryButton problem retry />
            </ProblemNotice>
        }
    };
    roles_missing(access).into_iter().map(line).collect_view().into_any()
}
