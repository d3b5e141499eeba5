//! Paths of Microsoft Graph, and what each method needs there.

use super::Table;

/// A method of HTTP that Microsoft Graph knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or runs an action.
    Post,
    /// Changes a part.
    Patch,
    /// Replaces.
    Put,
    /// Deletes.
    Delete,
}

impl Method {
    /// The method of this name, in any case. HEAD reads, MERGE changes a part.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "GET" | "HEAD" => Self::Get,
            "POST" => Self::Post,
            "PATCH" | "MERGE" => Self::Patch,
            "PUT" => Self::Put,
            "DELETE" => Self::Delete,
            _ => return None,
        })
    }

    /// The name in capitals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    pub(super) fn from_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'g' => Self::Get,
            'p' => Self::Post,
            'a' => Self::Patch,
            'u' => Self::Put,
            'd' => Self::Delete,
            _ => return None,
        })
    }
}

/// Permissions that several requests have in common, as indexes.
#[derive(Debug, Default)]
pub struct Profile {
    pub(crate) least: Vec<Vec<u16>>,
    pub(crate) others: Vec<u16>,
    pub(crate) resource_specific: Vec<u16>,
}

/// What a request needs.
#[derive(Clone, Copy, Debug)]
pub struct Requirement<'a> {
    pub(super) table: &'a Table,
    pub(super) profile: &'a Profile,
    pub(super) flags: &'a str,
}

impl<'a> Requirement<'a> {
    /// The least permissions: alternatives, each a list of permissions needed together.
    pub fn least(&self) -> Vec<Vec<&'a str>> {
        let names = |set: &Vec<u16>| set.iter().map(|index| self.table.permission(*index)).collect();
        self.profile.least.iter().map(names).collect()
    }

    /// Further permissions that Microsoft accepts, most of them broader.
    pub fn others(&self) -> Vec<&'a str> {
        self.profile.others.iter().map(|index| self.table.permission(*index)).collect()
    }

    /// Permissions for one resource, consented to there (resource-specific consent).
    pub fn resource_specific(&self) -> Vec<&'a str> {
        self.profile.resource_specific.iter().map(|index| self.table.permission(*index)).collect()
    }

    /// How the fact was found: `o` by hand, `c` two permissions together, `d` derived, `z` by the order of an older page,
    /// `w` corrected, `m` for migration only, `b` beta only, `u` in neither SDK.
    pub fn flags(&self) -> &'a str {
        self.flags
    }

    /// Whether only a signed-in user can send the request.
    pub fn is_delegated_only(&self) -> bool {
        self.flags.contains('D')
    }

    /// Whether only resource-specific consent lets an application send the request.
    pub fn is_resource_specific_only(&self) -> bool {
        self.flags.contains('R')
    }
}

/// What a method has at a path.
#[derive(Debug)]
pub(crate) struct MethodEntry {
    pub method: Method,
    pub profile: u16,
    pub flags: Box<str>,
}

/// A segment of a path below its parent.
#[derive(Debug, Default)]
struct PathSegment {
    /// Children by segment, sorted; the key (`{}`) is the empty segment.
    children: Vec<(Box<str>, u32)>,
    methods: Vec<MethodEntry>,
    is_path: bool,
}

/// All path templates, as a tree of segments.
#[derive(Debug)]
pub struct PathTree {
    nodes: Vec<PathSegment>,
}

impl Default for PathTree {
    fn default() -> Self {
        Self { nodes: vec![PathSegment::default()] }
    }
}

impl PathTree {
    /// Adds a path by its segments, the empty one for a key.
    pub(super) fn insert(&mut self, segments: &[Box<str>], methods: Vec<MethodEntry>) {
        let mut at = 0;
        for segment in segments {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[at];
            at = match node.children.binary_search_by(|(name, _)| name.as_ref().cmp(segment)) {
                Ok(index) => node.children[index].1 as usize,
                Err(index) => {
                    node.children.insert(index, (segment.clone(), next));
                    self.nodes.push(PathSegment::default());
                    next as usize
                }
            };
        }
        self.nodes[at].is_path = true;
        self.nodes[at].methods.extend(methods);
    }

    fn child(&self, node: usize, segment: &str) -> Option<usize> {
        let children = &self.nodes[node].children;
        let index = children.binary_search_by(|(name, _)| name.as_ref().cmp(segment)).ok()?;
        Some(children[index].1 as usize)
    }

    /// The template of a concrete path, such as `/users/{}/manager`: a literal segment before a key, and a step back
    /// where a choice ends nowhere. With a method, only paths that have it.
    pub fn find(&self, path: &str, method: Option<Method>) -> Option<String> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        if segments.is_empty() || segments.len() > 32 {
            return None;
        }
        let mut chosen = Vec::new();
        self.walk(0, &segments, method, &mut chosen).then(|| {
            let mut template = String::new();
            for segment in chosen {
                template.push('/');
                template.push_str(if segment { "{}" } else { segments[template.matches('/').count() - 1] });
            }
            template
        })
    }

    /// `chosen` holds for each segment whether it is a key.
    fn walk(&self, node: usize, rest: &[&str], method: Option<Method>, chosen: &mut Vec<bool>) -> bool {
        let Some((first, rest)) = rest.split_first() else {
            let node = &self.nodes[node];
            return match method {
                Some(method) => node.methods.iter().any(|entry| entry.method == method),
                None => node.is_path,
            };
        };
        for (segment, is_key) in [(*first, false), ("", true)] {
            if is_key && first.starts_with('$') {
                continue;
            }
            let Some(child) = self.child(node, segment) else { continue };
            chosen.push(is_key);
            if self.walk(child, rest, method, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }

    /// Whether the segments after the root begin any path.
    pub(crate) fn has_root(&self, segment: &str) -> bool {
        self.child(0, segment).is_some()
    }

    /// Whether a path template, given without keys decided, can go on with this segment after `prefix`.
    pub(crate) fn has_child(&self, template: &str, segment: &str) -> bool {
        let mut at = 0;
        for part in template.split('/').filter(|part| !part.is_empty()) {
            let part = if part == "{}" { "" } else { part };
            // A segment that isn't in the table is a key.
            let key = || if part.starts_with('$') { None } else { self.child(at, "") };
            match self.child(at, part).or_else(key) {
                Some(child) => at = child,
                None => return false,
            }
        }
        self.child(at, if segment == "{}" { "" } else { segment }).is_some()
    }

    /// What a method has at a template.
    pub(crate) fn entry(&self, template: &str, method: Method) -> Option<&MethodEntry> {
        let mut at = 0;
        for part in template.split('/').filter(|part| !part.is_empty()) {
            at = self.child(at, if part == "{}" { "" } else { part })?;
        }
        self.nodes[at].methods.iter().find(|entry| entry.method == method)
    }
}
