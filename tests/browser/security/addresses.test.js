// What an address or a name can make the page do. A link names one identity and asks something for another; it asks for
// removals and for permissions that no one has rated; identities share a name. In each case the page shows whose
// permissions would change, selects nothing risky by itself, and asks before it applies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openIdentity, openSample, section, start, verdicts } from "../support/sample-page.js";

const GRAPH = "00000003-0000-0000-c000-000000000000";
const ORDERS_API = "4b61d7f0-2c98-4e13-a5d6-9f80b3c721e4";
const [PAGE, OTHER] = ["LazyAutomationAccount", "id-profile-sync"];

const idOf = (page) => page.url().split("/").at(-1);
const apply = (page) => page.getByRole("button", { name: /^Apply \d/ });
const confirmation = (page) => page.getByRole("checkbox", { name: /^Yes, change the permissions of/ });
const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });

/** The object ID of an identity of the sample tenant. */
async function lookUp(place, name) {
  const { page, context } = await openSample(place);
  await openIdentity(page, name);
  const id = idOf(page);
  await context.close();
  return id;
}

test("a link that names one identity and grants to another shows the other everywhere and is confirmed", async (t) => {
  const place = await start(t);
  const [a, b] = [await lookUp(place, PAGE), await lookUp(place, OTHER)];
  const { page, errors } = await openSample(place, `#/identity/${a}/change/review?for=${b}&value=${GRAPH}/Place.Read.All`);
  await heading(page, `Change permissions of ${OTHER}`).waitFor();
  await page.getByText(`This change was opened from the page of ${PAGE}, but it's for another identity.`).waitFor();
  await page.getByRole("heading", { name: `Changes to ${OTHER}` }).waitFor();
  assert.ok((await page.getByRole("main").innerText()).includes(b), "the object ID is on screen");
  await page.getByText("Filled in by a link").first().waitFor();
  const row = page.getByRole("checkbox", { name: "Add Place.Read.All" });
  assert.equal(await row.isChecked(), false, "a link selects nothing for another identity than that of the page");
  assert.equal(await apply(page).count(), 0);

  await row.check();
  await apply(page).click();
  await page.getByText("You haven't confirmed which identities this change affects.").waitFor();
  assert.equal(await page.getByRole("heading", { name: /^Receipt/ }).count(), 0);
  await confirmation(page).check();
  await apply(page).click();
  await heading(page, `Receipt for ${OTHER}`).waitFor();
  await page.locator("table.outcomes").getByText(`For ${OTHER} (…${b.slice(-4)})`).waitFor();

  await page.getByRole("button", { name: "Undo this change…" }).click();
  await heading(page, `Change permissions of ${OTHER}`).waitFor();
  await page.locator("table.review").waitFor();
  assert.equal(await confirmation(page).isChecked(), false, "the undo is confirmed by itself");
  assert.deepEqual((await verdicts(page, "review")).map(([name, , verdict]) => [name, verdict]), [["Place.Read.All", "Remove"]]);
  assert.deepEqual(errors, []);
});

test("a tier 0 row of a link that the user ticks and clears again stays clear after Back and after a reload", async (t) => {
  const place = await start(t);
  const id = await lookUp(place, OTHER);
  const asked = `value=${GRAPH}/Application.ReadWrite.All&value=${GRAPH}/Reports.Read.All`;
  const { page } = await openSample(place, `#/identity/${id}/change/review?${asked}`);
  const row = page.getByRole("checkbox", { name: "Add Application.ReadWrite.All" });
  await row.check();
  await row.uncheck();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await page.locator("tr.item").first().waitFor();
  await page.goBack();
  await row.waitFor();
  assert.equal(await row.isChecked(), false);
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await row.waitFor();
  assert.equal(await row.isChecked(), false);
});

test("a link that is for the page's identity and another one names both and ticks only the first", async (t) => {
  const place = await start(t);
  const [a, b] = [await lookUp(place, PAGE), await lookUp(place, OTHER)];
  const wish = `value=${GRAPH}/Reports.Read.All`;
  const { page } = await openSample(place, `#/identity/${a}/change/review?${wish}&for=${b}&${wish}`);
  await heading(page, `Change permissions of ${PAGE} and ${OTHER}`).waitFor();
  await page.locator("table.review").first().waitFor();
  const rows = page.getByRole("checkbox", { name: "Add Reports.Read.All" });
  assert.deepEqual([await rows.nth(0).isChecked(), await rows.nth(1).isChecked()], [true, false]);
  await page.getByText("You didn't select all of these changes yourself").waitFor();
});

