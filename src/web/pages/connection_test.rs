//! The test of a connection, for the page that connects a tenant and for the settings.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clock::now;
use crate::web::browser::download::download;
use crate::web::components::{Badge, CopyButton, Notice, StackedTable, Tone};
use crate::web::config::Config;
use crate::web::connection_test::{ItemState, TestLine, TestRun, TestStep, checklist, report};
use crate::web::msal;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::fetch;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::connection_test as text;
use domain::clipboard::ClipboardText;

/// The test of a configuration, once there is one. Another configuration is another test.
#[component]
pub fn ConnectionTestSection(
    /// What is tested.
    config: Memo<Option<Config>>,
) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let in_sample = memo(move || control.session().with(|session| matches!(session, Session::Sample { .. })));
    let content = move || match (in_sample.get(), config.get()) {
        (true, _) => view! { <p>{text::IN_SAMPLE}</p> }.into_any(),
        (_, None) => view! { <p>{text::NO_CONFIG}</p> }.into_any(),
        (_, Some(config)) => view! { <Test run=TestRun::new(config) /> }.into_any(),
    };
    view! {
        <section class="card region" aria-labelledby="test-heading">
            <h2 id="test-heading">{text::HEADING}</h2>
            <p class="soft">{text::LEAD}</p>
            {dynamic(content)}
        </section>
    }
    .into_any()
}

#[component]
fn Test(run: TestRun) -> impl IntoView {
    let redirect = StoredValue::new(fetch::page_file_url("redirect.html").unwrap_or_default());
    let lines = memo(move || {
        redirect.with_value(|redirect| run.outcomes().with(|outcomes| checklist(&run.config(), redirect, outcomes)))
    });
    let button = move |(at, step): (usize, TestStep)| {
        view! {
            <button
                type="button"
                class=if at == 0 { "button primary" } else { "button" }
                disabled=move || run.waiting().get().is_some()
                on:pointerenter=|_| load_library()
                on:focus=|_| load_library()
                on:click=handler(move || run.begin(step))
            >
                {text::step(step)}
            </button>
        }
        .into_any()
    };
    let results = move || {
        let lines = lines.get();
        if !lines.iter().any(is_looked_at) {
            return ().into_any();
        }
        let written = redirect.with_value(|redirect| report(&run.config(), redirect, &lines, now()));
        let saved = written.clone();
        view! {
            <StackedTable class="connection-test" caption=text::HEADING columns=&text::COLUMNS>
                {lines.into_iter().map(row).collect_view()}
            </StackedTable>
            <div class="actions">
                <CopyButton value=ClipboardText::document(written) what=text::REPORT />
                <button
                    type="button"
                    class="button"
                    on:click=handler(move || download("bestow-connection-test.txt", "text/plain", &saved))
                >
                    {text::DOWNLOAD}
                </button>
            </div>
            <p class="soft">{text::REPORT_HINT}</p>
        }
        .into_any()
    };
    view! {
        <div class="actions">{run.steps().into_iter().enumerate().map(button).collect_view()}</div>
        {dynamic(move || run.waiting().get().map(|_| view! { <WaitingForWindow run /> }))}
        {dynamic(results)}
    }
    .into_any()
}

/// Whether a line says something that was found out, rather than something that follows from the configuration.
fn is_looked_at(line: &TestLine) -> bool {
    line.state != ItemState::NotRun && line.item != crate::web::connection_test::TestItem::TwoRegistrations
}

/// What can be done while a window is open.
#[component]
fn WaitingForWindow(run: TestRun) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let has_no_code = RwSignal::new(false);
    let take = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        has_no_code.set(!run.take_code(&typed));
    };
    view! {
        <Notice tone=Tone::Info what=text::WAITING next=text::WAITING_NEXT>
            <form class="region" novalidate=true on:submit=take>
                <div class="field narrow">
                    <label for="test-code">{text::CODE_FIELD}</label>
                    <input
                        id="test-code"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="test-code-error"
                        node_ref=field
                    />
                    <p class="field-error" id="test-code-error" aria-live="polite">
                        {dynamic(move || has_no_code.get().then_some(text::NO_CODE))}
                    </p>
                </div>
                <div class="actions">
                    <button type="submit" class="button">
                        {text::USE_CODE}
                    </button>
                    <button type="button" class="button" on:click=handler(move || run.cancel())>
                        {text::CANCEL}
                    </button>
                </div>
            </form>
        </Notice>
    }
    .into_any()
}

fn row(line: TestLine) -> AnyView {
    let tone = match line.state {
        ItemState::Ok => Tone::Good,
        ItemState::Warning => Tone::Warn,
        ItemState::Failed => Tone::Bad,
        ItemState::Unknown => Tone::Info,
        ItemState::NotRun => Tone::Plain,
    };
    let code = (!line.code.is_empty()).then(|| {
        view! {
            <p class="faint">
                {text::CODE} ": " <bdi>{visible(&line.code)}</bdi>
            </p>
        }
    });
    view! {
        <tr>
            <th scope="row">{text::item(line.item)}</th>
            <td>
                <Badge tone text=text::state(line.state) />
            </td>
            <td>
                {visible(&line.sentence)} " " {visible(&line.next)} {code}
            </td>
        </tr>
    }
    .into_any()
}

/// Loads the sign-in library ahead, so that a window opens while the click still counts.
fn load_library() {
    spawn_local(async {
        // Where it doesn't come, the step says so.
        let _ = msal::load().await;
    });
}
