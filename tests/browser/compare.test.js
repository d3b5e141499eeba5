// What an identity holds, against a permission set and against another identity.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, start, verdicts } from "./support/sample-page.js";

const RESULT = { name: "the comparison" };

test("the runbook's account holds nine of nine; another lacks all of them, and they can be chosen", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  await page.getByRole("link", { name: "Compare or check" }).click();
  await page.getByRole("heading", { level: 1, name: "Check what aa-m365-lifecycle holds" }).waitFor();
  await checkAgainst(page, "Microsoft 365 automation");
  const result = page.getByRole("region", RESULT);
  await result.getByText("9 of 9 held", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Held: 9 });
  assert.equal(await result.getByRole("button", { name: "Add what is missing" }).count(), 0);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    result.getByRole("button", { name: "Save as Markdown" }).click(),
  ]);
  const handedOn = await readFile(await saved.path(), "utf8");
  assert.match(saved.suggestedFilename(), /^[0-9a-f-]{36}-check-\d{4}-\d\d-\d\d\.md$/);
  assert.match(handedOn, /\| Result \| 9 of 9 held \|/);
  assert.equal(handedOn.match(/\| Held \|/g).length, 9);
  assert.match(handedOn, /\| Read by \| ingrid\.halvorsen\\@halden\.example \|/);

  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByRole("link", { name: "Compare or check" }).click();
  await checkAgainst(page, "Microsoft 365 automation");
  await result.getByText("0 of 9 held, 9 missing", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Missing: 9 });
  await result.getByRole("button", { name: "Add what is missing" }).click();
  await page.getByRole("button", { name: "Review 9 permissions" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), Array(9).fill("Add"));
  assert.deepEqual(errors, []);
});

test("what an identity lacks and what it holds beside a set are told apart", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "func-teams-provisioning");
  await page.getByRole("link", { name: "Compare or check" }).click();
  await checkAgainst(page, "Teams automation");
  await page.getByText("3 of 3 held, 4 extra", { exact: true }).first().waitFor();
  assert.deepEqual(await counts(page), { Held: 3, Extra: 4 });
  await checkAgainst(page, "Sending mail");
  await page.getByText("0 of 1 held, 1 missing, 7 extra", { exact: true }).first().waitFor();
});

test("directory roles that arrive through a group stand beside a check, and go along with it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "adf-warehouse");
  await page.getByRole("link", { name: "Compare or check" }).click();
  await checkAgainst(page, "Sending mail");
  const said = "directory roles through groups: Reports Reader (Through the group sg-role-report-writers, The whole tenant).";
  await page.getByText(said).waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as Markdown" }).click(),
  ]);
  assert.match(await readFile(await saved.path(), "utf8"), /directory roles through groups\\: Reports Reader/);
  assert.deepEqual(errors, []);
});

test("two identities are compared, and what only the other holds can be copied", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-profile-sync");
  const other = page.url().split("/").at(-1);
  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, "id-sharepoint-profiles");
  await page.getByRole("link", { name: "Compare or check" }).click();
  const box = page.getByLabel("Another identity or application");
  const find = page.getByRole("button", { name: "Find", exact: true });
  await box.fill("nobody has this name");
  await find.click();
  await page.getByText("No identity or application has such a name.").waitFor();
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
  assert.deepEqual(await verdicts(page, "review"), [["User.ReadWrite.All", "Microsoft Graph", "Add"]]);
  assert.deepEqual(errors, []);
});

test("a comparison has an address, and an id that nobody has says so", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  const here = page.url();
  await page.goto(`${here}/compare?with=11111111-2222-4333-8444-555555555555`);
  await page.getByText("Nothing in this tenant has this id").waitFor();
  await page.goto(`${here}/compare?with=set:mail-sending`);
  await page.getByText("0 of 1 held, 1 missing, 9 extra", { exact: true }).first().waitFor();
  assert.equal(await page.getByLabel("A permission set").locator("option:checked").textContent(), "Sending mail");
});

async function checkAgainst(page, set) {
  await page.getByLabel("A permission set").selectOption(set);
  await page.getByRole("button", { name: "Check", exact: true }).click();
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
  await page.getByRole("link", { name: "Compare or check" }).click();
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
  await page.getByText("1 chosen").waitFor();

  await page.goBack();
  await page.getByRole("link", { name: "Swap the sides" }).click();
  await page.getByText("This is an application, which is only looked at here.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Copy to this identity…" }).count(), 0);
  assert.deepEqual(errors, []);
});

test("what is held beside a set can be ticked and taken away, and the table kept to it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-teams-provisioning");
  await page.getByRole("link", { name: "Compare or check" }).click();
  await checkAgainst(page, "Teams automation");
  await page.getByText("3 of 3 held, 4 extra", { exact: true }).first().waitFor();
  await page.getByLabel("Show").selectOption("Extra (4)");
  const rows = page.locator("table.verification tbody tr");
  await page.waitForFunction(() => document.querySelectorAll("table.verification tbody tr").length === 4);
  await rows.first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "Change what is ticked…" }).click();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), ["Remove"]);
  assert.deepEqual(errors, []);
});
