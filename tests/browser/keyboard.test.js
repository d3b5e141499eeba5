// The main job: an automation account gets the nine permissions of its set, by keyboard alone, and the second time
// everything is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSample, start, tabTo, verdicts } from "./support/sample-page.js";

const SET = [
  ["UserAuthenticationMethod.Read.All", "Graph"],
  ["Group.ReadWrite.All", "Graph"],
  ["Directory.Read.All", "Graph"],
  ["User.ReadWrite.All", "Graph"],
  ["Sites.FullControl.All", "SharePoint"],
  ["TermStore.ReadWrite.All", "SharePoint"],
  ["User.ReadWrite.All", "SharePoint"],
  ["Exchange.ManageAsApp", "Exchange"],
  ["Exchange Administrator", "Directory (tenant-wide)"],
];

test("nine permissions are added by keyboard, and the second time all nine are there", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  const focused = () => page.evaluate(() => document.activeElement.textContent);

  await tabTo(page, "searchbox", "Find an identity");
  await page.keyboard.type("LazyAuto");
  await tabTo(page, "link", "LazyAutomationAccount");
  await page.keyboard.press("Enter");
  await page.getByText("No application permissions").waitFor({ state: "attached" });
  assert.equal(await focused(), "LazyAutomationAccount", "the focus is on the heading of the new page");

  await chooseSet(page);
  await page.getByRole("heading", { name: "Review the change" }).waitFor();
  await page.locator("table.review").waitFor();
  assert.equal(await focused(), "Review the change", "the focus is on the heading of the new step");
  checkRows(await verdicts(page, "review"), "Add");

  await tabTo(page, "textbox", "Name of the identity");
  await page.keyboard.type("LazyAutomationAccount");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("heading", { name: /^Receipt/ }).count(), 0, "Enter in a field approves nothing");
  await tabTo(page, "textbox", "Justification");
  await page.keyboard.type("INC0042");
  await tabTo(page, "button", "Apply 9 changes");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.equal(await focused(), "Receipt for LazyAutomationAccount");
  checkRows(await verdicts(page, "outcomes"), "Added");

  await tabTo(page, "link", "View identity");
  await page.keyboard.press("Enter");
  await tabTo(page, "link", /^Permissions$/);
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: /Exchange/ }).waitFor();
  const held = await verdicts(page, "holdings");
  assert.deepEqual(held.map(([name]) => name).sort(), SET.map(([name]) => name).sort());

  await chooseSet(page);
  await page.locator("table.review").waitFor();
  checkRows(await verdicts(page, "review"), "Already granted");
  assert.equal(await page.getByRole("button", { name: /^Apply/ }).count(), 0, "there is nothing to apply");

  assert.deepEqual(requests, [], "nothing of the sample tenant touches the network");
  assert.deepEqual(errors, []);
});

async function chooseSet(page) {
  await tabTo(page, "link", "Add permissions");
  await page.keyboard.press("Enter");
  await page.locator(".option").first().waitFor();
  await tabTo(page, "button", "Microsoft 365 automation");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Add set");
  await page.keyboard.press("Enter");
  await page.getByText("9 selected").waitFor();
  await tabTo(page, "button", "Review 8 permissions and 1 Entra role");
  await page.keyboard.press("Enter");
}

function checkRows(rows, outcome) {
  assert.equal(rows.length, SET.length);
  for (const [at, [name, of]] of SET.entries()) {
    assert.equal(rows[at][0], name);
    assert.ok(rows[at][1].includes(of), rows[at][1]);
    assert.equal(rows[at][2], outcome, name);
  }
}
