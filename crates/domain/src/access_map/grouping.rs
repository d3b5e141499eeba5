//! Few nodes for many things: the most privileged things are drawn by themselves, and each branch has one more node for
//! the rest, with its number.

use super::contents::{AccessMap, Branch, BranchContents, Knowledge, MapEntry, MapGap, MapSide, tier_order};
use crate::tiers::Tier;

/// A node of the map, other than the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The branch that it is of. Where it stands for several, the first of them.
    pub branch: Branch,
    /// What it says.
    pub content: Content,
}

/// What a node says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One thing.
    Thing(MapEntry),
    /// The things of the branch that have no node of their own.
    Rest {
        /// How many.
        things: usize,
        /// How many permissions or roles they stand for together.
        size: usize,
        /// The highest tier among them.
        tier: Option<Tier>,
        /// Whether these are all things of the branch.
        all: bool,
    },
    /// More may exist in the branch than what was read.
    Incomplete(MapGap),
    /// Nothing is known of the branch.
    Unknown(MapGap),
    /// These branches have nothing, each with whether only what the user can read is known to be all.
    Empty(Vec<(Branch, bool)>),
}

impl Node {
    /// The tier that the node leads to; nothing, where none is known.
    pub fn tier(&self) -> Option<Tier> {
        match &self.content {
            Content::Thing(thing) => thing.tier,
            Content::Rest { tier, .. } => *tier,
            Content::Incomplete(_) | Content::Unknown(_) | Content::Empty(_) => None,
        }
    }

    /// Whether it says that something is not known.
    pub fn is_gap(&self) -> bool {
        matches!(self.content, Content::Incomplete(_) | Content::Unknown(_))
    }

    /// Whether it says that there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self.content, Content::Empty(_))
    }
}

/// The nodes of one side, about `most` at most. A branch with things has at least one node, and so has each gap, however
/// many that are.
pub(super) fn nodes(map: &AccessMap, side: MapSide, most: usize) -> Vec<Node> {
    let branches: Vec<&BranchContents> = map.branches.iter().filter(|it| it.branch.side() == side).collect();
    let empty: Vec<(Branch, bool)> = branches.iter().filter_map(|it| emptiness(it)).collect();
    let gaps = branches.iter().filter(|it| gap(it).is_some()).count();
    let shown = share(&branches, most.saturating_sub(gaps + usize::from(!empty.is_empty())));
    let mut nodes = Vec::new();
    for (contents, shown) in branches.iter().zip(shown) {
        let branch = contents.branch;
        let (drawn, rest) = contents.things.split_at(shown);
        nodes.extend(drawn.iter().map(|thing| Node { branch, content: Content::Thing(thing.clone()) }));
        if let Some(first) = rest.first() {
            let size = rest.iter().map(|thing| thing.size).sum();
            let content = Content::Rest { things: rest.len(), size, tier: first.tier, all: drawn.is_empty() };
            nodes.push(Node { branch, content });
        }
        nodes.extend(gap(contents).map(|content| Node { branch, content }));
    }
    if let Some(&(branch, _)) = empty.first() {
        nodes.push(Node { branch, content: Content::Empty(empty) });
    }
    nodes
}

fn emptiness(contents: &BranchContents) -> Option<(Branch, bool)> {
    let visible_only = match contents.knowledge {
        Knowledge::Complete => false,
        Knowledge::Visible => true,
        Knowledge::Incomplete(_) | Knowledge::Unknown(_) => return None,
    };
    // Few identities have agents among their owners, and that they have none is said by the owners.
    (contents.things.is_empty() && contents.branch != Branch::Agents).then_some((contents.branch, visible_only))
}

fn gap(contents: &BranchContents) -> Option<Content> {
    match contents.knowledge {
        Knowledge::Complete | Knowledge::Visible => None,
        Knowledge::Incomplete(gap) if contents.things.is_empty() => Some(Content::Unknown(gap)),
        Knowledge::Incomplete(gap) => Some(Content::Incomplete(gap)),
        Knowledge::Unknown(gap) => Some(Content::Unknown(gap)),
    }
}

/// How many things of each branch have a node of their own. The next node goes to the branch whose next thing has the
/// highest tier, and among equals to the branch with the fewest.
fn share(branches: &[&BranchContents], most: usize) -> Vec<usize> {
    let mut shown: Vec<usize> = branches.iter().map(|it| usize::from(it.things.len() == 1)).collect();
    loop {
        let used: usize = branches.iter().zip(&shown).map(|(it, shown)| cost(it.things.len(), *shown)).sum();
        let mut best: Option<((u8, usize), usize)> = None;
        for (at, contents) in branches.iter().enumerate() {
            let Some(next) = contents.things.get(shown[at]) else { continue };
            let length = contents.things.len();
            let more = cost(length, step(length, shown[at])) - cost(length, shown[at]);
            let order = (tier_order(next.tier), shown[at]);
            if used + more <= most && best.is_none_or(|(before, _)| order < before) {
                best = Some((order, at));
            }
        }
        let Some((_, at)) = best else { return shown };
        shown[at] = step(branches[at].things.len(), shown[at]);
    }
}

