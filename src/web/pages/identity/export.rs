//! What was read of an identity, as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::evidence::sections;
use super::regions::Regions;
use crate::web::browser::download::download;
use crate::web::components::ProblemNotice;
use crate::web::navigation::identity_view::Part;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::export as text;
use domain::export::{
    EvidenceFormat, EvidenceReader, EvidenceSection, EvidenceSource, EvidenceTenant, IdentityEvidence,
};
use domain::identity::ManagedIdentity;
use domain::problem::Problem;

/// Buttons that write down the identity's permissions and roles, and print the page.
#[component]
pub fn Export(
    /// The identity.
    identity: ManagedIdentity,
    /// What is read of it.
    regions: Regions,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let control = expect_context::<SessionControl>();
    let problem = RwSignal::new(None::<Problem>);
    let identity = StoredValue::new(identity);
    let is_ready = memo(move || regions.held.is_settled());
    let save = move |form: EvidenceFormat| {
        spawn_local(async move {
            // An export contains the logs, whether or not they were loaded on the page before.
            regions.activity.read_once().await;
            let Some((sections, read_at)) = untrack(|| sections(regions)) else { return };
            let evidence = evidence(tenant, control, identity.get_value(), sections).await;
            let written = evidence.map(|evidence| IdentityEvidence { read_at, ..evidence });
            problem.try_set(written.as_ref().err().cloned());
            if let Ok(evidence) = written {
                download(&evidence.file_name(form), form.media_type(), &evidence.write(form));
            }
        });
    };
    let button = move |&form: &EvidenceFormat| {
        view! {
            <button type="button" class="button" disabled=move || !is_ready.get() on:click=handler(move || save(form))>
                {text::save(form)}
            </button>
        }
    };
    let print = |_| {
        // A browser that does not print has nothing to say about it.
        let _ = window().print();
    };
    view! {
        <section class="card region export" id=Part::Evidence.element() aria-label=text::HEADING>
            <h2 tabindex="-1">{text::HEADING}</h2>
            <p class="soft">{dynamic(move || if is_ready.get() { text::WHAT } else { text::NOT_YET })}</p>
            <div class="actions">
                {EvidenceFormat::ALL.iter().map(button).collect_view()}
                <button type="button" class="button" on:click=print>
                    {text::PRINT}
                </button>
            </div>
            {dynamic(move || problem.get().map(|problem| view! { <ProblemNotice problem /> }))}
        </section>
    }
    .into_any()
}

async fn evidence(
    tenant: OpenTenant,
    control: SessionControl,
    identity: ManagedIdentity,
    sections: Vec<EvidenceSection>,
) -> Result<IdentityEvidence, Problem> {
    let person = tenant.directory().signed_in_user().await?;
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    Ok(IdentityEvidence {
        source: if is_sample { EvidenceSource::Sample } else { EvidenceSource::Tenant },
        tenant: EvidenceTenant { id: person.tenant.id, name: person.tenant.display_name },
        read_at: crate::web::browser::clock::now(),
        read_by: EvidenceReader { id: person.id, user_principal_name: person.user_principal_name },
        identity,
        sections,
    })
}
