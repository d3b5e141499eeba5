import { ManagedIdentityCredential } from "@azure/identity";

const graph = "https://graph.microsoft.com/v1.0";
const credential = new ManagedIdentityCredential();

interface Page<T> { value: T[]; "@odata.nextLink"?: string }

async function headers(): Promise<Record<string, string>> {
  const token = await credential.getToken("https://graph.microsoft.com/.default");
  return { Authorization: `Bearer ${token.token}`, "Content-Type": "application/json" };
}

export async function grant(principalId: string, resourceId: string, appRoleId: string): Promise<void> {
  const current = await fetch(`${graph}/servicePrincipals/${resourceId}/appRoleAssignedTo?$top=999`, { headers: await headers() });
  let page = (await current.json()) as Page<{ principalId: string; appRoleId: string }>;
  const rows = [...page.value];
  while (page["@odata.nextLink"]) {
    const next = await fetch(page["@odata.nextLink"], { headers: await headers() });
    page = await next.json();
    rows.push(...page.value);
  }
  if (rows.some((r) => r.principalId === principalId && r.appRoleId === appRoleId)) return;

  const answer = await fetch(`${graph}/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
    method: "POST",
    headers: await headers(),
    body: JSON.stringify({ principalId, resourceId, appRoleId }),
  });
  if (!answer.ok) throw new Error(`POST /servicePrincipals: ${answer.status}`);
}

export async function revoke(resourceId: string, assignmentId: string): Promise<void> {
  const options: RequestInit = { method: "DELETE", headers: await headers() };
  await fetch(`${graph}/servicePrincipals/${resourceId}/appRoleAssignedTo/${assignmentId}`, options);
}
