// Directory roles that count in one place or for a limited time: chosen, reviewed, applied, seen on the identity,
// removed again. And a tenant without the licence, which refuses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openIdentity, openSample, start, verdicts } from "./support/sample-page.js";

const NAME = "LazyAutomationAccount";

async function chooseRole(page, role) {
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox", { name: "Find permissions and directory roles" }).fill(role);
  const roles = page.getByRole("group", { name: "Directory roles" });
  await roles.getByRole("checkbox", { name: new RegExp(`^${role}`) }).first().check();
  await page.getByText(`Where and for how long: ${role}`).click();
}

async function apply(page) {
  await page.locator("table.review").waitFor();
  await assure(page, NAME);
  await page.getByRole("button", { name: /^Apply \d/ }).click();
  await page.getByRole("heading", { name: "Receipt" }).waitFor();
}

test("a directory role is assigned in an administrative unit, and removed there", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await chooseRole(page, "Groups Administrator");
  await page.getByLabel("Counts: Groups Administrator").selectOption("in an administrative unit");
  await page.getByRole("button", { name: "Oslo depot" }).click();
  await page.getByText("Directory role in the administrative unit Oslo depot").first().waitFor();
  await page.getByRole("button", { name: "Review 1 directory role" }).click();
  await page.locator("table.review").waitFor();
  const [[name, place, verdict]] = await verdicts(page, "review");
  assert.deepEqual([name, place, verdict], ["Groups Administrator", "Directory role in the administrative unit Oslo depot", "Add"]);
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");

  await page.getByRole("link", { name: "Show the identity" }).click();
  await page.getByRole("checkbox", { name: /^Select Groups Administrator/ }).check();
  await page.getByRole("link", { name: "Remove…" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Removed");
  assert.deepEqual(errors, []);
  assert.deepEqual(requests, [], "nothing of the sample tenant touches the network");
});

test("a custom role is assigned for one application", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  const role = "Halden Credential Rotator";
  await page.getByRole("searchbox", { name: "Find permissions and directory roles" }).fill(role);
  await page.getByRole("group", { name: "Directory roles" }).getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await page.getByText(`Where and for how long: ${role}`).click();
  await page.getByLabel(`Counts: ${role}`).selectOption("for one application");
  await page.getByLabel("Beginning of the application's name").fill("Halden");
  await page.getByRole("button", { name: "Search" }).click();
  await page.locator("ul.recipients button").first().click();
  await page.getByText("Directory role for the application Halden").first().waitFor();
  await page.getByRole("button", { name: "Review 1 directory role" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");
  assert.deepEqual(errors, []);
});

test("a directory role for eight hours says when it ends, and undo waits for its first five minutes", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await chooseRole(page, "Groups Administrator");
  await page.getByLabel("Is held: Groups Administrator").selectOption("for 8 hours");
  await page.getByRole("button", { name: "Review 1 directory role" }).click();
  await page.getByText("Directory role, for 8 hours").waitFor();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");
  await page.getByRole("button", { name: "Undo this change…" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Refused");
  await page.getByText("A role for a limited time cannot be removed in its first five minutes.").waitFor();
  assert.deepEqual(errors, []);
});
