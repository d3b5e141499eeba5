// Texts of a megabyte where Microsoft allows some hundred characters: each is cut and says so, and the page can be used.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "../support/in-tenant.js";
import { press, says } from "../support/steps.js";
import { showSection } from "../support/tabs.js";

const MEGABYTE = 1_000_000;
const CUT = "⟨cut after 1,000 characters⟩";

/** The longest text in the document, be it shown, a label or a value. */
const longest = (page) =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll("body *")].flatMap((it) => [
      ...[...it.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data.length),
      ...it.getAttributeNames().map((name) => it.getAttribute(name).length),
    ]);
    return Math.max(...texts);
  });

/** From now on the service refuses everything, in far too many words. */
async function answerWithMegabytes(page) {
  const word = (letter) => letter.repeat(MEGABYTE);
  const body = { error: { code: word("y"), message: word("z"), innerError: { "request-id": word("r") } } };
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/$batch")) return request.continue();
    const { requests } = JSON.parse(request.postData());
    const responses = requests.map(({ id }) => ({ id, status: 403, headers: {}, body }));
    const headers = { "access-control-allow-origin": "*", "content-type": "application/json" };
    return request.respond({ status: 200, headers, body: JSON.stringify({ responses }) });
  });
}

test("names and messages of a megabyte are cut, and the page stays usable", async (t) => {
  const context = await freshProfile(t);
  const [id] = await tenant.read("/hostile");
  await tenant.change(`/objects/${id}/name`, `huge ${"x\u202e".repeat(MEGABYTE / 4)}`);
  const page = await signedIn(context);
  await page.waitForSelector("tr.item");
  await says(page, CUT);
  assert.ok((await longest(page)) < 10_000, `${await longest(page)}`);
  const search = await page.waitForSelector("::-p-aria(Find an identity)");
  await search.type("huge x");
  await says(page, CUT);
  await search.click({ count: 3 });
  await search.type("LazyAutomationAccount");
  await page.waitForFunction(() => !document.querySelector("main").innerText.includes("cut after"));

  await page.goto(`${tenant.page}#/identity/${id}`);
  await page.waitForSelector("h1");
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .waiting"), { timeout: 20_000 });
  await says(page, CUT);
  assert.ok((await longest(page)) < 10_000, `${await longest(page)}`);

  await answerWithMegabytes(page);
  await showSection(page, "Entra roles");
  await press(page, "Refresh: Entra roles");
  await says(page, "zzz…");
  assert.ok((await longest(page)) < 10_000, `${await longest(page)}`);
});
