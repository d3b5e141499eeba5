//! Cells of the table: names, sets, methods and numbers in few characters.

use super::facts::{strings, text};
use anyhow::{Result, bail};
use serde_json::Value;

/// The name after the number of bytes that it shares with the name before.
pub(super) fn fronted(before: &mut String, name: &str) -> String {
    let (shared, rest) = front(before, name);
    let cell = format!("{shared}{rest}");
    name.clone_into(before);
    cell
}

pub(super) fn front<'a>(before: &str, name: &'a str) -> (String, &'a str) {
    let shared = before.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count().min(35);
    (base36(shared as u64), &name[shared..])
}

/// `GET /users;POST /groups`.
pub(super) fn pairs(value: &Value) -> Result<String> {
    let Value::Array(items) = value else { return Ok(String::new()) };
    let pairs = items.iter().map(|pair| Ok(format!("{} {}", text(&pair[0])?, text(&pair[1])?)));
    Ok(pairs.collect::<Result<Vec<_>>>()?.join(";"))
}

/// `A+B,C`.
pub(super) fn sets(value: &Value) -> Result<String> {
    let Value::Array(items) = value else { return Ok(String::new()) };
    Ok(items.iter().map(|set| Ok(strings(set)?.join("+"))).collect::<Result<Vec<_>>>()?.join(","))
}

/// `/users/{}/manager` as `users`, an empty segment, `manager`.
pub(super) fn segments(path: &str) -> Vec<String> {
    path.trim_start_matches('/').split('/').map(|part| if part == "{}" { String::new() } else { part.into() }).collect()
}

pub(super) fn letter(method: &str) -> Result<char> {
    Ok(match method {
        "GET" => 'g',
        "POST" => 'p',
        "PATCH" => 'a',
        "PUT" => 'u',
        "DELETE" => 'd',
        other => bail!("the method {other} has no letter"),
    })
}

pub(super) fn usual_verb(letter: char) -> &'static str {
    match letter {
        'g' => "Get",
        'p' => "New",
        'a' => "Update",
        'u' => "Set",
        _ => "Remove",
    }
}

pub(super) fn base36(number: u64) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % 36) as usize]);
        rest /= 36;
        if rest == 0 {
            break;
        }
    }
    digits.reverse();
    digits.into_iter().map(char::from).collect()
}
