// A sign-in that is left alone ends, one that is old ends, and what is left in the browser afterwards is nothing, or
// what the user can remove with one button.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, freshProfile, tenant } from "../support/in-tenant.js";
import { openIdentity, press, says } from "../support/steps.js";
import { showSection } from "../support/tabs.js";
import { people, signIn, submit } from "../support/tenant.js";
import { eventually } from "../support/waiting.js";

const MINUTE = 60_000;
const AZURE = "section[aria-label='Azure roles']";
const ACCOUNT = "[role=group][aria-label=Account]";

async function signedIn(t, deployment) {
  const context = await freshProfile(t, { deployment });
  const page = await context.newPage();
  await page.evaluateOnNewDocument(putTheClockForward);
  await page.goto(tenant.page);
  if (deployment === "single") {
    const opened = new Promise((resolve) => page.once("popup", resolve));
    await press(page, "Sign in with Microsoft");
    await signIn(await opened, people.administrator);
  } else {
    await press(page, "Sign in with Microsoft");
    await signIn(page, people.administrator);
  }
  await page.waitForSelector(ACCOUNT);
  return page;
}

/** Lets a test put the page's clock forward, over reloads too. The page then looks as it does when a tab comes back. */
function putTheClockForward() {
  const real = Date.now;
  let shift = Number(globalThis.name || 0);
  Date.now = () => real() + shift;
  globalThis.sleepFor = (span) => {
    shift += span;
    globalThis.name = String(shift);
  };
  globalThis.passTime = (span) => {
    globalThis.sleepFor(span);
    document.dispatchEvent(new Event("visibilitychange"));
  };
}

const pass = (page, minutes) => page.evaluate((span) => globalThis.passTime(span), minutes * MINUTE);

const isSignedIn = async (page) => (await page.$(ACCOUNT)) !== null;

/** What lies in the storages of the tab and of the site, but for the number by which MSAL notes its own version. */
const stored = (page) =>
  page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((key) => key !== "msal.version"));

test("a sign-in that can only read ends after an hour without being used, and leaves nothing", async (t) => {
  const page = await signedIn(t, "reader-operator");
  await pass(page, 59);
  assert.ok(await isSignedIn(page));
  await page.keyboard.press("Shift");
  await pass(page, 59);
  assert.ok(await isSignedIn(page), "the person was at work in between");
  await pass(page, 1);
  await says(page, "You were signed out after a period of inactivity.");
  await eventually(async () => (await stored(page)).length === 0, "nothing is left in storage");
});

test("one that can write ends after a quarter of an hour", async (t) => {
  const page = await signedIn(t, "single");
  await pass(page, 14);
  assert.ok(await isSignedIn(page));
  await pass(page, 1);
  await says(page, "You were signed out after a period of inactivity.");
});

test("the touch that wakes a device does not revive what expired while it slept", async (t) => {
  const page = await signedIn(t, "single");
  await page.evaluate((span) => globalThis.sleepFor(span), 16 * MINUTE);
  await page.keyboard.press("Shift");
  await says(page, "a period of inactivity");
});

test("a sign-in ends after eight hours of use, and a reload does not extend it", async (t) => {
  const page = await signedIn(t, "reader-operator");
  for (let hours = 0; hours < 8; hours++) {
    await pass(page, 58);
    await page.keyboard.press("Shift");
  }
  await page.reload();
  await page.waitForSelector(ACCOUNT);
  // The page that is left does not see the time pass; the one that is loaded does.
  await page.evaluate((span) => (globalThis.name = String(Number(globalThis.name) + span)), 16 * MINUTE);
  await page.reload();
  await says(page, "You were signed out because your sign-in had expired.");
  await eventually(async () => (await stored(page)).length === 0, "nothing is left in storage");
});

test("signing in and reading work with a clock that is an hour wrong in either direction", async (t) => {
  for (const minutes of [-60, 60]) {
    await tenant.change("/reset", { deployment: "reader-operator" });
    const context = await browser.createBrowserContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.evaluateOnNewDocument((span) => {
      const real = Date.now;
      Date.now = () => real() + span;
    }, minutes * MINUTE);
    await page.goto(tenant.page);
    await press(page, "Sign in with Microsoft");
    await signIn(page, people.administrator);
    await page.waitForSelector("tr.item");
  }
});

test("the token for Azure ends after a quarter of an hour without being used, and what was read stays", async (t) => {
  const page = await signedIn(t, "reader-operator");
  await openIdentity(page, "LazyAutomationAccount");
  await showSection(page, "Azure roles");
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await (await page.waitForSelector(`${AZURE} .button.primary`)).click();
  await submit(await opened, "button[name=decision][value=accept]");
  const button = `${AZURE} .region-head button`;
  // A click while something is loading loads nothing more.
  const refresh = async () => {
    await page.waitForFunction(() => !document.querySelector(".waiting, [aria-busy=true]"));
    await (await page.waitForSelector(button)).click();
  };
  await page.waitForSelector(button);
  await pass(page, 14);
  await tenant.forget("/requests");
  await refresh();
  await eventually(async () => (await askedAzure()) > 0, "the token is still there");
  await pass(page, 14);
  await refresh();
  await eventually(async () => (await askedAzure()) > 1, "each use lets it live on");
  await pass(page, 15);
  await tenant.forget("/requests");
  await refresh();
  await says(page, "Azure isn't connected.");
  assert.equal(await askedAzure(), 0);
  assert.ok(await isSignedIn(page), "the sign-in itself goes on");
});

const askedAzure = async () => (await tenant.read("/requests")).filter(({ host }) => host === "management.azure.com").length;

test("a page that Back restores starts again with empty memory", async (t) => {
  const page = await signedIn(t, "single");
  const loaded = page.waitForNavigation();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await loaded;
  await says(page, "Sign in with Microsoft");
});

test("signing out leaves nothing in any storage, cookie, database or cache", async (t) => {
  const page = await signedIn(t, "reader-operator");
  assert.notDeepEqual(await stored(page), []);
  await press(page, "Sign out");
  await eventually(async () => (await stored(page)).length === 0, "nothing is left in storage");
  const rest = await page.evaluate(async () => [
    document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    globalThis.name,
  ]);
  assert.deepEqual(rest, ["", 0, 0, ""]);
});

test("one button takes away what is kept on purpose", async (t) => {
  const page = await signedIn(t, "reader-operator");
  await page.evaluate(() => {
    localStorage.setItem("bestow.journal.a.b.c.1", "{}");
    localStorage.setItem("bestow.sets.mine", "{}");
    localStorage.setItem("of-another-page", "stays");
  });
  await page.goto(`${tenant.page}#/settings`);
  await says(page, "1 interrupted change, 1 permission set.");
  await press(page, "Delete all data stored by Bestow");
  await press(page, "Delete");
  await says(page, "Bestow now stores nothing in this browser except the sign-in, which is removed when you sign out.");
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["of-another-page"]);
  await page.reload();
  assert.ok(await page.waitForSelector(ACCOUNT), "the sign-in is not touched");
});
