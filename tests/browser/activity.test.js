// Receipts that the browser keeps: found again after a reload and a new sign-in, undone, shown to their user only.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { LAZY, SEVEN, apply, applyAs, granted, profileToApply, receipt, reviewed } from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { assure, openIdentity, press, pressReview, reviewRows, rows, says, windowOf } from "./support/steps.js";
import { people, signIn } from "./support/tenant.js";
import { showSection } from "./support/tabs.js";
import { eventually } from "./support/waiting.js";

const NAMES = SEVEN.slice(0, 2);

/** A tab in which two permissions were granted, at its receipt. */
async function applied(context) {
  const page = await signedIn(context);
  await reviewed(page, NAMES);
  await applyAs(page, 2);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), ["Added", "Added"]);
  await says(page, "This browser keeps the receipt until");
  return page;
}

/** What lies in a part of the browser's database: its keys, and its values as JSON. */
const stored = (page, store) =>
  page.evaluate(
    (store) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("bestow");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const objects = opening.result.transaction(store).objectStore(store);
          const [keys, values] = [objects.getAllKeys(), objects.getAll()];
          values.onsuccess = () => {
            opening.result.close();
            resolve(keys.result.map((key, at) => [key, JSON.stringify(values.result[at])]));
          };
        };
      }),
    store,
  );

/** Changes what lies under the keys of the receipts, as somebody does who can write into the browser's database. */
const forge = (page, change) =>
  page.evaluate(
    (change) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("bestow");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("receipts", "readwrite");
          const objects = transaction.objectStore("receipts");
          objects.openCursor().onsuccess = ({ target: { result: cursor } }) => {
            if (!cursor) return;
            const [text, proof] = cursor.value;
            cursor.update([text.replaceAll(...change), proof]);
            cursor.continue();
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    change,
  );

test("a receipt has an address, to which Back leads from the identity", async (t) => {
  const page = await applied(await profileToApply(t));
  const address = page.url();
  assert.match(address, /#\/receipt\/\d{13}-[0-9a-f-]{36}$/);
  await press(page, "View identity");
  await showSection(page, "Activity in this browser");
  await page.goBack();
  await page.goBack();
  await page.waitForSelector(`::-p-aria([name="Receipt for ${LAZY}"][role="heading"])`);
  assert.equal(page.url(), address);
  assert.deepEqual((await receipt(page)).map(([name]) => name), NAMES);
  await says(page, "Undo");
});

test("after a reload and a new sign-in a receipt is found in the activity list and undone", async (t) => {
  const context = await profileToApply(t);
  const first = await applied(context);
  await press(first, "Sign out");
  await says(first, "Sign in with Microsoft");
  await first.close();

  const page = await signedIn(context);
  await press(page, "Activity");
  await says(page, "2 added.");
  const [[started, identity, result, until]] = await eventually(async () => {
    const found = await rows(page, "table.receipts");
    return found[0]?.[1] === LAZY && found;
  }, "the name of the identity is looked up");
  assert.deepEqual([identity, result], [LAZY, "2 added."]);
  assert.match(until, /^\d{4}-\d\d-\d\d$/);
  await press(page, started);
  await page.waitForSelector(`::-p-aria([name="Receipt for ${LAZY}"][role="heading"])`);
  assert.deepEqual((await rows(page, "table.outcomes")).map(([change]) => change.split(" For ")[0]), NAMES.map((name) => `${name} Microsoft Graph`));
  assert.equal(await page.$("::-p-aria(This receipt isn't proven.)"), null);

  await press(page, "Undo this change…");
  assert.equal((await reviewRows(page)).length, 2, "undo is reviewed");
  assert.equal((await granted()).length, 2, "and nothing is taken before it is approved");
  await applyAs(page, 2);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), ["Removed", "Removed"]);
  const ledger = await tenant.read("/ledger");
  assert.equal(ledger.filter(({ change }) => change === "revoked").length, 2);

  await openIdentityFromList(page);
  await showSection(page, "Activity in this browser");
  await says(page, "2 removed.");
  await says(page, "2 added.");
});

