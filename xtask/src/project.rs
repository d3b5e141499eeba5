//! Paths: the sources, the installed tools, and the build output.

use std::path::{Path, PathBuf};

/// The folder that contains the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Cargo's target folder, wherever the user has put it.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where this project's own copies of tools are installed.
pub fn tools() -> PathBuf {
    target().join("tools")
}
