//! A workflow of GitHub Actions that is trusted by a federated credential.
//!
//! <https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity>
//! <https://github.com/Azure/login>

use super::powershell::{
    TokenSource, exchange_cloud, first_calls, graph_cloud, install, modules, organization, pnp_cloud, token_check,
    token_function,
};
use super::services::{Services, audience, sharepoint_root};
use super::subject::{BlockPurpose, CodeGap, CodeLanguage, CodeSubject, ConnectLines};
use crate::cloud::Cloud;
use crate::identity::IdentityKind;
use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH};

/// Writes the blocks: the trust, and the workflow.
pub(super) fn write(subject: &CodeSubject, services: &Services, lines: &mut ConnectLines) {
    if subject.kind == IdentityKind::SystemAssigned {
        lines.gaps.push(CodeGap::SystemAssignedCannotFederate);
        return;
    }
    let (environment, exchange) = match subject.cloud {
        Cloud::Public => ("azurecloud", "api://AzureADTokenExchange"),
        Cloud::UsGovernment | Cloud::UsGovernmentDod => ("azureusgovernment", "api://AzureADTokenExchangeUSGov"),
        Cloud::China => ("azurechinacloud", "api://AzureADTokenExchangeChina"),
    };
    let federation = format!(
        "az identity federated-credential create --name github --identity-name IDENTITY-NAME --resource-group RESOURCE-GROUP \\\n  \
         --issuer https://token.actions.githubusercontent.com \\\n  \
         --subject repo:OWNER/REPOSITORY:ref:refs/heads/main --audiences {exchange}"
    );
    let tenant = subject.tenant.map_or_else(|| "TENANT-ID".to_owned(), |id| id.to_string());
    let mut script = vec![
        "$ErrorActionPreference = 'Stop'".to_owned(),
        install(&modules(services, services.sharepoint, false)).replace("-Scope", "-Force -Scope"),
        token_function(TokenSource::AzureCli, subject),
        connect(subject, services),
        first_calls(subject, services, services.sharepoint, "az resource list --query '[0].id'"),
        token_check(subject, services),
    ];
    script.retain(|part| !part.is_empty());
    let indented: Vec<String> = script
        .join("\n\n")
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("          {line}") })
        .collect();
    let workflow = format!(
        "name: Use the managed identity\non: workflow_dispatch\npermissions:\n  contents: read\n  id-token: write\n\
         jobs:\n  first-call:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: azure/login@v2\n        with:\n          \
         client-id: {}\n          tenant-id: {tenant}\n          allow-no-subscriptions: true\n          \
         environment: {environment}\n          audience: {exchange}\n      - name: First calls\n        shell: pwsh\n        \
         run: |\n{}",
        subject.client_id,
        indented.join("\n")
    );
    lines.push(BlockPurpose::Federation, CodeLanguage::Shell, federation);
    lines.push(BlockPurpose::Workflow, CodeLanguage::Yaml, workflow);
}

/// Connects with tokens of the Azure CLI, which has signed in as the identity.
fn connect(subject: &CodeSubject, services: &Services) -> String {
    let mut lines = Vec::new();
    if services.exchange {
        lines.push(format!(
            "Connect-ExchangeOnline -AccessToken (Get-IdentityToken '{}') -Organization '{}'{} -ShowBanner:$false",
            audience(EXCHANGE_ONLINE, subject.cloud),
            organization(subject.initial_domain.as_ref(), subject.cloud),
            exchange_cloud(subject.cloud)
        ));
    }
    if services.graph {
        lines.push(format!(
            "Connect-MgGraph -AccessToken (ConvertTo-SecureString (Get-IdentityToken '{}') -AsPlainText -Force){} -NoWelcome",
            audience(MICROSOFT_GRAPH, subject.cloud),
            graph_cloud(subject.cloud)
        ));
    }
    if services.sharepoint {
        let root = sharepoint_root(subject.cloud);
        lines.push(format!(
            "Connect-PnPOnline -Url '{root}/sites/SITE' -AccessToken (Get-IdentityToken '{root}'){}",
            pnp_cloud(subject.cloud)
        ));
    }
    lines.join("\n")
}
