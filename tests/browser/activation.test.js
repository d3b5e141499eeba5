// The signed-in user activates an Entra role that they are eligible for: in the sample tenant, and through a real
// sign-in with what the settings of a role can require.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookedAt, profileToApply, reviewed, saysAll, stepUp } from "./support/applying.js";
import { signedIn, tenant } from "./support/in-tenant.js";
import { openSample, start } from "./support/sample-page.js";
import { press, says, windowOf } from "./support/steps.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const ROLE = "Privileged Role Administrator";
const SCHEDULES = "RoleAssignmentSchedule.ReadWrite.Directory";

test("in the sample tenant a role is activated with what its settings require, and can't be ended in its first minutes", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  await page.getByRole("link", { name: "My roles" }).click();
  const eligible = page.getByRole("region", { name: "Roles you can activate" });
  await eligible.getByText("Not active").waitFor();
  await eligible.getByRole("button", { name: "Activate: Exchange Administrator" }).click();
  const form = page.getByRole("region", { name: "Activate a role" });
  await form.getByText("Enter a justification.").waitFor();
  const send = form.getByRole("button", { name: "Activate", exact: true });
  assert.equal(await send.isDisabled(), true, "a justification is required");
  const durations = await form.getByLabel("Duration").locator("option").allTextContents();
  assert.deepEqual(durations, ["30 minutes", "1 hour", "2 hours", "4 hours", "8 hours"]);
  await form.getByLabel("Duration").selectOption("30 minutes");
  await form.getByLabel("Justification").fill("Move of the shared mailboxes");
  await form.getByText(/^Ingrid Halvorsen activates Exchange Administrator for 30 minutes, until about .* Scope: Directory \(tenant-wide\)\.$/).waitFor();
  await send.click();
  const request = page.getByRole("region", { name: "Role request" });
  await request.getByText(/^The role is active until /).waitFor();
  assert.equal(await form.count(), 0, "the form is closed");
  await eligible.getByText(/^Active until /).waitFor();
  await eligible.getByRole("button", { name: "Deactivate: Exchange Administrator" }).click();
  await request.getByText("A role can't be deactivated in its first five minutes.").waitFor();
  await request.getByText(/ActiveDurationTooShort/).first().waitFor();
  await request.getByRole("button", { name: "Close" }).click();
  await request.waitFor({ state: "detached" });
  await eligible.getByText(/^Active until /).waitFor();
  assert.deepEqual([errors, requests], [[], []]);
});

test("no address opens the form or sends a request", async (t) => {
  const { page } = await openSample(await start(t), "#/rights?activate=29232cdf-9323-42fd-ade2-1d097af3e4de");
  await page.getByRole("region", { name: "Roles you can activate" }).getByText("Not active").waitFor();
  assert.equal(await page.getByRole("region", { name: "Activate a role" }).count(), 0);
  assert.equal(await page.getByRole("region", { name: "Role request" }).count(), 0);
});

/** The page of the roles of a user who is eligible, with the form of their role open. */
async function formOf(t, settings, options) {
  const context = await profileToApply(t, options);
  await tenant.change("/consent", { client: registrations.operator, scopes: ["User.Read", SCHEDULES] });
  await tenant.change("/role-settings", settings);
  const page = await signedIn(context, { person: people.eligible });
  await press(page, "My roles");
  await press(page, `Activate: ${ROLE}`);
  return page;
}

const fill = async (page, label, text) =>
  (await page.waitForSelector(`::-p-aria([name="${label}"][role="textbox"])`, { visible: true })).type(text);

/** Sends the request of the form: the operator signs in in a window. */
async function send(page) {
  await lookedAt();
  await signIn(await windowOf(page, "Activate"), people.eligible);
}

/** The requests for roles that the page sent. */
const sent = async () => {
  const requests = await tenant.exchanges();
  return requests.filter(({ method, path }) => method === "POST" && path.endsWith("/roleAssignmentScheduleRequests"));
};

/** What was assigned or removed. */
const changed = async () => (await tenant.read("/ledger")).map(({ change }) => change);

