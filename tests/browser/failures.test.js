// Everything that can stand between a person and a change, through the whole page and a real sign-in: each is said in its
// own words with the next step, and taking that step leads on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  LAZY, SEVEN, apply, applyAs, failItem, failWrites, freshProfile, granted, receipt, reviewed, saysAll, signedIn,
  stepUp, windowOf,
} from "./support/applying.js";
import { fetchOf } from "./support/network.js";
import { press, reviewRows, rows, says } from "./support/steps.js";
import { openChromium, openTenant, people, registrations, signIn } from "./support/tenant.js";
import { tokenFor } from "./support/token.js";
import { eventually } from "./support/waiting.js";

const ROLE = "Privileged Role Administrator";
const PRIVILEGED_ROLE_ADMINISTRATOR = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const GRAPH = "00000003-0000-0000-c000-000000000000";

let tenant, browser;

before(async () => {
  tenant = await openTenant();
  browser = await openChromium(tenant);
});

after(async () => {
  const denied = await tenant.deniedToPages();
  const { violations } = tenant;
  await browser?.close();
  tenant?.close();
  assert.deepEqual([denied, violations], [[], []], "the policy was kept, and nothing was sent anywhere else");
});

/** A page that has reviewed some permissions for an identity without any. */
async function reviewing(t, names, { person = people.administrator, ...options } = {}) {
  const page = await signedIn(tenant, await freshProfile(t, tenant, browser, options), person);
  await reviewed(page, names);
  return page;
}

const firstOutcome = async (page) => (await receipt(page))[0][1];

const idOf = async (name) => {
  const token = await tokenFor(fetchOf(tenant), tenant, registrations.operator, people.administrator);
  const headers = { authorization: `Bearer ${token}` };
  const filter = encodeURIComponent(name);
  const answer = await fetchOf(tenant)(`https://graph.microsoft.com/v1.0/servicePrincipals?$filter=${filter}`, { headers });
  const { value } = await answer.json();
  return { id: value[0].id, appRoles: value[0].appRoles, headers };
};

/** The page still shows the review, with everything that was chosen. */
async function nothingIsLost(page, number) {
  assert.equal((await reviewRows(page)).length, number, "the review still stands");
  assert.deepEqual(await granted(tenant), []);
}

test("a reading whose scope the token lacks says which, and one click asks for it", async (t) => {
  const page = await signedIn(tenant, await freshProfile(t, tenant, browser));
  await page.goto(`${tenant.page}#/identities`);
  await (await page.waitForSelector(`::-p-aria([name="id-tenant-documentation"][role="link"])`)).click();
  await saysAll(page, "Your sign-in does not cover this yet. It needs", "Allow access to go on.");
});

test("a token for changes that comes back without its scope is told apart from a missing role", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await tenant.change("/withhold", { client: registrations.operator, scopes: ["AppRoleAssignment.ReadWrite.All"] });
  await applyAs(page, 1);
  await saysAll(
    page,
    "The sign-in for changes came back without AppRoleAssignment.ReadWrite.All.",
    "Have an administrator consent to it",
  );
  await leadsToConsent(page, registrations.operator);
  await nothingIsLost(page, 1);
});

test("a missing role names those that would do for this very API", async (t) => {
  const page = await reviewing(t, ["User.Read.All"], { person: people.applicationAdministrator });
  await applyAs(page, 1, people.applicationAdministrator);
  const outcome = await firstOutcome(page);
  assert.match(outcome, /^Refused/);
  await says(page, `This usually takes ${ROLE} or Global Administrator, and you have none of these.`);
  await says(page, "Ask for one of them, or ask someone who has one to make the change.");
});

test("a role that is eligible and not active is named, with the way to activate it; then the change goes through", async (t) => {
  const page = await reviewing(t, ["User.Read.All"], { person: people.eligible });
  await applyAs(page, 1, people.eligible);
  assert.match(await firstOutcome(page), /^Refused/);
  await says(page, `You are eligible for ${ROLE} and have not activated it.`);
  const link = await page.waitForSelector("::-p-aria(Activate a role in the Entra admin center (opens in a new tab))");
  assert.equal(
    await link.evaluate((link) => link.href),
    "https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles",
  );

  await tenant.change(`/people/${people.eligible}/roles`, [PRIVILEGED_ROLE_ADMINISTRATOR]);
  await press(page, "Choose what was not added again");
  await press(page, "Review 1 permission");
  await reviewRows(page);
  await applyAs(page, 1, people.eligible);
  await says(page, "1 added");
});

test("a stronger sign-in that the service wants takes one click, and the change goes on where it stopped", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: true });
  await applyAs(page, 1);
  await saysAll(page, "Your organization wants you to confirm your sign-in for this.", "it goes on where it stopped");
  assert.deepEqual(await granted(tenant), []);
  await stepUp(page);
  await says(page, "1 added");
});

test("consent that only an administrator can give is said so, with a link to hand over", async (t) => {
  const page = await reviewing(t, ["User.Read.All"], { person: people.helpdesk, consented: false });
  await applyAs(page, 1, people.helpdesk, { consent: "back" });
  await saysAll(page, "Only an administrator can consent to what this page asks for.", "Send one the link below");
  await leadsToConsent(page, registrations.operator);
  await nothingIsLost(page, 1);
});