/// One more thing with a node of its own. A rest of one thing is drawn instead of counted.
fn step(length: usize, shown: usize) -> usize {
    if shown + 2 >= length { length } else { shown + 1 }
}

/// How many nodes it takes to draw this many of a branch's things, and the rest.
fn cost(length: usize, shown: usize) -> usize {
    if shown >= length { length } else { shown + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::example::{map_with_groups, thing};
    use super::*;

    fn of(branches: Vec<BranchContents>, most: usize) -> Vec<Node> {
        nodes(&AccessMap { tier: None, branches }, MapSide::Reach, most)
    }

    fn names(nodes: &[Node]) -> Vec<String> {
        let name = |node: &Node| match &node.content {
            Content::Thing(thing) => thing.name.clone(),
            Content::Rest { things, size, all, .. } => format!("{things} of {size}, all: {all}"),
            Content::Incomplete(gap) => format!("more: {gap:?}"),
            Content::Unknown(gap) => format!("unknown: {gap:?}"),
            Content::Empty(branches) => format!("none: {branches:?}"),
        };
        nodes.iter().map(name).collect()
    }

    #[test]
    fn nine_things_are_all_drawn_and_of_1001_the_rest_is_counted() {
        for number in [0, 1, 8] {
            let nodes = nodes(&map_with_groups(number), MapSide::Reach, 9);
            assert_eq!(nodes.iter().filter(|it| matches!(it.content, Content::Thing(_))).count(), number + 1);
            assert_eq!(nodes.iter().any(Node::is_empty), number == 0);
        }
        let nodes = nodes(&map_with_groups(1001), MapSide::Reach, 9);
        assert_eq!(nodes.len(), 9);
        assert_eq!(names(&nodes)[7..], ["group 0006".to_owned(), "994 of 994, all: false".to_owned()]);
    }

    #[test]
    fn most_privileged_things_are_drawn_before_others() {
        let apis: Vec<MapEntry> = (0..20).map(|at| thing(&format!("api {at:02}"), 50, None)).collect();
        let mut roles: Vec<MapEntry> = (0..4).map(|at| thing(&format!("role {at}"), 1, Some(Tier::Two))).collect();
        roles.push(thing("root", 1, Some(Tier::Zero)));
        let found = of(
            vec![
                BranchContents::new(Branch::Apis, apis, Knowledge::Complete),
                BranchContents::new(Branch::EntraRoles, roles, Knowledge::Complete),
            ],
            6,
        );
        assert_eq!(names(&found), ["20 of 1000, all: true", "root", "role 0", "role 1", "role 2", "role 3"]);
        assert_eq!(found[0].tier(), None);
    }

    #[test]
    fn rest_has_the_highest_tier_of_what_it_counts() {
        let apis = (0..9).map(|at| thing(&format!("api {at}"), 1, Some(Tier::One))).collect();
        let found = of(vec![BranchContents::new(Branch::Apis, apis, Knowledge::Complete)], 3);
        assert_eq!(found.last().and_then(Node::tier), Some(Tier::One));
        assert_eq!(names(&found).last().unwrap(), "7 of 7, all: false");
    }

    #[test]
    fn what_is_not_known_is_a_node_and_not_nothing() {
        let contents = |branch, things, knowledge| BranchContents::new(branch, things, knowledge);
        let found = of(
            vec![
                contents(Branch::Apis, vec![thing("Graph", 1, None)], Knowledge::Incomplete(MapGap::NotLoaded)),
                contents(Branch::EntraRoles, Vec::new(), Knowledge::Incomplete(MapGap::Loading)),
                contents(Branch::AzureScopes, Vec::new(), Knowledge::Unknown(MapGap::SignInRequired)),
                contents(Branch::Groups, Vec::new(), Knowledge::Complete),
                contents(Branch::Owned, Vec::new(), Knowledge::Visible),
            ],
            3,
        );
        let wanted = [
            "Graph",
            "more: NotLoaded",
            "unknown: Loading",
            "unknown: SignInRequired",
            "none: [(Groups, false), (Owned, true)]",
        ];
        assert_eq!(names(&found), wanted);
        assert_eq!(found.iter().filter(|it| it.is_gap()).count(), 3);
    }
}
