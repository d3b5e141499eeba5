// Microsoft's own JavaScript client against the tenant over HTTPS: it lists, pages, batches, grants and revokes as
// against Microsoft Graph, and Microsoft's own types fit every answer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BatchRequestContent, BatchResponseContent, Client, GraphError, PageIterator } from "@microsoft/microsoft-graph-client";
import { fetchOf } from "./support/network.js";
import { openTenant, people, registrations } from "./support/tenant.js";
import { tokenFor } from "./support/token.js";
import { misfits } from "./support/types.js";

const GRAPH = "00000003-0000-0000-c000-000000000000";
const EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const MANAGED_IDENTITIES = "servicePrincipalType eq 'ManagedIdentity'";

let tenant, client;
const ownFetch = globalThis.fetch;
const answers = [];

before(async () => {
  tenant = await openTenant({ page: fileURLToPath(new URL("./pages/sign-in", import.meta.url)) });
  await tenant.change("/consent", {
    client: registrations.operator,
    scopes: [
      "User.Read",
      "Application.Read.All",
      "AppRoleAssignment.ReadWrite.All",
      "RoleManagement.ReadWrite.Directory",
      "Directory.Read.All",
    ],
  });
  const fetch = fetchOf(tenant);
  const token = await tokenFor(fetch, tenant, registrations.operator, people.administrator);
  // The control server stays reachable: only what Microsoft's client sends takes the other way.
  globalThis.fetch = (input, init) => (String(input.url ?? input).startsWith("https://") ? fetch(input, init) : ownFetch(input, init));
  client = Client.init({ authProvider: (done) => done(null, token) });
});

after(() => {
  globalThis.fetch = ownFetch;
  tenant?.close();
});

/** Keeps an answer for the check of its type. */
function keep(type, value) {
  for (const one of Array.isArray(value) ? value : [value]) answers.push({ type, value: one });
  return value;
}

const identities = () => client.api("/servicePrincipals").filter(MANAGED_IDENTITIES);
const named = async (name) => {
  const { value } = await client.api("/servicePrincipals").filter(`displayName eq '${name.replaceAll("'", "''")}'`).get();
  return keep("ServicePrincipal", value)[0];
};
// The client takes everything behind the host as the item's path, which is without the version.
const item = (path) => new Request(`https://graph.microsoft.com${path}`);
const apiOf = (appId) => client.api(`/servicePrincipals(appId='${appId}')`).get();

test("pages are followed to the end, and hold each identity once", async () => {
  const whole = (await identities().top(999).get()).value;
  const first = await identities().top(7).select("id,displayName").get();
  const paged = [];
  const iterator = new PageIterator(client, first, (identity) => paged.push(identity.id) > 0);
  await iterator.iterate();
  assert.ok(whole.length > 40 && first.value.length === 7);
  assert.deepEqual(paged.sort(), whole.map(({ id }) => id).sort());
  keep("ServicePrincipal", whole);
});

test("a search needs what Microsoft Graph needs for it, and says so", async () => {
  const search = client.api("/servicePrincipals").search('"displayName:lazy"');
  const error = await search.get().then(() => assert.fail("it was answered"), (error) => error);
  assert.ok(error instanceof GraphError);
  assert.deepEqual([error.statusCode, error.code], [400, "Request_UnsupportedQuery"]);
  assert.match(error.requestId, /^[0-9a-f-]{36}$/);
  const { value } = await client
    .api("/servicePrincipals")
    .header("ConsistencyLevel", "eventual")
    .search('"displayName:lazy"')
    .count(true)
    .get();
  assert.deepEqual(value.map(({ displayName }) => displayName), ["LazyAutomationAccount"]);
});

test("a name with a quote in it is found", async () => {
  const { value } = await client.api("/servicePrincipals").filter("startswith(displayName, 'Finn O''Brien')").get();
  assert.deepEqual(value.map(({ displayName }) => displayName), ["Finn O'Brien report runner"]);
});

