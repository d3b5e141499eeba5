// Junk in the tab's storage: it is recognized and removed, and the sign-in continues.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { press, says } from "./support/steps.js";
import { people, registrations, signIn } from "./support/tenant.js";

const TOKEN_KEYS = `msal.3.token.keys.${registrations.reader}`;
const ACCOUNT = "msal.3|a.b|login.microsoftonline.com|b";

/** Entries that neither the sign-in library nor the page writes. */
const JUNK = {
  "a list of accounts that is no JSON": { "msal.3.account.keys": "{" },
  "a list of accounts that is no list": { "msal.3.account.keys": "{}" },
  "a list of accounts of an earlier form": { "msal.2.account.keys": "junk", "msal.account.keys": "7" },
  "an account that is none": { "msal.3.account.keys": JSON.stringify([ACCOUNT]), [ACCOUNT]: "null" },
  "an account without fields": { "msal.3.account.keys": JSON.stringify([ACCOUNT]), [ACCOUNT]: "{}" },
  "an account with fields of another kind": {
    "msal.3.account.keys": JSON.stringify([ACCOUNT]),
    [ACCOUNT]: '{"homeAccountId":1,"environment":[],"realm":{},"localAccountId":null,"username":7}',
  },
  "lists of tokens that are no JSON": { [TOKEN_KEYS]: "\u0000\uffff" },
  "lists of tokens that are no lists": { [TOKEN_KEYS]: '{"idToken":1,"accessToken":{},"refreshToken":null}' },
  "a sign-in that never ends": { "msal.interaction.status": "junk", "msal.version": "{" },
  "an entry without end": { "msal.3.account.keys": "x".repeat(4_000_000) },
  "entries of the page itself": {
    "bestow.config": "\u0000{",
    "bestow.chosen": "x".repeat(2_000_000),
    "bestow.signed-in": "yesterday",
  },
};

/** Puts entries into the storage of a tab and reloads the page, as they would be found there. */
async function withJunk(page, entries) {
  await page.evaluate((entries) => {
    for (const [key, value] of Object.entries(entries)) sessionStorage.setItem(key, value);
  }, entries);
  await page.reload();
}

test("junk in the tab's storage does not prevent signing in", async (t) => {
  for (const [name, entries] of Object.entries(JUNK)) {
    await t.test(name, async (t) => {
      const page = await (await freshProfile(t)).newPage();
      await page.goto(tenant.page);
      await withJunk(page, entries);
      await press(page, "Sign in with Microsoft");
      await signIn(page, people.administrator);
      await page.waitForSelector("::-p-aria(Find an identity)");
      await page.reload();
      await page.waitForSelector("::-p-aria(Find an identity)");
    });
  }
});

test("junk that appears while a user is signed in ends the sign-in and nothing else", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await withJunk(page, JUNK["lists of tokens that are no lists"]);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await page.waitForSelector("::-p-aria(Find an identity)");
});

test("an unreadable start time of the sign-in does not extend it", async (t) => {
  for (const beginning of ["yesterday", "", "99999999999999"]) {
    const page = await signedIn(await freshProfile(t));
    await withJunk(page, { "bestow.signed-in": beginning });
    await says(page, "Sign in with Microsoft");
    assert.equal(await page.$("::-p-aria(Find an identity)"), null);
  }
});
