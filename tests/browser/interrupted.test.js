// A change whose tab is closed in the middle: offered again, resumed in two clicks, and nothing done twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";
import { assure, openIdentity, press, reviewTheSet, says } from "./support/steps.js";
import { eventually } from "./support/waiting.js";

const LAZY = "LazyAutomationAccount";

let tenant, browser;

before(async () => {
  tenant = await openTenant();
  browser = await openChromium(tenant);
});

after(async () => {
  await browser?.close();
  tenant?.close();
});

/** A browser profile with a fresh tenant behind it. */
async function freshProfile(t) {
  await tenant.change("/reset", { deployment: "reader-operator" });
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return context;
}

async function signedIn(context) {
  const page = await context.newPage();
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await page.waitForSelector("::-p-aria(Find an identity)");
  return page;
}

/** Begins to grant the nine permissions; the answer to them takes so long that the tab is closed before it comes. */
async function beginAndHang(page) {
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  const effect = { kind: "late", by: 60_000 };
  await tenant.change("/faults", [{ host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"POST"', times: 1, effect }]);
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await assure(page, LAZY);
  await press(page, "Apply 9 changes");
  await signIn(await opened, people.administrator, { consent: "accept" });
  await says(page, "Sending");
}

async function resume(page) {
  await press(page, "Show");
  await page.waitForSelector("::-p-aria(Resume)");
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await press(page, "Resume");
  await signIn(await opened, people.administrator);
}

/** What of a change lies in the storage that all tabs share. */
const journals = (page) =>
  page.evaluate(() =>
    Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("bestow.journal.")).map(([, text]) => text),
  );

test("a change whose tab was closed is resumed in two clicks, and nothing is done twice", async (t) => {
  const context = await freshProfile(t);
  const first = await signedIn(context);
  await beginAndHang(first);
  const [written] = await journals(first);
  assert.ok(!written.includes(LAZY) && !written.includes(people.administrator), "ids only");
  await first.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await says(second, "was interrupted: 0 of 9 done.");
  await resume(second);
  await second.waitForSelector("::-p-aria(Show the identity)");
  const ledger = await tenant.read("/ledger");
  const things = new Set(ledger.map(({ resource, appRole, role }) => `${resource} ${appRole} ${role}`));
  assert.equal(ledger.length, 9);
  assert.equal(things.size, 9);
  assert.deepEqual(await journals(second), [], "nothing of it stays behind");
});

test("a second tab is not offered what the first one carries out", async (t) => {
  const context = await freshProfile(t);
  const first = await signedIn(context);
  await beginAndHang(first);
  const second = await signedIn(context);
  await eventually(async () => (await journals(second)).length === 1, "the journal is there");
  assert.equal(await second.$("::-p-aria(Interrupted change)"), null);
});
