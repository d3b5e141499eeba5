// One change over several identities, what is copied from another service principal, and what is narrower.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assure, openIdentity, openSample, start, verdicts } from "./support/sample-page.js";

const NAME = "LazyAutomationAccount";
const OTHER = "id-profile-sync";
/** Automation named its Run As accounts like this. */
const RUN_AS = "halden-ops_Zk3mQx81VbT7c0yNfLrWjA==";

async function choose(page, name, permission) {
  await openIdentity(page, name);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill(permission);
  const exact = new RegExp(`^${permission.replaceAll(".", "\\.")}`);
  await page.getByRole("group", { name: "Microsoft Graph" }).getByRole("checkbox", { name: exact }).first().check();
}

async function include(page, name) {
  await page.getByText("Apply to more identities").click();
  await page.getByLabel("Name or ID of another identity").fill(name);
  await page.locator("ul.recipients").getByRole("button", { name, exact: true }).click();
}

/** Finds whom to copy from by what is typed, and looks at what it holds. */
async function lookAt(page, typed, name) {
  await page.getByLabel("Copy from", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("button", { name: `Show permissions of ${name}`, exact: true }).click();
}

const outcomes = async (page) => (await verdicts(page, "outcomes")).map(([, , outcome]) => outcome);

test("two identities are changed by one plan, reviewed one below the other, and undone together", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await choose(page, NAME, "Reports.Read.All");
  await include(page, OTHER);
  await page.getByText("For 2 identities.").waitFor();
  const address = page.url();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByRole("heading", { name: `Changes to ${NAME}` }).waitFor();
  await page.getByRole("heading", { name: `Changes to ${OTHER}` }).waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), ["Add", "Add"]);
  await page.getByRole("heading", { level: 1, name: `Change permissions of ${NAME} and ${OTHER}` }).waitFor();
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Added", "Added"]);
  await page.locator("table.outcomes").getByText(`For ${OTHER}`).waitFor();

  await page.getByRole("button", { name: "Undo this change…" }).click();
  await page.locator("table.review").first().waitFor();
  assert.deepEqual((await verdicts(page, "review")).map(([, , verdict]) => verdict), ["Remove", "Remove"]);
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Removed", "Removed"]);

  // The address alone finds the same selection again.
  await page.goto(address);
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByText("For 2 identities.").waitFor();
  await page.locator("ul.recipients").getByText(OTHER).waitFor();
  assert.deepEqual(errors, []);
});

test("control of the tenant is given to one identity at a time", async (t) => {
  const { page } = await openSample(await start(t));
  await choose(page, NAME, "Application.ReadWrite.All");
  await include(page, OTHER);
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByText("This change grants tier 0 or unrated permissions to 2 identities at once.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Apply 2 changes" }).isDisabled());
  await page.getByRole("checkbox", { name: /^Add Application\.ReadWrite\.All/ }).last().uncheck();
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Added"]);
});