test("what somebody else granted meanwhile is already there, and is not granted twice", async (t) => {
  const page = await reviewing(t, ["User.Read.All", "Group.Read.All"]);
  const { id: principalId, headers } = await idOf(`displayName eq '${LAZY}'`);
  const { id: resourceId, appRoles } = await idOf(`appId eq '${GRAPH}'`);
  const { id: appRoleId } = appRoles.find(({ value }) => value === "User.Read.All");
  const answer = await fetchOf(tenant)(`https://graph.microsoft.com/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ principalId, resourceId, appRoleId }),
  });
  assert.equal(answer.status, 201);
  await applyAs(page, 2);
  assert.deepEqual(await receipt(page), [["User.Read.All", "Already there"], ["Group.Read.All", "Added"]]);
  assert.equal((await granted(tenant)).length, 2);
});

test("an identity that is not everywhere yet is waited for, and the page says so", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  const { id } = await idOf(`displayName eq '${LAZY}'`);
  await tenant.change("/lag", { seconds: 5 });
  await tenant.change(`/objects/${id}/new`);
  await applyAs(page, 1);
  await saysAll(
    page,
    "The directory does not know this identity or permission everywhere yet.",
    "It is tried again by itself, next at",
  );
  await says(page, "1 added");
});

test("a service that asks to wait is left alone until then, and the page says until when", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await failWrites(tenant, { kind: "refused", status: 429, retryAfter: 4 });
  await applyAs(page, 1);
  await eventually(
    () => page.evaluate(() => /Microsoft asks this page to wait until \d\d:\d\d:\d\d\./.test(document.body.innerText)),
    "the page says until when it waits",
  );
  await says(page, "1 added");
  const writes = (await tenant.exchanges()).filter(({ items }) => items.some(({ method }) => method === "POST"));
  assert.deepEqual(writes.map(({ status }) => status), [429, 200]);
});

test("an identity that was deleted meanwhile is sent nothing", async (t) => {
  const page = await reviewing(t, ["User.Read.All", "Group.Read.All"]);
  await tenant.forget(`/objects/${(await idOf(`displayName eq '${LAZY}'`)).id}`);
  await applyAs(page, 2);
  for (const [, outcome] of await receipt(page)) {
    assert.match(outcome, /^Not sent The identity is gone, or another one has its id now\. Nothing was changed; look it up again\./);
  }
  assert.deepEqual(await granted(tenant), []);
});

test("a device that goes offline pauses the change, which goes on by itself when it is back", async (t) => {
  const page = await reviewing(t, SEVEN);
  await failItem(tenant, { at: 3, status: 503, retryAfter: 2 });
  await applyAs(page, 7);
  await says(page, "Microsoft asks this page to wait until");
  await page.setOfflineMode(true);
  await saysAll(page, "This device is offline.", "It goes on by itself when the device is online again.");
  await page.setOfflineMode(false);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), Array(7).fill("Added"));
  assert.equal(new Set(await granted(tenant)).size, 7);
});

test("an answer that is lost is followed by reading until it can be told what happened", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await failWrites(tenant, { kind: "answerLost" });
  await applyAs(page, 1);
  await saysAll(page, "No clear answer came to what was sent.", "Nothing more is sent before that.");
  await says(page, "1 added");
  assert.equal((await granted(tenant)).length, 1);
});

test("what cannot be told in the end is said to be unknown, with the way to find out", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await failWrites(tenant, { kind: "requestLost" }, Infinity);
  await applyAs(page, 1);
  await page.waitForSelector("::-p-aria(Show the identity)", { timeout: 90_000 });
  const [[, outcome]] = await rows(page, "table.outcomes");
  assert.match(outcome, /^Not known It was sent, and no clear answer came\. Open the identity to see whether it is held; applying again is safe\./);
  assert.deepEqual(await granted(tenant), []);
});

test("a blocked window is said as such; allowed, it opens from the same review", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await page.evaluate(() => {
    globalThis.allowed = globalThis.open;
    globalThis.open = () => null;
  });
  await press(page, apply(1));
  await saysAll(page, "Your browser blocked the sign-in window.", "Allow pop-ups for this page, then try again. Nothing that you chose is lost.");
  await nothingIsLost(page, 1);
  await page.evaluate(() => {
    globalThis.open = globalThis.allowed;
  });
  await applyAs(page, 1);
  await says(page, "1 added");
});

test("a sign-in for changes that is closed and cancelled loses nothing", async (t) => {
  const page = await reviewing(t, ["User.Read.All"]);
  await (await windowOf(page, apply(1))).close();
  await says(page, "Waiting for the sign-in window");
  await press(page, "Cancel");
  await saysAll(page, "The sign-in was cancelled.", "Nothing happened, and nothing that you chose is lost.");
  await nothingIsLost(page, 1);
  await applyAs(page, 1);
  await says(page, "1 added");
});

test("consent that is refused loses nothing either", async (t) => {
  const page = await reviewing(t, ["User.Read.All"], { consented: false });
  await signIn(await windowOf(page, apply(1)), people.administrator, { consent: "decline" });
  await saysAll(page, "The sign-in was cancelled.", "Nothing happened, and nothing that you chose is lost.");
  await nothingIsLost(page, 1);
});

/** The page offers the registration's permissions in Entra's admin center. */
async function leadsToConsent(page, registration) {
  const name = "The app registration's permissions in the Entra admin center (opens in a new tab)";
  const link = await page.waitForSelector(`::-p-aria([name="${name}"])`);
  assert.equal(
    await link.evaluate((link) => link.href),
    `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${registration}`,
  );
}
