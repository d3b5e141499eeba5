//! The search box and the filters above the table.

use leptos::prelude::*;

use super::desk::ReviewDesk;
use super::location::{ReviewLocation, route};
use crate::web::components::SearchField;
use crate::web::navigation::review_address::{
    ReviewAddress, View, activity_word, age_word, kind_word, of_word, permission_word, sort_word, tier_word,
};
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identities, tenant_review as text, tier};
use domain::identity::IdentityKind;
use domain::sort;
use domain::sorted_map::SortedMap;
use domain::tenant_review::filter::{PermissionOwner, TierFilter};
use domain::tenant_review::{PermissionKey, TenantReview};
use domain::tiers::Tier;

/// Values with their words, in the order in which they are offered.
type FilterChoices = Vec<(String, String)>;

/// What a tenant offers to filter by. Made once for a review, and not for every keystroke.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FilterOptions {
    of: FilterChoices,
    subscriptions: FilterChoices,
    groups: FilterChoices,
}

/// The search box and the filters. What they are set to is in the address.
#[component]
pub fn Filters(desk: ReviewDesk, place: ReviewLocation) -> impl IntoView {
    let offered = memo(move || {
        desk.review().map(|review| FilterOptions::of(&review, &|id| subscription_name(desk, id))).unwrap_or_default()
    });
    let of = memo(move || place.address.read().filter.of);
    let things = memo(move || {
        let of = of.get();
        desk.review().map(|review| permission_choices(&review, of)).unwrap_or_default()
    });
    let left_out = memo(move || things.read().left_out);
    let things = memo(move || things.read().choices.clone());
    let tiers: FilterChoices = [TierFilter::Is(Tier::Zero), TierFilter::Is(Tier::One), TierFilter::Is(Tier::Two)]
        .into_iter()
        .chain([TierFilter::NotRated, TierFilter::HoldsNothing])
        .map(|it| (tier_word(it).to_owned(), tier_name(it).to_owned()))
        .collect();
    let kinds = [IdentityKind::SystemAssigned, IdentityKind::UserAssigned, IdentityKind::Unknown];
    let kinds: FilterChoices = kinds.map(|it| (kind_word(it).to_owned(), identities::kind(it).to_owned())).into();
    let address = place.address;
    let value = move |read: fn(&ReviewAddress) -> String| Signal::derive(move || read(&address.read()));
    // Each of these sets one parameter; the parser knows what it means.
    let choose = move |name: &'static str| {
        Callback::new(move |value: String| {
            place.replace(|address| {
                if name == "group" {
                    // A name that someone chose may have any character in it.
                    address.filter.group = value;
                } else {
                    apply(address, name, ReviewAddress::parse(&format!("{name}={value}")));
                }
            });
        })
    };
    view! {
        <search class="filters review-filters">
            <SearchField
                id="review-search"
                label=text::SEARCH
                hint=text::SEARCH_HINT
                value=value(|it| it.filter.search.clone())
                set=Callback::new(move |search| place.replace(|it| it.filter.search = search))
            />
            <Choice id="review-tier" label=text::TIER chosen=value(|it| it.filter.tier.map(tier_word).unwrap_or_default().to_owned()) offered=fixed(tiers) choose=choose("tier") />
            <Choice id="review-of" label=text::API chosen=value(|it| it.filter.of.map(of_word).unwrap_or_default()) offered=Signal::derive(move || offered.read().of.clone()) choose=choose("of") />
            <Choice id="review-has" label=text::PERMISSION chosen=value(|it| it.filter.thing.as_ref().map(permission_word).unwrap_or_default()) offered=things.into() choose=choose("has") />
            <Choice id="review-kind" label=identities::KIND chosen=value(|it| it.filter.kind.map(kind_word).unwrap_or_default().to_owned()) offered=fixed(kinds) choose=choose("type") />
            <Choice id="review-subscription" label=identities::SUBSCRIPTION chosen=value(|it| it.filter.subscription.map(|id| id.to_string()).unwrap_or_default()) offered=Signal::derive(move || offered.read().subscriptions.clone()) choose=choose("subscription") />
            <Choice id="review-group" label=identities::GROUP chosen=value(|it| it.filter.group.clone()) offered=Signal::derive(move || offered.read().groups.clone()) choose=choose("group") />
            <Choice id="review-granted" label=text::GRANTED chosen=value(|it| it.filter.granted.map(age_word).unwrap_or_default()) offered=fixed(pairs(&text::GRANTED_CHOICES)) choose=choose("granted") />
            <Choice id="review-activity" label=text::ACTIVITY chosen=value(|it| it.filter.activity.map(activity_word).unwrap_or_default()) offered=fixed(pairs(&text::ACTIVITY_CHOICES)) choose=choose("signed-in") />
            <Choice id="review-sort" label=text::SORT chosen=value(|it| sort_word(it.sort).to_owned()) offered=fixed(pairs(&text::SORTS)) choose=choose("sort") none=false />
        </search>
        {dynamic(move || (left_out.get() > 0).then(|| view! {
            <p class="soft">
                {text::permissions_left_out(left_out.get())} " "
                <a href=route(&ReviewAddress::of(View::Who)).to_string()>{text::WHO}</a>
            </p>
        }))}
    }
    .into_any()
}

/// Takes one parameter over.
fn apply(address: &mut ReviewAddress, name: &str, read: ReviewAddress) {
    let (filter, new) = (&mut address.filter, read.filter);
    match name {
        "tier" => filter.tier = new.tier,
        // What is assigned of another API would leave nothing.
        "of" => (filter.of, filter.thing) = (new.of, None),
        "has" => filter.thing = new.thing,
        "type" => filter.kind = new.kind,
        "subscription" => filter.subscription = new.subscription,
        "granted" => filter.granted = new.granted,
        "signed-in" => filter.activity = new.activity,
        _ => address.sort = read.sort,
    }
}

