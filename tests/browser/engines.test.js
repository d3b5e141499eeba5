// The release files start, and the sample tenant opens, in three engines, at the root of a host and below a path, with
// no violation of the policy and nothing in the console.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engines } from "./support/engines.js";
import { serve } from "./support/site.js";
import { eventually } from "./support/waiting.js";

for (const [name, start] of Object.entries(engines)) {
  for (const path of ["", "/sub"]) {
    test(`${name} runs the page at ${path}/ under its policy`, async (t) => {
      const site = await serve({ path });
      t.after(() => site.close());
      const browser = await start();
      t.after(() => browser.close());

      await browser.goto(site.url);
      await eventually(() => browser.run(() => document.getElementById("shell") === null), "the app has started");
      assert.equal(await browser.run(() => typeof msal), "object", "msal-browser is there");
      await eventually(() => browser.run(click, "Open the sample tenant"), "the sample tenant is offered");
      await eventually(() => browser.run(shows, "aa-exchange-reports"), "the identities of the sample tenant are there");
      await browser.run(click, "aa-exchange-reports");
      await eventually(() => browser.run(shows, "Add permissions"), "one identity is there");
      assert.deepEqual(browser.errors, []);

      // Had there been a violation or an error before, it would be seen: these two are.
      await browser.run(provoke);
      await eventually(() => browser.errors.some((error) => error.includes("provoked")), "an error is seen");
      await eventually(() => site.violations.some((text) => text.includes("trusted-types")), "a violation is seen");
      assert.deepEqual(
        site.violations.filter((text) => !text.includes("trusted-types")),
        [],
      );
    });
  }
}

// These run in the page.

/** Clicks what a person would click, and says whether it was there. */
function click(text) {
  const found = [...document.querySelectorAll("button, a")].find((element) => element.textContent.trim() === text);
  found?.click();
  return Boolean(found);
}

function shows(text) {
  return document.body.innerText.includes(text);
}

function provoke() {
  console.error("provoked");
  try {
    document.createElement("div").innerHTML = "<b>text that would become markup</b>";
  } catch {
    return;
  }
  throw new Error("Trusted Types are not enforced; Firefox has them from version 148 on");
}
