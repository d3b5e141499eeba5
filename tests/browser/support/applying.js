// Applying a change to the tenant as a user does, and what goes wrong on the way, as a test orders it.

import assert from "node:assert/strict";
import { freshProfile, signedIn, tenant } from "./in-tenant.js";
import { openIdentity, press, pressReview, reviewRows, rows, says, windowOf } from "./steps.js";
import { people, registrations, signIn, submit } from "./tenant.js";

export const LAZY = "LazyAutomationAccount";

/** Seven permissions of Microsoft Graph, in the order in which they are granted. */
export const SEVEN = [
  "Policy.Read.All",
  "Group.Read.All",
  "Device.Read.All",
  "Domain.Read.All",
  "AuditLog.Read.All",
  "Reports.Read.All",
  "Agreement.Read.All",
];

/** Everything that a plan may ask for, consented for everybody, so that no question stands in a test's way. */
const OPERATOR_SCOPES = [
  "User.Read",
  "Application.Read.All",
  "AppRoleAssignment.ReadWrite.All",
  "RoleManagement.ReadWrite.Directory",
];

/** A browser profile with a fresh tenant behind it, whose operator is consented for unless told otherwise. */
export async function profileToApply(t, { consented = true, ...options } = {}) {
  const context = await freshProfile(t, options);
  if (consented) await tenant.change("/consent", { client: registrations.operator, scopes: OPERATOR_SCOPES });
  return context;
}

/** A page of such a profile that has reviewed some permissions for an identity without any. */
export async function reviewing(t, names, { person, ...options } = {}) {
  const page = await signedIn(await profileToApply(t, options), { person });
  await reviewed(page, names);
  return page;
}

/** Opens an identity, chooses permissions by their names and reads the review. */
export async function reviewed(page, names, identity = LAZY) {
  await openIdentity(page, identity);
  await press(page, "Add permissions");
  await press(page, "Paste a list or script");
  await (await page.waitForSelector("::-p-aria(Text with permissions)")).type(names.join(", "));
  await press(page, "Add to selection");
  await pressReview(page);
  return reviewRows(page);
}

/** The name of the button that applies this many changes. */
export const apply = (number) => `Apply ${number} ${number === 1 ? "change" : "changes"}`;

/** Applies what is reviewed: the operator signs in in a window. */
export async function applyAs(page, number, person = people.administrator, options = {}) {
  await signIn(await windowOf(page, apply(number)), person, options);
}

/** Lets as much time pass as a person needs to read: a click right after the window came to the front counts for nothing. */
export const lookedAt = () => new Promise((resolve) => setTimeout(resolve, 1000));

/** Confirms the sign-in in the window that a button of the page opens. */
export async function stepUp(page, name = "Continue sign-in") {
  await page.waitForSelector(`::-p-aria([name="${name}"])`, { visible: true });
  await lookedAt();
  await submit(await windowOf(page, name), "button[name=proof]");
}

/** Waits for the receipt, and gives what it says of each change: its name, then its outcome. */
export async function receipt(page) {
  await page.waitForSelector("::-p-aria(View identity)");
  return (await rows(page, "table.outcomes")).map(([change, outcome]) => [change.split(" ")[0], outcome]);
}

/** Lets one item of the next batch of writes fail. */
export const failItem = (effect) => failWrites({ kind: "item", ...effect });

/** Lets something happen to the next batches of writes: once, unless told otherwise. */
export function failWrites(effect, times = 1) {
  const fault = { host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"POST"', effect };
  return tenant.change("/faults", [times === Infinity ? fault : { ...fault, times }]);
}

/** The app roles that the tenant was made to give, in that order; one that was given twice stands twice. */
export async function granted() {
  const ledger = await tenant.read("/ledger");
  return ledger.filter(({ change }) => change === "granted").map(({ resource, appRole }) => `${resource} ${appRole}`);
}

/** Waits until the page says each of the texts. */
export async function saysAll(page, ...texts) {
  for (const text of texts) await says(page, text);
}

/** The page still shows the review with everything that was chosen, and nothing was given. */
export async function nothingIsLost(page, number) {
  assert.equal((await reviewRows(page)).length, number, "the review still stands");
  assert.deepEqual(await granted(), []);
}