fn fixed(choices: FilterChoices) -> Signal<FilterChoices> {
    Signal::stored(choices)
}

fn pairs(choices: &[(&str, &str)]) -> FilterChoices {
    choices.iter().map(|(value, word)| ((*value).to_owned(), (*word).to_owned())).collect()
}

fn tier_name(of: TierFilter) -> &'static str {
    match of {
        TierFilter::Is(it) => tier::name(it),
        TierFilter::NotRated => text::NOT_RATED,
        TierFilter::HoldsNothing => text::NO_PERMISSIONS,
    }
}

/// What a subscription is called, where Azure was asked; else its id.
pub fn subscription_name(desk: ReviewDesk, id: domain::guid::Guid) -> String {
    desk.azure.map(|azure| azure.subscription_name(id).map(str::to_owned)).flatten().unwrap_or_else(|| id.to_string())
}

impl FilterOptions {
    fn of(review: &TenantReview, name: &dyn Fn(domain::guid::Guid) -> String) -> Self {
        let mut of: SortedMap<String, String> = SortedMap::new();
        for thing in review.permissions() {
            match &thing.key {
                PermissionKey::AppRole(api, _) => {
                    of.insert(format!("{} {api}", thing.api_name.to_lowercase()), of_word(PermissionOwner::Api(*api)))
                }
                PermissionKey::DirectoryRole(..) => of.insert(String::new(), of_word(PermissionOwner::Directory)),
            };
        }
        let names: SortedMap<String, &str> = review
            .permissions()
            .iter()
            .filter_map(|thing| match &thing.key {
                PermissionKey::AppRole(api, _) => Some((of_word(PermissionOwner::Api(*api)), thing.api_name.as_str())),
                PermissionKey::DirectoryRole(..) => None,
            })
            .collect();
        let shown = |word: &String| names.get(word).copied().unwrap_or(text::DIRECTORY_ROLES).to_owned();
        let (mut subscriptions, mut groups) = (SortedMap::new(), SortedMap::new());
        for resource in review.rows().iter().filter_map(|row| row.identity.resource.as_ref()) {
            if let Some(subscription) = resource.subscription() {
                subscriptions.entry(subscription).or_insert(());
            }
            if let Some(group) = resource.resource_group() {
                groups.entry(group.to_lowercase()).or_insert(());
            }
        }
        let mut subscriptions: FilterChoices = subscriptions.into_keys().map(|id| (id.to_string(), name(id))).collect();
        sort::sort_by(&mut subscriptions, |one, other| one.1.cmp(&other.1));
        Self {
            of: of.into_values().map(|word| (word.clone(), shown(&word))).collect(),
            subscriptions,
            groups: groups.into_keys().map(|group| (group.clone(), group)).collect(),
        }
    }
}

/// The permissions and roles that the filter offers, and how many it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PermissionChoices {
    choices: FilterChoices,
    left_out: usize,
}

/// The most permissions that the filter offers at once. It says how many it leaves out, and where they are.
const MOST_THINGS: usize = 300;

/// The permissions and roles of an API, or of all of them. Where there are too many, the most dangerous are offered first,
/// then the rarest: those are what a reviewer looks for.
fn permission_choices(review: &TenantReview, of: Option<PermissionOwner>) -> PermissionChoices {
    let belongs = |key: &PermissionKey| match (of, key) {
        (None, _) => true,
        (Some(PermissionOwner::Api(api)), PermissionKey::AppRole(resource, _)) => *resource == api,
        (Some(PermissionOwner::Directory), PermissionKey::DirectoryRole(..)) => true,
        _ => false,
    };
    let mut held: Vec<_> = review.permissions().iter().filter(|thing| belongs(&thing.key)).collect();
    sort::sort_by_key(&mut held, |thing| {
        (thing.verdict.map_or(u8::MAX, |verdict| verdict.tier.number()), thing.holders)
    });
    let left_out = held.len().saturating_sub(MOST_THINGS);
    held.truncate(MOST_THINGS);
    let mut choices: FilterChoices = held
        .into_iter()
        .map(|thing| (permission_word(&thing.key), format!("{} · {}", thing.label, super::pieces::of(thing))))
        .collect();
    sort::sort_by_key(&mut choices, |(_, word)| word.to_lowercase());
    PermissionChoices { choices, left_out }
}

/// A choice among values, or none of them.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    chosen: Signal<String>,
    offered: Signal<FilterChoices>,
    choose: Callback<String>,
    #[prop(default = true)] none: bool,
) -> impl IntoView {
    // A filter that came with a link stays visible even where the tenant does not offer it.
    let chosen_now = memo(move || chosen.get());
    let options = move || {
        let mut all = offered.get();
        let chosen = chosen_now.get();
        if none && !chosen.is_empty() && !all.iter().any(|(value, _)| *value == chosen) {
            all.push((chosen.clone(), chosen.clone()));
        }
        all.into_iter()
            .map(|(value, word)| {
                let selected = value == chosen;
                view! {
                    <option value=value selected=selected>
                        {visible(&word)}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |event| choose.run(event.target().value())>
                {none
                    .then(|| {
                        view! {
                            <option value="" selected=move || chosen_now.read().is_empty()>
                                {identities::ALL}
                            </option>
                        }
                    })}
                {dynamic(options)}
            </select>
        </div>
    }
    .into_any()
}
