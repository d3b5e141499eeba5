//! The content security policy: what a document may load, run and talk to.
//!
//! Scripts are allowed by hash, never by place; Trusted Types are enforced with no policy at all, so no text can become
//! markup or a script. One cloud's hosts can be reached and nothing else.

use domain::cloud::Cloud;

/// What is particular to one document.
pub struct Policy {
    /// Hashes of every script that may run, inline or not.
    pub scripts: Vec<String>,
    /// The cloud that may be talked to, and WebAssembly run; the redirect page needs neither.
    pub cloud: Option<Cloud>,
}

impl Policy {
    /// The text of the response header.
    pub fn header(&self) -> String {
        format!("{}; frame-ancestors 'none'", self.meta())
    }

    /// The text of the `<meta>` element, which cannot say who may frame the page. It is in the document for hosts that
    /// are not told the header.
    pub fn meta(&self) -> String {
        let mut scripts: Vec<String> = self.scripts.iter().map(|hash| format!("'{hash}'")).collect();
        let mut connect = vec!["'none'".to_owned()];
        if let Some(cloud) = self.cloud {
            scripts.push("'wasm-unsafe-eval'".to_owned());
            let origins = ["'self'", cloud.sign_in_root(), cloud.graph_root(), cloud.resource_manager_root()];
            connect = origins.map(str::to_owned).into();
        }
        [
            "default-src 'none'".to_owned(),
            format!("script-src {}", scripts.join(" ")),
            format!("connect-src {}", connect.join(" ")),
            "style-src 'self'".to_owned(),
            "img-src 'self'".to_owned(),
            // What `default-src` forbids already, for browsers and checkers that look for the names.
            "object-src 'none'".to_owned(),
            "worker-src 'none'".to_owned(),
            "frame-src 'none'".to_owned(),
            "base-uri 'none'".to_owned(),
            "form-action 'none'".to_owned(),
            "require-trusted-types-for 'script'".to_owned(),
            "trusted-types 'none'".to_owned(),
        ]
        .join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reaches_the_hosts_of_its_own_cloud_only() {
        let policy = Policy { scripts: vec!["sha384-x".to_owned()], cloud: Some(Cloud::UsGovernment) }.header();
        assert!(policy.contains("connect-src 'self' https://login.microsoftonline.us https://graph.microsoft.us"));
        assert!(!policy.contains(".com"));
    }

    #[test]
    fn scripts_are_allowed_by_hash_only() {
        let policy = Policy { scripts: vec!["sha384-x".to_owned()], cloud: Some(Cloud::Public) }.header();
        assert!(policy.contains("script-src 'sha384-x' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn redirect_page_may_connect_to_no_host() {
        let policy = Policy { scripts: vec!["sha384-x".to_owned()], cloud: None }.header();
        assert!(policy.contains("connect-src 'none'"));
        assert!(!policy.contains("wasm"));
    }
}
