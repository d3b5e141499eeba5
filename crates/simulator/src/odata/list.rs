//! A list as Graph answers it: filtered, searched, ordered, cut into pages, with the properties that were asked for.

use domain::sort;
use serde_json::{Map, Value, json};

use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::check::check;
use super::evaluate::meets;
use super::options::Options;
use super::parser::parse;
use super::search::Search;
use super::set::{Entity, EntitySet};

/// Where a list is found: `https://graph.microsoft.com/v1.0/servicePrincipals`.
pub(crate) struct Address<'a> {
    /// `v1.0` or `beta`.
    pub version: &'a str,
    /// The path behind the version, with its leading slash, as it was sent.
    pub path: &'a str,
}

/// An entry of any type. The machinery below is made once for all types, which keeps the sample tenant's file small.
type ListEntry<'t> = Box<dyn Entity + 't>;

/// Answers a list of entries.
pub(crate) fn list<'t, E: Entity + 't>(
    set: &EntitySet,
    entries: impl Iterator<Item = E>,
    options: &Options,
    address: &Address<'_>,
) -> Result<Reply, Refusal> {
    list_any(set, entries.map(|entry| Box::new(entry) as ListEntry<'t>).collect(), options, address)
}

fn list_any(
    set: &EntitySet,
    entries: Vec<ListEntry<'_>>,
    options: &Options,
    address: &Address<'_>,
) -> Result<Reply, Refusal> {
    check_expand(set, options)?;
    let found = find(set, entries, options)?;
    let total = found.len();
    let start = page_start(&found, options)?;
    let size = page_size(set, options)?;
    let page = found.get(start..).unwrap_or_default();
    let page = page.get(..size).unwrap_or(page);
    let mut body = Map::new();
    let context = context(set.context, options);
    body.insert(
        "@odata.context".into(),
        json!(format!("https://graph.microsoft.com/{}/$metadata#{context}", address.version)),
    );
    if options.advanced() && options.skiptoken.is_none() {
        body.insert("@odata.count".into(), json!(total));
    }
    if start + page.len() < total {
        let token = page_token(start + page.len(), page.last().map(|entry| entry.key()).unwrap_or_default());
        let between = if options.sent.is_empty() { "" } else { "&" };
        let next = format!(
            "https://graph.microsoft.com/{}{}?{}{between}$skiptoken={token}",
            address.version, address.path, options.sent
        );
        body.insert("@odata.nextLink".into(), json!(next));
    }
    let values: Result<Vec<Value>, Refusal> = page.iter().map(|entry| select(set, &**entry, options)).collect();
    body.insert("value".into(), Value::Array(values?));
    Ok(Reply::json(200, Value::Object(body)))
}

/// Answers how many entries there are: `/$count`.
pub(crate) fn count<'t, E: Entity + 't>(
    set: &EntitySet,
    entries: impl Iterator<Item = E>,
    options: &Options,
) -> Result<Reply, Refusal> {
    if !options.eventual {
        return Err(Refusal::BadRequest("$count is not currently supported.".into()));
    }
    let counted = Options { count: true, ..options.clone() };
    let entries = entries.map(|entry| Box::new(entry) as ListEntry<'t>).collect();
    Ok(Reply::text(find(set, entries, &counted)?.len().to_string()))
}

/// Answers one entry, which can be narrowed and expanded, but not filtered, sorted or paged.
pub(crate) fn one(set: &EntitySet, entry: &dyn Entity, options: &Options, version: &str) -> Result<Reply, Refusal> {
    let of_lists = options.filter.is_some() || options.orderby.is_some() || options.search.is_some();
    if of_lists || options.count || options.top.is_some() || options.skiptoken.is_some() {
        return Err(Refusal::Malformed(
            "The query specified in the URI is not valid. The requested resource is not a collection. Query options $filter, $orderby, $count, $skip, and $top can be applied only on collections."
                .into(),
        ));
    }
    check_expand(set, options)?;
    let mut body = Map::new();
    let context = context(set.context, options);
    body.insert(
        "@odata.context".into(),
        json!(format!("https://graph.microsoft.com/{version}/$metadata#{context}/$entity")),
    );
    if let Value::Object(properties) = select(set, entry, options)? {
        body.extend(properties);
    }
    Ok(Reply::json(200, Value::Object(body)))
}

/// The properties of an entry that were asked for.
fn select(set: &EntitySet, entry: &dyn Entity, options: &Options) -> Result<Value, Refusal> {
    let mut properties = Map::new();
    // The type of an entry that is not the list's own is always told.
    let kind = entry.value("@odata.type");
    if !kind.is_null() {
        properties.insert("@odata.type".into(), kind);
    }
    match &options.select {
        None => {
            let told =
                set.properties.iter().filter(|it| !it.on_request && !it.name.contains('/') && entry.has(it.name));
            properties.extend(told.map(|property| (property.name.to_owned(), entry.value(property.name))));
        }
        Some(names) => {
            for name in names {
                let property = set.property(name).ok_or_else(|| unknown_property(set, name))?;
                if entry.has(property.name) {
                    properties.insert(property.name.to_owned(), entry.value(property.name));
                }
            }
        }
    }
    for expansion in &options.expand {
        let Some(navigation) = set.navigation.iter().find(|it| it.name == expansion.name) else { continue };
        let mut related = match &expansion.expand {
            None => entry.value(navigation.name),
            Some(further) => entry.value(&format!("{}({further})", navigation.name)),
        };
        if let Some(names) = &expansion.select {
            narrow(&mut related, names);
        }
        if !related.is_null() {
            properties.insert(navigation.name.to_owned(), related);
        }
    }
    Ok(Value::Object(properties))
}

/// Leaves of a related object, or of each of several, its type and the named properties.
fn narrow(related: &mut Value, names: &[String]) {
    match related {
        Value::Array(several) => several.iter_mut().for_each(|one| narrow(one, names)),
        Value::Object(properties) => properties
            .retain(|name, _| name == "@odata.type" || names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name))),
        _ => {}
    }
}

/// Refuses what `$expand` cannot add: too much at once, what the type does not lead to, what a nested `$select` names
/// and the related type does not have, and anything together with an advanced query.
fn check_expand(set: &EntitySet, options: &Options) -> Result<(), Refusal> {
    if options.expand.len() > set.expansions {
        return Err(Refusal::BadRequest("Only one property can be expanded in a single query.".into()));
    }
    for expansion in &options.expand {
        let navigation = set.navigation.iter().find(|it| it.name == expansion.name);
        let navigation = navigation.ok_or_else(|| unknown_property(set, &expansion.name))?;
        if let Some(further) = &expansion.expand
            && !navigation.target.navigation.iter().any(|it| it.name == further)
        {
            return Err(Refusal::UnsupportedQuery(format!(
                "Only $select is supported inside of $expand, not '$expand={further}'."
            )));
        }
        let mut names = expansion.select.iter().flatten();
        if let Some(name) = names.find(|name| navigation.target.property(name).is_none()) {
            return Err(unknown_property(navigation.target, name));
        }
        if options.advanced() {
            return Err(Refusal::UnsupportedQuery("Expand is not allowed with an advanced query.".into()));
        }
    }
    Ok(())
}

fn page_size(set: &EntitySet, options: &Options) -> Result<usize, Refusal> {
    match options.top {
        None => Ok(set.page),
        Some(size) if (1..=set.largest_page).contains(&size) => Ok(size),
        Some(size) => Err(Refusal::UnsupportedQuery(format!(
            "Invalid page size specified: '{size}'. Must be between 1 and {} inclusive.",
            set.largest_page
        ))),
    }
}

fn find<'t>(
    set: &EntitySet,
    mut entries: Vec<ListEntry<'t>>,
    options: &Options,
) -> Result<Vec<ListEntry<'t>>, Refusal> {
    let condition = options.filter.as_deref().map(parse).transpose()?;
    if let Some(condition) = &condition {
        check(condition, set, options.advanced())?;
    }
    let search = read_search(set, options)?;
    let order = read_order(set, options)?;
    let fits = |entry: &dyn Entity| {
        condition.as_ref().is_none_or(|condition| meets(condition, entry))
            && search.as_ref().is_none_or(|search| search.finds(entry))
    };
    entries.retain(|entry| fits(&**entry));
    match order {
        None => sort::sort_by_cached_key(&mut entries, |entry| entry.key()),
        Some((property, descending)) => {
            sort::sort_by_cached_key(&mut entries, |entry| {
                (entry.value(property).as_str().unwrap_or_default().to_lowercase(), entry.key())
            });
            if descending {
                entries.reverse();
            }
        }
    }
    Ok(entries)
}

