// A tenant in which every name, description and label was chosen to do harm: on every screen each is text, the whole
// text and nothing but text, and what cannot be seen in it is written out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hostileTexts, shown } from "../support/hostile.js";
import { browser, tenant } from "../support/in-tenant.js";
import { press, pressReview, says } from "../support/steps.js";
import { people, signIn } from "../support/tenant.js";

async function signedIn(t) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const dialogs = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  await page.evaluateOnNewDocument(() => {
    globalThis.pwned = () => (globalThis.wasPwned = true);
  });
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await page.waitForSelector("tr.item");
  return { page, dialogs };
}

/** What of the document holds a marked text, and what is in it that the program would not have made. Runs in the page. */
function collect() {
  const texts = [];
  const attributes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE && /~\d+~/.test(node.data)) {
      // A long name has places where it may break, and a text between each.
      texts.push(node.parentNode.querySelector(":scope > wbr") ? node.parentNode.textContent : node.data);
    }
    for (const { name, value } of node.attributes ?? []) {
      if (/~\d+~/.test(value)) attributes.push([node.tagName, name, value]);
    }
  }
  // The page draws icons, the access map and the tier bar itself. An attribute of theirs that runs something is found below.
  const foreign = "script, iframe, object, embed, style, base, meta, link, template, svg:not(.icon, .access-map, .tier-bar), math, video, img, form[action]";
  const elements = [...document.body.querySelectorAll(foreign)].filter((it) => it.id !== "shell").map((it) => it.outerHTML);
  const handlers = [...document.body.querySelectorAll("*")].flatMap((it) =>
    it.getAttributeNames().filter((name) => name.startsWith("on") || name === "style" || name === "srcdoc"),
  );
  const ids = [...document.querySelectorAll("[id], [name]")].map((it) => it.id || it.getAttribute("name"));
  const links = [...document.querySelectorAll("a[href]")].map((it) => new URL(it.getAttribute("href"), location.href).href);
  const loose = [...document.querySelectorAll("a[target]")].filter((it) => !it.relList.contains("noopener")).map((it) => it.href);
  const polluted = Object.keys(Object.prototype);
  return { texts, attributes, elements, handlers, ids, links, loose, polluted, wasPwned: globalThis.wasPwned ?? false };
}

const seen = new Set();

/** Holds what is on the screen to what the texts are. */
async function check(page, where) {
  const found = await page.evaluate(collect);
  assert.equal(found.wasPwned, false, `${where}: a script ran`);
  assert.deepEqual(found.elements, [], `${where}: markup came from a text`);
  assert.deepEqual(found.handlers, [], `${where}: an attribute came from a text`);
  assert.deepEqual(found.ids.filter((id) => !/^[a-z][a-z0-9-]*$/.test(id)), [], `${where}: an id came from a text`);
  const places = found.links.map((link) => new URL(link)).filter(({ protocol }) => !["https:", "http:"].includes(protocol));
  assert.deepEqual(places, [], `${where}: a link leads to a script`);
  assert.deepEqual(found.loose, [], `${where}: a link gives its page away`);
  assert.deepEqual(found.polluted, [], `${where}: every object has what a text said`);
  const hosts = new Set(found.links.map((link) => new URL(link).hostname));
  assert.ok([...hosts].every((host) => /(^|\.)(app\.contoso\.example|microsoft\.com|azure\.com|github\.com)$/.test(host)), `${where}: ${[...hosts]}`);
  for (const value of [...found.texts, ...found.attributes.map(([, , value]) => value)]) {
    for (const [, number] of value.matchAll(/~(\d+)~/g)) {
      const whole = shown(hostileTexts[number]);
      // Long texts may be cut where the page says so by three dots.
      // The access map cuts names at the width of its nodes.
      const isCut = value.endsWith("…") && whole.startsWith(value.slice(value.indexOf(`~${number}~`), -1));
      // A link of the map leads to a search for the name, which its address has encoded.
      const isSearch = value.startsWith("#/") && hostileTexts[number].startsWith(decodeURIComponent(value.slice(value.indexOf("?q=") + 3)));
      assert.ok(isCut || isSearch || value.includes(whole), `${where}: ${JSON.stringify(value)} is not ${JSON.stringify(whole)}`);
      seen.add(Number(number));
    }
  }
  for (const [element, name, value] of found.attributes) {
    const isSearch = name === "href" && /^#\/identity\/[0-9a-f-]{36}\/permissions\?q=/.test(value);
    assert.ok(isSearch || ["title", "aria-label", "value"].includes(name), `${where}: ${element} has a text in ${name}`);
  }
}

