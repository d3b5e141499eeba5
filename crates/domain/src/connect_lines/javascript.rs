//! JavaScript for Node.js, with `@azure/identity`.
//!
//! <https://learn.microsoft.com/javascript/api/@azure/identity/managedidentitycredential>

use super::rest::{rest_calls, token_audiences};
use super::services::Services;
use super::shell::gaps;
use super::subject::{BlockPurpose, CodeLanguage, CodeSubject, ConnectLines};

/// Writes the blocks.
pub(super) fn write(subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    gaps(services, lines);
    let client = subject.account().map_or_else(String::new, |id| format!("{{ clientId: \"{id}\" }}"));
    let connect = format!(
        "import {{ ManagedIdentityCredential }} from \"@azure/identity\";\n\n\
         const credential = new ManagedIdentityCredential({client});\n\n\
         const token = async (audience) => (await credential.getToken(audience + \"/.default\")).token;\n\n\
         async function call(method, audience, url, body) {{\n  \
         const headers = {{\n    Authorization: \"Bearer \" + (await token(audience)),\n    \
         Accept: \"application/json\",\n    \"Content-Type\": \"application/json\",\n  }};\n  \
         const response = await fetch(url, {{ method, headers, body }});\n  \
         if (!response.ok) throw new Error(response.status + \" \" + (await response.text()));\n  \
         return response.text();\n}}"
    );
    let call = |it: &super::rest::RestCall| {
        let body = it.body.map_or_else(String::new, |body| format!(", '{body}'"));
        format!(
            "// {}\nconsole.log(await call(\"{}\", \"{}\", \"{}\"{body}));",
            it.proves, it.method, it.audience, it.url
        )
    };
    let calls: Vec<String> = rest_calls(subject, services).iter().map(call).collect();
    let audiences: Vec<String> = token_audiences(subject, services).iter().map(|it| format!("\"{it}\"")).collect();
    let check = format!(
        "for (const audience of [{}]) {{\n  \
         const claims = JSON.parse(Buffer.from((await token(audience)).split(\".\")[1], \"base64url\").toString());\n  \
         console.log(audience, claims.roles);\n}}",
        audiences.join(", ")
    );
    lines.push(BlockPurpose::Modules, CodeLanguage::Shell, "npm install @azure/identity".to_owned());
    lines.push(BlockPurpose::Connect, CodeLanguage::JavaScript, connect);
    lines.push(BlockPurpose::FirstCalls, CodeLanguage::JavaScript, calls.join("\n\n"));
    lines.push(BlockPurpose::TokenCheck, CodeLanguage::JavaScript, check);
}
