// Every part of the page of one identity, with data, without data, without consent, refused, throttled and failing: each
// says so itself, and none of them hides another. Signed in for real, because the sample tenant never fails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { people, registrations } from "./support/tenant.js";
import { openIdentity } from "./support/steps.js";
import { showSection } from "./support/tabs.js";
import { eventually } from "./support/waiting.js";

/** An identity that has something of everything, and one that has nothing of anything. */
const FULL = "id-hr-sync";
const EMPTY = "id-spare";

/** The parts: what its reading asks for, something that it shows, and what it says where there is nothing. */
const PARTS = [
  { name: "Application permissions", asks: "/appRoleAssignments", shows: "User.ManageIdentities.All", none: "No application permissions" },
  { name: "Entra roles", asks: "/directory/roleAssignments?", shows: "Exchange Administrator", none: "No Entra roles" },
  { name: "Groups", asks: "/transitiveMemberOf", shows: "sg-hr-integrations", none: "Not a member of any group" },
  { name: "Owned objects", asks: "/ownedObjects", shows: "Halden HR Export", none: "No owned objects" },
  { name: "Delegated permissions", asks: "/oauth2PermissionGrants", shows: "Mail.Read", none: "No delegated permissions" },
  { name: "Federated credentials", asks: "/federatedIdentityCredentials", shows: "repo:halden-logistics/hr-sync", none: "No federated credentials" },
  { name: "Owners", asks: "/owners", shows: "Maren Solberg", none: "No owners" },
  { name: "Sign-ins", asks: "/auditLogs/signIns", shows: "Succeeded", none: "No sign-ins in the retention period" },
  { name: "Audit log", asks: "/auditLogs/directoryAudits", shows: "Revoked Mail.ReadWrite", none: "No audit log entries for this identity" },
  { name: "Azure roles", azure: "principalId in", shows: "Halden Corporate IT (subscription)", none: "No Azure role assignments in the scopes you can read" },
  { name: "Who can use this identity", azure: "roleId in", shows: "Halden Logistics (management group that contains this resource)", none: "Anyone who can attach this identity" },
];
const ALL_SCOPES = [
  "User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All", "GroupMember.Read.All", "AuditLog.Read.All",
];

/** A page on which somebody is signed in, with these scopes consented for everybody. */
async function consented(t, scopes, deployment = "reader-operator") {
  const context = await freshProfile(t, { deployment });
  await tenant.change("/consent", { client: registrations.reader, scopes });
  return signedIn(context);
}

/** Presses a button within a part, and answers the window that it opens. */
async function allow(page, part, button) {
  await showSection(page, part);
  const opened = new Promise((resolve) => page.once("popup", resolve));
  const found = await page.waitForSelector(`section[aria-label="${part}"] .button.primary`);
  assert.equal(await found.evaluate((it) => it.textContent), button);
  await found.click();
  return opened;
}

/** The text as it stands in the document, wherever the screen is. */
const said = (page, part) =>
  page.evaluate((part) => document.querySelector(`section[aria-label="${part}"]`)?.textContent ?? "", part);

const says = (page, part, words) =>
  eventually(async () => (await said(page, part)).includes(words), `“${part}” says “${words}”`);

/** Opens the page of an identity anew. */
async function open(page, name) {
  await page.evaluate(() => (location.hash = "#/identities"));
  await openIdentity(page, name);
  // The logs are read when the user opens their tab.
  await says(page, "Sign-ins", "Unknown: not loaded.");
  await showSection(page, "Sign-ins");
}

/** What is wrong with the requests of one part. */
const fault = ({ asks, azure }, status, retryAfter, times) =>
  azure
    ? { host: "management.azure.com", body: azure, times, effect: { kind: "refused", status, retryAfter } }
    : { host: "graph.microsoft.com", path: "$batch", body: asks, times, effect: { kind: "partsRefused", of: asks, status, retryAfter } };

/** Connects Azure on the page that is open. */
async function connectAzure(page) {
  const window = await allow(page, "Azure roles", "Connect Azure");
  const consent = await window.waitForSelector("button[name=decision][value=accept]");
  await consent.click();
}

test("every part shows what there is, and says where there is nothing", async (t) => {
  const page = await consented(t, ALL_SCOPES);
  await open(page, FULL);
  await says(page, "Azure roles", "Azure isn't connected.");
  await connectAzure(page);
  for (const { name, shows } of PARTS) await says(page, name, shows);
  const map = await page.evaluate(() => document.querySelector("svg.access-map").textContent);
  assert.doesNotMatch(map, /Unknown|More may exist|Loading/);
  await tenant.forget("/requests");
  await open(page, FULL);
  for (const { name, shows } of PARTS) await says(page, name, shows);
  const exchanges = await tenant.exchanges();
  assert.ok(exchanges.length <= 6, exchanges.map(({ path, items }) => `${path} ${items.map(({ url }) => url)}`).join("\n"));
  await open(page, EMPTY);
  for (const { name, none } of PARTS) await says(page, name, none);
});

