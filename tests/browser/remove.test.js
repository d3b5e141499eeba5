// Removing is keyed by the assignment: two APIs have a permission of the same name, and taking one leaves the other.
// Undoing brings back exactly what was taken.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openIdentity, openSample, section, start, tabTo, verdicts } from "./support/sample-page.js";

const NAME = "User.ReadWrite.All";

test("removing Graph's permission leaves SharePoint's of the same name, and undo brings back exactly Graph's", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByLabel("Search permissions and Entra roles").fill(NAME);
  for (const api of [/Graph/, /SharePoint/]) {
    await page.getByRole("group", { name: api }).getByRole("checkbox", { name: NAME }).first().check();
  }
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await apply(page, { Graph: "Add", SharePoint: "Add" }, { Graph: "Added", SharePoint: "Added" });
  assert.deepEqual(await held(page), ["Graph", "SharePoint"]);

  await tabTo(page, "checkbox", `Select ${NAME} of Microsoft Graph`);
  await page.keyboard.press("Space");
  await page.getByText("1 selected").waitFor();
  await tabTo(page, "link", "Remove…");
  await page.keyboard.press("Enter");
  await apply(page, { Graph: "Remove" }, { Graph: "Removed" }, { leave: false });

  await page.getByRole("button", { name: "Undo this change…" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(rows(await verdicts(page, "review")), { Graph: "Add" });
  await page.getByRole("link", { name: "LazyAutomationAccount" }).first().click();
  assert.deepEqual(await held(page), ["SharePoint"], "SharePoint's is still held, and nothing is undone unreviewed");

  // Once from the tab, and once from the identity.
  await page.goBack();
  await page.goBack();
  await apply(page, { Graph: "Add" }, { Graph: "Added" });
  assert.deepEqual(await held(page), ["Graph", "SharePoint"]);
  assert.deepEqual(requests, [], "nothing of the sample tenant touches the network");
  assert.deepEqual(errors, []);
});

test("permissions of an API that is gone are removed, and are not there any more", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-payroll-bridge");
  const part = await section(page, "Application permissions");
  await part.getByText("The API was deleted from this tenant").first().waitFor();
  const gone = page.locator("table.holdings", { hasText: "The API was deleted from this tenant" }).getByRole("checkbox");
  assert.equal(await gone.count(), 2);
  for (const box of await gone.all()) await box.check();
  await page.getByRole("link", { name: "Remove…" }).click();
  await page.locator("table.review").waitFor();
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual((await verdicts(page, "outcomes")).map(([, , verdict]) => verdict), ["Removed", "Removed"]);
  await page.getByRole("link", { name: "View identity" }).click();
  await section(page, "Application permissions");
  await part.getByText("User.Read.All").first().waitFor();
  assert.equal(await part.getByText("The API was deleted from this tenant").count(), 0);
  assert.deepEqual(errors, []);
});

/** Reviews, applies, checks what the rows say before and after, and goes to the identity. */
async function apply(page, wanted, outcome, { leave = true } = {}) {
  await page.locator("table.review").waitFor();
  assert.deepEqual(rows(await verdicts(page, "review")), wanted);
  await assure(page, "LazyAutomationAccount");
  await page.getByRole("button", { name: /^Apply/ }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(rows(await verdicts(page, "outcomes")), outcome);
  if (leave) await page.getByRole("link", { name: "View identity" }).click();
}

/** What a table says of the permission, by API. */
function rows(verdicts) {
  for (const [name] of verdicts) assert.equal(name, NAME);
  return Object.fromEntries(verdicts.map(([, of, verdict]) => [/Graph|SharePoint/.exec(of)[0], verdict]));
}

/** The APIs of which the identity holds the permission, as its page says. */
async function held(page) {
  await section(page, "Application permissions");
  await page.locator("table.holdings").first().waitFor();
  const captions = await page.locator("table.holdings", { hasText: NAME }).locator("caption").allTextContents();
  return captions.map((caption) => /Graph|SharePoint/.exec(caption)?.[0]).sort();
}
