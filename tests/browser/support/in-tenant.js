// The simulated tenant and the browser that a file of tests works in. A file that imports this has both for as long as
// its tests run. In the end no page may have asked for another host, nor tried what its policy forbids.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { press } from "./steps.js";
import { openChromium, openTenant, people, signIn } from "./tenant.js";

export let tenant, browser;

before(async () => {
  tenant = await openTenant();
  browser = await openChromium(tenant);
});

after(async () => {
  // A tenant that did not start has said why already.
  if (!tenant) return;
  const denied = await tenant.deniedToPages();
  await browser?.close();
  tenant.close();
  assert.deepEqual(denied, [], "no page asked for any other host");
  assert.deepEqual(tenant.violations, [], "no page tried what its policy forbids");
});

/** A browser profile of its own, with the tenant behind it as it was made. */
export async function freshProfile(t, { deployment = "reader-operator", identities } = {}) {
  await tenant.change("/reset", { deployment, identities });
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return context;
}

/** A tab of a profile, at an address of the page, in which a person is signed in by redirect. */
export async function signedIn(context, { person = people.administrator, at = "", shows = "Find an identity" } = {}) {
  const page = await context.newPage();
  await page.goto(`${tenant.page}${at}`);
  await press(page, "Sign in with Microsoft");
  await signIn(page, person);
  await page.waitForSelector(`::-p-aria(${shows})`);
  return page;
}
