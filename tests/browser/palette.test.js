// The command palette, the shortcuts and the short messages: by keyboard alone, and for axe.

import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "./support/axe.js";
import { openIdentity, openSample, start, tabTo, verdicts } from "./support/sample-page.js";
import { eventually } from "./support/waiting.js";

const NAME = "LazyAutomationAccount";

const field = (page) => page.getByRole("combobox", { name: /^Go to a page/ });
const option = (page, name) => page.getByRole("option", { name });
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

/** Opens the palette by its key and types. */
async function type(page, typed) {
  await page.keyboard.press("Control+k");
  await eventually(() => field(page).evaluate((it) => it === document.activeElement).catch(() => false), "the field has the focus");
  await page.keyboard.type(typed);
}

/** Moves the highlight to the result with this name. */
async function highlight(page, name) {
  await option(page, name).first().waitFor();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("ArrowDown");
    if ((await option(page, name).first().getAttribute("aria-selected")) === "true") return;
  }
  throw new Error(`the highlight does not reach ${name}`);
}

/** Opens a result by keyboard. */
async function goTo(page, typed, name) {
  await type(page, typed);
  await highlight(page, name);
  await page.keyboard.press("Enter");
  await field(page).waitFor({ state: "detached" });
}

test("a permission is added, reviewed and applied by keyboard alone through the palette", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await page.locator("tr.item").first().waitFor();
  await goTo(page, "lazyauto", new RegExp(`^${NAME}`));
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
  await eventually(async () => (await focused(page)) === NAME, "the heading has the focus");

  await goTo(page, "add mail.send", `Add Mail.Send to ${NAME}`);
  await page.getByText("1 selected").first().waitFor();
  await goTo(page, "review the", "Review the selection");
  await page.getByRole("heading", { name: "Review the change" }).waitFor();
  await page.locator("table.review tbody tr").first().waitFor();
  const rows = await verdicts(page, "review");
  assert.deepEqual(rows.map(([name, , verdict]) => [name, verdict]), [["Mail.Send", "Add"]]);

  if (await page.getByRole("textbox", { name: "Name of the identity" }).count()) {
    await tabTo(page, "textbox", "Name of the identity");
    await page.keyboard.type(NAME);
  }
  await tabTo(page, "textbox", "Justification");
  await page.keyboard.type("INC0042");
  await tabTo(page, "button", "Apply 1 change");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual((await verdicts(page, "outcomes")).map(([name, , state]) => [name, state]), [["Mail.Send", "Added"]]);

  await page.getByText(`${NAME}: 1 added.`).waitFor();
  assert.equal(await focused(page), `Receipt for ${NAME}`, "the message takes no focus");
  await tabTo(page, "button", "Undo…");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Review the change" }).waitFor();
  await page.locator("table.review tbody tr").first().waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([name, , verdict]) => [name, verdict]), [["Mail.Send", "Remove"]]);
  assert.equal(await page.getByText(`${NAME}: 1 removed.`).count(), 0, "nothing is undone without approval");

  assert.deepEqual(requests.filter((url) => !/\/assets\//.test(url)), [], "nothing of the sample tenant touches the network");
  assert.deepEqual(errors, []);
});

test("nothing opens that the user has not highlighted, and a near match not even then", async (t) => {
  const { page } = await openSample(await start(t));
  await page.locator("tr.item").first().waitFor();
  const address = page.url();
  await type(page, NAME);
  await option(page, new RegExp(`^${NAME}`)).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(page.url(), address, "an exact result waits for the highlight");
  assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 0);

  await page.keyboard.press("Control+a");
  await page.keyboard.type("LazyAutomatoinAccount");
  await page.getByRole("group", { name: "Similar names" }).waitFor();
  await highlight(page, new RegExp(`^${NAME}`));
  await page.getByText("Press Enter to search for this name").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Identities" }).waitFor();
  assert.equal(page.url(), address, "a near match is not opened");
  assert.equal(await field(page).inputValue(), NAME);
  await highlight(page, new RegExp(`^${NAME}`));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
});

