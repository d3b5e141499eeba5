// The pictures of the README, from the sample tenant in Chromium, into the folder that is named. Run by
// `cargo xtask docs --pictures`.

import { chromium } from "playwright-core";
import { join } from "node:path";
import { chromiumArguments, programs } from "../support/engines.js";
import { assure, openIdentity, openSample } from "../support/sample-page.js";
import { serve } from "../support/site.js";

const [folder] = process.argv.slice(2);
const IDENTITY = "LazyAutomationAccount";
const SET = "Microsoft 365 automation";

const site = await serve();
const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
try {
  const { page } = await openSample({ site, browser });
  await openIdentity(page, IDENTITY);
  await page.locator(".access-map svg, svg.access-map").first().waitFor();
  await take(page, "identity");

  await page.getByRole("link", { name: "Add permissions" }).first().click();
  await page.getByRole("button", { name: SET }).click();
  await page.getByRole("button", { name: "Add set" }).click();
  await page.getByText("9 selected").waitFor();
  await take(page, "add");

  await page.getByRole("button", { name: /^Review \d/ }).click();
  await page.getByRole("heading", { name: "Review the change" }).waitFor();
  await assure(page, IDENTITY);
  await take(page, "review");

  const dark = await openSample({ site, browser }, "#/review", { colorScheme: "dark" });
  await dark.page.getByRole("button", { name: /review/i }).first().click();
  await take(dark.page, "tenant-review");
} finally {
  await browser.close();
  site.close();
}

/** The window, once nothing is being loaded any more and no message covers it. */
async function take(page, name) {
  await page.waitForFunction(() => !document.querySelector("main .waiting, .toast"));
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