test("a whole script is pasted, tier 0 selected by hand and applied, and found and undone after a reload and a new sign-in", async (t) => {
  const context = await freshProfile(t);
  const page = await signedIn(context);
  await openIdentity(page, LAZY);
  await press(page, "Add permissions");
  await press(page, "Paste a list or script");
  const file = new URL("../pasted_texts/texts/01_runbook_setup.ps1", import.meta.url);
  const [script] = (await readFile(file, "utf8")).split("\n=====\n");
  await page.waitForSelector("::-p-aria(Text with permissions)");
  await page.locator("::-p-aria(Text with permissions)").fill(script);
  await press(page, "Add to selection");
  await says(page, "9 selected");
  await pressReview(page);
  const review = await reviewRows(page);
  assert.equal(review.length, 9);
  const waiting = review.filter(([, verdict]) => verdict === "Not selected").map(([what]) => what);
  assert.deepEqual(waiting.sort(), ["Group.ReadWrite.All Microsoft Graph", "User.ReadWrite.All Microsoft Graph"]);
  const tick = () => document.querySelectorAll("table.review input[type=checkbox]:not(:checked)").forEach((box) => box.click());
  await page.evaluate(tick);
  await assure(page, LAZY);
  await signIn(await windowOf(page, apply(9)), people.administrator, { consent: "accept" });
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), Array(9).fill("Added"));
  assert.equal((await tenant.read("/ledger")).length, 9);

  await press(page, "Sign out");
  await says(page, "Sign in with Microsoft");
  await page.close();
  const again = await signedIn(context);
  await press(again, "Activity");
  await says(again, "9 added.");
  const [[started]] = await rows(again, "table.receipts");
  await press(again, started);
  await press(again, "Undo this change…");
  assert.equal((await reviewRows(again)).length, 9);
  if (await again.$("#approve-reason")) await assure(again, LAZY);
  await signIn(await windowOf(again, apply(9)), people.administrator);
  assert.deepEqual((await receipt(again)).map(([, outcome]) => outcome), Array(9).fill("Removed"));
  const changes = (await tenant.read("/ledger")).map(({ change }) => change);
  assert.equal(changes.filter((change) => ["revoked", "removed"].includes(change)).length, 9);
});

async function openIdentityFromList(page) {
  await press(page, "Identities");
  await openIdentity(page, LAZY);
}

test("a stored receipt holds IDs, permission values, states, times and request IDs, and no names", async (t) => {
  const page = await applied(await profileToApply(t));
  const [[key, value]] = await stored(page, "receipts");
  assert.match(key, /^public\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/\d{13}-[0-9a-f-]{36}$/);
  for (const name of NAMES) assert.ok(value.includes(name), `${name} is a value`);
  for (const name of [LAZY, "Halden", "Microsoft Graph", people.administrator, "Ingrid", "INC0042"]) {
    assert.ok(!value.includes(name), `${name} is not stored`);
  }
  assert.match(value, /requestId/);
  const [[, proofKey]] = await stored(page, "keys");
  assert.equal(proofKey, "{}", "the key is a handle");
});

test("receipts are shown to the user who made the change and to nobody else", async (t) => {
  const context = await profileToApply(t);
  const first = await applied(context);
  const address = first.url().split("#")[1];
  await first.close();
  const page = await signedIn(context, { person: people.applicationAdministrator });
  await press(page, "Activity");
  await says(page, "No changes yet.");
  await page.evaluate((address) => (location.hash = address), address);
  await says(page, "Receipt not found in this browser.");
});

test("a receipt that was changed in the browser is shown as not proven, and its undo is a change request", async (t) => {
  const context = await profileToApply(t);
  const first = await applied(context);
  await forge(first, ['"kind":"grant"', '"assignment":"x","kind":"revoke"']);
  await first.close();
  const page = await signedIn(context);
  await press(page, "Activity");
  await says(page, "Not proven");
  await page.click("table.receipts a");
  await says(page, "This receipt isn't proven.");
  await press(page, "Undo this change…");
  await says(page, "Created from a receipt in this browser's storage that isn't proven.");
  assert.match(page.url(), /#\/draft\//);
});

test("by a setting receipts are not kept at all, and those that are there are deleted", async (t) => {
  const context = await profileToApply(t);
  const page = await applied(context);
  await press(page, "Settings");
  await says(page, "1 receipt");
  await press(page, "Keep receipts in this browser");
  await says(page, "Stop keeping receipts and delete 1 receipt?");
  await press(page, "Stop and delete");
  await eventually(async () => (await stored(page, "receipts")).length === 0, "the receipt is deleted");

  await press(page, "Identities");
  await reviewed(page, [SEVEN[2]]);
  await applyAs(page, 1);
  await says(page, "Keeping receipts is turned off");
  assert.deepEqual(await stored(page, "receipts"), []);
  await page.close();
  const later = await signedIn(context);
  await press(later, "Activity");
  await says(later, "Receipts aren't kept in this browser.");
  await says(later, "No changes yet.");
});

test("the button that deletes what this browser keeps deletes receipts and the key that proves them", async (t) => {
  const page = await applied(await profileToApply(t));
  await press(page, "Settings");
  await says(page, "1 receipt");
  await press(page, "Delete all data stored by Bestow");
  await press(page, "Delete");
  await says(page, "Bestow now stores nothing in this browser except the sign-in, which is removed when you sign out.");
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  await press(page, "Activity");
  await says(page, "No changes yet.");
});
