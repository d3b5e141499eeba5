//! Path templates of Microsoft Graph, and what each method has there.

use super::method::Method;

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
