// A program that fails in the middle of its work: it says so, nothing of it runs or is sent any more, nothing of the
// tenant gets into the console, and what it was doing is taken up again after a reload.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SEVEN, applyAs, failItem, granted, receipt, reviewing } from "../support/applying.js";
import { engines } from "../support/engines.js";
import { freshProfile, signedIn, tenant } from "../support/in-tenant.js";
import { serve } from "../support/site.js";
import { press, reviewRows, says } from "../support/steps.js";
import { eventually } from "../support/waiting.js";

const axe = createRequire(import.meta.url).resolve("axe-core");
const HEADING = "Something went wrong";
const SECRET = "a name from the tenant";

/** Lets the program trap as one does that has lost its way in its memory: it reads where there is none. Nothing else in
 * it is touched, so that whatever it was going to do it could still do. Runs in the page. */
async function loseTheWay() {
  const glue = performance.getEntriesByType("resource").find(({ name }) => /\/bestow-[0-9a-f]+\.js$/.test(name)).name;
  const { initSync } = await import(glue);
  const { __wbindgen_realloc: realloc } = initSync();
  setTimeout(() => realloc(0xffff_fff0, 16, 32, 1));
}

/** Lets the browser refuse what the program relies on, in words that quote the tenant: it panics where it needs an
 * element next. Runs in the page. */
function refuseElements(secret) {
  Document.prototype.createElement = () => {
    throw new Error(secret);
  };
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

test("a program that fails while it applies sends nothing more, and the change can be resumed after a reload", async (t) => {
  const page = await reviewing(t, SEVEN);
  await failItem({ at: 3, status: 503, retryAfter: 5 });
  await applyAs(page, 7);
  await says(page, "Microsoft is throttling requests until");
  await page.evaluate(loseTheWay);
  await says(page, HEADING);
  await says(page, "the last requests may or may not have been carried out");
  await tenant.forget("/requests");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Reload");
  assert.equal(await page.evaluate(() => document.querySelector("[role=alert] h1").textContent), HEADING);
  assert.equal(await page.title(), HEADING);

  // It was going to continue by itself after five seconds, and looks after its sign-in with every key.
  await page.keyboard.press("Shift");
  await pause(8);
  assert.equal((await granted()).length, 2);
  const asked = await tenant.read("/requests");
  assert.deepEqual(asked.filter(({ host }) => host !== "app.contoso.example"), [], "nothing was sent to Microsoft");
  const answer = page.evaluate(() => Promise.race([fetch("./config.json").then(() => "sent"), new Promise((resolve) => setTimeout(resolve, 500, "kept"))]));
  assert.equal(await answer, "kept", "nothing is sent for anybody");

  const loaded = page.waitForNavigation();
  await press(page, "Reload");
  await loaded;
  await says(page, "was interrupted. 2 of 7 done.");
  await press(page, "Review the rest");
  assert.equal((await reviewRows(page)).length, 5);
  await applyAs(page, 5);
  for (const [, outcome] of await receipt(page)) assert.equal(outcome, "Added");
  assert.equal(new Set(await granted()).size, 7);
  assert.equal((await granted()).length, 7);
});

test("a panic stops the page without showing its message, and axe finds no problem on the page shown then", async (t) => {
  const page = await signedIn(await freshProfile(t));
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`${error.message} ${error.stack}`));
  await page.evaluate(refuseElements, SECRET);
  await page.evaluate(() => [...document.querySelectorAll("a")].find((it) => it.textContent === "Settings").click());
  await says(page, HEADING);
  await eventually(async () => said.some((line) => /^Stopped: .*\.rs:\d+:\d+$/.test(line)), `the console says where: ${said}`);
  assert.ok(said.every((line) => !line.includes(SECRET)), said.join("\n"));
  assert.ok(!(await page.evaluate(() => document.documentElement.outerHTML)).includes(SECRET));
  await page.evaluate(() => delete Document.prototype.createElement);
  await page.reload();
  await page.waitForSelector("dl.facts");

  await page.setBypassCSP(true);
  await page.reload();
  await page.waitForSelector("dl.facts");
  await page.evaluate(loseTheWay);
  await says(page, HEADING);
  for (const width of [375, 1280]) {
    await page.setViewport({ width, height: 800 });
    await page.addScriptTag({ path: axe });
    const broken = await page.evaluate(() => globalThis.axe.run().then(({ violations }) => violations.map(({ id }) => id)));
    assert.deepEqual(broken, [], `${width}`);
  }
});

for (const [name, start] of Object.entries(engines)) {
  test(`${name} shows that the program has stopped`, async (t) => {
    const site = await serve();
    t.after(() => site.close());
    const other = await start();
    t.after(() => other.close());
    await other.goto(site.url);
    await eventually(() => other.run(() => document.getElementById("shell") === null), "the app has started");
    await other.run(refuseElements, SECRET);
    await other.run(() => [...document.querySelectorAll("a")].find((it) => it.textContent === "Settings").click());
    await eventually(() => other.run((text) => document.body.innerText.includes(text), HEADING), "it says that it stopped");
    assert.ok(other.errors.every((line) => !line.includes(SECRET)), other.errors.join("\n"));
    assert.deepEqual(site.violations, []);
  });
}
