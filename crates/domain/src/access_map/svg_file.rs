//! The map as an SVG file: shapes and texts in the colors of a light page, without script, links or style sheet.

use std::fmt::Write;

use super::drawing::{DETAIL_SIZE, Drawing, Ink, Mark, NAME_SIZE, Role, Tone};
use super::text_width::fit;
use crate::tiers::Tier;
use crate::visible_text::visible;

const MARGIN: i32 = 24;
/// The height of a line below the drawing.
const NOTE_HEIGHT: i32 = 18;
const FONT: &str = "Segoe UI, system-ui, Helvetica, Arial, sans-serif";

/// The file. The title is above the drawing, the notes are below it, each on a line.
pub fn svg_file(drawing: &Drawing, title: &str, notes: &[String]) -> String {
    let below = MARGIN + 36 + drawing.height;
    let lines = i32::try_from(notes.len()).unwrap_or(0);
    let (width, height) = (drawing.width + 2 * MARGIN, below + lines * NOTE_HEIGHT + 2 * MARGIN);
    let mut file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONT}\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(title)
    );
    let heading = fit(title, 20, drawing.width);
    line(&mut file, &heading, (MARGIN, MARGIN + 16), "font-size=\"20\" font-weight=\"600\" fill=\"#242424\"");
    let _ = writeln!(file, "<g transform=\"translate({MARGIN} {})\">", MARGIN + 36);
    for mark in drawing.marks() {
        match mark {
            Mark::Path { ink, path, at } => {
                let look = look(*ink);
                let _ = writeln!(file, "<path d=\"{path}\" transform=\"translate({} {})\" {look}/>", at.0, at.1);
            }
            Mark::Text { ink, text, at, ends } => {
                let anchor = if *ends { " text-anchor=\"end\"" } else { "" };
                line(&mut file, text, *at, &(look(*ink) + anchor));
            }
        }
    }
    file.push_str("</g>\n");
    for (at, note) in (1..).zip(notes) {
        let note = fit(note, DETAIL_SIZE, drawing.width);
        line(&mut file, &note, (MARGIN, below + MARGIN / 2 + at * NOTE_HEIGHT), "font-size=\"12\" fill=\"#5c5c5c\"");
    }
    file.push_str("</svg>\n");
    file
}

fn line(file: &mut String, text: &str, at: (i32, i32), attributes: &str) {
    let _ = writeln!(file, "<text x=\"{}\" y=\"{}\" {attributes}>{}</text>", at.0, at.1, escaped(text));
}

/// The attributes that make an element look like this.
fn look(ink: Ink) -> String {
    let color = match ink.tone {
        Tone::Tier(Tier::Zero) => "#b10e1c",
        Tone::Tier(Tier::One) => "#a85a00",
        Tone::Tier(Tier::Two) => "#0f6cbd",
        Tone::NotRated | Tone::Gap => "#616161",
    };
    let dashes = if ink.tone == Tone::Gap { " stroke-dasharray=\"5 4\"" } else { "" };
    match ink.role {
        Role::Heading => format!("font-size=\"{NAME_SIZE}\" font-weight=\"600\" fill=\"#242424\""),
        Role::Line => format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dashes}"),
        Role::Head | Role::Edge => format!("fill=\"{color}\""),
        Role::Card => format!("fill=\"#ffffff\" stroke=\"#bdbdbd\"{dashes}"),
        Role::Identity => "fill=\"#ebf3fc\" stroke=\"#0f6cbd\" stroke-width=\"2\"".to_owned(),
        Role::Icon => "fill=\"none\" stroke=\"#424242\" stroke-width=\"1.25\" stroke-linejoin=\"round\" \
                       stroke-linecap=\"round\""
            .to_owned(),
        Role::Name => format!("font-size=\"{NAME_SIZE}\" font-weight=\"600\" fill=\"#242424\""),
        Role::Detail => format!("font-size=\"{DETAIL_SIZE}\" fill=\"#5c5c5c\""),
        Role::Tier => format!("font-size=\"{DETAIL_SIZE}\" font-weight=\"600\" fill=\"{color}\""),
    }
}

/// The text as XML has it. Characters that can't be seen are written out, and so are those that XML doesn't allow.
///
/// <https://www.w3.org/TR/xml/#charsets>
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => written.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::example::map_with_groups;
    use super::super::{Caption, Layout, MapShape};
    use super::*;
    use crate::hostile_names::HOSTILE_NAMES;

    fn file(name: &str) -> String {
        let map = map_with_groups(9);
        let layout = Layout::of(&map, MapShape::Wide);
        let caption = Caption { name: name.to_owned(), detail: name.to_owned(), tier: "Tier 0", icon: "M0 0h16" };
        let captions = vec![caption.clone(); layout.nodes.len()];
        let drawing = Drawing::of(&layout, ["Users", "Reach"], &caption, &captions, map.tier);
        svg_file(&drawing, name, &[name.to_owned(), name.to_owned()])
    }

    /// The names of the elements and of their attributes, read without any regard to what is in quotes or in texts.
    fn structure(file: &str) -> Vec<String> {
        let mut found = Vec::new();
        for part in file.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap();
            assert!(!text.contains('>'), "a text has a bracket: {text}");
            let mut outside = tag.split('"').step_by(2).collect::<Vec<_>>().join("");
            outside.retain(|c| !c.is_whitespace());
            found.push(outside);
        }
        found
    }

    #[test]
    fn hostile_names_stay_texts_and_add_no_element_and_no_attribute() {
        let plain = structure(&file("plain"));
        assert!(plain.iter().all(|tag| !tag.contains("script") && !tag.contains("href") && !tag.contains("style=")));
        for name in HOSTILE_NAMES.iter().copied().chain(["a\u{fffe}b\u{ffff}", "]]>", "--><a href='x'>", "&#0;"]) {
            let written = file(name);
            assert_eq!(structure(&written), plain, "{name:?}");
            let forbidden = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
            assert!(!written.contains(forbidden), "{name:?}");
            let entities = written.split('&').skip(1);
            for after in entities {
                let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|it| after.starts_with(it));
                assert!(known, "{name:?}: &{after}");
            }
        }
    }

    #[test]
    fn title_is_whole_and_names_on_nodes_are_cut_to_their_room() {
        let name = "n".repeat(256);
        let written = file(&name);
        assert!(written.contains(&format!("<title>{name}</title>")));
        let longest = written.lines().filter(|line| line.contains("font-size=\"14\"")).map(str::len).max();
        assert!(longest.unwrap() < 200);
    }
}
