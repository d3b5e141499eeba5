// The main job on the release files, unchanged: sign in with msal-browser, find the identity, grant it the article's
// nine permissions, and see that a second run sends nothing. Microsoft's hosts are the simulated tenant; every other
// host is refused and counted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { people, registrations, signIn } from "./support/tenant.js";
import { assure, chooseTheSet, openIdentity, press, pressReview, reviewRows, reviewTheSet, rows, says, windowOf } from "./support/steps.js";
import { showSection } from "./support/tabs.js";

const LAZY = "LazyAutomationAccount";

/** Applies the reviewed plan: the operator signs in in a window of Microsoft's. */
async function applyAs(page, person, { number, consent = "accept" }) {
  await assure(page, LAZY);
  await signIn(await windowOf(page, `Apply ${number} ${number === 1 ? "change" : "changes"}`), person, { consent });
}

/** What was asked, for whoever reads why there were too many. */
const told = (exchanges) =>
  exchanges.map(({ path, items }) => `${path} [${items.map(({ url }) => url.split("?")[0]).join(" ")}]`).join("\n");

const outcomes = async (page) => (await rows(page, "table.outcomes")).map(([, outcome]) => outcome);

test("the nine permissions are granted once, and a second run sends nothing", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, LAZY);
  const review = await reviewTheSet(page);
  assert.deepEqual(review.map(([, verdict]) => verdict), Array(9).fill("Add"));
  assert.deepEqual(await tenant.read("/ledger"), [], "nothing is written before it is approved");

  await applyAs(page, people.administrator, { number: 9 });
  await says(page, "9 added");
  assert.deepEqual(await outcomes(page), Array(9).fill("Added"));
  const ledger = await tenant.read("/ledger");
  assert.deepEqual(ledger.map(({ change }) => change).sort(), [...Array(1).fill("assigned"), ...Array(8).fill("granted")]);
  assert.ok(ledger.every(({ app }) => app === registrations.operator), "only the operator's token wrote");

  const writes = (await tenant.exchanges()).length;
  await press(page, "Add more permissions");
  await chooseTheSet(page);
  const again = await reviewRows(page);
  assert.deepEqual(again.map(([, verdict]) => verdict), Array(9).fill("Already granted"));
  await says(page, "This identity already has everything you selected.");
  const later = (await tenant.exchanges()).slice(writes);
  assert.ok(later.flatMap(({ items }) => items).every(({ method }) => method === "GET"), "no write was sent");
  assert.equal((await tenant.read("/ledger")).length, 9);
});

test("what is granted is read again after a reload, from the tenant", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  await applyAs(page, people.administrator, { number: 9 });
  await says(page, "9 added");
  await press(page, "View identity");
  await page.waitForSelector("table.holdings");
  await page.reload();
  await page.waitForSelector("table.holdings");
  await showSection(page, "Application permissions");
  await says(page, "Microsoft Graph: 4 permissions");
  await says(page, "Office 365 SharePoint Online: 3 permissions");
  await says(page, "Office 365 Exchange Online: 1 permission");
  await says(page, "Exchange Administrator");
});

test("both runs stay within their exchanges", async (t) => {
  const context = await freshProfile(t);
  // As the commands of the README consent: whether a group carries roles shows at once, and need not be asked for.
  const scopes = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "GroupMember.Read.All", "AuditLog.Read.All"];
  await tenant.change("/consent", { client: registrations.reader, scopes });
  const page = await signedIn(context);
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  await applyAs(page, people.administrator, { number: 9 });
  await says(page, "9 added");
  const first = await tenant.exchanges();
  await press(page, "Add more permissions");
  await chooseTheSet(page);
  await reviewRows(page);
  const second = (await tenant.exchanges()).slice(first.length);
  // One of them reads the roles of the user again, after the sign-in for changes.
  assert.ok(first.length <= 7, `from signed in to the receipt: ${told(first)}`);
  assert.ok(second.length <= 3, `the second run: ${told(second)}`);
});

