// What a user finds on the screens of the sample tenant, and what the page makes of bad input.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, section, start, verdicts } from "./support/sample-page.js";

test("holding a permission of SharePoint only does not count as holding Graph's of the same id", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-sharepoint-profiles");
  await section(page, "Application permissions");
  await page.locator("table.holdings").first().waitFor();
  const tables = await page.getByRole("table").evaluateAll((tables) => tables.map((it) => it.caption.textContent));
  assert.equal(tables.filter((caption) => caption.includes("permission")).length, 1, tables.join());
  assert.match(tables[0], /SharePoint.*1 permission/);

  await choose(page, "User.ReadWrite.All");
  const options = page.locator(".option", { hasText: /^User\.ReadWrite\.All/ });
  assert.equal(await options.filter({ hasText: "Already granted" }).count(), 1, "SharePoint's is marked as held");
  await page.getByRole("checkbox", { name: /^User\.ReadWrite\.All/ }).check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  const rows = await verdicts(page, "review");
  assert.deepEqual(rows, [["User.ReadWrite.All", "Microsoft Graph", "Add"]]);
  assert.deepEqual(errors, []);
});

test("120 permissions are all shown", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "id-tenant-documentation");
  const permissions = await section(page, "Application permissions");
  await permissions.locator("table.holdings").first().waitFor();
  assert.equal(await permissions.locator("tbody tr").count(), 120);
});

test("names with quotes, signs, emoji and direction marks are found and shown as text", async (t) => {
  const { page, errors } = await openSample(await start(t));
  const search = page.getByLabel("Find an identity");
  for (const [typed, shown] of [
    ["O'Brien", "Finn O'Brien report runner"],
    ["parcels & returns #1", "📦 parcels & returns #1 ⟨U+200F⟩(test)"],
    ["📦", "📦 parcels & returns #1 ⟨U+200F⟩(test)"],
  ]) {
    await search.fill(typed);
    await page.getByText(/^1 of \d+ managed identities$/).first().waitFor();
    assert.equal(await page.locator("tr.item a").textContent(), shown);
  }
  await page.locator("tr.item a").click();
  await page.getByRole("heading", { level: 1 }).filter({ hasText: "parcels" }).waitFor();
  assert.deepEqual(errors, []);
});

test("an unknown ID and unknown addresses are reported", async (t) => {
  const { page } = await openSample(await start(t));
  await page.getByLabel("Find an identity").fill("11111111-2222-4333-8444-555555555555");
  await page.getByText("Nothing in this tenant has this ID").waitFor();
  const base = page.url().split("#")[0];
  await page.goto(`${base}#/identity/11111111-2222-4333-8444-555555555555`);
  await page.getByText("Nothing in this tenant has this ID").waitFor();
  await page.goto(`${base}#/nowhere/%F0%9F%93%A6`);
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  await page.getByText("/nowhere/📦").waitFor();
});

test("a pasted list says of each name what becomes of it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await choose(page, "");
  await page.getByText("Paste a list or script").click();
  await page.getByLabel("Text with permissions").fill(
    '$GraphPermissions = @("Mail.Send", "Mail.Send")\n$other = "Sites.Selected", "No.Such.Read.All"\n$role = "Exchange Administrator"',
  );
  await page.getByRole("button", { name: "Add to selection" }).click();
  await page.getByText("4 permissions and roles recognized, 4 added to the selection.").waitFor();
  await page.getByText("The text doesn't name the API. Select the API in the review.").waitFor();
  await page.getByText("1 permission or ID that no known API has").waitFor();
  await page.getByRole("button", { name: "Review 1 permission, 1 Entra role and 2 pasted names" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(
    (await verdicts(page, "review")).map(([name, , verdict]) => [name, verdict]),
    [
      ["Mail.Send", "Add"],
      ["Exchange Administrator", "Add"],
      ["Sites.Selected", "Choose API"],
      ["No.Such.Read.All", "Not possible"],
    ],
  );
  await page.getByText("No API in this tenant has a permission with this name.").waitFor();
  await page.getByRole("group", { name: "Which one?" }).getByRole("button", { name: "Microsoft Graph" }).click();
  await page.getByRole("button", { name: "Apply 3 changes" }).waitFor();
  assert.deepEqual(errors, []);
});

test("a whole script gives its nine permissions and says what it left out", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await choose(page, "");
  const file = new URL("../pasted_texts/texts/02_stray_quote.ps1", import.meta.url);
  const [script] = (await readFile(file, "utf8")).split("=====");
  await page.getByText("Paste a list or script").click();
  await page.getByLabel("Text with permissions").fill(script);
  await page.getByRole("button", { name: "Add to selection" }).click();
  await page.getByText("9 permissions and roles recognized, 9 added to the selection.").waitFor();
  await page.getByText("3 sign-in scopes of the script itself").waitFor();
  await page.getByText("Application.Read.All, AppRoleAssignment.ReadWrite.All, RoleManagement.ReadWrite.Directory").waitFor();
  await page.getByRole("button", { name: "Review 8 permissions and 1 Entra role" }).waitFor();
  assert.deepEqual(errors, []);
});

