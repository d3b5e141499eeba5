//! The parts that the page is fetched in: what is in which.
//!
//! The linker's output is divided at the functions marked with `wasm_split`: whatever only they lead to becomes a
//! WebAssembly file of its own, which the browser fetches when the function is first called. All parts share one memory
//! and one copy of what the first part has already. The first part is what someone sees who is not signed in.
//!
//! This is in the binary and not in the library, because the sample tenant is made of the same library and would
//! otherwise carry the marked functions too.

use bestow::web::navigation::route::Page;
use bestow::web::pages::{
    ActivityPage, ChangePage, ComparePage, ConnectPage, DraftPage, IdentityPage, IdentityReceipt, InterruptedChanges,
    NewIdentityPage, NewSetPage, PalettePanel, ReceiptPage, ReviewPage, RightsPage, SetPage, SetsPage, SettingsPage,
    ShortcutList, change_step, identity_section, job_section, read_kept_receipts, selection_section,
};
use bestow::web::parts::code_reading::{Code, CodeReading};
use bestow::web::parts::later::{
    DeferredView, DrawFn, Fetching, LoadedView, LoadingView, Parts, ReadingCode, ReadingLog, ReadingText,
};
use bestow::web::parts::part::{PageSection, ProgramPart};
use bestow::web::parts::usage_reading::{LogToRead, UsageReading};
use bestow::web::workplace::Workplace;
use code_permissions::usage::LogError;
use domain::pasted_text::{KnownPermissions, PastedText, read};
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// How the page gets its parts.
pub const PARTS: Parts = Parts { draw, fetch, read_text, read_code, read_log };

fn draw(what: DeferredView) -> LoadingView {
    Box::pin(async move {
        let draw = load(what.part()?).await.ok()?;
        Some(LoadedView { what, draw })
    })
}

fn fetch(part: ProgramPart) -> Fetching {
    Box::pin(async move {
        // What did not load is asked for again when it is to be drawn.
        let _ = load(part).await;
    })
}

async fn load(part: ProgramPart) -> Result<DrawFn, SplitLoaderError> {
    match part {
        ProgramPart::Workplace => workplace().await,
        ProgramPart::Looking => looking().await,
        ProgramPart::Describing => describing().await,
        ProgramPart::Changing => changing().await,
        ProgramPart::Enabling => enabling().await,
        ProgramPart::Adding => adding().await,
        ProgramPart::Applying => applying().await,
        ProgramPart::Records => records().await,
        ProgramPart::Reviewing => reviewing().await,
        ProgramPart::Sets => sets().await,
        ProgramPart::Settling => settling().await,
        ProgramPart::Finding => finding().await,
    }
}

/// Fetches what reads pasted texts, unless it is there already, and reads one. Its tables are needed nowhere else.
fn read_text(text: String) -> ReadingText {
    Box::pin(async move { reading(text).await.ok() })
}

#[wasm_split(reading, fallible)]
fn reading(text: String) -> Result<PastedText, SplitLoaderError> {
    Ok(read(&text, &KnownPermissions::of_microsoft()))
}

/// Fetches what reads code, unless it is there already, and reads some. Its table is needed nowhere else.
fn read_code(code: Code) -> ReadingCode {
    Box::pin(async move {
        match coding(CallSource::Code(code)).await.ok()? {
            CallReading::Code(reading) => reading,
            CallReading::Log(_) => None,
        }
    })
}

/// Fetches what reads logs, unless it is there already, and reads one, by the same table.
fn read_log(log: LogToRead) -> ReadingLog {
    Box::pin(async move {
        match coding(CallSource::Log(log)).await.ok()? {
            CallReading::Log(reading) => reading,
            CallReading::Code(_) => None,
        }
    })
}

/// What calls are found in.
enum CallSource {
    Code(Code),
    Log(LogToRead),
}

/// What was found; `None` where the table is damaged.
enum CallReading {
    Code(Option<CodeReading>),
    Log(Option<Result<UsageReading, LogError>>),
}

#[wasm_split(coding, fallible)]
fn coding(source: CallSource) -> Result<CallReading, SplitLoaderError> {
    Ok(match source {
        CallSource::Code(code) => CallReading::Code(CodeReading::of(&code, CALLS_TO_PERMISSIONS)),
        CallSource::Log(log) => CallReading::Log(UsageReading::of(&log, CALLS_TO_PERMISSIONS)),
    })
}

/// Which call needs which permission.
static CALLS_TO_PERMISSIONS: &[u8] = include_bytes!("../crates/code_permissions/data/calls-to-permissions.txt");

#[wasm_split(workplace, fallible)]
fn workplace() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Workplace => view! { <Workplace /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(looking, fallible)]
fn looking() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Identity(id)) => view! { <IdentityPage id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(describing, fallible)]
fn describing() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Section(section) => identity_section(section),
        _ => ().into_any(),
    })
}

#[wasm_split(changing, fallible)]
fn changing() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Change(id)) => view! { <ChangePage id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(adding, fallible)]
fn adding() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Compare(id)) => view! { <ComparePage id /> }.into_any(),
        DeferredView::Section(PageSection::JobContents) => job_section(),
        DeferredView::Section(section) => selection_section(section),
        _ => ().into_any(),
    })
}

#[wasm_split(applying, fallible)]
fn applying() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Receipt(id)) => view! { <ReceiptPage id /> }.into_any(),
        DeferredView::Section(section) => change_step(section),
        _ => ().into_any(),
    })
}

#[wasm_split(records, fallible)]
fn records() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Draft) => view! { <DraftPage /> }.into_any(),
        DeferredView::Page(Page::Activity) => view! { <ActivityPage /> }.into_any(),
        DeferredView::Interrupted => view! { <InterruptedChanges /> }.into_any(),
        DeferredView::KeptReceipts => read_kept_receipts(),
        _ => ().into_any(),
    })
}

#[wasm_split(reviewing, fallible)]
fn reviewing() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Review) => view! { <ReviewPage /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(enabling, fallible)]
fn enabling() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::NewIdentity) => view! { <NewIdentityPage /> }.into_any(),
        DeferredView::Section(PageSection::IdentityReceipt) => view! { <IdentityReceipt /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(sets, fallible)]
fn sets() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Sets) => view! { <SetsPage /> }.into_any(),
        DeferredView::Page(Page::Set(key)) => view! { <SetPage key /> }.into_any(),
        DeferredView::Page(Page::NewSet) => view! { <NewSetPage /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(settling, fallible)]
fn settling() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Page(Page::Settings) => view! { <SettingsPage /> }.into_any(),
        DeferredView::Page(Page::Connect) => view! { <ConnectPage /> }.into_any(),
        DeferredView::Page(Page::Rights) => view! { <RightsPage /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(finding, fallible)]
fn finding() -> Result<DrawFn, SplitLoaderError> {
    Ok(|what| match what {
        DeferredView::Palette => view! { <PalettePanel /> }.into_any(),
        DeferredView::Shortcuts => view! { <ShortcutList /> }.into_any(),
        _ => ().into_any(),
    })
}
