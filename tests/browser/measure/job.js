// What `cargo xtask bench` measures of the main job on the sample tenant: opening the tenant, then an identity, then the
// page that adds permissions. Three lines: slow and new to the browser, slow and visited before, and as fast as the
// machine is. Where BESTOW_AGAINST names the folder of another release, both are visited in turn, so that their ratio
// means something on a machine whose speed changes. Prints one line of JSON.

import { chromium } from "playwright-core";
import { chromiumArguments, programs } from "../support/engines.js";
import { page as measured, serve } from "../support/site.js";
import { median, slow4G } from "./lines.js";

const ROUNDS = 3;
/** How long somebody reads before the next click, in milliseconds. Not counted. */
const READING = 3000;
const IDENTITY = "LazyAutomationAccount";
const LINES = [
  { name: "slowCold", isSlow: true, visitsBefore: 0 },
  { name: "slowWarm", isSlow: true, visitsBefore: 1 },
  { name: "fast", isSlow: false, visitsBefore: 0 },
];

/** The steps of the job: what is clicked, and what is there once the step is usable. */
const STEPS = [
  {
    name: "open",
    click: (page) => page.getByRole("button", { name: /^Open (the )?sample tenant$/ }).click(),
    isUsable: () => document.querySelector("main input[type=search], main #search") && document.querySelector("main table tbody tr"),
  },
  {
    name: "identity",
    prepare: (page) => page.locator("#search").fill(IDENTITY),
    click: (page) => page.getByRole("link", { name: IDENTITY, exact: true }).first().click(),
    isUsable: () => document.querySelector("main h1") && location.hash.startsWith("#/identity/"),
  },
  {
    name: "add",
    click: (page) => page.getByRole("link", { name: /^Add permissions/ }).first().click(),
    isUsable: () => location.hash.includes("/change") && document.querySelector("main input[type=search]"),
  },
];

const sites = { now: await serve({ folder: measured }) };
if (process.env.BESTOW_AGAINST) sites.before = await serve({ folder: process.env.BESTOW_AGAINST });
const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
try {
  const results = {};
  for (const { name, isSlow, visitsBefore } of LINES) {
    const visits = { now: [], before: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [which, site] of Object.entries(sites)) visits[which].push(await visit(site.url, isSlow, visitsBefore));
    }
    results[name] = Object.fromEntries(Object.keys(sites).map((which) => [which, summary(visits[which])]));
  }
  console.log(JSON.stringify(results));
} finally {
  await browser.close();
  for (const site of Object.values(sites)) site.close();
}

/** One visit of a browser that has been there `visitsBefore` times: what each step took and transferred. */
async function visit(url, isSlow, visitsBefore) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  for (let before = 0; before < visitsBefore; before++) await oneVisit(context, url, false);
  const steps = await oneVisit(context, url, isSlow);
  await context.close();
  return steps;
}

async function oneVisit(context, url, isSlow) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let [requests, bytes] = [0, 0];
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", () => (requests += 1));
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  if (isSlow) {
    await session.send("Network.emulateNetworkConditions", slow4G);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(url, { waitUntil: "commit" });
  await page.getByRole("button", { name: /^Open (the )?sample tenant$/ }).waitFor();
  await page.waitForTimeout(READING);
  const steps = {};
  for (const { name, prepare, click, isUsable } of STEPS) {
    await prepare?.(page);
    [requests, bytes] = [0, 0];
    const started = Date.now();
    await click(page);
    await page.waitForFunction(isUsable, null, { polling: "raf", timeout: 120_000 });
    await page.waitForFunction(() => !document.querySelector("main .waiting"), null, { polling: "raf", timeout: 120_000 });
    steps[name] = { milliseconds: Date.now() - started, requests, bytes };
    await page.waitForTimeout(READING);
  }
  await page.close();
  return steps;
}

/** The middle visit of each step, and of the whole job. */
function summary(visits) {
  const names = STEPS.map(({ name }) => name);
  const middle = (name, what) => median(visits.map((visit) => visit[name][what]));
  const steps = names.map((name) => ({
    name,
    milliseconds: middle(name, "milliseconds"),
    requests: middle(name, "requests"),
    bytes: middle(name, "bytes"),
  }));
  const whole = visits.map((visit) => names.reduce((sum, name) => sum + visit[name].milliseconds, 0));
  return { steps, milliseconds: median(whole) };
}
