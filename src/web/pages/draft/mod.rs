//! A change that someone shared: what it says about itself, and what it would do here and now.
//!
//! It chooses nothing and writes nothing. What the user ticks continues to the ordinary change, which is reviewed once
//! more. Deliberately absent: any way from here to a write.

mod proposal;

use leptos::prelude::*;

use proposal::Proposal;

use super::account::read_person;
use super::fetched_status::FetchedStatus;
use crate::web::browser::clock;
use crate::web::browser::file::Opened;
use crate::web::components::{Copyable, Fact, FileBox, Notice, PageHeading, TenantName, Tone};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::draft as text;
use crate::web::text::problem::Explanation;
use domain::draft::{Draft, DraftError, LARGEST};

/// A change request, or why it is none.
type DraftOutcome = Result<Draft, DraftError>;

/// The page.
#[component]
pub fn DraftPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let navigation = expect_context::<Navigation>();
    let opened = RwSignal::new(None::<DraftOutcome>);
    let linked = memo(move || match navigation.route().get() {
        Route::Draft(Some(part)) => Some(Draft::from_link_part(&part)),
        _ => None,
    });
    // A user who follows another link wants that change request, and not the one opened before.
    Effect::new(move |is_change: Option<bool>| {
        linked.track();
        if is_change.is_some() {
            opened.set(None);
        }
        true
    });
    let person = read_person(tenant);
    // A change request is drawn once the tenant is known that it must be for.
    let shown = move || {
        let draft = opened.get().or_else(|| linked.get())?;
        let checked = match draft {
            Err(error) => Err(error),
            Ok(draft) => {
                let organization = person.map(|person| person.tenant.clone())?;
                draft.check(organization.id, clock::now()).map(|()| (draft, organization.display_name))
            }
        };
        Some(match checked {
            Ok((draft, tenant_name)) => view! { <Shown draft tenant_name /> }.into_any(),
            Err(error) => view! { <Refused error /> }.into_any(),
        })
    };
    let is_there = move || opened.read().is_some() || linked.read().is_some();
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <Show when=is_there>
            <FetchedStatus of=person reading=text::READING />
        </Show>
        {dynamic(shown)}
        <OpenFile opened another=Signal::derive(is_there) />
    }
}

/// Opens a change request from a file.
#[component]
fn OpenFile(opened: RwSignal<Option<DraftOutcome>>, another: Signal<bool>) -> impl IntoView {
    let open = Callback::new(move |file: Opened| {
        opened.set(Some(file.text.map_err(DraftError::from).and_then(|text| Draft::from_json(&text))));
    });
    view! {
        <section class="card region" aria-label=text::OPEN>
            <h2>{dynamic(move || if another.get() { text::ANOTHER } else { text::OPEN })}</h2>
            <Show when=move || !another.get()>
                <p class="soft">{text::OPEN_LEAD}</p>
            </Show>
            <FileBox id="draft-file" label=text::FILE largest=LARGEST opened=open />
        </section>
    }
    .into_any()
}

/// Why a change request is not opened. What it claims is not shown: nothing of it is to be believed.
#[component]
fn Refused(error: DraftError) -> impl IntoView {
    let Explanation { what, next } = text::refused(&error);
    view! { <Notice tone=Tone::Bad what next /> }.into_any()
}

/// A change request that can be used here and now.
#[component]
fn Shown(draft: Draft, tenant_name: String) -> impl IntoView {
    let claim = match draft.claim.trim() {
        "" => text::NO_REQUESTER.to_owned(),
        claim => format!("“{}”", visible(claim)),
    };
    let (made, expires, tenant) = (draft.created.minute(), draft.expires().minute(), draft.tenant.to_string());
    view! {
        <p class="lead">{text::LEAD}</p>
        <section class="card region" aria-label=text::CLAIMS>
            <h2>{text::CLAIMS}</h2>
            <dl class="facts">
                <Fact name=text::FROM>
                    <bdi>{claim}</bdi>
                </Fact>
                <Fact name=text::MADE>{made}</Fact>
                <Fact name=text::EXPIRES>{expires}</Fact>
                <Fact name=text::TENANT>
                    <TenantName name=tenant_name />
                    <Copyable value=tenant what=text::TENANT />
                </Fact>
            </dl>
            <p class="caution">{text::CLAIMS_NOT_CHECKED}</p>
        </section>
        <Proposal wanted=draft.wishes />
    }
    .into_any()
}