test("what is not consented to costs its part only, which says what for and asks", async (t) => {
  const page = await consented(t, ["User.Read"]);
  await open(page, FULL);
  const needs = { "Delegated permissions": "Directory.Read.All", "Sign-ins": "AuditLog.Read.All", "Audit log": "AuditLog.Read.All" };
  for (const { name, shows, azure } of PARTS) {
    if (needs[name]) await says(page, name, `Additional permission required: ${needs[name]}.`);
    else if (azure) await says(page, name, "Azure isn't connected.");
    else if (name === "Groups") await says(page, name, "Group names aren't shown");
    // The names of people need a scope as well.
    else if (name === "Owners") await says(page, name, "User");
    else await says(page, name, shows);
  }
  await says(page, "Sign-ins", "shows who granted what, and when an identity last signed in");
  const window = await allow(page, "Sign-ins", "Grant access");
  await (await window.waitForSelector("button[name=decision][value=accept]")).click();
  await says(page, "Sign-ins", "Succeeded");
  await says(page, "Delegated permissions", "Additional permission required: Directory.Read.All.");
  await connectAzure(page);
  await says(page, "Azure roles", "Halden Corporate IT");
});

test("a token for Azure is in no storage and is sent to one address", async (t) => {
  const page = await consented(t, ALL_SCOPES);
  await open(page, FULL);
  await connectAzure(page);
  await says(page, "Azure roles", "Halden Corporate IT");
  // Both parts of the page that look into Azure have done so.
  await says(page, "Who can use this identity", "Halden Logistics (management group");
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.doesNotMatch(kept, /user_impersonation|management\.azure\.com/);
  const asked = (await tenant.read("/requests")).filter(({ host, preflight }) => host === "management.azure.com" && !preflight);
  assert.ok(asked.length >= 3);
  const isReading = ({ path, method }) =>
    method === "GET" || (method === "POST" && /^\/providers\/Microsoft\.(ResourceGraph\/resources|Management\/getEntities)\?/.test(path));
  assert.deepEqual(asked.filter((request) => !isReading(request)), []);
  await page.reload();
  await says(page, "Azure roles", "Azure isn't connected.");
});

test("a deployment that only reads does not connect Azure, and says why", async (t) => {
  const page = await consented(t, ALL_SCOPES, "read-only");
  await open(page, FULL);
  await says(page, "Azure roles", "This deployment doesn't connect to Azure.");
  await says(page, "Entra roles", "Exchange Administrator");
});

for (const [how, status, wait, times, words] of [
  ["refused", 403, undefined, undefined, "Access denied."],
  ["failing", 400, undefined, undefined, "Microsoft didn't accept the request."],
  ["throttled for long", 429, 900, undefined, "Microsoft is throttling requests."],
]) {
  test(`a part that is ${how} says so, and the others are there`, async (t) => {
    const page = await consented(t, ALL_SCOPES);
    await open(page, FULL);
    await connectAzure(page);
    await says(page, "Azure roles", "Halden Corporate IT");
    for (const part of PARTS) {
      await tenant.change("/faults", [fault(part, status, wait, times)]);
      await open(page, FULL);
      await says(page, part.name, words);
      // A service that asks for quiet is left alone: what would be asked of it later says so at once, and does not wait.
      const isLog = ({ asks }) => asks?.startsWith("/auditLogs/");
      for (const other of PARTS.filter(({ name }) => name !== part.name)) {
        const mayWait = wait && (part.azure ? other.azure : isLog(other));
        const there = (text) => text.includes(other.shows) || (mayWait && text.includes(words));
        await eventually(async () => there(await said(page, other.name)), `“${other.name}” beside “${part.name}”`);
      }
      await tenant.change("/faults", []);
      // What the service asked for is over, and the page asks again where the user says so.
      if (wait) await page.evaluate(() => location.reload());
      if (!wait) {
        await showSection(page, part.name);
        const again = await page.waitForSelector(`section[aria-label="${part.name}"] .notice .button:not(.primary)`);
        await again.click();
        await says(page, part.name, part.shows);
      } else {
        await page.waitForSelector("h1");
        await says(page, "Azure roles", "Azure isn't connected.");
        // Who consented before is not asked again.
        await allow(page, "Azure roles", "Connect Azure");
        await says(page, "Azure roles", "Halden Corporate IT");
      }
    }
  });
}

test("a part that is throttled for a moment fills by itself", async (t) => {
  const page = await consented(t, ALL_SCOPES);
  for (const part of PARTS.filter(({ azure }) => !azure)) {
    await tenant.change("/faults", [fault(part, 429, 1, 1)]);
    await open(page, FULL);
    await says(page, part.name, part.shows);
  }
});
