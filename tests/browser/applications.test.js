// Service principals that aren't managed identities: each opens on the identity page with its kind, is compared and copied
// from, and is never changed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, section, start } from "./support/sample-page.js";

const PORTAL = "Halden Order Portal";
const RUN_AS = "halden-ops_Zk3mQx81VbT7c0yNfLrWjA==";

/** Opens the page of a service principal that the search for a source of a copy finds. */
async function opened(t, name, search = name) {
  const sample = await openSample(await start(t));
  const { page } = sample;
  await openIdentity(page, "LazyAutomationAccount");
  const address = page.url();
  await page.goto(`${address}/compare`);
  await page.getByLabel("Another identity or application").fill(search);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  const href = await page.getByRole("link", { name: `Compare with ${name}` }).getAttribute("href");
  const id = href.match(/with=([0-9a-f-]+)/)[1];
  await page.goto(`${address.split("#")[0]}#/identity/${id}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return { ...sample, id, lazy: address.split("/").at(-1) };
}

const fact = (page, name) => page.locator("dl.facts div", { hasText: name }).first();

/** That nothing on any tab adds, selects or removes. */
async function changesNothing(page) {
  await page.getByText("Read-only: Bestow changes managed identities only.").waitFor();
  assert.equal(await page.getByRole("link", { name: /Add permissions|Grant a permission|Assign an Entra role/ }).count(), 0);
  assert.equal(await page.locator("main input[type=checkbox]").count(), 0);
  assert.equal(await page.locator("main a[href*='/change']").count(), 0);
}

test("a pasted ID of an enterprise application opens its page, and Enter does as well", async (t) => {
  const { page, errors, id } = await opened(t, PORTAL);
  await fact(page, "Type").getByText("Enterprise application", { exact: true }).waitFor();
  await fact(page, "Owner organization").getByText("This tenant").waitFor();
  await changesNothing(page);
  const appId = (await fact(page, "Application (client) ID").locator(".id").textContent()).trim();
  for (const pasted of [id, appId]) {
    await page.getByRole("link", { name: "Identities" }).first().click();
    await page.getByLabel("Find an identity").fill(pasted);
    const link = page.getByRole("link", { name: PORTAL, exact: true });
    await link.waitFor();
    await page.getByText("Enterprise application", { exact: true }).waitFor();
    await page.getByLabel("Find an identity").press("Enter");
    await page.getByRole("heading", { level: 1, name: PORTAL }).waitFor();
    await page.waitForURL(new RegExp(`${id}$`));
  }
  assert.deepEqual(errors, []);
});

test("all sections of an application's page load, and the application can be compared", async (t) => {
  const { page, errors } = await opened(t, RUN_AS, "halden-ops");
  const roles = await section(page, "Application permissions");
  await roles.getByText("Place.Read.All").waitFor();
  await (await section(page, "Entra roles")).waitFor();
  await (await section(page, "Azure roles")).waitFor();
  await (await section(page, "Owners")).waitFor();
  await (await section(page, "Timeline")).waitFor();
  await changesNothing(page);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await page.getByLabel("Another identity or application").waitFor();
  assert.deepEqual(errors, []);
});

test("what an application has is copied to an identity that is found on its page, tier 0 not selected", async (t) => {
  const { page, errors, id, lazy } = await opened(t, RUN_AS, "halden-ops");
  await page.getByLabel("Managed identity", { exact: true }).fill("LazyAuto");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: "Copy to LazyAutomationAccount" }).click();
  await page.waitForURL(new RegExp(`${lazy}/change/copy/${id}$`));
  await page.getByText(`${RUN_AS} has 3 items that this identity doesn't have.`).waitFor();
  await page.getByText("0 selected").waitFor();
  await page.getByRole("button", { name: "Add 3 to selection" }).click();
  await page.getByRole("button", { name: "Review 3 permissions" }).click();
  await page.locator("table.review").waitFor();
  assert.deepEqual(errors, []);
});

test("an agent identity and the principal of its blueprint are told apart, and are read-only", async (t) => {
  const agent = await opened(t, "Halden Dispatch Agent Oslo", "Halden Dispatch");
  await fact(agent.page, "Type").getByText("Agent identity", { exact: true }).waitFor();
  await agent.page.getByText("Inherited permissions aren't included.").waitFor();
  await changesNothing(agent.page);
  assert.deepEqual(agent.errors, []);
  const blueprint = await opened(t, "Halden Dispatch Agents", "Halden Dispatch");
  await fact(blueprint.page, "Type").getByText("Agent identity blueprint principal", { exact: true }).waitFor();
  await changesNothing(blueprint.page);
  assert.deepEqual(blueprint.errors, []);
});

test("the address of a change of an application opens no selection", async (t) => {
  const { page, id } = await opened(t, PORTAL);
  for (const rest of ["change", "change/paste", "change/review", "change/set/mail-sending"]) {
    await page.goto(`${page.url().split("#")[0]}#/identity/${id}/${rest}`);
    await page.getByText(`“${PORTAL}” is an application, not a managed identity`).waitFor();
    assert.equal(await page.getByRole("region", { name: "Selection", exact: true }).count(), 0, rest);
  }
});
