//! Who is signed in, where, with which rights, and how this deployment signs in.

use leptos::prelude::*;

use super::account::{UserAccount, name_of_role, read_account};
use super::connect::TypedNotice;
use super::connection_test::ConnectionTestSection;
use super::fetch_ahead::FetchAheadSection;
use super::fetched_status::FetchedStatus;
use super::hosting::HostingSection;
use super::kept::KeptSection;
use super::single_keys::SingleKeysSection;
use super::welcome::Doors;
use crate::web::components::{
    Badge, Copyable, Fact, FetchedHead, Notice, PageHeading, ProblemNotice, TenantName, Tone,
};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{rights, settings as text, sign_in, welcome};
use domain::cloud::Cloud;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let is_sample = move || matches!(*control.session().read(), Session::Sample { .. });
    let config = memo(move || control.session().with(|session| session.setup()?.config().cloned()));
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <Show when=is_sample>
            <Notice tone=Tone::Info what=text::SAMPLE next=text::SAMPLE_PEOPLE>
                <SamplePeople />
            </Notice>
        </Show>
        {match use_context::<OpenTenant>() {
            Some(tenant) => view! {
                <AccountSection tenant />
                <p>
                    <a href=Route::Connect.to_string()>{welcome::CONNECT}</a>
                </p>
            }
            .into_any(),
            None => view! {
                <p class="soft">{text::NOBODY}</p>
                <Doors />
            }
            .into_any(),
        }}
        <SignInForm />
        <ConnectionTestSection config />
        <SingleKeysSection />
        <FetchAheadSection />
        <HostingSection />
        <KeptSection />
    }
}

/// The users as which the sample can be opened.
#[component]
fn SamplePeople() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let button = move |(persona, name): (&'static str, &'static str)| {
        view! {
            <button type="button" class="button" on:click=handler(move || control.reopen_sample(persona))>
                {name}
            </button>
        }
    };
    view! {
        <div class="actions">{text::PEOPLE.map(button).collect_view()}</div>
    }
}

/// The user and their rights.
#[component]
fn AccountSection(tenant: OpenTenant) -> impl IntoView {
    let account = read_account(tenant);
    view! {
        <section class="card region" aria-label=text::ACCOUNT>
            <FetchedHead heading=move || text::ACCOUNT what=text::REGION of=account />
            <FetchedStatus of=account reading=text::READING />
            {dynamic(move || facts(account))}
        </section>
        <p>
            <a href=Route::Rights.to_string()>{rights::HEADING}</a>
        </p>
    }
    .into_any()
}

fn facts(account: FetchedSignal<UserAccount>) -> Option<AnyView> {
    let (person, definitions) = account.value()?;
    let roles = match person.roles {
        Ok(roles) if roles.is_empty() => rights::NO_ROLES.into_any(),
        Ok(roles) => {
            let badge = |id| view! { <Badge tone=Tone::Plain text=name_of_role(&definitions, id) /> };
            roles.into_iter().map(badge).collect_view().into_any()
        }
        Err(problem) => view! { <ProblemNotice problem /> }.into_any(),
    };
    let facts = view! {
        <dl class="facts">
            <Fact name=text::PERSON>
                <span>
                    <TenantName name=person.display_name />
                    " "
                    <span class="faint">
                        <TenantName name=person.user_principal_name />
                    </span>
                </span>
            </Fact>
            <Fact name=text::TENANT>
                <TenantName name=person.tenant.display_name />
            </Fact>
            <Fact name=text::TENANT_ID>
                <Copyable value=person.tenant.id.to_string() what=text::TENANT_ID />
            </Fact>
            <Fact name=text::CLOUD>{text::cloud(Cloud::OF_THIS_BUILD)}</Fact>
            <Fact name=rights::ACTIVE>
                <span class="row">{roles}</span>
            </Fact>
        </dl>
    };
    Some(facts.into_any())
}

/// How the deployment signs in, as far as it is set up.
#[component]
fn SignInForm() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let mode = move || {
        let mode = control.session().with(|session| session.setup()?.config().map(|config| config.mode))?;
        let tone = if mode.is_weakened() { Tone::Warn } else { Tone::Plain };
        let [what, next] = sign_in::mode(mode);
        Some(view! {
            <section class="region" aria-label=text::SIGN_IN>
                <h2>{text::SIGN_IN}</h2>
                <Notice tone what next />
                <TypedNotice />
            </section>
        })
    };
    view! { {dynamic(mode)} }
}
