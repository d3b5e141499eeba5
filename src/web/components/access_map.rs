//! The access map: a drawing for users who see it, and a list with the same nodes for everyone else.
//!
//! The nodes of the drawing can be clicked and are hidden from screen readers and from the keyboard; the list below it
//! has the same links. Two drawings are there, one for wide and one for narrow windows, and the style sheet shows one.

use leptos::prelude::*;
use leptos::svg;

use crate::web::text::access_map as text;
use domain::access_map::{Caption, Card, Drawing, MapSide, Mark};

/// A node of the map, as the list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapNode {
    /// On which side of the identity it is.
    pub side: MapSide,
    /// What is written on it.
    pub caption: Caption,
    /// The address of the section that has the details.
    pub href: String,
}

/// The drawings. Both have a card for each node, in the order of the nodes.
pub fn drawings(wide: &Drawing, tall: &Drawing, nodes: &[MapNode]) -> AnyView {
    let hrefs: Vec<&str> = nodes.iter().map(|node| node.href.as_str()).collect();
    view! {
        {drawn(wide, "access-map wide", &hrefs)}
        {drawn(tall, "access-map tall", &hrefs)}
    }
    .into_any()
}

fn drawn(drawing: &Drawing, class: &'static str, hrefs: &[&str]) -> AnyView {
    let mut parts: Vec<AnyView> = drawing.background.iter().map(mark).collect();
    parts.push(card(&drawing.identity));
    let links = drawing.nodes.iter().zip(hrefs).map(|(node, href)| {
        svg::a().attr("href", (*href).to_owned()).attr("tabindex", "-1").child(card(node)).into_any()
    });
    parts.extend(links);
    svg::svg()
        .attr("class", class)
        .attr("viewBox", format!("0 0 {} {}", drawing.width, drawing.height))
        .attr("aria-hidden", "true")
        .child(parts)
        .into_any()
}

fn card(card: &Card) -> AnyView {
    let mut parts: Vec<AnyView> = vec![svg::title().child(card.title.clone()).into_any()];
    parts.extend(card.marks.iter().map(mark));
    svg::g().attr("class", "map-node").child(parts).into_any()
}

fn mark(mark: &Mark) -> AnyView {
    match mark {
        Mark::Path { ink, path, at } => svg::path()
            .attr("class", ink.class())
            .attr("d", path.clone())
            .attr("transform", format!("translate({} {})", at.0, at.1))
            .into_any(),
        Mark::Text { ink, text, at, ends } => svg::text()
            .attr("class", ink.class())
            .attr("x", at.0.to_string())
            .attr("y", at.1.to_string())
            .attr("text-anchor", if *ends { "end" } else { "start" })
            .child(text.clone())
            .into_any(),
    }
}

/// The nodes as two lists of links.
pub fn node_lists(nodes: &[MapNode]) -> AnyView {
    let list = |side: MapSide| {
        let items: Vec<AnyView> = nodes.iter().filter(|node| node.side == side).map(item).collect();
        view! {
            <div class="stack">
                <h3>{text::side(side)}</h3>
                <ul class="map-list">{items}</ul>
            </div>
        }
        .into_any()
    };
    view! { <div class="pair">{list(MapSide::Users)} {list(MapSide::Reach)}</div> }.into_any()
}

fn item(node: &MapNode) -> AnyView {
    let Caption { name, detail, tier, .. } = node.caption.clone();
    let tier = (!tier.is_empty()).then(|| view! { " " <span class="badge">{tier}</span> });
    view! {
        <li>
            <a href=node.href.clone()>
                <bdi>{name}</bdi>
            </a>
            {tier}
            " "
            <bdi class="soft">{detail}</bdi>
        </li>
    }
    .into_any()
}