test("what another service principal holds is copied, in the place where it counts, and what is not wanted is left out", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Copy from another identity or application").click();
  await lookAt(page, "func-onboarding-prod", "func-onboarding-prod");
  await page.getByText("func-onboarding-prod has 5 items that this identity doesn't have.").waitFor();
  // A copy selects nothing of tier 0; what the user selects here needs no second tick in the review.
  await page.getByText("Tier 0 and unrated permissions aren't selected.").waitFor();
  const isTicked = (name) => page.getByRole("checkbox", { name: new RegExp(`^${name} Microsoft Graph`) }).isChecked();
  assert.equal(await isTicked("User\\.ReadWrite\\.All"), false);
  assert.equal(await isTicked("Mail\\.Send"), true);
  await page.getByRole("checkbox", { name: /^Group\.ReadWrite\.All Microsoft Graph/ }).check();
  await page.getByText("Entra role · Administrative unit Oslo depot").waitFor();
  await page.getByRole("checkbox", { name: /^User Administrator/ }).check();
  await page.getByRole("button", { name: "Add 4 to selection" }).click();
  await page.getByText("4 added to the selection.").waitFor();
  await page.getByRole("button", { name: "Review 3 permissions and 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  const names = (await verdicts(page, "review")).map(([name]) => name).sort();
  assert.deepEqual(names, ["Group.ReadWrite.All", "LicenseAssignment.ReadWrite.All", "Mail.Send", "User Administrator"]);
  assert.deepEqual(errors, []);
});

test("what arrives through a group already is offered for copying, and not ticked", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Paste a list or script").click();
  await page.getByLabel("Text with permissions").fill("Reports Reader");
  await page.getByRole("button", { name: "Add to selection" }).click();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Added"]);

  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "adf-warehouse");
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Copy from another identity or application").click();
  await lookAt(page, NAME, NAME);
  // An Azure role is left, which is not selected either.
  await page.getByText(`${NAME} has 1 item that this identity doesn't have.`).waitFor();
  await page.getByText("This identity has 1 Entra role of the source through a group only.").waitFor();
  const role = page.getByRole("checkbox", { name: /^Reports Reader/ });
  assert.equal(await role.isChecked(), false);
  await role.check();
  await page.getByRole("button", { name: "Add 1 to selection" }).click();
  await page.getByRole("button", { name: "Review 1 Entra role" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(await verdicts(page, "review"), [["Reports Reader", "Entra role · Directory (tenant-wide)", "Add"]]);
  assert.deepEqual(errors, []);
});

test("what was a Run As account's is copied to a managed identity, of which a person chooses what; it keeps its own", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Copy from another identity or application").click();
  await lookAt(page, "halden-ops", RUN_AS);
  await page.getByText(`${RUN_AS} has 3 items that this identity doesn't have.`).waitFor();
  await page.getByRole("checkbox", { name: /^Group\.Read\.All Microsoft Graph/ }).uncheck();
  await page.getByRole("button", { name: "Add 2 to selection" }).click();
  await page.getByText("2 added to the selection.").waitFor();
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await page.locator("table.review").waitFor();
  const review = await verdicts(page, "review");
  assert.deepEqual(review.sort(), ["Place.Read.All", "User.Read.All"].map((name) => [name, "Microsoft Graph", "Add"]));
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Added", "Added"]);

  await page.getByRole("button", { name: "Add more permissions" }).click();
  await page.getByText("Copy from another identity or application").click();
  await lookAt(page, "halden-ops", RUN_AS);
  await page.getByText(`${RUN_AS} has 1 item that this identity doesn't have, and 2 that both have.`).waitFor();
  assert.deepEqual(errors, []);
});

test("what an app registration holds is copied to a managed identity", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, NAME);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.getByText("Copy from another identity or application").click();
  await lookAt(page, "Halden Order", "Halden Order Portal");
  await page.getByText("Halden Order Portal has 1 item that this identity doesn't have.").waitFor();
  await page.getByRole("checkbox", { name: /^Orders\.Read\.All/ }).check();
  await page.getByRole("button", { name: "Add 1 to selection" }).click();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.locator("table.review").waitFor();
  await assure(page, NAME);
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual(await outcomes(page), ["Added"]);
  assert.deepEqual(errors, []);
});

test("a narrower permission is taken with a click, while choosing and in the review", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await choose(page, NAME, "Sites.FullControl.All");
  const chosen = page.getByRole("region", { name: "Your selection" });
  await chosen.getByText(/^Alternatives with fewer privileges: 1 option/).click();
  await chosen.getByText("You grant access to each site").waitFor();
  await chosen.getByRole("button", { name: "Replace with Sites.Selected" }).click();
  await chosen.locator("li", { hasText: "Sites.Selected" }).first().waitFor();

  await page.getByRole("searchbox", { name: "Search permissions and Entra roles" }).fill("Group.ReadWrite.All");
  await page.getByRole("group", { name: "Microsoft Graph" }).getByRole("checkbox", { name: /^Group\.ReadWrite\.All/ }).first().check();
  await page.getByRole("button", { name: "Review 2 permissions" }).click();
  await page.locator("table.review").waitFor();
  const row = page.locator("table.review tr", { hasText: "Group.ReadWrite.All" });
  await row.getByText(/^Alternatives with fewer privileges/).click();
  await row.getByRole("button", { name: "Replace with Groups Administrator in an administrative unit…" }).click();
  await row.getByRole("button", { name: "Rotterdam depot" }).click();
  await page.locator("table.review").getByText("Entra role · Administrative unit Rotterdam depot").waitFor();
  const names = (await verdicts(page, "review")).map(([name]) => name).sort();
  assert.deepEqual(names, ["Groups Administrator", "Sites.Selected"]);
  assert.deepEqual(errors, []);
});

test("mail is narrowed in Exchange, so the permission is left out", async (t) => {
  const { page } = await openSample(await start(t));
  await choose(page, NAME, "Mail.Send");
  const chosen = page.getByRole("region", { name: "Your selection" });
  await chosen.getByText(/^Alternatives with fewer privileges: 1 option/).click();
  await chosen.getByText("Application Mail.Send").waitFor();
  await chosen.getByRole("button", { name: "Remove Mail.Send" }).last().click();
  await page.getByText("No permissions selected.").waitFor();
});
