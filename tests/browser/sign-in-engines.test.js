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

/** A page that is being left answers nothing; the next one does. */
const inPage = (browser, script, ...values) => browser.run(script, ...values).catch(() => false);

/** Runs in the page. */
function pressButton(name) {
  const button = [...document.querySelectorAll("button")].find(({ innerText }) => innerText.trim() === name);
  button?.click();
  return Boolean(button);
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
