//! The commands of the project. `cargo xtask` without arguments lists them.

mod archive;
mod audit;
mod bench;
mod build;
mod code_table;
mod dist;
mod docs;
mod page;
mod parallel;
mod project;
mod reproduce;
mod run;
mod serve;
mod setup;
mod staging;
mod tenant;
mod test;
mod verify;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--release]       build the page and serve it under the shipped policy
        [--config FILE]              with this config.json instead of the one in the workspace
        [--below /PATH]              below a path instead of at the root
        [--folder DIR]               serve this page, which is already built
  check                              run the checks that take a minute or two: format, lints, native tests, import cycles
  test                               run every test: format, lints, native, and the release in three browsers
        [--browser NAME]...          only the browser test files whose name contains NAME, on a development build
  dist  [--cloud NAME] [--out DIR]   write the folder to host (public, usgov, usgov-dod or china) and its archive
  archive [--release DIR] [--out DIR]  write the archive of a folder that is already built
  bench [--json FILE]                measure sizes, requests and times, and print a table; also as JSON
        [--markdown FILE]            or as a page of the documentation
        [--only NAME]...             only sizes, changes, identity, copies, review, article, histories,
                                     load, job, lighthouse or typing
  tenant [--page DIR] [--mode NAME]  serve a simulated tenant under Microsoft's host names behind a proxy, with a
        [--no-browser]               browser that reaches no other host: a real sign-in without Entra
  verify URL [--release DIR]         compare every hash and every header of a deployment with a release
  docs                               write the parts of documents that are generated from the code, and the scripts that
                                     register the app
        [--pictures]                 also take the pictures of the README
  audit                              check known vulnerabilities, licenses and sources of all dependencies
  code-table FOLDER                  write the table of the permissions that calls need, from a folder of fact files
  reproduce [--in DIR]               build the release twice in two folders and compare every byte
  setup                              install what the other commands need; they also do it themselves
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => command,
        Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h')) | None => {
            eprint!("{USAGE}");
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.to_str() {
        Some("serve") => serve::main(arguments),
        Some("archive") => archive::main(arguments),
        Some("audit") => audit::main(arguments),
        Some("check") => test::check(arguments),
        Some("bench") => bench::main(arguments),
        Some("code-table") => code_table::main(arguments),
        Some("dist") => dist::main(arguments),
        Some("docs") => docs::main(arguments),
        Some("reproduce") => reproduce::main(arguments),
        Some("setup") => setup::main(arguments),
        Some("test") => test::main(arguments),
        Some("tenant") => tenant::main(arguments),
        Some("verify") => verify::main(arguments),
        _ => bail!("unknown command {command:?}\n\n{USAGE}"),
    }
}