test("more than 200 hostile texts are shown as text on every screen", async (t) => {
  await tenant.change("/reset", { deployment: "reader-operator" });
  await tenant.change("/hostile", { texts: hostileTexts });
  const { page, dialogs } = await signedIn(t);
  await check(page, "the identities");

  // The identity with the most permissions, whose names and descriptions fill a screen.
  for (const id of await identitiesWorthSeeing()) {
    await page.goto(`${tenant.page}#/identity/${id}`);
    await page.waitForSelector("h1");
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .waiting"), { timeout: 20_000 });
    await check(page, `the identity ${id}`);
    await openFacets(page);
    await check(page, `the facets of ${id}`);
  }
  const [first] = await identitiesWorthSeeing();
  await page.goto(`${tenant.page}#/identity/${first}/change`);
  await page.waitForSelector(".option");
  for (let more = 0; more < 3; more++) {
    await check(page, "choosing");
    const button = await page.$("::-p-aria([name=\"Show more\"][role=\"button\"])");
    await button?.click();
  }
  await (await page.waitForSelector(".option input[type=checkbox]")).click();
  await press(page, "Review 1 permission");
  await page.waitForSelector("table.review tbody tr");
  await check(page, "the review");
  const [one, other] = await identitiesWorthSeeing();
  await page.goto(`${tenant.page}#/identity/${one}/compare?with=${other}`);
  await page.waitForSelector("main table tbody tr");
  await check(page, "the comparison");
  await page.goto(`${tenant.page}#/review`);
  await page.waitForSelector("main table tbody tr", { timeout: 60_000 });
  await check(page, "the review of the tenant");
  await page.goto(`${tenant.page}#/settings`);
  await page.waitForSelector("dl.facts");
  await check(page, "the settings");
  await says(page, "All checks passed.");
  assert.deepEqual(dialogs, []);
  assert.ok(seen.size >= 200, `only ${seen.size} of ${hostileTexts.length} texts were on a screen`);
});

/** Ids of identities on which much is to be seen. */
async function identitiesWorthSeeing() {
  const worth = await tenant.read("/hostile");
  assert.ok(worth.length > 0);
  return worth;
}

/** Opens every facet that waits for a click, and waits until all are read. */
async function openFacets(page) {
  await page.evaluate(() => document.querySelectorAll("details:not([open]) > summary").forEach((it) => it.click()));
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .waiting"), { timeout: 20_000 });
}

test("an application that calls itself Microsoft Graph is marked, and a poisoned list of roles is refused", async (t) => {
  await tenant.change("/reset", { deployment: "reader-operator" });
  await tenant.change("/hostile", { pose: true });
  const { page } = await signedIn(t);
  const [id] = await identitiesWorthSeeing();
  await page.goto(`${tenant.page}#/identity/${id}/change`);
  await page.waitForSelector(".option");
  await press(page, "Paste a list or script");
  await (await page.waitForSelector("::-p-aria(Text with permissions)")).type("Mail.Send, AuditLog.Read.All, Tomorrow.Read.All");
  await press(page, "Add to selection");
  await pressReview(page);
  await page.waitForSelector("table.review tbody tr");
  await says(page, "The permission's ID and name don't match.");
  await says(page, "New permission: not rated yet");
  await press(page, "Microsoft Graph (0badcafe-0000-4000-8000-00000000f4fe)");
  await says(page, "This API isn't one of Microsoft's, despite its name.");
  assert.deepEqual(await tenant.read("/ledger"), []);
});
