//! C# with `Azure.Identity`.
//!
//! <https://learn.microsoft.com/dotnet/api/azure.identity.managedidentitycredential>

use super::rest::{rest_calls, token_audiences};
use super::services::Services;
use super::shell::gaps;
use super::subject::{BlockPurpose, CodeLanguage, CodeSubject, ConnectLines};

/// Writes the blocks.
pub(super) fn write(subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    gaps(services, lines);
    let id = match subject.account() {
        Some(id) => format!("ManagedIdentityId.FromUserAssignedClientId(\"{id}\")"),
        None => "ManagedIdentityId.SystemAssigned".to_owned(),
    };
    let connect = format!(
        "using System.Net.Http.Headers;\nusing System.Text;\nusing System.Text.Json;\nusing Azure.Core;\nusing Azure.Identity;\n\n\
         var credential = new ManagedIdentityCredential({id});\nusing var client = new HttpClient();\n\n\
         async Task<string> Token(string audience) =>\n    \
         (await credential.GetTokenAsync(new TokenRequestContext(new[] {{ audience + \"/.default\" }}))).Token;\n\n\
         async Task<string> Call(string method, string audience, string url, string? body = null)\n{{\n    \
         using var request = new HttpRequestMessage(new HttpMethod(method), url);\n    \
         request.Headers.Authorization = new AuthenticationHeaderValue(\"Bearer\", await Token(audience));\n    \
         request.Headers.Accept.ParseAdd(\"application/json\");\n    \
         if (body != null) request.Content = new StringContent(body, Encoding.UTF8, \"application/json\");\n    \
         using var response = await client.SendAsync(request);\n    \
         response.EnsureSuccessStatusCode();\n    \
         return await response.Content.ReadAsStringAsync();\n}}"
    );
    let call = |it: &super::rest::RestCall| {
        let body = it.body.map_or_else(String::new, |body| format!(", \"{}\"", body.replace('"', "\\\"")));
        format!(
            "// {}\nConsole.WriteLine(await Call(\"{}\", \"{}\", \"{}\"{body}));",
            it.proves, it.method, it.audience, it.url
        )
    };
    let calls: Vec<String> = rest_calls(subject, services).iter().map(call).collect();
    let audiences: Vec<String> = token_audiences(subject, services).iter().map(|it| format!("\"{it}\"")).collect();
    let check = format!(
        "foreach (var audience in new[] {{ {} }})\n{{\n    \
         var part = (await Token(audience)).Split('.')[1].Replace('-', '+').Replace('_', '/');\n    \
         part = part.PadRight(part.Length + (4 - part.Length % 4) % 4, '=');\n    \
         using var claims = JsonDocument.Parse(Convert.FromBase64String(part));\n    \
         var roles = claims.RootElement.TryGetProperty(\"roles\", out var found) ? found.ToString() : \"none\";\n    \
         Console.WriteLine(audience + \" \" + roles);\n}}",
        audiences.join(", ")
    );
    lines.push(BlockPurpose::Modules, CodeLanguage::Shell, "dotnet add package Azure.Identity".to_owned());
    lines.push(BlockPurpose::Connect, CodeLanguage::CSharp, connect);
    lines.push(BlockPurpose::FirstCalls, CodeLanguage::CSharp, calls.join("\n\n"));
    lines.push(BlockPurpose::TokenCheck, CodeLanguage::CSharp, check);
}
