// The page never stays silent: whatever is missing for its start, it says what, and what to do. In three engines, by
// removing each file.

import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { engines } from "./support/engines.js";
import { changeDocument, changeHeaders, copyOfPage } from "./support/other-host.js";
import { serve } from "./support/site.js";
import { eventually } from "./support/waiting.js";

const OFF = "Bestow needs WebAssembly, which this browser has turned off.";
const OLD = "This browser is too old for Bestow.";

/** What is taken away or goes wrong, and what the page says then. */
const failures = {
  "WebAssembly": { first: "delete globalThis.WebAssembly", says: [OFF, "Enhance your security on the web", "Lockdown Mode", "javascript.options.wasm"] },
  "compiling while loading": { first: "delete WebAssembly.instantiateStreaming", says: [OLD, "WebAssembly streaming"] },
  "import maps": { first: "HTMLScriptElement.supports = undefined", says: [OLD, "import maps"] },
  "time limits of requests": { first: "delete AbortSignal.timeout", says: [OLD, "fetch"] },
  "a boot script that can be parsed": { change: (html) => html.replace("const files =", "const const files ="), says: [OLD, "yntax"] },
  "a boot script without errors": {
    change: (html) => html.replace("const keepsSignIn", "missingFunction(); const keepsSignIn"),
    says: ["Bestow couldn't start because of an error.", "missingFunction"],
  },
  "WebAssembly of this version": {
    first: "WebAssembly.instantiateStreaming = async () => { throw new WebAssembly.CompileError('unknown section') }",
    says: [OLD, "unknown section"],
  },
  "the script of the program": { remove: /^bestow-.*js$/, says: ["A file of Bestow is missing on the web host.", "HTTP 404"] },
  "the program": { remove: /^bestow_bg-/, says: ["A file of Bestow is missing on the web host.", "HTTP 404"] },
  "the content type of the script": { type: /^bestow-.*js$/, says: ["wrong content type", "text/plain"] },
  "files of this release": {
    first: `{
      const { fetch } = globalThis;
      globalThis.fetch = async (address, options) => address === "./" ? new Response('"app":{}') : fetch(address, options);
    }`,
    remove: /^bestow_bg-/,
    says: ["A newer version of Bestow is available."],
  },
  "the line": {
    first: "globalThis.fetch = () => Promise.reject(new TypeError('no line'))",
    says: ["A file of Bestow couldn't be loaded.", "Check your connection"],
  },
};

