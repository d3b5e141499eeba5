// The page at a plain http address of a local network: browsers offer no cryptography there. The sample tenant works, and
// signing in says that it requires https.

import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { chromiumArguments, programs } from "./support/engines.js";
import { serve } from "./support/site.js";
import { press, says } from "./support/steps.js";

test("at an http address the sample tenant works and sign-in says that https is required", async (t) => {
  const site = await serve();
  const browser = await puppeteer.launch({
    headless: true,
    executablePath: programs.chromium,
    args: [...chromiumArguments, "--host-resolver-rules=MAP lan.example 127.0.0.1"],
  });
  t.after(async () => {
    await browser.close();
    site.close();
  });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const address = new URL(site.url);
  address.hostname = "lan.example";
  await page.goto(address.href);
  assert.equal(await page.evaluate(() => isSecureContext || Boolean(crypto.subtle)), false, "no secure context");
  await says(page, "Sign-in requires https.");
  await press(page, "Sign in with Microsoft");
  await says(page, "Sign-in requires https.");
  await press(page, "Open the sample tenant");
  await says(page, "52 managed identities");
  assert.deepEqual(errors, []);
});
