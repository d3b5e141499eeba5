// What a user may lack for a change, through the whole page and a real sign-in: each is said in its own words with the
// next step, taking that step leads on, and nothing that was chosen is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LAZY, apply, applyAs, granted, nothingIsLost, profileToApply, receipt, reviewing, saysAll, stepUp,
} from "./support/applying.js";
import { signedIn, tenant } from "./support/in-tenant.js";
import { loadLogs, openIdentity, press, reviewRows, says, windowOf } from "./support/steps.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";

const ROLE = "Privileged Role Administrator";
const PRIVILEGED_ROLE_ADMINISTRATOR = "e8611ab8-c189-46e8-94e1-60213ab1f814";

const firstOutcome = async (page) => (await receipt(page))[0][1];

test("a reading whose scope the token lacks says which, and one click asks for it", async (t) => {
  const page = await signedIn(await profileToApply(t));
  await openIdentity(page, LAZY);
  await loadLogs(page);
  await saysAll(page, "Additional permission required: AuditLog.Read.All.", "Select Grant access.");
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await (await page.waitForSelector('section[aria-label="Sign-ins"] .button.primary')).click();
  await submit(await opened, "button[name=decision][value=accept]");
  await says(page, "Logs are kept for 30 days");
});

test("a token for changes that comes back without its scope is told apart from a missing role", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await tenant.change("/withhold", { client: registrations.operator, scopes: ["AppRoleAssignment.ReadWrite.All"] });
  await applyAs(page, 1);
  await saysAll(
    page,
    "The access token for changes lacks AppRoleAssignment.ReadWrite.All.",
    "Ask an administrator to consent to this permission",
  );
  await leadsToConsent(page, registrations.operator);
  await nothingIsLost(page, 1);
});

test("a missing role names those that would do for this very API", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"], { person: people.applicationAdministrator });
  await applyAs(page, 1, people.applicationAdministrator);
  const outcome = await firstOutcome(page);
  assert.match(outcome, /^Refused/);
  await says(page, `You need one of these roles: ${ROLE} or Global Administrator.`);
  await says(page, "Or select the change again below, and share it as a change request with someone who has one of these roles.");
});

test("a role that is eligible and not active is named, with the way to activate it; then the change goes through", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"], { person: people.eligible });
  await applyAs(page, 1, people.eligible);
  assert.match(await firstOutcome(page), /^Refused/);
  await says(page, `You're eligible for ${ROLE}, but the role isn't active.`);
  const link = await page.waitForSelector("::-p-aria(Activate a role in the Entra admin center (opens in a new tab))");
  assert.equal(
    await link.evaluate((link) => link.href),
    "https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles",
  );

  await tenant.change(`/people/${people.eligible}/roles`, [PRIVILEGED_ROLE_ADMINISTRATOR]);
  await press(page, "Retry failed items");
  await press(page, "Review 1 permission");
  await reviewRows(page);
  await applyAs(page, 1, people.eligible);
  await says(page, "1 added");
});

test("a stronger sign-in that the service wants takes one click, and the change goes on where it stopped", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: true });
  await applyAs(page, 1);
  await saysAll(page, "Your organization requires you to confirm your sign-in for this.", "Waiting requests then continue automatically.");
  assert.deepEqual(await granted(), []);
  await stepUp(page);
  await says(page, "1 added");
});

test("consent that only an administrator can give is said so, with a link to hand over", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"], { person: people.helpdesk, consented: false });
  await applyAs(page, 1, people.helpdesk, { consent: "back" });
  await saysAll(page, "Only an administrator can consent to the permissions that Bestow needs.", "Send an administrator the link below");
  await leadsToConsent(page, registrations.operator);
  await nothingIsLost(page, 1);
});

test("a blocked window is said as such; allowed, it opens from the same review", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await page.evaluate(() => {
    globalThis.allowed = globalThis.open;
    globalThis.open = () => null;
  });
  await press(page, apply(1));
  await saysAll(page, "Your browser blocked the sign-in window.", "Allow pop-ups for this site, then try again. Your selection is kept.");
  await nothingIsLost(page, 1);
  await page.evaluate(() => {
    globalThis.open = globalThis.allowed;
  });
  await applyAs(page, 1);
  await says(page, "1 added");
});

test("a sign-in for changes that is closed and cancelled loses nothing", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await (await windowOf(page, apply(1))).close();
  await says(page, "Waiting for the sign-in window");
  await press(page, "Cancel");
  await saysAll(page, "The sign-in was canceled.", "Nothing was changed, and your selection is kept.");
  await nothingIsLost(page, 1);
  await applyAs(page, 1);
  await says(page, "1 added");
});

test("a row that is cleared while the sign-in window is open is not sent, and neither is the rest", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All", "Group.Read.All"]);
  const window = await windowOf(page, apply(2));
  const clear = () => document.querySelector("table.review input[type=checkbox]").click();
  await page.evaluate(clear);
  await signIn(window, people.administrator);
  await says(page, "The selection changed while you were signing in. No changes made.");
  assert.deepEqual(await granted(), []);
  await applyAs(page, 1);
  await says(page, "1 added");
});

test("consent that is refused loses nothing either", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"], { consented: false });
  await signIn(await windowOf(page, apply(1)), people.administrator, { consent: "decline" });
  await saysAll(page, "Consent was declined.", "your selection is kept. To continue, try again and accept.");
  await nothingIsLost(page, 1);
});

/** The page offers the registration's permissions in Entra's admin center. */
async function leadsToConsent(page, registration) {
  const name = "Permissions of the app registration in the Entra admin center (opens in a new tab)";
  const link = await page.waitForSelector(`::-p-aria([name="${name}"])`);
  assert.equal(
    await link.evaluate((link) => link.href),
    `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${registration}`,
  );
}
