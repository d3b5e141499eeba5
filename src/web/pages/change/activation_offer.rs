//! In a review that lacks a role: the way to activate it, and back.

use leptos::prelude::*;

use crate::web::activation_wish::ActivationWish;
use crate::web::components::{Notice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, follow, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::activation as text;
use domain::activation::EligibleRole;
use domain::change::review::{ReviewRow, Warning};
use domain::directory_role::DirectoryScope;
use domain::ids::RoleDefinitionId;

/// For each role of which one would do: the first that the user can activate for the whole directory. Nothing is read
/// while no role is missing.
#[component]
pub(super) fn ActivationOffer(
    /// The rows of the review.
    rows: Signal<Vec<ReviewRow>>,
    /// The names of roles.
    role_of: Callback<RoleDefinitionId, String>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let control = expect_context::<SessionControl>();
    let eligible = FetchedSignal::<Vec<EligibleRole>>::new(move || {
        let directory = tenant.directory();
        async move { directory.eligible_roles().await.map(|listing| listing.items) }
    });
    let missing = memo(move || {
        let lacks = |warning: &Warning| match warning {
            Warning::RoleProbablyMissing(roles) => Some(*roles),
            _ => None,
        };
        let rows = rows.read();
        let mut missing: Vec<&'static [RoleDefinitionId]> =
            rows.iter().flat_map(|row| row.warnings.iter().filter_map(lacks)).collect();
        missing.dedup();
        missing
    });
    follow(move || {
        if !missing.read().is_empty() {
            eligible.read();
        }
    });
    let can_activate = memo(move || !control.session().with(Session::is_read_only));
    let offered = memo(move || {
        let eligible = eligible.value().unwrap_or_default();
        let mut offered = Vec::new();
        for roles in missing.get() {
            let find = |role: &RoleDefinitionId| {
                let mut all = eligible.iter().map(|it| &it.own);
                all.find(|own| own.role == *role && own.scope == DirectoryScope::Tenant).cloned()
            };
            if let Some(own) = roles.iter().find_map(find).filter(|own| !offered.contains(own)) {
                offered.push(own);
            }
        }
        offered
    });
    dynamic(move || {
        let notices = offered.get().into_iter().filter(|_| can_activate.get()).map(|own| {
            let name = role_of.run(own.role);
            let label = format!("{}: {name}", text::ACTIVATE);
            let go = move |_| {
                let wish = ActivationWish::here();
                wish.from.set(Some(navigation.route().get_untracked()));
                wish.role.set(Some(own.clone()));
                navigation.go(&Route::Rights);
            };
            view! {
                <Notice tone=Tone::Info what=text::offer(&name) next=text::OFFER_NEXT>
                    <div class="actions">
                        <button type="button" class="button" aria-label=label on:click=go>
                            {text::ACTIVATE}
                        </button>
                    </div>
                </Notice>
            }
        });
        notices.collect_view()
    })
}
