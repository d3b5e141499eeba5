// Entra roles with a scope or an end: chosen, reviewed, applied, seen on the identity, removed again. And a tenant
// without the license, which refuses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openIdentity, openSample, start, verdicts } from "./support/sample-page.js";
import { showSection } from "./support/tabs.js";

const NAME = "LazyAutomationAccount";

async function chooseRole(page, role) {
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill(role);
  const roles = page.getByRole("group", { name: "Entra roles" });
  await roles.getByRole("checkbox", { name: new RegExp(`^${role}`) }).first().check();
  await page.getByText(`Scope and duration: ${role}`).click();
}

async function apply(page) {
  await page.locator("table.review").waitFor();
  await assure(page, NAME);
  await page.getByRole("button", { name: /^Apply \d/ }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
}

test("an Entra role is assigned Administrative unit, and removed there", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await chooseRole(page, "Groups Administrator");
  await page.getByLabel("Scope: Groups Administrator").selectOption("Administrative unit");
  await page.getByRole("button", { name: "Oslo depot" }).click();
  await page.getByText("Entra role · Administrative unit Oslo depot").first().waitFor();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  const [[name, place, verdict]] = await verdicts(page, "review");
  assert.deepEqual([name, place, verdict], ["Groups Administrator", "Entra role · Administrative unit Oslo depot", "Add"]);
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");

  await page.getByRole("link", { name: "View identity" }).click();
  await showSection(page, "Entra roles");
  await page.getByRole("checkbox", { name: /^Select Groups Administrator/ }).check();
  await page.getByRole("link", { name: "Remove…" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Removed");
  assert.deepEqual(errors, []);
  assert.deepEqual(requests, [], "nothing of the sample tenant touches the network");
});

test("a custom role is assigned Application", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  const role = "Halden Credential Rotator";
  await page.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill(role);
  await page.getByRole("group", { name: "Entra roles" }).getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await page.getByText(`Scope and duration: ${role}`).click();
  await page.getByLabel(`Scope: ${role}`).selectOption("Application");
  await page.getByLabel("Start of the application's name").fill("Halden");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator("ul.recipients button").first().click();
  await page.getByText("Entra role · Application Halden").first().waitFor();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");
  assert.deepEqual(errors, []);
});

test("an Entra role for eight hours says when it ends, and undo waits for its first five minutes", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await chooseRole(page, "Groups Administrator");
  await page.getByLabel("Duration: Groups Administrator").selectOption("8 hours");
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.getByText("Entra role · Directory (tenant-wide), 8 hours").waitFor();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Added");
  await page.getByRole("button", { name: "Undo this change…" }).click();
  await apply(page);
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Refused");
  await page.getByText("A time-bound role can't be removed in its first five minutes.").waitFor();
  assert.deepEqual(errors, []);
});

test("an unfinished scope or number of hours keeps the review closed, and no scope becomes wider", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await chooseRole(page, "Groups Administrator");
  const review = page.getByRole("button", { name: /^Review/ });
  assert.equal(await review.isDisabled(), false);
  await page.getByLabel("Scope: Groups Administrator").selectOption("Administrative unit");
  await page.getByText("Groups Administrator: Select an administrative unit.").waitFor();
  assert.equal(await review.isDisabled(), true);
  assert.ok(!page.url().includes("directory="), "the address doesn't carry the role tenant-wide meanwhile");
  // An address that leads to the review doesn't open it either.
  await page.evaluate(() => (location.hash = location.hash.replace(/\/change.*/, "/change/review")));
  await page.getByText("Complete your selection to continue").waitFor();
  assert.equal(await page.locator("table.review").count(), 0);

  await page.getByRole("button", { name: "Oslo depot" }).click();
  await page.locator("table.review").waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByText("Scope and duration: Groups Administrator").click();
  await page.getByLabel("Duration: Groups Administrator").selectOption("Other number of hours");
  await page.getByText(/Groups Administrator: Enter a number of hours/).waitFor();
  await page.getByLabel("Hours: Groups Administrator").fill("99999");
  await page.getByText(/Groups Administrator: Enter a number of hours/).waitFor();
  await page.getByLabel("Hours: Groups Administrator").fill("12");
  await page.getByText("Complete your selection to continue").waitFor({ state: "detached" });
  await review.click();
  await page.locator("table.review").waitFor();
  const expected = "Entra role · Administrative unit Oslo depot, 12 hours";
  assert.deepEqual(await verdicts(page, "review"), [["Groups Administrator", expected, "Add"]]);
  assert.deepEqual(errors, []);
});
