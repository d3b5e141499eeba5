import { Client } from "@microsoft/microsoft-graph-client";
import { DefaultAzureCredential } from "@azure/identity";

const credential = new DefaultAzureCredential();
const graph = Client.init({
  authProvider: async (done) => done(null, (await credential.getToken("https://graph.microsoft.com/.default"))!.token),
});

type Verb = "get" | "post" | "patch" | "delete";

export async function any(path: string, verb: Verb, body?: unknown) {
  return graph.api(path)[verb](body);
}

export async function allow(siteId: string, appId: string, displayName: string) {
  const permissions = await graph.api(`/sites/${siteId}/permissions`).get();
  for (const permission of permissions.value) {
    console.debug(`graph.api("/sites/${siteId}/permissions/${permission.id}").delete()`);
  }
  return graph.api(`/sites/${siteId}/permissions`).post({
    roles: ["write"],
    grantedToIdentities: [{ application: { id: appId, displayName } }],
  });
}

export async function assign(subscriptionId: string, name: string, principalId: string, role: string) {
  const token = await credential.getToken("https://management.azure.com/.default");
  const scope = `/subscriptions/${subscriptionId}`;
  const url = `https://management.azure.com${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
  const response = await fetch(url, {
    method: "PUT",
    headers: { Authorization: `Bearer ${token!.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      properties: { principalId, principalType: "ServicePrincipal", roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}` },
    }),
  });
  return response.ok;
}