test("the other API's permission of the same id does not count", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, "id-sharepoint-profiles");
  await page.waitForSelector("table.holdings");
  await showSection(page, "Application permissions");
  const held = await rows(page, "table.holdings");
  assert.equal(held.length, 1);
  assert.match(held[0][0], /User\.ReadWrite\.All/);
  await says(page, "Office 365 SharePoint Online: 1 permission");
  await reviewTheSet(page);
  const verdicts = (await reviewRows(page)).filter(([what]) => what.startsWith("User.ReadWrite.All"));
  assert.deepEqual(
    verdicts.map(([what, verdict]) => [what, verdict]),
    [
      ["User.ReadWrite.All Microsoft Graph", "Add"],
      ["User.ReadWrite.All Office 365 SharePoint Online", "Already granted"],
    ],
  );
});

test("an identity with 120 permissions shows 120", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, "id-tenant-documentation");
  await showSection(page, "Application permissions");
  await says(page, "Microsoft Graph: 120 permissions");
  assert.equal((await rows(page, "section[aria-label='Application permissions'] table.holdings")).length, 120);
});

test("an Application Administrator is warned of Microsoft Graph, and may still grant the company's own API", async (t) => {
  const context = await freshProfile(t);
  await tenant.change("/consent", {
    client: registrations.operator,
    scopes: ["AppRoleAssignment.ReadWrite.All", "Application.Read.All", "RoleManagement.ReadWrite.Directory", "User.Read"],
  });
  const page = await signedIn(context, { person: people.applicationAdministrator });
  await openIdentity(page, LAZY);
  await press(page, "Add permissions");
  await press(page, "Paste a list or script");
  await (await page.waitForSelector("::-p-aria(Text with permissions)")).type("UserAuthenticationMethod.Read.All, Orders.ReadWrite.All");
  await press(page, "Add to selection");
  await pressReview(page);
  const review = await reviewRows(page);
  // No one has rated the company's own permission, so a pasted text doesn't select it.
  assert.deepEqual(review.map(([, verdict]) => verdict), ["Add", "Not selected"], JSON.stringify(review));
  const notes = Object.fromEntries(review.map(([what, , notes]) => [what.split(" ")[0], notes]));
  assert.match(notes["UserAuthenticationMethod.Read.All"], /Privileged Role Administrator/);
  assert.doesNotMatch(notes["Orders.ReadWrite.All"], /Privileged Role Administrator/);

  await (await page.waitForSelector("::-p-aria(Add Orders.ReadWrite.All)")).click();
  await applyAs(page, people.applicationAdministrator, { number: 2, consent: null });
  await page.waitForSelector("::-p-aria(View identity)");
  assert.deepEqual((await outcomes(page)).map((outcome) => outcome.split(" ")[0]).sort(), ["Added", "Refused"]);
  await says(page, "Authorization_RequestDenied");
  const ledger = await tenant.read("/ledger");
  assert.deepEqual(ledger.map(({ change }) => change), ["granted"]);
});

test("an answer that is lost while applying is resolved by reading, and nothing is written twice", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  await tenant.change("/faults", [
    { host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"POST"', times: 1, effect: { kind: "answerLost" } },
  ]);
  await applyAs(page, people.administrator, { number: 9 });
  await page.waitForSelector("::-p-aria(View identity)");
  const ended = await outcomes(page);
  assert.deepEqual(ended, Array(9).fill("Added"));
  await says(page, "9 added.");
  const ledger = await tenant.read("/ledger");
  const triples = new Set(ledger.map(({ resource, appRole, role }) => `${resource} ${appRole} ${role}`));
  assert.equal(ledger.length, 9);
  assert.equal(triples.size, 9);
});

test("a sign-in for changes that is refused keeps the plan", async (t) => {
  const page = await signedIn(await freshProfile(t));
  await openIdentity(page, LAZY);
  await reviewTheSet(page);
  await applyAs(page, people.administrator, { number: 9, consent: "decline" });
  await says(page, "Consent was declined.");
  assert.deepEqual(await tenant.read("/ledger"), []);
  assert.equal((await reviewRows(page)).length, 9, "the review still stands");
});
