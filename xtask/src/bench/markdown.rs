//! Figures as a page of the documentation.

use super::figures::{Row, Section};
use std::fmt::Write;

const HEAD: &str = "\
# Figures

Written by one run of

```sh
cargo xtask bench ONLY--markdown docs/figures.md
```

which builds the release and measures it. Counts and sizes are the same on every machine. Times in Chromium depend on the
machine";

const TAIL: &str = "
## Checked by tests

`cargo xtask test` fails if one of these is not true:

- every attack in the table of [SECURITY.md](../SECURITY.md) is prevented, except those marked as not tested;
- no rule of axe is broken on any screen, in light, dark and narrow, with no rule disabled
  (`tests/browser/accessibility.test.js`).
";

/// The page. `only` are the names of the measurements that were asked for; without any, all were.
pub fn document(sections: &[Section], only: &[String], chromium: &str) -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let only: String = only.iter().map(|name| format!("--only {name} ")).collect();
    let mut text = format!("{}: {chromium} on {cores} cores.\n", HEAD.replace("ONLY", &only));
    let rows = sections.iter().flat_map(|section| &section.rows);
    let (reached, missed): (Vec<&Row>, Vec<&Row>) =
        rows.filter(|row| row.reach.is_some()).partition(|row| row.is_reached());
    // Writing to a String cannot fail.
    let _ = writeln!(text, "Goals reached: {} of {}.", reached.len(), reached.len() + missed.len());
    for section in sections {
        let _ = writeln!(text, "\n## {}\n\n{}\n", section.heading, section.how);
        let _ = writeln!(text, "| what | measured | goal |\n| --- | ---: | --- |");
        for row in &section.rows {
            let _ = writeln!(text, "| {} | {} {} | {} |", indented(&row.what), grouped(row.value), row.unit, goal(row));
        }
    }
    text + TAIL
}

fn goal(row: &Row) -> String {
    match row.reach {
        Some(reach) if row.is_reached() => format!("at most {}: reached", grouped(reach)),
        Some(reach) => format!("at most {}: **not reached**", grouped(reach)),
        None => String::new(),
    }
}

/// Markdown drops spaces at the beginning of a cell.
fn indented(what: &str) -> String {
    let inner = what.trim_start();
    "&emsp;".repeat((what.len() - inner.len()) / 2) + inner
}

/// A number with a comma before each three digits.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_is_a_line_that_says_whether_its_goal_is_reached() {
        let rows = vec![
            Row::new("files", 12_580, "kB").reach(20_000),
            Row::new("  the largest", 999, "kB").reach(10),
            Row::new("others", 1_000, "kB"),
        ];
        let only = ["sizes", "load"].map(str::to_owned);
        let text = document(&[Section { heading: "Sizes", how: "Weighed.", rows }], &only, "Chromium 1");
        assert!(text.contains("\ncargo xtask bench --only sizes --only load --markdown docs/figures.md\n"), "{text}");
        assert!(text.contains("Goals reached: 1 of 2."), "{text}");
        assert!(text.contains("\n## Sizes\n\nWeighed.\n\n| what |"), "{text}");
        for line in [
            "| files | 12,580 kB | at most 20,000: reached |",
            "| &emsp;the largest | 999 kB | at most 10: **not reached** |",
            "| others | 1,000 kB |  |",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}
