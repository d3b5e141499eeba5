// The page as a careless host would serve it: copies of the finished folder in which something is missing or added.

import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { page } from "./site.js";

/**
 * A copy of the page for the length of a test. `headers: false` has the host send none of its headers, as GitHub Pages
 * would; `policy: false` takes the policy out of the documents as well; `files` stand beside the page. `linked` is for
 * tests that change no asset but may remove one: it is quick.
 */
export async function copyOfPage(t, { headers = true, policy = true, files = {}, linked = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "bestow-host-"));
  t.after(() => rm(folder, { recursive: true }));
  // Without the compressed files, which would be sent in place of a changed one.
  const assets = join(page, "assets");
  const isWanted = (name) => !/\.(br|gz)$/.test(name);
  await cp(page, folder, { recursive: true, filter: (name) => isWanted(name) && !(linked && name.startsWith(assets)) });
  if (linked) {
    await mkdir(join(folder, "assets"));
    const names = (await readdir(assets)).filter(isWanted);
    await Promise.all(names.map((name) => symlink(join(assets, name), join(folder, "assets", name))));
  }
  if (!headers) {
    await writeFile(join(folder, "staticwebapp.config.json"), JSON.stringify({ globalHeaders: {}, routes: [] }));
  }
  if (!policy) {
    for (const name of ["index.html", "redirect.html"]) {
      const text = await readFile(join(folder, name), "utf8");
      const without = text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
      if (without === text) throw new Error(`${name} has no policy to take out`);
      await writeFile(join(folder, name), without);
    }
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/**
 * Changes the start page in a copy, and lets the policy allow the scripts that are in it then. `first` is a script that
 * runs before all others, which takes something away from the browser.
 */
export async function changeDocument(folder, { first = "", change = (html) => html }) {
  const index = join(folder, "index.html");
  const before = await readFile(index, "utf8");
  const html = change(first ? before.replace("<script", () => `<script>${first}</script>\n    <script`) : before);
  if (html === before) throw new Error("the document is as it was");
  const scripts = [...html.matchAll(/<script(?: type="importmap")?>([^]*?)<\/script>/g)];
  const hashes = scripts.map(([, text]) => `'sha384-${createHash("sha384").update(text).digest("base64")}'`);
  const allow = (text) => text.replaceAll("script-src ", `script-src ${hashes.join(" ")} `);
  await writeFile(index, allow(html));
  await changeHeaders(folder, allow);
}

/** Changes what a host is told to send with a copy of the page. */
export async function changeHeaders(folder, change) {
  const file = join(folder, "staticwebapp.config.json");
  await writeFile(file, change(await readFile(file, "utf8")));
}
