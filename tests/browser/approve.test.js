// Nothing that gives control of the tenant is sent by a slip: a name has to be typed and a reason given, and a click
// that came with the window, the second of a double click and a key that is held down approve nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start, verdicts } from "./support/sample-page.js";

const NAME = "id-profile-sync";

/** The review of one permission of tier 0 for an identity that does not hold it. */
async function review(page) {
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox").fill("Application.ReadWrite.All");
  await page.getByRole("checkbox", { name: /^Application\.ReadWrite\.All/ }).first().check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
}

const apply = (page) => page.getByRole("button", { name: "Apply 1 change" });

const focused = (page) => page.evaluate(() => document.activeElement.id);

async function isNotApplied(page) {
  assert.equal(await page.getByRole("heading", { name: /^Receipt/ }).count(), 0);
  assert.equal(await apply(page).count(), 1, "the review still stands");
}

test("tier 0 requires the exact name and a reason, which the receipt keeps", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  await page.getByText("This change can lead to full control of your tenant (tier 0)").waitFor();
  await apply(page).click();
  await page.getByText("The name doesn't match.").waitFor();
  await isNotApplied(page);
  assert.equal(await focused(page), "approve-name", "the focus is where something is missing");
  await page.getByLabel("Name of the identity").fill(NAME.toUpperCase());
  await page.getByLabel("Justification").fill("INC0042, the new runbook");
  await apply(page).click();
  await isNotApplied(page);
  await page.getByLabel("Name of the identity").fill(NAME);
  await page.getByLabel("Justification").fill("");
  await apply(page).click();
  await page.getByText("Justification required.").waitFor();
  await isNotApplied(page);
  assert.equal(await focused(page), "approve-reason");
  await page.getByLabel("Justification").fill("INC0042, the new runbook");
  await apply(page).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual((await verdicts(page, "outcomes")).map(([, , outcome]) => outcome), ["Added"]);
  await page.getByText("INC0042, the new runbook").waitFor();
  assert.deepEqual(errors, []);
});

test("a click right after the window came to the front, the second click of two, and a held key approve nothing", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  await page.getByLabel("Name of the identity").fill(NAME);
  await page.getByLabel("Justification").fill("INC0042");

  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await apply(page).evaluate((button) => button.click());
  await page.getByText("Nothing was sent. The click came too quickly after the window appeared, or was part of a double-click.").waitFor();
  await isNotApplied(page);

  await apply(page).evaluate((button) => button.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 })));
  await isNotApplied(page);

  await page.getByLabel("Justification").focus();
  await page.keyboard.down("Enter");
  await apply(page).focus();
  for (let held = 0; held < 5; held++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await isNotApplied(page);

  // Once it has been looked at, the same key does it.
  await page.waitForTimeout(1000);
  await apply(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(errors, []);
});

test("what gives less than tier 0 asks for no name", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox").fill("Place.Read.All");
  await page.getByRole("checkbox", { name: /^Place\.Read\.All/ }).first().check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByLabel("Justification").waitFor();
  assert.equal(await page.getByLabel("Name of the identity").count(), 0);
  await apply(page).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
});
