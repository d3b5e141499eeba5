// Answers of the sign-in that were forged, replayed or meant for another user sign no one in; and what happens in one
// tab is no business of another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, tenant } from "../support/in-tenant.js";
import { press, says } from "../support/steps.js";
import { people, signIn } from "../support/tenant.js";
import { eventually } from "../support/waiting.js";

const ACCOUNT = "[role=group][aria-label=Account]";

/** Goes as far as Microsoft's account page, and says what the page asked for there. */
async function atMicrosoft(page) {
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await page.waitForSelector("button[name=account]");
  const asked = new URL(page.url()).searchParams;
  return { state: asked.get("state"), nonce: asked.get("nonce") };
}

const tokenRequests = async () =>
  (await tenant.read("/requests")).filter(({ host, path, method }) => host.startsWith("login.") && path.includes("/token") && method === "POST");

/** Opens the page that Entra returns to with an answer of the test's own, and waits until the app has settled. */
async function answerWith(page, fields) {
  await page.goto(`${tenant.page}redirect.html#${new URLSearchParams(fields)}`);
  await page.waitForFunction(() => document.readyState === "complete");
}

/** Nobody is signed in, and nothing was asked of Graph. */
async function nobody(page) {
  await page.goto(tenant.page);
  await says(page, "Sign in with Microsoft");
  assert.equal(await page.$(ACCOUNT), null);
  assert.deepEqual(await tenant.exchanges(), []);
}

test("an answer with a state that this tab did not make is not even redeemed", async (t) => {
  const page = await (await freshProfile(t)).newPage();
  await atMicrosoft(page);
  const forged = Buffer.from(JSON.stringify({ id: "0197-forged", meta: { interactionType: "redirect" } })).toString("base64");
  for (const state of ["forged", forged, "", "__proto__"]) {
    await answerWith(page, { code: "stolen", state });
    assert.deepEqual(await tokenRequests(), [], state);
  }
  await nobody(page);
});

test("an answer that was not requested is not redeemed", async (t) => {
  const page = await (await freshProfile(t)).newPage();
  await answerWith(page, { code: "stolen", state: "forged" });
  assert.deepEqual(await tokenRequests(), []);
  await nobody(page);
});

test("a code that was redeemed once is refused the second time", async (t) => {
  const context = await freshProfile(t);
  const page = await context.newPage();
  let answer = "";
  page.on("framenavigated", (frame) => {
    if (frame.url().includes("redirect.html#")) answer ||= frame.url();
  });
  await atMicrosoft(page);
  await signIn(page, people.administrator);
  await page.waitForSelector(ACCOUNT);
  await press(page, "Sign out");
  await says(page, "Sign in with Microsoft");
  await eventually(async () => (await context.pages()).length === 1, "Microsoft's window has closed");
  assert.match(answer, /code=/);
  await tenant.forget("/requests");
  await page.goto(answer);
  await page.waitForFunction(() => document.readyState === "complete");
  assert.deepEqual(await tokenRequests(), []);
  await nobody(page);
});

/** Lets a test change the claims of the id token on its way. Its signature is nothing that a browser checks. */
async function changeIdToken(page, change) {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (!request.url().includes("/oauth2/v2.0/token") || request.method() !== "POST") return request.continue();
    return redeem(request).then((answer) => {
      const [head, claims, signature] = answer.id_token.split(".");
      const changed = { ...JSON.parse(Buffer.from(claims, "base64url")), ...change };
      answer.id_token = [head, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
      return request.respond({
        status: 200,
        headers: { "access-control-allow-origin": "*" },
        contentType: "application/json",
        body: JSON.stringify(answer),
      });
    });
  });
}

async function redeem(request) {
  const { fetchOf } = await import("../support/network.js");
  const answer = await fetchOf(tenant)(request.url(), {
    method: "POST",
    headers: { origin: new URL(tenant.page).origin, "content-type": "application/x-www-form-urlencoded" },
    body: request.postData(),
  });
  return answer.json();
}

test("an ID token with another nonce, or of another tenant than the configured one, is refused", async (t) => {
  for (const change of [{ nonce: "another" }, { nonce: undefined }, { tid: "11111111-1111-4111-8111-111111111111" }]) {
    const page = await (await freshProfile(t, { deployment: "reader-operator-by-id" })).newPage();
    await atMicrosoft(page);
    await changeIdToken(page, change);
    await signIn(page, people.administrator);
    await says(page, "Sign in with Microsoft");
    assert.equal(await page.$(ACCOUNT), null, JSON.stringify(change));
    assert.deepEqual(await tenant.exchanges(), [], JSON.stringify(change));
    const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => /accesstoken|refreshtoken/.test(key)));
    assert.deepEqual(kept, [], JSON.stringify(change));
  }
});

test("no script of another window can hand the page an answer", async (t) => {
  const page = await (await freshProfile(t, { deployment: "single" })).newPage();
  await page.goto(tenant.page);
  const session = await page.createCDPSession();
  const { result } = await session.send("Runtime.evaluate", { expression: "window" });
  const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
  assert.deepEqual(listeners.filter(({ type }) => type === "message"), [], "nobody listens to messages");
  assert.equal(await page.evaluate(() => window.opener), null);
});

test("another account in another tab changes nothing in this one", async (t) => {
  const context = await freshProfile(t);
  const first = await context.newPage();
  await atMicrosoft(first);
  await signIn(first, people.administrator);
  await first.waitForSelector(ACCOUNT);

  const second = await context.newPage();
  await atMicrosoft(second);
  await signIn(second, people.helpdesk);
  const shows = (page, name) =>
    page.waitForFunction((selector, name) => document.querySelector(selector)?.innerText.includes(name), {}, ACCOUNT, name);
  await shows(second, people.helpdesk);

  await first.bringToFront();
  await first.reload();
  await shows(first, people.administrator);
  await second.bringToFront();
  await press(second, "Sign out");
  await says(second, "Sign in with Microsoft");
  await first.bringToFront();
  await first.reload();
  await shows(first, people.administrator);
});
