//! What the document itself shows: until the app has started the welcome, in the page's own words and at its place, so
//! that someone on a slow line reads instead of waiting; and when the app has failed, that it has.

use bestow::web::text::{PRODUCT, start, stopped, welcome as text};

/// The markup, with nothing in it that can be clicked. The boot script hides elements of class `welcome` if another
/// page was requested, and keeps the template for when the program has failed and can't draw anything.
pub fn html() -> String {
    format!(
        r#"<div id="shell">
      <header class="top"><span class="brand">{brand}</span></header>
      <div class="frame plain">
        <main class="main">
          <div class="region">
            <h1 class="welcome">{heading}</h1>
            <p class="lead welcome">{lead}</p>
            <p id="shell-state" class="soft" role="status">{loading}</p>
            <p id="start-slow" class="slow soft">{slow}</p>
            <div id="start-failure" class="notice bad" role="alert" hidden>
              <strong id="start-what"></strong>
              <p id="start-next"></p>
              <p id="start-detail" class="faint"></p>
              <p><button id="start-reload" type="button" class="button">{reload}</button></p>
            </div>
            <dl hidden>{reasons}</dl>
            <noscript>{needs}</noscript>
          </div>
          <div class="pair welcome">{does}{never}</div>
        </main>
      </div>
      <template>{stopped}</template>
    </div>"#,
        brand = escaped(PRODUCT),
        heading = escaped(text::HEADING),
        lead = escaped(text::LEAD),
        loading = escaped(text::LOADING),
        slow = escaped(start::SLOW),
        reload = escaped(start::RELOAD),
        reasons = reasons(),
        needs = escaped(start::NEEDS_JAVASCRIPT),
        does = list(text::DOES, &text::DOES_ITEMS),
        never = list(text::NEVER, &text::NEVER_ITEMS),
        stopped = stopped(),
    )
}

/// The texts of the reasons for which the page can't start, from which the boot scripts show one.
fn reasons() -> String {
    let reason = |reason: &start::Reason| {
        let start::Reason { key, what, next } = reason;
        format!("<dt id=\"start-{key}\">{}</dt><dd>{}</dd>", escaped(what), escaped(next))
    };
    start::REASONS.iter().map(reason).collect()
}

fn stopped() -> String {
    let lines: String =
        [stopped::WHAT, stopped::CHANGE, stopped::AGAIN].map(|line| format!("<p>{}</p>", escaped(line))).concat();
    format!(
        "<div class=\"frame plain\"><main class=\"main\"><div class=\"region prose\" role=\"alert\"><h1>{}</h1>{lines}</div>\
         <p><button type=\"button\" class=\"button primary\">{}</button></p></main></div>",
        escaped(stopped::HEADING),
        escaped(stopped::RELOAD),
    )
}

fn list(heading: &str, items: &[&str]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    format!("<section class=\"card prose\"><h2>{}</h2><ul>{items}</ul></section>", escaped(heading))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_says_what_the_welcome_says() {
        let html = html();
        for sentence in [text::HEADING, text::LEAD, text::NEVER_ITEMS[0], text::DOES_ITEMS[0]] {
            assert!(html.contains(&format!(">{sentence}</")), "{sentence}");
        }
    }

    #[test]
    fn the_shell_has_words_for_a_program_that_failed() {
        let (_, template) = html().split_once("<template>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        for sentence in [stopped::HEADING, stopped::CHANGE, stopped::RELOAD] {
            assert!(template.contains(&format!(">{}</", escaped(sentence))), "{sentence}");
        }
    }

    #[test]
    fn every_reason_that_the_boot_scripts_give_has_a_text() {
        let folder = crate::project::root().join("boot");
        let scripts = ["guard.js", "start.js"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).concat();
        let given = |begins: &str| -> Vec<String> {
            let parts = scripts.split(begins).skip(1);
            parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
        };
        let mut given = [given("fail(\""), given("return [\"")].concat();
        given.sort();
        given.dedup();
        let mut known: Vec<&str> = start::REASONS.iter().map(|reason| reason.key).collect();
        known.sort_unstable();
        assert_eq!(given, known);
        for start::Reason { key, what, .. } in &start::REASONS {
            assert!(html().contains(&format!("<dt id=\"start-{key}\">{what}</dt>")), "{key}");
        }
    }

    #[test]
    fn text_does_not_become_markup() {
        assert_eq!(escaped("a <b> & c"), "a &lt;b> &amp; c");
    }
}
