// What can go wrong on the way of a change, through the whole page: each is said in its own words with what happens next,
// and in the end the page says what is true.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  LAZY, SEVEN, applyAs, failItem, failWrites, granted, lookedAt, profileToApply, receipt, reviewing, saysAll,
} from "./support/applying.js";
import { signedIn, tenant } from "./support/in-tenant.js";
import { fetchOf } from "./support/network.js";
import { press, reviewRows, rows, says } from "./support/steps.js";
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

test("a permission that another administrator granted meanwhile is already assigned and not granted twice", async (t) => {
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
  assert.deepEqual(await receipt(page), [["Policy.Read.All", "Already assigned"], ["Group.Read.All", "Added"]]);
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
    "This identity or permission isn't available everywhere in the directory yet.",
    "Bestow tries again at",
  );
  await says(page, "1 added");
});

test("a service that asks to wait is left alone until then, and the page says until when", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await failWrites({ kind: "refused", status: 429, retryAfter: 4 });
  await applyAs(page, 1);
  await eventually(
    () => page.evaluate(() => /Microsoft is throttling requests until \d\d:\d\d:\d\d\./.test(document.body.innerText)),
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
  await says(page, "Microsoft is throttling requests until");
  await says(page, "The change then continues on its own.");
  await page.waitForSelector("::-p-aria(Add permissions)");
  await eventually(
    () => page.evaluate(() => !document.body.innerText.includes("Microsoft is throttling requests")),
    "the notice goes when the wait is over",
  );
});

test("an identity that was deleted meanwhile is sent nothing", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All", "Group.Read.All"]);
  await tenant.forget(`/objects/${(await idOf(`displayName eq '${LAZY}'`)).id}`);
  await applyAs(page, 2);
  for (const [, outcome] of await receipt(page)) {
    assert.match(outcome, /^Not sent The identity was deleted, or another object has its ID now\. No changes made\. Search for the identity again\./);
  }
  assert.deepEqual(await granted(), []);
});

test("a device that goes offline pauses the change, which goes on by itself when it is back", async (t) => {
  const page = await reviewing(t, SEVEN);
  await failItem({ at: 3, status: 503, retryAfter: 2 });
  await applyAs(page, 7);
  await says(page, "Microsoft is throttling requests until");
  await page.setOfflineMode(true);
  await saysAll(page, "You're offline.", "The change continues on its own when the device is online again.");
  await page.setOfflineMode(false);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), Array(7).fill("Added"));
  assert.equal(new Set(await granted()).size, 7);
});

test("an answer that is lost is followed by reading until it can be told what happened", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  // Browsers repeat a request on their own where a connection that they had kept is cut.
  await failWrites({ kind: "answerLost" }, 2);
  await applyAs(page, 1);
  await saysAll(page, "The response to the last request wasn't clear.", "Nothing more is sent before that.");
  await says(page, "1 added");
  assert.equal((await granted()).length, 1);
});

test("what unknown in the end is said to be unknown, with the way to find out", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await failWrites({ kind: "requestLost" }, Infinity);
  await applyAs(page, 1);
  await page.waitForSelector("::-p-aria(View identity)", { timeout: 90_000 });
  const [[, outcome]] = await rows(page, "table.outcomes");
  assert.match(outcome, /^Unknown The response to the request wasn.t clear\. Open the identity to see whether the permission is assigned\. Applying the change again is safe\./);
  await saysAll(page, "1 unknown.", "If the change was made, this time started when the request was sent.");
  assert.deepEqual(await granted(), []);
});

test("a chain that a browser delivers twice by itself is added by this change, and can be undone", async (t) => {
  const page = await reviewing(t, SEVEN);
  // The service does everything, and the connection is cut: the browser sends the request once more.
  await failWrites({ kind: "answerLost" });
  await applyAs(page, 7);
  assert.deepEqual((await receipt(page)).map(([, outcome]) => outcome), Array(7).fill("Added"));
  await says(page, "7 added.");
  assert.equal((await granted()).length, 7);
  await undoes(page, 7);
});

