// The page looks at how it is hosted, says so in its settings, and makes no changes where its policy is not in force.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { copyOfPage } from "../support/other-host.js";
import { assure, openIdentity, press, reviewTheSet, says } from "../support/steps.js";
import { openChromium, openTenant, people, signIn } from "../support/tenant.js";

const SECTION = 'section[aria-label="How this page is hosted"]';

/** Starts a tenant that serves a folder, and a browser that reaches it. */
async function open(t, folder) {
  const tenant = await openTenant({ page: folder });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  return { tenant, page: await browser.newPage() };
}

/** What the settings say of each check. Runs in a page or in one of its frames. */
async function outcomes(frame) {
  await frame.waitForSelector(`${SECTION} tbody tr`);
  return frame.evaluate((section) => {
    const rows = [...document.querySelectorAll(`${section} tbody tr`)];
    return Object.fromEntries(rows.map((row) => [row.children[0].innerText, row.children[1].innerText]));
  }, SECTION);
}

const allGood = {
  "Secure connection": "Good",
  "Released scripts only": "Good",
  "No markup from text": "Good",
  "No frame around it": "Good",
  "No service worker": "Good",
  "Apart from other windows": "Good",
};

test("a page that is hosted as released says so", async (t) => {
  const { tenant, page } = await open(t);
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), allGood);
  await says(page, "Hosted as it was released.");
  assert.deepEqual(tenant.violations, [], "its own two attempts are not counted as attacks");
});

test("where the policy is not in force, changes are refused and nobody is asked to sign in for them", async (t) => {
  const { tenant, page } = await open(t, await copyOfPage(t, { headers: false, policy: false }));
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await openIdentity(page, "LazyAutomationAccount");
  await reviewTheSet(page);
  let opened = false;
  page.once("popup", () => (opened = true));
  await assure(page, "LazyAutomationAccount");
  await press(page, "Apply 9 changes");
  await says(page, "This page makes no changes here. The browser runs text as a script");
  assert.equal(opened, false, "no window was opened");
  assert.deepEqual(await tenant.read("/ledger"), []);
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), {
    ...allGood,
    "Released scripts only": "Not safe",
    "No markup from text": "Not safe",
    "Apart from other windows": "Weak",
  });
});

test("a host without headers weakens the page, a frame or a service worker on its origin forbids changes", async (t) => {
  const files = {
    "frame.html": "<!doctype html><iframe src='./#/settings' width=1000 height=1000></iframe>",
    "worker.js": "",
    "planted.html": "<!doctype html><script>navigator.serviceWorker.register('./worker.js')</script>",
  };
  const { tenant, page } = await open(t, await copyOfPage(t, { headers: false, files }));
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), { ...allGood, "Apart from other windows": "Weak" });
  await says(page, "This deployment is weaker than it could be.");

  await page.goto(`${tenant.page}frame.html`);
  const inner = await page.waitForFrame((frame) => frame.url().endsWith("#/settings"));
  assert.equal((await outcomes(inner))["No frame around it"], "Not safe");

  await page.goto(`${tenant.page}planted.html`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.goto(`${tenant.page}#/settings`);
  assert.equal((await outcomes(page))["No service worker"], "Not safe");
});

test("with the shipped headers nobody can frame the page, and no page of the origin can plant a service worker", async (t) => {
  const files = {
    "frame.html": "<!doctype html><iframe src='./#/settings' width=1000 height=1000></iframe>",
    "worker.js": "",
  };
  const { tenant, page } = await open(t, await copyOfPage(t, { files }));
  await page.goto(`${tenant.page}frame.html`);
  assert.equal(await page.evaluate(() => document.querySelector("iframe").contentDocument?.getElementById("main") ?? null), null);
  const refused = await page.evaluate(() =>
    navigator.serviceWorker.register("./worker.js").then(
      () => false,
      () => true,
    ),
  );
  assert.ok(refused, "worker-src forbids it");
});
