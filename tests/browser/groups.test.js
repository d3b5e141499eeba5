// Groups: an identity is added to one with a permission that is asked for in a window and dropped afterwards, undone, and
// what is in the way. Signed in for real, because the permission is part of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, LAZY, profileToApply } from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { openIdentity, press, reviewRows, rows, says, windowOf } from "./support/steps.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const READER_SCOPES = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All", "GroupMember.Read.All"];
const GROUP = "sg-integration-team";

/** Opens the card that adds an identity to a group, and finds groups. */
async function findGroup(page, name) {
  await press(page, "Add permissions");
  await press(page, "Add to a group");
  await (await page.waitForSelector("#group-search")).type(name);
  await press(page, "Find groups");
}

/** Chooses a group for the identity without permissions, and reads the review. */
async function reviewing(page, name = GROUP) {
  await openIdentity(page, LAZY);
  await findGroup(page, name);
  await press(page, name);
  await press(page, "Add to selection");
  await press(page, "Review 1 group");
  return reviewRows(page);
}

/** A page of a fresh tenant on which the administrator may read groups. */
async function reading(t) {
  const context = await profileToApply(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: READER_SCOPES });
  return signedIn(context);
}

/** What was written to the members of groups, in order: the kind of the change. */
async function members() {
  const ledger = await tenant.read("/ledger");
  return ledger.filter(({ change }) => /^member/.test(change)).map(({ change }) => change);
}

/** Everything that the browser keeps for the page. */
const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

const outcomes = async (page) => {
  await page.waitForSelector("::-p-aria(View identity)");
  return rows(page, "table.outcomes");
};

test("an identity is added to a group with a permission that is asked for in a window and dropped, and the undo removes it", async (t) => {
  const page = await reading(t);
  const [[name, action, details]] = await reviewing(page);
  assert.match(name, new RegExp(`${GROUP}.*Group`));
  assert.match(action, /Add/);
  assert.match(details, /Entra roles: none\..*Azure roles: unknown\. Azure isn't connected\./);
  await says(page, "When you apply, you're asked to sign in and, where consent is missing, to consent to: GroupMember.ReadWrite.All.");
  assert.deepEqual(await members(), []);

  const window = await windowOf(page, apply(1));
  await signIn(window, people.administrator, { consent: "accept" });
  const [[added, outcome]] = await outcomes(page);
  assert.match(added, new RegExp(GROUP));
  assert.match(outcome, /Done|Added/i);
  assert.deepEqual(await members(), ["memberAdded"]);
  assert.doesNotMatch(await kept(page), /GroupMember\.ReadWrite\.All/);

  await press(page, "Undo this change…");
  await eventually(async () => /Remove/.test((await reviewRows(page))[0][1]), "the removal is reviewed");
  await signIn(await windowOf(page, apply(1)), people.administrator);
  await eventually(async () => (await members()).length === 2, "the identity is removed");
  assert.deepEqual(await members(), ["memberAdded", "memberRemoved"]);
  const requests = (await tenant.read("/requests")).filter(({ path, method }) => method === "DELETE" && /members/.test(path));
  assert.ok(requests.every(({ path }) => path.endsWith("/$ref")), JSON.stringify(requests));
});

test("a dynamic group is refused with the reason, and nothing is sent", async (t) => {
  const page = await reading(t);
  await openIdentity(page, LAZY);
  await findGroup(page, "sg-depot-staff-by-rule");
  await press(page, "sg-depot-staff-by-rule");
  await says(page, "This is a dynamic group: a rule decides who its members are.");
  const canAdd = await page.evaluate(() => [...document.querySelectorAll(".job-panel button")].some((it) => it.textContent.trim() === "Add to selection"));
  assert.equal(canAdd, false);
});

test("a service that insists on Application.ReadWrite.All is said so, and no window asks for it", async (t) => {
  const page = await reading(t);
  await tenant.change("/groups", { membersNeedApplicationScope: true });
  await reviewing(page);
  await signIn(await windowOf(page, apply(1)), people.administrator, { consent: "accept" });
  const [[, outcome]] = await outcomes(page);
  assert.match(outcome, /^Refused/);
  await says(page, "Microsoft's documentation also names the permission Application.ReadWrite.All. Bestow doesn't request this permission");
  assert.deepEqual(await members(), []);
  const asked = (await tenant.read("/requests")).filter(({ path }) => /authorize/.test(path));
  assert.ok(asked.every((request) => !/Application\.ReadWrite\.All/.test(JSON.stringify(request))), "no window asked for it");
});

test("a group without its name is offered with one click on the permission that reads it", async (t) => {
  const context = await profileToApply(t);
  const scopes = READER_SCOPES.filter((scope) => scope !== "GroupMember.Read.All");
  await tenant.change("/consent", { client: registrations.reader, scopes });
  const page = await signedIn(context);
  await openIdentity(page, LAZY);
  await findGroup(page, GROUP);
  await says(page, "Additional permission required: GroupMember.Read.All.");
  await submit(await windowOf(page, "Grant access"), "button[name=decision][value=accept]");
  await says(page, "1 group found");
});

test("a read-only deployment changes no group", async (t) => {
  const context = await freshProfile(t, { deployment: "read-only" });
  await tenant.change("/consent", { client: registrations.reader, scopes: READER_SCOPES });
  const page = await signedIn(context);
  await reviewing(page);
  const canApply = await page.evaluate(() => [...document.querySelectorAll("button")].some((it) => /^Apply 1 change/.test(it.textContent.trim()) && !it.disabled));
  assert.equal(canApply, false);
  assert.deepEqual(await members(), []);
});
