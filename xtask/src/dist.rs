//! `cargo xtask dist`: the folder to put on a web host.

use crate::build::{self, Profile};
use crate::page::Cloud;
use crate::project;
use anyhow::Result;
use lexopt::prelude::*;
use std::path::PathBuf;

/// Writes the release for one cloud; `dist/` unless told otherwise.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut cloud = Cloud::Public;
    let mut out = project::root().join("dist");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("cloud") => cloud = arguments.value()?.parse()?,
            Long("out") => out = std::env::current_dir()?.join(PathBuf::from(arguments.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    build::build(Profile::Release, cloud, &out)?;
    eprintln!("The folder to host is {}", out.display());
    Ok(())
}
