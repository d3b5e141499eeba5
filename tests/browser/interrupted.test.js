// A change whose tab is closed in the middle: what is left is offered, reviewed and approved again, and nothing is done
// twice. What this browser can't prove to be approved in it is a change request.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LAZY, SEVEN, apply, applyAs, failItem, granted, lookedAt, profileToApply, receipt, reviewed, saysAll, stepUp,
} from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { people, signIn } from "./support/tenant.js";
import { assure, openIdentity, press, reviewRows, reviewTheSet, rows, says, windowOf } from "./support/steps.js";
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

/** Reviews what is left of an interrupted change, and gives the rows. */
async function reviewTheRest(page) {
  await press(page, "Review the rest");
  return reviewRows(page);
}

/** What of a change lies in the storage that all tabs share. */
const journals = (page) =>
  page.evaluate(() =>
    Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("bestow.journal.")).map(([, text]) => text),
  );

test("a second tab is not offered the change that the first one applies", async (t) => {
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
  await says(page, "Microsoft is throttling requests until");
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

test("a change whose tab was closed is reviewed and approved again, and nothing is applied twice", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 60);
  const [written] = await journals(first);
  for (const word of [LAZY, people.administrator, "INC0042"]) assert.ok(!written.includes(word), `IDs only, not ${word}`);
  await first.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await says(second, "was interrupted. 2 of 7 done.");
  const shown = (await reviewTheRest(second)).map((row) => row.join(" "));
  assert.equal(shown.length, 5, "what is left, and nothing else");
  for (const name of SEVEN.slice(2)) assert.ok(shown.some((row) => row.includes(name)), `${name}, which no journal holds`);
  assert.equal((await granted()).length, 2, "nothing is sent before it is approved");
  await applyAs(second, 5);
  assert.deepEqual(await outcomesOf(second), Array(5).fill("Added"));
  await sevenOnce();
  assert.deepEqual(await journals(second), [], "neither the journal of the first tab nor that of the second stays");

  await press(second, "Activity");
  await says(second, "5 added.");
  await says(second, "2 added, 5 unknown.");
});

test("remaining tier 0 permissions require the typed name and a reason again", async (t) => {
  const context = await freshProfile(t);
  const first = await signedIn(context);
  await openIdentity(first, LAZY);
  await reviewTheSet(first);
  const effect = { kind: "item", at: 1, status: 503, retryAfter: 60 };
  await tenant.change("/faults", [{ host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"POST"', times: 1, effect }]);
  await assure(first, LAZY);
  await signIn(await windowOf(first, "Apply 9 changes"), people.administrator, { consent: "accept" });
  await says(first, "Microsoft is throttling requests until");
  await first.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await reviewTheRest(second);
  await second.waitForSelector("#approve-name");
  await lookedAt();
  await press(second, apply(9));
  await says(second, "The name doesn't match.");
  assert.equal((await tenant.read("/ledger")).length, 0);
  await assure(second, LAZY);
  await signIn(await windowOf(second, apply(9)), people.administrator);
  await second.waitForSelector("::-p-aria(View identity)");
  assert.equal((await tenant.read("/ledger")).length, 9);
});

/** Puts an entry into the storage that all tabs share, as somebody does who can write there. */
async function plant(context, key, text) {
  const page = await context.newPage();
  await page.goto(tenant.page);
  await page.evaluate((key, text) => localStorage.setItem(key, text), key, text);
  await page.close();
}

const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** Turns a journal into one that assigns Global Administrator, and leaves everything else as it was. */
const withGlobalAdministrator = (text) => {
  const journal = JSON.parse(text);
  const [{ id }] = journal.identities;
  const what = { kind: "assign", principal: id, role: GLOBAL_ADMINISTRATOR, scope: "/" };
  return { ...journal, steps: [{ what, state: { is: "open" }, sends: 0 }] };
};

test("a planted journal opens as a change request in which nothing of tier 0 is selected", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 60);
  const [[key, written]] = await first.evaluate(() => Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("bestow.journal.")));
  assert.match(written, /"proof":"[A-Za-z0-9+/=]{44}"/);
  await first.close({ runBeforeUnload: false });
  const forged = withGlobalAdministrator(written);
  const { proof, cloud, ...bare } = forged;
  for (const planted of [
    forged,
    { ...forged, proof: undefined },
    { ...forged, proof: "AAAA" },
    { ...bare, version: 1, reason: "INC1" },
  ]) {
    await plant(context, key, JSON.stringify(planted));
    const page = await signedIn(context);
    await says(page, "This browser can't prove that you approved this change.");
    assert.equal(await page.$("::-p-aria(Review the rest)"), null);
    await press(page, "Open as change request");
    await reviewRows(page);
    const ticked = await page.$$eval("table.review input[type=checkbox]", (boxes) => boxes.map((box) => box.checked));
    assert.deepEqual(ticked, [false], "Global Administrator waits for the user's own tick");
    await says(page, "It isn't proven that you approved it.");
    await page.close({ runBeforeUnload: false });
  }
  const assigned = (await tenant.read("/ledger")).filter(({ role }) => role);
  assert.deepEqual(assigned, [], "nothing of it was carried out");
});

