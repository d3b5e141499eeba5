// The list of identities as a data grid: order, filters, rows, similar names, and the way back to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";
import { eventually } from "./support/waiting.js";

/** The texts of one column, from the first row. */
const column = (page, at) =>
  page.locator("table.identity-table tr.item").evaluateAll((rows, at) => rows.map((row) => row.children[at].innerText.trim()), at);
const head = (page, name) => page.getByRole("columnheader", { name });
const hash = (page) => page.evaluate(() => location.hash);

async function opened(t, options) {
  const sample = await openSample(await start(t), "#/identities", options);
  await sample.page.locator("tr.item").first().waitFor();
  return sample;
}

test("columns sort by keyboard, and the order is in the address", async (t) => {
  const { page, errors } = await opened(t);
  assert.equal(await head(page, "Name").getAttribute("aria-sort"), "ascending");
  const inOrder = (texts, sign) => {
    const filled = texts.filter((it) => it !== "").map((it) => it.toLowerCase());
    const sorted = [...filled].sort((a, b) => (a < b ? -sign : a > b ? sign : 0));
    assert.deepEqual(filled, sorted);
    assert.ok(texts.findIndex((it) => it === "") === -1 || texts.slice(texts.indexOf("")).every((it) => it === ""), "what has no value is last");
  };
  await head(page, "Resource group").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await head(page, "Resource group").getAttribute("aria-sort")) === "ascending", "it is sorted");
  assert.equal(await head(page, "Name").getAttribute("aria-sort"), null);
  inOrder(await column(page, 3), 1);
  await page.keyboard.press("Space");
  await eventually(async () => (await head(page, "Resource group").getAttribute("aria-sort")) === "descending", "the other way");
  inOrder(await column(page, 3), -1);
  await eventually(async () => (await hash(page)) === "#/identities?sort=-group", "the order is in the address");
  await page.getByLabel("Find an identity").fill("id-");
  inOrder(await column(page, 3), -1);
  assert.deepEqual(errors, []);
});

test("filters are shown as pills and are removed one by one", async (t) => {
  const { page } = await opened(t);
  const pills = page.getByRole("list", { name: "Filters" });
  assert.equal(await pills.count(), 0);
  const all = await page.locator("tr.item").count();
  await page.getByLabel("Type", { exact: true }).selectOption("System-assigned");
  await page.getByLabel("Azure resource type").selectOption("Automation account");
  await pills.getByRole("button", { name: "Remove filter Type: System-assigned" }).waitFor();
  const both = await page.locator("tr.item").count();
  assert.ok(both > 0 && both < all);
  assert.ok((await column(page, 2)).every((it) => it === "Automation account"));
  await pills.getByRole("button", { name: "Remove filter Azure resource type: Automation account" }).click();
  await eventually(async () => (await page.locator("tr.item").count()) > both, "the list is longer");
  await eventually(async () => (await hash(page)) === "#/identities?type=system-assigned", "the other filter stays");
  await pills.getByRole("button", { name: "Remove filter Type: System-assigned" }).click();
  await eventually(async () => (await page.locator("tr.item").count()) === all, "nothing is filtered");
  assert.equal(await pills.count(), 0);
});

test("a click on a row opens it, and one that selects text doesn't", async (t) => {
  const { page } = await opened(t);
  const row = page.locator("tr.item").filter({ hasText: "LazyAutomationAccount" });
  const cell = row.locator("td").nth(1);
  const { x, y, height } = await cell.boundingBox();
  await page.mouse.move(x + 14, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 70, y + height / 2, { steps: 4 });
  await page.mouse.up();
  assert.notEqual(await page.evaluate(() => getSelection().toString()), "");
  assert.equal(await hash(page), "#/identities", "selecting text opens nothing");
  await page.evaluate(() => getSelection().empty());
  await cell.click();
  await page.getByRole("heading", { level: 1, name: "LazyAutomationAccount" }).waitFor();
});

test("a name with a typing error finds similar names, which Enter doesn't open", async (t) => {
  const { page } = await opened(t);
  const search = page.getByLabel("Find an identity");
  await search.fill("LazyAutomatoin");
  await page.getByText("These names are similar").waitFor();
  const row = page.locator("tr.item").filter({ hasText: "LazyAutomationAccount" });
  assert.ok((await row.innerText()).includes("Similar"));
  await search.press("Enter");
  await eventually(async () => (await hash(page)).startsWith("#/identities?q="), "the search is in the address");
  assert.equal(await page.getByRole("heading", { level: 1, name: "Managed identities" }).count(), 1);
  await search.fill("LazyAutomation");
  await page.getByText("These names are similar").waitFor({ state: "detached" });
  await search.press("Enter");
  await page.getByRole("heading", { level: 1, name: "LazyAutomationAccount" }).waitFor();

  const id = (await hash(page)).split("/").at(-1);
  await page.goBack();
  for (const part of [id.slice(0, 8), id.slice(-6), id.slice(10, 20)]) {
    await search.fill(part);
    await page.getByText(/^1 of \d+ managed identities$/).first().waitFor();
    assert.ok((await column(page, 0))[0].includes("LazyAutomationAccount"), part);
  }
});

test("recent identities are above an empty search, and the tab keeps their IDs alone", async (t) => {
  const { page } = await opened(t);
  const recent = page.getByRole("navigation", { name: "Recent identities" });
  assert.equal(await recent.count(), 0);
  for (const name of ["LazyAutomationAccount", "aa-m365-lifecycle"]) {
    await openIdentity(page, name);
    await page.getByRole("link", { name: "Identities" }).first().click();
    await page.locator("tr.item").first().waitFor();
  }
  await recent.waitFor();
  assert.deepEqual(await recent.getByRole("link").allInnerTexts(), ["aa-m365-lifecycle", "LazyAutomationAccount"]);
  await page.getByLabel("Find an identity").fill("lazy");
  await recent.waitFor({ state: "detached" });
  const kept = await page.evaluate(() => sessionStorage.getItem("bestow.recent"));
  assert.match(kept, /^sample(\n[0-9a-f-]{36}){2}$/, "IDs are kept, and no names");
});

test("Back leads to the same place of the list, with the focus on the same link", async (t) => {
  const { page } = await opened(t, { viewport: { width: 1280, height: 500 } });
  const links = page.locator("tr.item th a");
  const last = links.nth((await links.count()) - 3);
  const name = await last.innerText();
  await last.scrollIntoViewIfNeeded();
  await last.focus();
  const scrolled = await page.evaluate(() => scrollY);
  assert.ok(scrolled > 200);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await eventually(() => page.evaluate(() => scrollY === 0 && document.activeElement.tagName === "H1"), "a new page begins at its top");
  await page.goBack();
  await eventually(() => page.evaluate((name) => document.activeElement.innerText === name, name), "the link has the focus again");
  const now = await page.evaluate(() => scrollY);
  assert.ok(Math.abs(now - scrolled) < 60, `scrolled to ${now}, was ${scrolled}`);
});
