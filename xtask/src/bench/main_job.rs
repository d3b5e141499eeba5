//! How long the main job waits for the page, in Chromium: from opening the tenant to the page that adds permissions.

use super::figures::Row;
use super::in_chromium::measured;
use super::release::Release;
use anyhow::Result;
use serde::Deserialize;

/// In percent of the release that this one is compared with.
const SLOW_COLD_RATIO: u64 = 44;
const SLOW_WARM_RATIO: u64 = 67;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeasuredJob {
    slow_cold: Line,
    slow_warm: Line,
    fast: Line,
}

#[derive(Deserialize)]
struct Line {
    now: Job,
    before: Option<Job>,
}

#[derive(Deserialize)]
struct Job {
    milliseconds: u64,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    name: String,
    milliseconds: u64,
    requests: u64,
    bytes: u64,
}

/// What Chromium measures of the release and of the one that it is compared with.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    let MeasuredJob { slow_cold, slow_warm, fast } = measured("job.js", release)?;
    let lines = [
        ("slow line, nothing in the browser yet", slow_cold, Some(SLOW_COLD_RATIO)),
        ("slow line, visited before", slow_warm, Some(SLOW_WARM_RATIO)),
        ("as fast as the machine is", fast, None),
    ];
    Ok(lines.into_iter().flat_map(|(what, line, reach)| of_line(what, &line, reach)).collect())
}

fn of_line(what: &str, line: &Line, reach: Option<u64>) -> Vec<Row> {
    let mut rows = vec![Row::new(what, line.now.milliseconds, "ms")];
    if let Some(before) = line.before.as_ref().filter(|before| before.milliseconds > 0) {
        rows.push(Row::new("  the other release", before.milliseconds, "ms"));
        rows.push(Row::ratio("  against the other release", line.now.milliseconds, before.milliseconds).reach(reach));
    }
    for step in &line.now.steps {
        rows.push(Row::new(format!("  {}", title(&step.name)), step.milliseconds, "ms"));
        rows.push(Row::new("    requests", step.requests, "requests"));
        rows.push(Row::new("    transferred", step.bytes, "bytes"));
    }
    rows
}

fn title(step: &str) -> &str {
    match step {
        "open" => "open the sample tenant: list of identities",
        "identity" => "open an identity: everything loaded",
        "add" => "add permissions: search usable",
        other => other,
    }
}
