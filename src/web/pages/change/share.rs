//! Sharing what is chosen: a link or a file that another user opens.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clipboard;
use crate::web::browser::clock;
use crate::web::browser::download::download;
use crate::web::components::{Notice, Tone};
use crate::web::navigation::draft_link;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::draft as text;
use crate::web::toasts::Toasts;
use domain::change::wish::Wanted;
use domain::draft::{Draft, LIFETIME, LONGEST_CLAIM};
use domain::ids::TenantId;

/// Offers what is chosen as a link or a file. Nothing, while nothing is chosen.
#[component]
pub fn ShareDraft(
    /// What is chosen.
    #[prop(into)]
    wanted: Signal<Vec<Wanted>>,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let claim = RwSignal::new(String::new());
    let tenant_id = RwSignal::new(None::<TenantId>);
    let field = NodeRef::<html::Input>::new();
    // The tenant and the user are asked for when someone wants to share; both are known already as a rule.
    let opened = move |_| {
        let directory = tenant.directory();
        spawn_local(async move {
            let Ok(person) = directory.signed_in_user().await else { return };
            tenant_id.try_set(Some(person.tenant.id));
            if claim.try_with_untracked(String::is_empty) == Some(true) {
                claim.try_set(person.user_principal_name.clone());
                if let Some(field) = field.get_untracked() {
                    field.set_value(&person.user_principal_name);
                }
            }
        });
    };
    let draft = move || {
        let tenant = tenant_id.get()?;
        Some(Draft::new(tenant, clock::now(), &claim.get(), wanted.get()))
    };
    let link = move || draft_link::link(&window().location().href().unwrap_or_default(), &draft()?);
    let is_too_long = memo(move || draft().is_some() && link().is_none());
    let toasts = expect_context::<Toasts>();
    let said = RwSignal::new(None::<(Tone, &'static str)>);
    let copy = move |_| {
        let Some(link) = untrack(link) else { return said.set(Some((Tone::Warn, text::NO_TENANT))) };
        clipboard::copy(toasts, &link, text::COPIED, text::NOT_COPIED);
    };
    let save = move |_| {
        let Some(draft) = untrack(draft) else { return said.set(Some((Tone::Warn, text::NO_TENANT))) };
        download(&text::file_name(&draft.created.date()), "application/json", &draft.to_json());
        said.set(Some((Tone::Good, text::SAVED)));
    };
    view! {
        <Show when=move || !wanted.read().is_empty()>
            <details class="part" on:toggle=opened>
                <summary>{text::SHARE}</summary>
                <div class="part-body">
                    <p class="soft">{text::SHARE_WHAT}</p>
                    <div class="field">
                        <label for="draft-claim">{text::CLAIM}</label>
                        <input
                            id="draft-claim"
                            type="text"
                            node_ref=field
                            maxlength=LONGEST_CLAIM.to_string()
                            autocomplete="off"
                            aria-describedby="draft-claim-hint"
                            prop:value=move || claim.get_untracked()
                            on:input:target=move |event| {
                                said.set(None);
                                claim.set(event.target().value());
                            }
                        />
                        <p class="hint" id="draft-claim-hint">
                            {text::CLAIM_HINT}
                        </p>
                    </div>
                    <p class="soft">{text::lasts(&(clock::now() + LIFETIME).minute())}</p>
                    <Show when=move || is_too_long.get()>
                        <Notice tone=Tone::Info what=text::TOO_LONG />
                    </Show>
                    <div class="actions">
                        <Show when=move || !is_too_long.get()>
                            <button type="button" class="button" on:click=copy>
                                {text::COPY_LINK}
                            </button>
                        </Show>
                        <button type="button" class="button" on:click=save>
                            {text::SAVE}
                        </button>
                    </div>
                    {dynamic(move || said.get().map(|(tone, what)| view! { <Notice tone what /> }))}
                </div>
            </details>
        </Show>
    }
    .into_any()
}
