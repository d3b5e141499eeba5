// The whole article in one sitting, with a real sign-in: the system-assigned identity of an Automation account is
// enabled while the attached identity stays, gets its Azure role, its eight permissions and its Entra role in one review,
// is verified on its page, gets nothing twice, and is undone in the order in which that is possible.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCOUNT, ATTACHED, RESOURCE, fact, firstRun, openAccount, secondRun, writes } from "./support/article.js";
import { freshProfile, tenant } from "./support/in-tenant.js";
import { press, reviewRows, says, windowOf } from "./support/steps.js";
import { people, signIn } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const MOST_PRESSES = 12;
const MOST_EXCHANGES = 40;

/** What was sent, for the message of a failed test. */
const listed = (exchanges) =>
  exchanges.map(({ method, path, items }) => `${method} ${path.slice(0, 160)} [${(items ?? []).map(({ url }) => url.split("?")[0]).join(" ")}]`).join("\n");

/** The changes of the tenant, each in one word. */
const changes = async () => (await tenant.read("/ledger")).map(({ change }) => change);

test("the article is done in one sitting, a second time nothing is sent, and all of it is undone", async (t) => {
  const page = await openAccount(await freshProfile(t), tenant);
  const first = await firstRun(page, tenant);
  assert.match(first.review.system, /This change enables it/);
  assert.match(first.review.stays, new RegExp(ATTACHED));
  assert.match(first.result.kept, new RegExp(ATTACHED));
  assert.equal(first.reviewed.length, 10);
  assert.deepEqual(first.outcomes, Array(10).fill("Added"));
  assert.match(first.lines, /Connect-AzAccount -Identity/);
  assert.match(first.lines, /Connect-MgGraph -Identity/);
  assert.match(page.url(), new RegExp(`#/identity/${first.result.id}`));
  await says(page, "Exchange Administrator");
  const patches = (await writes(tenant)).filter(({ method }) => method === "PATCH");
  assert.deepEqual(patches.map(({ path }) => path.split("?")[0].toLowerCase()), [RESOURCE.toLowerCase()]);
  assert.ok(first.presses.length <= MOST_PRESSES, first.presses.join(", "));
  assert.ok(first.exchanges.length <= MOST_EXCHANGES, listed(first.exchanges));

  const before = (await writes(tenant)).length;
  const second = await secondRun(page, tenant);
  assert.deepEqual([...new Set(second.verdicts)], ["Already granted", "Already assigned"].filter((it) => second.verdicts.includes(it)));
  assert.equal((await writes(tenant)).length, before, "nothing is sent a second time");

  // The identity can't be disabled while it has something, and the review leads to the receipt that gave it.
  await page.evaluate(() => (location.hash = "#/activity"));
  await says(page, "Enable the system-assigned identity");
  const receipts = await page.$$eval("table.receipts tbody th a", (links) => links.map((it) => it.getAttribute("href")));
  assert.equal(receipts.length, 2);
  await page.evaluate((href) => (location.hash = href), receipts[1]);
  await press(page, "Undo");
  await says(page, "This identity has permissions or is used, so it can't be deleted.");
  await says(page, "Application permission Exchange.ManageAsApp");
  const links = await page.$$eval("main .notice li a", (all) => all.map((it) => [it.textContent, it.getAttribute("href")]));
  assert.equal(links.length, 10);
  for (const [label, href] of links) {
    assert.match(label, /^Undo in its receipt/);
    assert.equal(href, receipts[0]);
  }
  assert.equal((await writes(tenant)).length, before);

  await page.evaluate((href) => (location.hash = href), receipts[0]);
  await press(page, "Undo this change…");
  const removed = async () => (await reviewRows(page)).filter(([, verdict]) => verdict === "Remove");
  await eventually(async () => (await removed()).length === 10, "the removal is reviewed");
  await signIn(await windowOf(page, "Apply 10 changes"), people.administrator);
  await says(page, "10 removed");

  await page.evaluate((href) => (location.hash = href), receipts[1]);
  await press(page, "Undo");
  await says(page, "Enter " + ACCOUNT + " to approve.");
  assert.match(await fact(page, "Stays attached"), new RegExp(ATTACHED));
  await (await page.waitForSelector("#approve-name")).type(ACCOUNT);
  await eventually(() => page.evaluate(() => [...document.querySelectorAll("section button.primary")].some((it) => it.textContent.trim() === "Undo" && !it.disabled)), "the undo can be sent");
  let opened;
  page.once("popup", (window) => (opened = window));
  await eventually(async () => {
    if (!opened) await page.evaluate(() => [...document.querySelectorAll("section button.primary")].find((it) => it.textContent.trim() === "Undo")?.scrollIntoView({ block: "center" }));
    const button = await page.evaluateHandle(() => [...document.querySelectorAll("section button.primary")].find((it) => it.textContent.trim() === "Undo" && !it.disabled));
    if (!opened && button.asElement()) await button.asElement().click();
    return opened;
  }, "a window opens");
  await says(page, "The system-assigned identity is disabled.");
  assert.match(await fact(page, "Still attached"), new RegExp(ATTACHED));
  const [last] = (await writes(tenant)).slice(-1);
  assert.deepEqual([last.method, last.path.split("?")[0].toLowerCase()], ["PATCH", RESOURCE.toLowerCase()]);
  assert.equal((await changes()).length > 20, true);
});