for (const [name, start] of Object.entries(engines)) {
  test(`${name} says what is missing for the start`, async (t) => {
    const browser = await start();
    t.after(() => browser.close());
    for (const [what, failure] of Object.entries(failures)) {
      const site = await siteWith(t, failure);
      await browser.goto(site.url);
      for (const words of failure.says) {
        await eventually(() => browser.run(saysInAlert, words), `without ${what}, ${name} says “${words}”`);
      }
      assert.equal(await browser.run(isWaiting), false, `without ${what} nothing says that it is loading`);
      assert.ok(await browser.run(hasReload), `without ${what} the page can be reloaded`);
      site.close();
    }
  });

  test(`${name} with WebAssembly turned off names the setting`, async (t) => {
    const browser = await start(undefined, { wasm: false });
    t.after(() => browser.close());
    const site = await serve();
    t.after(() => site.close());
    await browser.goto(site.url);
    assert.equal(await browser.run(() => typeof WebAssembly), "undefined", "it is turned off");
    await eventually(() => browser.run(saysInAlert, OFF), "it says so");
  });

  test(`${name} runs what a host sends as another type, and without storage or a secure connection`, async (t) => {
    const browser = await start();
    t.after(() => browser.close());
    const harmless = {
      "the type of WebAssembly": { type: /\.wasm$/ },
      storage: {
        first: `for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(globalThis, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
        }`,
        signIn: "Allow this site to store data",
      },
      "a secure connection": {
        first: `Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
          Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined })`,
        signIn: "https",
      },
    };
    for (const [what, failure] of Object.entries(harmless)) {
      const site = await siteWith(t, failure);
      await browser.goto(site.url);
      if (failure.signIn) {
        await eventually(() => browser.run(click, "Sign in with Microsoft"), `without ${what} a sign-in is offered`);
        await eventually(() => browser.run(shows, failure.signIn), `without ${what} the sign-in says “${failure.signIn}”`);
      }
      await eventually(() => browser.run(click, "Open the sample tenant"), `without ${what} the sample is offered`);
      await eventually(() => browser.run(shows, "aa-exchange-reports"), `without ${what} the sample opens`);
      site.close();
    }
  });

  test(`${name} says that a start takes long even where no script of the page runs`, async (t) => {
    const browser = await start();
    t.after(() => browser.close());
    // Headers of another release: the policy allows none of this one's scripts.
    const folder = await copyOfPage(t, { linked: true });
    await changeHeaders(folder, (text) => text.replaceAll(/'sha384-[^']+'/g, "'sha384-AAAA'"));
    const site = await serve({ folder });
    t.after(() => site.close());
    await browser.goto(site.url);
    assert.equal(await browser.run(() => typeof bestowStart), "undefined", "no script has run");
    assert.deepEqual(await browser.run(slowNotice), ["hidden", 15_000, "visible"]);
  });
}

test("chromium over HTTP on a local network opens the sample tenant, and the sign-in asks for HTTPS", async (t) => {
  const site = await serve();
  t.after(() => site.close());
  const browser = await engines.chromium(undefined, { args: ["--host-resolver-rules=MAP bestow.lan 127.0.0.1"] });
  t.after(() => browser.close());
  const url = new URL(site.url);
  url.hostname = "bestow.lan";
  await browser.goto(url.href);
  assert.equal(await browser.run(() => isSecureContext), false);
  await eventually(() => browser.run(click, "Sign in with Microsoft"), "a sign-in is offered");
  await eventually(() => browser.run(shows, "https"), "it asks for HTTPS");
  await eventually(() => browser.run(click, "Open the sample tenant"), "the sample is offered");
  await eventually(() => browser.run(shows, "aa-exchange-reports"), "the sample opens");
});

/** The page on a host where something is missing. */
async function siteWith(t, { first, change, remove, type }) {
  const folder = await copyOfPage(t, { linked: true });
  if (first || change) await changeDocument(folder, { first, change });
  const names = await readdir(join(folder, "assets"));
  if (remove) {
    for (const name of names.filter((it) => remove.test(it))) await rm(join(folder, "assets", name));
  }
  if (type) {
    await changeHeaders(folder, (text) => {
      const config = JSON.parse(text);
      const { headers } = config.routes.find(({ route }) => route === "/assets/*");
      const changed = names.filter((it) => type.test(it));
      const route = (name) => ({ route: `/assets/${name}`, headers: { ...headers, "Content-Type": "text/plain" } });
      return JSON.stringify({ ...config, routes: [...changed.map(route), ...config.routes] });
    });
  }
  const site = await serve({ folder });
  t.after(() => site.close());
  return site;
}

// These run in the page.

function saysInAlert(words) {
  return [...document.querySelectorAll("[role=alert]")].some((it) => it.innerText.includes(words));
}

function isWaiting() {
  return document.body.innerText.includes("Loading…");
}

function hasReload() {
  return [...document.querySelectorAll("[role=alert] button")].some((it) => it.innerText === "Reload" && it.offsetHeight > 0);
}

function shows(text) {
  return document.body.innerText.includes(text);
}

/** Clicks what a user would click, and says whether it was there. */
function click(text) {
  const found = [...document.querySelectorAll("button")].find((it) => it.textContent.trim() === text && !it.disabled);
  found?.click();
  return Boolean(found);
}

/** How the notice is at first, after how many milliseconds that changes, and how it is then. */
function slowNotice() {
  const notice = document.getElementById("start-slow");
  const { visibility } = getComputedStyle(notice);
  const [animation] = notice.getAnimations();
  const { delay } = animation.effect.getTiming();
  animation.finish();
  return [visibility, delay, getComputedStyle(notice).visibility];
}
