//! A POSIX shell with curl and jq.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
//! <https://learn.microsoft.com/azure/container-apps/managed-identity>

use super::host::CodeHost;
use super::rest::{needing_cmdlets, rest_calls, token_audiences};
use super::services::Services;
use super::subject::{BlockPurpose, CodeGap, CodeLanguage, CodeSubject, ConnectLines};

/// Writes the blocks.
pub(super) fn write(host: CodeHost, subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    gaps(services, lines);
    let client = subject.account().map_or_else(String::new, |id| format!(" --data-urlencode 'client_id={id}'"));
    let metadata = format!(
        "curl --silent --show-error --fail --get --header 'Metadata: true' --data-urlencode \"resource=$1\"{client} \\\n    \
         'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01' | jq --raw-output .access_token"
    );
    let environment = format!(
        "curl --silent --show-error --fail --get --header \"X-IDENTITY-HEADER: $IDENTITY_HEADER\" --data-urlencode \"resource=$1\"{client} \\\n    \
         \"$IDENTITY_ENDPOINT?api-version=2019-08-01\" | jq --raw-output .access_token"
    );
    let token = if host == CodeHost::Container {
        let [environment, metadata] = [environment, metadata].map(|text| text.replace("\n  ", "\n    "));
        format!("if [ -n \"${{IDENTITY_ENDPOINT:-}}\" ]; then\n    {environment}\n  else\n    {metadata}\n  fi")
    } else {
        metadata
    };
    let connect = format!(
        "token() {{\n  {token}\n}}\n\
         call() {{\n  curl --silent --show-error --fail --location --request \"$1\" --header \"Authorization: Bearer $(token \"$2\")\" \\\n    \
         --header 'Accept: application/json' --header 'Content-Type: application/json' ${{4:+--data \"$4\"}} \"$3\"\n}}"
    );
    let call = |it: &super::rest::RestCall| {
        let body = it.body.map_or_else(String::new, |body| format!(" '{body}'"));
        format!("# {}\ncall {} '{}' '{}'{body}", it.proves, it.method, it.audience, it.url)
    };
    let calls: Vec<String> = rest_calls(subject, services).iter().map(call).collect();
    let audiences: Vec<String> = token_audiences(subject, services).iter().map(|it| format!("'{it}'")).collect();
    let check = format!(
        "for resource in {}; do\n  \
         part=$(token \"$resource\" | cut -d . -f 2 | tr '_-' '/+')\n  \
         while [ $((${{#part}} % 4)) -ne 0 ]; do part=\"$part=\"; done\n  \
         printf '%s ' \"$resource\"\n  \
         printf '%s' \"$part\" | base64 -d | jq --compact-output .roles\ndone",
        audiences.join(" ")
    );
    lines.push(BlockPurpose::Connect, CodeLanguage::Shell, connect);
    lines.push(BlockPurpose::FirstCalls, CodeLanguage::Shell, calls.join("\n\n"));
    lines.push(BlockPurpose::TokenCheck, CodeLanguage::Shell, check);
}

/// What plain requests cannot do.
pub(super) fn gaps(services: &Services, lines: &mut ConnectLines) {
    if services.exchange {
        lines.gaps.push(CodeGap::ExchangeNeedsPowerShell);
    }
    lines.no_first_call.extend(needing_cmdlets(services));
}
