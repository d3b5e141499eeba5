//! Where the nodes are, and the lines between them, in units of the drawing. One unit is one CSS pixel where the drawing
//! is as wide as it was made for.

use super::contents::{AccessMap, MapSide};
use super::grouping::{Node, nodes};
use crate::tiers::Tier;

/// How the map is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapShape {
    /// Three columns, for windows and paper.
    Wide,
    /// One column, for phones.
    Tall,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// A line with its arrowhead, as path data of SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub line: String,
    pub head: String,
    pub tier: Option<Tier>,
    /// Whether it leads to something that is not known.
    pub is_gap: bool,
}

/// Nodes with their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) identity: Area,
    /// Where the heading of each side begins: of those who can use the identity, and of what it reaches.
    pub(super) headings: [(i32, i32); 2],
    pub(super) areas: Vec<Area>,
    pub(super) edges: Vec<Edge>,
    /// The nodes: first those who can use the identity, then what it reaches.
    pub nodes: Vec<Node>,
}

/// How many nodes a side has at most, as far as its branches allow it.
const MOST: usize = 9;
const NODE_HEIGHT: i32 = 48;
const STEP: i32 = NODE_HEIGHT + 10;
/// The room of a heading above its nodes.
const HEADING: i32 = 32;
/// How long and half as wide an arrowhead is.
const HEAD: (i32, i32) = (8, 4);

const WIDE: i32 = 960;
const WIDE_NODE: i32 = 290;
const WIDE_IDENTITY: i32 = 256;

const TALL: i32 = 300;
/// Where the nodes of the tall layout begin; left of them is the line that joins them.
const TALL_INDENT: i32 = 28;
const TALL_LINE: i32 = 12;
const TALL_IDENTITY_HEIGHT: i32 = 80;

impl Layout {
    /// Lays out a map.
    pub fn of(map: &AccessMap, shape: MapShape) -> Self {
        let (users, reach) = (nodes(map, MapSide::Users, MOST), nodes(map, MapSide::Reach, MOST));
        match shape {
            MapShape::Wide => wide(map.tier, users, reach),
            MapShape::Tall => tall(map.tier, users, reach),
        }
    }
}

fn wide(tier: Option<Tier>, users: Vec<Node>, reach: Vec<Node>) -> Layout {
    let (left, right) = (count(&users), count(&reach));
    let rows = left.max(right).max(2);
    let column = rows * STEP - 10;
    // The identity is tall enough for its lines to end beside each other.
    let height = (16 * rows + 24).clamp(96, column);
    let x = (WIDE - WIDE_IDENTITY) / 2;
    let identity = Area { x, y: HEADING + (column - height) / 2, width: WIDE_IDENTITY, height };
    let area = |x: i32, number: i32, at: i32| {
        let y = HEADING + (column - (number * STEP - 10)) / 2 + at * STEP;
        Area { x, y, width: WIDE_NODE, height: NODE_HEIGHT }
    };
    let right_x = WIDE - WIDE_NODE - 1;
    let mut areas = Vec::new();
    let mut edges = Vec::new();
    for (at, node) in (0..).zip(&users) {
        let area = area(1, left, at);
        let to = (identity.x - 2, port(identity, left, at));
        edges.extend(edge(curve((area.x + area.width, middle(area)), to), to, tier, node));
        areas.push(area);
    }
    for (at, node) in (0..).zip(&reach) {
        let area = area(right_x, right, at);
        let to = (area.x - 2, middle(area));
        let from = (identity.x + identity.width, port(identity, right, at));
        edges.extend(edge(curve(from, to), to, node.tier(), node));
        areas.push(area);
    }
    let headings = [(1, 16), (right_x, 16)];
    Layout { width: WIDE, height: HEADING + column + 2, identity, headings, areas, edges, nodes: joined(users, reach) }
}

fn tall(tier: Option<Tier>, users: Vec<Node>, reach: Vec<Node>) -> Layout {
    let (above, below) = (count(&users), count(&reach));
    let area = |top: i32, at: i32| Area {
        x: TALL_INDENT,
        y: top + at * STEP,
        width: TALL - TALL_INDENT - 1,
        height: NODE_HEIGHT,
    };
    let identity = Area { x: 1, y: HEADING + above * STEP + 14, width: TALL - 2, height: TALL_IDENTITY_HEIGHT };
    let end = identity.y + identity.height;
    let reach_top = end + 20 + HEADING;
    let mut areas = Vec::new();
    let mut edges = Vec::new();
    for (at, node) in (0..).zip(&users) {
        let area = area(HEADING, at);
        let (y, to) = (middle(area), identity.y - 2);
        let line = format!("M{TALL_INDENT} {y}H{TALL_LINE}V{}", to - HEAD.0);
        let (half, base) = (HEAD.1, to - HEAD.0);
        let head = format!("M{} {base}h{}L{TALL_LINE} {to}z", TALL_LINE - half, 2 * half);
        edges.extend(edge_of(line, head, tier, node));
        areas.push(area);
    }
    for (at, node) in (0..).zip(&reach) {
        let area = area(reach_top, at);
        let to = (area.x - 2, middle(area));
        let line = format!("M{TALL_LINE} {end}V{}H{}", to.1, to.0 - HEAD.0);
        edges.extend(edge(line, to, node.tier(), node));
        areas.push(area);
    }
    let headings = [(1, 16), (TALL_INDENT, end + 36)];
    let height = reach_top + below * STEP - 8;
    Layout { width: TALL, height, identity, headings, areas, edges, nodes: joined(users, reach) }
}