test("a user who can't read the settings is told what the service asks for, and activates with it", async (t) => {
  const page = await formOf(t, { ticket: true });
  await says(page, "Couldn't load the role's settings.");
  await fill(page, "Justification (optional)", "Payroll");
  await send(page);
  await saysAll(page, "The role's settings require a ticket.", "RoleAssignmentRequestPolicyValidationFailed");
  assert.deepEqual(await changed(), []);
  const typed = await page.waitForSelector("#activation-justification");
  assert.equal(await typed.evaluate((field) => field.value), "Payroll", "what was typed is kept");
  await fill(page, "Ticket number", "INC42");
  await send(page);
  await says(page, "The role is active until ");
  assert.deepEqual(await changed(), ["assigned"]);
  assert.equal((await sent()).length, 2);
});

for (const [how, settings] of [
  ["multifactor authentication", { multiFactor: true }],
  ["an authentication context", { context: "c1" }],
]) {
  test(`a role that requires ${how} takes one more window, and the token then has the role`, async (t) => {
    const page = await formOf(t, settings);
    await fill(page, "Justification (optional)", "Payroll");
    await send(page);
    await says(page, "Your organization requires you to confirm your sign-in for this.");
    assert.deepEqual(await changed(), []);
    await stepUp(page);
    await says(page, "The role is active until ");
    assert.deepEqual(await changed(), ["assigned"]);
  });
}

test("a request that is changed or stopped while the sign-in window is open is not sent", async (t) => {
  const page = await formOf(t, { multiFactor: true });
  await fill(page, "Justification (optional)", "Payroll");
  await lookedAt();
  const first = await windowOf(page, "Activate");
  await fill(page, "Justification (optional)", " and more");
  await signIn(first, people.eligible);
  await says(page, "Nothing was sent: the request changed while you were signing in.");
  assert.deepEqual(await sent(), []);
  await send(page);
  await says(page, "Your organization requires you to confirm your sign-in for this.");
  assert.equal((await sent()).length, 1, "it was refused");
  await lookedAt();
  const proof = await windowOf(page, "Continue sign-in");
  await press(page, "Stop");
  await says(page, "Stopped. Nothing was sent.");
  await submit(proof, "button[name=proof]");
  await lookedAt();
  await says(page, "Stopped. Nothing was sent.");
  assert.deepEqual([(await sent()).length, await changed()], [1, []]);
});

test("a request that waits for approval is shown as waiting after a reload, and as active once approved", async (t) => {
  const page = await formOf(t, { approval: true });
  await fill(page, "Justification (optional)", "Payroll");
  await send(page);
  await saysAll(page, "The request is waiting for approval.", "Waiting for approval since");
  assert.deepEqual(await changed(), []);
  await page.reload();
  await saysAll(page, "Waiting for approval since");
  assert.equal((await page.$$(`::-p-aria([name="Activate: ${ROLE}"])`)).length, 0);
  await tenant.change("/role-requests", true);
  await press(page, "Refresh: the roles you can activate");
  await says(page, "Active until ");
});

test("a review that requires a role links to its activation and back, and the role is deactivated at the end", async (t) => {
  const context = await profileToApply(t);
  await tenant.change("/consent", { client: registrations.operator, scopes: ["User.Read", SCHEDULES] });
  const page = await signedIn(context, { person: people.eligible });
  await reviewed(page, ["Policy.Read.All"]);
  await saysAll(page, `You need ${ROLE}`, `You're eligible for ${ROLE}, which allows this change.`);
  await press(page, `Activate: ${ROLE}`);
  await fill(page, "Justification (optional)", "Payroll");
  await send(page);
  await says(page, "The role is active until ");
  await press(page, "Back to the review");
  await says(page, "Policy.Read.All");
  await eventually(
    () => page.evaluate(() => !document.body.innerText.includes("You need Privileged Role Administrator")),
    "the review no longer lacks the role",
  );
  await press(page, "My roles");
  await tenant.change("/clock", { seconds: 301 });
  await lookedAt();
  await signIn(await windowOf(page, `Deactivate: ${ROLE}`), people.eligible);
  await says(page, "The role is no longer active.");
  assert.deepEqual(await changed(), ["assigned", "removed"]);
});

test("in a read-only deployment roles are activated in the Entra admin center", async (t) => {
  const context = await profileToApply(t, { deployment: "read-only", consented: false });
  const page = await signedIn(context, { person: people.eligible });
  await press(page, "My roles");
  await saysAll(page, ROLE, "This deployment is read-only. Activate roles in the Entra admin center.");
  assert.equal((await page.$$(`::-p-aria([name="Activate: ${ROLE}"])`)).length, 0);
  await page.waitForSelector("::-p-aria(Activate in the Entra admin center (opens in a new tab))");
});
