// An address can be a link from anyone: it fills in a change and selects no tier 0 permission. What a user ticked in
// this tab stays ticked, whatever they do with Back and a reload.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";

const NAME = "id-profile-sync";
const GRAPH = "00000003-0000-0000-c000-000000000000";
const [HARMLESS, DANGEROUS] = ["Place.Read.All", "Application.ReadWrite.All"];
const WAITS = "Not everything is selected.";

const box = (page, name) => page.getByRole("checkbox", { name: `Add ${name}` });
const waits = (page) => page.getByText(WAITS);

async function isTicked(page, name, ticked) {
  await box(page, name).waitFor();
  assert.equal(await box(page, name).isChecked(), ticked, `${name} ${ticked ? "is" : "is not"} ticked`);
}

/** Where a link leads that asks for something harmless and something dangerous. */
async function link(page, step = "/review") {
  await openIdentity(page, NAME);
  const id = page.url().split("/").at(-1);
  return `#/identity/${id}/change${step}?value=${GRAPH}/${HARMLESS}&value=${GRAPH}/${DANGEROUS}`;
}

/** Reloads the page, which closes the sample, and opens the sample again. */
async function reloaded(page) {
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
}

function letLeave(page) {
  page.on("dialog", (dialog) => dialog.accept());
  return page;
}

test("a link selects no tier 0 permission, and what the user selects stays selected in this tab", async (t) => {
  const place = await start(t);
  const to = await link((await openSample(place)).page);

  const { page, errors } = await openSample(place, to);
  letLeave(page);
  await waits(page).waitFor();
  await isTicked(page, HARMLESS, true);
  await isTicked(page, DANGEROUS, false);
  await page.getByRole("button", { name: "Apply 1 change" }).waitFor();
  assert.equal(await page.getByLabel("Name of the identity").count(), 0, "what is not ticked needs no guard");

  await page.getByRole("button", { name: "Refresh: the review" }).click();
  await isTicked(page, DANGEROUS, false);

  await reloaded(page);
  await waits(page).waitFor();
  await isTicked(page, DANGEROUS, false);

  await box(page, DANGEROUS).check();
  await page.getByRole("button", { name: "Apply 2 changes" }).waitFor();
  await page.getByLabel("Name of the identity").waitFor();
  await waits(page).waitFor({ state: "detached" });

  await reloaded(page);
  await isTicked(page, DANGEROUS, true);
  assert.equal(await waits(page).count(), 0);
  assert.deepEqual(errors, []);

  const other = await openSample(place, to);
  await isTicked(other.page, DANGEROUS, false);
});

test("a link to choosing says that it was filled in, and its review waits all the same", async (t) => {
  const place = await start(t);
  const to = await link((await openSample(place)).page, "");
  const { page } = await openSample(place, to);
  await page.getByText("2 selected").waitFor();
  await page.getByText("This selection comes from a link.").waitFor();
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await isTicked(page, HARMLESS, true);
  await isTicked(page, DANGEROUS, false);
  await page.getByRole("button", { name: "Back" }).click();
  // Removing it and picking it from the list makes it the user's choice.
  await page.getByRole("button", { name: `Remove ${DANGEROUS}` }).click();
  await page.getByRole("searchbox").first().fill(DANGEROUS);
  await page.getByRole("checkbox", { name: new RegExp(`^${DANGEROUS.replaceAll(".", "\\.")}`) }).first().check();
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await isTicked(page, DANGEROUS, true);
});

test("what a person chose here stays ticked over Back, Forward and a reload", async (t) => {
  const { page, errors } = await openSample(await start(t));
  letLeave(page);
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox").first().fill(DANGEROUS);
  await page.getByRole("checkbox", { name: new RegExp(`^${DANGEROUS.replaceAll(".", "\\.")}`) }).first().check();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await isTicked(page, DANGEROUS, true);
  await page.goBack();
  await page.getByText("1 selected").waitFor();
  assert.equal(await page.getByText("This selection comes from a link.").count(), 0);
  await page.goForward();
  await isTicked(page, DANGEROUS, true);
  await reloaded(page);
  await isTicked(page, DANGEROUS, true);
  assert.equal(await waits(page).count(), 0);

  // The same tab follows a link that asks for more: only that waits.
  const more = `&directory=62e90394-69f5-4237-9190-012177145e10/`;
  await page.evaluate((more) => (location.hash += more), more);
  await waits(page).waitFor();
  await isTicked(page, DANGEROUS, true);
  await isTicked(page, "Global Administrator", false);

  // With the tenant everything goes that was chosen in it.
  await page.getByRole("button", { name: "Exit sample" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("button", { name: "Open the sample tenant" }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key !== "msal.version")), []);
  assert.deepEqual(errors, []);
});
