// Nothing that a response says chooses where the token goes: links to further pages, redirects, claims, error pages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, freshProfile, signedIn, tenant } from "../support/in-tenant.js";
import { press, says } from "../support/steps.js";
import { eventually } from "../support/waiting.js";

/** Signs in, with these faults ordered for what comes after. */
async function signedInWith(t, faults) {
  const context = await freshProfile(t);
  await tenant.change("/faults", faults);
  return signedIn(context);
}

const ofGraph = (effect, times) => [{ host: "graph.microsoft.com", method: "POST", path: "$batch", times, effect }];

/** Every request to Graph that was not a preflight went to one of two addresses. */
async function onlyBatches() {
  const asked = (await tenant.read("/requests")).filter(({ host }) => host === "graph.microsoft.com");
  assert.ok(asked.length > 0);
  assert.deepEqual(asked.map(({ path }) => path).filter((path) => !/^\/(v1\.0|beta)\/\$batch$/.test(path)), []);
  return asked;
}

const GRAPH = "https://graph.microsoft.com/v1.0/servicePrincipals";

/** What a link to a next page may not be. The native tests have more; here a browser would send what gets through. */
const links = [
  "https://evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com.evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com@evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com:x@evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com:8443/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com./v1.0/servicePrincipals?$skiptoken=x",
  "https://GRAPH.MICROSOFT.COM/v1.0/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com%2eevil.example/v1.0/servicePrincipals?$skiptoken=x",
  "https://gr\u0430ph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
  "http://graph.microsoft.com/v1.0/servicePrincipals?$skiptoken=x",
  "//evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "/\\\\evil.example/v1.0/servicePrincipals?$skiptoken=x",
  "\\\\\\\\evil.example\\\\v1.0",
  "https:\\\\\\\\evil.example/v1.0/servicePrincipals",
  "data:application/json,{}",
  "blob:https://app.contoso.example/x",
  "javascript:alert(1)",
  "https://graph.microsoft.com/beta/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com/v1.0.evil.example/servicePrincipals?$skiptoken=x",
  "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
  "https://graph.microsoft.com/v1.0/servicePrincipals/../users?$skiptoken=x",
  "https://graph.microsoft.com/v1.0/servicePrincipals/%2e%2e/users?$skiptoken=x",
  "https://graph.microsoft.com/v1.0/$batch",
  `${GRAPH}?$skiptoken=x#https://evil.example`,
  `${GRAPH}?$skiptoken=a\\u0009b`,
  `${GRAPH}?$skiptoken=a\\u000d\\u000aHost: evil.example`,
  "",
];

test("a next-page link to another host is not followed, and the list is marked incomplete", async (t) => {
  const page = await signedInWith(t, []);
  await page.waitForSelector("tr.item");
  for (const link of links) {
    const effect = { kind: "rewritten", from: '"value":[', to: `"@odata.nextLink":"${link}","value":[` };
    await tenant.change("/faults", ofGraph(effect));
    await tenant.forget("/requests");
    await press(page, "Refresh: the list of identities");
    await eventually(async () => (await tenant.exchanges()).length > 0, `the list was read again: ${link}`);
    await says(page, "This list is incomplete");
    const asked = await onlyBatches();
    const urls = asked.flatMap(({ items }) => items.map(({ url }) => url));
    assert.deepEqual(urls.filter((url) => !/^\/(servicePrincipals|me|organization|roleManagement|directory)/.test(url)), [], link);
    assert.equal(urls.filter((url) => url.includes("skiptoken")).length, 0, `${link} was followed`);
    await tenant.change("/faults", []);
    await press(page, "Refresh: the list of identities");
    await page.waitForFunction(() => !document.body.innerText.includes("This list is incomplete"));
  }
});

test("a redirect of Microsoft Graph is not followed, wherever it leads", async (t) => {
  for (const [status, to] of [
    [302, "https://evil.example/v1.0/$batch"],
    [307, "https://graph.microsoft.com/v1.0/me"],
    [308, "/v1.0/organization"],
  ]) {
    const page = await signedInWith(t, ofGraph({ kind: "redirected", status, to }));
    await eventually(async () => (await tenant.exchanges()).length > 0, "the page asked");
    await page.waitForSelector(".waiting, .notice");
    await onlyBatches();
    await page.close();
  }
});

test("a proxy's page in place of an answer is not shown, only its status", async (t) => {
  const effect = { kind: "rewritten", from: "{", to: "<!doctype html><script>pwned()</script><h1>502 Bad Gateway</h1>{" };
  const page = await signedInWith(t, ofGraph(effect));
  await page.waitForSelector(".notice.bad");
  assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /Bad Gateway|pwned/);
});

test("a service that always requires other claims is asked once, then the user decides", async (t) => {
  const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c9"}}}').toString("base64");
  const page = await signedInWith(t, ofGraph({ kind: "challenged", claims }));
  await says(page, "Continue sign-in");
  const windows = (await browser.pages()).filter((it) => it.url().includes("login."));
  assert.equal(windows.length, 0, "no window opens by itself");
  const asked = await tenant.exchanges();
  assert.ok(asked.length <= 6, `${asked.length} requests were made for a demand that cannot be met silently`);
});

test("addresses in a link lead only to pages of Bestow", async (t) => {
  const page = await signedInWith(t, []);
  const origin = new URL(tenant.page).origin;
  for (const path of [
    "#//evil.example",
    "#/\\evil.example",
    "#https://evil.example",
    "#javascript:alert(1)",
    "#/identity/..%2f..%2fevil",
    "#/%2f%2fevil.example",
    "?returnTo=https://evil.example#/identities",
    "?redirect_uri=https://evil.example&state=x#/identities",
    "?tenant=evil.example&authority=https://evil.example&cloud=china#/settings",
    "#/identities?authority=https://evil.example",
    "#code=stolen&state=forged",
    "#access_token=stolen&token_type=Bearer",
    "#/settings?clientId=11111111-1111-4111-8111-111111111111",
  ]) {
    await page.goto(tenant.page + path);
    await page.waitForSelector("main h1");
    assert.equal(new URL(page.url()).origin, origin, path);
  }
  const authorities = (await tenant.read("/requests")).filter(({ host }) => host.startsWith("login."));
  // By its domain as the configuration has it, or by the id that the sign-in told.
  const tenants = new Set(authorities.map(({ path }) => path.split("/")[1]));
  assert.deepEqual([...tenants].filter((name) => !["halden.example", "common", "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640"].includes(name)), []);
});
