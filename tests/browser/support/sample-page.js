// The page with the sample tenant open, in Chromium, as a user has it before them.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { chromiumArguments, programs } from "./engines.js";
import { serve } from "./site.js";
import { showSection } from "./tabs.js";
import { eventually } from "./waiting.js";
import { isSaidOfOwnAttempt } from "./violations.js";

/** Serves the release files and starts a browser; both end with the test. */
export async function start(t) {
  const site = await serve();
  const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
  t.after(async () => {
    await browser.close();
    site.close();
    assert.deepEqual(site.violations, [], "the policy was kept");
  });
  return { site, browser };
}

/**
 * A page at an address of the sample tenant. `requests` are those that the page sends after the tenant is open,
 * `errors` what it complains of.
 */
export async function openSample({ site, browser }, hash = "#/identities", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const errors = watch(page);
  await page.goto(site.url + hash);
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByText("Sample tenant", { exact: true }).waitFor();
  const requests = [];
  // Chromium asks for the icon again whenever the address changes, and the page fetches its own later parts.
  const isOwnFile = (url) => url.startsWith(`${site.url}assets/`) && /\/assets\/(icon|part)-[^/]+$/.test(url);
  page.on("request", (request) => isOwnFile(request.url()) || requests.push(request.url()));
  return { page, context, errors, requests };
}

/** Collects what a page complains of. A host without a config.json answers 404, which the browser notes by itself. */
export function watch(page) {
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const isExpected = message.location().url.endsWith("/config.json") || isSaidOfOwnAttempt(message.text());
    if (message.type() === "error" && !isExpected) errors.push(message.text());
  });
  return errors;
}

/** Finds an identity by what is typed into the search box, and opens it. */
export async function openIdentity(page, name) {
  await page.getByLabel("Find an identity").fill(name);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/** A section of an identity's page, with its tab open. */
export async function section(page, name) {
  await showSection(page, name);
  return page.getByRole("region", { name, exact: true });
}

/**
 * Gives what the approval of the review takes: a reason, the confirmation of the identities where they are not only that
 * of the page, and the identity's name and the end of its object ID where they have to be typed.
 */
export async function assure(page, name, reason = "INC0042", ending = "") {
  await page.getByLabel("Justification").fill(reason);
  const confirmation = page.getByRole("checkbox", { name: /^Yes, change the permissions of/ });
  if (await confirmation.count()) await confirmation.check();
  const idEnding = page.getByLabel("Last 4 characters of the object ID");
  if (ending) await idEnding.fill(ending);
  const typed = page.getByLabel("Name of the identity");
  if (await typed.count()) await typed.fill(name);
}

/** Presses Tab until the element with this role and name has the focus. */
export async function tabTo(page, role, name, most = 200) {
  const target = page.getByRole(role, { name });
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    if (await target.first().evaluate((element) => element === document.activeElement).catch(() => false)) return;
  }
  throw new Error(`${most} presses of Tab do not lead to the ${role} ${name}`);
}

/** The texts of the first column's strong part and of the badge, row by row, of the table with this class. */
export const verdicts = (page, table) =>
  page.locator(`table.${table} tbody tr`).evaluateAll((rows) =>
    rows.map((row) => [
      row.querySelector("th .strong").textContent,
      row.querySelector("th .faint")?.textContent ?? "",
      row.querySelector("td .badge")?.textContent ?? "",
    ]),
  );

/** Chooses Microsoft Graph wherever the review asks which API is meant. */
export async function chooseGraph(page) {
  const questions = page.getByRole("group", { name: "Which one?" });
  for (let open = await questions.count(); open > 0; open = await questions.count()) {
    await questions.first().getByRole("button", { name: "Microsoft Graph", exact: true }).click();
    await eventually(async () => (await questions.count()) < open, "the question is settled");
  }
  await page.locator("table.review").waitFor();
}
