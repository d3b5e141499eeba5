// What `cargo xtask bench` measures of long lists in Chromium: from a key to the picture it leads to, and memory. Prints
// one line of JSON. Times are those of the browser's own event timing, at a quarter of the CPU.

import { openChromium, openTenant, people, registrations, signIn } from "../support/tenant.js";
import { openIdentity, press } from "../support/steps.js";
import { showSection } from "../support/tabs.js";
import { eventually } from "../support/waiting.js";

const SCOPES = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "GroupMember.Read.All"];
/** What the keys of these characters are called. */
const KEYS = { "-": "Minus", ".": "Period" };
const IDENTITY = "id-load-test-1001-permissions";

const tenant = await openTenant();
const browser = await openChromium(tenant);
try {
  // The sample tenant comes first: a tenant keeps the size that it was given.
  const permissions = await signedIn({}, "#/identities", keysOfOneIdentity);
  const large = await reviewing(12_580, keys);
  const memory = await reviewing(10_000, heap);
  const { seen, heard } = permissions;
  console.log(JSON.stringify({ ...large, ...memory, permissions: seen, permissionsHeard: heard }));
} finally {
  await browser.close();
  tenant.close();
}

/** Signs in to a tenant of this kind at an address, and measures. */
async function signedIn(kind, address, measure) {
  await tenant.change("/reset", { deployment: "reader-operator", ...kind });
  await tenant.change("/consent", { client: registrations.reader, scopes: SCOPES });
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(watchMemory);
  await page.goto(tenant.page + address);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  const measured = await measure(page);
  await context.close();
  return measured;
}

/** The same at the review of so many identities, once it has been read. */
function reviewing(identities, measure) {
  return signedIn({ identities }, "#/review", async (page) => {
    await page.waitForSelector("table.review-table", { timeout: 300_000 });
    await page.waitForFunction(() => document.querySelector("main").innerText.includes("Complete"), { timeout: 300_000 });
    return measure(page);
  });
}

/** The keys of both lists of identities. */
async function keys(page) {
  const typed = "func-hr-sync-0012";
  const review = await typeInto(page, "#review-search", typed);
  await page.evaluate(() => (location.hash = "#/identities"));
  await page.waitForSelector("#search");
  await page.waitForFunction(() => document.querySelector("main").innerText.includes("12,580 managed identities"), {
    timeout: 60_000,
  });
  return { review, identities: await typeInto(page, "#search", typed) };
}

/** The keys of the permissions of one identity, all of which are drawn: for those who see, and for those who listen. */
async function keysOfOneIdentity(page) {
  await openIdentity(page, IDENTITY);
  await showSection(page, "Application permissions");
  // Locating elements by their names has made the browser tell assistive technology of every change, until the page is
  // left.
  await page.reload();
  await page.waitForSelector("#permission-search");
  const rows = () => page.evaluate(() => document.querySelectorAll("table.holdings tbody tr").length);
  await eventually(async () => (await rows()) === 1001, "all permissions are drawn");
  const seen = await typeInto(page, "#permission-search", "sites.readwrite");
  const session = await page.createCDPSession();
  await session.send("Accessibility.enable");
  await session.send("Accessibility.getFullAXTree");
  return { seen, heard: await typeInto(page, "#permission-search", "sites.readwrite") };
}

/** The longest and the middle time from a key to the next picture: a text is typed and taken away again. */
async function typeInto(page, selector, text) {
  const session = await page.createCDPSession();
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.focus(selector);
  await page.evaluate(() => {
    globalThis.timings = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === "keydown" || entry.name === "input") globalThis.timings.push(entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16 });
  });
  const presses = [...text, ...Array(text.length).fill("Backspace")];
  for (const key of presses) {
    await page.keyboard.press(KEYS[key] ?? key);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  const timings = await page.evaluate(() => globalThis.timings);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  // What is faster than 16 ms is not told.
  const all = [...timings, ...Array(Math.max(0, presses.length - timings.length)).fill(16)].sort((a, b) => a - b);
  return { middle: Math.ceil(all[Math.floor(all.length / 2)]), longest: Math.ceil(all.at(-1)) };
}

/** What the page holds in memory after a collection: the objects of JavaScript, and the memory of the WebAssembly. */
async function heap(page) {
  const session = await page.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const webAssembly = await page.evaluate(() => globalThis.memories.reduce((sum, it) => sum + it.buffer.byteLength, 0));
  return { heap: { javaScript: Math.round(usedSize), webAssembly } };
}

/** Runs before the page's own script. */
function watchMemory() {
  globalThis.memories = [];
  const note = ({ instance }) => {
    const memory = instance.exports.memory;
    if (memory && !globalThis.memories.includes(memory)) globalThis.memories.push(memory);
  };
  for (const name of ["instantiateStreaming", "instantiate"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      if (made.instance) note(made);
      return made;
    };
  }
}
