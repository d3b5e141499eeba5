//! Bars beside numbers. A bar is a drawing that says nothing new: screen reader users hear the numbers of the table.

use leptos::prelude::*;
use leptos::svg;

/// How long a bar is at most, in units of the drawing.
const LENGTH: usize = 240;

/// One bar of several parts, each with the class that colors it. `all` is what the longest bar stands for.
pub fn bar(parts: &[(usize, &'static str)], all: usize) -> AnyView {
    let mut x = 0;
    let mut drawn = Vec::new();
    for &(number, class) in parts {
        let width = if all == 0 { 0 } else { (number * LENGTH).div_ceil(all) };
        if number > 0 {
            let part = svg::rect()
                .attr("x", x.to_string())
                .attr("y", "0")
                .attr("width", width.to_string())
                .attr("height", "12")
                .attr("class", class);
            drawn.push(part);
            x += width;
        }
    }
    svg::svg()
        .attr("class", "bar")
        .attr("viewBox", format!("0 0 {} 12", LENGTH + 8))
        .attr("aria-hidden", "true")
        .child(drawn)
        .into_any()
}
