//! Segments of paths of Microsoft Graph as the table writes them.

use super::percent::decode;
use crate::table::PathTree;
use crate::value::is_hole;

/// Segments in lower case, with keys, functions, casts and paths to files as the table writes them.
pub(super) fn normalize(segments: &[String], paths: &PathTree) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    let mut index = 0;
    while index < segments.len() {
        let written = decode(&segments[index]).to_ascii_lowercase();
        let written = written.trim();
        index += 1;
        // `root:/folder/file:/content`, `items/{id}:/name:`.
        if let Some(start) = written.strip_suffix(':').filter(|start| !start.is_empty())
            && !written.starts_with(':')
        {
            if start == "root" && result.iter().any(|segment| segment.starts_with("drive")) {
                result.push("items".to_owned());
            }
            result.push("{}".to_owned());
            let end = (index..segments.len()).find(|at| segments[*at].ends_with(':'));
            index = end.map_or(segments.len(), |at| at + 1);
            continue;
        }
        segment(written, &mut result, paths);
    }
    // The root of a drive with something below is an item.
    if let Some(at) = result.iter().position(|segment| segment == "root")
        && at > 0
        && result.get(at + 1).is_some()
        && (result[at - 1] == "drive" || (at > 1 && result[at - 2] == "drives"))
    {
        result.splice(at..=at, ["items".to_owned(), "{}".to_owned()]);
    }
    result
}

/// One segment, as one, two or none.
fn segment(written: &str, result: &mut Vec<String>, paths: &PathTree) {
    let template = |result: &[String]| result.iter().fold(String::new(), |path, segment| path + "/" + segment);
    if written.contains(is_hole) && !written.contains('(') {
        let literal = written.trim_end_matches(is_hole);
        // A name before a hole: what follows belongs to the query.
        if !literal.is_empty() && !literal.contains(is_hole) && paths.has_child(&template(result), literal) {
            result.push(literal.to_owned());
        } else {
            result.push("{}".to_owned());
        }
        return;
    }
    if let Some((name, key)) = written.split_once('(') {
        let before = template(result);
        let name = name.rsplit("microsoft.graph.").next().unwrap_or(name);
        if name.is_empty() {
            result.push("{}".to_owned());
            return;
        }
        result.push(name.to_owned());
        let has_key = !key.trim_start().starts_with(')');
        if has_key && paths.has_child(&format!("{before}/{name}"), "{}") {
            result.push("{}".to_owned());
        }
        return;
    }
    if let Some(name) = written.strip_prefix("microsoft.graph.").or_else(|| written.strip_prefix("graph.")) {
        let name = name.rsplit('.').next().unwrap_or(name);
        if paths.has_child(&template(result), name) {
            result.push(name.to_owned());
        }
        return;
    }
    if written.starts_with('{') && written.ends_with('}')
        || written.starts_with('<')
        || written.starts_with(':') && written.len() > 1
    {
        result.push("{}".to_owned());
        return;
    }
    let is_folder = result.last().is_some_and(|before| before == "mailfolders" || before == "childfolders");
    let is_key = is_folder && !written.starts_with('$') && written != "delta";
    result.push(if is_key { "{}" } else { written }.to_owned());
}

/// The steps of an SDK as segments.
pub(crate) fn segments_of_steps(steps: &[String], paths: &PathTree) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    let template = |result: &[String]| result.iter().fold(String::new(), |path, segment| path + "/" + segment);
    for step in steps {
        let before = template(&result);
        match step.as_str() {
            // The argument of a function, or a key of its collection.
            "?" => {
                if paths.has_child(&before, "{}") {
                    result.push("{}".to_owned());
                }
            }
            "{}" => result.push("{}".to_owned()),
            "itemwithpath" => result.extend(["items".to_owned(), "{}".to_owned()]),
            "ref" => result.push("$ref".to_owned()),
            "references" | "reference" => {}
            "count" if !paths.has_child(&before, "count") => result.push("$count".to_owned()),
            "content" if !paths.has_child(&before, "content") => result.push("$value".to_owned()),
            name if !paths.has_child(&before, name) && name.starts_with("microsoftgraph") => {
                let plain = name.strip_prefix("microsoftgraph").unwrap_or(name);
                let namespace = result.first().map_or("", String::as_str);
                let is_there = paths.has_child(&before, plain);
                let action = if is_there { plain } else { plain.strip_prefix(namespace).unwrap_or(plain) };
                result.push(action.to_owned());
            }
            name if !paths.has_child(&before, name) => match name.strip_prefix("graph") {
                // A cast is left out.
                Some(cast) if paths.has_child(&before, cast) => result.push(cast.to_owned()),
                Some(cast) if !cast.is_empty() => {}
                _ => result.push(name.to_owned()),
            },
            name => result.push(name.to_owned()),
        }
    }
    // `itemWithPath` after the root of a drive.
    if let Some(at) = result.iter().position(|segment| segment == "root")
        && result.get(at + 1).is_some_and(|next| next == "items")
    {
        result.remove(at);
    }
    result
}
