//! Paths of Microsoft Graph under which the same objects are found.

/// Types that a path may be cast to.
const CASTS: [&str; 12] = [
    "user",
    "group",
    "device",
    "serviceprincipal",
    "application",
    "orgcontact",
    "directoryrole",
    "administrativeunit",
    "endpoint",
    "approleassignment",
    "itemattachment",
    "fileattachment",
];

/// Paths under which the same objects are found.
pub(super) fn equivalents(segments: &[String]) -> Vec<Vec<String>> {
    let mut paths = vec![segments.to_vec()];
    // A cast is left out where the table doesn't have it.
    let is_cast = |(index, segment): &(usize, &String)| *index > 0 && CASTS.contains(&segment.as_str());
    if segments.iter().enumerate().any(|part| is_cast(&part)) {
        paths.push(
            segments.iter().enumerate().filter(|part| !is_cast(part)).map(|(_, segment)| segment.clone()).collect(),
        );
    }
    let is = |index: usize, name: &str| segments.get(index).is_some_and(|segment| segment == name);
    let owner = is(0, "users") || is(0, "groups") || is(0, "sites");
    let mut drive = |rest: &[String]| {
        let mut path = vec!["drives".to_owned(), "{}".to_owned()];
        path.extend_from_slice(rest);
        paths.push(path.clone());
        // The root is an item.
        if path.get(2).is_some_and(|segment| segment == "root") {
            path.splice(2..3, ["items".to_owned(), "{}".to_owned()]);
            paths.push(path);
        }
    };
    if owner && is(2, "drives") && segments.len() > 3 {
        drive(&segments[4..]);
    } else if owner && is(2, "drive") {
        drive(&segments[3..]);
    } else if is(0, "drives") && is(2, "root") {
        drive(&segments[2..]);
    }
    if is(0, "groups") && is(2, "sites") && segments.len() > 3 {
        let mut path = vec!["sites".to_owned()];
        path.extend_from_slice(&segments[3..]);
        paths.push(path);
    }
    paths
}