test("a chain that the network delivers twice is added by this change, and is not sent item by item", async (t) => {
  const page = await reviewing(t, SEVEN);
  await failWrites({ kind: "twice" });
  await applyAs(page, 7);
  await says(page, "7 added.");
  assert.equal((await granted()).length, 7);
  const writes = (await tenant.exchanges()).flatMap(({ items }) => items.filter(({ method }) => method === "POST"));
  assert.equal(writes.length, 7, "nothing was sent again");
  await undoes(page, 7);
});

test("a service that takes no more requests can be stopped while it asks to wait, and nothing was sent", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All", "Group.Read.All"]);
  await failWrites({ kind: "refused", status: 429, retryAfter: 120 }, Infinity);
  await applyAs(page, 2);
  await says(page, "Microsoft is throttling requests until");
  await press(page, "Stop");
  assert.deepEqual(
    (await receipt(page)).map(([, outcome]) => outcome),
    Array(2).fill("Not sent No changes made."),
  );
  await says(page, "No changes made, 2 not sent.");
  assert.deepEqual(await granted(), []);
});

test("a removal that the service can't find and still lists is tried again, and said to be refused if that lasts", async (t) => {
  for (const [times, outcome] of [[1, /^Removed$/], [Infinity, /^Refused Still assigned\./]]) {
    const page = await withOne(t);
    await failRemovals({ kind: "item", at: 1, status: 404 }, times);
    await removeIt(page);
    await page.waitForSelector("::-p-aria(View identity)", { timeout: 120_000 });
    const [[, said]] = await rows(page, "table.outcomes");
    assert.match(said, outcome);
    const removed = (await tenant.read("/ledger")).filter(({ change }) => change === "revoked");
    assert.equal(removed.length, times === 1 ? 1 : 0, "the receipt says what happened");
  }
});

test("a role that was revoked and granted again is reported as assigned again, and its removal is offered", async (t) => {
  const page = await withOne(t);
  await reviewRemoval(page);
  const [{ id, principal: principalId, resource: resourceId, appRole: appRoleId }] = await tenant.read("/ledger");
  const { headers } = await idOf(`displayName eq '${LAZY}'`);
  const address = `https://graph.microsoft.com/v1.0/servicePrincipals/${principalId}/appRoleAssignments`;
  assert.equal((await fetchOf(tenant)(`${address}/${id}`, { method: "DELETE", headers })).status, 204);
  const answer = await fetchOf(tenant)(address, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ principalId, resourceId, appRoleId }),
  });
  assert.equal(answer.status, 201);
  const again = (await answer.json()).id;
  assert.notEqual(again, id);

  await applyAs(page, 1);
  assert.match((await receipt(page))[0][1], /^Assigned again Someone else revoked .+ on \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
  await says(page, "No changes made, 1 assigned again by someone else.");
  assert.equal(await page.$("::-p-aria(Undo this change…)"), null, "there is nothing to undo");
  await press(page, "Remove the new assignment…");
  assert.deepEqual((await reviewRows(page)).map(([, verdict]) => verdict), ["Remove"]);
  await lookedAt();
  await applyAs(page, 1);
  await says(page, "1 removed.");
  assert.equal((await tenant.read("/ledger")).at(-1).id, again);
});

/** A page of an identity that got one permission by the page, and has no other. */
async function withOne(t) {
  const page = await reviewing(t, ["Policy.Read.All"]);
  await applyAs(page, 1);
  await says(page, "1 added");
  return page;
}

/** Leads to the review of what takes that permission away again. */
async function reviewRemoval(page) {
  await press(page, "Undo this change…");
  assert.deepEqual((await reviewRows(page)).map(([, verdict]) => verdict), ["Remove"]);
  await lookedAt();
}

async function removeIt(page) {
  await reviewRemoval(page);
  await applyAs(page, 1);
}

/** Lets something happen to the next batches that remove something. */
function failRemovals(effect, times) {
  const fault = { host: "graph.microsoft.com", method: "POST", path: "$batch", body: '"DELETE"', effect };
  return tenant.change("/faults", [times === Infinity ? fault : { ...fault, times }]);
}

/** The page offers to undo so many changes. */
async function undoes(page, number) {
  await press(page, "Undo this change…");
  assert.deepEqual((await reviewRows(page)).map(([, verdict]) => verdict), Array(number).fill("Remove"));
}
