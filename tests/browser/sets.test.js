// Permission sets: those that come with the page, and a user's own, kept in the browser and as files.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, start, tabTo } from "./support/sample-page.js";

const ASSIGNMENTS = [
  {
    Id: "00000003-0000-0000-c000-000000000000",
    Name: "Microsoft Graph",
    AppRoleAssignments: ["Mail.Send", "User.Read.All"],
  },
];

/** The names in the table of a set. */
const contents = (page) => page.locator("table.set-contents tbody th .strong").allTextContents();

/** What a button saves. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function openFile(page, content, name) {
  await page.getByLabel("Set file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
}

test("a set is found by job and permission, explained, and given to an identity by keyboard", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await page.getByRole("link", { name: "Permission sets" }).click();
  await page.getByRole("heading", { level: 1, name: "Permission sets" }).waitFor();
  const names = () => page.locator("table.sets tbody th a").allTextContents();
  assert.equal((await names()).length, 16);
  await page.getByLabel("Find a set").fill("mail.send");
  assert.deepEqual(await names(), ["Send mail"]);
  await page.getByLabel("Find a set").fill("nothing like it");
  await page.getByText("No sets match your search.").waitFor();
  await page.getByLabel("Find a set").fill("teams");
  await tabTo(page, "link", "Teams automation");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Teams automation" }).waitFor();
  await page.locator("table.set-contents").waitFor();
  assert.deepEqual(await contents(page), ["Team.Create", "Channel.Create", "TeamMember.ReadWrite.All"]);
  await tabTo(page, "searchbox", "Select an identity");
  await page.keyboard.type("lazy");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Add to LazyAutomationAccount");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Change permissions of LazyAutomationAccount" }).waitFor();
  await page.getByText("3 selected").waitFor();
  assert.deepEqual(requests.filter((url) => !url.endsWith(".wasm") && !url.endsWith(".js")), []);
  assert.deepEqual(errors, []);
});

test("a list of Id, Name and AppRoleAssignments becomes a set that is kept, renamed, saved and deleted", async (t) => {
  const { page, errors } = await openSample(await start(t), "#/sets");
  await page.getByRole("link", { name: "New set or import" }).click();
  await openFile(page, `\ufeff${JSON.stringify(ASSIGNMENTS, null, 4)}`, "mail-robot.json");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "mail-robot");
  await page.getByRole("checkbox", { name: /^User\.Read\.All/ }).uncheck();
  await page.getByRole("checkbox", { name: /^User\.Read\.All/ }).check();
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Enter a name").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Mail robot");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Mail robot" }).waitFor();
  await page.locator("table.set-contents").waitFor();
  assert.deepEqual(await contents(page), ["Mail.Send", "User.Read.All"]);

  const again = await saved(page, "App roles (JSON)");
  assert.equal(again.name, "Mail-robot-app-roles.json");
  assert.deepEqual(JSON.parse(again.text), ASSIGNMENTS);
  const own = await saved(page, "Bestow set");
  assert.equal(JSON.parse(own.text).name, "Mail robot");

  await page.getByText("Rename", { exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Post office");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Post office" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByRole("heading", { level: 1, name: "Post office" }).waitFor();

  await page.getByRole("link", { name: "Permission sets" }).first().click();
  assert.equal(await page.locator("table.sets tbody th a").first().textContent(), "Post office", "one's own come first");
  await page.getByRole("link", { name: "Post office" }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Permission sets" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Post office" }).count(), 0);
  await page.goBack();
  await page.getByText("This set isn't in this browser.").waitFor();

  await page.goto(`${page.url().split("#")[0]}#/sets/new`);
  await openFile(page, own.text, "anything.json");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Mail robot" }).waitFor();
  assert.deepEqual(errors, []);
});

test("a file that is no set says where and why, and names of Entra roles are understood", async (t) => {
  const { page } = await openSample(await start(t), "#/sets/new");
  for (const [content, said] of [
    ["[{}]", "This isn't a permission set"],
    ["[]", "The set is empty."],
    ['["a","A"]', "“A” appears twice."],
    ['{"format":"bestow.permission-set","version":9,"name":"n"}', "This set was saved by a newer version of Bestow."],
    [" ".repeat(300_000), "This file is too large for a permission set."],
  ]) {
    await openFile(page, content, "x.json");
    await page.getByText(said).waitFor();
  }
  await openFile(page, '["Exchange Administrator", "No Such Role"]', "roles.json");
  await page.getByRole("checkbox", { name: /^Exchange Administrator/ }).waitFor();
  await page.getByText("No Such Role (API not specified)").waitFor();
});

test("what an identity holds and what is chosen become sets, and identities are checked against them", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  await page.getByRole("link", { name: "Save as a set" }).click();
  await page.getByRole("heading", { level: 1, name: "New permission set" }).waitFor();
  await page.getByText("8 permissions, 1 Entra role").waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "aa-m365-lifecycle");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Select an identity").fill("aa-m365");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: "Compare with aa-m365-lifecycle" }).click();
  await page.getByText("9 of 9 assigned", { exact: true }).first().waitFor();
  assert.equal(await page.getByLabel("A permission set").locator("option:checked").textContent(), "aa-m365-lifecycle");

  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, "LazyAutomationAccount");
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("button", { name: "Read logs" }).click();
  await page.getByRole("button", { name: "Add set" }).click();
  await page.getByText("2 selected").waitFor();
  await page.getByRole("link", { name: "Save as a set" }).click();
  await page.getByText("2 permissions", { exact: true }).waitFor();
  await page.getByLabel("Name", { exact: true }).fill("My logs");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "My logs" }).waitFor();
  await page.getByText("Unapplied changes to LazyAutomationAccount: 2 permissions").waitFor();
  assert.deepEqual(errors, []);
});

test("a role that ends on an identity does not become one without an end in a set of it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-tenant-documentation");
  await page.getByRole("link", { name: "Save as a set" }).click();
  await page.getByText(/^Global Reader: ends \d{4}-\d\d-\d\d/).waitFor();
  await page.getByText("Select how long each role is assigned when the set is applied.").waitFor();
  const term = page.getByLabel("Duration: Global Reader");
  const given = /^(\d+ hours), as on the identity$/.exec(await term.locator("option:checked").textContent());
  assert.ok(given, "it is asked for as long as it was given");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const row = page.locator("table.set-contents tr", { hasText: "Global Reader" });
  await row.getByText(`Entra role · Directory (tenant-wide), ${given[1]}`, { exact: true }).waitFor();
  await page.getByLabel("Select an identity").fill("id-tenant-documentation");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: "Compare with id-tenant-documentation" }).click();
  await page.getByText(/^(\d+) of \1 assigned$/).first().waitFor();

  // Without an end it is only where a user wants it so.
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "id-tenant-documentation");
  await page.getByRole("link", { name: "Save as a set" }).click();
  await term.selectOption("Permanent");
  await page.getByLabel("Name", { exact: true }).fill("Without an end");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Without an end" }).waitFor();
  await row.getByText("Entra role · Directory (tenant-wide)", { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test("where it could not be read whether a role ends, the person says for how long a set asks for it", async (t) => {
  const { page, errors } = await openSample(await start(t), "#/settings");
  await page.getByRole("button", { name: "Application Administrator" }).click();
  await page.locator(".badge", { hasText: "Application Administrator" }).waitFor();
  await page.getByRole("link", { name: "Identities" }).click();
  await openIdentity(page, "aa-m365-lifecycle");
  await page.getByRole("link", { name: "Save as a set" }).click();
  await page.getByText("Exchange Administrator: end time couldn't be loaded").waitFor();
  const keep = page.getByRole("button", { name: "Save", exact: true });
  await keep.click();
  await page.getByText("An Entra role has no duration.").waitFor();
  await page.getByLabel("Duration: Exchange Administrator").selectOption("1 day");
  await keep.click();
  const row = page.locator("table.set-contents tr", { hasText: "Exchange Administrator" });
  await row.getByText("Entra role · Directory (tenant-wide), 24 hours", { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test("My roles shows for each task whether the user can do it, and the roles that can be activated", async (t) => {
  const { page } = await openSample(await start(t), "#/settings");
  await page.getByRole("button", { name: "Application Administrator" }).click();
  await page.locator(".badge", { hasText: "Application Administrator" }).waitFor();
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "My roles" }).click();
  await page.locator("table.tasks").waitFor();
  const rows = await page.locator("table.tasks tbody tr").evaluateAll((rows) =>
    rows.map((row) => [row.querySelector("th").textContent, row.querySelector(".badge").textContent]),
  );
  const standing = Object.fromEntries(rows);
  assert.equal(standing["Grant and revoke permissions of SharePoint, Exchange and your own APIs"], "Yes");
  assert.notEqual(standing["Grant and revoke permissions of Microsoft Graph"], "Yes");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "User with an eligible role" }).click();
  await page.getByText("None. You can view everything in Bestow").waitFor();
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "My roles" }).click();
  const eligible = page.getByRole("region", { name: "Roles you can activate" });
  await eligible.getByText("Privileged Role Administrator").waitFor();
  assert.match(await eligible.getByRole("link").getAttribute("href"), /^https:\/\/entra\.microsoft\.com\/#view\/Microsoft_Azure_PIMCommon/);
  await page.getByRole("row", { name: /Microsoft Graph/ }).getByText("Activate Privileged Role Administrator first.").waitFor();
});