test("an application administrator is told of the role that Graph needs, and may go on", async (t) => {
  const { page, errors } = await openSample(await start(t), "#/settings");
  await page.getByRole("button", { name: "Application Administrator" }).click();
  await page.locator(".badge", { hasText: "Application Administrator" }).waitFor();
  await page.getByRole("link", { name: "Identities" }).click();
  await openIdentity(page, "LazyAutomationAccount");
  await choose(page, "UserAuthenticationMethod.Read.All");
  await page.getByRole("checkbox", { name: /^UserAuthenticationMethod\.Read\.All/ }).check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByText("You need Privileged Role Administrator or Global Administrator").waitFor();
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.equal((await verdicts(page, "outcomes"))[0][2], "Refused");
  await page.getByText(/Authorization_RequestDenied/).waitFor();
  await page.getByRole("button", { name: "Retry failed items" }).click();
  await page.getByText("1 selected").waitFor();
  assert.deepEqual(errors, []);
});

test("what is chosen survives a reload, Back, and a look at another page", async (t) => {
  const { page } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  await choose(page, "Mail.Send");
  await page.getByRole("checkbox", { name: /^Mail\.Send/ }).first().check();
  await page.getByText("1 selected").waitFor();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByText("Unapplied changes to LazyAutomationAccount: 1 permission").waitFor();
  await page.goBack();
  await page.getByText("1 selected").waitFor();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByRole("button", { name: "Apply 1 change" }).waitFor();
  await page.goBack();
  await page.getByText("1 selected").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByText("1 selected").waitFor();
});

test("the list is searched, filtered and walked through by keyboard, and its address says how", async (t) => {
  const { page } = await openSample(await start(t));
  await page.getByLabel("Type", { exact: true }).selectOption("User-assigned");
  await page.getByLabel("Find an identity").fill("halden");
  // The browser tells of a new address a moment after the page has set it.
  await page.waitForURL(/#\/identities\?q=halden&type=user-assigned$/);
  await page.getByLabel("Find an identity").fill("");
  await page.locator("tr.item a").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.id), "row-1");
  await page.keyboard.press("End");
  const last = (await page.locator("tr.item").count()) - 1;
  assert.equal(await page.evaluate(() => document.activeElement.id), `row-${last}`);
  await page.keyboard.press("Home");
  assert.equal(await page.evaluate(() => document.activeElement.id), "row-0");
});

async function choose(page, search) {
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.locator(".option").first().waitFor();
  await page.getByRole("searchbox").fill(search);
}

test("a page that is left while typing comes back with the typed text", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await page.getByLabel("Find an identity").waitFor();
  const typed = (text) => {
    const search = document.querySelector("#search");
    search.value = text;
    search.dispatchEvent(new Event("input", { bubbles: true }));
  };
  await page.evaluate(`(${typed})("orders"); document.querySelector("a[href='#/review']").click()`);
  await page.waitForURL(/#\/review$/);
  await page.goBack();
  await page.waitForURL(/#\/identities\?q=orders$/);
  assert.equal(await page.getByLabel("Find an identity").inputValue(), "orders");
  await page.evaluate(`(${typed})("sync"); location.hash = "#/sets"`);
  await page.getByRole("heading", { level: 1, name: "Permission sets" }).waitFor();
  assert.match(page.url(), /#\/sets$/, "an address that was typed meanwhile is not written over");
  assert.deepEqual(errors, []);
});

test("a window of 800 pixels cuts no type, number or date off", async (t) => {
  const { page } = await openSample(await start(t), "#/identities", { viewport: { width: 800, height: 900 } });
  await page.locator("tr.item").first().waitFor();
  assert.deepEqual(await cutOff(page, "td:nth-of-type(1)"), [], "the type of an identity");
  await page.getByRole("link", { name: "Tenant review" }).click();
  await page.getByText("Complete", { exact: true }).waitFor();
  await page.locator("tr.item").first().waitFor();
  assert.deepEqual(await cutOff(page, "td.number, td:last-child"), [], "how much is held, and since when");
});

/** The texts of those cells that are shown in part only. */
const cutOff = (page, cells) =>
  page.locator("tr.item").locator(cells).evaluateAll((all) =>
    all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
  );
