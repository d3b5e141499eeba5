//! The shapes and texts of the map. The page draws them with its style sheet, a file has their colors in it.

use super::layout::{Area, Layout};
use super::text_width::fit;
use crate::tiers::Tier;

/// What is written on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The name, in full and as it is to be shown.
    pub name: String,
    /// The line below it.
    pub detail: String,
    /// The tier in a word; empty where nothing has one.
    pub tier: &'static str,
    /// The icon, as path data of SVG on a square of 16 units.
    pub icon: &'static str,
}

/// The map as shapes and texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The width, in CSS pixels where the drawing is not scaled.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// Headings, lines and arrowheads.
    pub background: Vec<Mark>,
    /// The identity.
    pub identity: Card,
    /// The nodes, in the order of the layout's nodes.
    pub nodes: Vec<Card>,
}

/// The marks of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Everything that is written on it, uncut.
    pub title: String,
    /// What is drawn.
    pub marks: Vec<Mark>,
}

/// A shape or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A shape, as path data of SVG, moved to a place.
    Path {
        /// What it is.
        ink: Ink,
        /// The path data.
        path: String,
        /// Where its origin is.
        at: (i32, i32),
    },
    /// A line of text.
    Text {
        /// What it is.
        ink: Ink,
        /// The text.
        text: String,
        /// Where its baseline begins, or ends if the text is aligned to the right.
        at: (i32, i32),
        /// Whether it is aligned to the right.
        ends: bool,
    },
}

/// What a mark is of, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    /// What the mark is.
    pub role: Role,
    /// The tier that it shows, where it shows one.
    pub tone: Tone,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The heading of a side.
    Heading,
    /// A line to or from the identity.
    Line,
    /// An arrowhead.
    Head,
    /// The outline of a node.
    Card,
    /// The outline of the identity.
    Identity,
    /// The colored edge of a node.
    Edge,
    /// An icon.
    Icon,
    /// A name.
    Name,
    /// The line below a name.
    Detail,
    /// The word of a tier.
    Tier,
}

/// The color of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A tier.
    Tier(Tier),
    /// Nothing that has a tier.
    NotRated,
    /// Something that is not known.
    Gap,
}

impl Ink {
    /// The classes of an element with this ink.
    pub fn class(self) -> String {
        let role = match self.role {
            Role::Heading => "heading",
            Role::Line => "line",
            Role::Head => "head",
            Role::Card => "card",
            Role::Identity => "identity",
            Role::Edge => "edge",
            Role::Icon => "icon",
            Role::Name => "name",
            Role::Detail => "detail",
            Role::Tier => "tier",
        };
        let tone = match self.tone {
            Tone::Tier(Tier::Zero) => "tier-0",
            Tone::Tier(Tier::One) => "tier-1",
            Tone::Tier(Tier::Two) => "tier-2",
            Tone::NotRated => "not-rated",
            Tone::Gap => "gap",
        };
        format!("map-{role} {tone}")
    }
}

/// The font size of a name and of the line below it.
pub(super) const NAME_SIZE: i32 = 14;
pub(super) const DETAIL_SIZE: i32 = 12;
/// Where the texts of a node begin, from its left side, and how far from its right side they end.
const TEXT_X: i32 = 40;
const TEXT_END: i32 = 12;
/// The room of a tier's word.
const TIER_WIDTH: i32 = 44;

impl Drawing {
    /// The drawing of a layout with these words: the headings of both sides, the identity, and the nodes in their order.
    pub fn of(
        layout: &Layout,
        headings: [&str; 2],
        identity: &Caption,
        captions: &[Caption],
        tier: Option<Tier>,
    ) -> Self {
        let mut background: Vec<Mark> = Vec::new();
        for (heading, at) in headings.iter().zip(layout.headings) {
            let ink = Ink { role: Role::Heading, tone: Tone::NotRated };
            background.push(Mark::Text { ink, text: (*heading).to_owned(), at, ends: false });
        }
        for edge in &layout.edges {
            let tone = tone(edge.tier, edge.is_gap);
            let path = |role, path: &String| Mark::Path { ink: Ink { role, tone }, path: path.clone(), at: (0, 0) };
            background.extend([path(Role::Line, &edge.line), path(Role::Head, &edge.head)]);
        }
        let nodes = layout.nodes.iter().zip(&layout.areas).zip(captions);
        let nodes =
            nodes.map(|((node, area), caption)| card(*area, Role::Card, tone(node.tier(), node.is_gap()), caption));
        Self {
            width: layout.width,
            height: layout.height,
            background,
            identity: card(layout.identity, Role::Identity, tone(tier, false), identity),
            nodes: nodes.collect(),
        }
    }

    /// Every mark, in the order in which they are drawn.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        let cards = std::iter::once(&self.identity).chain(&self.nodes);
        self.background.iter().chain(cards.flat_map(|card| &card.marks))
    }
}

fn tone(tier: Option<Tier>, is_gap: bool) -> Tone {
    match tier {
        _ if is_gap => Tone::Gap,
        Some(tier) => Tone::Tier(tier),
        None => Tone::NotRated,
    }
}

fn card(area: Area, role: Role, tone: Tone, caption: &Caption) -> Card {
    let Area { x, y, width, height } = area;
    let path = |role, path: String, at| Mark::Path { ink: Ink { role, tone }, path, at };
    let text = |role, text: String, at, ends| Mark::Text { ink: Ink { role, tone }, text, at, ends };
    let middle = y + height / 2;
    let room = width - TEXT_X - TEXT_END;
    let detail_room = if caption.tier.is_empty() { room } else { room - TIER_WIDTH };
    let (right, left) = (width - 12, height - 12);
    let outline =
        format!("M6 0h{right}a6 6 0 0 1 6 6v{left}a6 6 0 0 1-6 6h-{right}a6 6 0 0 1-6-6v-{left}a6 6 0 0 1 6-6z");
    let edge = format!("M6 0h-1a5 6 0 0 0-5 6v{left}a5 6 0 0 0 5 6h1a3 6 0 0 1-2-6v-{left}a3 6 0 0 1 2-6z");
    let mut marks = vec![
        path(role, outline, (x, y)),
        path(Role::Edge, edge, (x, y)),
        path(Role::Icon, caption.icon.to_owned(), (x + 14, middle - 8)),
        text(Role::Name, fit(&caption.name, NAME_SIZE, room), (x + TEXT_X, middle - 3), false),
        text(Role::Detail, fit(&caption.detail, DETAIL_SIZE, detail_room), (x + TEXT_X, middle + 14), false),
    ];
    if !caption.tier.is_empty() {
        marks.push(text(Role::Tier, caption.tier.to_owned(), (x + width - TEXT_END, middle + 14), true));
    }
    let all = [caption.name.as_str(), caption.detail.as_str(), caption.tier];
    let said: Vec<&str> = all.into_iter().filter(|text| !text.is_empty()).collect();
    Card { title: said.join(". "), marks }
}
