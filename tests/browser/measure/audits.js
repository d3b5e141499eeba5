// What `cargo xtask bench` lets Lighthouse judge: the welcome page, and three pages of the sample tenant. Each page is
// loaded by its address in a tab that has the sample tenant open, as after a reload. Lighthouse measures a phone on slow
// 4G, which it simulates. Prints one line of JSON: of each page the scores in percent, and the audits that aren't passed.

import { chromiumArguments, programs } from "../support/engines.js";
import { serve } from "../support/site.js";

const packages = new URL("../lighthouse/node_modules/", import.meta.url);
const { default: lighthouse } = await import(new URL("lighthouse/core/index.js", packages));
const { default: puppeteer } = await import(new URL("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js", packages));

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const IDENTITY = "LazyAutomationAccount";

const site = await serve({ report: false });
const browser = await puppeteer.launch({
  executablePath: programs.chromium,
  args: chromiumArguments,
  env: { ...process.env, XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? "/tmp" },
});
try {
  const results = [await judge(await browser.newPage(), "welcome", site.url, false)];
  const page = await browser.newPage();
  await page.setViewport({ width: 412, height: 823 });
  await page.goto(`${site.url}#/identities`);
  await page.locator("::-p-aria(Open the sample tenant[role='button'])").click();
  const identity = await page.waitForSelector(`::-p-aria(${IDENTITY}[role='link'])`);
  const identityHash = await identity.evaluate((link) => link.hash);
  results.push(await judge(page, "list", `${site.url}#/identities`, true));
  results.push(await judge(page, "identity", site.url + identityHash, true));
  results.push(await judge(page, "review", `${site.url}#/review`, true));
  console.log(JSON.stringify(results));
} finally {
  await browser.close();
  site.close();
}

/** Loads one page and judges it. A page of the sample tenant needs the tab's storage, and so finds its files in the cache. */
async function judge(page, name, url, isTenantOpen) {
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: isTenantOpen, logLevel: "error" };
  const { lhr } = await lighthouse(url, flags, undefined, page);
  if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
  const failed = Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter(({ weight, id: audit }) => weight > 0 && (lhr.audits[audit].score ?? 1) < 0.9)
      .map(({ id: audit }) => `${id}: ${lhr.audits[audit].title}`),
  );
  const scores = Object.fromEntries(CATEGORIES.map((id) => [id, Math.round(lhr.categories[id].score * 100)]));
  return { name, scores, failed };
}
