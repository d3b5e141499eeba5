//! What the metadata of a tenant says: its ID, or that there is no such tenant.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document>

use super::cause::number_in;
use super::outcomes::TenantAnswer;
use domain::json_reader::Json;

/// What an answer with this status and text says.
pub fn tenant_of(status: u16, text: &str) -> TenantAnswer {
    let Ok(json) = Json::read(text) else { return TenantAnswer::Unclear };
    let field = |name: &str| json.get(name).and_then(Json::as_text).unwrap_or_default();
    if status == 200 {
        // The issuer is the sign-in host, the tenant's ID and a version.
        let id = field("issuer").trim_start_matches("https://").split('/').nth(1).and_then(|id| id.parse().ok());
        return id.map_or(TenantAnswer::Unclear, TenantAnswer::Found);
    }
    number_in(field("error_description")).map_or(TenantAnswer::Unclear, TenantAnswer::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenant_is_known_by_its_issuer_and_an_unknown_one_by_the_number() {
        let id = "84841066-274d-4ec0-a5c1-276be684bdd3";
        let found = format!(r#"{{"issuer":"https://login.microsoftonline.com/{id}/v2.0"}}"#);
        assert_eq!(tenant_of(200, &found), TenantAnswer::Found(id.parse().unwrap()));
        let refused = r#"{"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'x' not found."}"#;
        assert_eq!(tenant_of(400, refused), TenantAnswer::Refused("90002".to_owned()));
        let any = r#"{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"}"#;
        for (status, text) in [(200, any), (200, "<html>"), (400, "{}"), (503, ""), (200, "[]")] {
            assert_eq!(tenant_of(status, text), TenantAnswer::Unclear, "{text}");
        }
    }
}
