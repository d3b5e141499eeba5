// What is downloaded when: counts of files and their sizes, never times.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { chromiumArguments, programs } from "./support/engines.js";
import { page as folder, serve } from "./support/site.js";
import { press, says } from "./support/steps.js";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const LIBRARY = "msal-browser-";

/** The names of the files of each later part, as the boot script has them. */
const html = await readFile(join(folder, "index.html"), "utf8");
const [, text] = html.match(/const files = (\{.*\});/);
const { parts, later } = JSON.parse(text);
const filesOf = (part) => parts[part].map((name) => later[name].wasm.replace("./assets/", ""));

let browser;

before(async () => {
  browser = await puppeteer.launch({ executablePath: programs.chromium, args: chromiumArguments });
});

after(() => browser?.close());

/** A page of a fresh profile, and the names of the files that it asks for. `isIdle` says whether it ever is. */
async function open(t, { isIdle, configured = true, savesData = false }) {
  const site = await serve({ configured });
  const context = await browser.createBrowserContext();
  t.after(async () => {
    await context.close();
    site.close();
  });
  const page = await context.newPage();
  const asked = new Set();
  page.on("request", (request) => asked.add(request.url().split("/").at(-1)));
  if (!isIdle) await page.evaluateOnNewDocument(() => (globalThis.requestIdleCallback = () => 0));
  if (savesData) {
    await page.evaluateOnNewDocument(() => {
      Object.defineProperty(Navigator.prototype, "connection", { value: { saveData: true } });
    });
  }
  await page.goto(site.url);
  const has = (begins) => [...asked].some((name) => name.startsWith(begins));
  const hasPart = (part) => filesOf(part).every((name) => asked.has(name));
  return { page, asked, has, hasPart };
}

async function openSample(page) {
  await press(page, "Open the sample tenant");
  await page.waitForSelector("::-p-aria(Find an identity)");
}

test("a visit that can't sign in never downloads the sign-in library", async (t) => {
  const { page, has, hasPart } = await open(t, { isIdle: true, configured: false });
  await openSample(page);
  // What is fetched ahead comes after the library would have.
  await eventually(() => hasPart("reviewing"), "parts are fetched ahead");
  assert.equal(has(LIBRARY), false);
});

test("the sign-in library is downloaded when the browser is idle, and before that when the pointer or the focus reaches the button", async (t) => {
  const idle = await open(t, { isIdle: true });
  await eventually(() => idle.has(LIBRARY), "it is downloaded when the browser is idle");
  const busy = await open(t, { isIdle: false });
  const button = await busy.page.waitForSelector("::-p-aria(Sign in with Microsoft)");
  assert.equal(busy.has(LIBRARY), false, "a first visit does without");
  await button.hover();
  await eventually(() => busy.has(LIBRARY), "it is downloaded for the pointer");
  const keyboard = await open(t, { isIdle: false });
  await keyboard.page.waitForSelector("::-p-aria(Sign in with Microsoft)");
  assert.equal(keyboard.has(LIBRARY), false);
  await keyboard.page.focus("button.primary");
  await eventually(() => keyboard.has(LIBRARY), "it is downloaded for the keyboard");
});

test("a tab that keeps a sign-in downloads the library with the program, and without being idle", async (t) => {
  const tenant = await openTenant();
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => (globalThis.requestIdleCallback = () => 0));
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.helpdesk);
  await page.waitForSelector("::-p-aria(Find an identity)");
  await page.reload();
  await page.waitForSelector("::-p-aria(Find an identity)");
  const order = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1)));
  const position = (begins) => order.findIndex((name) => name.startsWith(begins));
  assert.ok(position(LIBRARY) >= 0 && position(LIBRARY) < position("part-"), `${order}`);
});

