// The release files start, and the sample tenant opens, in three engines, at the root of a host and below a path, with
// no violation of the policy and nothing in the console. What a filter leaves out takes no room in any of them.

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
      await eventually(() => browser.run(() => typeof msal === "object"), "msal-browser is loaded ahead");
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

for (const [name, start] of Object.entries(engines)) {
  test(`${name} gives no room to the permissions that a filter leaves out`, async (t) => {
    const site = await serve({});
    t.after(() => site.close());
    const browser = await start();
    t.after(() => browser.close());

    await browser.goto(`${site.url}#/identities?q=id-load-test`);
    await eventually(() => browser.run(click, "Open the sample tenant"), "the sample tenant is offered");
    await eventually(() => browser.run(click, "id-load-test-1001-permissions"), "the identity is found");
    await eventually(() => browser.run(click, "Permissions"), "the identity has a tab for permissions");
    await eventually(async () => (await browser.run(rowsWithRoom)).length === 1001, "all permissions are there");
    await browser.run(search, "mail.send");
    await eventually(async () => (await browser.run(rowsWithRoom)).length < 10, "those that do not fit take no room");
    const found = await browser.run(rowsWithRoom);
    assert.ok(found.includes("Mail.Send"), found.join());
    const [height, parts] = await browser.run(heights);
    assert.ok(height < parts + 200, `no gap is left where they were: ${height} and ${parts} pixels`);
    await browser.run(search, "");
    await eventually(async () => (await browser.run(rowsWithRoom)).length === 1001, "they come back");
    assert.deepEqual(browser.errors, []);
  });
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

/** Types into the search of the permissions. */
function search(text) {
  const field = document.getElementById("permission-search");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** The names in the rows of permissions that take room. */
function rowsWithRoom() {
  const rows = [...document.querySelectorAll(".permissions tbody tr")];
  return rows.filter((row) => row.getBoundingClientRect().height > 0).map((row) => row.querySelector("th").textContent.trim());
}

/** How high the part with the permissions is, and its tables together. */
function heights() {
  const part = document.getElementById("part-permissions");
  const tables = [...part.querySelectorAll(".table-box:not([hidden])")];
  const height = (element) => element.getBoundingClientRect().height;
  return [height(part), tables.reduce((sum, table) => sum + height(table), 0)];
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
