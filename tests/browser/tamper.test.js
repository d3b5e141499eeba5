// A file that was changed on the host is not run, whichever file and whichever engine; and with a changed file no one
// signs in and nothing is asked of Microsoft Graph.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { engines } from "./support/engines.js";
import { page, serve } from "./support/site.js";
import { press, says } from "./support/steps.js";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

/** How a page shows that it did not accept a file. */
const refusals = {
  "bestow-": appRefused,
  "bestow_bg-": appRefused,
  "msal-browser-": signInRefused,
  "sample-": sampleRefused,
  "sample_bg-": sampleRefused,
};

for (const [name, start] of Object.entries(engines)) {
  test(`${name} runs no file that was changed`, async (t) => {
    const browser = await start();
    t.after(() => browser.close());
    for (const [file, refused] of Object.entries(refusals)) {
      const folder = await tampered(file);
      t.after(() => rm(folder, { recursive: true }));
      const site = await serve({ folder });
      t.after(() => site.close());
      await browser.goto(site.url);
      await eventually(() => browser.run(refused), `${file}… is refused`);
    }
  });
}

/** What each file is for, by what its name begins with: with one of its bits flipped, this is how far a person comes. */
const reaches = {
  "bestow-": appRefusedByAll,
  "bestow_bg-": appRefusedByAll,
  "msal-browser-": noSignIn,
  "msal-redirect-bridge-": noWayBack,
  "part-": partMissing,
};

test("with one bit flipped in any script or WebAssembly file no sign-in is possible, or the page says what is missing", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "bestow-flipped-"));
  t.after(() => rm(folder, { recursive: true }));
  await copyPlain(folder);
  const tenant = await openTenant({ page: folder });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  for (const [prefix, reached] of Object.entries(reaches)) {
    const restore = await flip(join(folder, "assets"), prefix);
    await tenant.change("/reset", { deployment: "reader-operator" });
    // A profile of its own: what was fetched before would come from the browser's cache.
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    await tab.goto(tenant.page);
    await reached(tab, tenant);
    assert.deepEqual(await tenant.exchanges(), [], `${prefix}… changed, and Microsoft Graph was asked`);
    await context.close();
    await restore();
  }
  assert.deepEqual(await tenant.deniedToPages(), []);
});

async function appRefusedByAll(tab, tenant) {
  await says(tab, "A file of Bestow isn't the released one, so the browser didn't run it.");
  const hosts = new Set((await tenant.read("/requests")).map(({ host }) => host));
  assert.deepEqual([...hosts], ["app.contoso.example"]);
}

async function noSignIn(tab) {
  await says(tab, "The sign-in library didn't load.");
}

async function noWayBack(tab, tenant) {
  await press(tab, "Sign in with Microsoft");
  await signIn(tab, people.administrator);
  await says(tab, "Sign-in did not finish");
  const redeemed = (await tenant.read("/requests")).filter(({ method, path }) => method === "POST" && path.includes("/oauth2/v2.0/token"));
  assert.deepEqual(redeemed, []);
}

/** Without its parts the page stands still where one is needed, and says so. */
async function partMissing(tab) {
  await press(tab, "Sign in with Microsoft");
  await signIn(tab, people.administrator);
  await says(tab, "Couldn't load this part of the page.");
}

/** Flips a bit of the last byte of each file that is called so. Returns what undoes it. */
async function flip(assets, prefix) {
  const names = (await readdir(assets)).filter((name) => name.startsWith(prefix) && /\.(js|wasm)$/.test(name));
  assert.ok(names.length > 0, `a file is called ${prefix}…`);
  const contents = await Promise.all(names.map((name) => readFile(join(assets, name))));
  const write = (change) =>
    Promise.all(names.map((name, at) => writeFile(join(assets, name), change(Buffer.from(contents[at])))));
  await write((content) => {
    content[content.length - 1] ^= 1;
    return content;
  });
  return () => write((content) => content);
}

/** Copies the page without its compressed files, which a host would send in place of a changed one. */
const copyPlain = (folder) =>
  cp(page, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });

/** A copy of the page in which one file has one more byte, with which it would still run. */
async function tampered(prefix) {
  const folder = await mkdtemp(join(tmpdir(), "bestow-tampered-"));
  await copyPlain(folder);
  const assets = join(folder, "assets");
  const names = (await readdir(assets)).filter((name) => name.startsWith(prefix) && /\.(js|wasm)$/.test(name));
  assert.equal(names.length, 1, `one file is called ${prefix}…`);
  const content = await readFile(join(assets, names[0]));
  // A line break after a script, an empty custom section after the sections of a WebAssembly module.
  const addition = names[0].endsWith(".js") ? "\n" : Buffer.from([0, 1, 0]);
  await writeFile(join(assets, names[0]), Buffer.concat([content, Buffer.from(addition)]));
  return folder;
}

// These run in the page.

function appRefused() {
  const failure = document.getElementById("start-failure");
  return failure !== null && !failure.hidden && failure.innerText.includes("isn't the released one");
}

function signInRefused() {
  return bestowLoadSignIn().then(
    () => false,
    () => typeof msal === "undefined",
  );
}

function sampleRefused() {
  return bestowOpenSample().then(
    () => false,
    () => true,
  );
}
