// What can go wrong on the way of a change, through the whole page: each is said in its own words with what happens next,
// and in the end the page says what is true.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LAZY, SEVEN, applyAs, failItem, failWrites, granted, profileToApply, receipt, reviewing, saysAll,
} from "./support/applying.js";
import { signedIn, tenant } from "./support/in-tenant.js";
import { fetchOf } from "./support/network.js";
import { rows, says } from "./support/steps.js";
import { people, registrations } from "./support/tenant.js";
import { tokenFor } from "./support/token.js";
import { eventually } from "./support/waiting.js";

const GRAPH = "00000003-0000-0000-c000-000000000000";

const idOf = async (name) => {
  const token = await tokenFor(fetchOf(tenant), tenant, registrations.operator, people.administrator);
  const headers = { authorization: `Bearer ${token}` };
  const filter = encodeURIComponent(name);
  const answer = await fetchOf(tenant)(`https://graph.microsoft.com/v1.0/servicePrincipals?$filter=${filter}`, { headers });
  const { value } = await answer.json();
  return { id: value[0].id, appRoles: value[0].appRoles, headers };
};

test("what somebody else granted meanwhile is already there, and is not granted twice", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All", "Group.Read.All"]);
  const { id: principalId, headers } = await idOf(`displayName eq '${LAZY}'`);
  const { id: resourceId, appRoles } = await idOf(`appId eq '${GRAPH}'`);
  const { id: appRoleId } = appRoles.find(({ value }) => value === "Policy.Read.All");
  const answer = await fetchOf(tenant)(`https://graph.microsoft.com/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ principalId, resourceId, appRoleId }),
  });
  assert.equal(answer.status, 201);
  await applyAs(page, 2);
  assert.deepEqual(await receipt(page), [["Policy.Read.All", "Already there"], ["Group.Read.All", "Added"]]);
  assert.equal((await granted()).length, 2);
});

test("an identity that is not everywhere yet is waited for, and the page says so", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
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
  const page = await reviewing(t, ["Policy.Read.All"]);
  await failWrites({ kind: "refused", status: 429, retryAfter: 4 });
  await applyAs(page, 1);
  await eventually(
    () => page.evaluate(() => /Microsoft asks this page to wait until \d\d:\d\d:\d\d\./.test(document.body.innerText)),
    "the page says until when it waits",
  );
  await says(page, "1 added");
  const writes = (await tenant.exchanges()).filter(({ items }) => items.some(({ method }) => method === "POST"));
  assert.deepEqual(writes.map(({ status }) => status), [429, 200]);
});

test("a reading for which the service asks to wait says until when, and goes on by itself", async (t) => {
  const page = await signedIn(await profileToApply(t));
  await (await page.waitForSelector("::-p-aria(Find an identity)")).type(LAZY);
  const link = await page.waitForSelector(`::-p-aria([name="${LAZY}"][role="link"])`);
  // Not earlier: what the list still reads would meet it in the place of the identity.
  const effect = { kind: "refused", status: 429, retryAfter: 8 };
  await tenant.change("/faults", [{ host: "graph.microsoft.com", method: "POST", path: "$batch", times: 1, effect }]);
  await link.click();
  await says(page, "Microsoft asks this page to wait until");
  await says(page, "It goes on by itself then.");
  await page.waitForSelector("::-p-aria(Add permissions)");
  await eventually(
    () => page.evaluate(() => !document.body.innerText.includes("Microsoft asks this page to wait")),
    "the notice goes when the wait is over",
  );
});

test("an identity that was deleted meanwhile is sent nothing", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All", "Group.Read.All"]);
  await tenant.forget(`/objects/${(await idOf(`displayName eq '${LAZY}'`)).id}`);
  await applyAs(page, 2);
  for (const [, outcome] of await receipt(page)) {
    assert.match(outcome, /^Not sent The identity is gone, or another one has its id now\. Nothing was changed; look it up again\./);
  }
  assert.deepEqual(await granted(), []);
});

test("a device that goes offline pauses the change, which goes on by itself when it is back", async (t) => {
  const page = await reviewing(t, SEVEN);
  await failItem({ at: 3, status: 503, retryAfter: 2 });
  await applyAs(page, 7);
  await says(page, "Microsoft asks this page to wait until");
  await page.setOfflineMode(true);
  await saysAll(page, "This device is offline.", "It goes on by itself when the device is online again.");
  await page.setOfflineMode(false);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), Array(7).fill("Added"));
  assert.equal(new Set(await granted()).size, 7);
});

test("an answer that is lost is followed by reading until it can be told what happened", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  // Browsers repeat a request on their own where a connection that they had kept is cut.
  await failWrites({ kind: "answerLost" }, 2);
  await applyAs(page, 1);
  await saysAll(page, "No clear answer came to what was sent.", "Nothing more is sent before that.");
  await says(page, "1 added");
  assert.equal((await granted()).length, 1);
});

test("what cannot be told in the end is said to be unknown, with the way to find out", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await failWrites({ kind: "requestLost" }, Infinity);
  await applyAs(page, 1);
  await page.waitForSelector("::-p-aria(Show the identity)", { timeout: 90_000 });
  const [[, outcome]] = await rows(page, "table.outcomes");
  assert.match(outcome, /^Not known It was sent, and no clear answer came\. Open the identity to see whether it is held; applying again is safe\./);
  await saysAll(page, "1 not known.", "This counts from what was sent, if it was carried out at all.");
  assert.deepEqual(await granted(), []);
});
