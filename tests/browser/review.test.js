// The review of the whole sample tenant: complete, its findings, who has what, what changed since, and what should be.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSample, start } from "./support/sample-page.js";

/** Opens the review, and waits until it is read. */
async function review(page) {
  await page.getByRole("link", { name: "Tenant review" }).click();
  await page.getByRole("heading", { level: 1, name: "Tenant review" }).waitFor();
  await page.getByText("Complete", { exact: true }).waitFor();
}

const view = (page, name) => page.getByRole("navigation", { name: "Views of the review" }).getByRole("link", { name }).click();

/** Saves the review in a form, and gives its text. */
async function save(page, form) {
  await view(page, "Report and export");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: `Save as ${form}` }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** A file of this text, for a field that takes one. */
async function asFile(name, text) {
  const path = join(tmpdir(), `${process.pid}-${name}`);
  await writeFile(path, text);
  return path;
}

test("every identity is reviewed, filtered, and led to", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  const rows = page.locator("table.review-table tr.item");
  const all = await rows.count();
  assert.ok(all > 40, `${all} identities`);
  assert.equal(await page.locator("table.review-table").getAttribute("aria-rowcount"), String(all + 1));
  assert.match(await rows.first().textContent(), /Tier 0/, "the dangerous come first");

  await page.getByLabel("Highest tier").selectOption("Tier 0");
  await page.waitForURL(/#\/review\?tier=0$/);
  const dangerous = await rows.count();
  assert.ok(dangerous > 0 && dangerous < all);
  await page.getByLabel("Search the review").fill("hr-sync");
  await page.getByText(/^1 of \d+ identities$/).first().waitFor();
  await page.getByRole("link", { name: "id-hr-sync" }).click();
  await page.getByRole("heading", { level: 1, name: "id-hr-sync" }).waitFor();
  await page.goBack();
  assert.equal(await rows.count(), 1, "the review is still there, as it was filtered");
  await page.getByLabel("Search the review").fill("nobody-at-all");
  await page.getByText("No identities found").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  assert.equal(await rows.count(), all);
  assert.deepEqual(errors, []);
});

test("rows are walked through by keyboard, and sorted by their heads", async (t) => {
  const { page } = await openSample(await start(t));
  await review(page);
  await page.getByRole("button", { name: "Name" }).click();
  await page.waitForURL(/sort=name$/);
  await page.locator('th[aria-sort="ascending"]', { hasText: "Name" }).waitFor();
  const names = await page.locator("table.review-table tr.item th a").allTextContents();
  assert.deepEqual(names, [...names].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
  await page.locator("#row-0").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.id), "row-1");
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.id), `row-${names.length - 1}`);
});

test("each finding names its identities and leads to what to do", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  await view(page, "Findings");
  const finding = (word) => page.locator(`[data-finding="${word}"]`);
  for (const word of ["tier-0", "writes-and-gives-roles", "granted-lately", "broad-beside-scoped", "left-over", "same-name"]) {
    assert.match(await finding(word).locator(".count").textContent(), /^[1-9]\d* identit/, word);
  }
  assert.deepEqual(await finding("same-name").getByRole("link", { name: "halden-backup" }).count(), 2);
  await page.getByRole("button", { name: "Load sign-ins" }).click();
  await finding("unused").getByRole("link", { name: "aa-old-offboarding" }).waitFor();
  await page.getByRole("button", { name: "Load the audit log" }).click();
  await finding("logged").getByText(/ingrid\.halvorsen@halden\.example/).first().waitFor();
  await page.getByRole("button", { name: "Load Azure resources" }).click();
  await finding("resource-gone").getByRole("link", { name: "func-payroll-bridge" }).waitFor();
  await finding("left-over").getByRole("row", { name: /func-payroll-bridge/ }).getByRole("link", { name: "Remove…" }).click();
  await page.getByRole("button", { name: /^Review 2 / }).waitFor();
  assert.deepEqual(errors, []);
});

test("the list of who has a permission is complete, groups included", async (t) => {
  const { page } = await openSample(await start(t));
  await review(page);
  await view(page, "By permission");
  await page.getByLabel("Permission, API or Entra role").fill("reports reader");
  await page.getByRole("link", { name: "Reports Reader" }).click();
  await page.getByRole("heading", { name: /Reports Reader/ }).waitFor();
  const holders = await page.locator("table.holder-table tr.item").allTextContents();
  assert.equal(holders.length, 2);
  assert.ok(holders.every((text) => text.includes("Group: sg-role-report-writers")), holders.join());
  // The same id in another API is another permission.
  await page.getByRole("link", { name: "All permissions and roles" }).click();
  await page.getByLabel("Permission, API or Entra role").fill("741f803b-c850-494e-b5df-cde7c675a1ca");
  assert.equal(await page.locator("table.thing-table tr.item").count(), 2);
});

