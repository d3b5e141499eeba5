//! Every host's file is read back in the host's own manner, and says the same headers for the same addresses.

use super::super::headers::{Rule, rules};
use super::super::policy::Policy;
use super::files;
use crate::page::hosting::FILES;
use domain::cloud::Cloud;
use serde_json::Value;
use std::collections::BTreeMap;

/// Headers by the pattern of the addresses that they are for.
type Headers = BTreeMap<String, BTreeMap<String, String>>;

fn shipped() -> Vec<Rule> {
    let policy = |cloud| Policy { scripts: vec!["sha384-x+y/z==".to_owned()], cloud };
    rules(&policy(Some(Cloud::Public)), &policy(None))
}

fn wanted(rules: &[Rule]) -> Headers {
    let of = |rule: &Rule| rule.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    rules.iter().map(|rule| (rule.pattern.clone(), of(rule))).collect()
}

#[test]
fn every_host_is_told_the_same_headers_for_the_same_addresses() {
    let rules = shipped();
    let wanted = wanted(&rules);
    let files: BTreeMap<&str, String> = files(&rules).into_iter().collect();
    assert_eq!(static_web_apps(&files["staticwebapp.config.json"]), wanted);
    let mut cloudflare = cloudflare(&files["_headers"]);
    assert_eq!(cloudflare.remove("/redirect").as_ref(), wanted.get("/redirect.html"));
    assert_eq!(cloudflare, wanted);
    assert_eq!(blocks(&files["nginx.conf"], "location ", "add_header "), wanted);
    assert_eq!(apache(&files["apache.conf"], &wanted), wanted);
    assert_eq!(blocks(&files["Caddyfile"], "header ", ""), wanted);
    assert_eq!(iis(&files["web.config"]), wanted);
}

#[test]
fn every_file_for_a_host_is_known_by_its_name() {
    let names: Vec<&str> = files(&shipped()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, FILES);
    assert!(files(&shipped()).iter().all(|(_, text)| text.is_ascii() && text.ends_with('\n')));
}

#[test]
fn container_has_no_headers_of_its_own_and_does_not_run_as_root() {
    let files: BTreeMap<&str, String> = files(&shipped()).into_iter().collect();
    let configuration = &files["nginx-container.conf"];
    assert!(!configuration.contains("add_header") && configuration.contains("include /srv/bestow/nginx.conf;"));
    assert!(files["Containerfile"].contains("USER 101:101\n"));
}

fn static_web_apps(text: &str) -> Headers {
    let config: Value = serde_json::from_str(text).unwrap();
    let object = |value: &Value| -> BTreeMap<String, String> { serde_json::from_value(value.clone()).unwrap() };
    let general = object(&config["globalHeaders"]);
    let mut found = Headers::from([("/*".to_owned(), general.clone())]);
    for route in config["routes"].as_array().unwrap() {
        let mut headers = general.clone();
        headers.extend(object(&route["headers"]));
        headers.retain(|_, value| !value.is_empty());
        found.insert(route["route"].as_str().unwrap().to_owned(), headers);
    }
    found
}

fn cloudflare(text: &str) -> Headers {
    let mut found = Headers::new();
    for block in text.split("\n\n").filter(|block| !block.is_empty()) {
        let (pattern, lines) = block.split_once('\n').unwrap();
        let headers = lines.lines().map(str::trim).filter(|line| !line.starts_with('!'));
        let pairs = headers.map(|line| line.split_once(": ").unwrap());
        found.insert(pattern.to_owned(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
    }
    found
}

/// Blocks of nginx and of Caddy: a line that begins one, a line for each header, a brace.
fn blocks(text: &str, begin: &str, directive: &str) -> Headers {
    let mut found = Headers::new();
    let mut current: Option<(String, BTreeMap<String, String>)> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix(begin).and_then(|head| head.strip_suffix(" {")) {
            current = Some((pattern(head), BTreeMap::new()));
        } else if line == "}" {
            found.extend(current.take());
        } else if let Some((_, headers)) = &mut current {
            let (name, value) = line.strip_prefix(directive).unwrap().split_once(" \"").unwrap();
            headers.insert(name.to_owned(), value.split_once('"').unwrap().0.to_owned());
        }
    }
    found
}

/// A location of nginx or the name of a matcher of Caddy as the pattern that it is for.
fn pattern(head: &str) -> String {
    match head.strip_prefix("= ") {
        Some(path) => path.to_owned(),
        None if head.starts_with('/') => format!("{head}*"),
        None => {
            ["/*", "/redirect.html", "/assets/*", "/config.json"]
                [["@general", "@redirecthtml", "@assets", "@configjson"].iter().position(|it| *it == head).unwrap()]
        }
        .to_owned(),
    }
}

/// What is around a section counts inside it, until it is unset or set again.
fn apache(text: &str, wanted: &Headers) -> Headers {
    let mut general = BTreeMap::new();
    let mut found = Headers::new();
    let mut section: Option<(String, BTreeMap<String, String>)> = None;
    for line in text.lines().map(str::trim) {
        if let Some(expression) = line.strip_prefix("<If \"%{REQUEST_URI} =~ m#") {
            let path =
                expression.trim_end_matches("#\">").trim_end_matches('$').replace("\\.", ".").replace("[^/]+", "*");
            assert!(wanted.contains_key(&path), "{path}");
            section = Some((path, BTreeMap::clone(&general)));
        } else if line == "</If>" {
            found.extend(section.take());
        } else if let Some(directive) = line.strip_prefix("Header always ") {
            let headers = section.as_mut().map_or(&mut general, |(_, headers)| headers);
            match directive.split_once(' ').unwrap() {
                ("unset", name) => drop(headers.remove(name)),
                (_, pair) => {
                    let (name, value) = pair.split_once(' ').unwrap();
                    headers.insert(name.to_owned(), value.trim_matches('"').replace("%%", "%"));
                }
            }
        }
    }
    found.insert("/*".to_owned(), general);
    found
}

fn iis(text: &str) -> Headers {
    let mut found = Headers::new();
    for (position, part) in text.split("<location path=\"").enumerate() {
        let path = part.split('"').next().unwrap();
        let pattern = match (position, path.contains('.')) {
            (0, _) => "/*".to_owned(),
            (_, true) => format!("/{path}"),
            (_, false) => format!("/{path}/*"),
        };
        assert_eq!(part.matches("<clear />").count(), if position == 0 { 2 } else { 1 });
        let headers = part.split("<add name=\"").skip(1).map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split_once('"').unwrap().0.replace("&quot;", "\"").replace("&amp;", "&"))
        });
        found.insert(pattern, headers.collect());
    }
    found
}
