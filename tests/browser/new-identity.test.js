// New identities: the system-assigned one of an Automation account is enabled while the attached one stays, and leads to
// its permissions; one is created and attached; what can't be done here leads to the portal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openSample, start } from "./support/sample-page.js";

const ACCOUNT = "aa-guest-review";
const CORPORATE = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-runbooks/providers";

/** Picks a resource by searching for its name in a subscription. */
async function pick(page, { within, subscription, name }) {
  const part = page.getByRole("region", { name: within });
  await part.getByRole("button", { name: `Resource groups and resources in ${subscription}` }).click();
  await part.getByRole("searchbox").fill(name);
  await part.getByRole("button", { name: "Search resources" }).click();
  await part.getByRole("button", { name, exact: true }).click();
}

/** The value of a property of the review or the result. */
const fact = (page, name) => page.locator("dl.facts > div", { has: page.getByText(name, { exact: true }) }).locator("dd");

/** Reviews, applies and waits until the identity is ready. */
async function applyReviewed(page, button) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("heading", { name: "Result" }).waitFor({ timeout: 60_000 });
}

test("an Automation account gets its own identity, keeps the attached one, and Add permissions opens", async (t) => {
  const here = await start(t);
  const { page, errors, requests } = await openSample(here);
  await page.getByRole("link", { name: "New identity" }).click();
  await page.getByRole("radio", { name: /^Enable the system-assigned identity/ }).check();
  await pick(page, { within: "Resource", subscription: "Halden Corporate IT", name: ACCOUNT });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("heading", { level: 2, name: "Review" }).waitFor();
  await fact(page, "Stays attached").getByText("id-guest-invites").waitFor();
  await fact(page, "System-assigned identity").getByText("This change enables it.").waitFor();
  await applyReviewed(page, "Enable the identity");
  await page.getByText("The identity is ready.").waitFor();
  await fact(page, "Still attached").getByText("id-guest-invites").waitFor();
  const id = await fact(page, "Object ID").innerText();
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("heading", { level: 1, name: new RegExp(ACCOUNT) }).waitFor();
  assert.match(page.url(), new RegExp(`#/identity/${id}/change`));
  assert.deepEqual([errors, requests], [[], []]);
});

