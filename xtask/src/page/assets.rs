//! The files beside the documents: style sheets, scripts, WebAssembly.

use super::integrity::{integrity, sha256_hex};
use super::optimise::{forget_old, optimise};
use crate::parallel;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The folder inside the page. Whatever is in it never changes, because its name comes from its content.
pub const FOLDER: &str = "assets";

/// All files, by the name they had before they were named after their content.
pub struct Assets {
    files: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    /// Takes what Trunk wrote, without the document.
    pub fn read(staging: &Path) -> Result<Self> {
        let mut assets = Self { files: BTreeMap::new() };
        for entry in fs::read_dir(staging).with_context(|| format!("{} can't be read", staging.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                // WebKit refuses a static import of a module that the policy knows by its hash only.
                bail!("{name}/: the page's scripts are single files; does a crate bring JavaScript snippets?");
            }
            if name != "index.html" {
                assets.add(&name, &path)?;
            }
        }
        Ok(assets)
    }

    /// Files with this content.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect() }
    }

    /// Takes a file from elsewhere, unchanged.
    pub fn add(&mut self, name: &str, path: &Path) -> Result<()> {
        let content = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
        self.files.insert(name.to_owned(), content);
        Ok(())
    }

    /// Takes a file that was made here.
    pub fn put(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), content);
    }

    /// Takes a file out.
    pub fn take(&mut self, name: &str) -> Result<Vec<u8>> {
        self.files.remove(name).with_context(|| format!("the build didn't write {name}"))
    }

    /// Puts another content in the place of a file that is there.
    pub fn replace(&mut self, name: &str, content: Vec<u8>) -> Result<()> {
        *self.files.get_mut(name).with_context(|| format!("the build didn't write {name}"))? = content;
        Ok(())
    }

    /// Runs wasm-opt over each WebAssembly file, the largest first.
    pub fn optimise_wasm(&mut self) -> Result<()> {
        let mut files: Vec<_> = self.files.iter().filter(|(name, _)| name.ends_with(".wasm")).collect();
        files.sort_by_key(|(_, content)| std::cmp::Reverse(content.len()));
        let made = parallel::map(&files, |(name, content)| {
            Ok(((*name).clone(), optimise(name, content).with_context(|| format!("{name} can't be optimized"))?))
        })?;
        self.files.extend(made);
        forget_old()
    }

    /// The names that the files had at first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The content of a file.
    pub fn content(&self, name: &str) -> Result<&[u8]> {
        match self.files.get(name) {
            Some(content) => Ok(content),
            None => bail!("the build didn't write {name}"),
        }
    }

    /// The address of a file, relative to the documents.
    pub fn address(&self, name: &str) -> Result<String> {
        Ok(format!("./{}", self.path(name)?))
    }

    /// Where a file is inside the page.
    pub fn path(&self, name: &str) -> Result<String> {
        let (stem, extension) = name.split_once('.').with_context(|| format!("{name} has no extension"))?;
        let digest = sha256_hex(self.content(name)?);
        Ok(format!("{FOLDER}/{stem}-{}.{extension}", &digest[..16]))
    }

    /// What a browser compares a file with.
    pub fn integrity(&self, name: &str) -> Result<String> {
        Ok(integrity(self.content(name)?))
    }

    /// Writes all files under their final names.
    pub fn write(&self, out: &Path) -> Result<()> {
        fs::create_dir_all(out.join(FOLDER)).with_context(|| format!("{} can't be written", out.display()))?;
        for (name, content) in &self.files {
            fs::write(out.join(self.address(name)?), content).with_context(|| format!("{name} can't be written"))?;
        }
        Ok(())
    }
}
