// A file that was changed on the host is not run, whichever file and whichever engine.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { engines } from "./support/engines.js";
import { page, serve } from "./support/site.js";
import { eventually } from "./support/waiting.js";

/** How a page shows that it did not accept a file. */
const refusals = {
  "bestow-": appRefused,
  "bestow_bg-": appRefused,
  "msal-browser-": msalMissing,
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

/** A copy of the page in which one file has one more byte, with which it would still run. */
async function tampered(prefix) {
  const folder = await mkdtemp(join(tmpdir(), "bestow-tampered-"));
  await cp(page, folder, { recursive: true });
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
  return document.getElementById("shell-state")?.textContent.includes("could not be loaded") ?? false;
}

function msalMissing() {
  return document.getElementById("shell") === null && typeof msal === "undefined";
}

function sampleRefused() {
  return bestowOpenSample().then(
    () => false,
    () => true,
  );
}