test("a search for a resource without an identity leads to New identity with the resource selected", async (t) => {
  const here = await start(t);
  const { page, errors } = await openSample(here);
  const account = `${CORPORATE}/Microsoft.Automation/automationAccounts/aa-branch-printers`;
  await page.getByLabel("Find an identity").fill(account);
  await page.getByRole("link", { name: "Enable an identity on this resource" }).click();
  await page.getByRole("heading", { level: 1, name: "New identity" }).waitFor();
  assert.equal(await page.getByRole("radio", { name: /^Enable/ }).isChecked(), true);
  await page.getByRole("heading", { level: 2, name: "Review" }).waitFor();
  assert.match(await fact(page, "Resource").innerText(), /aa-branch-printers/);
  // The choice is in the address, and nothing is sent by it.
  await page.reload();
  assert.match(page.url(), /#\/new-identity\?job=enable&resource=/);
  assert.deepEqual(errors, []);
});

test("an identity is created, then attached to a resource that has none", async (t) => {
  const here = await start(t);
  const { page, errors } = await openSample(here, "#/new-identity?job=create");
  const group = page.getByRole("region", { name: "Resource group" });
  await group.getByRole("button", { name: "Resource groups and resources in Halden Corporate IT" }).click();
  await group.getByRole("button", { name: "rg-runbooks", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("-x");
  await page.getByText("Enter 3 to 120 characters.").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("id-runbooks");
  await page.getByLabel("Region", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await applyReviewed(page, "Create the identity");
  await page.getByRole("button", { name: "Attach to a resource" }).click();
  const chosen = page.getByRole("region", { name: "User-assigned identities to attach" });
  await chosen.getByText("id-runbooks").waitFor();
  await pick(page, { within: "Resource", subscription: "Halden Corporate IT", name: "aa-branch-printers" });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await fact(page, "Attached by this change").getByText("id-runbooks").waitFor();
  await applyReviewed(page, "Attach the identity");
  await page.getByText("The identity is ready.").waitFor();
  assert.deepEqual(errors, []);
});

/** Creates a user-assigned identity, and gives its object ID. */
async function create(page, name) {
  const group = page.getByRole("region", { name: "Resource group" });
  await group.getByRole("button", { name: "Resource groups and resources in Halden Corporate IT" }).click();
  await group.getByRole("button", { name: "rg-runbooks", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Region", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await applyReviewed(page, "Create the identity");
  return fact(page, "Object ID").innerText();
}

test("a tier 0 identity is attached with its typed name, and with nothing else", async (t) => {
  const here = await start(t);
  const { page, errors } = await openSample(here, "#/new-identity?job=create");
  const name = "id-role-keeper";
  const id = await create(page, name);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("searchbox").fill("RoleManagement.ReadWrite.Directory");
  await page.getByRole("checkbox", { name: /^RoleManagement\.ReadWrite\.Directory/ }).first().check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  await assure(page, name);
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();

  const resource = encodeURIComponent(`${CORPORATE}/Microsoft.Automation/automationAccounts/aa-branch-printers`);
  await page.evaluate((resource) => (location.hash = `#/new-identity?job=attach&resource=${resource}`), resource);
  const identities = page.getByRole("region", { name: "User-assigned identities to attach" });
  await identities.getByRole("searchbox").fill(`${CORPORATE}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`);
  await identities.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByText("This identity can lead to full control of your tenant (tier 0)").waitFor();
  await page.getByText(id).waitFor();
  const apply = page.getByRole("button", { name: "Attach the identity", exact: true });
  await apply.click();
  await page.getByText("The name doesn't match.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "approve-name");
  await page.getByLabel("Name of the identity").fill("id-role-keeper-2");
  await apply.click();
  assert.equal(await page.getByRole("heading", { name: "Result" }).count(), 0);
  await page.getByLabel("Name of the identity").fill(name);
  await applyReviewed(page, "Attach the identity");
  await page.getByText("The identity is ready.").waitFor();

  // What was picked for this resource is not picked for the next one that a link names.
  await page.getByRole("link", { name: "Open the identity" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const other = encodeURIComponent(`${CORPORATE}/Microsoft.Automation/automationAccounts/${ACCOUNT}`);
  await page.evaluate((other) => (location.hash = `#/new-identity?job=attach&resource=${other}`), other);
  await page.getByText("Complete the choices above, then select Review.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Review", exact: true }).isDisabled(), true);
  assert.deepEqual(errors, []);
});

test("a type that can't be changed safely leads to the portal, and nothing can be reviewed", async (t) => {
  const here = await start(t);
  const resource = encodeURIComponent(`${CORPORATE}/Microsoft.Logic/workflows/logic-badge-requests`);
  const { page, errors } = await openSample(here, `#/new-identity?job=enable&resource=${resource}`);
  await page.getByText("all properties of the resource must be sent again").waitFor();
  const link = page.getByRole("link", { name: /Open the resource in the Azure portal/ });
  assert.match(await link.getAttribute("href"), /^https:\/\/portal\.azure\.com\/#.*logic-badge-requests$/);
  assert.equal(await page.getByRole("button", { name: "Review", exact: true }).isDisabled(), true);
  assert.deepEqual(errors, []);
});

test("a link never chooses the identity that is attached", async (t) => {
  const here = await start(t);
  const identity = encodeURIComponent(`${CORPORATE}/Microsoft.ManagedIdentity/userAssignedIdentities/id-guest-invites`);
  const resource = encodeURIComponent(`${CORPORATE}/Microsoft.Automation/automationAccounts/aa-branch-printers`);
  const { page } = await openSample(here, `#/new-identity?job=attach&identity=${identity}&resource=${resource}`);
  await page.getByText("Complete the choices above, then select Review.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Review", exact: true }).isDisabled(), true);
});
