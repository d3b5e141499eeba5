// The other facets of an identity: nothing is read before its part is opened, and each says what is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";

test("roles are told apart by the way in and by where they count", async (t) => {
  const place = await start(t);
  const { page, errors } = await openSample(place);
  await openIdentity(page, "adf-warehouse");
  await page.getByRole("heading", { name: "Directory roles", exact: true }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Groups" }).count(), 0, "nothing is read before it is asked for");
  await page.getByText("Roles by every way in").click();
  assert.deepEqual(await row(page, "Directory roles by every way in", "Reports Reader"), [
    "Through the group sg-role-report-writers",
    "Until somebody removes it",
    "The whole tenant",
  ]);
  await row(page, "Groups", "sg-role-report-writers");

  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "func-onboarding-prod");
  await page.getByText("Roles by every way in").click();
  const [way, , where] = await row(page, "Directory roles by every way in", "User Administrator");
  assert.equal(way, "Assigned to it");
  assert.match(where, /^Oslo depot \(Administrative unit /);
  assert.deepEqual(errors, []);
});

test("sign-ins are shown with what limits the knowledge", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByText("Activity: last sign-ins").click();
  const part = page.getByRole("region", { name: "Last sign-ins" });
  await part.getByRole("row").nth(1).waitFor();
  await part.getByText("Microsoft keeps this log for 30 days").waitFor();
  await page.getByRole("region", { name: "What was changed, by whom" }).getByText("Microsoft keeps this log for").waitFor();
  assert.deepEqual(errors, []);
});

/** What a facet's table says of one thing. */
async function row(page, facet, name) {
  const cells = page.getByRole("region", { name: facet, exact: true }).getByRole("row", { name: new RegExp(`^${name}`) });
  await cells.waitFor();
  return cells.getByRole("cell").allTextContents();
}

test("a permission for selected sites beside one for all is named", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-sharepoint-archive");
  const summary = page.getByRole("region", { name: "How powerful it is" });
  await summary.getByText("Sites.Selected of Microsoft Graph limits nothing").waitFor();
  assert.deepEqual(errors, []);
});