test("removals in a link are marked and not selected, for one identity and for several", async (t) => {
  const place = await start(t);
  const { page: before } = await openSample(place);
  const removals = [];
  for (const name of ["adf-warehouse", "vm-sql-02"]) {
    await before.getByRole("link", { name: "Identities" }).first().click();
    await openIdentity(before, name);
    const id = idOf(before);
    await section(before, "Application permissions");
    await before.getByRole("checkbox", { name: /^Select .* of Microsoft Graph/ }).first().check();
    const review = await before.getByRole("link", { name: "Remove…" }).getAttribute("href");
    removals.push([id, /revoke=[^&]*/.exec(review)[0]]);
  }
  const [[a, first], [b, second]] = removals;
  const { page, errors } = await openSample(place, `#/identity/${a}/change/review?${first}&for=${b}&${second}`);
  await page.locator("table.review").nth(1).waitFor();
  assert.equal(await page.getByText("Filled in by a link").count(), 2);
  await page.getByText("Not everything is selected.").waitFor();
  const boxes = await page.locator("table.review input[type=checkbox]").all();
  assert.deepEqual(await Promise.all(boxes.map((box) => box.isChecked())), [false, false]);
  assert.equal(await apply(page).count(), 0);

  // What a user ticked on the identity's own page is their choice.
  await before.getByRole("link", { name: "Remove…" }).click();
  await before.locator("table.review").waitFor();
  assert.equal(await before.locator("table.review input[type=checkbox]").first().isChecked(), true);
  assert.equal(await before.getByText("Filled in by a link").count(), 0);
  assert.deepEqual(errors, []);
});

test("an unrated role in a link is not selected and requires the typed name", async (t) => {
  const place = await start(t);
  const a = await lookUp(place, OTHER);
  const { page, errors } = await openSample(place, `#/identity/${a}/change/review?value=${ORDERS_API}/Orders.Read.All`);
  const row = page.getByRole("checkbox", { name: "Add Orders.Read.All" });
  await row.waitFor();
  assert.equal(await row.isChecked(), false);
  await row.check();
  await page.getByText("This change grants a permission without a rating").waitFor();
  await page.getByLabel("Justification").fill("INC0042");
  await apply(page).click();
  await page.getByText("The name doesn't match.").waitFor();
  await assure(page, OTHER);
  await apply(page).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(errors, []);

  // Picking the same from the list requires nothing.
  const { page: own } = await openSample(place);
  await openIdentity(own, PAGE);
  await own.getByRole("link", { name: "Add permissions" }).click();
  await own.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill("Orders.Read.All");
  await own.getByRole("checkbox", { name: /^Orders\.Read\.All/ }).first().check();
  await own.getByRole("button", { name: "Review 1 permission" }).click();
  await apply(own).waitFor();
  assert.equal(await own.getByLabel("Name of the identity").count(), 0);
});

test("identities with the same name are marked before a change, and the typed name alone approves nothing", async (t) => {
  const place = await start(t);
  const { page, errors } = await openSample(place);
  await page.getByLabel("Find an identity").fill("halden-backup");
  await page.getByRole("link", { name: "halden-backup", exact: true }).first().click();
  await page.getByText("Another identity has this name or one that looks like it.").waitFor();
  const id = idOf(page);
  const review = `#/identity/${id}/change/review?value=${GRAPH}/Application.ReadWrite.All`;

  for (const asked of [page, (await openSample(place, review)).page]) {
    // With the list of identities read, and without it.
    await asked.evaluate((review) => (location.hash = review), review);
    await asked.getByText("Same name").first().waitFor();
    await asked.getByRole("checkbox", { name: "Add Application.ReadWrite.All" }).check();
    await asked.getByText("Another identity has this name or one that looks like it").waitFor();
    await assure(asked, "halden-backup");
    await apply(asked).click();
    await asked.getByText("The last 4 characters of the object ID don't match.").waitFor();
    assert.equal(await asked.getByRole("heading", { name: /^Receipt/ }).count(), 0);
  }
  await assure(page, "halden-backup", "INC0042", id.slice(-4));
  await apply(page).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(errors, []);
});

test("pasted text selects nothing of tier 0, and going back shows names and not IDs", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, OTHER);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Paste a list or script").click();
  await page.locator("#paste").fill("Application.ReadWrite.All\nPlace.Read.All\nReports.Read.All");
  await page.getByRole("button", { name: "Add to selection" }).click();
  await page.getByText("Part of this selection comes from pasted text or code.").waitFor();
  await page.getByRole("button", { name: /^Review/ }).click();
  await page.locator("table.review").waitFor();
  // A name that two APIs have is a question, which keeps the whole change from being applied.
  const question = page.locator("table.review tr", { hasText: "Place.Read.All" });
  await page.getByText("1 row has several possible meanings.").waitFor();
  await question.getByRole("button", { name: "Microsoft Graph" }).click();
  const box = (name) => page.getByRole("checkbox", { name: `Add ${name}` });
  await box("Place.Read.All").waitFor();
  assert.equal(await box("Reports.Read.All").isChecked(), true);
  assert.equal(await box("Application.ReadWrite.All").isChecked(), false);
  await page.getByRole("button", { name: "Back" }).click();
  const chosen = page.getByRole("region", { name: "Your selection" });
  await chosen.getByText("Place.Read.All").first().waitFor();
  assert.doesNotMatch(await chosen.locator("> ul").first().innerText(), /[0-9a-f]{8}-[0-9a-f]{4}-/);
  assert.deepEqual(errors, []);
});
