//! Use it in your code: the lines with which a program connects as a managed identity, by where the program runs.
//!
//! Each text is made of fixed words and IDs. No name of the tenant is in any of them, apart from the initial domain,
//! which is checked ([`InitialDomain`]), and the resource ID in Logic Apps, which is left out if it has an unusual
//! character. What a user has to fill in is written in capitals.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
//!
//! Deliberately absent: secrets, certificates and anything that prints a token. The checks print roles only.

mod csharp;
mod first_call;
mod github_actions;
mod host;
mod javascript;
mod logic_app;
mod powershell;
mod python;
mod rest;
mod services;
mod shell;
mod subject;

pub use host::CodeHost;
pub(crate) use powershell::connect_exchange;
pub use subject::{BlockPurpose, CodeBlock, CodeGap, CodeLanguage, CodeSubject, ConnectLines, permissions_in};

use services::Services;

/// Writes the code for a program on this host. A language that the host doesn't offer gives no blocks.
pub fn connect_lines(host: CodeHost, language: CodeLanguage, subject: &CodeSubject) -> ConnectLines {
    let mut lines = ConnectLines::default();
    if !host.languages().contains(&language) {
        return lines;
    }
    let services = Services::of(subject);
    if subject.is_empty() {
        lines.gaps.push(CodeGap::NoPermission);
    }
    match language {
        CodeLanguage::PowerShell | CodeLanguage::WindowsPowerShell => {
            powershell::write(host, language, subject, &services, &mut lines);
        }
        CodeLanguage::Shell => shell::write(host, subject, &services, &mut lines),
        CodeLanguage::CSharp => csharp::write(subject, &services, &mut lines),
        CodeLanguage::Python => python::write(subject, &services, &mut lines),
        CodeLanguage::JavaScript => javascript::write(subject, &services, &mut lines),
        CodeLanguage::Json => logic_app::write(subject, &services, &mut lines),
        CodeLanguage::Yaml => github_actions::write(subject, &services, &mut lines),
        CodeLanguage::Text => {}
    }
    lines.no_first_call.extend(services.without_first_call);
    lines
}

#[cfg(test)]
mod tests;
