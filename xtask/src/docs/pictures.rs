//! The pictures of the README: screenshots of a release, taken by `tests/browser/measure/pictures.js`.

use crate::build::{self, Profile};
use crate::run::{program, run};
use crate::{project, setup};
use anyhow::Result;
use domain::cloud::Cloud;

/// Builds the release and takes every picture of it.
pub fn take() -> Result<()> {
    setup::for_measuring()?;
    let release = build::default_out(Profile::Release);
    build::build(Profile::Release, Cloud::Public, &release)?;
    run(
        "Taking the pictures",
        program("node")
            .arg(project::root().join("tests/browser/measure/pictures.js"))
            .arg(project::root().join("docs/pictures"))
            .env("BESTOW_PAGE", &release)
            .env("BESTOW_XTASK", std::env::current_exe()?),
    )
}
