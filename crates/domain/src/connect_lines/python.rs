//! Python with `azure-identity` and `requests`.
//!
//! <https://learn.microsoft.com/python/api/azure-identity/azure.identity.managedidentitycredential>

use super::rest::{rest_calls, token_audiences};
use super::services::Services;
use super::shell::gaps;
use super::subject::{BlockPurpose, CodeLanguage, CodeSubject, ConnectLines};

/// Writes the blocks.
pub(super) fn write(subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    gaps(services, lines);
    let client = subject.account().map_or_else(String::new, |id| format!("client_id=\"{id}\""));
    let connect = format!(
        "import base64\nimport json\n\nimport requests\nfrom azure.identity import ManagedIdentityCredential\n\n\
         credential = ManagedIdentityCredential({client})\n\n\n\
         def token(audience):\n    return credential.get_token(audience + \"/.default\").token\n\n\n\
         def call(method, audience, url, body=None):\n    \
         headers = {{\n        \"Authorization\": \"Bearer \" + token(audience),\n        \
         \"Accept\": \"application/json\",\n        \"Content-Type\": \"application/json\",\n    }}\n    \
         response = requests.request(method, url, headers=headers, data=body, timeout=60)\n    \
         response.raise_for_status()\n    return response.text"
    );
    let call = |it: &super::rest::RestCall| {
        let body = it.body.map_or_else(String::new, |body| format!(", '{body}'"));
        format!("# {}\nprint(call(\"{}\", \"{}\", \"{}\"{body}))", it.proves, it.method, it.audience, it.url)
    };
    let calls: Vec<String> = rest_calls(subject, services).iter().map(call).collect();
    let audiences: Vec<String> = token_audiences(subject, services).iter().map(|it| format!("\"{it}\"")).collect();
    let check = format!(
        "for audience in [{}]:\n    part = token(audience).split(\".\")[1]\n    \
         claims = json.loads(base64.urlsafe_b64decode(part + \"=\" * (-len(part) % 4)))\n    \
         print(audience, claims.get(\"roles\"))",
        audiences.join(", ")
    );
    lines.push(BlockPurpose::Modules, CodeLanguage::Shell, "pip install azure-identity requests".to_owned());
    lines.push(BlockPurpose::Connect, CodeLanguage::Python, connect);
    lines.push(BlockPurpose::FirstCalls, CodeLanguage::Python, calls.join("\n\n"));
    lines.push(BlockPurpose::TokenCheck, CodeLanguage::Python, check);
}
