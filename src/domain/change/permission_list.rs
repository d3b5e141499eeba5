//! Lists of permission names, as people have them in scripts, tickets and documents.

use super::wish::Wish;
use crate::domain::ids::AppId;
use crate::domain::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// The most names that a list gives. A plan takes far fewer.
pub const MOST: usize = 500;

/// Reads a pasted list: names between commas, semicolons or line breaks, quoted or not, or the arrays of a PowerShell
/// script. An API named in front of a list (`$graphPermissions = @(`, `SharePoint:`) holds until the list ends.
///
/// A name with blanks in it must be quoted or stand on a line of its own, as `"Exchange Administrator"`.
/// Each name comes out once for each API. What goes beyond [`MOST`] is left out.
pub fn parse(text: &str) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    let mut api = None;
    for line in text.lines() {
        let line = without_comment(line);
        let (heading, names) = split_heading(line);
        if let Some(heading) = heading {
            api = api_named(heading);
        }
        for name in names_in(names) {
            let wish = Wish::Named { api, name };
            if wishes.len() == MOST {
                return wishes;
            }
            if !wishes.contains(&wish) {
                wishes.push(wish);
            }
        }
        if line.trim_end().ends_with(')') || line.trim().is_empty() {
            api = None;
        }
    }
    wishes
}

/// PowerShell's comments run from `#` to the end of the line; no permission has one in its name.
fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or_default()
}

/// Splits `$graph = @("A", "B"` or `SharePoint: A, B` into the heading and the list.
fn split_heading(line: &str) -> (Option<&str>, &str) {
    match line.find(['=', ':']) {
        Some(at) => (Some(&line[..at]), &line[at + 1..]),
        None => (None, line),
    }
}

fn api_named(heading: &str) -> Option<AppId> {
    let heading = heading.to_lowercase();
    [
        ("sharepoint", SHAREPOINT_ONLINE),
        ("spo", SHAREPOINT_ONLINE),
        ("exchange", EXCHANGE_ONLINE),
        ("exo", EXCHANGE_ONLINE),
        ("graph", MICROSOFT_GRAPH),
    ]
    .into_iter()
    .find_map(|(word, api)| heading.contains(word).then_some(api))
}

fn names_in(list: &str) -> Vec<String> {
    list.split([',', ';', '\t'])
        .flat_map(|piece| match quoted(piece) {
            Some(names) => names,
            None => unquoted(piece),
        })
        .filter(|name| !name.is_empty() && name.len() <= 120)
        .collect()
}

/// The quoted names of a piece, where it has any: several may stand side by side without a comma.
fn quoted(piece: &str) -> Option<Vec<String>> {
    let quote = piece.find(['"', '\'']).map(|at| piece.as_bytes()[at] as char)?;
    let parts: Vec<&str> = piece.split(quote).collect();
    (parts.len() > 2).then(|| parts.iter().skip(1).step_by(2).map(|name| name.trim().to_owned()).collect())
}

/// Names with a dot are app roles and hold no blanks, so a run of words is several of them; other words belong together.
fn unquoted(piece: &str) -> Vec<String> {
    let piece = piece.trim_matches(|c: char| c.is_whitespace() || "@()[]{}\"'$-•*".contains(c));
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.contains(['.', '_'])) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        vec![words.join(" ")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[(Option<AppId>, &str)]) {
        let got = parse(text);
        let wanted: Vec<Wish> = wanted.iter().map(|&(api, name)| Wish::Named { api, name: name.to_owned() }).collect();
        assert_eq!(got, wanted, "{text}");
    }

    #[test]
    fn names_are_read_in_the_forms_that_people_have() {
        check("", &[]);
        check("User.Read.All", &[(None, "User.Read.All")]);
        check(
            "User.Read.All, Mail.Send;Sites.Selected",
            &[(None, "User.Read.All"), (None, "Mail.Send"), (None, "Sites.Selected")],
        );
        check("User.Read.All Mail.Send", &[(None, "User.Read.All"), (None, "Mail.Send")]);
        check("- User.Read.All\n* Mail.Send\n", &[(None, "User.Read.All"), (None, "Mail.Send")]);
        check(
            "Exchange Administrator\nfull_access_as_app",
            &[(None, "Exchange Administrator"), (None, "full_access_as_app")],
        );
        check("User.Read.All, user.read.all", &[(None, "User.Read.All"), (None, "user.read.all")]);
        check("User.Read.All, User.Read.All", &[(None, "User.Read.All")]);
    }

    #[test]
    fn a_list_without_end_is_cut() {
        let text: String = (0..100_000).map(|number| format!("Name{number}.Read, ")).collect();
        let wishes = parse(&text);
        assert_eq!(wishes.len(), MOST);
        assert_eq!(wishes[0], Wish::Named { api: None, name: "Name0.Read".to_owned() });
    }

    #[test]
    fn the_arrays_of_a_script_keep_their_apis_apart() {
        check(
            "$GraphPermissions = @(\n  \"Group.ReadWrite.All\" # groups\n  'User.ReadWrite.All'\n)\n\
             $SharePointPermissions = @(\"Sites.FullControl.All\", \"User.ReadWrite.All\")\n\
             \"Exchange.ManageAsApp\" \"Mail.Send\"",
            &[
                (Some(MICROSOFT_GRAPH), "Group.ReadWrite.All"),
                (Some(MICROSOFT_GRAPH), "User.ReadWrite.All"),
                (Some(SHAREPOINT_ONLINE), "Sites.FullControl.All"),
                (Some(SHAREPOINT_ONLINE), "User.ReadWrite.All"),
                (None, "Exchange.ManageAsApp"),
                (None, "Mail.Send"),
            ],
        );
        check("Exchange: Exchange.ManageAsApp", &[(Some(EXCHANGE_ONLINE), "Exchange.ManageAsApp")]);
    }

    #[test]
    fn hostile_text_neither_panics_nor_becomes_markup() {
        for text in ["\"", "''''", "@()", "=", "\u{202e}:\"x", "a\0b", &"x".repeat(100_000)] {
            parse(text);
        }
        check("<script>", &[(None, "<script>")]);
    }
}