test("a saved review is compared with today", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  const { name, text } = await save(page, "JSON");
  assert.match(name, /^review-[0-9a-f-]{36}-\d{4}-\d\d-\d\d\.json$/);
  const saved = JSON.parse(text);
  assert.equal(saved.complete, true);
  assert.deepEqual(saved.missing, []);

  // As if then one permission had not been there, another had, and one identity more.
  const archive = saved.identities.find((it) => it.name === "func-sharepoint-archive");
  const [given] = archive.holds.splice(0, 1);
  const other = saved.permissions.findIndex((it) => it.name === "Mail.Send");
  archive.holds.push({ permission: other });
  saved.identities.push({ ...archive, id: "99999999-0000-4000-8000-000000000001", name: "deleted-since", holds: [] });
  const before = saved.identities.findIndex((it) => it.name === "id-hr-sync");
  saved.identities.splice(before, 1);

  await view(page, "Changes (drift)");
  await page.getByLabel("Open a saved review").setInputFiles(await asFile("saved.json", JSON.stringify(saved)));
  const part = (word) => page.locator(`[data-part="${word}"]`);
  await part("granted").waitFor();
  assert.match(await part("granted").locator("tbody").textContent(), new RegExp(`func-sharepoint-archive.*${saved.permissions[given.permission].name}`));
  assert.match(await part("revoked").locator("tbody").textContent(), /func-sharepoint-archive.*Mail\.Send/);
  assert.equal(await part("new").getByRole("link").textContent(), "id-hr-sync");
  assert.match(await part("gone").textContent(), /deleted-since/);

  await page.getByLabel("Open a saved review").setInputFiles(await asFile("same.json", text));
  await page.getByText("No changes").waitFor();
  await page.getByLabel("Open a saved review").setInputFiles(await asFile("other.json", text.replaceAll(saved.tenant.id, "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b641")));
  await page.getByText("The file is about another tenant").waitFor();
  await page.getByLabel("Open a saved review").setInputFiles(await asFile("broken.json", text.slice(0, 5000)));
  await page.getByText("This isn't a valid file, or it's damaged").waitFor();
  assert.deepEqual(errors, []);
});

test("a desired state becomes a change to review, and what is extra goes only where it is ticked", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page);
  const saved = JSON.parse((await save(page, "JSON")).text);
  const archive = saved.identities.find((it) => it.name === "func-sharepoint-archive");
  const graph = "00000003-0000-0000-c000-000000000000";
  const desired = {
    format: "bestow.desired-state",
    version: 1,
    tenant: saved.tenant.id,
    identities: [{ id: archive.id, appRoles: [{ api: graph, role: "Sites.Selected" }, { api: graph, role: "Mail.Send" }] }],
  };
  await view(page, "Baseline");
  await page.getByLabel("Compare with a baseline").setInputFiles(await asFile("desired.json", JSON.stringify(desired)));
  const row = page.getByRole("row", { name: /func-sharepoint-archive/ });
  assert.match(await row.locator(".missing").textContent(), /^Mail\.Send/);
  assert.equal(await row.locator(".extra li").count(), 3, "the broad one of both APIs, and SharePoint's own selection");
  await row.locator(".extra input").first().check();
  await page.getByRole("link", { name: "Review the change" }).click();
  await page.locator("table.review").waitFor();
  const rows = await page.locator("table.review tbody tr").allTextContents();
  assert.equal(rows.length, 2);
  assert.ok(rows.some((text) => text.includes("Mail.Send")), rows.join());
  assert.deepEqual(errors, []);
});

test("the review is saved as CSV with every identity, and printed with its charts", async (t) => {
  const { page } = await openSample(await start(t));
  await review(page);
  const all = await page.locator("table.review-table tr.item").count();
  await page.getByLabel("Highest tier").selectOption("Tier 0");
  const { name, text } = await save(page, "CSV");
  assert.ok(name.endsWith(".csv"), name);
  const lines = text.split("\r\n").slice(1, -1);
  const identities = new Set(lines.map((line) => line.split('","')[7]));
  assert.equal(identities.size, all, "the filter does not cut what is saved");
  assert.ok(lines.every((line) => line.includes('"complete"')));
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByRole("region", { name: "Highest tier by subscription" }).locator("svg.bar rect").count());
  assert.ok(await page.getByRole("table", { name: "Permissions by API" }).isVisible());
  assert.equal(await page.getByRole("button", { name: "Print" }).isVisible(), false);
});

test("the list is copied and printed with every row that fits, drawn or not", async (t) => {
  const { page } = await openSample(await start(t));
  await review(page);
  // The page may write to the clipboard and not read it, and neither may a test in it.
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => (window.copied = text);
  });
  await page.getByLabel("Highest tier").selectOption("Tier 0");
  const fit = await page.locator("table.review-table tr.item").count();
  await page.getByRole("button", { name: "Copy list" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const lines = (await page.evaluate(() => window.copied)).split("\n");
  assert.equal(lines.length, fit + 1);
  assert.ok(lines.slice(1).every((line) => line.split("\t")[1] === "Tier 0"), lines.join("\n"));

  await page.evaluate(() => {
    window.print = () => (window.printed = document.querySelectorAll(".paper tbody tr").length);
  });
  await page.getByRole("button", { name: "Print list" }).click();
  await page.waitForFunction(() => window.printed !== undefined);
  assert.equal(await page.evaluate(() => window.printed), fit);
  assert.equal(await page.locator(".paper").count(), 0, "what was drawn for paper is gone again");
});