fn read_search(set: &EntitySet, options: &Options) -> Result<Option<Search>, Refusal> {
    let Some(search) = &options.search else { return Ok(None) };
    if !set.directory {
        return Err(Refusal::UnsupportedQuery(
            "The query parameter '$search' is not supported for this resource.".into(),
        ));
    }
    if !options.eventual {
        return Err(Refusal::UnsupportedQuery(
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'"
                .into(),
        ));
    }
    let search = Search::read(search)?;
    if let Some(name) = search.properties().find(|name| set.property(name).is_none()) {
        return Err(unknown_property(set, name));
    }
    Ok(Some(search))
}

fn read_order<'a>(set: &EntitySet, options: &'a Options) -> Result<Option<(&'a str, bool)>, Refusal> {
    let Some(order) = options.orderby.as_deref() else { return Ok(None) };
    if set.directory && !options.advanced() {
        return Err(Refusal::UnsupportedQuery("Sorting not supported for current query.".into()));
    }
    let (name, direction) = order.trim().split_once(' ').unwrap_or((order.trim(), "asc"));
    let sortable = set.property(name).filter(|property| !property.filter.is_empty());
    match (sortable, direction.trim()) {
        (Some(property), "asc") => Ok(Some((property.name, false))),
        (Some(property), "desc") => Ok(Some((property.name, true))),
        _ => Err(Refusal::UnsupportedQuery("Sorting not supported for current query.".into())),
    }
}

