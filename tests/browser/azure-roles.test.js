// Azure roles: found by what they allow, assigned at a scope with the registration for changes, undone, and removed where
// they were made. Signed in for real, because Azure takes a token of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, LAZY, receipt } from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { openIdentity, press, reviewRows, says, windowOf } from "./support/steps.js";
import { registrations } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const CORPORATE = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b";
const SCOPES = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All"];

/** A page on which the administrator is signed in to read. */
async function reading(t) {
  const context = await freshProfile(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: SCOPES });
  return signedIn(context);
}

/** Consents in a window of Microsoft's. */
async function consent(window) {
  await (await window.waitForSelector("button[name=decision][value=accept]")).click();
}

/** Opens the part that adds an Azure role, and connects Azure. */
async function openAzure(page) {
  await press(page, "Add permissions");
  await press(page, "Add an Azure role");
  await page.waitForFunction(() => !document.querySelector(".waiting, [aria-busy=true]"));
  await consent(await windowOf(page, "Connect Azure"));
  await page.waitForSelector("#azure-role-search");
}

/** Whether the button that leads to the review can be pressed. */
const canReview = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".selection-bar button")].some((it) => /^Review/.test(it.textContent.trim()) && !it.disabled));

/** What was written to Azure, in order: the method and the path. */
async function written() {
  const all = await tenant.read("/requests");
  return all.filter(({ host, method, preflight }) => host === "management.azure.com" && !preflight && ["PUT", "DELETE"].includes(method));
}

test("a role is found by what it allows, assigned at a resource group, and undone", async (t) => {
  const page = await reading(t);
  await openIdentity(page, LAZY);
  await openAzure(page);
  await (await page.waitForSelector("#azure-role-search")).type("read key vault secrets");
  await press(page, "Key Vault Secrets User");
  await says(page, "Key Vault Secrets User: select its scope.");
  assert.equal(await canReview(page), false, "a role without a scope is not reviewed");
  await press(page, "Resource groups and resources in Halden Corporate IT");
  await press(page, "rg-automation");
  await says(page, "Your Azure roles allow you to assign roles at this scope.");
  assert.equal(await canReview(page), false, "a role that was not added is not reviewed");
  await press(page, "Add to selection");
  await press(page, "Review 1 Azure role");
  const [[name, action]] = await reviewRows(page);
  assert.match(name, /Key Vault Secrets User.*rg-automation \(resource group\), Halden Corporate IT \(subscription\)/);
  assert.match(action, /Add/);
  assert.deepEqual(await written(), []);

  await consent(await windowOf(page, apply(1)));
  const [[assigned, outcome]] = await receipt(page);
  assert.equal(assigned, "Key");
  assert.match(outcome, /Done|Added|Assigned/i);
  const [put, ...others] = await written();
  assert.deepEqual(others, []);
  assert.match(put.path, new RegExp(`^${CORPORATE}/resourceGroups/rg-automation/providers/Microsoft.Authorization/roleAssignments/`, "i"));

  await press(page, "Undo this change…");
  // The token of the registration for changes was discarded with the change. Azure is still read with the other one.
  await eventually(async () => /Remove/.test((await reviewRows(page))[0][1]), "the removal is reviewed");
  await windowOf(page, apply(1));
  await eventually(async () => (await written()).length === 2, "the assignment is removed");
  const [, removed] = await written();
  assert.deepEqual([removed.method, removed.path], ["DELETE", put.path]);
  await receipt(page);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.doesNotMatch(kept, /user_impersonation/);
});

test("an inherited role can't be removed below, and leads to where it was assigned", async (t) => {
  const page = await reading(t);
  await openIdentity(page, "aa-m365-lifecycle");
  await page.evaluate((wish) => {
    const here = location.hash.split("?")[0];
    location.hash = `${here}/change/review?remove-azure=${wish}`;
  }, `${READER}${CORPORATE}/resourceGroups/rg-automation`);
  await says(page, "Azure isn't connected, so this Azure role couldn't be checked.");
  await consent(await windowOf(page, "Connect Azure"));
  await says(page, "This role is inherited: it was assigned at ");
  await press(page, "Remove it at that scope instead");
  await says(page, "Filled in by a link");
  const [[name]] = await reviewRows(page);
  assert.match(name, /Reader.*Halden Corporate IT \(subscription\)/);
  assert.deepEqual(await written(), []);
});