test("where signing in opens a window, the button waits for the library", async (t) => {
  const tenant = await openTenant({ mode: "single" });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  const page = await browser.newPage();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (request.url().includes(LIBRARY)) await held;
    await request.continue();
  });
  await page.goto(tenant.page);
  const button = await page.waitForSelector("::-p-aria(Sign in with Microsoft)");
  const isDisabled = () => button.evaluate((it) => it.disabled);
  assert.equal(await isDisabled(), true);
  release();
  await eventually(async () => !(await isDisabled()), "it can be pressed then");
});

test("once a tenant is open and the browser is idle, the parts that most users need are fetched", async (t) => {
  const { page, hasPart, asked } = await open(t, { isIdle: true });
  await page.waitForSelector("::-p-aria(Open the sample tenant)");
  assert.ok(![...asked].some((name) => name.startsWith("part-")), "nothing of it on the first page");
  await openSample(page);
  for (const part of ["looking", "describing", "changing", "adding", "applying", "reviewing"]) {
    await eventually(() => hasPart(part), `${part} is fetched`);
  }
  assert.equal(hasPart("settling"), false, "the others when they are asked for");
});

test("a link that the pointer or the focus reaches has its part fetched", async (t) => {
  const { page, hasPart } = await open(t, { isIdle: false });
  await openSample(page);
  assert.equal(hasPart("reviewing") || hasPart("sets"), false);
  await (await page.waitForSelector("::-p-aria(Tenant review)")).hover();
  await eventually(() => hasPart("reviewing"), "for the pointer");
  await (await page.waitForSelector('nav a[href="#/sets"]')).focus();
  await eventually(() => hasPart("sets"), "for the focus");
});

for (const [how, options] of Object.entries({ "a browser that saves data": { savesData: true }, "the setting": {} })) {
  test(`nothing is fetched ahead where ${how} forbids it`, async (t) => {
    const { page, asked, hasPart } = await open(t, { isIdle: true, ...options });
    if (!options.savesData) {
      await page.evaluate(() => (location.hash = "#/settings"));
      await press(page, "Load pages in advance");
      assert.equal(await page.evaluate(() => localStorage.getItem("bestow.fetch-ahead")), "off");
      asked.clear();
      await page.evaluate(() => (location.hash = "#/"));
      await page.reload();
    }
    await openSample(page);
    await (await page.waitForSelector("::-p-aria(Tenant review)")).hover();
    // A page that is asked for is fetched, and whatever was to come before has come by then.
    await press(page, "Permission sets");
    await says(page, "New set or import");
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
    assert.ok(hasPart("sets"));
    assert.equal(["looking", "changing", "reviewing"].some(hasPart), false, [...asked].join());
  });
}

test("a release has at most sixteen later files", async (t) => {
  if (!existsSync(join(folder, "manifest.json"))) return t.skip("a page that was built for development has more");
  const names = (await readdir(join(folder, "assets"))).filter((name) => /^part-.*\.wasm$/.test(name));
  assert.ok(names.length >= Object.keys(parts).length && names.length <= 16, names.join());
  assert.deepEqual(new Set(Object.keys(parts).flatMap(filesOf)), new Set(names), "each belongs to a part");
});

test("a release does not grow unnoticed", async (t) => {
  const manifest = await readFile(join(folder, "manifest.json"), "utf8").catch(() => null);
  if (!manifest) return t.skip("a page that was built for development isn't");
  const { files, parts: manifestParts } = JSON.parse(manifest);
  const sum = (fits) => Object.entries(files).reduce((sum, [name, { bytes, brotli }]) => (fits(name) ? sum + (brotli ?? bytes) : sum), 0);
  const first = sum((name) => name === "index.html" || /^assets\/(bestow|style|icon)/.test(name));
  assert.ok(first <= 162_500, `first visit: ${first}`);
  const ofMainJob = new Set(["workplace", "looking", "changing"].flatMap((part) => manifestParts[part]));
  const mainJob = sum((name) => ofMainJob.has(name));
  assert.ok(first + mainJob <= 755_000, `main job: ${first + mainJob}`);
  const later = sum((name) => name.startsWith("assets/part-"));
  assert.ok(first + later <= 1_970_000, `all parts: ${first + later}`);
});