test("with the storage of the browser full, the user decides whether to apply without saved progress", async (t) => {
  const context = await profileToApply(t);
  const page = await signedIn(context);
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; ) {
      try {
        localStorage.setItem(`junk-${localStorage.length}`, "x".repeat(size));
      } catch {
        size >>= 1;
      }
    }
  });
  await reviewed(page, SEVEN.slice(0, 2));
  await says(page, "Progress can't be saved in this browser.");
  const canApply = () =>
    page.evaluate((name) => [...document.querySelectorAll("button")].some((it) => it.innerText === name && !it.disabled), apply(2));
  assert.equal(await canApply(), false);
  await press(page, "Apply without saved progress");
  await eventually(canApply, "the change can be applied");
  await applyAs(page, 2);
  assert.deepEqual(await outcomesOf(page), ["Added", "Added"]);
  assert.deepEqual(await journals(page), []);
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

test("an interrupted change says until when its rest is offered, and after seven days noitem left", async (t) => {
  const context = await profileToApply(t);
  const first = await twoOfSeven(context, 60);
  await first.close({ runBeforeUnload: false });
  await madeOlder(context, 6);
  const second = await signedIn(context);
  await says(second, "was interrupted. 2 of 7 done. You can review and apply the rest until ");
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
    for (const outcome of await outcomesOf(tab)) assert.match(outcome, /^(Added|Already assigned)$/);
  }
  await sevenOnce();
});

test("a challenge at the third of seven changes, by an item, is met by one click and the rest follows", async (t) => {
  const context = await profileToApply(t);
  const page = await signedIn(context);
  await reviewed(page, SEVEN);
  await failItem({ at: 3, status: 401, context: "c1" });
  await applyAs(page, 7);
  await saysAll(page, "Paused. Nothing is being sent.", "Your organization requires you to confirm your sign-in for this.");
  assert.equal((await granted()).length, 2, "the two before it are done");
  await stepUp(page);
  assert.deepEqual(await outcomesOf(page), Array(7).fill("Added"));
  await sevenOnce();
});

test("a challenge at the third of seven changes, by the envelope, is met by one click and the rest follows", async (t) => {
  const page = await twoOfSeven(await profileToApply(t), 2);
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: true });
  await saysAll(page, "Paused. Nothing is being sent.", "Your organization requires you to confirm your sign-in for this.");
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
    "Microsoft allowed this a moment ago and denies it now.",
    "If a role that you activated has ended, activate it again, then resume.",
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
  await says(page, "Nothing was sent. The click came too quickly after the window appeared, or was part of a double-click.");
}

test("a click right after the window came to the front neither continues a change nor resumes one", async (t) => {
  const context = await profileToApply(t);
  const page = await twoOfSeven(context, 2);
  const { roles } = (await tenant.read("/people")).find(({ userPrincipalName }) => userPrincipalName === people.administrator);
  await tenant.change(`/people/${people.administrator}/roles`, []);
  await says(page, "Microsoft allowed this a moment ago and denies it now.");
  await tenant.change(`/people/${people.administrator}/roles`, roles);
  await clickBlindly(page, "Continue");
  assert.equal((await granted()).length, 2, "nothing more was sent");
  await page.close({ runBeforeUnload: false });

  const second = await signedIn(context);
  await reviewTheRest(second);
  let windows = 0;
  second.on("popup", () => windows++);
  await clickBlindly(second, apply(5));
  assert.deepEqual([windows, (await granted()).length], [0, 2], "nothing was asked for and nothing more was sent");
  await lookedAt();
  await applyAs(second, 5);
  assert.deepEqual(await outcomesOf(second), Array(5).fill("Added"));
  await sevenOnce();
});