/// A line that ends with an arrowhead to the right.
fn edge(line: String, to: (i32, i32), tier: Option<Tier>, node: &Node) -> Option<Edge> {
    let head = format!("M{} {}L{} {}l{} {}z", to.0 - HEAD.0, to.1 - HEAD.1, to.0, to.1, -HEAD.0, HEAD.1);
    edge_of(line, head, tier, node)
}

/// A node that says that there is nothing has no line.
fn edge_of(line: String, head: String, tier: Option<Tier>, node: &Node) -> Option<Edge> {
    let is_gap = node.is_gap();
    (!node.is_empty()).then_some(Edge { line, head, tier: tier.filter(|_| !is_gap), is_gap })
}

/// A curve from left to right that ends where the arrowhead begins.
fn curve(from: (i32, i32), to: (i32, i32)) -> String {
    let end = to.0 - HEAD.0;
    let bend = (from.0 + end) / 2;
    format!("M{} {}C{bend} {} {bend} {} {end} {}", from.0, from.1, from.1, to.1, to.1)
}

/// Where the line of one of several nodes meets the side of the identity.
fn port(identity: Area, number: i32, at: i32) -> i32 {
    let distance = ((identity.height - 24) / number.max(1)).min(24);
    middle(identity) + distance * (2 * at + 1 - number) / 2
}

const fn middle(area: Area) -> i32 {
    area.y + area.height / 2
}

fn count(nodes: &[Node]) -> i32 {
    i32::try_from(nodes.len()).unwrap_or(i32::MAX / STEP)
}

fn joined(mut users: Vec<Node>, reach: Vec<Node>) -> Vec<Node> {
    users.extend(reach);
    users
}

#[cfg(test)]
mod tests {
    use super::super::contents::{Branch, BranchContents, Knowledge, MapGap};
    use super::super::example::map_with_groups;
    use super::*;

    fn overlap(one: Area, other: Area) -> bool {
        one.x < other.x + other.width
            && other.x < one.x + one.width
            && one.y < other.y + other.height
            && other.y < one.y + one.height
    }

    #[test]
    fn nodes_lie_within_the_drawing_and_beside_each_other_for_0_1_9_and_1001_things() {
        for shape in [MapShape::Wide, MapShape::Tall] {
            for number in [0, 1, 9, 1001] {
                let layout = Layout::of(&map_with_groups(number), shape);
                assert_eq!(layout.areas.len(), layout.nodes.len());
                let all: Vec<Area> = layout.areas.iter().copied().chain([layout.identity]).collect();
                for (at, area) in all.iter().enumerate() {
                    assert!(area.x >= 0 && area.x + area.width <= layout.width, "{shape:?} {number} {area:?}");
                    assert!(area.y >= 16 && area.y + area.height <= layout.height, "{shape:?} {number} {area:?}");
                    assert!(!all[..at].iter().any(|before| overlap(*before, *area)), "{shape:?} {number}: {all:?}");
                }
                assert!(layout.height <= HEADING + 22 * STEP, "{shape:?} {number}: {}", layout.height);
            }
        }
    }

    #[test]
    fn every_node_but_the_empty_ones_has_a_line_of_its_tier() {
        let mut map = map_with_groups(9);
        map.branches.push(BranchContents::new(Branch::AzureScopes, Vec::new(), Knowledge::Unknown(MapGap::Loading)));
        map.branches.push(BranchContents::new(Branch::Hosts, Vec::new(), Knowledge::Unknown(MapGap::SignInRequired)));
        for shape in [MapShape::Wide, MapShape::Tall] {
            let layout = Layout::of(&map, shape);
            let with_line: Vec<&Node> = layout.nodes.iter().filter(|node| !node.is_empty()).collect();
            assert_eq!(layout.edges.len(), with_line.len());
            for (edge, node) in layout.edges.iter().zip(with_line) {
                let wanted = if node.branch.side() == MapSide::Users { map.tier } else { node.tier() };
                assert_eq!((edge.tier, edge.is_gap), (wanted.filter(|_| !node.is_gap()), node.is_gap()));
            }
        }
    }
}
