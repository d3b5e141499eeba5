// A new identity in a tenant with a real sign-in: the request is sent with the token of the registration for changes, and
// its result is found after the tab was closed, without sending anything again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { press, says, windowOf } from "./support/steps.js";
import { registrations } from "./support/tenant.js";

const SCOPES = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All"];
const MACHINE =
  "/subscriptions/2d9c6b10-54f7-4c3e-9b1a-70c1e85a4d21/resourceGroups/rg-delivery/providers/Microsoft.Compute/virtualMachines/vm-labels-01";

/** Consents in a window of Microsoft's. */
async function consent(window) {
  await (await window.waitForSelector("button[name=decision][value=accept]")).click();
}

/** What was written to Azure, in order. */
async function written() {
  const all = await tenant.read("/requests");
  return all.filter(({ host, method, preflight }) => host === "management.azure.com" && !preflight && ["PUT", "PATCH", "DELETE"].includes(method));
}

test("the result of a request is found after its tab was closed, and nothing is sent again", async (t) => {
  const context = await freshProfile(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: SCOPES });
  const page = await signedIn(context);
  await page.evaluate((machine) => (location.hash = `#/new-identity?job=enable&resource=${encodeURIComponent(machine)}`), MACHINE);
  await press(page, "Review");
  await consent(await windowOf(page, "Connect Azure"));
  await says(page, "Your Azure roles allow this change.");
  assert.deepEqual(await written(), [], "nothing is sent before it is applied");
  await consent(await windowOf(page, "Enable the identity"));
  await says(page, "Azure is processing the request");
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.doesNotMatch(kept, /user_impersonation|operations\//, "neither a token nor the address of the operation is kept");
  await page.close();

  const again = await signedIn(context);
  await says(again, "A new identity was requested, and the tab was closed before the result was known.");
  await press(again, "Check the result");
  await says(again, "Bestow reads the resource and changes nothing.");
  await press(again, "Check the result");
  await windowOf(again, "Continue sign-in");
  await says(again, "The identity is ready.");
  const [patch, ...others] = await written();
  assert.deepEqual([patch.method, patch.path.split("?")[0].toLowerCase(), others], ["PATCH", MACHINE.toLowerCase(), []]);
  const stored = await again.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("bestow.journal")));
  assert.deepEqual(stored, []);
});
