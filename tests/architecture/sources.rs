//! The project's source files.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// From the workspace's folder, with slashes on every system.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// All Rust files of a folder in the workspace.
pub fn below(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files);
    assert!(!files.is_empty(), "{folder} holds Rust files");
    files.sort();
    let read = |path: PathBuf| Source {
        path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Fails with a list of what was found, when something was.
pub fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}
