// The release files sign in by redirect in three engines and read the tenant, under their policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engines } from "./support/engines.js";
import { openTenant, people } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

let tenant;

before(async () => {
  tenant = await openTenant();
});

after(() => tenant?.close());

for (const [name, start] of Object.entries(engines)) {
  test(`${name} signs in and reads the identities`, async (t) => {
    const browser = await start(tenant);
    t.after(() => browser.close());
    await browser.goto(tenant.page);
    await eventually(() => inPage(browser, pressButton, "Sign in with Microsoft"), "the page offers to sign in");
    await eventually(() => inPage(browser, chooseAccount, people.administrator), "Microsoft's page lists the accounts");
    await eventually(() => inPage(browser, showsIdentitiesTo, people.administrator), "the identities are on screen");
    assert.deepEqual(tenant.violations, []);
  });
}

for (const [name, start] of Object.entries(engines)) {
  test(`${name} opens the sign-in window with the first click, though it blocks pop-ups`, async (t) => {
    const single = await openTenant({ mode: "single" });
    t.after(() => single.close());
    const browser = await start(single);
    t.after(() => browser.close());
    await browser.goto(single.page);
    const before = await browser.windows();
    // The button can't be pressed before the library is there: a click that waits may lose the right to open a window.
    await eventually(() => browser.run(canSignIn), "the button can be pressed");
    assert.equal(await browser.run(() => typeof msal), "object", "the library is there");
    // What a test runs counts as the user's for five seconds.
    await browser.run(() => void setTimeout(() => open("about:blank"), 6000));
    await new Promise((resolve) => setTimeout(resolve, 7000));
    assert.equal(await browser.windows(), before, "a window that nobody asked for is blocked");
    await browser.click("button.primary");
    await eventually(async () => (await browser.windows()) === before + 1, "the window is open");
    assert.equal(await browser.run(() => document.body.innerText.includes("blocked")), false);
  });
}

/** A page that is being left answers nothing; the next one does. */
const inPage = (browser, script, ...values) => browser.run(script, ...values).catch(() => false);

/** Runs in the page. */
function pressButton(name) {
  const button = [...document.querySelectorAll("button")].find(({ innerText }) => innerText.trim() === name);
  button?.click();
  return Boolean(button);
}

/** Runs in the page. */
function canSignIn() {
  const button = document.querySelector("button.primary");
  return button?.innerText.trim() === "Sign in with Microsoft" && !button.disabled;
}

/** Runs in Microsoft's page. */
function chooseAccount(person) {
  const button = document.querySelector(`button[name=account][value="${person}"]`);
  button?.click();
  return Boolean(button);
}

/** Runs in the page. */
function showsIdentitiesTo(person) {
  const identities = document.querySelectorAll("table.identity-table tr.item").length;
  return identities > 0 && document.body.innerText.includes(person);
}