test("the palette gives the focus back, and its results are links", async (t) => {
  const { page } = await openSample(await start(t));
  const search = page.getByLabel("Find an identity");
  await search.focus();
  await type(page, "review");
  const link = option(page, /^Tenant review/).first();
  assert.equal(await link.getAttribute("href"), "#/review");
  await page.keyboard.press("Escape");
  await eventually(() => search.evaluate((it) => it === document.activeElement), "the search has the focus again");

  await page.getByRole("button", { name: "Go to…" }).click();
  await field(page).fill("settings");
  await option(page, /^Settings/).click();
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();

  await page.goto(`${page.url().split("#")[0]}#/identities`);
  await openIdentity(page, NAME);
  await page.keyboard.press("Control+k");
  await page.getByRole("group", { name: "On this page" }).waitFor();
  assert.equal(await page.getByRole("group", { name: "Recent identities" }).count(), 0, "not the one that is open");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Tenant review" }).click();
  await page.keyboard.press("Control+k");
  const recent = page.getByRole("group", { name: "Recent identities" });
  await recent.getByRole("option", { name: new RegExp(`^${NAME}`) }).waitFor();
});

test("who has a permission is one search away", async (t) => {
  const { page } = await openSample(await start(t), "#/settings");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await goTo(page, "who has user.readwrite.all", /^Who has User.ReadWrite.All.*Graph/);
  await page.getByRole("heading", { level: 2, name: /User\.ReadWrite\.All/ }).waitFor();
});

test("single keys act outside of fields and can be turned off", async (t) => {
  const { page } = await openSample(await start(t));
  await page.locator("tr.item").first().waitFor();
  const search = page.getByLabel("Find an identity");
  const isFocused = () => search.evaluate((it) => it === document.activeElement);
  await page.keyboard.press("/");
  await eventually(isFocused, "the search has the focus");
  await page.keyboard.type("/?");
  assert.equal(await search.inputValue(), "/?", "keys are text in a field");
  await search.fill("");
  await search.blur();
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await list.getByRole("table").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("Use single-key shortcuts").uncheck();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await page.locator("tr.item").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  assert.equal(await isFocused(), false);
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
});

test("a message says what was copied, takes no focus and can be dismissed", async (t) => {
  const { page } = await openSample(await start(t));
  await page.evaluate(() => (navigator.clipboard.writeText = async (text) => (window.copied = text)));
  await openIdentity(page, NAME);
  const button = page.getByRole("button", { name: /^Copy Object/ });
  await button.click();
  await page.getByText("Copied", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => window.copied), page.url().split("/").at(-1));
  assert.equal(await button.evaluate((it) => it === document.activeElement), true);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByText("Copied", { exact: true }).waitFor({ state: "detached" });
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 375]) {
    test(`axe finds nothing in the palette, the shortcuts and a message, ${colorScheme}, ${width} pixels wide`, async (t) => {
      const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
      const { page } = await openSample(await start(t), "#/identities", options);
      await page.evaluate(() => (navigator.clipboard.writeText = async () => {}));
      await openIdentity(page, NAME);
      await page.getByRole("button", { name: /^Copy Object/ }).click();
      await page.getByText("Copied", { exact: true }).waitFor();
      await check(page, "a message");
      await type(page, "");
      await option(page, /^Add permissions/).waitFor();
      await check(page, "the palette");
      await page.keyboard.type("mail");
      await page.getByRole("group", { name: /^Who has/ }).waitFor();
      await page.keyboard.press("ArrowDown");
      await check(page, "results");
      await page.keyboard.type("xyz");
      await page.getByText("No results").waitFor();
      await check(page, "no results");
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByRole("table").waitFor();
      await check(page, "the shortcuts");
    });
  }
}