/// Where the page begins: behind the last entry of the page before, or, where that one is gone, at its place.
fn page_start(found: &[ListEntry<'_>], options: &Options) -> Result<usize, Refusal> {
    let Some(token) = &options.skiptoken else { return Ok(0) };
    let (place, last) = read_page_token(token).ok_or(Refusal::ExpiredPageToken)?;
    Ok(found.iter().position(|entry| entry.key() == last).map_or(place, |at| at + 1))
}

/// Opaque to the client: place and last key in hexadecimal digits.
fn page_token(place: usize, last: String) -> String {
    let hex: String = last.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("RFNwdAIAAQ{place:06x}{hex}")
}

fn read_page_token(token: &str) -> Option<(usize, String)> {
    let rest = token.strip_prefix("RFNwdAIAAQ")?;
    let place = usize::from_str_radix(rest.get(..6)?, 16).ok()?;
    let hex = rest.get(6..)?;
    let bytes: Option<Vec<u8>> =
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect();
    Some((place, String::from_utf8(bytes?).ok()?))
}

fn context(of: &str, options: &Options) -> String {
    match &options.select {
        Some(names) if !names.is_empty() => format!("{of}({})", names.join(",")),
        _ => of.to_owned(),
    }
}

fn unknown_property(set: &EntitySet, name: &str) -> Refusal {
    Refusal::Malformed(format!(
        "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{}'.",
        set.type_name
    ))
}
