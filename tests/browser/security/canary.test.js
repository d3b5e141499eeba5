// Where a token is: in the Authorization header of a request to Microsoft Graph, in the answer of the token endpoint,
// and, where it can only read, in the tab's session storage. Nowhere else, and after the sign-out nowhere at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, tenant } from "../support/in-tenant.js";
import { assure, openIdentity, press, reviewTheSet, says, windowOf } from "../support/steps.js";
import { people, signIn } from "../support/tenant.js";
import { eventually } from "../support/waiting.js";

/** Keeps what a page hands out where a test can look at it: WebAssembly's memories, and files to be saved. */
function keepWhatIsHandedOut() {
  globalThis.memories = [];
  globalThis.saved = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      const result = await original.apply(WebAssembly, values);
      const { memory } = (result.instance ?? result).exports;
      if (memory) globalThis.memories.push(memory);
      return result;
    };
  }
  HTMLAnchorElement.prototype.click = function () {
    globalThis.saved.push(decodeURIComponent(this.href));
  };
  /** Everything in every database: names of databases, keys and values. */
  globalThis.stored = async () => {
    const settled = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = [settled(objects.getAllKeys()), settled(objects.getAll())];
        found.push([name, store, await keys, await values]);
      }
      database.close();
    }
    return found;
  };
}

/** Whether a text lies in WebAssembly's memory, as bytes of UTF-8 or UTF-16. Runs in the page. */
function isInMemory(text) {
  const wide = new Uint8Array([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const has = (bytes, wanted) => {
    for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
      if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
    }
    return false;
  };
  return globalThis.memories.some(({ buffer }) => {
    const bytes = new Uint8Array(buffer);
    return has(bytes, new TextEncoder().encode(text)) || has(bytes, wide);
  });
}

/** Follows everything that a page sends and says. */
function follow(page) {
  const tokens = new Map();
  const requests = [];
  const said = [];
  const pending = [];
  page.on("request", (request) => {
    requests.push({ url: request.url(), headers: request.headers(), body: request.postData() ?? "" });
  });
  page.on("response", (response) => {
    if (!new URL(response.url()).pathname.endsWith("/oauth2/v2.0/token") || response.request().method() !== "POST") return;
    pending.push(
      response.json().then((answer) => {
        const writes = answer.scope?.includes("ReadWrite");
        for (const kind of ["access_token", "refresh_token", "id_token"]) {
          if (answer[kind]) tokens.set(answer[kind], { kind, writes });
        }
      }),
    );
  });
  page.on("console", (message) => said.push(message.text()));
  return { tokens, requests, said, settled: () => Promise.all(pending) };
}

/** The heap of the page as a text, after garbage was collected. */
async function heap(page) {
  const session = await page.createCDPSession();
  const parts = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => parts.push(chunk));
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return parts.join("");
}

