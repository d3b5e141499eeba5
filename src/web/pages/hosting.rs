//! How this page is hosted, for the settings.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::components::{Badge, Notice, StackedTable, Tone, Waiting};
use crate::web::hosting::{self, Check, CheckOutcome, Hosting};
use crate::web::reactive::dynamic;
use crate::web::text::hosting as text;

/// What the page sees of its surroundings, and what follows from it.
#[component]
pub fn HostingSection() -> impl IntoView {
    let seen = RwSignal::new(None);
    spawn_local(async move {
        // The settings may have been left meanwhile.
        seen.try_set(Some(hosting::observe().await));
    });
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            {dynamic(move || match seen.get() {
                None => view! { <Waiting text=text::LOOKING /> }.into_any(),
                Some(hosting) => outcome(hosting),
            })}
        </section>
    }
    .into_any()
}

fn outcome(hosting: Hosting) -> AnyView {
    let checks = hosting.checks();
    let worst = checks.iter().map(|(_, standing)| *standing).max();
    let notice = match (hosting.forbids_changes(), worst) {
        (Some(check), _) => {
            let said = text::refusal(check);
            view! { <Notice tone=Tone::Bad what=said.what next=said.next /> }.into_any()
        }
        (None, Some(CheckOutcome::Weak)) => view! { <Notice tone=Tone::Warn what=text::WEAKENED /> }.into_any(),
        (None, _) => view! { <Notice tone=Tone::Good what=text::ALL_GOOD /> }.into_any(),
    };
    view! {
        {notice}
        <StackedTable caption=text::HEADING columns=&[text::CHECK, text::OUTCOME, text::MEANING]>
            {checks.map(row).collect_view()}
        </StackedTable>
        <p class="soft">{text::BEYOND}</p>
    }
    .into_any()
}

fn row((check, standing): (Check, CheckOutcome)) -> AnyView {
    let tone = match standing {
        CheckOutcome::Good => Tone::Good,
        CheckOutcome::Weak => Tone::Warn,
        CheckOutcome::Unsafe => Tone::Bad,
    };
    view! {
        <tr>
            <th scope="row">{text::name(check)}</th>
            <td>
                <Badge tone text=text::check_outcome(standing) />
            </td>
            <td class="soft">{text::meaning(check, standing)}</td>
        </tr>
    }
    .into_any()
}
