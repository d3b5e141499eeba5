// What a change leaves behind: files for the ticket, the same change as code, a clock, and what is left to do.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assure, openIdentity, openSample, start } from "./support/sample-page.js";
import { showSection } from "./support/tabs.js";

const NAME = "LazyAutomationAccount";
const HOSTILE = "📦 parcels & returns #1";

/** Gives an identity permissions by their names, up to the review. */
async function review(page, name, permissions) {
  await page.getByLabel("Find an identity").fill(name);
  await page.locator("tr.item a").first().click();
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Paste a list or script").click();
  await page.getByLabel("Text with permissions").fill(permissions.join("\n"));
  await page.getByRole("button", { name: "Add to selection" }).click();
  await page.getByRole("button", { name: /^Review \d/ }).click();
  await page.locator("table.review").waitFor();
}

async function apply(page, reason) {
  await assure(page, NAME, reason);
  await page.getByRole("button", { name: /^Apply \d/ }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the receipt is saved for the ticket, with who, when, why, each outcome and its request id", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page, NAME, ["Reports.Read.All"]);
  await apply(page, "INC0042 | the `new` runbook");

  const json = await saved(page, "Save as JSON");
  assert.match(json.name, /^bestow-receipt-\d{4}-\d\d-\d\dT\d{6}Z\.json$/);
  const receipt = JSON.parse(json.text);
  assert.equal(receipt.format, "bestow.receipt");
  assert.equal(receipt.source, "sample");
  assert.equal(receipt.reason, "INC0042 | the `new` runbook");
  assert.equal(receipt.by.userPrincipalName, "ingrid.halvorsen@halden.example");
  assert.equal(receipt.tenant.name, "Halden Logistics");
  const [change] = receipt.changes;
  assert.equal(change.outcome, "done");
  assert.equal(change.identity.name, NAME);
  assert.match(change.requestId, /^[0-9a-f-]{36}$/);

  const markdown = await saved(page, "Save as Markdown");
  assert.match(markdown.name, /\.md$/);
  for (const part of [change.requestId, receipt.tenant.id, receipt.by.id, "INC0042"]) {
    assert.ok(markdown.text.includes(part), `${part} is not in ${markdown.text}`);
  }
  assert.deepEqual(errors, []);
});

test("a receipt of the sample tenant is found again until the page is reloaded, and is undone from there", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page, NAME, ["Reports.Read.All"]);
  await apply(page, "INC0042");
  assert.match(page.url(), /#\/receipt\/\d{13}-[0-9a-f-]{36}$/);
  await page.getByRole("link", { name: "View identity" }).click();
  await showSection(page, "Activity in this browser");
  await page.goBack();
  await page.goBack();
  await page.getByText("Justification: INC0042").waitFor();
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await page.getByText("1 added.", { exact: true }).waitFor();
  await page.locator("table.receipts a").first().click();
  await page.getByRole("heading", { name: `Receipt for ${NAME}` }).waitFor();
  await page.getByRole("button", { name: "Undo this change…" }).click();
  await page.locator("table.review").waitFor();
  await page.getByRole("button", { name: /^Apply \d/ }).click();
  await page.getByText("1 removed.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await page.locator("table.receipts tbody tr").nth(1).waitFor();
  const saved = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save all as JSON" }).click()]);
  assert.match(saved[0].suggestedFilename(), /^bestow-activity-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(await readFile(await saved[0].path(), "utf8"));
  assert.equal(file.receipts.length, 2);
  assert.ok(!JSON.stringify(file).includes(NAME), "without names");
  assert.deepEqual(errors, []);
});

test("the clock runs, and the token can be looked at", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page, NAME, ["Reports.Read.All"]);
  await apply(page, "INC0042");
  const timer = page.getByRole("timer");
  const first = await timer.textContent();
  assert.match(first, /\(2[34]:\d\d:\d\d left\)/);
  await page.waitForFunction((first) => document.querySelector("[role=timer]").textContent !== first, first);
  const code = page.getByRole("region", { name: "Use it in your code" });
  await code.getByRole("heading", { name: "Check the roles in the token" }).waitFor();
  await code.getByText("foreach ($resource in 'https://graph.microsoft.com')").waitFor();
  assert.deepEqual(errors, []);
});

test("what is left to do in Exchange and SharePoint stands on the receipt with its commands", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  for (const permission of ["Mail.Send", "Sites.Selected"]) {
    await page.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill(permission);
    const graph = page.getByRole("group", { name: "Microsoft Graph" });
    await graph.getByRole("checkbox", { name: new RegExp(`^${permission.replace(".", "\\.")}`) }).first().check();
  }
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await page.locator("table.review").waitFor();
  await apply(page, "INC0042");
  const left = page.getByRole("region", { name: "Next steps" });
  await left.getByText("New-ManagementRoleAssignment").first().waitFor();
  await left.getByText("New-MgSitePermission").first().waitFor();
  assert.deepEqual(errors, []);
});

test("the same change is written in four languages, before and after, and no name gets into the code", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await review(page, HOSTILE, ["Reports.Read.All"]);
  await page.getByText("Export as script").click();
  for (const [language, word] of [
    ["PowerShell", "New-MgServicePrincipalAppRoleAssignedTo"],
    ["Azure CLI", "az rest --method post"],
    ["Terraform", "azuread_app_role_assignment"],
    ["Bicep", "Microsoft.Graph/appRoleAssignedTo"],
  ]) {
    await page.getByRole("button", { name: language, exact: true }).click();
    const code = await page.locator("pre.code").first().textContent();
    assert.ok(code.includes(word), `${language}: ${code}`);
    const lines = code.split("\n").filter((line) => line.includes("parcels"));
    assert.ok(lines.length > 0 && lines.every((line) => /^(#|\/\/) /.test(line)), `${language}: ${lines}`);
    assert.ok(!code.includes("\u200f"), "a direction mark is spelled out");
  }
  const file = await saved(page, "Save as a file");
  assert.equal(file.name, "bestow-change.bicep");
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  await page.getByText("Export as script").click();
  await page.getByText("New-MgServicePrincipalAppRoleAssignedTo").first().waitFor();
  assert.deepEqual(errors, []);
});

test("a second half that was refused in the same change is said to be refused", async (t) => {
  const { page, errors } = await openSample(await start(t), "#/settings");
  await page.getByRole("button", { name: "Application Administrator" }).click();
  await page.locator(".badge", { hasText: "Application Administrator" }).waitFor();
  await page.getByRole("link", { name: "Identities" }).click();
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("button", { name: "Exchange recipients" }).click();
  await page.getByRole("button", { name: "Add set" }).click();
  await page.getByRole("button", { name: "Review 1 permission and 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  await apply(page, "INC0042");
  const left = page.getByRole("region", { name: "Next steps" });
  await left.getByRole("heading", { name: "Exchange Online PowerShell" }).waitFor();
  const states = await left.locator("li .badge").allTextContents();
  assert.deepEqual(states, ["Done", "Refused in this change", "Check manually"]);
  assert.deepEqual(errors, []);
});
