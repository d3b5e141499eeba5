// The permissions and roles of an identity, against a permission set and against another identity.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, start, verdicts } from "./support/sample-page.js";

const RESULT = { name: "the comparison" };

test("the runbook's account holds nine of nine; another lacks all of them, and they can be chosen", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Compare permissions: aa-m365-lifecycle" }).waitFor();
  await checkAgainst(page, "Microsoft 365 automation");
  const result = page.getByRole("region", RESULT);
  await result.getByText("9 of 9 assigned", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Assigned: 9 });
  assert.equal(await result.getByRole("button", { name: "Add missing permissions" }).count(), 0);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    result.getByRole("button", { name: "Save as Markdown" }).click(),
  ]);
  const handedOn = await readFile(await saved.path(), "utf8");
  assert.match(saved.suggestedFilename(), /^[0-9a-f-]{36}-check-\d{4}-\d\d-\d\d\.md$/);
  assert.match(handedOn, /\| Result \| 9 of 9 assigned \|/);
  assert.equal(handedOn.match(/\| Assigned \|/g).length, 9);
  assert.match(handedOn, /\| Compared by \| ingrid\.halvorsen\\@halden\.example \|/);

  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await checkAgainst(page, "Microsoft 365 automation");
  await result.getByText("0 of 9 assigned, 9 missing", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Missing: 9 });
  await result.getByRole("button", { name: "Add missing permissions" }).click();
  await page.getByRole("button", { name: "Review 8 permissions and 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), Array(9).fill("Add"));
  assert.deepEqual(errors, []);
});

test("what an identity lacks and what it holds beside a set are told apart", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "func-teams-provisioning");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await checkAgainst(page, "Teams automation");
  await page.getByText("3 of 3 assigned, 4 not in the set", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Assigned: 3, "Not in the set": 4 });
  await checkAgainst(page, "Send mail");
  await page.getByText("0 of 1 assigned, 1 missing, 7 not in the set", { exact: true }).first().waitFor();
});

test("Entra roles that arrive through a group stand beside a check, and go along with it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "adf-warehouse");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await checkAgainst(page, "Send mail");
  const said = "Also assigned to this identity through groups: Reports Reader (Group: sg-role-report-writers, Directory (tenant-wide)).";
  await page.getByText(said).waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as Markdown" }).click(),
  ]);
  assert.match(await readFile(await saved.path(), "utf8"), /Also assigned to this identity through groups\\: Reports Reader/);
  assert.deepEqual(errors, []);
});

test("two identities are compared, and what only the other holds can be copied", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-profile-sync");
  const other = page.url().split("/").at(-1);
  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, "id-sharepoint-profiles");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  const box = page.getByLabel("Another identity or application");
  const find = page.getByRole("button", { name: "Find", exact: true });
  await box.fill("nobody has this name");
  await find.click();
  await page.getByText("No identities or applications found.").waitFor();
  await box.fill("id-profile");
  await find.click();
  assert.match(await page.getByRole("link", { name: "Compare with id-profile-sync" }).getAttribute("href"), new RegExp(other));
  await box.fill(other);
  await box.press("Enter");
  await page.getByRole("link", { name: "Compare with id-profile-sync" }).click();
  const result = page.getByRole("region", RESULT);
  await result.getByRole("heading", { name: "id-profile-sync" }).waitFor();
  await result.getByText("1 on both, 1 only on the other", { exact: true }).first().waitFor();
  const rows = (await verdicts(page, "verification")).map(([name, api, finding]) => [name, api, finding]);
  assert.deepEqual(
    rows.sort((one, two) => one[1].localeCompare(two[1])).map(([name, , finding]) => [name, finding]),
    [
      ["User.ReadWrite.All", "Only on the other"],
      ["User.ReadWrite.All", "On both"],
    ],
  );
  await result.getByRole("button", { name: "Copy to this identity…" }).click();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(await verdicts(page, "review"), [["User.ReadWrite.All", "Microsoft Graph", "Not selected"]], "a copy selects nothing of tier 0");
  assert.deepEqual(errors, []);
});

test("a comparison has an address, and an unknown ID is reported", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  const here = page.url();
  await page.goto(`${here}/compare?with=11111111-2222-4333-8444-555555555555`);
  await page.getByText("Nothing in this tenant has this ID").waitFor();
  await page.goto(`${here}/compare?with=set:mail-sending`);
  await page.getByText("0 of 1 assigned, 1 missing, 9 not in the set", { exact: true }).first().waitFor();
  assert.equal(await page.getByLabel("A permission set").locator("option:checked").textContent(), "Send mail");
});

async function checkAgainst(page, set) {
  await page.getByLabel("A permission set").selectOption(set);
  await page.getByRole("button", { name: "Compare with set", exact: true }).click();
}

/** How many rows of the table stand how. */
async function counts(page) {
  const found = {};
  for (const [, , finding] of await verdicts(page, "verification")) found[finding] = (found[finding] ?? 0) + 1;
  return found;
}