const storages = (page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

test("a token is found only where it is required, and nowhere after the sign-out", async (t) => {
  await tenant.change("/reset", { deployment: "reader-operator" });
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.evaluateOnNewDocument(keepWhatIsHandedOut);
  const followed = follow(page);

  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await openIdentity(page, "LazyAutomationAccount");
  await page.waitForFunction(() => !document.querySelector("section.export button:disabled"));
  for (const format of ["CSV", "JSON", "Markdown"]) await press(page, `Save as ${format}`);
  await page.waitForFunction(() => globalThis.saved.length === 3);
  await reviewTheSet(page);
  await assure(page, "LazyAutomationAccount");
  await signIn(await windowOf(page, "Apply 9 changes"), people.administrator, { consent: "accept" });
  await says(page, "9 added");
  await followed.settled();

  const { tokens, requests, said } = followed;
  const kinds = [...tokens.values()].map(({ kind, writes }) => `${kind}${writes ? " that writes" : ""}`);
  for (const kind of ["access_token", "refresh_token", "id_token", "access_token that writes"]) {
    assert.ok(kinds.includes(kind), `there was ${kind}: ${kinds}`);
  }
  let authorised = 0;
  const atTheEnd = await page.evaluate(async () => ({
    document: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll("input, textarea, select")].map((it) => it.value).join("\n"),
    files: globalThis.saved.join("\n"),
    history: JSON.stringify([location.href, history.state, performance.getEntries().map(({ name }) => name)]),
    cookies: document.cookie,
    others: JSON.stringify([await globalThis.stored(), await caches.keys(), globalThis.name]),
  }));
  assert.ok(atTheEnd.files.includes("LazyAutomationAccount"), "what was saved was looked at");
  const kept = await storages(page);
  assert.ok(await page.evaluate(isInMemory, "LazyAutomationAccount"), "what is in the memory is found there");

  for (const [token, { kind, writes }] of tokens) {
    const what = `${kind}${writes ? " that writes" : ""}`;
    for (const { url, headers, body } of requests) {
      const host = new URL(url).hostname;
      assert.ok(!url.includes(token), `${what} is in an address of ${host}`);
      for (const [name, value] of Object.entries(headers)) {
        if (!value.includes(token)) continue;
        assert.deepEqual([host, name, value], ["graph.microsoft.com", "authorization", `Bearer ${token}`]);
        authorised++;
      }
      if (body.includes(token)) assert.equal(`${kind} ${host}`, "refresh_token login.microsoftonline.com");
    }
    for (const [place, text] of Object.entries(atTheEnd)) assert.ok(!text.includes(token), `${what} is in the ${place}`);
    assert.ok(!said.join("\n").includes(token), `${what} is in the console`);
    if (writes) assert.ok(!kept.includes(token), `${what} is in a storage`);
    assert.equal(await page.evaluate(isInMemory, token), false, `${what} is in WebAssembly's memory`);
  }
  assert.ok(authorised > 2, "the tokens were used");
  const reader = [...tokens].find(([, { kind, writes }]) => kind === "access_token" && !writes)[0];
  assert.ok(kept.includes(reader), "a token that can only read may lie in the tab's session storage");

  await press(page, "Sign out");
  const isEmpty = async () => /^\[\{("msal.version":"[0-9.]+")?\},\{\}\]$/.test(await storages(page));
  await eventually(isEmpty, "nothing is left in storage");
  await eventually(async () => (await page.browserContext().pages()).length === 1, "Microsoft's window has closed");
  const left = await heap(page);
  assert.ok(left.includes("bestowOpenSample"), "the heap was read");
  for (const [token, { kind, writes }] of tokens) {
    assert.ok(!left.includes(token), `${kind}${writes ? " that writes" : ""} is still in the page's memory`);
    assert.equal(await page.evaluate(isInMemory, token), false);
  }
});

test("after the sign-out nothing is left but receipts, journals, own sets and settings, without a name", async (t) => {
  await tenant.change("/reset", { deployment: "reader-operator" });
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.evaluateOnNewDocument(keepWhatIsHandedOut);
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await openIdentity(page, "LazyAutomationAccount");
  await reviewTheSet(page);
  await assure(page, "LazyAutomationAccount");
  await signIn(await windowOf(page, "Apply 9 changes"), people.administrator, { consent: "accept" });
  await says(page, "This browser keeps the receipt until");
  await press(page, "Sign out");
  await eventually(async () => /^\[\{("msal.version":"[0-9.]+")?\},\{\}\]$/.test(await storages(page)), "nothing is left in storage");
  const left = await page.evaluate(() => globalThis.stored());
  assert.deepEqual(left.map(([name, store, keys]) => [name, store, keys.length]), [["bestow", "keys", 1], ["bestow", "receipts", 1]]);
  const text = JSON.stringify(left);
  assert.ok(text.includes("Group.ReadWrite.All"), "the receipt was looked at");
  for (const name of ["LazyAutomationAccount", "Halden", "halvorsen", "Ingrid", "Microsoft Graph", "Exchange Administrator", "INC0042"]) {
    assert.ok(!text.includes(name), `${name} is kept after the sign-out`);
  }
});
