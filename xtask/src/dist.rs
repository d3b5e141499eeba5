//! `cargo xtask dist`: the folder to put on a web host, and the archive to hand on.

use crate::archive;
use crate::build::{self, Profile};
use crate::project;
use anyhow::{Context, Result};
use domain::cloud::Cloud;
use lexopt::prelude::*;
use std::path::PathBuf;

/// Writes the release for one cloud, `dist/` unless told otherwise, and its archive beside it.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut cloud = Cloud::Public;
    let mut out = project::root().join("dist");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("cloud") => cloud = named(&arguments.value()?.string()?)?,
            Long("out") => out = std::env::current_dir()?.join(PathBuf::from(arguments.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    build::build(Profile::Release, cloud, &out)?;
    eprintln!("The folder to host is {}", out.display());
    let place = out.parent().unwrap_or(&out);
    eprint!("{}", archive::write(&out, place)?);
    Ok(())
}

fn named(name: &str) -> Result<Cloud> {
    Cloud::named(name).with_context(|| {
        let known: Vec<&str> = Cloud::ALL.iter().map(|cloud| cloud.name()).collect();
        format!("unknown cloud {name:?}; the clouds are {}", known.join(", "))
    })
}