test("what an application holds is copied to an identity, as far as it is ticked", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await page.getByLabel("Another identity or application").fill("Halden Order");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: "Compare with Halden Order Portal" }).click();
  const result = page.getByRole("region", RESULT);
  await result.locator("table.verification tbody tr").first().waitFor();
  assert.deepEqual(await counts(page), { "Only on the other": 1 });
  const copy = result.getByRole("button", { name: "Copy to this identity…" });
  await result.getByRole("checkbox").uncheck();
  assert.equal(await copy.isDisabled(), true);
  await result.getByRole("checkbox").check();
  await copy.click();
  await page.getByText("1 selected").waitFor();

  await page.goBack();
  await page.getByRole("link", { name: "Swap" }).click();
  await page.getByText("Applications are read-only here.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Copy to this identity…" }).count(), 0);
  assert.deepEqual(errors, []);
});

test("what is held beside a set can be ticked and taken away, and the table kept to it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-teams-provisioning");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await checkAgainst(page, "Teams automation");
  await page.getByText("3 of 3 assigned, 4 not in the set", { exact: true }).first().waitFor();
  await page.getByLabel("Show").selectOption("Not in the set (4)");
  const rows = page.locator("table.verification tbody tr");
  await page.waitForFunction(() => document.querySelectorAll("table.verification tbody tr").length === 4);
  await rows.first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "Change selected…" }).click();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), ["Remove"]);
  assert.deepEqual(errors, []);
});

const READER = { role: "4a5d8f65-41da-4de4-8968-e035b65339cf" };
const EXCHANGE = { role: "29232cdf-9323-42fd-ade2-1d097af3e4de" };
const GLOBAL_READER = { role: "f2ef992c-3afb-46b9-b7cf-a126ee74c451" };

/** Keeps a set of one Entra role under a name of its own, and holds an identity against it. */
async function checkAgainstRole(page, identity, name, directoryRole) {
  const set = { format: "bestow.permission-set", version: 1, name, directoryRoles: [directoryRole] };
  await page.goto(`${page.url().split("#")[0]}#/sets/new`);
  const buffer = Buffer.from(JSON.stringify(set));
  await page.getByLabel("Set file").setInputFiles({ name: "role.json", mimeType: "application/json", buffer });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, identity);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await checkAgainst(page, name);
}

test("a wanted role that arrives through a group stands for itself, and is offered and not ticked", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await checkAgainstRole(page, "adf-warehouse", "Reporting", READER);
  const result = page.getByRole("region", RESULT);
  await result.getByText(/^0 of 1 assigned, 1 through a group, \d+ not in the set$/).first().waitFor();
  const row = result.getByRole("row", { name: /Reports Reader/ });
  await row.getByText("Through a group", { exact: true }).waitFor();
  await row.getByText("This identity has it through the group sg-role-report-writers, and not directly.").waitFor();
  await row.getByText("Select it only if it should be assigned directly as well.").waitFor();
  assert.equal(await result.getByText("Also assigned to").count(), 0, "it is not said a second time");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    result.getByRole("button", { name: "Save as Markdown" }).click(),
  ]);
  const handedOn = await readFile(await saved.path(), "utf8");
  assert.match(handedOn, /\| Result \| 0 of 1 assigned, 1 through a group, /);
  assert.match(handedOn, /\| Through a group \| This identity has it through the group sg/);

  const add = result.getByRole("button", { name: "Add missing permissions" });
  assert.equal(await row.getByRole("checkbox").isChecked(), false);
  assert.equal(await add.isDisabled(), true);
  await row.getByRole("checkbox").check();
  await add.click();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(await verdicts(page, "review"), [["Reports Reader", "Entra role · Directory (tenant-wide)", "Add"]]);
  assert.deepEqual(errors, []);
});

test("a role that is held longer or shorter than it is wanted is not called held", async (t) => {
  const { page, errors } = await openSample(await start(t));
  const result = page.getByRole("region", RESULT);
  await checkAgainstRole(page, "aa-m365-lifecycle", "For a shift", { ...EXCHANGE, hours: 8 });
  await result.getByText(/^0 of 1 assigned, 1 ends later than the set, /).first().waitFor();
  await page.getByLabel("Show").selectOption("Ends later than the set (1)");
  await page.waitForFunction(() => document.querySelectorAll("table.verification tbody tr").length === 1);
  const longer = result.getByRole("row", { name: /Exchange Administrator/ });
  await longer.getByText("Assigned permanently; the set specifies 8 hours.").waitFor();
  assert.equal(await longer.getByRole("checkbox").count(), 0, "what is held is not given again");

  // The review says so if the user adds the set nevertheless.
  await page.getByRole("link", { name: "Contents" }).click();
  await page.getByLabel("Select an identity").fill("aa-m365");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: "Add to aa-m365-lifecycle" }).click();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.locator("table.review").getByText("Already assigned permanently, and this change doesn't set an end time.").waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([name, , verdict]) => [name, verdict]), [
    ["Exchange Administrator", "Already granted"],
  ]);

  await checkAgainstRole(page, "id-tenant-documentation", "For good", GLOBAL_READER);
  await result.getByText(/^0 of 1 assigned, 1 ends sooner than the set, /).first().waitFor();
  const shorter = result.getByRole("row", { name: /Global Reader/ });
  await shorter.getByText(/^Assigned until \d{4}-\d\d-\d\d \d\d:\d\d UTC; the set specifies a permanent assignment\.$/).waitFor();
  assert.deepEqual(errors, []);
});
