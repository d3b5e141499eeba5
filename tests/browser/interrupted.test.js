// A change whose tab is closed in the middle: offered again, resumed in two clicks, and nothing done twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LAZY, SEVEN, applyAs, failItem, granted, lookedAt, profileToApply, receipt, reviewed, saysAll, stepUp,
} from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { people, signIn } from "./support/tenant.js";
import { assure, openIdentity, press, reviewTheSet, rows, says, windowOf } from "./support/steps.js";
import { eventually } from "./support/waiting.js";

/** Begins to grant the nine permissions; the answer to them takes so long that the tab is closed before it comes. */
async function beginAndHang(page) {
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  const effect = { kind: "late", by: 60_000 };
  await tenant.change("/faults", [{ host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"POST"', times: 1, effect }]);
  await assure(page, LAZY);
  await signIn(await windowOf(page, "Apply 9 changes"), people.administrator, { consent: "accept" });
  await says(page, "Sending");
}

async function resume(page) {
  await press(page, "Show");
  await page.waitForSelector("::-p-aria(Resume)");
  await signIn(await windowOf(page, "Resume"), people.administrator);
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

/** A tab of a person who applies seven changes, of which two are done when the service asks to wait this long. */
async function twoOfSeven(context, retryAfter) {
  const page = await signedIn(context);
  await reviewed(page, SEVEN);
  await failItem({ at: 3, status: 503, retryAfter });
  await applyAs(page, 7);
  await says(page, "Microsoft asks this page to wait until");
  assert.equal((await granted()).length, 2);
  return page;
}

/** Seven were granted, each once. */
async function sevenOnce() {
  const given = await granted();
  assert.equal(given.length, 7);
  assert.equal(new Set(given).size, 7);
}

const outcomesOf = async (page) => (await receipt(page)).map(([, outcome]) => outcome);

test("a tab that is closed in the middle of seven changes is resumed in two clicks, and nothing is done twice", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 60);
  await first.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await says(second, "was interrupted: 2 of 7 done.");
  await press(second, "Show");
  await second.waitForSelector("::-p-aria(Resume)");
  const shown = (await rows(second, "table.outcomes")).map(([change]) => change);
  assert.deepEqual(shown, SEVEN.map((name) => `${name} Microsoft Graph`), "by their names, which no journal holds");
  await signIn(await windowOf(second, "Resume"), people.administrator);
  assert.deepEqual(await outcomesOf(second), Array(7).fill("Added"));
  await sevenOnce();
  assert.deepEqual(await journals(second), []);
});

/** Lets what lies in the storage of a profile have begun so many days earlier. */
async function madeOlder(context, days) {
  const page = await context.newPage();
  await page.goto(tenant.page);
  await page.evaluate((span) => {
    for (const [key, text] of Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("bestow.journal."))) {
      const journal = JSON.parse(text);
      journal.started -= span;
      localStorage.removeItem(key);
      localStorage.setItem(key.replace(/\d+$/, journal.started), JSON.stringify(journal));
    }
  }, days * 86_400_000);
  await page.close();
}

test("an interrupted change says until when it can be resumed, and after seven days nothing of it is left", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 60);
  await first.close({ runBeforeUnload: false });
  await madeOlder(context, 6);
  const second = await signedIn(context);
  await says(second, "was interrupted: 2 of 7 done. You can resume it for seven days, until ");
  await second.close();
  await madeOlder(context, 1);
  const third = await signedIn(context);
  await eventually(async () => (await journals(third)).length === 0, "the record of it is gone");
  assert.equal(await third.$("::-p-aria(Interrupted change)"), null);
});

test("two tabs that give the same identity the same at once do nothing twice, and both say what is true", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 25);
  const second = await signedIn(context);
  await reviewed(second, SEVEN);
  await applyAs(second, 5);
  for (const tab of [second, first]) {
    await tab.bringToFront();
    for (const outcome of await outcomesOf(tab)) assert.match(outcome, /^(Added|Already there)$/);
  }
  await sevenOnce();
});

test("a challenge at the third of seven changes, by an item, is met by one click and the rest follows", async (t) => {
  const context = await profileToApply(t);
  const page = await signedIn(context);
  await reviewed(page, SEVEN);
  await failItem({ at: 3, status: 401, context: "c1" });
  await applyAs(page, 7);
  await saysAll(page, "Paused. Nothing is being sent.", "Your organization wants you to confirm your sign-in for this.");
  assert.equal((await granted()).length, 2, "the two before it are done");
  await stepUp(page);
  assert.deepEqual(await outcomesOf(page), Array(7).fill("Added"));
  await sevenOnce();
});

test("a challenge at the third of seven changes, by the envelope, is met by one click and the rest follows", async (t) => {
  const page = await twoOfSeven(await profileToApply(t), 2);
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: true });
  await saysAll(page, "Paused. Nothing is being sent.", "Your organization wants you to confirm your sign-in for this.");
  assert.equal((await granted()).length, 2);
  await stepUp(page);
  assert.deepEqual(await outcomesOf(page), Array(7).fill("Added"));
  await sevenOnce();
});

test("a role that ends half-way pauses the change; activated again, the rest follows", async (t) => {
  const page = await twoOfSeven(await profileToApply(t), 2);
  const { roles } = (await tenant.read("/people")).find(({ userPrincipalName }) => userPrincipalName === people.administrator);
  await tenant.change(`/people/${people.administrator}/roles`, []);
  await saysAll(
    page,
    "The service allowed this a moment ago and refuses it now.",
    "A role that you activated has probably ended. Activate it again, then go on where it stopped.",
  );
  assert.equal((await granted()).length, 2);
  await tenant.change(`/people/${people.administrator}/roles`, roles);
  await lookedAt();
  await press(page, "Continue");
  assert.deepEqual(await outcomesOf(page), Array(7).fill("Added"));
  await sevenOnce();
});

/** Clicks a button in the moment in which the window comes to the front: nobody has read what it does. */
async function clickBlindly(page, name) {
  await page.waitForSelector(`::-p-aria([name="${name}"])`);
  await page.evaluate((name) => {
    const button = [...document.querySelectorAll("button")].find((button) => button.innerText === name);
    window.dispatchEvent(new Event("focus"));
    button.click();
  }, name);
  await says(page, "Nothing was sent: that click came with the window, or as one of two.");
}

test("a click that came with the window neither continues a change nor resumes one", async (t) => {
  const context = await profileToApply(t);
  const page = await twoOfSeven(context, 2);
  const { roles } = (await tenant.read("/people")).find(({ userPrincipalName }) => userPrincipalName === people.administrator);
  await tenant.change(`/people/${people.administrator}/roles`, []);
  await says(page, "The service allowed this a moment ago and refuses it now.");
  await tenant.change(`/people/${people.administrator}/roles`, roles);
  await clickBlindly(page, "Continue");
  assert.equal((await granted()).length, 2, "nothing more was sent");
  await page.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await press(second, "Show");
  let windows = 0;
  second.on("popup", () => windows++);
  await clickBlindly(second, "Resume");
  assert.deepEqual([windows, (await granted()).length], [0, 2], "nothing was asked for and nothing more was sent");
  await lookedAt();
  await signIn(await windowOf(second, "Resume"), people.administrator);
  assert.deepEqual(await outcomesOf(second), Array(7).fill("Added"));
  await sevenOnce();
});
