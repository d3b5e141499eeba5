//! Cmdlets of Microsoft Entra, PnP, Exchange and Teams.

use super::cells::{fronted, pairs, sets};
use super::facts::{object, strings, text};
use anyhow::Result;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn write_entra(out: &mut String, entra: &Value) -> Result<()> {
    out.push_str("[entra]\n");
    let mut before = String::new();
    for (name, cmdlet) in object(&entra["cmdlets"])? {
        let sent = pairs(&cmdlet["c"])?;
        let calls = strings(&cmdlet["mg"])?.join(",");
        let sets = sets(&cmdlet["s"])?;
        let roles = strings(&cmdlet["r"])?.join(",");
        let line = format!("{}|{sent}|{calls}|{sets}|{roles}", fronted(&mut before, name));
        writeln!(out, "{}", line.trim_end_matches('|'))?;
    }
    out.push_str("[azuread]\n");
    let mut names = BTreeMap::new();
    for section in ["azureADPreview", "azureAD"] {
        for (old, new) in object(&entra[section])? {
            names.insert(old.clone(), text(new)?.to_owned());
        }
    }
    before.clear();
    for (old, new) in names {
        let usual = old.replace("-AzureAD", "-Entra");
        let new = if new == usual { "=" } else { new.as_str() };
        writeln!(out, "{}|{new}", fronted(&mut before, &old))?;
    }
    Ok(())
}

pub(super) fn write_pnp(out: &mut String, pnp: &Value) -> Result<()> {
    out.push_str("[pnp]\n");
    let mut before = String::new();
    for (name, cmdlet) in object(&pnp["cmdlets"])? {
        let kind = text(&cmdlet["k"])?;
        let forbidden = if cmdlet["x"].is_null() { "" } else { "x" };
        let required = sets(&cmdlet["a"])?;
        let documented = documented(&cmdlet["d"])?;
        let aliases = strings(&cmdlet["l"])?.join(",");
        let line = format!("{}|{kind}|{required}|{documented}|{forbidden}|{aliases}", fronted(&mut before, name));
        writeln!(out, "{}", line.trim_end_matches('|'))?;
    }
    Ok(())
}

fn documented(value: &Value) -> Result<String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Array(items) if items.iter().all(Value::is_string) => Ok(strings(value)?.join(",")),
        other => sets(other),
    }
}

pub(super) fn write_exchange(out: &mut String, exchange: &Value) -> Result<()> {
    let inferred = &exchange["inferred"];
    let protection: Vec<&str> = strings(&inferred["protectionCmdlets"])?;
    let recipients: Vec<&str> = strings(&inferred["recipientNouns"])?;
    let forbidden = strings(&exchange["notAppOnly"])?;
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut mark = |name, mark: char| {
        let marks: &mut String = names.entry(name).or_default();
        if !marks.contains(mark) {
            marks.push(mark);
        }
    };
    for name in strings(&exchange["exchangeOnline"])? {
        mark(name, 'e');
        if protection.contains(&name) {
            mark(name, 'p');
        }
        if name.split_once('-').is_some_and(|(_, noun)| recipients.contains(&noun)) {
            mark(name, 'r');
        }
    }
    for name in strings(&exchange["securityCompliance"])? {
        mark(name, 'c');
    }
    for name in strings(&exchange["onPremisesOnly"])? {
        mark(name, 'o');
    }
    for name in forbidden {
        mark(name, 'x');
    }
    out.push_str("[exchange]\n");
    for (name, value) in [
        ("permission", text(&exchange["permission"])?.to_owned()),
        ("read verbs", strings(&inferred["readVerbs"])?.join(",")),
        ("read role", text(&inferred["readRole"])?.to_owned()),
        ("protection read role", text(&inferred["protectionReadRole"])?.to_owned()),
        ("recipient role", text(&inferred["recipientRole"])?.to_owned()),
        ("protection role", text(&inferred["protectionRole"])?.to_owned()),
        ("other role", text(&inferred["otherRole"])?.to_owned()),
    ] {
        writeln!(out, "{name}: {value}")?;
    }
    let mut before = String::new();
    for (name, marks) in names {
        writeln!(out, "{}|{marks}", fronted(&mut before, name))?;
    }
    Ok(())
}

pub(super) fn write_teams(out: &mut String, teams: &Value) -> Result<()> {
    out.push_str("[teams]\n");
    writeln!(out, "permissions: {}", strings(&teams["graphPermissionsOther"])?.join(","))?;
    writeln!(out, "permissions of Cs: {}", strings(&teams["graphPermissionsCs"])?.join(","))?;
    writeln!(out, "roles: {}", strings(&teams["role"])?.join(","))?;
    writeln!(out, "not for applications: {}", strings(&teams["notAppOnly"])?.join(","))?;
    let mut names = strings(&teams["csCmdlets"])?;
    names.extend(strings(&teams["otherCmdlets"])?);
    names.sort_unstable();
    let mut before = String::new();
    for name in names {
        writeln!(out, "{}", fronted(&mut before, name))?;
    }
    Ok(())
}