test("a batch answers each of its requests for itself", async () => {
  const identity = await named("LazyAutomationAccount");
  const content = new BatchRequestContent([
    { id: "me", request: item("/me") },
    { id: "roles", request: item(`/servicePrincipals/${identity.id}/appRoleAssignments`) },
    { id: "nobody", request: item("/servicePrincipals/00000000-0000-0000-0000-0000000000ff") },
    { id: "company", request: item("/organization") },
  ]);
  const responses = new BatchResponseContent(await client.api("/$batch").post(await content.getContent()));
  assert.equal(responses.getResponseById("nobody").status, 404);
  assert.deepEqual((await responses.getResponseById("roles").json()).value, []);
  const me = keep("User", await responses.getResponseById("me").json());
  assert.equal(me.userPrincipalName, people.administrator);
  keep("Organization", (await responses.getResponseById("company").json()).value);
});

test("an app role is granted once, and revoked", async () => {
  const [identity, api] = [await named("LazyAutomationAccount"), keep("ServicePrincipal", await apiOf(GRAPH))];
  const role = api.appRoles.find(({ value }) => value === "User.Read.All");
  const wanted = { principalId: identity.id, resourceId: api.id, appRoleId: role.id };
  const held = client.api(`/servicePrincipals/${identity.id}/appRoleAssignments`);
  const granted = keep("AppRoleAssignment", await held.post(wanted));
  assert.equal(granted.resourceDisplayName, "Microsoft Graph");
  const again = await held.post(wanted).then(() => assert.fail("granted twice"), (error) => error);
  assert.deepEqual([again.statusCode, again.code], [400, "Request_BadRequest"]);
  keep("AppRoleAssignment", (await held.get()).value);
  const from = await client.api(`/servicePrincipals/${api.id}/appRoleAssignedTo`).top(5).get();
  keep("AppRoleAssignment", from.value);
  await client.api(`/servicePrincipals/${identity.id}/appRoleAssignments/${granted.id}`).delete();
  assert.deepEqual((await held.get()).value, []);
  const ledger = (await tenant.read("/ledger")).filter(({ appRole }) => appRole === role.id);
  assert.deepEqual(ledger.map(({ change, principal, id }) => [change, principal, id]), [
    ["granted", identity.id, granted.id],
    ["revoked", identity.id, granted.id],
  ]);
});

test("an Entra role is assigned and removed", async () => {
  const identity = await named("LazyAutomationAccount");
  const assignments = client.api("/roleManagement/directory/roleAssignments");
  const assigned = keep(
    "UnifiedRoleAssignment",
    await assignments.post({
      "@odata.type": "#microsoft.graph.unifiedRoleAssignment",
      principalId: identity.id,
      roleDefinitionId: EXCHANGE_ADMINISTRATOR,
      directoryScopeId: "/",
    }),
  );
  const held = await client
    .api("/roleManagement/directory/roleAssignments")
    .filter(`principalId eq '${identity.id}'`)
    .get();
  assert.deepEqual(keep("UnifiedRoleAssignment", held.value).map(({ id }) => id), [assigned.id]);
  await client.api(`/roleManagement/directory/roleAssignments/${assigned.id}`).delete();
  const definitions = await client.api("/roleManagement/directory/roleDefinitions").get();
  keep("UnifiedRoleDefinition", definitions.value);
  const changes = (await tenant.read("/ledger")).filter(({ role }) => role === EXCHANGE_ADMINISTRATOR);
  assert.deepEqual(changes.map(({ change }) => change), ["assigned", "removed"]);
});

test("what the person may not do is refused", async () => {
  const token = await tokenFor(fetch, tenant, registrations.operator, people.helpdesk);
  const helpdesk = Client.init({ authProvider: (done) => done(null, token) });
  const [identity, api] = [await named("LazyAutomationAccount"), await apiOf(GRAPH)];
  const wanted = { principalId: identity.id, resourceId: api.id, appRoleId: api.appRoles[0].id };
  const error = await helpdesk
    .api(`/servicePrincipals/${identity.id}/appRoleAssignments`)
    .post(wanted)
    .then(() => assert.fail("it was granted"), (error) => error);
  assert.deepEqual([error.statusCode, error.code], [403, "Authorization_RequestDenied"]);
});

test("Microsoft's types fit every answer", () => {
  assert.ok(new Set(answers.map(({ type }) => type)).size >= 6, "every kind of answer was seen");
  assert.deepEqual(misfits(answers), []);
  const [misspelt, wrongType] = [{ displayNam: "x" }, { accountEnabled: "yes" }];
  for (const value of [misspelt, wrongType]) {
    assert.equal(misfits([{ type: "ServicePrincipal", value }]).length, 1, "the check can fail");
  }
});
