// What a user does on the page, in a few words: each waits for what it needs, by the names that people see and hear.

import { showSection } from "./tabs.js";
import { eventually } from "./waiting.js";

/** Presses a button or follows a link by its name. */
export async function press(page, name) {
  const found = await page.waitForSelector(`::-p-aria([name="${name}"])`, { visible: true });
  await page.waitForFunction((it) => !it.disabled, {}, found);
  // A bar at the bottom of the window may be above what is at the end of the page.
  await found.evaluate((it) => it.scrollIntoView({ block: "center" }));
  await found.click();
}

/** Opens the tab with the logs of an identity, which loads them. */
export async function loadLogs(page) {
  await showSection(page, "Sign-ins");
}

/** Presses the button that leads to the review, whatever is selected. */
export async function pressReview(page) {
  const button = await page.waitForFunction(() =>
    [...document.querySelectorAll("button")].find((it) => /^Review \d/.test(it.textContent.trim())),
  );
  await button.click();
}

/**
 * Presses a button that opens a window of Microsoft's, and gives the window. A click counts for nothing where the page's
 * own window has only just come to the front, which it does whenever another test's is closed, and misses a button that
 * moves in that moment. While a click is being followed the button cannot be pressed; where it still can be, it is
 * pressed again, as a person would.
 */
export async function windowOf(page, name) {
  let opened;
  let pressedAt = Date.now();
  page.once("popup", (window) => (opened = window));
  await press(page, name);
  const waited = eventually(async () => {
    if (!opened && Date.now() - pressedAt > 1500 && (await canBePressed(page, name))) {
      pressedAt = Date.now();
      await press(page, name);
    }
    return opened;
  }, `“${name}” opens a window`);
  await waited.catch(async (error) => {
    error.message += `; the page says: ${await page.evaluate(() => document.querySelector("main")?.innerText)}`;
    throw error;
  });
  return opened;
}

const canBePressed = (page, name) =>
  page.evaluate(
    (name) => [...document.querySelectorAll("button")].some((it) => it.textContent.trim() === name && !it.disabled),
    name,
  );

/** Waits until the page says something. */
export function says(page, text) {
  return eventually(
    () => page.evaluate((text) => document.body.innerText.includes(text), text).catch(() => false),
    `the page says “${text}”`,
  );
}

/** Opens the page of an identity by its name, as a person does: search, and choose from the list. */
export async function openIdentity(page, name) {
  const search = await page.waitForSelector("::-p-aria(Find an identity)");
  await search.click({ count: 3 });
  await search.type(name);
  const link = await page.waitForSelector(`::-p-aria([name="${name}"][role="link"])`);
  await link.click();
  await page.waitForSelector(`::-p-aria([name="${name}"][role="heading"])`);
}

/**
 * Everything that a table of the page says: a list of rows, each a list of cells, put together from its pieces of
 * text.
 */
export function rows(page, selector) {
  return page.evaluate((selector) => {
    const words = (cell) => {
      const pieces = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const texts = [];
      // A place where a name may break is between two pieces of one word.
      while (pieces.nextNode()) {
        const text = pieces.currentNode;
        texts.push(text.previousSibling?.nodeName === "WBR" ? "" : " ", text.data);
      }
      return texts.join("").replace(/\s+/g, " ").trim();
    };
    return [...document.querySelectorAll(`${selector} tbody tr`)].map((row) => [...row.children].map(words));
  }, selector);
}

/** Chooses the built-in set for the identity whose page is open, and reads the review. Returns its rows. */
export async function reviewTheSet(page) {
  await press(page, "Add permissions");
  await chooseTheSet(page);
  return reviewRows(page);
}

/** Chooses the built-in set and asks for the review. */
export async function chooseTheSet(page) {
  await press(page, "Microsoft 365 automation");
  await press(page, "Add set");
  await press(page, "Review 8 permissions and 1 Entra role");
}

/** Gives what the approval of the review takes: a reason, and the identity's name where that has to be typed. */
export async function assure(page, name, reason = "INC0042") {
  await (await page.waitForSelector("#approve-reason", { visible: true })).type(reason);
  await (await page.$("#approve-name"))?.type(name);
}

/** The rows of the review, once it is read. */
export async function reviewRows(page) {
  await page.waitForSelector("table.review tbody tr");
  return rows(page, "table.review");
}
