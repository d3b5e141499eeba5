//! All permission sets, by job, the user's own first.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use leptos::prelude::*;

use super::super::fetched_status::FetchedStatus;
use super::tenant_words::TenantWords;
use crate::web::components::{
    Badge, FetchedHead, Notice, PageHeading, SearchField, StackedTable, TenantName, Tone, tone,
};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{sets as text, tier};
use domain::change::permission_set::PermissionSet;
use domain::change::wish::Wish;
use domain::search_words::SearchWords;
use domain::sets::highest_tier;

/// One line of the list.
#[derive(Clone)]
struct SetLine {
    key: SetKey,
    name: String,
    purpose: String,
    wishes: Vec<Wish>,
}

/// The page.
#[component]
pub fn SetsPage() -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let own = OwnSets::open();
    let search = RwSignal::new(String::new());
    let words = FetchedSignal::<TenantWords>::now(move || {
        let all = untrack(|| groups(own)).into_iter().flat_map(|(_, lines)| lines);
        let wishes = all.flat_map(|line| line.wishes).collect();
        TenantWords::read(tenant.directory(), wishes)
    });
    let number = memo(move || {
        let sought = SearchWords::with_synonyms(&search.get());
        let groups = groups(own).into_iter();
        groups.map(|(job, lines)| lines.iter().filter(|line| fits(line, job, &sought)).count()).sum::<usize>()
    });
    let shown = move || {
        let sought = SearchWords::with_synonyms(&search.get());
        let fitting: Vec<AnyView> = groups(own)
            .into_iter()
            .filter_map(|(job, mut lines)| {
                lines.retain(|line| fits(line, job, &sought));
                (!lines.is_empty()).then(|| view! { <Group job lines words /> }.into_any())
            })
            .collect();
        if fitting.is_empty() {
            view! { <Notice tone=Tone::Info what=text::NO_MATCH /> }.into_any()
        } else {
            fitting.into_any()
        }
    };
    view! {
        <div class="page-head">
            <PageHeading text=text::HEADING.to_owned() />
            <div class="actions">
                <a class="button" href=Route::NewSet(None, Vec::new()).to_string()>
                    {text::NEW}
                </a>
            </div>
        </div>
        <p class="lead">{text::LEAD}</p>
        <search>
            <SearchField
                id="set-search"
                label=text::SEARCH
                hint=text::SEARCH_HINT
                value=search
                set=Callback::new(move |value| search.set(value))
            />
        </search>
        <section class="region" aria-label=text::HEADING>
            <FetchedHead heading=move || text::number(number.get()) what=text::REGION of=words />
            <FetchedStatus of=words reading=text::READING />
            {dynamic(shown)}
        </section>
    }
}

/// The sets of one job.
#[component]
fn Group(job: &'static str, lines: Vec<SetLine>, words: FetchedSignal<TenantWords>) -> impl IntoView {
    let is_own = job == text::OWN;
    let row = move |line: SetLine| {
        let wishes = line.wishes.clone();
        let tier = move || {
            let entries = words.map(|words| words.entries(&wishes))?;
            let tier = highest_tier(&entries);
            let (tone, name) = tier.map_or((Tone::Plain, tier::NOT_RATED), |it| (tone(it), tier::name(it)));
            Some(view! { <Badge tone text=name /> })
        };
        view! {
            <tr>
                <th scope="row">
                    <a class="strong" href=Route::Set(line.key).to_string()>
                        <TenantName name=line.name />
                    </a>
                    <p class="soft">
                        <TenantName name=line.purpose />
                    </p>
                </th>
                <td>{holds(&line.wishes)}</td>
                <td>{dynamic(tier)}</td>
            </tr>
        }
    };
    view! {
        <section class="region" aria-label=job>
            <h3>{job}</h3>
            {is_own.then(|| view! { <p class="soft">{text::OWN_WHERE}</p> })}
            <StackedTable class="sets" caption=job columns=&[text::NAME, text::HOLDS, text::TIER]>
                {lines.into_iter().map(row).collect_view()}
            </StackedTable>
        </section>
    }
    .into_any()
}

/// The sets by job, the user's own first where there are any.
fn groups(own: OwnSets) -> Vec<(&'static str, Vec<SetLine>)> {
    let own: Vec<SetLine> = own
        .all()
        .into_iter()
        .map(|(id, set)| SetLine { key: SetKey::Own(id), name: set.name, purpose: set.purpose, wishes: set.wishes })
        .collect();
    let built_in = |&set: &PermissionSet| SetLine {
        key: SetKey::BuiltIn(set),
        name: text::name(set).to_owned(),
        purpose: text::purpose(set).to_owned(),
        wishes: set.wishes(),
    };
    let mut groups = Vec::new();
    if !own.is_empty() {
        groups.push((text::OWN, own));
    }
    groups.extend(text::GROUPS.map(|(job, sets)| (job, sets.iter().map(built_in).collect())));
    groups
}

/// Whether every word, or a synonym, is in the set's name, purpose or job, or in a permission of the set.
fn fits(line: &SetLine, job: &str, sought: &SearchWords) -> bool {
    let mut text = format!("{} {} {job}", line.name, line.purpose);
    for wish in &line.wishes {
        if let Wish::Add(Permission::AppRole(AppRoleName { role: RoleKey::Value(value), .. }), _) = wish {
            text.push(' ');
            text.push_str(value);
        }
    }
    sought.all_in(&text.to_lowercase())
}

/// How much a set contains.
pub fn holds(wishes: &[Wish]) -> String {
    let directory = wishes.iter().filter(|wish| matches!(wish, Wish::Add(Permission::EntraRole { .. }, _))).count();
    text::contents(wishes.len() - directory, directory)
}
