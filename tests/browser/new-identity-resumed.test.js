// A new identity in a tenant with a real sign-in: the request is sent with the token of the registration for changes, and
// its result is found after the tab was closed, without sending anything again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { press, says, windowOf } from "./support/steps.js";
import { registrations } from "./support/tenant.js";

const SCOPES = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All"];
const CORPORATE = "c5a7428e-90d1-4f62-b3e8-6d24f7019a3b";
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
  await consent(await windowOf(page, "Connect Azure"));
  await says(page, "Your Azure roles allow this change.");
  assert.deepEqual(await written(), [], "nothing is sent before it is applied");
  await consent(await windowOf(page, "Enable the identity"));
  await says(page, "Azure is processing the request");
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.doesNotMatch(kept, /user_impersonation|operations\//, "neither a token nor the address of the operation is kept");
  await page.close();

  const again = await signedIn(context);
  await says(again, "A change of an identity was sent, and the tab was closed before the result was known.");
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

test("a forged note leads to reading alone, and offers nothing that it names", async (t) => {
  const context = await freshProfile(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: SCOPES });
  const page = await signedIn(context);
  const { tenant: home, user } = await page.evaluate(() => {
    const accounts = Object.values({ ...sessionStorage }).map((text) => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    });
    const { localAccountId, realm } = accounts.find((it) => it?.localAccountId && it.realm);
    return { tenant: realm, user: localAccountId };
  });
  const identity = (group, name) =>
    `/subscriptions/${CORPORATE}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const powerful = identity("rg-security", "id-identity-governance");
  const host = `/subscriptions/${CORPORATE}/resourceGroups/rg-runbooks/providers/Microsoft.Automation/automationAccounts/aa-guest-review`;
  const plant = (started, work, attachedBefore) => {
    const note = { version: 1, cloud: "public", tenant: home, person: user, started, work, systemBefore: "off", attachedBefore };
    const key = `bestow.journal.host.${home}.${user}.${started}`;
    return page.evaluate((key, text) => localStorage.setItem(key, text), key, JSON.stringify(note));
  };
  const now = await page.evaluate(() => Date.now());
  // One says that a powerful identity was attached to a resource of the sender's, so that attaching it again would be
  // offered; the other is of a time that is yet to come.
  const attach = { host, identities: [identity("rg-collaboration", "id-guest-invites")] };
  await plant(now - 1000, { attach }, [powerful]);
  await plant(now + 90 * 24 * 3600 * 1000, { enable: MACHINE }, []);
  await page.evaluate(() => (location.hash = "#/new-identity"));
  await press(page, "Check the result");
  await page.waitForSelector('::-p-aria([name="Continue sign-in"])', { visible: true });
  await consent(await windowOf(page, "Continue sign-in"));
  await says(page, "No longer attached: id-identity-governance.");
  const offered = await page.$$eval("main button, main a", (all) => all.map((it) => it.textContent.trim()));
  for (const name of ["Attach again", "Add permissions", "Attach to a resource"]) {
    assert.ok(!offered.some((it) => it.includes(name)), `${name} is not offered: ${offered}`);
  }
  assert.deepEqual(await written(), []);
  const stored = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("bestow.journal.host")));
  assert.deepEqual(stored.filter((key) => !key.endsWith(String(now - 1000))), [], "the note of a time to come is gone");
});
