// What `cargo xtask bench` measures of a visit in Chromium: a first one on a slow line at a quarter of the CPU, and what
// a second one transfers. Prints one line of JSON.

import { chromium } from "playwright-core";
import { chromiumArguments, programs } from "../support/engines.js";
import { page as measured, serve } from "../support/site.js";
import { median, slow4G } from "./lines.js";

const VISITS = 5;

const site = await serve({ folder: measured });
const other = process.env.BESTOW_AGAINST && (await serve({ folder: process.env.BESTOW_AGAINST }));
const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
try {
  const [visits, before] = [[], []];
  // In turn, so that both meet the machine as it is then.
  for (let visit = 0; visit < VISITS; visit += 1) {
    visits.push(await firstVisit(site.url));
    if (other) before.push(await firstVisit(other.url));
  }
  const signInUsable = (visits) => median(visits.map((visit) => visit.signInUsable));
  console.log(
    JSON.stringify({
      largestPaint: median(visits.map((visit) => visit.largestPaint)),
      signInUsable: signInUsable(visits),
      signInUsableBefore: other ? signInUsable(before) : null,
      layoutShift: Math.max(...visits.map((visit) => visit.layoutShift)),
      secondVisit: await secondVisit(),
    }),
  );
} finally {
  await browser.close();
  site.close();
  other?.close();
}

/** A visit of a browser that has nothing of the page. */
async function firstVisit(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slow4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
  const measured = await page.evaluate(async () => {
    const signInUsable = performance.now();
    // A paint that is larger still would come with the page that has just been drawn.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { ...globalThis.measured, signInUsable };
  });
  await context.close();
  return measured;
}

/** Runs before the page's own scripts. */
function watch() {
  globalThis.measured = { largestPaint: 0, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.measured.largestPaint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.measured.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

/** The bytes, headers included, that the same browser transfers when it comes again. */
async function secondVisit() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const signIn = page.getByRole("button", { name: "Sign in with Microsoft" });
  await page.goto(site.url);
  await signIn.waitFor();
  await page.close();
  const again = await context.newPage();
  const session = await context.newCDPSession(again);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await again.goto(site.url);
  await again.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
  await context.close();
  return bytes;
}
