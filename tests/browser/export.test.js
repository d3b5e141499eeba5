// What was read of an identity, saved as a file under the shipped policy.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";

test("what an identity holds is saved as CSV, JSON and Markdown, with tenant, time and who looked", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  const id = page.url().split("/").at(-1);
  const save = async (form) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Save as ${form}` }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };

  // Everything on the map has been read.
  await page.locator("svg.access-map").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("svg.access-map").textContent.includes("Loading"));
  const json = await save("JSON");
  assert.match(json.name, new RegExp(`^${id}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
  const evidence = JSON.parse(json.text);
  assert.equal(evidence.source, "sample");
  assert.equal(evidence.tenant.name, "Halden Logistics");
  assert.equal(evidence.readBy.userPrincipalName, "ingrid.halvorsen@halden.example");
  assert.equal(evidence.identity.id, id);
  assert.deepEqual(
    evidence.sections.map((part) => [part.section, part.reading, part.entries.length]),
    [
      ["app-roles", "complete", 8],
      ["directory-roles", "complete", 1],
      ["azure-roles", "complete", 3],
      ["groups", "complete", 0],
      ["delegated-grants", "complete", 0],
      ["federated-credentials", "complete", 0],
      ["owned-objects", "complete", 0],
      ["owners", "complete", 0],
      ["azure-resources", "complete", 1],
      ["can-act-as-it", "complete", 7],
      ["sign-ins", "complete", 3],
      ["changes", "complete", 0],
    ],
  );
  const names = evidence.sections.flatMap((part) => part.entries.map((entry) => entry.what));
  assert.ok(names.includes("Exchange.ManageAsApp") && names.includes("Exchange Administrator"), names.join());

  for (const [form, ending] of [
    ["CSV", "csv"],
    ["Markdown", "md"],
  ]) {
    const { name, text } = await save(form);
    assert.ok(name.endsWith(`.${ending}`), name);
    for (const word of ["Exchange.ManageAsApp", "Exchange Administrator", "ingrid.halvorsen@halden.example", id]) {
      assert.ok(text.replaceAll("\\", "").includes(word), `${form}: ${word}`);
    }
  }
  assert.deepEqual(errors, []);
});
